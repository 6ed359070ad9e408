"""What a message replies to, where it can be found, and what marks it: as the store keeps it."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from bot.delivery import reach
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Correction, Delivery, Mark, Notice, Owed
from storage.store import Store
from tests.support import ROOT
from tests.support.make import NOW, make_place, make_subscriber

LATER = NOW + dt.timedelta(minutes=1)


@pytest.fixture
def chat(store: Store) -> int:
    store.write(lambda one: one.chats.subscribe(make_place("-1"), ["VA"], "en", NOW))
    (subscriber,) = store.chats.audience()
    return subscriber.chat


def owe(store: Store, *owed: Owed) -> int:
    return store.write(lambda one: one.deliveries.enqueue(owed, NOW))


def claimed(store: Store) -> list[Delivery]:
    return store.write(lambda one: one.deliveries.claim("telegram", LATER, 10))


def told(store: Store, chat: int, address: str = "-1") -> Delivery:
    """An alert that arrived at an address as m1."""
    owe(store, Owed(make_subscriber(chat), Alert(1, (1, 2))))
    (alert,) = claimed(store)
    store.write(lambda one: one.deliveries.sent(alert.id, "m1", NOW, address=address))
    return alert


def test_what_a_delivery_answers_is_kept_with_it(store: Store, chat: int) -> None:
    """And one that answers nothing has none."""
    owe(store, Owed(make_subscriber(chat), Notice(1, (1,)), 7))
    (notice,) = claimed(store)
    assert notice.answers == 7
    store.write(lambda one: one.deliveries.sent(notice.id, "m", NOW))
    assert told(store, chat).answers is None


def test_an_earlier_message_is_found_where_it_arrived(store: Store, chat: int) -> None:
    """With its ids, and only in its own chat."""
    alert = told(store, chat)
    earlier = store.deliveries.earlier(alert.id, chat)
    assert earlier is not None
    assert (earlier.subject, earlier.message_ids) == (Alert(1, (1, 2)), ("m1",))
    assert store.deliveries.earlier(alert.id, chat + 1) is None
    assert store.deliveries.earlier(alert.id + 1, chat) is None


def test_a_chat_that_lives_elsewhere_has_other_messages_under_the_numbers(store: Store, chat: int) -> None:
    """What it was told is known, and no id is; those of what it is told from then on are."""
    alert = told(store, chat)
    store.write(lambda one: reach.move(one, make_place("-1"), Place("telegram", "-1001"), NOW))
    earlier = store.deliveries.earlier(alert.id, chat)
    assert earlier is not None
    assert (earlier.parts_sent, earlier.message_ids) == (1, ())


def test_two_chats_that_become_one_keep_the_ids_of_the_place_that_is_left(store: Store, chat: int) -> None:
    """The messages of the supergroup are still there, those of the group it was are not."""
    before = told(store, chat)
    store.write(lambda one: one.chats.subscribe(make_place("-1001"), ["VA"], "en", NOW))
    other = next(one.chat for one in store.chats.audience() if one.chat != chat)
    owe(store, Owed(make_subscriber(other), Alert(3, (3,))))
    (after,) = claimed(store)
    store.write(lambda one: one.deliveries.sent(after.id, "m2", NOW, address="-1001"))
    store.write(lambda one: reach.move(one, make_place("-1"), Place("telegram", "-1001"), NOW))
    found = [store.deliveries.earlier(number, chat) for number in (before.id, after.id)]
    assert [one and one.message_ids for one in found] == [(), ("m2",)]


def test_a_message_is_marked_once_for_the_same_and_again_for_more(store: Store, chat: int) -> None:
    """What all its marks say counts together, whether they have been made or not."""
    alert, subscriber = told(store, chat), make_subscriber(chat)
    assert [owe(store, Owed(subscriber, Mark(alert.id, ids))) for ids in ((1,), (1,), (2,))] == [1, 0, 1]
    assert store.deliveries.settled(alert.id, chat) == {1, 2}
    assert [one.subject for one in claimed(store)] == [Mark(alert.id, (1,))]


@pytest.mark.parametrize("paused", [False, True])
def test_what_was_marked_can_be_due_once_more(store: Store, chat: int, *, paused: bool) -> None:
    """At once, or when its chat is resumed; what is still owed stays as it is."""
    alert, subscriber = told(store, chat), make_subscriber(chat)
    owe(store, Owed(subscriber, Mark(alert.id, (1,))))
    (mark,) = claimed(store)
    store.write(lambda one: one.deliveries.mark_again([alert.id], NOW))
    assert claimed(store) == []
    store.write(lambda one: one.deliveries.sent(mark.id, "m1", NOW, address="-1"))
    if paused:
        store.write(lambda one: reach.pause(one, make_place("-1"), "may_not_write", NOW))
    store.write(lambda one: one.deliveries.mark_again([alert.id], NOW))
    if paused:
        assert claimed(store) == []
        store.write(lambda one: reach.resume(one, make_place("-1"), NOW))
    (again,) = claimed(store)
    assert (again.id, again.parts_sent, again.attempts) == (mark.id, 0, 1)


def test_no_message_waits_for_a_mark_and_a_mark_waits_for_all(store: Store, chat: int) -> None:
    """So the reply comes first, and what is new is not held up by what is old."""
    alert, subscriber = told(store, chat), make_subscriber(chat)
    correction, mark = Correction(alert.id, (1,)), Mark(alert.id, (1,))
    owe(store, Owed(subscriber, correction, alert.id), Owed(subscriber, mark), Owed(subscriber, Alert(5, (5,))))
    (first,) = claimed(store)
    assert first.subject == correction
    store.write(lambda one: one.deliveries.sent(first.id, "m2", NOW, address="-1"))
    assert [one.subject for one in claimed(store)] == [mark, Alert(5, (5,))]


def test_what_an_earlier_version_told_has_no_place_and_its_corrections_answer_it(tmp_path: Path) -> None:
    """Nobody noted where its messages arrived: it is corrected as it was then, by a message alone."""
    path = tmp_path / "first.db"
    with contextlib.closing(sqlite3.connect(str(path))) as connection:
        connection.executescript((ROOT / "tests" / "support" / "databases" / "first.sql").read_text("utf-8"))
    store = Store(path)
    answers = list(store.db.execute("SELECT kind, about, answers FROM deliveries WHERE answers IS NOT NULL"))
    assert answers == [("correction", 1, 1)]
    (chat,) = store.db.execute("SELECT chat FROM deliveries WHERE id = 1").fetchone()
    earlier = store.deliveries.earlier(1, chat)
    assert earlier is not None
    assert earlier.message_ids == ()
    store.close()
