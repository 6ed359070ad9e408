"""What ``bot`` asks of the outside world, by noun: every source, platform and store is made of these.

The store is a unit of work (`Work`): one repository a noun, one transaction for all that is done in it.
What spans two repositories is composed where it is decided, never in the store.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeAlias, TypeVar

from bot.domain.chats import Asked, Choice, Completes, Language, MenuEntry, Place
from bot.domain.editions import Publication, Validators, Workbook
from bot.domain.errors import SourceError
from bot.domain.messages import Extra, Found, Message, Part
from bot.domain.outbox import Deliveries
from bot.domain.records import EarlyWords, Holds, Looks, Notices, Troubles
from bot.domain.repositories import Agreements, Chats, Editions


class Work(Protocol):
    """One unit of work: every repository, over one connection."""

    @property
    def editions(self) -> Editions:
        """Editions of the lists."""
        ...

    @property
    def agreements(self) -> Agreements:
        """Agreements and their changes."""
        ...

    @property
    def holds(self) -> Holds:
        """What is held."""
        ...

    @property
    def chats(self) -> Chats:
        """Chats and their subscriptions."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """The outbox."""
        ...

    @property
    def looks(self) -> Looks:
        """When we looked, and what was seen."""
        ...

    @property
    def troubles(self) -> Troubles:
        """What is in the way."""
        ...

    @property
    def notices(self) -> Notices:
        """What we say of that."""
        ...

    @property
    def early(self) -> EarlyWords:
        """What was said of departures before they were believed."""
        ...


T = TypeVar("T")


class Store(Protocol):
    """The way to the database."""

    async def read(self, ask: Callable[[Work], T]) -> T:
        """Ask, outside any transaction.

        Raises:
            StoreError: the database is locked for too long, or cannot be read.
        """
        ...

    async def write(self, work: Callable[[Work], T]) -> T:
        """Do ``work`` in one transaction: all of it is committed, or nothing.

        Raises:
            StoreError: the database is locked for too long, full, or cannot be read.
        """
        ...


class Source(Protocol):
    """Where editions come from."""

    @property
    def name(self) -> str:
        """What it is called: ``ice.gov`` (`bot.domain.editions.OFFICIAL`), or an archive's own name."""
        ...

    def publications(
        self, validators: Mapping[str, Validators]
    ) -> AsyncIterator[tuple[str, Publication | SourceError | None]]:
        """Every linked workbook by its address: what came, what went wrong, or None where nothing is new.

        Raises:
            SourceError: nothing could be looked at.
        """
        ...


ReadWorkbook: TypeAlias = Callable[[bytes], Awaitable[Workbook]]
"""Bytes of a workbook to its visible sheets; raises `WorkbookRefused`."""

Say: TypeAlias = Callable[[Part, bool], Awaitable[None]]
"""Say one part of an answer where it was asked for, privately if True and possible; raises `SendError`."""


class Handlers(Protocol):
    """What a platform calls when something happens in a chat: the shared front, one for each platform."""

    def menu(self, language: Language) -> Sequence[MenuEntry]:
        """The commands there are, worded, in the order of their importance."""
        ...

    async def command(self, asked: Asked, say: Say) -> None:
        """Carry out one command and say the answer, part by part.

        Never raises: a person's mistake, a refusal and a failure of ours are answers too, and an
        answer that cannot be said is logged.
        """

    def expects(self, place: Place, person: str) -> bool:
        """Whether the next words of a person in a chat, no command, are the answer to a question asked there."""
        ...

    async def apologize(self, language: Language, say: Say) -> None:
        """Say that something went wrong with a command that never reached `command`.  Never raises."""

    async def complete(self, completes: Completes, typed: str, language: Language) -> Sequence[Choice]:
        """Complete what a person has typed so far, best first, at most 25."""
        ...

    async def look_up(self, typed: str, language: Language) -> Sequence[Found]:
        """Find the places that a person means who types in a chat that we are not in: at most five.

        Never raises; what was typed is neither stored nor logged.
        """
        ...

    async def joined(self, place: Place, language: Language, say: Say, beside: Sequence[Place] = ()) -> None:
        """Say hello, once, in a chat that took us in, unless it or one ``beside`` it follows anything.  Never raises.

        ``beside`` are the other channels of a server.
        """

    async def chat_lost(self, place: Place, reason: str) -> None:
        """Keep in mind that we were blocked, kicked or lost a permission."""

    async def chat_back(self, place: Place) -> None:
        """Resume a chat that we were added to again, or may write to again."""

    async def chat_moved(self, place: Place, to: Place) -> None:
        """Follow a chat that lives somewhere else now."""


class Platform(Protocol):
    """A place where chats are.  One conformance suite, ``tests/contract``, holds every adapter to this."""

    name: str
    """``discord``, ``telegram`` or ``console``: stored with every chat."""

    rate: float
    """Messages a second that we allow ourselves, all chats together."""

    in_flight: int
    """How many sends may be under way at once: what a crash leaves in doubt is at most this."""

    replies_count: bool
    """Whether answers to commands count in the limits that messages have."""

    @property
    def receiving_problem(self) -> str | None:
        """What keeps people from being heard although `run` goes on, as a short name; None when all is well."""

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:
        """The limits of one chat as ``(seconds, messages)``, each to be kept; empty where there are none."""

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        """Render ``message`` in this platform's markup, split between blocks.  Pure; at least one part.

        What a chat refuses (``without``) is left out: then what a file says is in the text.
        """

    def sending(self) -> AbstractAsyncContextManager[None]:
        """Have ready what `send` needs, for as long as the block lasts; raises nothing, whatever the platform does.

        Sending needs neither `run` nor anything else that comes in: no login, no gateway, no updates.
        """
        ...

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        """Connect to what people say, call ``connected`` once that is heard, serve commands until cancelled.

        Returns only by raising: any exception means that the connection is gone, everything of
        it is closed, and ``run`` may be called again for a fresh one.

        Raises:
            PlatformLost: the platform refuses us (a wrong token): trying again soon is pointless.
        """

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        """Deliver one part and return the platform's message id; a ``silent`` one without a sound, where it can.

        ``nonce`` (at most 25 characters) is the same when the same part is tried again: a
        platform that can, uses it to deliver only once.  It replies to the message ``reply_to`` of that chat
        where it can, and goes without where that is gone; nobody is notified of it for being replied to.

        Raises:
            SendError: always one of its subclasses, and nothing else; `RetryLater` outside of `sending`.
        """

    async def edit(self, address: str, message_id: str, part: Part) -> None:
        """Put ``part`` in the place of a message of ours; its file stays as it is.  May be repeated harmlessly.

        Raises:
            SendError: as `send`; `NotEditable` where it can be changed no more.
        """


Sleep: TypeAlias = Callable[[float], Awaitable[None]]
"""``asyncio.sleep`` or a test's own."""
