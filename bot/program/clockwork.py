"""What is done again and again, by a clock that never jumps.

APScheduler runs every job, one at a time and never skipped by a busy loop; but its triggers follow the
wall clock, which may be set back by an hour and would make it deaf for that long (apscheduler #351).  So
each run asks for the next one, after a wait on the event loop's own monotonic clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Clockwork:
    """Jobs by name, each with a wait of its own; use it inside `running`."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=dt.UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._waits: dict[str, asyncio.TimerHandle] = {}
        self._stopped = False

    @contextlib.asynccontextmanager
    async def running(self, finish: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
        """Run the jobs; on the way out none begins any more, and ``finish`` may wait for one under way."""
        self._scheduler.start()
        try:
            yield
        finally:
            self._stopped = True
            for handle in self._waits.values():
                handle.cancel()
            self._scheduler.pause()
            await finish()
            self._scheduler.shutdown(wait=False)

    def every(self, name: str, job: Callable[[], Awaitable[None]], wait: Callable[[], float], first: float = 0) -> None:
        """Do ``job`` after ``first`` seconds, and again ``wait`` seconds after each time it is done."""

        async def run() -> None:
            try:
                await job()
            except asyncio.CancelledError:
                if not self._stopped:
                    raise  # else it was cut off because we end, which the scheduler would log as a failure
            finally:
                self._later(name, run, wait())

        self._later(name, run, first)

    def _later(self, name: str, run: Callable[[], Awaitable[None]], seconds: float) -> None:
        if self._stopped:
            return
        loop = asyncio.get_running_loop()
        self._waits[name] = loop.call_later(seconds, self._scheduler.add_job, run)
