"""Messages that were changed or deleted after they were accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.doubles.loopback import Sent


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message shows now: its visible text, what it was last given, and the names of its files."""

    content: str
    payload: Mapping[str, Any]
    files: tuple[str, ...] = ()


@dataclass(slots=True)
class Edits:
    """By chat and message: what each shows since it was changed, and every change in order.

    ``deleted`` are gone, ``frozen`` can be changed no more, ``foreign`` are other people's.
    """

    made: list[tuple[int, int]] = field(default_factory=list)
    deleted: set[tuple[int, int]] = field(default_factory=set)
    frozen: set[tuple[int, int]] = field(default_factory=set)
    foreign: set[tuple[int, int]] = field(default_factory=set)
    _now: dict[tuple[int, int], Shown] = field(default_factory=dict)

    def make(self, chat: int, message: int, shown: Shown) -> None:
        """Change a message."""
        self.made.append((chat, message))
        self._now[chat, message] = shown

    def shown(self, sent: Sent) -> Shown:
        """What a message shows now, changed or not."""
        first = Shown(sent.content, sent.payload, tuple(name for name, _ in sent.files))
        return self._now.get((sent.chat, sent.id), first)
