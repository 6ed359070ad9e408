"""One poll, top to bottom.  Every step that decides is pure; the time is passed in."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, Protocol

from bot.domain.errors import SourceError, WorkbookRefused
from bot.domain.model import (
    Edition,
    ListKind,
    Outcome,
    Publication,
    Sheet,
)
from bot.domain.ports import Access
from bot.ingest import judge as plausible
from bot.ingest.decide import Ledger, Taken, after_all, decide, refuse, unchanged
from bot.reading.roster import read_roster
from bot.wording.messages import counted

log = logging.getLogger(__name__)

NOTES_AT_MOST = 20
"""Lines in the log about rows of one edition; more of them is what `bot.ingest.judge` holds as unreadable."""

ReadWorkbook = Callable[[bytes], Awaitable[Sheet]]


class Source(Protocol):
    """Where editions come from; `adapters.sources.ice.Ice` is one."""

    def publications(
        self, validators: Mapping[str, tuple[str | None, str | None]]
    ) -> AsyncIterator[tuple[Any, Publication | SourceError | None]]:
        """Every linked workbook: what came, what went wrong, or None where nothing is new."""
        ...


async def poll(
    source: Source, store: Access[Ledger], read: ReadWorkbook, now: Callable[[], dt.datetime]
) -> list[Taken]:
    """Look once at every linked workbook; return what each one that was looked into came to.

    A fault of the source is logged in one line and left for the next poll.

    Raises:
        SourceError: the page itself could not be used, so nothing was looked at.
    """
    taken: list[Taken] = []
    complete = True
    validators = await store.read(lambda ledger: ledger.validators())
    async for link, found in source.publications(validators):
        if isinstance(found, SourceError):
            log.warning("%s; the next poll tries again", found)
            complete = False
            continue
        one = await _take_publication(store, read, link.url, found, now())
        if one is None or one.outcome is Outcome.REFUSED:
            complete = False  # what this address shows is not known
        if one is not None:
            report(one)
            taken.append(one)
    await store.write(lambda ledger: after_all(ledger, [one.edition for one in taken], complete=complete, at=now()))
    return taken


async def _take_publication(
    store: Access[Ledger], read: ReadWorkbook, url: str, found: Publication | None, at: dt.datetime
) -> Taken | None:
    """Keep the bytes, take the edition, and only then remember that this answer has been dealt with."""
    if found is None:
        edition = await store.read(lambda ledger: ledger.edition_at(url))
        if edition is None:
            return None
        return await look_again(store, read, edition, at)
    publication = found
    edition = await store.write(lambda ledger: ledger.keep(publication, at))
    taken = await take(store, read, edition, publication.content, at)
    if taken.outcome is not Outcome.REFUSED:
        await store.write(lambda ledger: ledger.checked(publication, edition, at))
    return taken


async def look_again(store: Access[Ledger], read: ReadWorkbook, edition: Edition, at: dt.datetime) -> Taken:
    """Judge an unchanged edition again if any of it is held: time or an operator may have settled it."""
    if edition.outcome not in (Outcome.HELD, Outcome.PARTLY_HELD):
        return Taken(edition, edition.outcome, news=False)
    content = await store.read(lambda ledger: ledger.content(edition.sha256))
    return await take(store, read, edition, content, at)


async def take(store: Access[Ledger], read: ReadWorkbook, edition: Edition, content: bytes, at: dt.datetime) -> Taken:
    """Take one kept edition in: read it, compare, judge, and commit all that it brings in one transaction."""
    if edition.outcome in (Outcome.BASELINE, Outcome.ACCEPTED):
        return await store.write(lambda ledger: unchanged(ledger, edition, at))
    try:
        sheet = await read(content)
        roster = read_roster(sheet)
    except WorkbookRefused as error:
        refusal = error
        return await store.write(lambda ledger: refuse(ledger, edition, refusal, at))
    return await store.write(lambda ledger: decide(ledger, edition, roster, sheet.modified, at))


async def take_lapsed(store: Access[Ledger], read: ReadWorkbook, until: dt.datetime) -> list[Taken]:
    """Judge what is held at each time before ``until`` at which time alone may settle it, as polls would have."""
    taken = []
    for kind in ListKind:
        holds = await store.read(lambda ledger, kind=kind: ledger.open_holds(kind))  # type: ignore[misc]
        for at in sorted({time for hold in holds for time in plausible.may_lapse(hold) if time <= until}):
            edition = await store.read(lambda ledger, last=holds[-1]: ledger.edition(last.edition))  # type: ignore[misc]
            if at > edition.found_at and edition.outcome in (Outcome.HELD, Outcome.PARTLY_HELD):
                taken.append(await look_again(store, read, edition, at))
    return taken


def report(taken: Taken) -> None:
    """Tell the operator in one line what an edition came to, unless an earlier poll has."""
    if not taken.news:
        return
    level = logging.WARNING if taken.outcome in (Outcome.REFUSED, Outcome.HELD, Outcome.PARTLY_HELD) else logging.INFO
    held = "".join(f"; held: {hold.state or 'everything'}, {hold.reason}: {hold.detail}" for hold in taken.holds)
    log.log(level, "edition %s %s%s", taken.edition.name, _came_to(taken), held)
    for note in taken.notes[:NOTES_AT_MOST]:
        log.warning("edition %s: %s", taken.edition.name, note)


def _came_to(taken: Taken) -> str:
    match taken.outcome:
        case Outcome.BASELINE:
            which = f"is the first of the {taken.edition.list} list"
            return f"{which}: {counted(taken.known, 'agreement')} known now, nobody is alerted"
        case Outcome.REFUSED:
            return f"refused: {taken.reason}: {taken.detail}"
        case outcome:
            said = f"{counted(len(taken.changes), 'change')}, {counted(taken.owed, 'delivery', 'deliveries')}"
            return f"{outcome.replace('_', ' ')}: {said}"
