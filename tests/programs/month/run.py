"""Poll a site through a month by the bot's own schedule, and note all that it tells and logs."""

from __future__ import annotations

import datetime as dt
import logging
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.agreements import ChangeKind, RecordedChange
from bot.domain.chats import Place
from bot.domain.editions import ListKind
from bot.domain.errors import SourceError
from bot.domain.ports import ReadWorkbook
from bot.ingest.poll import Asking, poll
from bot.ingest.schedule import Pace, wait
from bot.wording.editions import hold_detail
from bot.wording.languages import ENGLISH
from storage.store import Store
from tests.programs.month.copies import Copy
from tests.programs.month.site import Site, lines_at
from tests.support.make import DirectAccess

OPERATOR, CHAT = Place("telegram", "operator"), Place("telegram", "chat")
Key: TypeAlias = tuple[ChangeKind, str, str, str]
"""Kind, state, agency, model."""


@dataclass(frozen=True, slots=True)
class Told:
    """One change that was told: when, by which edition, and which hold (a state, ``all``) had been on it."""

    key: Key
    at: dt.datetime
    sheet: str
    held: str = ""


@dataclass(slots=True)
class Month:
    """What a run came to: the log's lines by day, and when each edition was first seen."""

    told: list[Told] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)
    lines: list[tuple[dt.datetime, str]] = field(default_factory=list)
    first: Mapping[str, dt.datetime] = field(default_factory=dict)
    bad: Mapping[str, int] = field(default_factory=dict)
    notices: Counter[str] = field(default_factory=Counter)
    polls: int = 0
    requests: int = 0
    days: int = 0


class _Lines(logging.Handler):
    """Keeps what the bot logs at INFO and above, at the simulated time."""

    def __init__(self, site: Site, month: Month) -> None:
        super().__init__(logging.INFO)
        self._site, self._month = site, month

    def emit(self, record: logging.LogRecord) -> None:
        self._month.lines.append((self._site.at, record.getMessage()))


async def run(
    copies: Mapping[ListKind, list[Copy]],
    begin: dt.datetime,
    end: dt.datetime,
    *,
    read: ReadWorkbook,
    seed: int,
    calm: dt.datetime | None = None,
) -> Month:
    """Poll from ``begin`` to ``end``; with ``calm`` by chance a third of the answers before that time are bad."""
    site = Site(lines_at(copies, begin), random.Random(seed) if calm else None, calm or begin, begin)
    month, store = Month(days=(end - begin).days), Store(":memory:")
    store.write(lambda work: work.chats.subscribe(CHAT, ["all"], "en", begin))
    log, handler = logging.getLogger("bot"), _Lines(site, month)
    before = log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        await _polls(site, store, month, end=end, read=read, chance=random.Random(seed + 1))
    finally:
        log.removeHandler(handler)
        log.level, log.propagate = before
        store.close()
    month.requests, month.first = site.requests, site.first
    month.bad = {str(bad): count for bad, count in sorted(site.bad.items())}
    return month


async def _polls(
    site: Site, store: Store, month: Month, *, end: dt.datetime, read: ReadWorkbook, chance: random.Random
) -> None:
    pace, asking, access = Pace(), Asking(operators=(OPERATOR,)), DirectAccess(store)
    seen: set[int] = set()
    while site.at < end:
        held = {(str(stored.value.list), stored.value.state or "all") for stored in store.holds.open()}
        try:
            intakes = await poll([site], access, read, lambda: site.at, asking)
        except SourceError:
            intakes = []
        month.told += [_told(change, held) for intake in intakes for change in intake.changes]
        _note_holds(site, store, month, seen)
        month.notices.update(_notices(store, site.at))
        month.polls += 1
        site.at += dt.timedelta(seconds=wait(pace, site.at, chance.random()))


def _told(recorded: RecordedChange, held: set[tuple[str, str]]) -> Told:
    change, agreement = recorded.change, recorded.change.agreement
    on = [state for state in ("all", agreement.state) if (str(agreement.list), state) in held]
    key = (change.kind, agreement.state, agreement.agency, str(agreement.model))
    return Told(key, recorded.at, recorded.sheet, on[0] if on else "")


def _note_holds(site: Site, store: Store, month: Month, seen: set[int]) -> None:
    for stored in store.holds.open():
        if stored.id not in seen:
            seen.add(stored.id)
            hold = stored.value
            where = f"{hold.list} {hold.state or 'all'} {hold.reason}"
            month.holds.append(f"{site.at:%m-%d %H:%M} {where}: {hold_detail(ENGLISH, hold)}")


def _notices(store: Store, at: dt.datetime) -> list[str]:
    """Settle all that is owed as sent; return to whom."""
    found = store.write(lambda work: work.deliveries.claim("telegram", at, 1_000))
    for delivery in found:
        number = delivery.id
        store.write(lambda work, number=number: work.deliveries.sent(number, "m", at))  # type: ignore[misc]
    return [delivery.place.address for delivery in found]
