"""``287g-alerts review``: what is held, and what an operator says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from adapters.workbook import reader as workbook
from bot.domain.agreements import Change
from bot.domain.errors import WorkbookRefused
from bot.domain.holds import Decision, Hold, HoldOutcome, Stored
from bot.ingest import review
from bot.program import app
from bot.program.cli.events import iso
from bot.program.cli.output import print_objects, print_table, say
from bot.program.cli.shared import change_line, config_option, database_option, json_option, open_store
from bot.program.cli.worded import Number, WordedCommand, WordedGroup
from bot.reading.roster import read_roster
from bot.wording.editions import hold_detail, list_name
from bot.wording.history import corrections
from bot.wording.languages import ENGLISH, Words
from storage.store import Store

SHOWN_FOR = dt.timedelta(days=30)

MOST_HOLDS = 2**63 - 1
"""The number of a hold: what SQLite can count."""


def group(words: Words) -> click.Group:
    """``review`` and its commands."""
    made = WordedGroup(words, "review", help=words.cli_help_review(), short_help=words.cli_short_review())
    where = (config_option(words), database_option(words))
    hold = click.Argument(["hold_id"], metavar=words.cli_metavar_hold(), type=Number(words, 1, MOST_HOLDS))
    for command in (
        WordedCommand(words, "approve", partial(_approve, words), hold, *where),
        WordedCommand(words, "list", partial(_list, words), *where, json_option(words)),
        WordedCommand(words, "reject", partial(_reject, words), hold, *where),
        WordedCommand(words, "show", partial(_show, words), hold, *where),
    ):
        made.add_command(command)
    return made


def _list(words: Words, config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    holds = open_store(db, config_file).holds.since(app.utc_now() - SHOWN_FOR)
    if as_json:
        print_objects(map(_object, holds))
    elif holds:
        print_table(_heads(words), (_row(words, stored) for stored in holds))
    else:
        say(words.cli_no_holds())


def _heads(words: Words) -> Sequence[str]:
    return (
        words.cli_head_hold(),
        words.cli_head_list(),
        words.cli_head_of(),
        words.cli_head_reason(),
        words.cli_head_since(),
        words.cli_head_editions(),
        words.cli_head_now(),
    )


def _row(words: Words, stored: Stored[Hold]) -> Sequence[str]:
    hold = stored.value
    where = hold.state or words.cli_everything()
    since, editions = words.minute(hold.since), str(hold.editions)
    return (str(stored.id), list_name(words, hold.list), where, hold.reason, since, editions, _standing(words, hold))


def _show(words: Words, hold_id: int, config_file: Path | None, db: Path | None) -> None:
    store = open_store(db, config_file)
    hold = review.find(store, hold_id).value
    edition = store.editions.get(hold.edition)
    say(words.cli_hold(hold=hold_id, standing=_standing(words, hold), detail=hold_detail(words, hold)))
    say(words.cli_hold_since(since=hold.since, count=hold.editions, edition=edition.name))
    if hold.end is not None:
        return
    held_back = _held_back(store, hold)
    for change in held_back:
        say(f"  {_change(words, change)}")
    if not held_back:
        say(words.cli_hold_changes_nothing())
    say(words.cli_hold_choice(hold=hold_id))


def _change(words: Words, change: Change) -> str:
    line = change_line(words, change)
    former = words.all_of(list(corrections(words, change)))
    return words.cli_change_former(change=line, former=former) if former else line


def _approve(words: Words, hold_id: int, config_file: Path | None, db: Path | None) -> None:
    open_store(db, config_file, writing=True).write(lambda store: review.approve(store, hold_id))
    say(words.cli_approved(hold=hold_id))


def _reject(words: Words, hold_id: int, config_file: Path | None, db: Path | None) -> None:
    back = open_store(db, config_file, writing=True).write(lambda store: review.reject(store, hold_id, app.utc_now()))
    if back is None:
        say(words.cli_rejected(hold=hold_id))
        return
    departures = words.cli_departures(count=back.departures)
    say(words.cli_taken_back(departures=departures, corrections=words.cli_corrections(count=back.corrections)))


def _held_back(store: Store, hold: Hold) -> list[Change]:
    content = store.editions.content(store.editions.get(hold.edition).sha256)
    try:
        roster = read_roster(workbook.read_sync(content))
    except WorkbookRefused:
        return []
    return review.held_back(store, hold, roster, app.utc_now())


def _standing(words: Words, hold: Hold) -> str:
    if hold.end is not None:
        ended = words.cli_end_approved if hold.end.outcome is HoldOutcome.APPROVED else words.cli_end_by_itself
        return ended(at=hold.end.at)
    match hold.decision:
        case None:
            return words.cli_held()
        case Decision.APPROVED:
            return words.cli_decision_approved()
        case Decision.REJECTED:
            return words.cli_decision_rejected()


def _object(stored: Stored[Hold]) -> dict[str, object]:
    hold = stored.value
    return {
        "hold": stored.id,
        "list": hold.list,
        "state": hold.state,
        "reason": hold.reason,
        "detail": hold_detail(ENGLISH, hold),
        "since": iso(hold.since),
        "editions": hold.editions,
        "decision": hold.decision,
        "closed_at": hold.end and iso(hold.end.at),
        "outcome": hold.end and hold.end.outcome,
    }
