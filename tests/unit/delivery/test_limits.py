"""One chat's limit is that chat's; alerts and replies share what a platform allows."""

from __future__ import annotations

import asyncio
import statistics

import pytest

from bot.delivery.courier import Courier
from bot.delivery.limits import Limits
from bot.delivery.pacing import Pacer, Spacing
from bot.delivery.silences import SilenceLog
from bot.domain.errors import PlatformLost, RetryLater
from bot.domain.messages import Part
from storage.store import Store
from tests.support.make import DirectAccess
from tests.unit.delivery.test_courier import Clock, NoPace, Scripted, owe, rows
from tests.unit.delivery.test_pacing import Time


class Silences(Limits):
    """Limits over paces that only remember, and a clock of the test's own."""

    def __init__(self) -> None:
        self.pace, self.time = NoPace(), Time()
        super().__init__(self.pace, self.pace, SilenceLog("telegram", Clock()), self.time)


def limited(after: float = 20.0, *, platform_wide: bool = False) -> RetryLater:
    return RetryLater("rate_limited", after=after, platform_wide=platform_wide)


def test_a_chat_that_is_refused_is_silent_by_itself() -> None:
    """For the 20 seconds that were asked for; nobody else is."""
    limits = Silences()
    limits.refused("-5", limited())
    assert (limits.pace.silenced, limits.pace.pauses) == ([("-5", 20.0)], [])


def test_chats_refused_one_after_another_silence_the_platform_for_a_trial() -> None:
    """For 1, 2, 4, 5 and 5 seconds, whatever they ask for, until one gets a message."""
    limits = Silences()
    for number in range(6):
        limits.refused(f"-{number}", limited(3600))
        assert limits.shared == (number > 0)
        limits.time.now += 10
    assert limits.pace.pauses == [1, 2, 4, 5, 5]
    limits.accepted("-9")
    assert limits.shared is False
    limits.refused("-7", limited(3600))
    limits.refused("-8", limited(3600))
    assert limits.pace.pauses[5:] == [1]


def test_a_trial_is_no_longer_than_what_was_asked_for() -> None:
    """The third of three refused for 1.5 seconds is a silence of 1.5 seconds, not 2."""
    limits = Silences()
    for number in range(3):
        limits.refused(f"-{number}", limited(1.5))
    assert limits.pace.pauses == [1, 1.5]


def test_a_chat_that_gets_a_message_shows_that_others_are_refused_for_themselves() -> None:
    """Refusals with a message accepted between silence nobody else, however close."""
    limits = Silences()
    for number in range(6):
        limits.refused(f"-{number}", limited())
        limits.accepted("1")
    assert limits.pace.pauses == []


def test_a_platform_that_knows_whose_limit_it_is_is_believed() -> None:
    """Two chats refused at once, each of which is said to be alone: neither silences the platform."""
    limits = Silences()
    for chat in ("5", "6"):
        limits.refused(chat, RetryLater("rate_limited", after=3600.0, chat_only=True))
    assert (limits.pace.silenced, limits.pace.pauses) == ([("5", 3600.0), ("6", 3600.0)], [])


def test_a_second_chat_refused_later_is_one_by_itself() -> None:
    """Eleven seconds later it is at its own limit."""
    limits = Silences()
    limits.refused("-5", limited(60))
    limits.time.now += 11
    limits.refused("-6", limited(60))
    assert limits.pace.pauses == []


def test_a_platform_that_says_so_is_silent_as_a_whole() -> None:
    """At its own word, for as long as it asked; and where it refuses us altogether, for a quarter of an hour."""
    limits = Silences()
    limits.refused("-5", limited(3, platform_wide=True))
    limits.refused("-5", PlatformLost("token_refused"))
    assert limits.pace.pauses == [3, 900]


def test_chats_that_are_refused_again_and_again_silence_nobody_else() -> None:
    """Two groups at their limits for an hour pause the platform once, for a second, when both begin."""
    limits = Silences()
    for _ in range(60):
        limits.refused("-5", limited())
        limits.refused("-6", limited())
        limits.time.now += 60
    assert limits.pace.pauses == [1]


def test_a_chat_that_got_something_may_be_refused_anew() -> None:
    """Its next refusal counts as new beside another's."""
    limits = Silences()
    limits.refused("-5", limited())
    limits.time.now += 60
    limits.accepted("-5")
    limits.refused("-5", limited())
    limits.refused("-6", limited())
    assert limits.pace.pauses == [1]


def test_a_silent_chat_waits_whatever_its_windows_allow() -> None:
    """The longer silence counts, and another chat waits for nothing."""
    time = Time()
    spacing = Spacing(clock=time)
    spacing.silence("-5", 20)
    spacing.silence("-5", 10)
    assert spacing.wait("-5", ()) == 20
    assert spacing.wait("-6", ()) == 0
    time.now += 20
    assert spacing.wait("-5", ()) == 0


async def turns_of(pacer: Pacer, taken: list[str], *, alerts: int, replies: int) -> None:
    async def take(name: str, *, reply: bool) -> None:
        await pacer.turn(reply=reply)
        taken.append(name)

    waiting = [asyncio.create_task(take("reply", reply=True)) for _ in range(replies)]
    waiting += [asyncio.create_task(take("alert", reply=False)) for _ in range(alerts)]
    await asyncio.gather(*waiting)


async def test_while_alerts_wait_one_turn_in_ten_is_a_replys() -> None:
    """Of 600 replies and 90 alerts that wait, the alerts have 90 of the first 100 turns."""
    time, taken = Time(), list[str]()
    await turns_of(Pacer(10.0, clock=time, sleep=time.sleep), taken, alerts=90, replies=600)
    assert taken[:100].count("alert") == 90
    assert taken[0] == "reply"
    assert len(taken) == 690


async def test_replies_have_every_turn_while_no_alert_waits() -> None:
    """Ten replies take nine steps."""
    time, taken = Time(), list[str]()
    await turns_of(Pacer(10.0, clock=time, sleep=time.sleep), taken, alerts=0, replies=10)
    assert round(time.now - 100, 6) == 0.9


async def test_a_turn_that_nobody_wants_any_more_is_the_next_ones() -> None:
    """Who is cancelled while waiting costs the others nothing."""
    time = Time()
    pacer = Pacer(10.0, clock=time, sleep=time.sleep)
    await pacer.turn()
    given_up = asyncio.create_task(pacer.turn())
    waiting = asyncio.create_task(pacer.turn())
    await asyncio.sleep(0)
    given_up.cancel()
    await waiting
    assert round(time.now - 100, 6) == 0.1


async def test_who_gives_up_at_the_moment_of_their_turn_stops_nobody() -> None:
    """The next one has the turn, and no other need ask for one."""
    time, given_up = Time(), list[asyncio.Task[None]]()

    async def sleep(seconds: float) -> None:
        time.now += seconds
        given_up[0].cancel()

    pacer = Pacer(10.0, clock=time, sleep=sleep)
    await pacer.turn()
    given_up.append(asyncio.create_task(pacer.turn()))
    waiting = asyncio.create_task(pacer.turn())
    async with asyncio.timeout(5):
        await waiting
    assert given_up[0].cancelled()


class Limited(Scripted):
    """A platform on which one group is refused whatever it gets."""

    def __init__(self, time: Time, group: str) -> None:
        super().__init__()
        self.time, self.group = time, group
        self.at: dict[str, float] = {}

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        self.tried.append(address)
        if address == self.group:
            raise limited()
        self.at[address] = self.time.now
        return await super().send(address, part, nonce, reply_to)


@pytest.mark.parametrize("group", ["none", "-0"])
async def test_a_group_that_is_always_refused_delays_no_other(store: Store, group: str) -> None:
    """Of 60 others the median waits as long with it as without it, to the second: three at 10 a second."""
    others = [str(number) for number in range(1, 61)]
    owe(store, "-0", *others)
    time = Time()
    platform = Limited(time, group)
    pacer, spacing = Pacer(10.0, clock=time, sleep=time.sleep), Spacing(clock=time)
    courier = Courier(platform, DirectAccess(store), pacer, spacing, now=Clock(), clock=time)
    running = asyncio.create_task(courier.run())
    while not set(others) <= platform.at.keys():  # noqa: ASYNC110  a script has no event
        await asyncio.sleep(0)
    courier.stop()
    await running
    median = statistics.median(platform.at[address] - 100 for address in others)
    assert 3.0 <= median <= 3.2


async def test_topics_of_one_group_that_wait_for_their_turns_together_keep_its_limit(store: Store) -> None:
    """Both found room when they asked; the second finds none when its turn comes, and is due again."""

    class Forum(Scripted):
        def windows(self, address: str) -> tuple[tuple[float, int], ...]:
            return ((60.0, 1),)

    owe(store, "-5:7", "-5:8")
    time, platform = Time(), Forum()
    platform.in_flight = 5
    courier = Courier(platform, DirectAccess(store), NoPace(), Spacing(clock=time), now=Clock(), clock=time)
    running = asyncio.create_task(courier.run())
    while [state for _, state, _ in rows(store)] != ["sent", "due"]:  # noqa: ASYNC110  a store has no event
        await asyncio.sleep(0)
    courier.stop()
    await running
    assert platform.tried == ["-5:7"]
