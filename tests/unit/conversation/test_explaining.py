"""What a change rests on, as a chat and an operator are told."""

from __future__ import annotations

import datetime as dt

import pytest

from adapters.discord.render import parts as discord_parts
from adapters.telegram.render import render as telegram_parts
from adapters.workbook import reader as workbook
from bot.conversation.dispatch import Conversation
from bot.conversation.explaining import explain_change, with_rows
from bot.domain.errors import UsageError
from bot.domain.explanations import Explanation, PrintedRow
from bot.domain.messages import Message
from bot.wording.explaining import explanation
from bot.wording.languages import ENGLISH
from storage.store import Store
from tests.support.builders import RowInput
from tests.support.make import NOW, DirectAccess, make_asked
from tests.unit.ingest.test_poll import COUNTIES, World, sheriffs


def dated(county: str, day: str) -> list[RowInput]:
    return [{**row, "SIGNED": dt.date.fromisoformat(day)} for row in sheriffs(county)]  # type: ignore[dict-item]


@pytest.fixture
async def world(store: Store) -> World:
    """A signing (1), a date mended (2), a departure (3), and eight departures that were held for a day (4 to 11)."""
    made = World(store)
    await made.poll([*sheriffs(*COUNTIES), *dated("Quillby", "2025-03-04")])
    for rows in (
        [*sheriffs(*COUNTIES, "Tessaly"), *dated("Quillby", "2025-03-04")],
        [*sheriffs(*COUNTIES[1:], "Tessaly"), *dated("Quillby", "2025-03-05")],
        [*sheriffs(COUNTIES[1], "Tessaly"), *dated("Quillby", "2025-03-05")],
    ):
        made.later(days=1)
        await made.poll(rows)
    made.later(hours=19)
    await made.poll()
    return made


def found(world: World, change: int) -> Explanation:
    return with_rows(world.store, explain_change(world.store, change), workbook.read_sync)


def text_of(message: Message) -> str:
    return "\n".join("".join(span.text for span in line) for block in message.blocks for line in block)


async def said(world: World, words: str) -> str:
    reply = await Conversation(DirectAccess(world.store), lambda: NOW).answer(make_asked("explain", words))
    return text_of(reply.message)


async def test_a_signing_shows_its_row_and_both_editions(world: World) -> None:
    """As printed, column by column; the edition before has no row of it."""
    shown = found(world, 1)
    assert shown.after.row is not None
    assert isinstance(shown.after.row, PrintedRow)
    assert shown.after.row.row == 12
    assert ("LAW ENFORCEMENT AGENCY", "Tessaly County Sheriff's Office") in shown.after.row.cells
    assert ("MOA", "link pending") in shown.after.row.cells
    assert shown.before is not None
    assert (shown.before.row, shown.before.readable, shown.hold) == (None, True, None)
    said_ = text_of(explanation(ENGLISH, shown))
    assert "How sure: plain." in said_
    assert f"SHA-256: {shown.after.edition.sha256}" in said_
    assert "Found at: https://" in said_


async def test_a_correction_shows_both_rows_and_its_points(world: World) -> None:
    """The date as it was and as it is, and what else spoke for the row."""
    shown = found(world, 2)
    assert shown.before is not None
    assert [dict(one.row.cells)["SIGNED"] for one in (shown.before, shown.after) if one.row] == [
        "2025-03-04",
        "2025-03-05",
    ]
    said_ = text_of(explanation(ENGLISH, shown))
    assert "The row has the agency's name, state and model, which suffices." in said_
    assert "  signing date: +2\n  county: +1" in said_


async def test_a_departure_shows_where_it_was_last(world: World) -> None:
    """No row of the edition prints it any more."""
    shown = found(world, 3)
    assert shown.before is not None
    assert shown.after.row is None
    assert shown.before.row is not None
    assert "No row of it prints this agreement." in text_of(explanation(ENGLISH, shown))


async def test_what_was_held_names_its_hold(world: World) -> None:
    """Why it waited, and since when."""
    said_ = await said(world, "4")
    assert "How sure: decided. It was held first" in said_
    assert "It waited in hold 1, since 9 February 2026, 15:04 UTC: 8 of 11 agencies of Virginia" in said_


async def test_bytes_that_are_not_there_or_not_the_same_show_no_row(world: World) -> None:
    """It is said, and the rest of the answer stands."""
    last = found(world, 3).after.edition.sha256
    world.store.db.execute("UPDATE contents SET content = x'00' WHERE sha256 = ?", (last,))
    shown = found(world, 3)
    assert (shown.after.readable, shown.before and shown.before.readable) == (False, True)
    world.store.db.execute("PRAGMA foreign_keys=OFF")
    world.store.db.execute("DELETE FROM contents")
    said_ = text_of(explanation(ENGLISH, found(world, 3)))
    assert said_.count("Its bytes are not stored as they came, or cannot be read") == 2


async def test_a_change_from_before_this_was_kept_says_so(world: World) -> None:
    """Nothing is made up for it."""
    world.store.db.execute("UPDATE changes SET level = NULL, basis = NULL")
    assert "How sure: not kept" in await said(world, "3")


@pytest.mark.parametrize("words", ["2", "no. 2", "#2", " (no. 2).", "number 2"])
async def test_a_chat_is_told_in_short(world: World, words: str) -> None:
    """However the number is typed, in one message on either platform, without the rows."""
    assert "was corrected: signing date was" in await said(world, words)
    assert "LAW ENFORCEMENT AGENCY" not in await said(world, words)
    message = explanation(ENGLISH, explain_change(world.store, 2), short=True)
    assert (len(discord_parts(message)), len(telegram_parts(message))) == (1, 1)


@pytest.mark.parametrize("words", ["", "VA", "2 3", "-", "9" * 40, "٣"])
async def test_what_is_no_number_is_asked_back(world: World, words: str) -> None:
    """With an example."""
    assert await said(world, words) == "Type its number, which stands in /changes. For example: /explain 123"


@pytest.mark.parametrize("number", [4711, 2**63 - 1, 10**19 - 1])
async def test_an_unknown_number_is_one_sentence(world: World, number: int) -> None:
    """On every way to ask."""
    assert (await said(world, str(number))).startswith("There is no change with the number ")
    with pytest.raises(UsageError, match="no_change"):
        explain_change(world.store, 4711)
