"""The only place where the parts are put together."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import signal
from collections.abc import AsyncIterator, Callable, Sequence

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from adapters.console import ADDRESS as CONSOLE_ADDRESS
from adapters.console import Console
from adapters.workbook import reader as workbook
from bot.conversation.dispatch import Conversation
from bot.conversation.front import Front
from bot.delivery import reach
from bot.delivery.courier import Courier
from bot.delivery.pacing import Pacer, Spacing
from bot.delivery.supervise import supervise
from bot.domain.chats import DEFAULT_LANGUAGE, Place
from bot.domain.errors import SourceError, StoreError
from bot.domain.ports import Platform
from bot.ingest.decide import Intake
from bot.ingest.poll import poll
from bot.program.config import Config
from bot.program.lock import only_instance
from bot.program.platforms import make_platforms
from bot.program.sources import open_source
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text
from storage.store import AsyncStore

log = logging.getLogger(__name__)

FINISH_WITHIN = 7.0
"""Seconds that what is in flight gets to finish after a signal; everything ends within 10."""

TIDY_EVERY_HOURS = 6

CONSOLE_CHAT = Place("console", CONSOLE_ADDRESS, "this terminal")


def utc_now() -> dt.datetime:
    """The time, aware."""
    return dt.datetime.now(dt.UTC)


class Bot:
    """Polls, remembers, alerts and answers, from `run` until `stop`."""

    def __init__(
        self,
        config: Config,
        platforms: Sequence[Platform] | None = None,
        *,
        polled: Callable[[list[Intake]], None] = lambda _: None,
    ) -> None:
        """Use ``platforms`` instead of those configured; ``polled`` is told what every poll found."""
        self._config = config
        self._platforms = make_platforms(config) if platforms is None else list(platforms)
        self._polled = polled
        self._stopping = asyncio.Event()
        self._polling = asyncio.Lock()

    def stop(self) -> None:
        """Finish what is in flight and return from `run`."""
        self._stopping.set()

    async def run(self) -> None:
        """Run until `stop` or SIGTERM or SIGINT.

        Raises:
            AlreadyRunning: another process uses the database.
            StoreError: the database cannot be used.
        """
        path = self._config.storage.path
        with only_instance(path):
            async with AsyncStore(path) as self._store, open_source(self._config) as self._source:
                await self._recover()
                self._couriers = [
                    Courier(platform, self._store, Pacer(platform.rate), Spacing(), now=utc_now)
                    for platform in self._platforms
                ]
                self._say_hello()
                async with self._signals(), self._platforms_running(), self._schedule():
                    await self._stopping.wait()
                    log.info("stopping: finishing what is in flight")

    def _say_hello(self) -> None:
        source, names = self._config.source, " and ".join(platform.name for platform in self._platforms)
        log.info("watching %s every %g minutes; alerts go to %s", source.page, source.every_minutes, names)
        if any(isinstance(platform, Console) for platform in self._platforms):
            log.info("no platform has a token: alerts are printed here (README.md says how to give one)")

    async def _recover(self) -> None:
        interrupted = await self._store.write(lambda store: store.deliveries.release_claims(utc_now()))
        if interrupted:
            log.info("%d deliveries were in flight when the bot last ended; they are tried again", interrupted)
        if any(isinstance(platform, Console) for platform in self._platforms):
            states = self._config.console.states
            await self._store.write(lambda work: work.chats.unsubscribe(CONSOLE_CHAT, None))
            await self._store.write(
                lambda work: work.chats.subscribe(CONSOLE_CHAT, states, DEFAULT_LANGUAGE, utc_now())
            )
            await self._store.write(lambda work: reach.resume(work, CONSOLE_CHAT, utc_now()))

    def _wake(self) -> None:
        for courier in self._couriers:
            courier.wake()

    @contextlib.asynccontextmanager
    async def _signals(self) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        try:
            yield
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)

    @contextlib.asynccontextmanager
    async def _platforms_running(self) -> AsyncIterator[None]:
        """Supervise every platform and deliver to it; on the way out, deliver what is in flight before leaving."""
        conversation = Conversation(self._store, utc_now, self._wake)
        pairs = list(zip(self._platforms, self._couriers, strict=True))
        connections = [
            asyncio.create_task(
                supervise(platform, Front(platform.name, conversation, platform.parts), courier.connected)
            )
            for platform, courier in pairs
        ]
        deliveries = [asyncio.create_task(courier.run()) for _, courier in pairs]
        try:
            yield
        finally:
            for courier in self._couriers:
                courier.stop()
            await asyncio.wait(deliveries, timeout=FINISH_WITHIN)
            for task in (*deliveries, *connections):
                task.cancel()
            await asyncio.wait([*deliveries, *connections], timeout=2)

    @contextlib.asynccontextmanager
    async def _schedule(self) -> AsyncIterator[None]:
        """Poll at once and then regularly: never two at a time, never skipped by a busy loop."""
        scheduler = AsyncIOScheduler(
            timezone=dt.UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        minutes = self._config.source.every_minutes
        scheduler.add_job(self.poll_once, "interval", seconds=minutes * 60, next_run_time=utc_now())
        scheduler.add_job(self._tidy, "interval", hours=TIDY_EVERY_HOURS)
        scheduler.start()
        try:
            yield
        finally:
            scheduler.pause()
            # Shutting down cancels a running poll, which is safe at any point: give it a moment first.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await self._polling.acquire()
            scheduler.shutdown(wait=False)

    async def poll_once(self) -> None:
        """Poll; whatever goes wrong is logged, and the next poll tries again."""
        async with self._polling:
            try:
                intakes = await poll(self._source, self._store, workbook.read, utc_now)
            except (SourceError, StoreError) as error:
                log.warning("%s; the next poll tries again", problem_text(ENGLISH, error))
                intakes = []
            except Exception:
                log.exception("a poll failed in a way we did not foresee; nothing of it is recorded")
                intakes = []
        self._wake()
        self._polled(intakes)

    async def _tidy(self) -> None:
        await self._store.write(lambda store: store.deliveries.tidy(utc_now()))
