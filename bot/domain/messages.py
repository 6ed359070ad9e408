"""What is said in a chat, before and after a platform's markup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from bot.domain.buttons import Keys


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``text`` is plain and untrusted, every platform escapes it.

    ``url`` makes it a link; it is always one that ``bot.reading.links`` accepted or one of ours.
    ``struck``: it is struck through, for it was not so.
    ``moment`` is the time that ``text`` names in UTC, for platforms that show it in the reader's own time.
    """

    text: str
    bold: bool = False
    code: bool = False
    url: str | None = None
    struck: bool = False
    moment: dt.datetime | None = None


Line: TypeAlias = tuple[Span, ...]
Block: TypeAlias = tuple[Line, ...]
"""Lines that stay together: a message is only ever split between blocks."""


class Headed(tuple[Line, ...]):
    """A block that begins with a heading, which is said again where the list goes on in another message."""

    __slots__ = ()


class Folded(Headed):
    """A list that a platform shows folded, where it can: a long one that few read to its end."""

    __slots__ = ()


class Tone(StrEnum):
    """What a message tells above all: a platform that has colours gives each its own, beside the words."""

    GONE = "gone"
    NEW = "new"
    OTHER = "other"


class Extra(StrEnum):
    """What a message has beside its text, and a chat may refuse by itself."""

    FILE = "file"
    EMBED = "embed"
    """The frame that Discord shows a message in; without it the message is plain text."""
    REPLY = "reply"
    """That it replies to an earlier message; without it, it stands alone."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; ``caption`` says what it is where a platform cannot show it.

    ``description`` says what is in it, to whom cannot see it.
    """

    name: str
    content: bytes
    caption: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What we say in one chat, before any platform's markup; the footer and the ``notes`` below it end its last part.

    ``instead`` says in text alone what otherwise only the file says; None where nothing would be missing.
    ``label`` stands before the title: what became of the message.  ``struck``: its title was not so.
    ``keys`` are what can be pressed below it.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    footer: Line = ()
    notes: Block = ()
    tone: Tone | None = None
    attachment: Attachment | None = None
    instead: Message | None = None
    label: str = ""
    struck: bool = False
    keys: tuple[Keys, ...] = ()

    def without(self, refused: Collection[Extra]) -> Message:
        """The message for a chat that refuses these: its file is left out, and what it says is said."""
        if Extra.FILE not in refused or self.attachment is None:
            return self
        return self.instead or replace(self, attachment=None)


@dataclass(frozen=True, slots=True)
class Part:
    """One message as a platform takes it: markup done, within every limit of the platform.

    ``framed``: it is shown in Discord's embed, which a channel may refuse, in the colour of its ``tone``.
    ``keys`` are what can be pressed below it.
    ``mention`` is whom it notifies, by the platform's number of a role; nobody where it is empty.
    ``publish``: in an announcement channel it goes on to the channels that follow it.
    """

    title: str
    body: str
    attachment: Attachment | None = None
    framed: bool = False
    tone: Tone | None = None
    keys: tuple[Keys, ...] = ()
    mention: str = ""
    publish: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A place that somebody looked up from another chat: what it is called, its figures in a line, and all of them.

    ``start`` is what a link to us takes along to begin with it: letters, digits, ``-`` and ``_``, 64 at most.
    """

    title: str
    description: str
    message: Message
    start: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a command; ``private`` asks that only the asker sees it, where that is possible."""

    message: Message
    private: bool = False
