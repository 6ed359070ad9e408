"""What is done again and again: one at a time, and deaf to the wall clock."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.program.clockwork import Clockwork


async def nothing() -> None:
    """There is nothing to wait for."""


async def test_a_job_is_done_again_after_its_own_wait() -> None:
    """At once, then each time it is done."""
    times = 0
    enough = asyncio.Event()

    async def job() -> None:
        nonlocal times
        times += 1
        if times == 3:
            enough.set()

    clockwork = Clockwork()
    async with clockwork.running(nothing):
        clockwork.every("job", job, lambda: 0.001)
        await asyncio.wait_for(enough.wait(), 10)
    done = times
    await asyncio.sleep(0)
    assert times == done


async def test_a_job_that_fails_is_done_again() -> None:
    """Its failure is APScheduler's to log; the next time is not lost."""
    twice = asyncio.Event()
    times = 0

    async def job() -> None:
        nonlocal times
        times += 1
        if times == 2:
            twice.set()
        raise RuntimeError("once")

    clockwork = Clockwork()
    async with clockwork.running(nothing):
        clockwork.every("job", job, lambda: 0.001)
        await asyncio.wait_for(twice.wait(), 10)


@pytest.mark.parametrize("hours", [-1, 1, 24 * 365])
async def test_a_wall_clock_that_is_set_changes_nothing(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """Set back by an hour, APScheduler's own triggers would be deaf for an hour."""
    import apscheduler.schedulers.base as scheduling
    import apscheduler.triggers.date as trigger

    class Clock(dt.datetime):
        jump = dt.timedelta()

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return dt.datetime.now(tz) + cls.jump

    for module in (scheduling, trigger):
        monkeypatch.setattr(module, "datetime", Clock)
    twice = asyncio.Event()
    times = 0

    async def job() -> None:
        nonlocal times
        times += 1
        Clock.jump = dt.timedelta(hours=hours)
        if times == 2:
            twice.set()

    clockwork = Clockwork()
    async with clockwork.running(nothing):
        clockwork.every("job", job, lambda: 0.001)
        await asyncio.wait_for(twice.wait(), 10)
