"""What a script says: from its text to steps.  ``tests/e2e/conversations/README.txt`` describes the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PLATFORMS = ("telegram", "discord")
LANGUAGES = ("en", "es")
ROOMS = ("private chat", "group", "topic", "channel", "forum", "post", "other channel")
ROLES = ("owner", "administrator", "anonymous administrator", "moderator", "member", "allowed member")


class Unreadable(ValueError):
    """A line of a script that says nothing known; the text names file and line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line with what is indented below it; ``only`` is the platform that it is for, ``room`` where it happens."""

    number: int
    text: str
    only: str = ""
    room: str = ""
    below: tuple[str, ...] = ()


@dataclass(slots=True)
class Script:
    """One conversation: who is there, where, and what happens, line by line."""

    title: str
    where: str
    platforms: tuple[str, ...] = PLATFORMS
    language: str = "en"
    rooms: tuple[str, ...] = ("private chat",)
    people: dict[str, str] = field(default_factory=lambda: {"ana": "member"})
    lines: list[Line] = field(default_factory=list)

    def for_platform(self, platform: str) -> Iterator[Line]:
        """The lines that are meant for a platform."""
        return (line for line in self.lines if line.only in {"", platform})


def scripts_of(path: Path) -> list[Script]:
    """Read every conversation of a file.

    Raises:
        Unreadable: a line is none of the format.
    """
    found: list[Script] = []
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), start=1):
        where = f"{path.name}, line {number}"
        if not raw.strip() or raw.startswith("--"):
            continue
        if raw.startswith("# "):
            found.append(Script(raw[2:].strip(), where))
        elif not found:
            raise Unreadable(f"{where}: a conversation begins with a line '# what it shows'")
        else:
            take(found[-1], raw, number, where)
    return found


def take(script: Script, raw: str, number: int, where: str) -> None:
    """Add one line of a file to a conversation; Unreadable where it is none."""
    if raw[0].isspace():
        if not script.lines:
            raise Unreadable(f"{where}: an indented line goes on with what a line above it says")
        last = script.lines[-1]
        script.lines[-1] = Line(last.number, last.text, last.only, last.room, (*last.below, raw.strip()))
        return
    name, _, value = raw.partition(":")
    if not script.lines and name in _HEADER:
        _HEADER[name](script, [each.strip() for each in value.split(",")], where)
    else:
        script.lines.append(_line(script, raw.strip(), number, where))


def _line(script: Script, text: str, number: int, where: str) -> Line:
    only = room = ""
    while prefix := re.match(r"(?P<name>[a-z ]+) > ", text):
        name, text = prefix["name"], text[prefix.end() :]
        if name in PLATFORMS:
            only = name
        elif name in script.rooms:
            room = name
        else:
            raise Unreadable(f"{where}: {name!r} is no platform, and no room of this conversation")
    return Line(number, text, only, room)


def _one_of(names: list[str], known: tuple[str, ...], where: str) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            raise Unreadable(f"{where}: {name!r} is none of {', '.join(known)}")
    return tuple(names)


def _on(script: Script, names: list[str], where: str) -> None:
    script.platforms = _one_of(names, PLATFORMS, where)


def _language(script: Script, names: list[str], where: str) -> None:
    (script.language,) = _one_of(names[:1], LANGUAGES, where)


def _in(script: Script, names: list[str], where: str) -> None:
    script.rooms = _one_of(names, ROOMS, where)


def _people(script: Script, names: list[str], where: str) -> None:
    script.people = {}
    for each in names:
        name, _, role = each.partition(" the ")
        _one_of([role or "member"], ROLES, where)
        script.people[name] = role or "member"


_HEADER = {"on": _on, "language": _language, "in": _in, "people": _people}
