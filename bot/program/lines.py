"""Every platform with its courier and its supervisor, from start to end: `run` uses it, and so do programs of tests."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

from bot.conversation.dispatch import Conversation
from bot.conversation.front import Front
from bot.conversation.pace import ReplyPace
from bot.delivery.courier import Courier
from bot.delivery.failures import FIRST_RETRY
from bot.delivery.lapse import Lapse
from bot.delivery.pacing import Pacer, Spacing
from bot.delivery.supervise import supervise
from bot.domain.ports import Platform, Store
from bot.domain.watching import Observed, TroubleKind
from bot.wording.notices import platform_problem

FINISH_WITHIN = 7.0
"""Seconds that what is in flight gets to finish when it is to end; everything ends within 10."""

RIVALS = ("another_poller", "another_process", "webhook")
"""What platforms call it when somebody else uses our token: they log it themselves, for it is worth knowing at once."""


class Line:
    """One platform: what is owed goes out, what people say comes in, each whatever becomes of the other."""

    def __init__(
        self,
        platform: Platform,
        store: Store,
        conversation: Conversation,
        now: Callable[[], dt.datetime],
        *,
        first_retry: float,
        clock: Callable[[], float],
    ) -> None:
        """Make everything of it; nothing is begun."""
        self.platform = platform
        self.receiving, self._unheard = Lapse(now), Lapse(now)
        self.turns, self.chats = Pacer(platform.rate, clock=clock), Spacing(clock=clock)
        """The pace of the platform and of each chat, which alerts and replies share."""
        self.courier = Courier(platform, store, self.turns, self.chats, now=now, first_retry=first_retry, clock=clock)
        shared = (self.turns, self.chats, self.courier.limits)
        pace = ReplyPace(platform.windows, *shared) if platform.replies_count else None
        self._front = Front(platform.name, conversation, platform.parts, pace=pace, clock=clock)

    async def receive(self) -> None:
        """Serve what people say until cancelled."""
        await supervise(self.platform, self._front, self.receiving)

    def troubles(self) -> Iterator[Observed]:
        """What is in the way of receiving and of sending now."""
        problem = self.platform.receiving_problem
        if problem is None:
            self._unheard.over()
        else:
            self._unheard.failed(problem)
        receiving = self.receiving if self.receiving.since else self._unheard
        unheard = TroubleKind.RIVAL if problem in RIVALS else TroubleKind.PLATFORM
        for kind, lapse in ((unheard, receiving), (TroubleKind.SENDING, self.courier.sending)):
            if lapse.since is not None:
                reason = problem if problem and lapse is receiving else lapse.reason
                yield Observed(kind, self.platform.name, platform_problem(reason), lapse.since)


class Lines:
    """All platforms."""

    def __init__(
        self,
        platforms: Sequence[Platform],
        store: Store,
        now: Callable[[], dt.datetime],
        *,
        first_retry: float = FIRST_RETRY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a line for each; ``first_retry`` and ``clock`` are in seconds."""
        conversation = Conversation(store, now, self.wake)
        self._finish_by: float | None = None
        self._lines = [
            Line(platform, store, conversation, now, first_retry=first_retry, clock=clock) for platform in platforms
        ]

    def wake(self) -> None:
        """Look into the outbox now: something may be due."""
        for line in self._lines:
            line.courier.wake()

    def finish(self) -> None:
        """Count the time from now that what is in flight gets to finish."""
        self._finish_by = self._finish_by or asyncio.get_running_loop().time() + FINISH_WITHIN

    def troubles(self) -> list[Observed]:
        """What is in the way now, of any."""
        return [observed for line in self._lines for observed in line.troubles()]

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Send and receive inside the block; on the way out, deliver what is in flight before leaving."""
        async with contextlib.AsyncExitStack() as ready:
            for line in self._lines:
                await ready.enter_async_context(line.platform.sending())
            deliveries = [asyncio.create_task(line.courier.run()) for line in self._lines]
            connections = [asyncio.create_task(line.receive()) for line in self._lines]
            try:
                yield
            finally:
                for line in self._lines:
                    line.courier.stop()
                self.finish()
                await asyncio.wait(deliveries, timeout=self._time_left())
                for task in (*deliveries, *connections):
                    task.cancel()
                await asyncio.wait([*deliveries, *connections], timeout=2)

    def _time_left(self) -> float:
        return max(0.0, (self._finish_by or 0.0) - asyncio.get_running_loop().time())
