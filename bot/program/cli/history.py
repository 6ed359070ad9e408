"""``287g-alerts replay``: workbooks, each at its own time."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from adapters.sources.links import linked_as
from adapters.workbook import reader as workbook
from bot.domain.errors import UsageError
from bot.ingest.replay import Dated, Order, find_workbooks, replay
from bot.program.cli.output import say
from bot.program.cli.progress import progress
from bot.program.cli.shared import day_option, json_option, path_option, print_intake
from bot.program.cli.worded import OneOf, WordedCommand
from bot.program.lock import only_instance
from bot.wording.languages import Words
from storage.store import AsyncStore


def commands(words: Words) -> list[click.Command]:
    """The commands of this module."""
    return [
        WordedCommand(
            words,
            "replay",
            partial(_replay, words),
            click.Argument(["folder"], metavar=words.cli_metavar_path(), type=click.Path(path_type=Path)),
            path_option(words, "--db", words.cli_option_replay_db()),
            day_option(words, "--until", words.cli_option_until()),
            click.Option(
                ["--order"],
                type=OneOf(words, list(Order)),
                default=Order.MODIFIED.value,
                metavar="|".join(Order),
                help=words.cli_option_order(),
            ),
            json_option(words),
        )
    ]


def _replay(
    words: Words, folder: Path, db: Path | None, until: dt.datetime | None, order: str, *, as_json: bool
) -> None:
    found = asyncio.run(find_workbooks(folder, workbook.read, linked_as, until and until.date(), Order(order)))
    if undated := [item for item in found if item.by_file]:
        first = undated[0].path.name
        say(words.cli_replay_undated(count=len(undated), first=first, option="--order name"), err=True)
    with _result(db) as path:
        asyncio.run(_replayed(words, found, path, as_json=as_json))


@contextlib.contextmanager
def _result(db: Path | None) -> Iterator[Path]:
    """Where to write: what becomes ``db`` once the block has ended well, and is gone otherwise."""
    if db is None:
        with tempfile.TemporaryDirectory(prefix="287g-alerts-") as passing:
            yield Path(passing, "replay.db")
        return
    with only_instance(db):
        if db.exists():
            asyncio.run(_refuse_history(db))
        real = db.resolve()
        with tempfile.TemporaryDirectory(prefix=".287g-alerts-", dir=real.parent) as passing:
            path = Path(passing, real.name)
            if real.exists():
                shutil.copy2(real, path)
            yield path
            for suffix in ("-wal", "-shm", ""):  # the file last: with it, the result is there
                if (part := Path(f"{path}{suffix}")).exists():
                    part.replace(f"{real}{suffix}")


async def _refuse_history(db: Path) -> None:
    async with AsyncStore(db) as store:
        if await store.read(lambda work: work.editions.any()):
            raise UsageError("database_has_editions", path=str(db))
        if await store.read(lambda work: work.chats.audience()):  # they would be told all of history as news
            raise UsageError("database_has_chats", path=str(db))


async def _replayed(words: Words, found: list[Dated], db: Path, *, as_json: bool) -> None:
    async with AsyncStore(db) as store:
        await _take_in(words, found, store, as_json=as_json)


async def _take_in(words: Words, found: list[Dated], store: AsyncStore, *, as_json: bool) -> None:
    with progress(words.cli_reading(), len(found)) as done:
        async for dated, intakes in replay(found, store, workbook.read):
            done(dated.path.name)
            for intake in intakes:
                print_intake(words, intake, as_json=as_json)
