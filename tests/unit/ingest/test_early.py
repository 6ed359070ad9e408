"""Departures that are held are told at once to chats that asked for it, and confirmed or withdrawn afterwards."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from bot.domain.chats import Interest, Place
from bot.domain.deliveries import Alert, Delivery, Mark, Notice
from bot.domain.holds import Decision
from bot.domain.watching import Topic
from storage.store import Store
from tests.support.builders import RowInput
from tests.support.make import NOW
from tests.unit.delivery.test_courier import Clock, deliver
from tests.unit.delivery.test_marking import Shown
from tests.unit.ingest.test_poll import COUNTIES, World, sheriffs

ALL = sheriffs(*COUNTIES)
FEW = ALL[:2]
"""Most of Virginia is missing: a mass departure."""

EARLY, ORDINARY, ELSEWHERE = (Place("telegram", number) for number in ("1", "2", "3"))


@pytest.fixture
def world(store: Store) -> World:
    made = World(store)
    for place, state in ((EARLY, "VA"), (ORDINARY, "VA"), (ELSEWHERE, "OH")):
        store.write(lambda work, at=place, of=state: work.chats.subscribe(at, [of], "en", NOW))  # type: ignore[misc]
    for place in (EARLY, ELSEWHERE):
        store.write(lambda work, at=place: work.chats.set_early(at, early=True))  # type: ignore[misc]
    return made


Heard: TypeAlias = tuple[str, Topic | type[Alert | Mark], int]


def heard(world: World) -> list[Heard]:
    """What each chat is told now: where, of what kind, and how many agreements it names; and what is marked."""
    found = []
    while claimed := world.store.write(lambda work: work.deliveries.claim("telegram", world.at, 100)):
        for delivery in claimed:
            world.store.write(lambda work, one=delivery.id: work.deliveries.sent(one, "m", world.at))  # type: ignore[misc]
            found.append(told(world, delivery))
    return found


def told(world: World, delivery: Delivery) -> Heard:
    match delivery.subject:
        case Notice(notice=number, agreements=named):
            return delivery.place.address, world.store.notices.get(number).topic, len(named)
        case Alert(changes=changes):
            return delivery.place.address, Alert, len(changes)
        case Mark(settled=settled):
            return delivery.place.address, Mark, len(settled)
        case other:
            raise AssertionError(other)


async def test_what_would_not_be_told_once_it_is_confirmed_is_not_told_early(world: World) -> None:
    """A chat that leaves departures out hears no doubt that nothing would follow, nor its end."""
    world.store.write(lambda work: work.chats.switch(EARLY, [Interest.DEPARTURES], on=False))
    await world.poll(ALL)
    world.later(hours=1)
    await world.poll(FEW)
    assert heard(world) == []
    world.later(hours=1)
    await world.poll(ALL)
    assert heard(world) == []


async def test_a_held_departure_is_told_at_once_where_it_was_asked_for_and_confirmed_by_the_alert(world: World) -> None:
    """Once, to the chat that asked for it in that state; everybody hears when it is believed."""
    await world.poll(ALL)
    world.later(hours=1)
    await world.poll(FEW)
    gone = len(ALL) - len(FEW)
    assert heard(world) == [("1", Topic.UNCONFIRMED, gone)]
    for _ in range(3):
        world.later(hours=5)
        await world.poll(FEW)
    assert heard(world) == []
    world.later(hours=5)
    await world.poll(FEW)
    assert heard(world) == [("1", Alert, gone), ("2", Alert, gone), ("1", Mark, gone)]
    world.later(hours=5)
    await world.poll(FEW)
    assert heard(world) == []


async def test_what_was_none_is_withdrawn_to_those_who_heard_of_it(world: World) -> None:
    """Also where that chat has switched early notices off in between; nobody else hears anything."""
    await world.poll(ALL)
    world.later(hours=1)
    await world.poll(FEW)
    assert [topic for _, topic, _ in heard(world)] == [Topic.UNCONFIRMED]
    world.store.write(lambda work: work.chats.set_early(EARLY, early=False))
    world.later(hours=2)
    await world.poll([*ALL, *sheriffs("Wythe")])
    back = len(ALL) - len(FEW)
    assert heard(world) == [("1", Alert, 1), ("2", Alert, 1), ("1", Topic.WITHDRAWN, back), ("1", Mark, back)]


async def test_a_rejected_departure_is_withdrawn(world: World) -> None:
    """The operator says that the list is wrong: at the next poll the chat hears of it."""
    await world.poll(ALL)
    world.later(hours=1)
    await world.poll(FEW)
    heard(world)
    (hold,) = world.store.holds.open()
    world.store.write(lambda work: work.holds.decide(hold.id, Decision.REJECTED))
    world.later(hours=1)
    await world.poll(FEW)
    assert heard(world) == [("1", Topic.WITHDRAWN, len(ALL) - len(FEW)), ("1", Mark, len(ALL) - len(FEW))]
    world.later(hours=30)
    await world.poll(FEW)
    assert heard(world) == []


async def test_a_part_that_comes_back_is_withdrawn_and_the_rest_stays_told(world: World) -> None:
    """Two of the missing are there again: of those alone it is said that they had not left."""
    await world.poll(ALL)
    world.later(hours=1)
    await world.poll(FEW)
    heard(world)
    world.later(hours=1)
    await world.poll(ALL[:4])
    assert heard(world) == [("1", Topic.WITHDRAWN, 2), ("1", Mark, 2)]


async def test_a_departure_that_comes_and_goes_is_told_early_once_a_day(world: World) -> None:
    """Shown every other hour for twenty hours: one notice and one withdrawal."""
    await world.poll([*ALL, *sheriffs("Wythe")])
    for _ in range(10):
        for rows in ([*FEW, *sheriffs("Wythe")], [*ALL, *sheriffs("Wythe")]):
            world.later(hours=1)
            await world.poll(rows)
    assert [topic for _, topic, _ in heard(world) if topic not in (Alert, Mark)] == [Topic.UNCONFIRMED, Topic.WITHDRAWN]


async def test_what_settles_an_early_message_replies_to_it(world: World) -> None:
    """The alert that confirms it where it was heard, and nowhere else; as does the withdrawal of two of it."""
    await world.poll(ALL)
    world.later(hours=1)
    await world.poll(FEW)
    (early,) = world.store.write(lambda work: work.deliveries.claim("telegram", world.at, 100))
    world.store.write(lambda work: work.deliveries.sent(early.id, "m", world.at))
    world.later(hours=1)
    await world.poll(ALL[:4])
    (withdrawal,) = world.store.write(lambda work: work.deliveries.claim("telegram", world.at, 100))
    assert withdrawal.answers == early.id
    world.store.write(lambda work: work.deliveries.sent(withdrawal.id, "m", world.at))
    for _ in range(4):
        world.later(hours=6)
        await world.poll(ALL[:4])
    alerts = world.store.write(lambda work: work.deliveries.claim("telegram", world.at, 100))
    found = {one.place.address: one.answers for one in alerts if isinstance(one.subject, Alert)}
    assert found == {"1": early.id, "2": None}


async def test_what_was_confirmed_and_taken_back_is_marked_as_withdrawn(world: World) -> None:
    """The agreements are back an hour after the alert: it is corrected, and the early message says no other."""
    platform, clock = Shown(), Clock()
    await world.poll(ALL)
    for rows, hours in ((FEW, 1), (FEW, 6), (FEW, 6), (FEW, 6), (FEW, 6)):
        world.later(hours=hours)
        await world.poll(rows)
    clock.at = world.at
    await deliver(world.store, platform, clock)
    (confirmed,) = platform.edited
    assert confirmed[2].body.startswith("<b>Confirmed: ")
    world.later(hours=1)
    await world.poll(ALL)
    clock.at = world.at
    await deliver(world.store, platform, clock)
    edits = {number: part.body for _, number, part in platform.edited[1:]}
    assert edits.keys() == {"m1", "m2", "m3"}
    assert edits["m1"].startswith("<b>Withdrawn: </b><s>")
    assert all(edits[number].startswith("<b>Corrected: </b><s>") for number in ("m2", "m3"))


async def test_the_message_that_told_it_early_is_marked_with_what_came_of_it(world: World) -> None:
    """First two of it are withdrawn, and later the rest is confirmed; each time that very message says so."""
    platform, clock = Shown(), Clock()

    async def polled(rows: list[RowInput], hours: int) -> None:
        world.later(hours=hours)
        await world.poll(rows)
        clock.at = world.at
        await deliver(world.store, platform, clock)

    await world.poll(ALL)
    await polled(FEW, 1)
    await polled(ALL[:4], 1)
    (edit,) = platform.edited
    assert edit[1] == "m1"
    assert edit[2].body.startswith("<b>Withdrawn in part: ")
    assert edit[2].body.count("<s>") == 2
    for _ in range(4):
        await polled(ALL[:4], 6)
    *_, last = platform.edited
    assert last[1] == "m1"
    assert last[2].body.startswith("<b>Confirmed in part: ")
    assert last[2].body.count("<s>") == 2
    assert last[2].body.count("(confirmed)") == len(ALL) - 4
    assert platform.replies == [None, "m1", "m1", None]
