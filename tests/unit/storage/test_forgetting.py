"""Chats that want nothing any more are forgotten, and nobody's name is stored."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from bot.delivery import reach
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Owed
from storage.store import Store
from tests.support import ROOT
from tests.support.make import NOW, make_place

DAY = dt.timedelta(days=1)
NAME = "Marker Person-Name"


def subscribe(store: Store, *addresses: str) -> None:
    for address in addresses:
        store.write(lambda one, at=address: one.chats.subscribe(make_place(at), ["VA"], "en", NOW))  # type: ignore[misc]


def owe(store: Store) -> None:
    store.write(lambda one: one.deliveries.enqueue([Owed(chat, Alert(1, (1,))) for chat in one.chats.audience()], NOW))


def tidy(store: Store, days: float, *operators: Place) -> None:
    """Tidy every six hours until so many days have passed, as the program does."""
    for quarter in range(int(days * 4) + 1):
        store.write(lambda one, at=NOW + quarter * DAY / 4: reach.tidy(one, at, operators))  # type: ignore[misc]


def known(store: Store) -> list[str]:
    return [row[0] for row in store.db.execute("SELECT address FROM chats ORDER BY id")]


def counts(store: Store) -> list[int]:
    tables = ("chats", "subscriptions", "deliveries")
    return [store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # noqa: S608  names of ours


@pytest.mark.parametrize("reason", ["kicked", "blocked", "channel_deleted", "thread_deleted"])
def test_a_chat_that_removed_us_is_forgotten_after_thirty_days(store: Store, reason: str) -> None:
    """With its subscriptions and all that it was owed; on the thirtieth day it is still there."""
    subscribe(store, "-5", "-5:7")
    owe(store)
    store.write(lambda one: reach.pause(one, make_place("-5"), reason, NOW))
    tidy(store, 30)
    assert known(store) == ["-5", "-5:7"]
    tidy(store, 30.25)
    assert counts(store) == [0, 0, 0]


def test_a_chat_that_lacks_a_right_is_not_forgotten(store: Store) -> None:
    """It is tried again for as long as it is subscribed."""
    subscribe(store, "1")
    store.write(lambda one: reach.pause(one, make_place("1"), "may_not_write", NOW))
    tidy(store, 60)
    assert known(store) == ["1"]


def test_a_chat_that_came_back_is_not_forgotten(store: Store) -> None:
    """Its removal is past."""
    subscribe(store, "1")
    store.write(lambda one: reach.pause(one, make_place("1"), "blocked", NOW))
    store.write(lambda one: reach.resume(one, make_place("1"), NOW + DAY))
    tidy(store, 60)
    assert known(store) == ["1"]


def test_a_chat_without_subscriptions_is_forgotten_after_thirty_days(store: Store) -> None:
    """Others stay; the days count from when it was first found so."""
    subscribe(store, "1", "2")
    store.write(lambda one: one.chats.unsubscribe(make_place("1"), None))
    tidy(store, 30)
    assert known(store) == ["1", "2"]
    tidy(store, 30.25)
    assert known(store) == ["2"]


def test_a_chat_that_subscribes_again_is_not_forgotten(store: Store) -> None:
    """Unsubscribed for 20 days, subscribed, unsubscribed again: the days count anew."""
    subscribe(store, "1")
    store.write(lambda one: one.chats.unsubscribe(make_place("1"), None))
    tidy(store, 20)
    subscribe(store, "1")
    tidy(store, 21)
    store.write(lambda one: one.chats.unsubscribe(make_place("1"), None))
    for quarter in range(21 * 4 + 1, 51 * 4):
        store.write(lambda one, at=NOW + quarter * DAY / 4: reach.tidy(one, at, ()))  # type: ignore[misc]
    assert known(store) == ["1"]


def test_the_operators_chats_stay(store: Store) -> None:
    """Without a subscription of their own, for as long as they are configured."""
    operator = make_place("operator")
    store.write(lambda one: one.chats.reached(operator, "en", NOW))
    tidy(store, 60, operator)
    assert known(store) == ["operator"]
    store.write(lambda one: reach.tidy(one, NOW + 61 * DAY, ()))
    assert known(store) == []


def test_a_clock_that_jumps_to_2100_forgets_nobody(store: Store) -> None:
    """Only a day counts of such a jump."""
    subscribe(store, "1")
    store.write(lambda one: reach.pause(one, make_place("1"), "blocked", NOW))
    tidy(store, 1)
    store.write(lambda one: reach.tidy(one, dt.datetime(2100, 1, 1, tzinfo=dt.UTC), ()))
    assert known(store) == ["1"]


def test_no_title_is_stored(tmp_path: Path) -> None:
    """A private chat's title is its person's name: it is in no byte of the database."""
    path = tmp_path / "names.db"
    store = Store(path)
    store.write(lambda one: one.chats.subscribe(Place("telegram", "7", NAME), ["VA"], "en", NOW))
    store.write(lambda one: one.chats.reached(Place("telegram", "7", NAME), "en", NOW))
    store.close()
    assert all(NAME.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_titles_that_an_earlier_version_stored_are_cleared(tmp_path: Path) -> None:
    """Overwritten, not only unlinked: they are in no byte of the database either."""
    path = tmp_path / "first.db"
    with contextlib.closing(sqlite3.connect(str(path))) as connection:
        connection.executescript((ROOT / "tests" / "support" / "databases" / "first.sql").read_text("utf-8"))
        connection.execute("UPDATE chats SET title = ?", (NAME,))
        connection.commit()
    Store(path).close()
    assert all(NAME.encode() not in file.read_bytes() for file in tmp_path.iterdir())
