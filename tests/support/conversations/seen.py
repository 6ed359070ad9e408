"""What a person sees on the screen, whatever the platform, and whether it is what a script says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MARK = "✓ "
"""Stands before the label of a button for what is set now."""


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button, or an entry of a menu, as the platform has it: its label and what pressing it sends."""

    label: str
    data: str
    menu: str = ""

    @property
    def plain(self) -> str:
        """The label without its mark."""
        return self.label.removeprefix(MARK)


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as it stands on the screen; ``alone``: nobody but ``person`` sees it."""

    room: str
    text: str
    buttons: tuple[Pressable, ...] = ()
    alone: bool = False
    files: tuple[str, ...] = ()
    raw: Any = None

    @property
    def shown(self) -> tuple[object, ...]:
        """What of it can change."""
        return (self.text, self.buttons, self.files)

    def page(self) -> str:
        """It as a transcript shows it."""
        lines = self.text.splitlines() or [""]
        if self.files:
            lines.append(f"(file: {', '.join(self.files)})")
        if self.buttons:
            lines.append(" ".join(f"[{each.label}]" for each in self.buttons))
        return "\n".join(f"    {line}" for line in lines)


def mismatch(seen: Seen, wanted: Sequence[str]) -> str:
    """What of the ``wanted`` lines is not so; empty where all is: texts in this order, buttons in this order."""
    texts = [line for line in wanted if not line.startswith(("[", "not: ", "file: "))]
    return _missing_text(_plain(seen.text), texts) or next(filter(None, (_wrong(seen, line) for line in wanted)), "")


def _missing_text(text: str, wanted: Sequence[str]) -> str:
    for part in filter(None, (_plain(part) for line in wanted for part in line.split("…"))):
        _, found, text = text.partition(part)
        if not found:
            return f"this is not there, or not there in this order: {part}"
    return ""


def _wrong(seen: Seen, line: str) -> str:
    """What is wrong by a line that is no text."""
    if line == "[]":
        return f"no buttons were wanted, and there are {[each.label for each in seen.buttons]}" if seen.buttons else ""
    if line.startswith("["):
        return _missing_button(line, [each.label for each in seen.buttons])
    if line.startswith("not: "):
        return f"this is there: {line[5:]}" if _plain(line[5:]) in _plain(seen.text) else ""
    if line.startswith("file: ") and not any(line[6:] in name for name in seen.files):
        return f"there is no {line}"
    return ""


def _missing_button(line: str, labels: list[str]) -> str:
    for label in re.findall(r"\[([^\]]+)\]", line):
        if label not in labels:
            return f"there is no button [{label}] (in this order)"
        del labels[: labels.index(label) + 1]
    return ""


def _plain(text: str) -> str:
    return " ".join(text.split())
