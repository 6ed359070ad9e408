"""``287g-alerts run`` and ``poll``: the bot itself."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import click

from adapters.workbook import reader as workbook
from bot.domain.errors import SourceError
from bot.ingest.decide import Intake
from bot.ingest.poll import poll as poll_source
from bot.program import app
from bot.program.cli.shared import config_option, json_option, print_intake
from bot.program.cli.worded import WordedCommand
from bot.program.config import Config, load
from bot.program.lock import only_instance
from bot.program.sources import open_source
from bot.wording.languages import Words
from storage.store import AsyncStore


def commands(words: Words) -> list[click.Command]:
    """The commands of this module."""
    return [
        WordedCommand(words, "run", _run, config_option(words)),
        WordedCommand(words, "poll", partial(_poll, words), config_option(words), json_option(words)),
    ]


def _run(config_file: Path | None) -> None:
    bot = app.Bot(load(config_file))
    asyncio.run(bot.run())


def _poll(words: Words, config_file: Path | None, *, as_json: bool) -> None:
    config = load(config_file)
    with only_instance(config.storage.path):
        intakes = asyncio.run(_polled(config))
    for intake in intakes:
        print_intake(words, intake, as_json=as_json)
    if not intakes:
        raise SourceError("nothing_read")


async def _polled(config: Config) -> list[Intake]:
    async with AsyncStore(config.storage.path) as store, open_source(config) as source:
        return await poll_source(source, store, workbook.read, app.utc_now)
