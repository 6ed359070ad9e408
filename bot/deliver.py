"""Drain the outbox of one platform: claim, send, record; retry, pause the platform, or pause the chat.

The promise that this keeps, and where each platform limits it: ``docs/delivery.md``.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import logging
import random
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Protocol

from bot import messages
from bot.errors import (
    ChatLost,
    ChatMoved,
    MessageRejected,
    PlatformLost,
    RetryLater,
    SendError,
    Uncertain,
)
from bot.model import Delivery, Message, Place, RecordedChange
from bot.protocols import Access, Part, Platform

log = logging.getLogger(__name__)

FIRST_RETRY = 5.0
LONGEST_RETRY = 900.0
"""Seconds; a retry waits twice as long as the one before, with up to a quarter more by chance."""

RENDERED_AT_MOST = 128
"""Rendered messages kept at hand: most chats of one edition share a few."""


class Outbox(Protocol):
    """What delivering asks of the store; `storage.store.Store` is one."""

    def generation(self) -> str: ...
    def claim(self, platform: str, at: dt.datetime, limit: int) -> list[Delivery]: ...
    def next_due(self, platform: str) -> dt.datetime | None: ...
    def part_sent(self, delivery: int, message_id: str) -> None: ...
    def sent(self, delivery: int, message_id: str, at: dt.datetime) -> None: ...
    def abandon(self, delivery: int, reason: str, at: dt.datetime) -> None: ...
    def try_again(self, delivery: int, reason: str, due_at: dt.datetime, *, uncertain: bool = False) -> None: ...
    def defer(self, delivery: int, due_at: dt.datetime) -> None: ...
    def pause_chat(self, place: Place, reason: str, at: dt.datetime) -> bool: ...
    def moved_on(self, delivery: int, place: Place, address: str, at: dt.datetime) -> None: ...
    def changes(self, ids: Iterable[int]) -> list[RecordedChange]: ...
    def first_sent(self, delivery: Delivery) -> dt.datetime | None: ...


class Turns(Protocol):
    """The pace of a platform; `adapters.pacing.Pacer` is one."""

    async def turn(self) -> None:
        """Wait until a message may go out."""

    def pause(self, seconds: float) -> None:
        """Let nothing out for a while."""


class ChatTurns(Protocol):
    """The pace of each chat; `adapters.pacing.Spacing` is one."""

    def wait(self, chat: str, windows: tuple[tuple[float, int], ...]) -> float:
        """Seconds until a chat may get a message."""

    def sent(self, chat: str, windows: tuple[tuple[float, int], ...]) -> None:
        """Note that a chat gets one now."""


def nonce(generation: str, delivery: int, part: int) -> str:
    """Name one part of one delivery of one database, in 25 characters: the same whenever it is tried."""
    return hashlib.sha256(f"{generation}:{delivery}:{part}".encode()).hexdigest()[:25]


def backoff(attempts: int, chance: float, first: float = FIRST_RETRY) -> float:
    """Seconds to wait after ``attempts`` failed ones, ``first`` after one; ``chance`` is between 0 and 1."""
    return min(LONGEST_RETRY, first * 2.0 ** min(attempts - 1, 16)) * (1 + chance / 4)


class Courier:
    """Delivers what one platform owes, for as long as `run` runs."""

    def __init__(
        self,
        platform: Platform,
        store: Access[Outbox],
        turns: Turns,
        chats: ChatTurns,
        *,
        now: Callable[[], dt.datetime],
        chance: Callable[[], float] = random.random,
        first_retry: float = FIRST_RETRY,
    ) -> None:
        """Nothing is claimed while ``connected`` is not set; ``first_retry`` is in seconds."""
        self.connected = asyncio.Event()
        self._platform = platform
        self._store = store
        self._turns = turns
        self._chats = chats
        self._now = now
        self._chance = chance
        self._first_retry = first_retry
        self._something = asyncio.Event()
        self._stopping = False
        self._waiting: set[asyncio.Task[None]] = set()
        self._rendered: OrderedDict[tuple[str, tuple[int, ...]], tuple[Part, ...]] = OrderedDict()

    def wake(self) -> None:
        """Look into the outbox now: something may be due."""
        self._something.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns once what is in flight is settled.  What waits for its turn is not."""
        self._stopping = True
        for task in self._waiting:
            task.cancel()
        self._something.set()
        self.connected.set()

    async def run(self) -> None:
        """Deliver until stopped; a fault of ours with one delivery is logged and delays no other."""
        self._generation = await self._store.read(lambda outbox: outbox.generation())
        under_way: set[asyncio.Task[None]] = set()
        while not self._stopping:
            await self.connected.wait()
            self._something.clear()
            free = self._platform.in_flight - len(under_way)
            claimed = await self._claim(free) if free and not self._stopping else []
            under_way |= {asyncio.create_task(self._deliver(delivery)) for delivery in claimed}
            if len(claimed) < free or not free:
                await self._wait(under_way)
            under_way = {task for task in under_way if not task.done()}
        if under_way:
            await asyncio.wait(under_way)

    async def _claim(self, free: int) -> list[Delivery]:
        return await self._store.write(lambda outbox: outbox.claim(self._platform.name, self._now(), free))

    async def _wait(self, under_way: set[asyncio.Task[None]]) -> None:
        """Until one is settled, something new is owed, or the next retry is due."""
        timeout = None if len(under_way) >= self._platform.in_flight else await self._until_due()
        waker = asyncio.create_task(self._something.wait())
        await asyncio.wait({waker, *under_way}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        waker.cancel()

    async def _until_due(self) -> float | None:
        due = await self._store.read(lambda outbox: outbox.next_due(self._platform.name))
        return None if due is None else max(0.01, (due - self._now()).total_seconds())

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await self._send_parts(delivery)
        except SendError as error:
            await self._settle(delivery, error)
        except Exception:
            # A fault of ours must neither lose this delivery nor stop the others.
            log.exception("delivery %d on %s failed in a way we did not foresee", delivery.id, self._platform.name)
            await self._settle(delivery, RetryLater("our_fault"))

    async def _send_parts(self, delivery: Delivery) -> None:
        parts = await self._parts(delivery)
        windows = self._platform.windows(delivery.place.address)
        chat = delivery.place.address.partition(":")[0]  # the topics of a forum share their group's limits
        for number in range(delivery.parts_sent, len(parts)):
            wait = self._chats.wait(chat, windows)
            if wait > 0:  # others go first: this chat has had its share
                await self._defer(delivery, wait)
                return
            if not await self._my_turn():
                await self._defer(delivery, 0.0)
                return
            self._chats.sent(chat, windows)
            name = nonce(self._generation, delivery.id, number)
            message_id = await self._platform.send(delivery.place.address, parts[number], name)
            await self._arrived(delivery, message_id, last=number == len(parts) - 1)

    async def _my_turn(self) -> bool:
        """Wait for the platform's pace; False when we are to stop instead: nothing has been sent then."""
        task = asyncio.current_task()
        if self._stopping or task is None:
            return False
        self._waiting.add(task)
        try:
            await self._turns.turn()
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            task.uncancel()
        finally:
            self._waiting.discard(task)
        return not self._stopping

    async def _defer(self, delivery: Delivery, seconds: float) -> None:
        due = self._now() + dt.timedelta(seconds=seconds)
        await self._store.write(lambda outbox: outbox.defer(delivery.id, due))

    async def _arrived(self, delivery: Delivery, message_id: str, *, last: bool) -> None:
        if last:
            await self._store.write(lambda outbox: outbox.sent(delivery.id, message_id, self._now()))
        else:
            await self._store.write(lambda outbox: outbox.part_sent(delivery.id, message_id))

    async def _parts(self, delivery: Delivery) -> tuple[Part, ...]:
        key = (delivery.change_set.partition(":")[0], delivery.changes)
        if key[0] == "correction" or key not in self._rendered:
            self._rendered[key] = self._platform.parts(await self._message(delivery))
            if len(self._rendered) > RENDERED_AT_MOST:
                self._rendered.popitem(last=False)
        return self._rendered[key]

    async def _message(self, delivery: Delivery) -> Message:
        recorded = await self._store.read(lambda outbox: outbox.changes(delivery.changes))
        if delivery.change_set.startswith("correction:"):
            first = await self._store.read(lambda outbox: outbox.first_sent(delivery))
            return messages.correction(recorded, first or recorded[0].at)
        return messages.alert(recorded)

    async def _settle(self, delivery: Delivery, error: SendError) -> None:
        """One policy for every platform: what follows from each kind of failure."""
        now, place = self._now(), delivery.place
        later = now + dt.timedelta(seconds=backoff(delivery.attempts, self._chance(), self._first_retry))
        match error:
            case RetryLater():
                if error.after is not None:
                    later = now + dt.timedelta(seconds=error.after)
                if error.platform_wide:
                    self._turns.pause(error.after or FIRST_RETRY)
                await self._store.write(lambda outbox: outbox.try_again(delivery.id, error.reason, later))
            case Uncertain():
                # Lost is worse than double: it is tried again, with the same nonce.
                await self._store.write(
                    lambda outbox: outbox.try_again(delivery.id, error.reason, later, uncertain=True)
                )
            case ChatLost():
                log.warning("%s chat %s is paused: %s", place.platform, place.address, error.reason)
                await self._store.write(lambda outbox: outbox.pause_chat(place, error.reason, now))
            case ChatMoved():
                log.info("%s chat %s lives at %s now", place.platform, place.address, error.address)
                await self._store.write(lambda outbox: outbox.moved_on(delivery.id, place, error.address, now))
            case MessageRejected():
                log.error("%s refuses delivery %d for good: %s", place.platform, delivery.id, error.reason)
                await self._store.write(lambda outbox: outbox.abandon(delivery.id, error.reason, now))
            case PlatformLost():
                log.error("%s refuses us: %s; nothing is lost, deliveries stay due", place.platform, error.reason)
                self._turns.pause(LONGEST_RETRY)
                await self._store.write(lambda outbox: outbox.try_again(delivery.id, error.reason, later))
            case _:
                await self._store.write(
                    lambda outbox: outbox.try_again(delivery.id, error.reason, later, uncertain=True)
                )
