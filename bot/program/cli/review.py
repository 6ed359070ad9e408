"""``287g-alerts review``: what is held, and what an operator says of it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click
from rich.console import Console as RichConsole
from rich.table import Table

from adapters.workbook import reader as workbook
from bot.domain.agreements import Change
from bot.domain.errors import WorkbookRefused
from bot.domain.holds import Hold, Stored
from bot.ingest import review
from bot.program import app
from bot.program.cli.events import iso
from bot.program.cli.shared import CONFIG, DATABASE, JSON, change_line, open_store
from bot.reading.roster import read_roster
from bot.wording import messages
from bot.wording.editions import hold_detail
from bot.wording.languages import ENGLISH
from storage.store import Store

SHOWN_FOR = dt.timedelta(days=30)

HOLD = click.IntRange(1, 2**63 - 1)
"""The number of a hold: what SQLite can count."""


@click.group(name="review", short_help="See what is held back, and decide about it.")
def group() -> None:
    """See what is held back, and let it through or reject it (docs/how-changes-are-decided.md)."""


@group.command("list", short_help="List what is held now, and was in the last 30 days.")
@CONFIG
@DATABASE
@JSON
def list_holds(config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    """List what is held now, and what was in the last 30 days."""
    holds = open_store(db, config_file).holds.since(app.utc_now() - SHOWN_FOR)
    if as_json:
        for stored in holds:
            click.echo(json.dumps(_object(stored)))
        return
    if not holds:
        click.echo("Nothing is held, nor was in the last 30 days.")
        return
    table = Table("hold", "list", "of", "reason", "since", "editions", "now")
    for stored in holds:
        hold = stored.value
        where = hold.state or "everything"
        since = messages.minute(hold.since)
        table.add_row(str(stored.id), hold.list, where, hold.reason, since, str(hold.editions), _standing(hold))
    RichConsole().print(table)


@group.command(short_help="Show one hold, and every change that it keeps back.")
@click.argument("hold_id", metavar="HOLD", type=HOLD)
@CONFIG
@DATABASE
def show(hold_id: int, config_file: Path | None, db: Path | None) -> None:
    """Show one hold, and every change that it keeps back."""
    store = open_store(db, config_file)
    hold = review.find(store, hold_id).value
    edition = store.editions.get(hold.edition)
    click.echo(f"Hold {hold_id}, {_standing(hold)}: {hold_detail(ENGLISH, hold)}")
    shown_by = messages.counted(hold.editions, "edition")
    click.echo(f"Since {messages.minute(hold.since)}, in {shown_by}; the last is {edition.name}.")
    if hold.end is not None:
        return
    for change in _held_back(store, hold):
        click.echo(f"  {change_line(change)}")
    click.echo(f"`287g-alerts review approve {hold_id}` lets this through, `reject` keeps it back.")


@group.command(short_help="Believe what is held.")
@click.argument("hold_id", metavar="HOLD", type=HOLD)
@CONFIG
@DATABASE
def approve(hold_id: int, config_file: Path | None, db: Path | None) -> None:
    """Believe what is held: the next poll takes it in and tells the chats."""
    open_store(db, config_file).write(lambda store: review.approve(store, hold_id))
    click.echo(f"Hold {hold_id} is approved: the next poll takes it in and tells the chats.")


@group.command(short_help="Keep a hold back, or take back what went through.")
@click.argument("hold_id", metavar="HOLD", type=HOLD)
@CONFIG
@DATABASE
def reject(hold_id: int, config_file: Path | None, db: Path | None) -> None:
    """Keep a hold back while the list shows just that; of one that went through, take the departures back."""
    back = open_store(db, config_file).write(lambda store: review.reject(store, hold_id, app.utc_now()))
    if back is None:
        click.echo(f"Hold {hold_id} is rejected: nobody is told, for as long as the list shows just that.")
        return
    owed = messages.counted(
        back.corrections, "correction is owed to a chat that was", "corrections are owed to chats that were"
    )
    departures = messages.counted(back.departures, "departure is", "departures are")
    click.echo(f"{departures} taken back; {owed} told.")


def _held_back(store: Store, hold: Hold) -> list[Change]:
    content = store.editions.content(store.editions.get(hold.edition).sha256)
    try:
        roster = read_roster(workbook.read_sync(content))
    except WorkbookRefused:
        return []
    return review.held_back(store, hold, roster, app.utc_now())


def _standing(hold: Hold) -> str:
    if hold.end is not None:
        return f"{hold.end.outcome} on {messages.minute(hold.end.at)}"
    return f"{hold.decision} by you" if hold.decision else "held"


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
