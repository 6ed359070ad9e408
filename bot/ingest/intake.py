"""One edition, its bytes kept, is taken in: read, compared, judged, recorded.  The same for a poll and a replay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable
from typing import TypeAlias

from bot.domain.agreements import Roster
from bot.domain.editions import Edition, EditionOutcome, ListKind, Workbook
from bot.domain.errors import WorkbookRefused
from bot.domain.holds import Hold
from bot.domain.ports import ReadWorkbook, Store, Work
from bot.ingest.decide import Intake, decide, refuse, unchanged
from bot.ingest.judge import may_lapse
from bot.reading.roster import read_roster

WHOLLY_BELIEVED = (EditionOutcome.BASELINE, EditionOutcome.ACCEPTED)

HELD = (EditionOutcome.HELD, EditionOutcome.PARTLY_HELD)

Said: TypeAlias = tuple[Roster, dt.datetime | None] | WorkbookRefused
"""What a workbook says and when it was saved, or why it cannot be read."""


async def look_again(store: Store, read: ReadWorkbook, edition: Edition, at: dt.datetime) -> Intake:
    """Judge an unchanged edition again if any of it is held: time or an operator may have settled it."""
    if edition.outcome not in HELD:
        return Intake(edition, news=False)
    content = await store.read(lambda work: work.editions.content(edition.sha256))
    return await take_in(store, read, edition, content, at)


async def take_in(
    store: Store,
    read: ReadWorkbook,
    edition: Edition,
    content: bytes,
    at: dt.datetime,
    *,
    roster: Roster | None = None,
) -> Intake:
    """Take one kept edition in: read it, compare, judge, and commit all that it brings in one transaction.

    ``roster`` is what it says, where that has been read already.
    """
    said = None if edition.outcome in WHOLLY_BELIEVED else await understood(read(content), roster)
    return await store.write(lambda work: settle(work, edition, said, at))


async def understood(reading: Awaitable[Workbook], roster: Roster | None = None) -> Said:
    """Return what a workbook says, ``roster`` where that is known, and when it was saved; or why it cannot be read."""
    try:
        sheet = await reading
        return roster or read_roster(sheet), sheet.modified
    except WorkbookRefused as refusal:
        return refusal


def settle(work: Work, edition: Edition, said: Said | None, at: dt.datetime) -> Intake:
    """Compare, judge and record one kept edition; called inside one transaction.

    What it says may be left out where it is believed already.
    """
    if said is None or edition.outcome in WHOLLY_BELIEVED:
        return unchanged(work, edition, at)
    if isinstance(said, WorkbookRefused):
        return refuse(work, edition, said, at)
    return decide(work, edition, *said, at)


async def take_lapsed(store: Store, read: ReadWorkbook, until: dt.datetime) -> list[Intake]:
    """Judge what is held at each time before ``until`` at which time alone may settle it, as polls would have."""
    held = [stored.value for stored in await store.read(lambda work: work.holds.open())]
    intakes = []
    for kind in ListKind:
        intakes += await _lapsed_of([hold for hold in held if hold.list is kind], store, read, until)
    return intakes


async def _lapsed_of(holds: list[Hold], store: Store, read: ReadWorkbook, until: dt.datetime) -> list[Intake]:
    intakes = []
    for at in sorted({time for hold in holds for time in may_lapse(hold) if time <= until}):
        edition = await store.read(lambda work: work.editions.get(holds[-1].edition))
        if at > edition.found_at and edition.outcome in HELD:
            intakes.append(await look_again(store, read, edition, at))
    return intakes
