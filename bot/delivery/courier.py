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
from collections.abc import Callable
from typing import Protocol

from bot.delivery.failures import FIRST_RETRY, Write, backoff, follow
from bot.domain.chats import Language
from bot.domain.deliveries import Alert, Correction, Delivery, Notice
from bot.domain.errors import RetryLater, SendError, StoreError
from bot.domain.messages import Message, Part
from bot.domain.ports import Platform, Sleep, Store
from bot.wording import alerts, notices
from bot.wording.languages import ENGLISH, words_of
from bot.wording.problems import problem_text

log = logging.getLogger(__name__)

STORE_AGAIN_AFTER = 5.0
"""Seconds until a database that is locked or full is tried again."""

RENDERED_AT_MOST = 128
"""Rendered messages kept at hand: most chats of one edition share a few."""


class Turns(Protocol):
    """The pace of a platform; `bot.delivery.pacing.Pacer` is one."""

    async def turn(self) -> None:
        """Wait until a message may go out."""

    def pause(self, seconds: float) -> None:
        """Let nothing out for a while."""


class ChatTurns(Protocol):
    """The pace of each chat; `bot.delivery.pacing.Spacing` is one."""

    def wait(self, chat: str, windows: tuple[tuple[float, int], ...]) -> float:
        """Seconds until a chat may get a message."""

    def sent(self, chat: str, windows: tuple[tuple[float, int], ...]) -> None:
        """Note that a chat gets one now."""


def nonce(generation: str, delivery: int, part: int) -> str:
    """Name one part of one delivery of one database, in 25 characters: the same whenever it is tried."""
    return hashlib.sha256(f"{generation}:{delivery}:{part}".encode()).hexdigest()[:25]


class Courier:
    """Delivers what one platform owes, for as long as `run` runs."""

    def __init__(
        self,
        platform: Platform,
        store: Store,
        turns: Turns,
        chats: ChatTurns,
        *,
        now: Callable[[], dt.datetime],
        chance: Callable[[], float] = random.random,
        first_retry: float = FIRST_RETRY,
        sleep: Sleep = asyncio.sleep,
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
        self._sleep = sleep
        self._generation = ""
        self._something = asyncio.Event()
        self._stopping = False
        self._waiting: set[asyncio.Task[None]] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._rendered: OrderedDict[tuple[Language, tuple[int, ...]], tuple[Part, ...]] = OrderedDict()

    @property
    def platform(self) -> str:
        """The name of the platform."""
        return self._platform.name

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
        """Deliver until stopped; a fault of ours with one delivery is logged and delays no other.

        A database that is locked or full for a while delays everything and ends nothing.
        """
        while not self._stopping:
            await self.connected.wait()
            self._something.clear()
            try:
                await self._round()
            except StoreError as error:
                await self._store_failed(error)
            except Exception:
                log.exception("deliveries to %s failed in a way we did not foresee", self._platform.name)
                await self._sleep(STORE_AGAIN_AFTER)
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _round(self) -> None:
        """Claim as much as may be under way, and wait where that is less than there is room for."""
        self._generation = self._generation or await self._store.read(lambda work: work.deliveries.generation())
        free = self._platform.in_flight - len(self._under_way)
        claimed = await self._claim(free) if free and not self._stopping else []
        self._under_way |= {asyncio.create_task(self._deliver(delivery)) for delivery in claimed}
        if len(claimed) < free or not free:
            await self._wait(self._under_way)
        self._under_way = {task for task in self._under_way if not task.done()}

    async def _store_failed(self, error: StoreError) -> None:
        log.error("%s; deliveries to %s wait for it", problem_text(ENGLISH, error), self._platform.name)
        await self._sleep(STORE_AGAIN_AFTER)

    async def _record(self, work: Write) -> None:
        """Write down what became of a delivery, however long that takes: without the note it would go out again.

        Raises:
            StoreError: we are to stop, and the database still cannot be written.
        """
        while True:
            try:
                await self._store.write(work)
            except StoreError as error:
                if self._stopping:
                    raise
                await self._store_failed(error)
            else:
                return

    async def _claim(self, free: int) -> list[Delivery]:
        return await self._store.write(lambda work: work.deliveries.claim(self._platform.name, self._now(), free))

    async def _wait(self, under_way: set[asyncio.Task[None]]) -> None:
        """Until one is settled, something new is owed, or the next retry is due."""
        timeout = None if len(under_way) >= self._platform.in_flight else await self._until_due()
        waker = asyncio.create_task(self._something.wait())
        await asyncio.wait({waker, *under_way}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        waker.cancel()

    async def _until_due(self) -> float | None:
        due = await self._store.read(lambda work: work.deliveries.next_due(self._platform.name))
        return None if due is None else max(0.01, (due - self._now()).total_seconds())

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await self._send_parts(delivery)
        except SendError as error:
            await self._settle_or_leave(delivery, error)
        except StoreError as error:
            # Nothing was being sent: what had been sent is recorded by now, or we are stopping.
            await self._settle_or_leave(delivery, RetryLater("database"), error)
        except Exception:
            # A fault of ours must neither lose this delivery nor stop the others.
            log.exception("delivery %d on %s failed in a way we did not foresee", delivery.id, self._platform.name)
            await self._settle_or_leave(delivery, RetryLater("our_fault"))

    async def _settle_or_leave(self, delivery: Delivery, error: SendError, fault: StoreError | None = None) -> None:
        """Settle, or leave it claimed when we are stopping and cannot write: the next start makes it uncertain."""
        try:
            if fault and self._stopping:
                raise fault
            await self._settle(delivery, error)
        except StoreError as stopped_by:
            said = problem_text(ENGLISH, stopped_by)
            log.error("delivery %d is left as it is for the next start: %s", delivery.id, said)  # noqa: TRY400

    async def _send_parts(self, delivery: Delivery) -> None:
        parts = await self._parts(delivery)
        windows = self._platform.windows(delivery.place.address)
        if delivery.parts_sent >= len(parts):  # a newer version of this program may need fewer parts
            await self._arrived(delivery, None, last=True)
        chat = delivery.place.shared
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
        await self._record(lambda work: work.deliveries.defer(delivery.id, due, uncertain=delivery.uncertain))

    async def _arrived(self, delivery: Delivery, message_id: str | None, *, last: bool) -> None:
        if last or message_id is None:
            await self._record(lambda work: work.deliveries.sent(delivery.id, message_id, self._now()))
        else:
            await self._record(lambda work: work.deliveries.part_sent(delivery.id, message_id))

    async def _parts(self, delivery: Delivery) -> tuple[Part, ...]:
        match delivery.subject:
            case Alert() as alert:
                return await self._alert_parts(alert, delivery.language)
            case Correction() as correction:
                return self._platform.parts(await self._correction(correction, delivery))
            case Notice(notice=number):
                text = await self._store.read(lambda work: work.notices.get(number))
                return self._platform.parts(notices.notice(words_of(delivery.language), text))

    async def _alert_parts(self, alert: Alert, language: Language) -> tuple[Part, ...]:
        """The parts of an alert, which most chats of one edition share."""
        key = (language, alert.changes)
        if key not in self._rendered:
            recorded = await self._store.read(lambda work: work.agreements.changes(alert.changes))
            self._rendered[key] = self._platform.parts(alerts.alert(words_of(language), recorded))
            if len(self._rendered) > RENDERED_AT_MOST:
                self._rendered.popitem(last=False)
        return self._rendered[key]

    async def _correction(self, correction: Correction, delivery: Delivery) -> Message:
        """What takes back an alert in one chat: it names the time at which that chat got it, so no other shares it."""
        recorded = await self._store.read(lambda work: work.agreements.changes(correction.changes))
        first_sent = await self._store.read(lambda work: work.deliveries.sent_at(correction.of, delivery.chat))
        return alerts.correction(words_of(delivery.language), recorded, first_sent or recorded[0].at)

    async def _settle(self, delivery: Delivery, error: SendError) -> None:
        """Do what follows from a failure: write it down, and be silent for as long as the platform asked."""
        later = backoff(delivery.attempts, self._chance(), self._first_retry)
        write, silence = follow(delivery, error, self._now(), later)
        if silence:
            self._turns.pause(silence)
        await self._record(write)
