"""One SQLite file: transactions, pragmas, threads, and files that are no database of ours."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from bot.delivery import reach
from bot.domain.agreements import ChangeKind, SupportModel
from bot.domain.chats import TOLD_UNASKED, Interest
from bot.domain.deliveries import Alert, Owed
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.errors import StoreError
from storage.store import AsyncStore, Store
from tests.support.make import (
    NOW,
    keep_edition,
    make_agreement,
    make_change,
    make_place,
    make_publication,
    make_subscriber,
)

CHAT = make_place("1")


class Broken(Exception):
    """What a test raises in the middle of a write."""


def everything(store: Store) -> dict[str, list[object]]:
    names = [row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: store.db.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608  our own names


def pragma(store: Store, name: str) -> object:
    return store.db.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10000)]
)
def test_a_connection_is_set_up_for_safety(tmp_path: Path, name: str, value: object) -> None:
    """WAL, FULL, foreign keys on, and patience with another writer."""
    with closing(Store(tmp_path / "safe.db")) as opened:
        assert pragma(opened, name) == value


def test_foreign_keys_are_kept(store: Store) -> None:
    """A subscription of no chat cannot be."""
    with pytest.raises(sqlite3.IntegrityError):
        store.db.execute("INSERT INTO subscriptions VALUES (99, 'VA', 'now')")


def test_a_failure_inside_a_write_takes_everything_back(store: Store) -> None:
    """Edition, agreements, changes and deliveries are committed together or not at all."""

    def work(one: Store) -> None:
        edition = one.editions.keep(make_publication(b"PK new"), NOW)
        one.editions.settle(replace(edition, list=ListKind.PARTICIPATING, outcome=EditionOutcome.ACCEPTED), NOW)
        one.agreements.remember(edition, [], [make_agreement()], [make_change()], NOW)
        one.chats.subscribe(CHAT, ["VA"], "en", NOW)
        raise Broken

    before = everything(store)
    with pytest.raises(Broken):
        store.write(work)
    assert everything(store) == before
    assert not store.db.conn.in_transaction
    store.write(lambda one: one.chats.subscribe(CHAT, ["MD"], "en", NOW))
    assert store.chats.subscriptions(CHAT) == ["MD"]


def test_what_a_write_returns_is_returned(store: Store) -> None:
    """And another connection sees it at once."""
    assert store.write(lambda one: one.editions.keep(make_publication(), NOW)).outcome is EditionOutcome.NEW


@pytest.mark.parametrize("content", [b"this is no database, whatever it is called" * 50, b"PK\x03\x04" * 2000])
def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    """The line names the file, and the file is as it was."""
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        Store(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "problem"), [("", "database_no_file"), ("no/such/folder/x.db", "database_folder_absent")]
)
def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    """A folder, and a file in a folder that is not there."""
    with pytest.raises(StoreError, match=problem):
        Store(tmp_path / name)


async def test_the_same_refusal_for_an_event_loop(tmp_path: Path) -> None:
    """Nothing is left open behind it."""
    threads = threading.active_count()
    with pytest.raises(StoreError):
        await AsyncStore(tmp_path).__aenter__()
    assert threading.active_count() == threads


async def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    """While a write is under way, a question is answered with what was committed before it."""
    writing, go_on = threading.Event(), threading.Event()

    def slow(one: Store) -> None:
        one.chats.subscribe(CHAT, ["MD"], "en", NOW)
        writing.set()
        assert go_on.wait(10)

    async with AsyncStore(tmp_path / "x.db") as store:
        await store.write(lambda one: one.chats.subscribe(CHAT, ["VA"], "en", NOW))
        task = asyncio.create_task(store.write(slow))
        assert await asyncio.to_thread(writing.wait, 10)
        try:
            async with asyncio.timeout(5):
                assert await store.read(lambda one: one.chats.subscriptions(CHAT)) == ["VA"]
            assert not task.done()
        finally:
            go_on.set()
        await task
        assert await store.read(lambda one: one.chats.subscriptions(CHAT)) == ["MD", "VA"]


async def test_a_write_that_was_begun_is_finished_even_if_its_caller_is_cancelled(tmp_path: Path) -> None:
    """Cancelling a poll never leaves a transaction open or half done."""
    writing, go_on = threading.Event(), threading.Event()

    def slow(one: Store) -> None:
        writing.set()
        assert go_on.wait(10)
        one.chats.subscribe(CHAT, ["VA"], "en", NOW)

    async with AsyncStore(tmp_path / "x.db") as store:
        task = asyncio.create_task(store.write(slow))
        assert await asyncio.to_thread(writing.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        go_on.set()
        await store.write(lambda one: one.chats.subscribe(CHAT, ["MD"], "en", NOW))
        assert await store.read(lambda one: one.chats.subscriptions(CHAT)) == ["MD", "VA"]


async def test_writes_of_many_tasks_are_one_after_another(tmp_path: Path) -> None:
    """There is one writer: no write of ours ever finds the database locked by another of ours."""
    async with AsyncStore(tmp_path / "x.db") as store:
        places = [make_place(str(n)) for n in range(50)]
        await asyncio.gather(*(store.write(lambda one, p=p: one.chats.subscribe(p, ["VA"], "en", NOW)) for p in places))  # type: ignore[misc]  # bound at once
        assert len(await store.read(lambda one: one.chats.audience())) == 50


async def test_closing_finishes_what_was_begun(tmp_path: Path) -> None:
    """What was asked for before closing is in the file."""
    async with AsyncStore(tmp_path / "x.db") as store:
        tasks = [asyncio.create_task(store.write(lambda one: one.chats.subscribe(CHAT, ["VA"], "en", NOW)))]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    reopened = Store(tmp_path / "x.db")
    assert reopened.chats.subscriptions(CHAT) == ["VA"]
    reopened.close()


def test_a_chat_keeps_what_it_switched_and_is_told_the_rest_as_everyone(store: Store) -> None:
    """One switch after another; a chat that is not known has switched nothing."""
    assert store.chats.interests(CHAT) == TOLD_UNASKED
    store.write(lambda one: one.chats.switch(CHAT, [Interest.DOCUMENTS], on=True))
    assert store.chats.interests(CHAT) == TOLD_UNASKED
    store.write(lambda one: one.chats.subscribe(CHAT, ["VA"], "en", NOW))
    store.write(lambda one: one.chats.switch(CHAT, [Interest.DOCUMENTS], on=True))
    store.write(lambda one: one.chats.switch(CHAT, [Interest.RENEWALS, Interest.PENDING], on=False))
    store.write(lambda one: one.chats.switch(CHAT, [Interest.PENDING], on=True))
    store.write(lambda one: one.chats.subscribe(make_place("2"), ["VA"], "en", NOW))
    heard = TOLD_UNASKED - {Interest.RENEWALS} | {Interest.DOCUMENTS}
    assert store.chats.interests(CHAT) == heard
    assert [chat.interests for chat in store.chats.audience()] == [heard, TOLD_UNASKED]


def test_the_bytes_of_an_edition_are_kept_as_they_came(store: Store) -> None:
    """Content-addressed: the same bytes are stored once, however often they are published."""
    first, again = keep_edition(store, b"PK a"), keep_edition(store, b"PK a")
    assert first == again
    assert store.editions.content(first.sha256) == b"PK a"
    assert store.db.execute("SELECT count(*) FROM contents").fetchone()[0] == 1


def test_a_change_is_read_back_as_it_was_recorded(store: Store) -> None:
    """Nothing of a change is lost in the database, and a later correction rewrites no history."""
    edition = keep_edition(store)
    change = make_change(
        ChangeKind.ENDED, was={"agency": "Old", "signed_on": None}, remaining=(SupportModel.WARRANT_SERVICE,)
    )
    with store.transaction():
        (recorded,) = store.agreements.remember(edition, [], [make_agreement()], [change], NOW)
        renamed = replace(make_agreement(), agency="Renamed Office")
        store.agreements.remember(edition, [make_agreement()], [renamed], [], NOW)
    assert store.agreements.changes([recorded.id]) == [recorded]
    assert recorded.change == change
    assert store.agreements.known(ListKind.PARTICIPATING) == [renamed]


def test_a_paused_chat_that_is_owed_a_correction_is_known_to_be_paused(store: Store) -> None:
    """Nothing goes out to it, the correction least of all, until it is resumed."""
    store.write(lambda one: one.chats.subscribe(CHAT, ["VA"], "en", NOW))
    store.write(lambda one: one.deliveries.enqueue([Owed(make_subscriber(), Alert(1, (1,)))], NOW))
    (delivery,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: one.deliveries.sent(delivery.id, "m1", NOW))
    assert [one.subscriber.paused for one in store.deliveries.alerts_sent([1])] == [False]
    store.write(lambda one: reach.pause(one, CHAT, "kicked", NOW))
    assert [one.subscriber.paused for one in store.deliveries.alerts_sent([1])] == [True]
