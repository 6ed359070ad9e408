"""One poll, top to bottom.  Every step that decides is pure; the time is passed in."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot import changes as identity
from bot import names, plausible, routing
from bot.errors import SourceError, WorkbookRefused
from bot.model import (
    Agreement,
    Change,
    ChangeKind,
    Comparison,
    Edition,
    Hold,
    ListKind,
    Outcome,
    Publication,
    RecordedChange,
    Roster,
    Sheet,
    StoredHold,
    Subscriber,
)
from bot.protocols import Access, Recorder
from bot.roster import read_roster

log = logging.getLogger(__name__)

LIST_EXPIRES_AFTER = dt.timedelta(days=7)
"""A list that the page has not linked for this long is no longer published (the pending list in 2026)."""

NOTES_AT_MOST = 20
"""Lines in the log about rows of one edition; more of them is what `bot.plausible` holds as unreadable."""

TAKEN_BACK_WITHIN = dt.timedelta(days=1)
"""An agreement that is back this soon had not left: chats that were told so get a correction."""

ReadWorkbook = Callable[[bytes], Awaitable[Sheet]]


class Ledger(Recorder, Protocol):
    """What a poll asks of the store; `storage.store.Store` is one."""

    def validators(self) -> dict[str, tuple[str | None, str | None]]: ...
    def checked(self, found: Publication, edition: Edition, at: dt.datetime) -> None: ...
    def edition_at(self, url: str) -> Edition | None: ...
    def keep(self, found: Publication, at: dt.datetime) -> Edition: ...
    def edition(self, edition_id: int) -> Edition: ...
    def content(self, sha256: str) -> bytes: ...
    def current(self, kind: ListKind) -> Edition | None: ...
    def seen_before(self, edition: Edition) -> bool: ...
    def agreements(self, kind: ListKind, *, state: str | None = None, listed: bool = False) -> list[Agreement]: ...
    def next_agreement_id(self) -> int: ...
    def open_holds(self, kind: ListKind | None = None) -> list[StoredHold]: ...
    def update_holds(self, kind: ListKind, edition: Edition, holds: Sequence[Hold], *, at: dt.datetime) -> None: ...
    def end_holds_but_of(self, editions: Collection[int], at: dt.datetime) -> None: ...
    def audience(self) -> list[Subscriber]: ...
    def ended_since(self, agreements: Iterable[int], since: dt.datetime) -> list[RecordedChange]: ...
    def list_linked(self, kind: ListKind, at: dt.datetime) -> None: ...
    def list_state(self, kind: ListKind) -> tuple[dt.datetime, dt.datetime | None] | None: ...
    def expire_list(self, kind: ListKind, at: dt.datetime) -> None: ...


class Source(Protocol):
    """Where editions come from; `adapters.ice.Ice` is one."""

    def publications(
        self, validators: Mapping[str, tuple[str | None, str | None]]
    ) -> AsyncIterator[tuple[Any, Publication | SourceError | None]]:
        """Every linked workbook: what came, what went wrong, or None where nothing is new."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What one edition came to: its outcome, what it changed, what is held.

    ``owed`` deliveries follow from it; ``known`` agreements are listed after it; ``notes`` are
    sentences for the operator, on rows that could not be understood.
    """

    edition: Edition
    outcome: Outcome
    changes: tuple[RecordedChange, ...] = ()
    holds: tuple[Hold, ...] = ()
    owed: int = 0
    reason: str = ""
    detail: str = ""
    known: int = 0
    notes: tuple[str, ...] = ()
    news: bool = True
    """False when an earlier poll had already said just this."""


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
        elif (one := await _take_publication(store, read, link.url, found, now())) is not None:
            report(one)
            taken.append(one)
    await store.write(lambda ledger: _after_all(ledger, [one.edition for one in taken], complete=complete, at=now()))
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
        return await store.write(lambda ledger: _unchanged(ledger, edition, at))
    try:
        sheet = await read(content)
        roster = read_roster(sheet)
    except WorkbookRefused as error:
        refusal = error
        return await store.write(lambda ledger: _refuse(ledger, edition, refusal, at))
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


def _refuse(ledger: Ledger, edition: Edition, refusal: WorkbookRefused, at: dt.datetime) -> Taken:
    news = edition.outcome is Outcome.NEW
    ledger.settle(edition, kind=None, outcome=Outcome.REFUSED, at=at, reason=refusal.reason, detail=refusal.detail)
    return Taken(edition, Outcome.REFUSED, reason=refusal.reason, detail=refusal.detail, news=news)


def decide(ledger: Ledger, edition: Edition, roster: Roster, modified: dt.datetime | None, at: dt.datetime) -> Taken:
    """Compare, judge and record one readable edition; called inside one transaction."""
    kind = roster.list
    known = ledger.agreements(kind)
    last = ledger.current(kind)
    holds = ledger.open_holds(kind)
    comparison = identity.compare(known, roster, at=at, next_id=ledger.next_agreement_id())
    if kind is ListKind.PENDING:
        comparison = _quieten_signed(comparison, ledger.agreements(ListKind.PARTICIPATING, listed=True))
    verdict = plausible.judge(
        known,
        roster,
        comparison,
        at=at,
        linked_as=edition.linked_as,
        modified=modified,
        last_modified=last.modified if last else None,
        holds=holds,
        same_edition=edition.outcome in (Outcome.HELD, Outcome.PARTLY_HELD),
        seen_before=ledger.seen_before(edition),
    )
    outcome = _outcome(verdict, baseline=last is None)
    settled = replace(edition, list=kind, modified=modified, outcome=outcome)
    first = verdict.holds[0] if verdict.holds else None
    reason, detail = (first.reason, first.detail) if first else ("", "")
    ledger.settle(edition, kind=kind, outcome=outcome, at=at, modified=modified, reason=reason, detail=detail)
    ledger.update_holds(kind, edition, verdict.holds, at=at)
    if outcome is Outcome.HELD:
        return Taken(settled, outcome, (), verdict.holds, 0, reason, detail, news=_is_news(verdict.holds, holds))
    told = () if outcome is Outcome.BASELINE else verdict.believed.changes
    recorded = ledger.remember(edition, known, verdict.believed.listed, told, at)
    owed = _owe(ledger, recorded, at)
    news = bool(recorded) or edition.outcome is not outcome or _is_news(verdict.holds, holds)
    now = len(verdict.believed.listed)
    return Taken(settled, outcome, tuple(recorded), verdict.holds, owed, reason, detail, now, comparison.notes, news)


def _owe(ledger: Ledger, recorded: Sequence[RecordedChange], at: dt.datetime) -> int:
    """Enqueue the alerts, and corrections for chats that were told of a departure that was none."""
    returned = {one.change.agreement.id: one.id for one in recorded if one.change.relisted}
    gone = {one.id: one.change.agreement.id for one in ledger.ended_since(returned, at - TAKEN_BACK_WITHIN)}
    told = ledger.told(gone)
    for change_set, correction in routing.plan_corrections(told):
        ledger.enqueue([correction], change_set, at)
    spared = {(one.subscriber.chat, returned[gone[change]]) for one in told for change in one.changes}
    return len(told) + ledger.enqueue(routing.plan(recorded, ledger.audience(), spared), _change_set(recorded), at)


def _unchanged(ledger: Ledger, edition: Edition, at: dt.datetime) -> Taken:
    """The list shows what we believed before: whatever else was held of it came right."""
    if edition.list and ledger.open_holds(edition.list):
        ledger.update_holds(edition.list, edition, (), at=at)
        return Taken(edition, edition.outcome, reason="came_right", detail="the list shows again what was believed")
    return Taken(edition, edition.outcome, news=False)


def _outcome(verdict: plausible.Verdict, *, baseline: bool) -> Outcome:
    if verdict.whole:
        return Outcome.HELD
    if baseline:
        return Outcome.BASELINE
    return Outcome.PARTLY_HELD if verdict.holds else Outcome.ACCEPTED


def _is_news(holds: Sequence[Hold], before: Sequence[Hold]) -> bool:
    return {(one.state, one.reason) for one in holds} != {(one.state, one.reason) for one in before}


def _change_set(recorded: Sequence[RecordedChange]) -> str:
    """Name what is owed by its first change: an edition held in part brings more than one change set."""
    return f"changes:{recorded[0].id}" if recorded else "changes:none"


def _quieten_signed(comparison: Comparison, participating: Sequence[Agreement]) -> Comparison:
    """Mark what left the pending list because it was signed: its signing is the news."""
    signed = {(one.state, one.model, names.agency_key(one.agency, one.state)) for one in participating}

    def settled(change: Change) -> Change:
        one = change.agreement
        dropped = change.kind is ChangeKind.PENDING_DROPPED
        return (
            replace(change, reason=routing.NOW_SIGNED)
            if dropped and (one.state, one.model, names.agency_key(one.agency, one.state)) in signed
            else change
        )

    return replace(comparison, changes=tuple(settled(change) for change in comparison.changes))


def _after_all(ledger: Ledger, shown: Sequence[Edition], *, complete: bool, at: dt.datetime) -> None:
    """Note which lists are published: one that no longer is expires visibly, and alerts nobody.

    When every link has been looked at (``complete``), what was held of editions that are no
    longer shown is over.
    """
    linked = {edition.list for edition in shown if edition.list}
    for kind in linked:
        ledger.list_linked(kind, at)
    for kind in set(ListKind) - linked:
        state = ledger.list_state(kind)
        if state and state[1] is None and at - state[0] > LIST_EXPIRES_AFTER:
            ledger.expire_list(kind, at)
            log.warning("the %s list has not been linked since %s: it counts as no longer published", kind, state[0])
    if complete and shown:
        ledger.end_holds_but_of({edition.id for edition in shown}, at)


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
            return f"{which}: {taken.known} agreements are known now, nobody is alerted"
        case Outcome.REFUSED:
            return f"refused: {taken.reason}: {taken.detail}"
        case outcome:
            return f"{outcome.replace('_', ' ')}: {len(taken.changes)} changes, {taken.owed} deliveries"
