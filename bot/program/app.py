"""The only place where the parts are put together."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import importlib.metadata
import logging
import random
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Sequence

from adapters.console import ADDRESS as CONSOLE_ADDRESS
from adapters.console import Console
from adapters.workbook import reader as workbook
from bot.delivery import reach
from bot.domain.chats import DEFAULT_LANGUAGE, Language, Place
from bot.domain.editions import ListKind
from bot.domain.errors import DatabaseGone, SourceError, StoreError
from bot.domain.ports import Platform
from bot.ingest.decide import Intake
from bot.ingest.poll import Asking, poll
from bot.ingest.schedule import wait
from bot.ingest.watch import watch
from bot.program.clockwork import Clockwork
from bot.program.config import Config
from bot.program.lines import Lines
from bot.program.lock import only_instance
from bot.program.platforms import make_platforms
from bot.program.sources import open_sources
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text
from storage.store import AsyncStore

log = logging.getLogger(__name__)

WRITE_WITHIN = 6.0
"""Seconds that what is in flight waits for another process to let go of the database, once we are to stop."""

WATCH_EVERY = 15.0
TIDY_EVERY = 6 * 3600.0
"""Seconds."""

CONSOLE_CHAT = Place("console", CONSOLE_ADDRESS, "this terminal")


def utc_now() -> dt.datetime:
    """The time, aware."""
    return dt.datetime.now(dt.UTC)


def asking(config: Config) -> Asking:
    """What a poll has to know beside its sources."""
    after = dt.timedelta(minutes=config.source.archives_after_minutes)
    return Asking(after, config.operator.chats)


class Bot:
    """Polls, remembers, alerts and answers, from `run` until `stop`."""

    def __init__(
        self,
        config: Config,
        platforms: Sequence[Platform] | None = None,
        *,
        polled: Callable[[list[Intake]], None] = lambda _: None,
        language: Language = DEFAULT_LANGUAGE,
    ) -> None:
        """Use ``platforms`` instead of those configured; ``polled`` is told what every poll found.

        The console speaks ``language``.
        """
        self._config = config
        self._language = language
        self._platforms = make_platforms(config) if platforms is None else list(platforms)
        self._polled = polled
        self._stopping = asyncio.Event()
        self._polling = asyncio.Lock()
        self._asking = asking(config)
        self._failed: DatabaseGone | None = None

    def stop(self) -> None:
        """Finish what is in flight and return from `run`."""
        self._stopping.set()

    async def run(self) -> None:
        """Run until `stop` or SIGTERM or SIGINT.

        Raises:
            AlreadyRunning: another process uses the database.
            DatabaseGone: its file was deleted or replaced while it was used.
            StoreError: the database cannot be used.
        """
        path = self._config.storage.path
        with only_instance(path) as self._presence:
            async with AsyncStore(path) as self._store, open_sources(self._config) as self._sources:
                self._presence.check()
                await self._recover()
                self._lines = Lines(self._platforms, self._store, utc_now)
                await self._say_hello()
                async with self._signals(), self._lines.open(), self._schedule():
                    await self._stopping.wait()
                    log.info("stopping: finishing what is in flight")
                    self._lines.finish()
                    self._store.hurry(WRITE_WITHIN)
        if self._failed:
            raise self._failed

    async def _say_hello(self) -> None:
        known, (chats, paused) = await self._store.read(
            lambda work: (len(work.agreements.listed(ListKind.PARTICIPATING)), work.chats.numbers())
        )
        version = importlib.metadata.version("287g-alerts")
        log.info(
            "287g-alerts %s, database %s: %s agreements and %s subscribed chats known, %s of them paused",
            version,
            self._config.storage.path,
            f"{known:,}",
            f"{chats:,}",
            f"{paused:,}",
        )
        source, names = self._config.source, " and ".join(platform.name for platform in self._platforms)
        pace = source.pace
        log.info(
            "watching %s every %g minutes, every %g at quiet hours; alerts go to %s",
            source.page,
            pace.busy,
            pace.quiet,
            names,
        )
        if any(isinstance(platform, Console) for platform in self._platforms):
            log.info("no platform has a token: alerts are printed here (README.md says how to give one)")

    async def _recover(self) -> None:
        interrupted = await self._store.write(lambda store: store.deliveries.release_claims(utc_now()))
        if interrupted:
            log.info("%d deliveries were in flight when the bot last ended; they are tried again", interrupted)
        if any(isinstance(platform, Console) for platform in self._platforms):
            states = self._config.console.states
            await self._store.write(lambda work: work.chats.unsubscribe(CONSOLE_CHAT, None))
            await self._store.write(lambda work: work.chats.subscribe(CONSOLE_CHAT, states, self._language, utc_now()))
            await self._store.write(lambda work: reach.resume(work, CONSOLE_CHAT, utc_now()))

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
    async def _schedule(self) -> AsyncIterator[None]:
        """Poll at once and then at the list's own pace; watch over ourselves; tidy up."""
        clockwork = Clockwork()
        async with clockwork.running(self._last_poll):
            clockwork.every("poll", self.poll_once, self._until_next_poll)
            clockwork.every("watch", self._watch, lambda: WATCH_EVERY, WATCH_EVERY)
            clockwork.every("tidy", self._tidy, lambda: TIDY_EVERY, TIDY_EVERY)
            yield

    def _until_next_poll(self) -> float:
        return wait(self._config.source.pace, utc_now(), random.random())  # noqa: S311  it spreads requests

    async def _last_poll(self) -> None:
        """Give a running poll a moment: cutting it off is safe at any point."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                await self._polling.acquire()

    async def poll_once(self) -> None:
        """Poll; whatever goes wrong is logged, and the next poll tries again."""
        async with self._polling:
            try:
                self._presence.check()
                intakes = await poll(self._sources, self._store, workbook.read, utc_now, self._asking)
            except DatabaseGone as error:
                self._failed, intakes = error, []
                self.stop()
            except SourceError as error:
                log.debug("%s", problem_text(ENGLISH, error))  # `bot.delivery.troubles` has said it
                intakes = []
            except StoreError as error:
                log.warning("%s; the next poll tries again", problem_text(ENGLISH, error))
                intakes = []
            except Exception:
                log.exception("a poll failed in a way we did not foresee; nothing of it is recorded")
                intakes = []
        self._lines.wake()
        self._polled(intakes)

    async def _watch(self) -> None:
        """Look after ourselves, and let the operator know what is in the way."""
        troubles = self._lines.troubles()
        free = shutil.disk_usage(self._config.storage.path.absolute().parent).free
        operators = self._asking.operators
        now = utc_now()
        try:
            owed = await self._store.write(
                lambda work: (
                    watch(work, troubles, free, operators, now) + work.deliveries.hasten(now) + reach.probe(work, now)
                )
            )
        except StoreError as error:
            log.warning("%s", problem_text(ENGLISH, error))
            return
        if owed:
            self._lines.wake()

    async def _tidy(self) -> None:
        try:
            await self._store.write(lambda work: reach.tidy(work, utc_now(), self._asking.operators))
        except StoreError as error:
            log.warning("%s; what is old is tidied away next time", problem_text(ENGLISH, error))
