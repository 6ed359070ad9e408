"""The commands of ``287g-alerts``.

Standard output carries results alone (one JSON object a line with ``--json``); progress and
the log go to standard error.  A user's mistake is one clear line there, and a non-zero status.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console as RichConsole
from rich.progress import Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from adapters.console import Console
from adapters.sources import ice
from adapters.workbook import reader as workbook
from bot.conversation.answers.changes import CHANGES_AT_MOST
from bot.conversation.answers.state import state_message
from bot.conversation.places import parse_states
from bot.conversation.statistics import Statistics, count
from bot.domain.editions import ListKind
from bot.domain.errors import AlertsError, SourceError, UsageError
from bot.ingest.decide import Intake
from bot.ingest.poll import poll as poll_source
from bot.ingest.replay import find_workbooks
from bot.ingest.replay import replay as replay_workbooks
from bot.program import app
from bot.program.cli import review as cli_review
from bot.program.cli.events import agreement_object, change_object, intake_objects
from bot.program.cli.shared import CONFIG, DATABASE, DAY, JSON, change_line, open_store
from bot.program.config import Config, load
from bot.reading import names
from bot.wording import messages, replies
from bot.wording.editions import edition_detail
from bot.wording.languages import ENGLISH
from storage.store import AsyncStore

LIMIT_AT_MOST = 1_000_000
"""More changes than any database holds, and fewer than SQLite can count."""


class _Group(click.Group):
    """Commands in the order of their definition; our own errors as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  the shape is click's
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AlertsError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="287g-alerts")
@click.option("-v", "--verbose", is_flag=True, help="Log details as well.")
def main(*, verbose: bool) -> None:
    """Watch ICE's official list of 287(g) agreements, and tell chats what changes in their states."""
    logging.Formatter.converter = time.gmtime
    logging.basicConfig(
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%SZ",
        stream=sys.stderr,
        force=True,
    )
    logging.getLogger("bot").setLevel(logging.DEBUG if verbose else logging.INFO)


@main.command(short_help="Run the bot.")
@CONFIG
def run(config_file: Path | None) -> None:
    """Run the bot: every platform that has a token, the console where none has."""
    config = load(config_file)
    bot = app.Bot(config)
    asyncio.run(bot.run())


@main.command(short_help="Poll once, then exit.")
@CONFIG
@JSON
def poll(config_file: Path | None, *, as_json: bool) -> None:
    """Poll once, then exit; what it finds is owed to the chats, and `run` delivers it."""
    config = load(config_file)
    with app.only_instance(config.storage.path):
        intakes = asyncio.run(_poll(config))
    for intake in intakes:
        _print_intake(intake, as_json=as_json)
    if not intakes:
        raise SourceError("nothing that the page links could be read; the lines above say why")


async def _poll(config: Config) -> list[Intake]:
    async with AsyncStore(config.storage.path) as store, ice.Ice(config.source.page) as source:
        return await poll_source(source, store, workbook.read, app.utc_now)


@main.command(short_help="Take in a folder of workbooks, each at its own time.")
@click.argument("folder", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--db", type=click.Path(path_type=Path), help="Keep the result here, for a bot that starts with history.")
@click.option("--until", type=DAY, metavar="DATE", help="Stop after this day (YYYY-MM-DD, UTC).")
@JSON
def replay(folder: Path, db: Path | None, until: dt.datetime | None, *, as_json: bool) -> None:
    """Feed a folder of workbooks through the same code as a poll, each at its own time.  Alerts nobody.

    The order is that of PATH/index.jsonl where there is one, else of each workbook's own
    last-modified property.
    """
    with tempfile.TemporaryDirectory(prefix="287g-alerts-") as passing:
        path = db or Path(passing, "replay.db")
        with app.only_instance(path):
            asyncio.run(_replay(folder, path, until, as_json=as_json))


async def _replay(folder: Path, db: Path, until: dt.datetime | None, *, as_json: bool) -> None:
    found = await find_workbooks(folder, workbook.read, ice.linked_as, until and until.date())
    errors = RichConsole(stderr=True)
    async with AsyncStore(db) as store:
        if await store.read(lambda work: work.editions.any()):
            raise UsageError(f"{db} holds editions already; replay into a new file")
        if await store.read(lambda work: work.chats.audience()):  # they would be told all of history as news
            raise UsageError(f"{db} has subscribed chats already; replay into a new file")
        columns = (*Progress.get_default_columns()[:-1], TimeRemainingColumn(), TextColumn("{task.fields[sheet]}"))
        with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as progress:
            task = progress.add_task("Reading", total=len(found), sheet="")
            async for dated, intakes in replay_workbooks(found, store, workbook.read):
                progress.update(task, advance=1, sheet=dated.path.name)
                for intake in intakes:
                    _print_intake(intake, as_json=as_json)


@main.command(short_help="Print who in a state has an agreement now.")
@click.argument("state_name", metavar="STATE")
@CONFIG
@DATABASE
@JSON
def state(state_name: str, config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    """Print what `/state STATE` answers (code or name), with every agreement."""
    code = _one_state(state_name)
    store = open_store(db, config_file)
    if as_json:
        both = [one for kind in ListKind for one in store.agreements.listed(kind, code)]
        _print_objects(agreement_object(one) for one in both)
        return
    Console(sys.stdout).show(state_message(store, code, most=None))


@main.command(short_help="Print the latest changes in a state.")
@click.argument("state_name", metavar="STATE")
@click.option(
    "--limit", type=click.IntRange(1, LIMIT_AT_MOST), default=CHANGES_AT_MOST, show_default=True, help="How many."
)
@CONFIG
@DATABASE
@JSON
def changes(state_name: str, limit: int, config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    """Print what `/changes STATE` answers: the latest changes, newest first, corrections included."""
    code = _one_state(state_name)
    latest = open_store(db, config_file).agreements.latest_changes(code, limit)
    if as_json:
        _print_objects(change_object(one) for one in latest)
    else:
        Console(sys.stdout).show(replies.history(code, latest))


@main.command(short_help="Print totals.")
@CONFIG
@DATABASE
@click.option("--as-of", type=DAY, metavar="DATE", help="Totals at the end of that day (UTC) instead of now.")
@click.option("--since", type=DAY, metavar="DATE", help="Also count agreements signed on or after this day.")
@JSON
def stats(
    config_file: Path | None, db: Path | None, as_of: dt.datetime | None, since: dt.datetime | None, *, as_json: bool
) -> None:
    """Print totals: agreements, agencies, states, territories, by model, pending."""
    store = open_store(db, config_file)
    now = app.utc_now()
    day = now.date() if as_of is None else min(as_of.date(), now.date())  # of days to come, today is what is known
    end = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(days=1)
    at = now if as_of is None else end
    seen = store.editions.last_found(at)
    if seen is None:
        raise UsageError("no edition of the list had been seen by then; try a later --as-of, or run the bot once")
    found = count(store.agreements.listed_at(at), seen, since and since.date())
    published = store.editions.standing(ListKind.PENDING)
    if as_of is None and published and published.expired_at:
        found = replace(found, pending_last_published=published.linked_at.date())
    if as_json:
        _print_objects([found.as_object()])
    else:
        RichConsole().print(_table(found))


main.add_command(cli_review.group)


def _one_state(text: str) -> str:
    codes = parse_states(text)
    if len(codes) != 1 or codes[0] not in names.STATES:
        raise UsageError(f"Which state? One, by code or name, such as VA or Virginia; not {text!r}")
    return codes[0]


def _print_objects(objects: Iterable[Mapping[str, Any]]) -> None:
    for one in objects:
        click.echo(json.dumps(one, ensure_ascii=False))


def _print_intake(intake: Intake, *, as_json: bool) -> None:
    if as_json:
        _print_objects(intake_objects(intake) if intake.news else ())
        return
    edition = intake.edition
    if not intake.news:
        click.echo(f"{edition.name}: nothing new")
        return
    detail = ENGLISH.came_right() if intake.came_right else edition_detail(ENGLISH, edition, *intake.holds[:1])
    click.echo(f"{edition.name}: {intake.outcome.value.replace('_', ' ')}{f' ({detail})' if detail else ''}")
    for recorded in intake.changes:
        click.echo(f"  {change_line(recorded.change)}")


def _table(found: Statistics) -> Table:
    table = Table(title=f"ICE's list of 287(g) agreements, as of {messages.minute(found.as_of)}", show_header=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    rows = [
        ("Agreements", found.agreements),
        ("Agencies", found.agencies),
        ("States", found.states),
        ("Territories", found.territories),
    ]
    rows += [(f"  {messages.MODEL_WORDS[model][0]}", found.models.get(model, 0)) for model in messages.MODEL_WORDS]
    last = found.pending_last_published
    rows.append((f"Pending agreements{f' (list last published {messages.day(last)})' if last else ''}", found.pending))
    if found.since is not None:
        rows.append((f"Signed since {messages.day(found.since)}", found.signed_since or 0))
    for name, number in rows:
        table.add_row(name, f"{number:,}")
    return table
