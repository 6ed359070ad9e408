"""One poll, top to bottom.  Every step that decides is pure; the time is passed in."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from bot.domain.editions import Edition, EditionOutcome, ListKind, Publication
from bot.domain.errors import SourceError, WorkbookRefused
from bot.domain.ports import ReadWorkbook, Source, Store, Work
from bot.ingest.decide import Intake, decide, refuse, unchanged
from bot.ingest.holds import begin_anew, end_unseen
from bot.ingest.judge import may_lapse
from bot.ingest.lists import note_published
from bot.ingest.report import report
from bot.reading.roster import read_roster
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text

log = logging.getLogger(__name__)

HELD = (EditionOutcome.HELD, EditionOutcome.PARTLY_HELD)


async def poll(source: Source, store: Store, read: ReadWorkbook, now: Callable[[], dt.datetime]) -> list[Intake]:
    """Look once at every linked workbook; return what each one that was looked into came to.

    A fault of the source is logged in one line and left for the next poll.

    Raises:
        SourceError: the page itself could not be used, so nothing was looked at.
    """
    intakes: list[Intake] = []
    complete = True
    validators = await store.read(lambda work: work.editions.validators())
    async for url, found in source.publications(validators):
        if isinstance(found, SourceError):
            log.warning("%s; the next poll tries again", problem_text(ENGLISH, found))
            complete = False
            continue
        intake = await _take_publication(store, read, url, found, now())
        if intake is None or intake.outcome is EditionOutcome.REFUSED:
            complete = False  # what this address shows is not known
        if intake is not None:
            report(intake)
            intakes.append(intake)
    shown = [intake.edition for intake in intakes]
    await store.write(lambda work: _after_all(work, shown, complete=complete, at=now()))
    return intakes


def _after_all(work: Work, shown: list[Edition], *, complete: bool, at: dt.datetime) -> None:
    """Note what follows from all that the source shows: which lists are published, which holds are over.

    A failed download is no absence (``complete``): what it would have shown may be what is held.
    """
    begin_anew(work, {edition.id for edition in shown}, at)
    note_published(work, shown, at)
    if complete and shown:
        end_unseen(work, shown, at)


async def _take_publication(
    store: Store, read: ReadWorkbook, url: str, found: Publication | None, at: dt.datetime
) -> Intake | None:
    """Keep the bytes, take the edition in, and only then remember that this answer has been dealt with."""
    if found is None:
        edition = await store.read(lambda work: work.editions.served_at(url))
        return None if edition is None else await look_again(store, read, edition, at)
    publication = found
    edition = await store.write(lambda work: work.editions.keep(publication, at))
    intake = await take_in(store, read, edition, publication.content, at)
    if intake.outcome is not EditionOutcome.REFUSED:
        await store.write(lambda work: work.editions.checked(publication, edition, at))
    return intake


async def look_again(store: Store, read: ReadWorkbook, edition: Edition, at: dt.datetime) -> Intake:
    """Judge an unchanged edition again if any of it is held: time or an operator may have settled it."""
    if edition.outcome not in HELD:
        return Intake(edition, news=False)
    content = await store.read(lambda work: work.editions.content(edition.sha256))
    return await take_in(store, read, edition, content, at)


async def take_in(store: Store, read: ReadWorkbook, edition: Edition, content: bytes, at: dt.datetime) -> Intake:
    """Take one kept edition in: read it, compare, judge, and commit all that it brings in one transaction."""
    if edition.outcome in (EditionOutcome.BASELINE, EditionOutcome.ACCEPTED):
        return await store.write(lambda work: unchanged(work, edition, at))
    try:
        sheet = await read(content)
        roster = read_roster(sheet)
    except WorkbookRefused as error:
        refusal = error
        return await store.write(lambda work: refuse(work, edition, refusal, at))
    return await store.write(lambda work: decide(work, edition, roster, sheet.modified, at))


async def take_lapsed(store: Store, read: ReadWorkbook, until: dt.datetime) -> list[Intake]:
    """Judge what is held at each time before ``until`` at which time alone may settle it, as polls would have."""
    intakes = []
    for kind in ListKind:
        intakes += await _lapsed_of(kind, store, read, until)
    return intakes


async def _lapsed_of(kind: ListKind, store: Store, read: ReadWorkbook, until: dt.datetime) -> list[Intake]:
    holds = [stored.value for stored in await store.read(lambda work: work.holds.open(kind))]
    intakes = []
    for at in sorted({time for hold in holds for time in may_lapse(hold) if time <= until}):
        edition = await store.read(lambda work: work.editions.get(holds[-1].edition))
        if at > edition.found_at and edition.outcome in HELD:
            intakes.append(await look_again(store, read, edition, at))
    return intakes
