"""What is said in a chat, before and after a platform's markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``text`` is plain and untrusted, every platform escapes it.

    ``url`` makes it a link; it is always one that ``bot.reading.links`` accepted or one of ours.
    """

    text: str
    bold: bool = False
    code: bool = False
    url: str | None = None


Line: TypeAlias = tuple[Span, ...]
Block: TypeAlias = tuple[Line, ...]
"""Lines that stay together: a message is only ever split between blocks."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; ``caption`` says what it is where a platform cannot show it."""

    name: str
    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What we say in one chat, before any platform's markup; the footer ends its last part."""

    title: str
    blocks: tuple[Block, ...] = ()
    footer: Line = ()
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One message as a platform takes it: markup done, within every limit of the platform."""

    title: str
    body: str
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a command; ``private`` asks that only the asker sees it, where that is possible."""

    message: Message
    private: bool = False
