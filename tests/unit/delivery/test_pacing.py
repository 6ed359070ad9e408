"""Pacing by a clock of our own: equal steps, pauses, and each chat's share."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.delivery.pacing import Pacer, Spacing


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


async def test_turns_are_given_at_equal_steps() -> None:
    """Ten turns at ten a second take nine tenths of a second, and never two come at once."""
    time, taken = Time(), []
    pacer = Pacer(10.0, clock=time, sleep=time.sleep)
    for _ in range(10):
        await pacer.turn()
        taken.append(round(time.now - 100, 6))
    assert taken == [round(step / 10, 6) for step in range(10)]


async def test_a_long_silence_earns_no_burst() -> None:
    """After an idle minute the steps are as long as ever."""
    time = Time()
    pacer = Pacer(10.0, clock=time, sleep=time.sleep)
    await pacer.turn()
    time.now += 60
    began = time.now
    for _ in range(3):
        await pacer.turn()
    assert round(time.now - began, 6) == 0.2


async def test_a_pause_holds_even_those_already_waiting() -> None:
    """Nothing goes out before the time that the platform asked for."""
    time = Time()
    pacer = Pacer(10.0, clock=time, sleep=time.sleep)
    await pacer.turn()
    waiting = asyncio.create_task(pacer.turn())
    await asyncio.sleep(0)
    pacer.pause(30.0)
    await waiting
    assert time.now >= 130.0


def test_a_chat_may_get_so_many_messages_in_a_window() -> None:
    """Twenty in a minute and one a second, whichever is longer to wait."""
    time = Time()
    spacing = Spacing(clock=time)
    windows = ((1.0, 1), (60.0, 3))
    waits = []
    for _ in range(4):
        waits.append(spacing.wait("g", windows))
        time.now += waits[-1]
        spacing.sent("g", windows)
    assert waits == [0.0, 1.0, 1.0, 58.0]
    assert spacing.wait("other", windows) == 0.0


def test_it_remembers_a_bounded_number_of_chats() -> None:
    """Memory does not grow with the number of chats ever seen."""
    spacing = Spacing(clock=Time(), most_chats=3)
    for chat in "abcd":
        spacing.sent(chat, ((1.0, 1),))
    assert spacing.wait("a", ((1.0, 1),)) == 0.0
    assert spacing.wait("d", ((1.0, 1),)) == 1.0


@pytest.mark.parametrize(("rate", "limit"), [(48.0, 50), (28.75, 30)])
async def test_no_second_has_more_than_the_platform_takes_whatever_stands_still(rate: float, limit: int) -> None:
    """Timers that are late, by little at each step and by much at some, cost three thousandths and no burst.

    Nor is it one when what had its turn before each standstill leaves only after it.
    """
    time, chance = Time(), random.Random(7)
    taken: list[float] = []
    left: list[float] = []

    async def late(seconds: float) -> None:
        standstill = chance.uniform(0.05, 0.2) if chance.random() < 0.001 else 0.0
        await time.sleep(seconds + standstill + chance.uniform(0.0005, 0.002))
        if standstill and left:
            left[-1] = time.now

    pacer = Pacer(rate, clock=time, sleep=late)
    for _ in range(2000):
        await pacer.turn()
        taken.append(time.now)
        left.append(time.now)
    for times in (taken, left):
        assert all(times[number + limit] - times[number] >= 1.02 for number in range(len(times) - limit))
    assert time.now - 100 < 2000 / rate * 1.003


@pytest.mark.parametrize(("rate", "limit"), [(48.0, 50), (28.75, 30)])
async def test_timers_that_are_late_by_less_than_ten_milliseconds_cost_nothing(rate: float, limit: int) -> None:
    """2,000 turns of which a third come 2 to 9 ms late take as long as 2,000 even steps, in no second too many."""
    time, chance = Time(), random.Random(7)

    async def late(seconds: float) -> None:
        await time.sleep(seconds + (chance.uniform(0.002, 0.009) if chance.random() < 1 / 3 else 0.0005))

    pacer, taken = Pacer(rate, clock=time, sleep=late), list[float]()
    for _ in range(2000):
        await pacer.turn()
        taken.append(time.now)
    assert time.now - 100 < 2000 / rate
    assert all(taken[number + limit] - taken[number] >= 1.02 for number in range(len(taken) - limit))
