"""Drain the outbox of one platform: claim, send, record; retry, pause the platform, or pause the chat.

The promise that this keeps, and where each platform limits it: ``docs/delivery.md``.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.delivery import reach
from bot.delivery.digests import take
from bot.delivery.failures import FIRST_RETRY, backoff, concerns_platform, follow
from bot.delivery.flight import Flight
from bot.delivery.lapse import Lapse
from bot.delivery.limits import ChatTurns, Limits, Turns
from bot.delivery.silences import SilenceLog
from bot.delivery.steps import Step, Steps
from bot.domain.deliveries import Delivery, Mark
from bot.domain.errors import RetryLater, SendError, StoreError
from bot.domain.ports import Platform, Sleep, Store, Work
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text

T = TypeVar("T")
log = logging.getLogger(__name__)

STORE_AGAIN_AFTER = 5.0
"""Seconds until a database that is locked or full is tried again."""

CLAIMED_AHEAD = 1
"""Deliveries that may be claimed beyond those in flight, so that no place among these is empty during a claim.

It is not sent until one of the others is answered, so a kill doubles it not.
"""


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
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Deliver what ``store`` says is due, at the pace of ``turns`` and ``chats``; ``first_retry`` is in seconds."""
        self.sending = Lapse(now)
        """Whether messages go out, as far as it is tried."""
        self.limits = Limits(turns, chats, SilenceLog(platform.name, now), clock)
        """Who is silent after a refusal, of a reply too."""
        self._platform = platform
        self._store = store
        self._turns = turns
        self._chats = chats
        self._now = now
        self._chance = chance
        self._first_retry = first_retry
        self._sleep = sleep
        self._clock = clock
        self._flight = Flight(platform.rate, platform.in_flight + CLAIMED_AHEAD, clock)
        self._places = asyncio.Semaphore(platform.in_flight)
        self._something = asyncio.Event()
        self._stopping = False
        self._waiting: set[asyncio.Task[None]] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._steps = Steps(platform, store)

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

    async def run(self) -> None:
        """Deliver until stopped; a fault of ours with one delivery is logged and delays no other.

        A database that is locked or full for a while delays everything and ends nothing.
        """
        while not self._stopping:
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
        free = self._flight.room(failing=self.sending.since is not None)
        claimed = await self._claim(free) if free and not self._stopping else []
        self._under_way |= {asyncio.create_task(self._deliver(delivery)) for delivery in claimed}
        if len(claimed) < free or not free:
            await self._wait(self._under_way, full=not free)
        self._under_way = {task for task in self._under_way if not task.done()}

    async def _store_failed(self, error: StoreError) -> None:
        log.error("%s; deliveries to %s wait for it", problem_text(ENGLISH, error), self._platform.name)
        await self._sleep(STORE_AGAIN_AFTER)

    async def _record(self, work: Callable[[Work], T]) -> T:
        """Write down what became of a delivery, however long that takes: without the note it would go out again.

        Returns what ``work`` returns.

        Raises:
            StoreError: we are to stop, and the database still cannot be written.
        """
        while True:
            try:
                return await self._store.write(work)
            except StoreError as error:
                if self._stopping:
                    raise
                await self._store_failed(error)

    async def _claim(self, free: int) -> list[Delivery]:
        claimed = await self._store.write(lambda work: take(work, self._platform.name, self._now(), free))
        for delivery in claimed:
            self._flight.begin(delivery.id)
        return claimed

    async def _wait(self, under_way: set[asyncio.Task[None]], *, full: bool) -> None:
        """Until one is settled, something new is owed, the next retry is due, or there may be room for another."""
        timeout = 1 / self._platform.rate if full else await self._until_due()
        waker = asyncio.create_task(self._something.wait())
        await asyncio.wait({waker, *under_way}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        waker.cancel()

    async def _until_due(self) -> float | None:
        due = await self._store.read(lambda work: work.deliveries.next_due(self._platform.name))
        return None if due is None else max(0.01, (due - self._now()).total_seconds())

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await self._take_steps(delivery)
        except SendError as error:
            self._note(delivery, error)
            await self._settle_or_leave(delivery, error)
        except StoreError as error:
            # Nothing was being sent: what had been sent is recorded by now, or we are stopping.
            await self._settle_or_leave(delivery, RetryLater("database"), error)
        except Exception:
            # A fault of ours must neither lose this delivery nor stop the others.
            log.exception("delivery %d on %s failed in a way we did not foresee", delivery.id, self._platform.name)
            await self._settle_or_leave(delivery, RetryLater("our_fault"))
        finally:
            self._flight.end(delivery.id)

    def _note(self, delivery: Delivery, error: SendError) -> None:
        """Be silent for as long as was asked, and know whether the platform takes messages at all."""
        log.debug("%s: delivery %d: %s", self._platform.name, delivery.id, error.reason)
        if isinstance(delivery.subject, Mark):  # edits may have limits and troubles of their own beside messages
            if not (isinstance(error, RetryLater) and error.chat_only):
                self.limits.refused(delivery.place.shared, error)
            return
        self.limits.refused(delivery.place.shared, error)
        if concerns_platform(error) or self.limits.shared:
            self.sending.failed(error.reason)
        elif not isinstance(error, RetryLater):
            self.sending.over()  # it answered, and this chat is at fault

    async def _settle_or_leave(self, delivery: Delivery, error: SendError, fault: StoreError | None = None) -> None:
        """Settle, or leave it claimed when we are stopping and cannot write: the next start makes it uncertain."""
        try:
            if fault and self._stopping:
                raise fault
            await self._settle(delivery, error)
        except StoreError as stopped_by:
            said = problem_text(ENGLISH, stopped_by)
            log.error("delivery %d is left as it is for the next start: %s", delivery.id, said)  # noqa: TRY400

    async def _take_steps(self, delivery: Delivery) -> None:
        steps = await self._steps.of(delivery)
        windows = self._platform.windows(delivery.place.address)
        if delivery.parts_sent >= len(steps):  # a newer version of this program may need fewer parts
            await self._arrived(delivery, None, last=True)
        for number in range(delivery.parts_sent, len(steps)):
            begun = self._clock()
            if not await self._unless_stopping(self._places.acquire):
                await self._defer(delivery, 0.0)
                return
            try:
                wait = await self._until_turn(delivery, windows, begun)
                if wait is None:
                    await self._take(delivery, steps[number], last=number == len(steps) - 1)
            finally:
                self._places.release()
            if wait is not None:
                await self._defer(delivery, wait)
                return

    async def _take(self, delivery: Delivery, step: Step, *, last: bool) -> None:
        message_id = await self._steps.take(delivery.place.address, step, silent=delivery.settings.silent)
        self.sending.over()
        self.limits.accepted(delivery.place.shared)
        await self._arrived(delivery, message_id, last=last)
        self._flight.arrived(delivery.id)

    async def _until_turn(
        self, delivery: Delivery, windows: tuple[tuple[float, int], ...], begun: float
    ) -> float | None:
        """Wait for a turn; or say after how many seconds to ask again, since its chat has had its share, or we stop.

        ``begun`` is when waiting began, by our clock.
        """
        chat = delivery.place.shared
        wait = self._chats.wait(chat, windows)
        if wait > 0:  # others go first
            return wait
        if not await self._unless_stopping(self._turns.turn):
            return 0.0
        wait = self._chats.wait(chat, windows)  # another part of its group, or a reply, may have been first
        if wait > 0:
            return wait
        self._chats.sent(chat, windows)
        self._flight.turned(delivery.id, self._clock() - begun)
        return None

    async def _unless_stopping(self, wait: Callable[[], Awaitable[object]]) -> bool:
        """Wait for a place or a turn; False when we are to stop instead: nothing has been sent then."""
        task = asyncio.current_task()
        if self._stopping or task is None:
            return False
        self._waiting.add(task)
        try:
            await wait()
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            task.uncancel()
            return False
        finally:
            self._waiting.discard(task)
        return True

    async def _defer(self, delivery: Delivery, seconds: float) -> None:
        due = self._now() + dt.timedelta(seconds=seconds)
        await self._record(lambda work: work.deliveries.defer(delivery.id, due, uncertain=delivery.uncertain))

    async def _arrived(self, delivery: Delivery, message_id: str | None, *, last: bool) -> None:
        address = delivery.place.address

        def write(work: Work) -> None:
            if last or message_id is None:
                work.deliveries.sent(delivery.id, message_id, self._now(), address=address)
            else:
                work.deliveries.part_sent(delivery.id, message_id, address=address)
            if message_id is not None and not isinstance(delivery.subject, Mark):
                reach.arrived(work, delivery.chat, delivery.place, self._now())

        await self._record(write)

    async def _settle(self, delivery: Delivery, error: SendError) -> None:
        """Do what follows from a failure: write it down, and be silent for as long as the platform asked."""
        later = backoff(delivery.attempts, self._chance(), self._first_retry)
        if said := await self._record(lambda work: follow(work, delivery, error, self._now(), later)):
            log.warning("%s", said)
