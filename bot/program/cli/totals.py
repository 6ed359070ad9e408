"""``287g-alerts stats``: totals of the list, counted as we do and as others do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from rich.console import Console as RichConsole
from rich.table import Table

from adapters.workbook import reader as workbook
from bot.conversation.countings import explain
from bot.conversation.standing import read_standing
from bot.conversation.statistics import Statistics
from bot.conversation.statistics import count as count_up
from bot.domain.agreements import Listing, SupportModel
from bot.domain.countings import Explained
from bot.domain.editions import ListKind
from bot.domain.errors import UsageError, WorkbookRefused
from bot.program.app import utc_now
from bot.program.cli.events import standing_object
from bot.program.cli.output import print_objects, say
from bot.program.cli.shared import config_option, database_option, day_option, json_option, open_store
from bot.program.cli.worded import Figure, WordedCommand
from bot.reading.roster import read_roster
from bot.wording.agreements import model_name
from bot.wording.countings import explained_lines
from bot.wording.languages import Words
from bot.wording.layout import text_of
from bot.wording.standing import source_text, standing_notes
from storage.store import Store


def command(words: Words) -> click.Command:
    """The command ``stats``."""
    return WordedCommand(
        words,
        "stats",
        partial(_stats, words),
        config_option(words),
        database_option(words),
        day_option(words, "--as-of", words.cli_option_as_of()),
        day_option(words, "--since", words.cli_option_since()),
        click.Option(
            ["--explain", "figure"],
            type=Figure(words),
            metavar=words.cli_metavar_figure(),
            help=words.cli_option_explain(),
        ),
        json_option(words),
    )


def _stats(
    words: Words,
    config_file: Path | None,
    db: Path | None,
    *,
    as_of: dt.datetime | None,
    since: dt.datetime | None,
    figure: int | None,
    as_json: bool,
) -> None:
    store = open_store(db, config_file)
    found = _counted(store, as_of and as_of.date(), _beginning(as_of, since, figure))
    standing = read_standing(store, None, utc_now()) if as_of is None else None
    explained = None if figure is None else explain(figure, found)
    if as_json:
        said = {"explained": explained.as_object()} if explained else {}
        print_objects([found.as_object() | (standing_object(standing) if standing else {}) | said])
        return
    _print(words, found, explained)
    if standing:
        rests_on = words.source_of(list=words.the_list(), edition=source_text(words, standing, utc_now()))
        for line in (*map(text_of, standing_notes(words, standing)), rests_on):
            say(line)


def _beginning(as_of: dt.datetime | None, since: dt.datetime | None, figure: int | None) -> dt.date | None:
    """From when agreements count as new: a figure that is to be explained may count those of its year."""
    if since is not None:
        return since.date()
    return None if figure is None else (as_of or utc_now()).date().replace(month=1, day=1)


def _print(words: Words, found: Statistics, explained: Explained | None) -> None:
    """Print the totals, or what a figure may count."""
    if explained is None or found.since_then is None:
        RichConsole().print(_table(words, found))
        return
    for line in explained_lines(words, explained, found.as_of, found.since_then.day):
        say(line)


def _counted(store: Store, as_of: dt.date | None, since: dt.date | None) -> Statistics:
    now = utc_now()
    day = now.date() if as_of is None else min(as_of, now.date())  # of days to come, today is what is known
    end = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(days=1)
    at = now if as_of is None else end
    seen = store.editions.last_found(at)
    if seen is None:
        raise UsageError("no_edition_by_then")
    found = count_up(store.agreements.listed_at(at), seen, since, _rows(store, at))
    published = store.editions.standing(ListKind.PENDING)
    if as_of is None and published and published.expired_at:
        return replace(found, pending_last_published=published.linked_at.date())
    return found


def _rows(store: Store, at: dt.datetime) -> Sequence[Listing] | None:
    """The rows of the participating list as the edition believed then prints them."""
    edition = store.editions.believed_by(ListKind.PARTICIPATING, at)
    if edition is None:
        return None
    try:
        return read_roster(workbook.read_sync(store.editions.content(edition.sha256))).listings
    except WorkbookRefused:
        return None


def _table(words: Words, found: Statistics) -> Table:
    table = Table(title=words.cli_totals_title(at=found.as_of), show_header=False)
    table.add_column(justify="left", overflow="fold")
    table.add_column(justify="right")
    for name, number in _totals(words, found):
        table.add_row(name, words.number(number))
    return table


def _totals(words: Words, found: Statistics) -> Iterator[tuple[str, int]]:
    yield words.cli_totals_agreements(), found.agreements
    yield words.cli_totals_agencies(), found.agencies
    if found.printed:
        yield words.cli_totals_names(), found.printed.names
    yield words.cli_totals_states(), found.states
    yield words.cli_totals_territories(), found.territories
    for model in SupportModel:
        yield f"  {model_name(words, model)}", found.models.get(model, 0)
    for other, count in found.others():
        yield f"  {model_name(words, other)}", count
    if found.states_as_printed:
        yield words.cli_totals_states_as_printed(), found.states_as_printed
    last = found.pending_last_published
    yield words.cli_totals_pending_last(day=last) if last else words.cli_totals_pending(), found.pending
    if (since := found.since_then) is not None:
        yield words.cli_totals_signed(day=since.day), since.agreements
        yield words.cli_totals_new_agencies(), since.new_agencies
