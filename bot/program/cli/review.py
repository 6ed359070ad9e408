"""``287g-alerts review``: what is held, and what an operator says of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
from rich.console import Console as RichConsole
from rich.table import Table

from adapters.workbook import reader as workbook
from bot.domain.agreements import Change
from bot.domain.errors import WorkbookRefused
from bot.domain.holds import Decision, Hold, HoldOutcome, Stored
from bot.ingest import review
from bot.program import app
from bot.program.cli.events import iso
from bot.program.cli.shared import change_line, config_option, database_option, json_option, open_store
from bot.program.cli.worded import Number, WordedCommand, WordedGroup
from bot.reading.roster import read_roster
from bot.wording.editions import hold_detail
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
        for stored in holds:
            click.echo(json.dumps(_object(stored)))
    elif holds:
        RichConsole().print(_table(words, holds))
    else:
        click.echo(words.cli_no_holds())


def _table(words: Words, holds: Sequence[Stored[Hold]]) -> Table:
    table = Table(
        words.cli_head_hold(),
        words.cli_head_list(),
        words.cli_head_of(),
        words.cli_head_reason(),
        words.cli_head_since(),
        words.cli_head_editions(),
        words.cli_head_now(),
    )
    for stored in holds:
        hold = stored.value
        where = hold.state or words.cli_everything()
        since, editions = words.minute(hold.since), str(hold.editions)
        table.add_row(str(stored.id), hold.list, where, hold.reason, since, editions, _standing(words, hold))
    return table


def _show(words: Words, hold_id: int, config_file: Path | None, db: Path | None) -> None:
    store = open_store(db, config_file)
    hold = review.find(store, hold_id).value
    edition = store.editions.get(hold.edition)
    click.echo(words.cli_hold(hold=hold_id, standing=_standing(words, hold), detail=hold_detail(words, hold)))
    click.echo(words.cli_hold_since(since=hold.since, count=hold.editions, edition=edition.name))
    if hold.end is not None:
        return
    held_back = _held_back(store, hold)
    for change in held_back:
        click.echo(f"  {change_line(words, change)}")
    if not held_back:
        click.echo(words.cli_hold_changes_nothing())
    click.echo(words.cli_hold_choice(hold=hold_id))


def _approve(words: Words, hold_id: int, config_file: Path | None, db: Path | None) -> None:
    open_store(db, config_file, writing=True).write(lambda store: review.approve(store, hold_id))
    click.echo(words.cli_approved(hold=hold_id))


def _reject(words: Words, hold_id: int, config_file: Path | None, db: Path | None) -> None:
    back = open_store(db, config_file, writing=True).write(lambda store: review.reject(store, hold_id, app.utc_now()))
    if back is None:
        click.echo(words.cli_rejected(hold=hold_id))
        return
    departures = words.cli_departures(count=back.departures)
    click.echo(words.cli_taken_back(departures=departures, corrections=words.cli_corrections(count=back.corrections)))


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
