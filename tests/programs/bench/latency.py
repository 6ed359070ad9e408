"""From an edition's publication to the last of 1,000 chats told, over a month of real editions, in virtual time.

Real: the poll and its schedule with its jitter, comparing, judging and routing, the outbox (in memory), the
couriers with each platform's own pace, limits and number of sends in flight, the rendering of every message.
Simulated: the source (every request answered truly and at once), and the platforms, which take every
message and answer after 100 ms; reading a workbook takes a second.  An edition is published when its workbook was
saved, for the corpus has no better time; of several that were saved at once, each is published
half an hour after the one before.  Left out: what work in the process and commits to a disk cost (the other
parts of this benchmark measure that), refusals, lost answers and commands.
"""

from __future__ import annotations

import asyncio
import calendar
import contextlib
import datetime as dt
import functools
import logging
import multiprocessing
import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from adapters.discord import Discord
from adapters.telegram import Telegram
from bot.delivery.courier import Courier
from bot.delivery.pacing import Pacer, Spacing
from bot.domain.editions import ListKind, Workbook
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Handlers, Platform, ReadWorkbook
from bot.ingest.poll import poll
from bot.ingest.schedule import Pace, is_busy, wait
from storage.store import Store
from storage.times import moment
from tests.programs.bench import virtual
from tests.programs.bench.figures import Figure, percentile
from tests.programs.bench.planning import add_chats
from tests.programs.month.copies import Copy, find_copies
from tests.programs.month.site import Line, Site, lines_at
from tests.support.make import DirectAccess
from tests.support.reading import Reader

MONTH = dt.date(2025, 9, 1)
CHATS = 1_000
WITHIN = 120.0
"""Seconds, for half of the editions that are published in the busy hours."""

ANSWER = 0.1
READING = 1.0
"""Virtual seconds that a platform takes to answer a message, and that a workbook takes to be read."""

AFTERWARDS = dt.timedelta(hours=1)
"""How long a run goes on after its last day, so that its last edition is told."""

GROUP = f"edition to {CHATS:,} chats"
TOKEN = "1:simulated"


@dataclass(frozen=True, slots=True)
class Alerted:
    """One edition that alerted: when it was published, when its alerts were owed, when the last of them was sent."""

    published: dt.datetime
    seen: dt.datetime
    told: dt.datetime
    chats: int

    @property
    def seconds(self) -> float:
        """From its publication to the last chat told."""
        return (self.told - self.published).total_seconds()


@dataclass(frozen=True, slots=True)
class Run:
    """What one run through the days came to."""

    alerted: Sequence[Alerted]
    days: int
    polls: int
    requests: int


class Answering:
    """A platform as it is, but for what answers: that takes every message, a moment after it was sent."""

    def __init__(self, platform: Platform) -> None:
        self.name, self.rate, self.in_flight = platform.name, platform.rate, platform.in_flight
        self.replies_count, self.receiving_problem = platform.replies_count, platform.receiving_problem
        self._platform = platform

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:
        """Give the platform's own limits of one chat."""
        return self._platform.windows(address)

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        """Render as the platform does."""
        return self._platform.parts(message, without)

    def sending(self) -> AbstractAsyncContextManager[None]:
        """Have ready what `send` needs: nothing."""
        return contextlib.nullcontext()

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        """Be connected for ever."""
        connected()
        await asyncio.get_running_loop().create_future()

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        """Take a message, and say so after `ANSWER` seconds."""
        await asyncio.sleep(ANSWER)
        return "1"

    async def edit(self, address: str, message_id: str, part: Part) -> None:
        """Change a message, and say so after `ANSWER` seconds."""
        await asyncio.sleep(ANSWER)


def latency(corpus: Path, seeds: int, days: int | None = None) -> list[Figure]:
    """Measure over the month, or its first days, so many times with other chances of the schedule's jitter."""
    if not (corpus / "index.jsonl").is_file():
        return [Figure(GROUP, "busy hours, half within", None, "s", note="needs real workbooks (--corpus)")]
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn"), logging.disable) as processes:
        runs = list(processes.map(functools.partial(_run, corpus, days), range(seeds)))
    return list(_figures(runs))


def _run(corpus: Path, days: int | None, seed: int) -> Run:
    begin = dt.datetime(MONTH.year, MONTH.month, MONTH.day, tzinfo=dt.UTC)
    days = days or calendar.monthrange(MONTH.year, MONTH.month)[1]
    copies, reader = _prepared(corpus, begin, begin + dt.timedelta(days=days))
    return virtual.run(_simulated(lines_at(copies, begin), reader, begin, days, random.Random(seed)))


@functools.cache
def _prepared(corpus: Path, begin: dt.datetime, until: dt.datetime) -> tuple[Mapping[ListKind, list[Copy]], Reader]:
    """Read all workbooks beforehand, for their child processes need real time; once in a process."""
    copies, reader = find_copies(corpus, begin.date(), until), Reader()
    for line in lines_at(copies, begin).values():
        for copy in line.copies[line.now :]:
            asyncio.run(reader.read(copy.content))
    return copies, reader


async def _simulated(
    lines: Mapping[ListKind, Line], reader: Reader, begin: dt.datetime, days: int, chance: random.Random
) -> Run:
    loop, store = asyncio.get_running_loop(), Store(":memory:")

    def now() -> dt.datetime:
        return begin + dt.timedelta(seconds=loop.time())

    async def read(content: bytes) -> Workbook:
        await asyncio.sleep(READING)
        return await reader.read(content)

    _subscribe(store)
    couriers = [_courier(platform, store, now) for platform in (Discord(TOKEN), Telegram(TOKEN))]
    delivering = [asyncio.create_task(courier.run()) for courier in couriers]
    site = Site(lines, None, begin, begin)
    polls = 0
    while now() < begin + dt.timedelta(days=days) + AFTERWARDS:
        await _poll(site, store, read, now)
        for courier in couriers:
            courier.wake()
        polls += 1
        await asyncio.sleep(wait(Pace(), now(), chance.random()))
    for courier in couriers:
        courier.stop()
    await asyncio.gather(*delivering)
    alerted = list(_alerted(store, lines))
    store.close()
    return Run(alerted, days, polls, site.requests)


async def _poll(site: Site, store: Store, read: ReadWorkbook, now: Callable[[], dt.datetime]) -> None:
    site.at = now()
    await poll([site], DirectAccess(store), read, now)


def _subscribe(store: Store) -> None:
    """Subscribe all chats to every state: half on each platform, and half of Telegram's are groups."""
    half, quarter = CHATS // 2, CHATS // 4
    add_chats(store, "discord", (str(number + 1) for number in range(half)))
    add_chats(store, "telegram", (str(number + 1 if number < quarter else -number - 1) for number in range(half)))


def _courier(platform: Platform, store: Store, now: Callable[[], dt.datetime]) -> Courier:
    """Put a courier together as `bot.program.app` does, by the running loop's clock."""
    clock = asyncio.get_running_loop().time
    pacer, spacing = Pacer(platform.rate, clock=clock), Spacing(clock=clock)
    return Courier(Answering(platform), DirectAccess(store), pacer, spacing, now=now, clock=clock)


def _alerted(store: Store, lines: Mapping[ListKind, Line]) -> Iterator[Alerted]:
    """Every change set that was told, by the outbox's own record."""
    rows = store.db.execute(
        "SELECT about, min(created_at), max(settled_at), sum(state = 'sent') FROM deliveries "
        "WHERE kind = 'alert' GROUP BY about ORDER BY about"
    )
    for about, created, settled, sent in rows.fetchall():
        (recorded,) = store.agreements.changes([about])
        shown = lines[recorded.change.agreement.list].copies
        published = max(copy.at for copy in shown if copy.name == recorded.sheet and copy.at <= recorded.at)
        yield Alerted(published, moment(created), moment(settled or created), sent)


def _figures(runs: Sequence[Run]) -> Iterator[Figure]:
    alerted = [one for run in runs for one in run.alerted]
    busy = [one for one in alerted if is_busy(one.published)]
    other = [one.seconds for one in alerted if not is_busy(one.published)]
    seconds = [one.seconds for one in busy]
    seen = [(one.seen - one.published).total_seconds() for one in busy]
    told = [(one.told - one.seen).total_seconds() for one in busy]
    days = sum(run.days for run in runs)
    polls, requests = (sum(getattr(run, name) for run in runs) / days for name in ("polls", "requests"))
    note = f"{len(busy):,} told in {len(runs)} runs of {runs[0].days} days"
    yield Figure(GROUP, "busy hours, half within", percentile(seconds, 0.5), "s", at_most=WITHIN, note=note)
    yield Figure(GROUP, "busy hours, 9 of 10 within", percentile(seconds, 0.9), "s")
    yield Figure(GROUP, "busy hours, seen by a poll, half within", percentile(seen, 0.5), "s")
    yield Figure(GROUP, "busy hours, then told to all, half within", percentile(told, 0.5), "s")
    yield Figure(
        GROUP, "other hours, half within", percentile(other, 0.5) if other else None, "s", note=f"{len(other):,} told"
    )
    yield Figure(GROUP, "requests a day", requests, note=f"page and workbooks, {polls:.0f} polls")
    yield Figure(GROUP, "lost", CHATS * len(alerted) - sum(one.chats for one in alerted), at_most=0)
