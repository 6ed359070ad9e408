"""``287g-alerts verify``: every change decided again from the stored bytes."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import click

from adapters.workbook import reader as workbook
from bot.domain.verification import Difference, Verification
from bot.ingest.verify import Again, differences, not_as_they_came
from bot.program.cli.events import change_object, edition_object
from bot.program.cli.output import print_objects, say
from bot.program.cli.progress import progress
from bot.program.cli.shared import config_option, database_option, json_option, open_store
from bot.program.cli.worded import WordedCommand
from bot.wording.languages import Words
from bot.wording.verification import verification_lines
from storage.store import AsyncStore, Store


def commands(words: Words) -> list[click.Command]:
    """The commands of this module."""
    where = (config_option(words), database_option(words))
    return [WordedCommand(words, "verify", partial(_verify, words), *where, json_option(words))]


def _verify(words: Words, config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    store = open_store(db, config_file)
    found = not_as_they_came(store)
    if found.same:
        with tempfile.TemporaryDirectory(prefix="287g-alerts-") as passing:
            found = asyncio.run(_again(words, store, found, Path(passing, "verify.db")))
    if as_json:
        print_objects(_objects(found))
    else:
        say("\n".join(verification_lines(words, found)))
    click.get_current_context().exit(0 if found.same else 1)


async def _again(words: Words, store: Store, found: Verification, path: Path) -> Verification:
    async with AsyncStore(path) as fresh:
        again = Again(store, fresh, workbook.read)
        with progress(words.cli_verifying(), len(again.judged)) as done:
            async for edition in again.run():
                done(edition.name)
    with contextlib.closing(Store(path)) as derived:
        return Verification(found.editions, found.changes, differences=differences(store, derived))


def _objects(found: Verification) -> list[dict[str, Any]]:
    editions = (("damaged", found.damaged), ("absent", found.absent))
    return [
        *({"kind": kind, **edition_object(one), "sha256": one.sha256} for kind, those in editions for one in those),
        *map(_difference, found.differences),
        {"kind": "verified", "same": found.same, "editions": found.editions, "changes": found.changes},
    ]


def _difference(difference: Difference) -> dict[str, Any]:
    told, now = difference.told, difference.now
    return {
        "kind": "differs",
        "fields": list(difference.fields),
        "told": told and change_object(told),
        "now": now and change_object(now),
    }
