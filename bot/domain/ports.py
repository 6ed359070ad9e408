"""What ``bot`` asks of the outside world: every adapter is one of these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.domain.model import (
    Agreement,
    Asked,
    Attachment,
    Change,
    Edition,
    ListKind,
    Message,
    Outcome,
    Owed,
    Place,
    RecordedChange,
    Reply,
    Told,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One message as a platform takes it: markup done, within every limit of the platform."""

    title: str
    body: str
    attachment: Attachment | None = None


class Handlers(Protocol):
    """What a platform calls when something happens in a chat; the same object serves all platforms."""

    async def answer(self, asked: Asked) -> Reply:
        """Answer one command.  Never raises for a person's mistake: the reply says it."""

    async def chat_lost(self, place: Place, reason: str) -> None:
        """Keep in mind that we were blocked, kicked or lost a permission."""

    async def chat_back(self, place: Place) -> None:
        """Resume a chat that we were added to again, or may write to again."""

    async def chat_moved(self, place: Place, address: str) -> None:
        """Follow a chat that lives at another address now."""


class Platform(Protocol):
    """A place where chats are.  One conformance suite, ``tests/contract``, holds every adapter to this."""

    name: str
    """``discord``, ``telegram`` or ``console``: stored with every chat."""

    rate: float
    """Messages a second that we allow ourselves, all chats together."""

    in_flight: int
    """How many sends may be under way at once: what a crash leaves in doubt is at most this."""

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:
        """The limits of one chat as ``(seconds, messages)``, each to be kept; empty where there are none."""

    def parts(self, message: Message) -> tuple[Part, ...]:
        """Render ``message`` in this platform's markup, split between blocks.  Pure; at least one part."""

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        """Connect, call ``connected`` once messages can go out, serve commands until cancelled.

        Returns only by raising: any exception means that the connection is gone, everything of
        it is closed, and ``run`` may be called again for a fresh one.

        Raises:
            PlatformLost: the platform refuses us (a wrong token): trying again soon is pointless.
        """

    async def send(self, address: str, part: Part, nonce: str) -> str:
        """Deliver one part and return the platform's message id.

        ``nonce`` (at most 25 characters) is the same when the same part is tried again: a
        platform that can, uses it to deliver only once.

        Raises:
            SendError: always one of its subclasses, and nothing else.
        """


class Recorder(Protocol):
    """Where it is recorded what became of an edition, and what it changed; `storage.store.Store` is one."""

    def settle(
        self,
        edition: Edition,
        *,
        kind: ListKind | None,
        outcome: Outcome,
        at: dt.datetime,
        modified: dt.datetime | None = None,
        reason: str = "",
        detail: str = "",
    ) -> None:
        """Commit what became of an edition."""

    def remember(
        self,
        edition: Edition,
        known: Iterable[Agreement],
        now: Iterable[Agreement],
        changes: Sequence[Change],
        at: dt.datetime,
    ) -> list[RecordedChange]:
        """Store agreements as they stand now and the changes that made them so; return the changes with ids."""
        ...

    def enqueue(self, owed: Iterable[Owed], change_set: str, at: dt.datetime) -> int:
        """Owe these; what is owed already stays as it is.  Returns how many are new."""
        ...

    def told(self, changes: Iterable[int]) -> list[Told]:
        """The alerts that told a chat any of these changes."""
        ...


S_co = TypeVar("S_co", covariant=True)
T = TypeVar("T")


class Access(Protocol[S_co]):
    """The way to a store: each module names as ``S_co`` the questions that it asks."""

    async def read(self, ask: Callable[[S_co], T]) -> T:
        """Ask, outside any transaction."""

    async def write(self, work: Callable[[S_co], T]) -> T:
        """Do ``work`` in one transaction: all of it is committed, or nothing."""


Sleep = Callable[[float], Awaitable[None]]
"""``asyncio.sleep`` or a test's own."""
