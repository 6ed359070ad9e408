"""What comes in, in our words: commands, presses, and chats that change.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.chats import Language, Place


@dataclass(frozen=True, slots=True)
class Member:
    """Someone in a group, of whom only Telegram can tell whether they manage it."""

    chat: int
    user: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A channel that speaks in a group: whoever posts as the group's own channel manages the group."""

    chat: int
    channel: int


@dataclass(frozen=True, slots=True)
class Given:
    """A command that is for us, in a ``chat`` of this ``kind``; ``person`` is the number of who gave it.

    ``about`` is the address of the chat that a pressed button is about, where that is another one.
    """

    place: Place
    name: str
    words: str
    language: Language
    may_manage: bool | Member | Voice
    kind: str
    person: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """We can no longer write in ``place``."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Back:
    """We can write in ``place``, again or for the first time."""

    place: Place


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat at ``place`` lives at ``to`` now; Telegram says so twice, once in each chat."""

    place: Place
    to: Place


@dataclass(frozen=True, slots=True)
class Press:
    """A button of ours that was pressed: what it ``given`` is the command of.

    ``query`` is what Telegram wants an answer to; ``message`` that below which the button stands, None where that
    cannot be changed: it is gone or too old, or has a file.
    """

    given: Given
    query: str
    message: str | None

    @property
    def place(self) -> Place:
        """Where the button stands."""
        return self.given.place


Event: TypeAlias = Given | Press | Lost | Back | Moved
