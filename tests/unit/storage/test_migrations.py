"""The schema: made from nothing, kept when reopened, and never left half made."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

import storage.store as module
from bot.delivery import reach
from bot.domain.chats import TOLD_UNASKED, Place
from bot.domain.deliveries import Alert, Correction, Owed
from bot.domain.editions import ListKind
from bot.domain.errors import StoreError
from bot.domain.holds import Decision
from bot.wording.editions import edition_detail, hold_detail
from bot.wording.languages import ENGLISH
from storage.migrations import MIGRATIONS
from storage.store import Store
from storage.times import stamp
from tests.support import ROOT
from tests.support.make import NOW, keep_edition, make_agreement

TABLES = {
    "meta", "contents", "editions", "agreements", "changes", "holds", "checks", "lists",
    "chats", "subscriptions", "deliveries",
}  # fmt: skip


def tables(path: Path) -> dict[str, str]:
    with contextlib.closing(sqlite3.connect(str(path))) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())


def test_a_fresh_database_has_every_table(tmp_path: Path) -> None:
    """Opening a file that is not there makes it, whole."""
    Store(tmp_path / "new.db").close()
    assert set(tables(tmp_path / "new.db")) >= TABLES


def test_every_table_of_ours_is_strict(tmp_path: Path) -> None:
    """SQLite then refuses a value of another type instead of keeping it."""
    Store(tmp_path / "new.db").close()
    assert {name for name, sql in tables(tmp_path / "new.db").items() if name in TABLES and "STRICT" in sql} == TABLES


def test_a_value_of_another_type_is_refused(store: Store) -> None:
    """A text is no attempt count."""
    with pytest.raises(sqlite3.IntegrityError):
        store.db.execute("INSERT INTO subscriptions (chat, area, since) VALUES ('one', 'VA', 'now')")


def test_reopening_changes_nothing(tmp_path: Path) -> None:
    """What was written is there, the generation is the same, no migration runs again."""
    path = tmp_path / "twice.db"
    first = Store(path)
    generation, before = first.deliveries.generation(), tables(path)
    first.close()
    second = Store(path)
    assert second.deliveries.generation() == generation
    assert MIGRATIONS.pending(second.db) == []
    second.close()
    assert tables(path) == before


def test_two_databases_have_two_generations(tmp_path: Path) -> None:
    """Nonces of one are not those of another."""
    stores = [Store(tmp_path / name) for name in ("a.db", "b.db")]
    assert len({store.deliveries.generation() for store in stores}) == 2
    for store in stores:
        store.close()


def failing(at: int) -> Migrations:
    """Our migrations, with another one after them that fails at its statement ``at``."""
    more = Migrations("287g-alerts")
    for one in MIGRATIONS.pending(Database(memory=True)):
        more(name=one.name)(one.fn)

    @more()
    def second(db: Database) -> None:
        statements = ["CREATE TABLE extra (id INTEGER PRIMARY KEY)", "INSERT INTO extra VALUES (1)", "DELETE FROM meta"]
        for statement in [*statements[:at], "SELECT * FROM no_such_table"]:
            db.execute(statement)

    return more


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Wherever it fails, no table of it, no row of it and no record of it remains, and the old schema works on."""
    path = tmp_path / "old.db"
    old = Store(path)
    generation = old.deliveries.generation()
    old.close()
    before = tables(path)
    with monkeypatch.context() as patched:
        patched.setattr(module, "MIGRATIONS", failing(at))
        with pytest.raises(StoreError, match="no_such_table"):
            Store(path)
    assert tables(path) == before
    again = Store(path)
    assert again.deliveries.generation() == generation
    again.close()


def test_a_first_migration_that_fails_leaves_an_empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one table of the first version remains, so the next start makes them all."""
    broken = Migrations("287g-alerts")

    @broken()
    def first(db: Database) -> None:
        db.execute("CREATE TABLE meta (key TEXT) STRICT")
        db.execute("SELECT * FROM no_such_table")

    path = tmp_path / "new.db"
    with monkeypatch.context() as patched:
        patched.setattr(module, "MIGRATIONS", broken)
        with pytest.raises(StoreError):
            Store(path)
    assert set(tables(path)) & TABLES == set()
    Store(path).close()
    assert set(tables(path)) >= TABLES


def columns(store: Store, table: str) -> list[tuple[Any, ...]]:
    return list(store.db.execute(f"PRAGMA index_list({table})").fetchall())


def test_one_delivery_per_chat_and_change_set(store: Store) -> None:
    """The schema itself makes a double impossible."""
    assert any(row[2] for row in columns(store, "deliveries"))
    store.db.execute(
        "INSERT INTO chats (id, platform, address, title, added_at) VALUES (1, 'telegram', '1', '', 'now')"
    )
    insert = (
        "INSERT INTO deliveries (chat, platform, kind, about, changes, state, created_at, due_at) "
        "VALUES (1, 'telegram', 'alert', 1, '[1]', 'due', 'now', 'now')"
    )
    store.db.execute(insert)
    with pytest.raises(sqlite3.IntegrityError):
        store.db.execute(insert)


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A database as the first version of this program made it."""
    path = tmp_path / "first.db"
    with contextlib.closing(sqlite3.connect(str(path))) as connection:
        connection.executescript((ROOT / "tests" / "support" / "databases" / "first.sql").read_text("utf-8"))
    return path


def test_a_database_of_the_first_version_goes_on(first_version: Path) -> None:
    """What is owed, to whom, and what is held are as they were, each in columns of its own."""
    store = Store(first_version)
    rows = list(store.db.execute("SELECT kind, about, language, state FROM deliveries ORDER BY id"))
    assert rows == [
        *(("alert", 1, "en", state) for state in ("sent", "uncertain", "claimed", "retry_at", "due")),
        ("correction", 1, "en", "due"),
    ]
    assert [chat.language for chat in store.chats.audience()] == ["en"] * 5
    assert {chat.interests for chat in store.chats.audience()} == {TOLD_UNASKED}
    at = dt.datetime(2026, 2, 8, tzinfo=dt.UTC)
    found = store.write(lambda one: one.deliveries.claim("telegram", at, 9))
    assert [(delivery.place.address, delivery.subject) for delivery in found] == [
        ("-5", Alert(1, (1,))),
        ("1", Correction(1, (1,))),
    ]
    store.close()


def test_who_followed_states_follows_them_as_areas(first_version: Path) -> None:
    """Each chat has what it had, since when it had it, and can follow a county beside it."""
    with contextlib.closing(sqlite3.connect(str(first_version))) as connection:
        before = connection.execute("SELECT chat, state, since FROM subscriptions ORDER BY 1, 2").fetchall()
    store = Store(first_version)
    assert before
    assert store.db.execute("SELECT chat, area, since FROM subscriptions ORDER BY 1, 2").fetchall() == before
    followed = {chat.chat: chat.areas for chat in store.chats.audience()}
    assert followed == {chat: {state for one, state, _ in before if one == chat} for chat, _, _ in before}
    place = Place("telegram", "-5")
    states = store.chats.subscriptions(place)
    store.write(lambda work: work.chats.subscribe(place, ["51139"], "en", NOW))
    assert store.chats.subscriptions(place) == sorted([*states, "51139"])
    store.close()


def test_a_topic_of_the_first_version_knows_its_group(first_version: Path) -> None:
    """Who is thrown out of the group gets nothing in its topics either."""
    store = Store(first_version)
    store.write(lambda one: reach.pause(one, Place("telegram", "-5"), "kicked", dt.datetime.now(dt.UTC)))
    paused = store.db.execute("SELECT address FROM chats WHERE paused_at IS NOT NULL ORDER BY id").fetchall()
    assert [address for (address,) in paused] == ["-5", "-5:7", "-1009"]
    store.close()


def test_holds_of_the_first_version_keep_their_sentence_and_decision(first_version: Path) -> None:
    """An operator's word is not forgotten, and what was written down is still shown."""
    store = Store(first_version)
    state, links = (stored.value for stored in store.holds.open())
    assert (state.decision, links.decision) == (Decision.REJECTED, None)
    assert hold_detail(ENGLISH, state) == "9 of 10 agencies of Maryland miss agreements at once"
    refused = store.editions.get(3)
    assert (refused.reason, edition_detail(ENGLISH, refused)) == (
        "html_page",
        "this is an HTML page in place of a workbook",
    )
    store.close()


def test_numbers_of_deliveries_are_never_used_again(first_version: Path) -> None:
    """Not those of rows that are gone either: nonces and corrections name deliveries by them."""
    store = Store(first_version)
    chats = store.chats.audience()[:1]
    store.write(lambda one: one.deliveries.enqueue([Owed(chat, Alert(7, (7,))) for chat in chats], NOW))
    assert store.db.execute("SELECT max(id) FROM deliveries").fetchone() == (41,)
    store.close()


def test_chats_paused_by_an_earlier_version_are_tried_or_left_to_themselves(first_version: Path) -> None:
    """Who blocked us or threw us out comes back by its own act; every other paused chat is due for a try at once."""
    with contextlib.closing(sqlite3.connect(str(first_version))) as connection:
        paused = "UPDATE chats SET paused_at = ?, paused_reason = ? WHERE id = (SELECT min(id) + ? FROM chats)"
        for number, reason in enumerate(("blocked", "may_not_write")):
            connection.execute(paused, (stamp(NOW), reason, number))
        connection.commit()
    store = Store(first_version)
    known = list(store.db.execute("SELECT removed, next_try FROM chats WHERE paused_at = ? ORDER BY id", (stamp(NOW),)))
    assert known == [(1, None), (0, stamp(NOW))]
    store.close()


def test_what_was_known_before_there_were_ids_is_named(first_version: Path) -> None:
    """Its agreements, also those that have ended, and the changes that were told of them."""
    store = Store(first_version)
    assert {(one.agency_id, one.public_id) for one in store.agreements.known(ListKind.PARTICIPATING)} == {
        ("VA-page-county-sheriffs-office", "VA-page-county-sheriffs-office-task-force-2025-02-28"),
        ("VA-ash-police-department", "VA-ash-police-department-task-force-2025-02-28"),
    }
    (ended,) = store.agreements.latest_changes("VA", 5)
    assert ended.change.agreement.public_id == "VA-ash-police-department-task-force-2025-02-28"
    store.close()


def test_what_was_corrected_before_there_were_ids_is_named_as_at_first(first_version: Path) -> None:
    """Of what its changes say was printed; but a row that is now another state's has the id of the agency there."""
    with contextlib.closing(sqlite3.connect(str(first_version))) as connection:
        agreement = "INSERT INTO agreements VALUES (?, 'participating', ?, ?, ?, '', '', ?, '', NULL, NULL, 1, NULL)"
        sheriff = "Thornbury County Sheriff's Office"
        connection.executemany(
            agreement,
            [
                (10, "OH", "Quillmore Police Department", "task_force", "2025-06-11"),
                (11, "OH", sheriff, "task_force", "2025-02-28"),
                (12, "OH", sheriff, "warrant_service", "2025-02-28"),
            ],
        )
        connection.executemany(
            """INSERT INTO changes (edition, agreement, kind, at, reason, relisted, was, remaining, agreement_then)
                VALUES (2, ?, 'corrected', '2026-02-07T15:04:00.000000+00:00', 'respelt', 0, ?, '[]', '{}')""",
            [
                (10, '{"agency": "Quilmore PD", "signed_on": "2025-06-12"}'),
                (10, '{"agency": "Quillmore Police Dept."}'),
                (12, '{"state": "MD"}'),
            ],
        )
        connection.commit()
    store = Store(first_version)
    found = {one.id: (one.agency_id, one.public_id) for one in store.agreements.known(ListKind.PARTICIPATING)}
    assert found[10] == ("OH-quilmore-pd", "OH-quilmore-pd-task-force-2025-06-12")
    assert found[11][0] == found[12][0] == "OH-thornbury-county-sheriffs-office"
    assert found[12][1] == "MD-thornbury-county-sheriffs-office-warrant-service-2025-02-28"
    store.close()


def test_five_thousand_agreements_are_named_at_once(first_version: Path) -> None:
    """Each by its own id, agencies by the rule of identity; in less than a second, and not again."""
    with contextlib.closing(sqlite3.connect(str(first_version))) as connection:
        connection.executemany(
            """INSERT INTO agreements
                VALUES (?, 'participating', 'OH', ?, ?, '', '', '2025-02-28', '', NULL, NULL, 1, NULL)""",
            [
                (
                    number,
                    f"Town {number // 2} {('PD', 'Police Department')[number % 2]}",
                    ("task_force", "x")[number % 2],
                )
                for number in range(100, 5100)
            ],
        )
        connection.commit()
    began = time.process_time()
    store = Store(first_version)
    assert time.process_time() - began < 2  # a second on a machine at rest
    known = store.agreements.known(ListKind.PARTICIPATING)
    assert len({one.public_id for one in known}) == 5002
    assert len({one.agency_id for one in known if one.state == "OH"}) == 2500
    store.close()
    store = Store(first_version)
    assert store.agreements.known(ListKind.PARTICIPATING) == known
    store.close()


def test_no_two_agreements_share_an_id(store: Store) -> None:
    """The schema itself makes it impossible."""
    edition = keep_edition(store)
    twins = [make_agreement(1), replace(make_agreement(2), public_id=make_agreement(1).public_id)]
    with pytest.raises(sqlite3.IntegrityError):
        store.write(lambda work: work.agreements.remember(edition, [], twins, [], NOW))
