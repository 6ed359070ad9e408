"""As many messages are under way as the pace and the latency ask for."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery.courier import Courier
from bot.delivery.flight import Flight
from bot.delivery.pacing import Pacer, Spacing
from bot.domain.messages import Part
from storage.store import Store
from tests.support.make import DirectAccess
from tests.unit.delivery.test_courier import Clock, NoPace, Scripted, owe, rows
from tests.unit.delivery.test_pacing import Time


def measured(latency: float, most: int = 10, rate: float = 28.0) -> Flight:
    time = Time()
    flight = Flight(rate, most, time)
    for number in range(30):
        flight.begin(number)
        time.now += latency
        flight.arrived(number)
        flight.end(number)
    return flight


def test_one_is_under_way_until_a_latency_is_known() -> None:
    """A first message is in doubt by itself."""
    assert Flight(28.0, 10, Time()).room(failing=False) == 1


@pytest.mark.parametrize(("latency", "wanted"), [(0.01, 1), (0.03, 2), (0.1, 4), (0.2, 7), (0.3, 10), (2.0, 10)])
def test_the_latency_says_how_many(latency: float, wanted: int) -> None:
    """A fifth more than 28 a second ask for, and never more than ten."""
    assert measured(latency).room(failing=False) == wanted


def test_while_a_platform_fails_one_is_under_way() -> None:
    """What an outage leaves in doubt is one message at a time."""
    assert measured(0.3).room(failing=True) == 1


def test_the_wait_for_a_turn_is_no_latency() -> None:
    """A silence of a minute does not make the flight larger."""
    time = Time()
    flight = Flight(28.0, 10, time)
    flight.begin(1)
    time.now += 60
    flight.turned(1, 60)
    time.now += 0.01
    flight.arrived(1)
    flight.end(1)
    assert flight.room(failing=False) == 1


def test_an_answer_that_does_not_come_takes_nobody_elses_place() -> None:
    """After a second another may go; never more than the most."""
    time = Time()
    flight = Flight(28.0, 2, time)
    flight.begin(1)
    flight.turned(1, 0)
    assert flight.room(failing=True) == flight.room(failing=False) == 0
    time.now += 1.1
    assert flight.room(failing=True) == flight.room(failing=False) == 1
    flight.begin(2)
    flight.turned(2, 0)
    time.now += 1.1
    assert flight.room(failing=True) == flight.room(failing=False) == 0


def test_an_answer_that_takes_longer_than_was_known_makes_room_by_and_by() -> None:
    """A first message without an answer for 100 ms has three more beside it; none before it went out."""
    time = Time()
    flight = Flight(28.0, 10, time)
    flight.begin(1)
    time.now += 60
    assert flight.room(failing=False) == 0
    flight.turned(1, 60)
    time.now += 0.1
    assert flight.room(failing=False) == 3


class Slow(Scripted):
    """A platform that answers after a time, by the test's own clock."""

    in_flight = 10
    rate = 28.0

    def __init__(self, time: Time, latency: float) -> None:
        super().__init__()
        self.time, self.latency = time, latency
        self.now_under_way = self.most_under_way = 0

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        self.now_under_way += 1
        self.most_under_way = max(self.most_under_way, self.now_under_way)
        answered = self.time.now + self.latency
        while self.time.now < answered:  # noqa: ASYNC110  the test's clock has no event
            await asyncio.sleep(0)
        self.now_under_way -= 1
        return await super().send(address, part, nonce, reply_to)


async def ticking(time: Time) -> None:
    while True:
        time.now += 0.0005
        await asyncio.sleep(0)


async def fanned_out(store: Store, latency: float, chats: int) -> tuple[Slow, float]:
    """Deliver one edition to so many chats; how long it took by the test's clock."""
    owe(store, *map(str, range(chats)))
    time = Time()

    async def sleep(seconds: float) -> None:
        until = time.now + seconds
        while time.now < until:  # noqa: ASYNC110  the test's clock has no event
            await asyncio.sleep(0)

    platform = Slow(time, latency)
    pacer = Pacer(platform.rate, clock=time, sleep=sleep)
    courier = Courier(platform, DirectAccess(store), pacer, Spacing(clock=time), now=Clock(), clock=time)
    tasks = [asyncio.create_task(ticking(time)), asyncio.create_task(courier.run())]
    while len(platform.sent) < chats:  # noqa: ASYNC110  a script has no event
        await asyncio.sleep(0)
    took = time.now - 100
    courier.stop()
    await tasks[1]
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return platform, took


@pytest.mark.parametrize("latency", [0.1, 0.3])
async def test_the_pace_is_kept_whatever_the_latency(store: Store, latency: float) -> None:
    """120 messages at 28 a second take four and a half seconds, plus the last answer."""
    platform, took = await fanned_out(store, latency, 120)
    assert took < (120 / 28 + latency) * 1.04
    assert platform.most_under_way <= 10


async def test_one_more_is_claimed_than_may_be_out(store: Store) -> None:
    """Where answers take a second, ten are out, which a kill may double, and one waits for its place."""
    owe(store, *map(str, range(40)))
    time = Time()
    platform = Slow(time, 1.0)
    courier = Courier(platform, DirectAccess(store), NoPace(), Spacing(clock=time), now=Clock(), clock=time)
    tasks, claimed = [asyncio.create_task(ticking(time)), asyncio.create_task(courier.run())], list[int]()
    while len(platform.sent) < 40:
        await asyncio.sleep(0)
        claimed.append(sum(state == "claimed" for _, state, _ in rows(store)))
    courier.stop()
    await tasks[1]
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (platform.most_under_way, max(claimed)) == (10, 11)


async def test_what_waits_for_a_place_is_due_again_when_we_stop(store: Store) -> None:
    """Of eleven claimed, the ten that are out are delivered, and the other is left untouched."""
    owe(store, *map(str, range(40)))
    time = Time()
    platform = Slow(time, 1.0)
    courier = Courier(platform, DirectAccess(store), NoPace(), Spacing(clock=time), now=Clock(), clock=time)
    tasks = [asyncio.create_task(ticking(time)), asyncio.create_task(courier.run())]
    while sum(state == "claimed" for _, state, _ in rows(store)) < 11 or platform.now_under_way < 10:  # noqa: ASYNC110
        await asyncio.sleep(0)
    sent = len(platform.sent)
    courier.stop()
    await tasks[1]
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    states = [state for _, state, _ in rows(store)]
    assert (states.count("sent"), states.count("due")) == (sent + 10, 30 - sent)


async def test_fast_answers_need_one_under_way(store: Store) -> None:
    """Three messages with answers in 10 ms go out one after the other: a kill leaves one in doubt."""
    platform, _ = await fanned_out(store, 0.01, 3)
    assert platform.most_under_way == 1
