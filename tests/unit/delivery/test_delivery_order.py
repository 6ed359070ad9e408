"""Who goes first, how steps stay even, and what a stop leaves behind."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools

from adapters.telegram import Telegram
from bot.delivery import reach
from bot.delivery.courier import Courier
from bot.delivery.pacing import Pacer, Spacing
from bot.domain.chats import Asked, Place
from bot.domain.messages import Message, Reply
from storage.store import Store
from tests.support.doubles.faults import Fault
from tests.support.doubles.telegram import TelegramDouble
from tests.support.handlers import Heard
from tests.support.make import NOW, DirectAccess, make_place
from tests.unit.delivery.test_courier import Scripted, owe, rows
from tests.unit.delivery.test_pacing import Time


def test_what_was_begun_goes_before_everything_else_that_is_due(store: Store) -> None:
    """Discord forgets a nonce within minutes: a long backlog must not come between two attempts."""
    owe(store, "1", "2", "3", "4")
    first, second = store.write(lambda one: one.deliveries.claim("telegram", NOW, 2))
    later = NOW + dt.timedelta(seconds=5)
    store.write(lambda one: one.deliveries.try_again(second.id, "timed_out", later, uncertain=True))
    store.write(lambda one: one.deliveries.part_sent(first.id, "m1"))
    store.write(lambda one: one.deliveries.defer(first.id, later + dt.timedelta(seconds=1)))
    claimed = store.write(lambda one: one.deliveries.claim("telegram", NOW + dt.timedelta(seconds=10), 3))
    assert [one.place.address for one in claimed] == ["2", "1", "3"]


def test_looking_for_what_is_due_takes_no_longer_among_many(store: Store) -> None:
    """SQLite answers from the index of what is open, in its order, and sorts nothing."""
    query = "EXPLAIN QUERY PLAN SELECT 1"
    seen: list[str] = []
    store.db.conn.set_trace_callback(seen.append)
    store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.deliveries.next_due("telegram")
    store.db.conn.set_trace_callback(None)
    asked = [text for text in seen if text.lstrip().startswith("SELECT")]
    assert len(asked) == 3
    for text in asked:
        steps = " ".join(str(row[3]) for row in store.db.execute(query.replace("SELECT 1", text)))
        assert "USING INDEX deliveries_" in steps
        assert "TEMP B-TREE" not in steps
        assert "SCAN" not in steps


def test_a_chat_and_its_topics_are_looked_up_not_searched_for(store: Store) -> None:
    """A platform asks about every chat when it connects; a chat whose name only begins alike is another."""
    for address in ("-5", "-5:1", "-5:22", "-55", "-5;1", "-55:1"):
        store.write(lambda one, at=address: one.chats.subscribe(make_place(at), ["VA"], "en", NOW))  # type: ignore[misc]
    store.write(lambda one: reach.pause(one, Place("telegram", "-5"), "kicked", NOW))
    paused = [row[0] for row in store.db.execute("SELECT address FROM chats WHERE paused_at IS NOT NULL ORDER BY id")]
    assert paused == ["-5", "-5:1", "-5:22"]


async def test_a_moment_that_stood_still_is_not_made_up_for() -> None:
    """Those who waited through it leave one step after another, not all at once."""
    time, taken = Time(), []
    pacer = Pacer(10.0, clock=time, sleep=time.sleep)

    async def take() -> None:
        await pacer.turn()
        taken.append(time.now)

    waiting = [asyncio.create_task(take()) for _ in range(5)]
    await asyncio.sleep(0)
    time.now += 0.45
    await asyncio.gather(*waiting)
    steps = [after - before for before, after in itertools.pairwise(taken)]
    assert min(steps[1:]) >= 0.0949


async def test_a_timer_that_oversleeps_a_little_costs_no_speed() -> None:
    """What it takes too long for one step is made up in the next."""
    time = Time()

    async def oversleep(seconds: float) -> None:
        await time.sleep(seconds + 0.001)

    pacer = Pacer(10.0, clock=time, sleep=oversleep)
    for _ in range(101):
        await pacer.turn()
    assert time.now - 100 < 10.01


async def test_a_stop_does_not_wait_for_a_paused_platform(store: Store) -> None:
    """What had not had its turn is due again, untouched: nothing is in doubt."""
    owe(store, "1", "2", "3")
    platform = Scripted()
    pacer = Pacer(1000.0)
    pacer.pause(900.0)
    courier = Courier(platform, DirectAccess(store), pacer, Spacing(), now=lambda: NOW)
    running = asyncio.create_task(courier.run())
    while not any(state == "claimed" for _, state, _ in rows(store)):  # noqa: ASYNC110  a store has no event
        await asyncio.sleep(0)
    courier.stop()
    await asyncio.wait_for(running, 2)
    assert platform.tried == []
    assert {state for _, state, _ in rows(store)} == {"due"}
    assert store.db.execute("SELECT max(attempts) FROM deliveries").fetchone() == (0,)


async def test_a_reply_refused_for_its_rate_comes_a_moment_later() -> None:
    """In the middle of a fan-out a person who asks waits for as long as Telegram says, and gets the answer."""
    async with TelegramDouble() as double:
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)

        platform = Telegram(double.token, api_url=double.url)
        async with platform.sending():
            running = asyncio.create_task(platform.run(Heard(platform.parts, echo, sleep), lambda: None))
            double.faults.script(Fault.TOO_MANY, Fault.TOO_MANY)
            try:
                assert (await double.command(7, "/state VA")).content.startswith("state VA")
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
    assert waits == [1.0, 1.0]


async def echo(asked: Asked) -> Reply:
    """Answer with the command itself."""
    return Reply(Message(f"{asked.name} {asked.words}"))
