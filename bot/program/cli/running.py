"""``287g-alerts run`` and ``poll``: the bot itself."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from adapters.workbook import reader as workbook
from bot.domain.editions import EditionOutcome
from bot.domain.errors import SourceError
from bot.domain.watching import Trouble, TroubleKind
from bot.ingest.decide import Intake
from bot.ingest.poll import poll as poll_source
from bot.program import app
from bot.program.cli.output import say
from bot.program.cli.shared import config_option, json_option, print_intake
from bot.program.cli.worded import WordedCommand
from bot.program.config import Config, load
from bot.program.lock import only_instance
from bot.program.sources import open_sources
from bot.wording.languages import Words
from bot.wording.notices import trouble_line
from storage.store import AsyncStore

SAID = (TroubleKind.SOURCE, TroubleKind.REFUSED, TroubleKind.LIST_MISSING)
"""What of the source a single poll says, beside what it read."""


def commands(words: Words) -> list[click.Command]:
    """The commands of this module."""
    return [
        WordedCommand(words, "run", partial(_run, words), config_option(words)),
        WordedCommand(words, "poll", partial(_poll, words), config_option(words), json_option(words)),
    ]


def _run(words: Words, config_file: Path | None) -> None:
    bot = app.Bot(load(config_file), language=words.code)
    asyncio.run(bot.run())


def _poll(words: Words, config_file: Path | None, *, as_json: bool) -> None:
    config = load(config_file)
    with _said_here(), only_instance(config.storage.path) as presence:
        intakes, troubles = asyncio.run(_polled(config))
        presence.check()
    for trouble in troubles:
        say(trouble_line(words, trouble.what, trouble.since), err=True)
    for intake in intakes:
        print_intake(words, intake, as_json=as_json)
    if not intakes:
        raise SourceError("nothing_read")
    if any(intake.outcome is EditionOutcome.REFUSED for intake in intakes):
        click.get_current_context().exit(1)


@contextlib.contextmanager
def _said_here() -> Iterator[None]:
    """Keep what is in the way out of the log: it is said on the terminal, once."""
    troubles = logging.getLogger("bot.delivery.troubles")
    level = troubles.level
    troubles.setLevel(logging.ERROR)
    try:
        yield
    finally:
        troubles.setLevel(level)


async def _polled(config: Config) -> tuple[list[Intake], list[Trouble]]:
    """Poll once; what came, and what of the source is in the way."""
    async with AsyncStore(config.storage.path) as store, open_sources(config) as sources:
        intakes = await poll_source(sources, store, workbook.read, app.utc_now, app.asking(config))
        return intakes, await store.read(lambda work: work.troubles.open(SAID))
