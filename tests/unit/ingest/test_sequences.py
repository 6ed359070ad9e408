"""Sequences of events that lose, double or falsify an alert unless each step allows for the others."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store has it

from bot.delivery import reach
from bot.delivery.courier import Courier
from bot.domain.chats import Place
from bot.domain.deliveries import Correction, Mark, named_by
from bot.domain.editions import EditionOutcome, ListKind, Publication
from bot.domain.errors import ChatLost, DownloadFailed, RetryLater, StoreError, Uncertain
from bot.domain.messages import Part
from bot.domain.ports import Work
from bot.ingest import review
from storage.store import Store
from tests.support.builders import PENDING_COLUMNS, make_workbook
from tests.support.make import NOW, DirectAccess, make_place
from tests.unit.delivery.test_courier import Clock, NoPace, Scripted, deliver, owe, rows
from tests.unit.ingest.test_poll import COUNTIES, PENDING_URL, URL, World, book, kinds, sheriffs

T = TypeVar("T")
OLD_URL = URL + "?old"


@pytest.fixture
def world(store: Store) -> World:
    made = World(store)
    made.subscribe("VA")
    return made


class Troubled(DirectAccess):
    """Access to a store whose file is locked or full for some writes to come."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.failures = 0

    async def write(self, work: Callable[[Work], T]) -> T:
        if self.failures:
            self.failures -= 1
            raise StoreError("database_busy", error="database or disk is full")
        return await super().write(work)


class Recording(Scripted):
    """A platform on which something happens to the database whenever it takes a message."""

    def __init__(self, happens: Callable[[], None]) -> None:
        super().__init__()
        self.happens = happens

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        self.happens()
        return await super().send(address, part, nonce, reply_to)


async def run_until_settled(store: Store, platform: Scripted, access: DirectAccess) -> None:
    async def no_wait(_: float) -> None:
        await asyncio.sleep(0)

    pace = NoPace()
    courier = Courier(platform, access, pace, pace, now=Clock(), chance=lambda: 0.0, sleep=no_wait)
    running = asyncio.create_task(courier.run())
    async with asyncio.timeout(5):
        while not running.done() and {state for _, state, _ in rows(store)} != {"sent"}:  # noqa: ASYNC110  a store has no event
            await asyncio.sleep(0)
    courier.stop()
    await running


async def test_a_database_that_is_locked_for_a_while_ends_no_courier(store: Store) -> None:
    """Claiming is tried again: deliveries to a platform must not end for good with one busy moment."""
    owe(store, "1", "2")
    access, platform = Troubled(store), Scripted()
    access.failures = 3
    await run_until_settled(store, platform, access)
    assert [address for address, _, _ in platform.sent] == ["1", "2"]


async def test_a_message_that_arrived_is_not_sent_again_because_it_could_not_be_noted(store: Store) -> None:
    """Only the note is tried again: Telegram has no key that would catch a second message."""
    owe(store, "1")
    access = Troubled(store)

    def full() -> None:
        access.failures = 4

    platform = Recording(full)
    await run_until_settled(store, platform, access)
    assert platform.tried == ["1"]
    assert rows(store) == [("1", "sent", "")]


async def test_stopping_with_a_full_disk_leaves_the_delivery_for_the_next_start(store: Store) -> None:
    """It stays claimed, so that the next start counts it as uncertain."""
    owe(store, "1")
    access, pace = Troubled(store), NoPace()

    def stop_and_fill() -> None:
        access.failures = 99
        courier.stop()

    platform = Recording(stop_and_fill)
    courier = Courier(platform, access, pace, pace, now=Clock())
    await courier.run()
    assert platform.tried == ["1"]
    assert rows(store) == [("1", "claimed", "")]


async def test_a_chat_that_blocks_and_unblocks_during_a_send_gets_it_once(store: Store) -> None:
    """What is under way is not handed out a second time when its chat is paused and resumed meanwhile."""
    owe(store, "1")

    def blink() -> None:
        store.write(lambda one: reach.pause(one, make_place("1"), "blocked", NOW))
        store.write(lambda one: reach.resume(one, make_place("1"), NOW))
        assert store.write(lambda one: one.deliveries.claim("telegram", NOW, 5)) == []

    platform = Recording(blink)
    await deliver(store, platform)
    assert platform.tried == ["1"]
    assert rows(store) == [("1", "sent", "")]


async def test_an_uncertain_send_to_a_chat_paused_meanwhile_waits_for_its_return(store: Store) -> None:
    """It is neither tried while paused nor lost afterwards."""
    owe(store, "1")

    def block() -> None:
        store.write(lambda one: reach.pause(one, make_place("1"), "blocked", NOW))

    platform = Recording(block)
    platform.script = {"1": [Uncertain("timed_out")]}
    await deliver(store, platform)
    assert store.deliveries.next_due("telegram") is None
    store.write(lambda one: reach.resume(one, make_place("1"), NOW))
    assert [one.attempts for one in store.write(lambda one: one.deliveries.claim("telegram", NOW, 5))] == [2]


async def test_a_refusal_does_not_make_a_doubt_forgotten(store: Store) -> None:
    """A message that may have arrived still goes first after a 429, while Discord remembers its nonce."""
    owe(store, "1", "2")
    platform, clock = Scripted({"1": [Uncertain("timed_out"), RetryLater("too_many_requests")]}), Clock()
    await deliver(store, platform, clock)
    clock.at += dt.timedelta(minutes=1)
    await deliver(store, platform, clock)
    assert platform.tried == ["1", "2", "1"]
    assert rows(store)[0][1] == "uncertain"


async def test_a_chat_that_moves_while_its_old_address_fails_is_tried_at_the_new_one(store: Store) -> None:
    """The old address being lost says nothing of the new one, and the delivery does not stay claimed."""
    owe(store, "-1")

    def move() -> None:
        store.write(lambda one: reach.move(one, make_place("-1"), Place("telegram", "-1001"), NOW))

    platform = Recording(move)
    platform.script = {"-1": [ChatLost("chat_not_found")]}
    clock = Clock()
    await deliver(store, platform, clock)
    assert rows(store) == [("-1001", "retry_at", "chat_not_found")]
    clock.at += dt.timedelta(minutes=1)
    platform.happens = lambda: None
    await deliver(store, platform, clock)
    assert platform.sent[0][0] == "-1001"


@pytest.mark.parametrize("paused", ["-1", "-1001"])
def test_a_chat_that_moved_is_paused_no_more(store: Store, paused: str) -> None:
    """Neither half of a merged chat keeps its deliveries back for ever."""
    owe(store, "-1", "-1001")
    store.write(lambda one: reach.pause(one, make_place(paused), "kicked", NOW))
    store.write(lambda one: reach.move(one, make_place("-1"), Place("telegram", "-1001"), NOW))
    assert not store.chats.is_paused(Place("telegram", "-1001"))
    assert [one.place.address for one in store.write(lambda one: one.deliveries.claim("telegram", NOW, 5))] == ["-1001"]


async def test_a_message_whose_parts_have_all_arrived_is_settled(store: Store) -> None:
    """A newer version that needs fewer parts for it neither repeats one nor leaves it claimed."""
    owe(store, "1")
    (one,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda each: each.deliveries.part_sent(one.id, "m1"))
    store.write(lambda each: each.deliveries.release_claims(NOW))
    platform = Scripted(parts=1)
    await deliver(store, platform)
    assert platform.tried == []
    assert rows(store)[0][1] == "sent"


def test_a_commit_that_fails_spoils_no_later_one(store: Store) -> None:
    """Its transaction is rolled back, so that the next can begin."""

    def orphan(one: Store) -> None:
        one.db.execute("PRAGMA defer_foreign_keys=ON")
        one.db.execute("INSERT INTO subscriptions VALUES (999, 'VA', '')")

    with pytest.raises(sqlite3.IntegrityError):
        store.write(orphan)
    store.write(lambda one: one.chats.subscribe(make_place("1"), ["VA"], "en", NOW))
    assert store.chats.subscriptions(make_place("1")) == ["VA"]


def test_a_database_in_use_is_an_error_of_ours(store: Store) -> None:
    """The operator's command gets one clear line, and the courier knows that waiting helps."""

    def locked(_: Store) -> None:
        raise sqlite3.OperationalError("database is locked")

    with pytest.raises(StoreError, match="database is locked"):
        store.write(locked)
    with pytest.raises(StoreError, match="database is locked"):
        store.read(locked)


async def held_and_rejected(world: World) -> None:
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[:1]))
    (hold,) = world.store.holds.open()
    world.store.write(lambda one: review.reject(one, hold.id, world.at))


async def test_a_broken_download_does_not_undo_a_rejection(world: World) -> None:
    """A workbook that cannot be read does not show that the list came right."""
    await held_and_rejected(world)
    good = world.site.files[URL]
    world.site.put(book(sheriffs(*COUNTIES))[:500])
    assert [one.outcome for one in await world.poll()] == [EditionOutcome.REFUSED]
    world.site.files[URL] = good
    for _ in range(4):
        world.later(hours=19)
        assert kinds(await world.poll()) == []
    assert world.owed() == []


async def test_a_failed_download_does_not_undo_a_rejection(world: World) -> None:
    """What an address would have shown is unknown: the hold of an edition that was not seen goes on."""
    await held_and_rejected(world)
    newest = world.site.files[URL]
    world.site.files[URL] = DownloadFailed("the workbook answered 503")
    world.site.put(make_workbook(sheriffs("Floyd"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    await world.poll()
    assert [hold.value.decision for hold in world.store.holds.open()] == ["rejected"]
    world.site.files[URL] = newest
    world.later(days=2)
    assert kinds(await world.poll()) == []


async def test_an_answer_not_modified_that_was_never_asked_for_ends_no_hold(world: World) -> None:
    """What an address shows is unknown when it says that nothing has changed since we do not know what."""
    await held_and_rejected(world)
    del world.site.files[URL]
    world.site.put(make_workbook(sheriffs("Floyd"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    world.site.files[OLD_URL] = None  # type: ignore[assignment]  # a 304 to an unconditional request
    await world.poll()
    assert [hold.value.decision for hold in world.store.holds.open()] == ["rejected"]


async def test_a_stale_page_does_not_undo_a_rejection(world: World) -> None:
    """A page that goes back and forth between two editions' links shows the replaced one, not a list come right."""
    await held_and_rejected(world)
    newest = world.site.files.pop(URL)
    world.site.put(book(sheriffs(*COUNTIES)), OLD_URL)
    await_first = world.site.files[OLD_URL]
    edition = world.store.db.execute("SELECT id FROM editions ORDER BY id LIMIT 1").fetchone()[0]
    assert isinstance(await_first, Publication)
    first = world.store.editions.get(edition)
    world.store.write(lambda one: one.editions.checked(await_first, first, world.at))
    await world.poll()
    assert [hold.value.decision for hold in world.store.holds.open()] == ["rejected"]
    world.site.files = {URL: newest}
    world.later(days=2)
    assert kinds(await world.poll()) == []
    assert world.owed() == []


@pytest.mark.parametrize("kind", list(ListKind))
async def test_an_old_workbook_linked_beside_the_newest_is_never_believed(world: World, kind: ListKind) -> None:
    """Time alone must not make the past true while the source shows the present as well."""
    await world.poll(sheriffs(*COUNTIES, "Tazewell"))
    url = OLD_URL if kind is ListKind.PARTICIPATING else PENDING_URL
    world.site.put(book(sheriffs(*COUNTIES), NOW - dt.timedelta(days=30)), url, kind)
    told = []
    for _ in range(40):
        world.later(hours=12)
        told += kinds(await world.poll())
    assert told == []
    assert world.store.holds.open() == []  # of several copies of a list the one saved last counts


async def test_an_older_list_that_stays_alone_is_believed_in_the_end(world: World) -> None:
    """When the source shows nothing else for a week, that is what the list says."""
    await world.poll(sheriffs(*COUNTIES, "Tazewell"))
    world.later(days=1)
    world.site.put(book(sheriffs(*COUNTIES), NOW - dt.timedelta(days=30)))
    told = []
    for _ in range(20):
        told += kinds(await world.poll())
        world.later(hours=12)
    assert len(told) == 1


async def believed(world: World) -> None:
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll([*sheriffs(*COUNTIES[:1])])
    world.later(hours=19)
    await world.poll()


async def test_a_departure_taken_back_is_not_told_to_who_has_not_heard_of_it(world: World) -> None:
    """An alert that waits for a paused chat is withdrawn with the departure."""
    world.store.write(lambda one: reach.pause(one, Place("telegram", "1"), "blocked", world.at))
    await believed(world)
    said = world.store.write(lambda one: review.reject(one, 1, world.at))
    assert said == review.TakenBack(departures=9, corrections=0)
    world.store.write(lambda one: reach.resume(one, Place("telegram", "1"), world.at))
    assert world.owed() == []


async def test_an_alert_under_way_when_its_departure_is_taken_back_gets_its_correction(world: World) -> None:
    """The operator's command cannot stop a message in flight; the chat hears right after it that it was wrong."""
    await believed(world)
    (alert,) = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 10))
    world.store.write(lambda one: review.reject(one, 1, world.at))
    assert world.owed() == []
    world.store.write(lambda one: one.deliveries.sent(alert.id, "m1", world.at))
    (correction,) = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 10))
    assert correction.subject == Correction(alert.id, named_by(alert.subject))


async def test_two_departures_of_one_alert_that_return_one_by_one_are_both_taken_back(world: World) -> None:
    """The second correction of an alert is no repetition of the first; what it took back is not told again."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[2:]))
    (alert,) = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 10))
    world.store.write(lambda one: one.deliveries.sent(alert.id, "m1", world.at))
    corrected: list[int] = []
    for returned in (1, 0):
        world.later(hours=1)
        (intake,) = await world.poll(sheriffs(*COUNTIES[returned:]))
        (back,) = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 10))
        assert isinstance(back.subject, Correction)
        corrected += back.subject.changes
        assert intake.owed == 1
        world.store.write(lambda one, number=back.id: one.deliveries.sent(number, "m2", world.at))  # type: ignore[misc]
        (mark,) = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 10))
        assert mark.subject == Mark(alert.id, named_by(back.subject))
        world.store.write(lambda one, number=mark.id: one.deliveries.sent(number, None, world.at))  # type: ignore[misc]
        assert world.store.deliveries.settled(alert.id, alert.chat) == set(corrected)
    assert sorted(corrected) == sorted(named_by(alert.subject))
