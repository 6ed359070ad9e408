"""The benchmark's event loop, whose clock jumps: a wrong one would measure nothing."""

from __future__ import annotations

import asyncio

import pytest

from tests.programs.bench import virtual


def test_timers_end_in_their_order_and_at_their_times() -> None:
    """Three sleeps of up to 30 days end after 0.1 s, 180 s and 30 days of the loop's own time."""
    ended: list[tuple[str, float]] = []

    async def sleeper(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        ended.append((name, asyncio.get_running_loop().time()))

    async def all_of_them() -> None:
        await asyncio.gather(sleeper("month", 2_592_000.0), sleeper("send", 0.1), sleeper("poll", 180.0))

    virtual.run(all_of_them())
    assert [name for name, _ in ended] == ["send", "poll", "month"]
    assert [at for _, at in ended] == pytest.approx([0.1, 180.0, 2_592_000.0], abs=0.01)


def test_what_is_ready_goes_before_any_timer() -> None:
    """A chain of 1,000 steps without a sleep is done before a timer of 0.1 s."""

    async def steps() -> bool:
        timer = asyncio.create_task(asyncio.sleep(0.1))
        for _ in range(1_000):
            await asyncio.sleep(0)
        return timer.done()

    assert virtual.run(steps()) is False


def test_the_clock_never_stands_still() -> None:
    """What tries again at once until half a microsecond has passed comes to an end."""

    async def tries() -> int:
        clock = asyncio.get_running_loop().time
        until, count = clock() + 5e-7, 0
        while clock() < until:
            count += 1
            await asyncio.sleep(0)
        return count

    assert virtual.run(tries()) == 1


def test_waiting_for_nothing_fails_instead_of_hanging() -> None:
    """Where no timer is set and nothing is ready, the run ends with an error."""

    async def for_ever() -> None:
        await asyncio.Event().wait()

    with pytest.raises(RuntimeError, match="nothing can happen any more"):
        virtual.run(for_ever())


def test_work_of_another_thread_is_refused() -> None:
    """Real time would pass in it, and the clock would run on without it."""

    async def in_a_thread() -> None:
        await asyncio.to_thread(print)

    with pytest.raises(RuntimeError, match="no place in virtual time"):
        virtual.run(in_a_thread())
