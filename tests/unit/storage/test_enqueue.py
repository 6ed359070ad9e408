"""Many deliveries are written at once, and each chat's keep their order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from bot.delivery import reach
from bot.domain.chats import Interest
from bot.domain.deliveries import Alert, Correction, Owed, Subject
from storage.store import Store
from tests.support.make import NOW, make_place


def subscribe(store: Store, *addresses: str) -> None:
    for address in addresses:
        store.write(lambda one, at=address: one.chats.subscribe(make_place(at), ["VA"], "en", NOW))  # type: ignore[misc]


def enqueue(store: Store, *owed: tuple[int, Subject]) -> int:
    """Owe these, by the place of the chat among all that are subscribed."""
    audience = store.chats.audience()
    return store.write(lambda one: one.deliveries.enqueue([Owed(audience[chat], what) for chat, what in owed], NOW))


def stored(store: Store) -> list[tuple[str, str, int, str]]:
    query = "SELECT c.address, d.kind, d.about, d.state FROM deliveries d JOIN chats c ON c.id = d.chat ORDER BY d.id"
    return list(store.db.execute(query))


def test_deliveries_of_one_call_keep_the_order_of_each_chat(store: Store) -> None:
    """A chat that is owed a correction and then an alert gets them so, whatever the others are owed before."""
    subscribe(store, "1", "2")
    first, second = Alert(1, (1,)), Correction(7, (2,))
    assert enqueue(store, (0, first), (1, second), (1, first), (0, second)) == 4
    assert [(kind, about) for address, kind, about, _ in stored(store) if address == "1"] == [
        ("alert", 1),
        ("correction", 7),
    ]
    assert [(kind, about) for address, kind, about, _ in stored(store) if address == "2"] == [
        ("correction", 7),
        ("alert", 1),
    ]


def test_deliveries_are_written_in_the_order_in_which_they_are_owed(store: Store) -> None:
    """Also where what is owed to neighbours differs, and that of others is the same."""
    subscribe(store, *"12345")
    long, short = Alert(1, (1, 2)), Alert(1, (1,))
    enqueue(store, (3, long), (0, short), (4, long), (1, Correction(7, (2,))), (2, short))
    assert [address for address, *_ in stored(store)] == list("41523")


def test_what_is_written_at_once_is_read_as_it_was_planned(store: Store) -> None:
    """Whatever is in the names of areas; lists, what is answered, and who wants files."""
    subscribe(store, *"123")
    areas = ('"quoted", \\ and "ñ"', "VA")
    first, second, third = store.chats.audience()
    wants_files = replace(second, interests=second.interests | {Interest.FILES})
    owed = [
        Owed(first, Alert(1, (1, 22, 333)), follows=areas),
        Owed(wants_files, Alert(1, (22,), daily=True), 9, areas[1:]),
        Owed(third, Alert(1, ())),
    ]
    assert store.write(lambda one: one.deliveries.enqueue(owed, NOW)) == 3
    claimed = store.write(lambda one: one.deliveries.claim("telegram", NOW, 9))
    assert [(one.chat, one.subject, one.answers, one.follows, one.files) for one in claimed] == [
        (one.subscriber.chat, one.subject, one.answers, one.follows, one.subscriber == wants_files) for one in owed
    ]


def test_a_call_that_fails_leaves_nothing_to_the_next(store: Store) -> None:
    """What it had written down for its rows is undone with them."""
    subscribe(store, "1", "2")
    unknown = replace(store.chats.audience()[0], chat=99)
    with pytest.raises(sqlite3.IntegrityError):
        store.write(lambda one: one.deliveries.enqueue([Owed(unknown, Alert(1, (1,)))], NOW))
    assert enqueue(store, (0, Alert(2, (2,))), (1, Alert(2, (3,)))) == 2
    assert [about for _, _, about, _ in stored(store)] == [2, 2]


def test_what_is_owed_already_is_not_counted_as_new(store: Store) -> None:
    """Of three, one is known."""
    subscribe(store, "1", "2", "3")
    alert = Alert(1, (1,))
    assert enqueue(store, (1, alert)) == 1
    assert enqueue(store, (0, alert), (1, alert), (2, alert)) == 2


def test_paused_chats_and_others_are_told_apart_in_one_call(store: Store) -> None:
    """What is owed to the paused one waits for it."""
    subscribe(store, "1", "2")
    store.write(lambda one: reach.pause(one, make_place("2"), "blocked", NOW))
    enqueue(store, (0, Alert(1, (1,))), (1, Alert(1, (1,))))
    assert [state for *_, state in stored(store)] == ["due", "retry_at"]
    claimed = store.write(lambda one: one.deliveries.claim("telegram", NOW + dt.timedelta(days=2), 9))
    assert [delivery.place.address for delivery in claimed] == ["1"]


def test_nothing_owed_is_nothing_written(store: Store) -> None:
    """An edition that concerns no chat."""
    assert enqueue(store) == 0
