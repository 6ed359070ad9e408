"""A new edition from bytes to committed changes and deliveries, by the code that a poll runs."""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
import time
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.workbook.reader import LIMITS, read_sync
from bot.domain.editions import ListKind, Publication
from bot.ingest.decide import decide
from bot.reading.roster import read_roster
from storage.store import Store
from tests.programs.bench import agencies
from tests.programs.bench.figures import Figure
from tests.programs.bench.planning import add_chats
from tests.support.make import NOW

EDITION_WITHIN = 250.0
"""Milliseconds for an edition of the size of late 2026, the child process that reads it left aside."""

CHATS = 1000

PATIENT = replace(LIMITS, cpu_seconds=60, wall_seconds=90.0, tags=10 * LIMITS.tags)
"""Lists of ten and thirty times the real size show that cost is linear; a slow machine would refuse them."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Milliseconds: the bytes stored, the workbook read (in a child process), all the rest."""

    keep: float
    read: float
    decide: float

    @property
    def total(self) -> float:
        """From the bytes to the commit."""
        return self.keep + self.read + self.decide


def take(store: Store, content: bytes, name: str, at: dt.datetime) -> tuple[Steps, int]:
    """Take an edition in as a poll does; return what it cost and how many changes it brought."""
    publication = Publication(content, name, f"https://www.ice.gov/{name}", ListKind.PARTICIPATING)
    times = [time.perf_counter()]
    edition = store.write(lambda one: one.editions.keep(publication, at))
    times.append(time.perf_counter())
    sheet = read_sync(content, limits=PATIENT)
    times.append(time.perf_counter())
    roster = read_roster(sheet)
    taken = store.write(lambda one: decide(one, edition, roster, sheet.modified, at))
    times.append(time.perf_counter())
    keep, read, rest = ((after - before) * 1000 for before, after in itertools.pairwise(times))
    if taken.holds:
        raise AssertionError(f"the edition was held: {taken.edition.reason}")
    return Steps(keep, read, rest), len(taken.changes)


def measure(folder: Path, times: int, rounds: int) -> tuple[Steps, int]:
    """The median of ``rounds`` fresh databases, for a list ``times`` as long as the real one."""
    rows = agencies.make_rows(agencies.ROWS * times)
    first, following = agencies.first_edition(rows), agencies.next_edition(rows)
    found = []
    for number in range(rounds):
        store = Store(folder / f"edition-{times}-{number}.db")
        add_chats(store, "discord", (str(chat) for chat in range(CHATS)))
        take(store, first, agencies.NAME, NOW)
        found.append(take(store, following, agencies.NEXT_NAME, NOW + dt.timedelta(days=4)))
        store.close()
    total = statistics.median_low([steps.total for steps, _ in found])
    return next(one for one in found if one[0].total == total)


def editions(folder: Path, sizes: tuple[int, ...], rounds: int) -> list[Figure]:
    """A figure for each size, the steps beside the smallest."""
    figures = []
    for times in sizes:
        steps, changes = measure(folder, times, rounds if times == 1 else 1)
        note = f"stored {steps.keep:.0f}, decided and committed {steps.decide:.0f}"
        limit = EDITION_WITHIN if times == 1 else None
        rows = f"{agencies.ROWS * times:,} rows"
        figures += [
            Figure("edition", f"{rows}, bytes to commit", steps.keep + steps.decide, "ms", at_most=limit, note=note),
            Figure("edition", f"{rows}, read in a child process", steps.read, "ms"),
            Figure("edition", f"{rows}, both", steps.total, "ms", note=f"{changes} changes to {CHATS:,} chats"),
        ]
    return figures
