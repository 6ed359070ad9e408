"""What comes in, in our words: commands, presses, and chats that change.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.chats import Language, Place

MANAGE = "manage"
"""The command that names another chat, and then may give one that is about it."""

SHOWS = "subscriptions"
"""The command that says what a chat is told: it is meant where a chat is named and nothing else."""


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
class Joined:
    """We were added to ``place``, where we may write, by someone who uses the app in ``language``."""

    place: Place
    language: Language


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


@dataclass(frozen=True, slots=True)
class Target:
    """Another chat of this ``kind``, which a person manages from a private one."""

    place: Place
    kind: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Something typed behind our name in any chat by a ``person``; ``query`` is what Telegram wants an answer to."""

    place: Place
    query: str
    typed: str
    language: Language


Event: TypeAlias = Sought | Given | Press | Lost | Back | Joined | Moved
