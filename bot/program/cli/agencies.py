"""``287g-alerts agency``: what is known of one agency."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from adapters.console import Console
from bot.conversation.answers.agency import agency_message, look_up, read_agency
from bot.domain.agencies import AgencyRecord
from bot.program.app import utc_now
from bot.program.cli.events import agency_object
from bot.program.cli.output import print_objects
from bot.program.cli.questions import single_state
from bot.program.cli.shared import config_option, database_option, json_option, open_store
from bot.program.cli.worded import WordedCommand
from bot.wording.languages import Words

COMMAND = "287g-alerts agency"


def commands(words: Words) -> list[click.Command]:
    """The command of this module."""
    name = click.Argument(["name"], nargs=-1, required=True, metavar=words.cli_metavar_name())
    state = click.Option(["--state"], metavar=words.cli_metavar_state(), help=words.cli_option_state())
    where = (config_option(words), database_option(words))
    return [WordedCommand(words, "agency", partial(_agency, words), name, state, *where, json_option(words))]


def _agency(
    words: Words,
    name: Sequence[str],
    state: str | None,
    config_file: Path | None,
    db: Path | None,
    *,
    as_json: bool,
) -> None:
    """Print the agency, or every one that could be meant; the status is 0 only where it is one."""
    typed, code = " ".join(name), single_state(state) if state else None
    store = open_store(db, config_file)
    found = look_up(store, typed, code)
    if isinstance(found, AgencyRecord):
        records = [found]
    else:
        records = [read_agency(store, [named.agency_id]) for named in found.agencies]
    if as_json:
        print_objects(map(agency_object, records))
    if not as_json or not records:
        message = agency_message(words, store, typed, found, utc_now(), command=COMMAND, most=None)
        Console(sys.stderr if as_json else sys.stdout).show(message)
    click.get_current_context().exit(0 if isinstance(found, AgencyRecord) else 1)
