"""``287g-alerts state`` and ``changes``, and ``stats`` beside them: what the database knows."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from adapters.console import Console
from adapters.workbook import reader as workbook
from bot.conversation.answers.changes import CHANGES_AT_MOST, changes_message
from bot.conversation.answers.explain import MOST
from bot.conversation.answers.state import place_message
from bot.conversation.areas import read_areas
from bot.conversation.explaining import explain_change, with_rows
from bot.conversation.grammar import read_states
from bot.conversation.placed import changes_in, listed_in
from bot.domain.areas import EVERYWHERE, Area
from bot.domain.editions import ListKind
from bot.domain.errors import UsageError
from bot.domain.ports import Work
from bot.identity.agencies import agencies_of
from bot.program.app import utc_now
from bot.program.cli import totals
from bot.program.cli.events import agreement_object, change_object
from bot.program.cli.explained import explanation_object
from bot.program.cli.output import print_objects
from bot.program.cli.shared import (
    config_option,
    database_option,
    json_option,
    open_store,
)
from bot.program.cli.worded import Limit, Number, WordedCommand
from bot.reading.states import STATES
from bot.wording.explaining import explanation
from bot.wording.languages import Words

LIMIT_AT_MOST = 1_000_000
"""More changes than any database holds, and fewer than SQLite can count."""


def commands(words: Words) -> list[click.Command]:
    """The commands of this module."""
    where = (config_option(words), database_option(words))
    return [
        WordedCommand(words, "state", partial(_state, words), _place_argument(words), *where, json_option(words)),
        WordedCommand(
            words,
            "changes",
            partial(_changes, words),
            _place_argument(words),
            _limit(words),
            *where,
            json_option(words),
        ),
        WordedCommand(words, "explain", partial(_explain, words), _change_argument(words), *where, json_option(words)),
        totals.command(words),
    ]


def _place_argument(words: Words) -> click.Argument:
    return click.Argument(["place"], nargs=-1, required=True, metavar=words.cli_metavar_place())


def _change_argument(words: Words) -> click.Argument:
    return click.Argument(["change_id"], metavar=words.cli_metavar_change(), type=Number(words, 1, MOST))


def _limit(words: Words) -> click.Option:
    kind = Number(words, 1, LIMIT_AT_MOST)
    text = words.cli_option_limit(default=CHANGES_AT_MOST, range=kind.range)
    return Limit(["--limit"], type=kind, default=CHANGES_AT_MOST, metavar=words.cli_metavar_number(), help=text)


def _state(words: Words, place: tuple[str, ...], config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    store = open_store(db, config_file)
    area = _single_area(store, " ".join(place))
    if as_json:
        agencies = (group for kind in ListKind for group in agencies_of(listed_in(store, kind, area)))
        print_objects(agreement_object(agreement) for group in agencies for agreement in group)
        return
    Console(sys.stdout).show(place_message(words, store, area, utc_now(), most=None))


def _changes(
    words: Words, place: tuple[str, ...], limit: int, config_file: Path | None, db: Path | None, *, as_json: bool
) -> None:
    store = open_store(db, config_file)
    area = _single_area(store, " ".join(place))
    if as_json:
        print_objects(map(change_object, changes_in(store, area, limit)))
    else:
        Console(sys.stdout).show(changes_message(words, store, area, utc_now(), limit=limit))


def _explain(words: Words, change_id: int, config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    store = open_store(db, config_file)
    found = with_rows(store, explain_change(store, change_id), workbook.read_sync)
    if as_json:
        print_objects([explanation_object(found)])
    else:
        Console(sys.stdout).show(explanation(words, found))


def _single_area(work: Work, text: str) -> Area:
    """Read one state, county or agency.

    Raises:
        UsageError: it is none, or several.
    """
    areas = read_areas(text, work.agreements.agency_names())
    if len(areas) != 1 or areas[0] == EVERYWHERE:
        raise UsageError("which_single_area", text=repr(text))
    return areas[0]


def single_state(text: str) -> str:
    """Read one state by its code or name.

    Raises:
        UsageError: it is none, or several.
    """
    codes = read_states(text)
    if len(codes) != 1 or codes[0] not in STATES:
        raise UsageError("which_single_state", text=repr(text))
    return codes[0]
