"""``287g-alerts state``, ``changes`` and ``stats``: what the database knows."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from rich.console import Console as RichConsole
from rich.table import Table

from adapters.console import Console
from bot.conversation.answers.changes import CHANGES_AT_MOST, changes_message
from bot.conversation.answers.state import state_message
from bot.conversation.places import parse_states
from bot.conversation.standing import read_standing
from bot.conversation.statistics import Statistics
from bot.conversation.statistics import count as count_up
from bot.domain.agreements import SupportModel
from bot.domain.editions import ListKind
from bot.domain.errors import UsageError
from bot.identity.agencies import agencies_of
from bot.program.app import utc_now
from bot.program.cli.events import agreement_object, change_object, standing_object
from bot.program.cli.output import print_objects, say
from bot.program.cli.shared import (
    config_option,
    database_option,
    day_option,
    json_option,
    open_store,
)
from bot.program.cli.worded import Limit, Number, WordedCommand
from bot.reading.states import STATES
from bot.wording.agreements import model_name
from bot.wording.languages import Words
from bot.wording.standing import source_text, standing_notes
from storage.store import Store

LIMIT_AT_MOST = 1_000_000
"""More changes than any database holds, and fewer than SQLite can count."""


def commands(words: Words) -> list[click.Command]:
    """The commands of this module."""
    where = (config_option(words), database_option(words))
    return [
        WordedCommand(words, "state", partial(_state, words), _state_argument(words), *where, json_option(words)),
        WordedCommand(
            words,
            "changes",
            partial(_changes, words),
            _state_argument(words),
            _limit(words),
            *where,
            json_option(words),
        ),
        WordedCommand(
            words,
            "stats",
            partial(_stats, words),
            *where,
            day_option(words, "--as-of", words.cli_option_as_of()),
            day_option(words, "--since", words.cli_option_since()),
            json_option(words),
        ),
    ]


def _state_argument(words: Words) -> click.Argument:
    return click.Argument(["state_name"], metavar=words.cli_metavar_state())


def _limit(words: Words) -> click.Option:
    kind = Number(words, 1, LIMIT_AT_MOST)
    text = words.cli_option_limit(default=CHANGES_AT_MOST, range=kind.range)
    return Limit(["--limit"], type=kind, default=CHANGES_AT_MOST, metavar=words.cli_metavar_number(), help=text)


def _state(words: Words, state_name: str, config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    code = _single_state(state_name)
    store = open_store(db, config_file)
    if as_json:
        agencies = (group for kind in ListKind for group in agencies_of(store.agreements.listed(kind, code)))
        print_objects(agreement_object(agreement) for group in agencies for agreement in group)
        return
    Console(sys.stdout).show(state_message(words, store, code, utc_now(), most=None))


def _changes(
    words: Words, state_name: str, limit: int, config_file: Path | None, db: Path | None, *, as_json: bool
) -> None:
    code = _single_state(state_name)
    store = open_store(db, config_file)
    if as_json:
        print_objects(map(change_object, store.agreements.latest_changes(code, limit)))
    else:
        Console(sys.stdout).show(changes_message(words, store, code, utc_now(), limit=limit))


def _single_state(text: str) -> str:
    codes = parse_states(text)
    if len(codes) != 1 or codes[0] not in STATES:
        raise UsageError("which_single_state", text=repr(text))
    return codes[0]


def _stats(
    words: Words,
    config_file: Path | None,
    db: Path | None,
    as_of: dt.datetime | None,
    since: dt.datetime | None,
    *,
    as_json: bool,
) -> None:
    store = open_store(db, config_file)
    found = _counted(store, as_of and as_of.date(), since and since.date())
    standing = read_standing(store, None, utc_now()) if as_of is None else None
    if as_json:
        print_objects([found.as_object() | (standing_object(standing) if standing else {})])
        return
    RichConsole().print(_table(words, found))
    if standing:
        rests_on = words.source_of(list=words.the_list(), edition=source_text(words, standing, utc_now()))
        for line in (*standing_notes(words, standing), rests_on):
            say(line)


def _counted(store: Store, as_of: dt.date | None, since: dt.date | None) -> Statistics:
    now = utc_now()
    day = now.date() if as_of is None else min(as_of, now.date())  # of days to come, today is what is known
    end = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(days=1)
    at = now if as_of is None else end
    seen = store.editions.last_found(at)
    if seen is None:
        raise UsageError("no_edition_by_then")
    found = count_up(store.agreements.listed_at(at), seen, since)
    published = store.editions.standing(ListKind.PENDING)
    if as_of is None and published and published.expired_at:
        return replace(found, pending_last_published=published.linked_at.date())
    return found


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
    if found.since is not None:
        yield words.cli_totals_signed(day=found.since), found.signed_since or 0
