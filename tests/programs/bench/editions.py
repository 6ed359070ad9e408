"""A new edition from its bytes to committed changes and deliveries, by the code that a poll runs; and a replay.

The edition brings what a busy day brings: 12 agreements signed, 4 ended, 4 respelt, all the others as they
were; 1,000 chats are subscribed to every state.  To a following edition the process has taken in the one before,
as a bot that runs has; the first edition after a start is taken in by a process that has done nothing yet.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import gc
import multiprocessing
import shutil
import statistics
import time
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from adapters.sources.links import linked_as
from adapters.workbook import answer, child, reader
from bot.domain.editions import OFFICIAL, ListKind, Publication, Validators, Workbook
from bot.domain.errors import UsageError, WorkbookRefused
from bot.domain.ports import ReadWorkbook
from bot.ingest.look import look
from bot.ingest.replay import READ_AHEAD, Dated, find_workbooks, replay
from bot.program.cli.main import COLLECT_EVERY
from storage.store import AsyncStore, Store
from tests.programs.bench import agencies
from tests.programs.bench.figures import Figure
from tests.programs.bench.planning import add_chats
from tests.support.make import NOW, DirectAccess

ROWS = 2600
"""As many as the list had in late September 2026."""

HERE_WITHIN, CHILD_WITHIN = 100.0, 150.0
"""Milliseconds from the bytes to the commit: all in one process, and read in a child, its start included."""

LONGER, LONGER_WITHIN = 10, 11.0
"""So many times as many rows may take at most so many times as long."""

REPLAY_WITHIN = 2.0
"""A replay takes at most so many times as long as reading its workbooks alone."""

CHATS = 1000

PATIENT = replace(reader.LIMITS, cpu_seconds=60, wall_seconds=90.0, tags=10 * reader.LIMITS.tags)
"""A list of ten times the real size shows that cost is linear; a slow machine would refuse it."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A source that shows one workbook."""

    publication: Publication
    name: str = OFFICIAL

    async def publications(self, validators: Mapping[str, Validators]) -> AsyncIterator[tuple[str, Publication]]:
        """Hand it over."""
        yield self.publication.url, self.publication


@dataclass(slots=True)
class _Timed:
    """Reads workbooks in a child process or in this one, and adds up what it takes."""

    in_child: bool
    spent: float = 0.0

    async def read(self, content: bytes) -> Workbook:
        """Return what a workbook holds."""
        begun = time.perf_counter()
        try:
            return await reader.read(content, limits=PATIENT) if self.in_child else _read_here(content)
        finally:
            self.spent += time.perf_counter() - begun


def _read_here(content: bytes) -> Workbook:
    records = child.parse(reader._question(content, PATIENT), asdict(PATIENT))
    return reader._workbook(answer.write(records))


async def take(store: Store, content: bytes, name: str, at: dt.datetime, read: ReadWorkbook) -> tuple[float, int]:
    """Take an edition in as a poll does; return the milliseconds that it took and how many changes it brought."""
    publication = Publication(content, name, f"https://www.ice.gov/{name}", ListKind.PARTICIPATING)
    begun = time.perf_counter()
    sight = await look(_Page(publication), DirectAccess(store), read, lambda: at)
    took = (time.perf_counter() - begun) * 1000
    (intake,) = sight.intakes
    if intake.holds:
        raise AssertionError(f"the edition was held: {intake.edition.reason}")
    return took, len(intake.changes)


async def _prepared(folder: Path, times: int) -> tuple[Path, bytes]:
    """A database that knows a list ``times`` as long as the real one, and the workbook after it."""
    rows, before = agencies.make_rows(ROWS * times), folder / f"edition-{times}.db"
    if not before.exists():
        store = Store(before)
        add_chats(store, "discord", (str(chat) for chat in range(CHATS)))
        await take(store, agencies.first_edition(rows), agencies.NAME, NOW, _Timed(in_child=False).read)
        store.close()
    return before, agencies.next_edition(rows)


async def _once(before: Path, content: bytes, *, in_child: bool) -> tuple[float, float, int]:
    """Take the next edition in, in a database of its own: milliseconds in all and for reading, and the changes."""
    store, reading = Store(shutil.copy2(before, before.with_suffix(".again"))), _Timed(in_child)
    took, changes = await take(store, content, agencies.NEXT_NAME, NOW + dt.timedelta(days=4), reading.read)
    store.close()
    return took, reading.spent * 1000, changes


async def measure(folder: Path, times: int, rounds: int, *, in_child: bool) -> tuple[float, float, int]:
    """The median of ``rounds`` for a list ``times`` as long as the real one, each beside one database of its own.

    Milliseconds from the bytes to the commit, those of them that reading took, and how many changes there were.
    """
    before, content = await _prepared(folder, times)
    found = [await _once(before, content, in_child=in_child) for _ in range(rounds)]
    return sorted(found)[len(found) // 2]


def _first(before: Path, content: bytes, in_child: bool) -> float:  # noqa: FBT001  as another process is told it
    gc.set_threshold(COLLECT_EVERY)
    return asyncio.run(_once(before, content, in_child=in_child))[0]


async def measure_first(folder: Path, rounds: int, *, in_child: bool) -> float:
    """The same of ``rounds`` processes that have done nothing before."""
    before, content = await _prepared(folder, 1)
    found = []
    for _ in range(rounds):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as started:
            found.append(started.submit(_first, before, content, in_child).result())
    return sorted(found)[len(found) // 2]


async def editions(folder: Path, rounds: int) -> list[Figure]:
    """What an edition of the real size costs, in one process and with a child, and one ten times as long."""
    few = max(3, rounds // 4)
    await measure(folder, 1, 1, in_child=False)
    here, reading_here, changes = await measure(folder, 1, rounds, in_child=False)
    took, reading, _ = await measure(folder, 1, rounds, in_child=True)
    first_here, first = [await measure_first(folder, few, in_child=in_child) for in_child in (False, True)]
    longer, _, _ = await measure(folder, LONGER, few, in_child=True)
    longer_here, _, _ = await measure(folder, LONGER, few, in_child=False)
    name, told = f"{ROWS:,} rows, bytes to commit", f"{changes} changes to {CHATS:,} chats"
    notes = [f"median of {rounds}, reading {spent:.0f} of it" for spent in (reading_here, reading)]
    times = f"{longer:,.0f} ms; {longer_here / here:.1f} where both are read in this process"
    return [
        Figure("edition", f"{name}, in process", here, "ms", at_most=HERE_WITHIN, note=notes[0]),
        Figure("edition", f"{name}, with a child and its start", took, "ms", at_most=CHILD_WITHIN, note=notes[1]),
        Figure("edition", "the first after a start, in process", first_here, "ms", note=f"median of {few}; {told}"),
        Figure("edition", "the first after a start, with a child", first, "ms", note=f"median of {few}"),
        Figure("edition", "ten times as many rows", longer / took, "x", at_most=LONGER_WITHIN, note=times),
    ]


async def replaying(folder: Path, corpus: Path, most: int | None) -> list[Figure]:
    """A replay of the first ``most`` workbooks beside reading them alone, as many at a time, in turns."""
    name = "replay of real workbooks, to reading them alone"
    try:
        found = (await find_workbooks(corpus, reader.read, linked_as, None))[:most]
    except UsageError:
        return [Figure("edition", name, None, "x", at_most=REPLAY_WITHIN, note="needs real workbooks (--corpus)")]
    read_alone, replayed = [], []
    for number in range(3):
        begun = time.perf_counter()
        await _read_alone(found)
        read_alone.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        async with AsyncStore(folder / f"replay-{number}.db") as store:
            async for _ in replay(found, store, reader.read):
                pass
        replayed.append(time.perf_counter() - begun)
    alone, whole = statistics.median(read_alone), statistics.median(replayed)
    note = f"{whole:.1f} s and {alone:.1f} s for {len(found)}, {READ_AHEAD + 1} read at a time; medians of 3"
    return [Figure("edition", name, whole / alone, "x", at_most=REPLAY_WITHIN, note=note)]


async def _read_alone(found: list[Dated]) -> None:
    """Read as many at a time as a replay does; what is refused has been read as well."""
    turns = asyncio.Semaphore(READ_AHEAD + 1)

    async def read(workbook: Dated) -> None:
        async with turns:
            with contextlib.suppress(WorkbookRefused):
                await reader.read(workbook.path.read_bytes())

    await asyncio.gather(*map(read, found))
