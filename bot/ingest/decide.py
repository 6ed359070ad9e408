"""What one edition comes to: compare, judge, route, record.  Called inside one transaction of the store.

Either all of it is committed, the deliveries that it owes included, or nothing has happened.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.delivery import routing
from bot.domain.errors import WorkbookRefused
from bot.domain.model import (
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
    StoredHold,
    Subscriber,
)
from bot.domain.ports import Recorder
from bot.identity import compare as identity
from bot.ingest import judge as plausible
from bot.reading import names

log = logging.getLogger(__name__)

LIST_EXPIRES_AFTER = dt.timedelta(days=7)
"""A list that the page has not linked for this long is no longer published (the pending list in 2026)."""

WRONG_IN_ITSELF = (plausible.HoldReason.WRONG_LIST, plausible.HoldReason.OLDER_EDITION)
"""Holds that time settles only while the source shows nothing else: a page can link a stale copy for weeks."""

TAKEN_BACK_WITHIN = dt.timedelta(days=1)
"""An agreement that is back this soon had not left: chats that were told so get a correction."""


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
    def end_holds_but_of(
        self, editions: Collection[int], kinds: Collection[ListKind], at: dt.datetime
    ) -> list[StoredHold]: ...
    def begin_holds_anew(
        self, kind: ListKind, reasons: Collection[str], since: dt.datetime, *, but_of: Edition
    ) -> None: ...
    def audience(self) -> list[Subscriber]: ...
    def ended_since(self, agreements: Iterable[int], since: dt.datetime) -> list[RecordedChange]: ...
    def list_linked(self, kind: ListKind, at: dt.datetime) -> None: ...
    def list_state(self, kind: ListKind) -> tuple[dt.datetime, dt.datetime | None] | None: ...
    def expire_list(self, kind: ListKind, at: dt.datetime) -> None: ...


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


def refuse(ledger: Ledger, edition: Edition, refusal: WorkbookRefused, at: dt.datetime) -> Taken:
    """Note that an edition cannot be read; it is news the first time."""
    news = edition.outcome is Outcome.NEW
    ledger.settle(edition, kind=None, outcome=Outcome.REFUSED, at=at, reason=refusal.reason, detail=refusal.detail)
    return Taken(edition, Outcome.REFUSED, reason=refusal.reason, detail=refusal.detail, news=news)


def unchanged(ledger: Ledger, edition: Edition, at: dt.datetime) -> Taken:
    """Note that the list shows what we believed before: whatever else was held of it came right."""
    if edition.list and ledger.open_holds(edition.list):
        ledger.update_holds(edition.list, edition, (), at=at)
        return Taken(edition, edition.outcome, reason="came_right", detail="the list shows again what was believed")
    return Taken(edition, edition.outcome, news=False)


def _owe(ledger: Ledger, recorded: Sequence[RecordedChange], at: dt.datetime) -> int:
    """Enqueue the alerts, and corrections for chats that were told of a departure that was none.

    A change set is named by its first change: an edition held in part brings more than one.
    """
    if not recorded:
        return 0
    returned = {one.change.agreement.id: one.id for one in recorded if one.change.relisted}
    gone = {one.id: one.change.agreement.id for one in ledger.ended_since(returned, at - TAKEN_BACK_WITHIN)}
    told = ledger.told(gone)
    for change_set, correction in routing.plan_corrections(told):
        ledger.enqueue([correction], change_set, at)
    spared = {(one.subscriber.chat, returned[gone[change]]) for one in told for change in one.changes}
    alerts = routing.plan(recorded, ledger.audience(), spared)
    return len(told) + ledger.enqueue(alerts, f"changes:{recorded[0].id}", at)


def _outcome(verdict: plausible.Verdict, *, baseline: bool) -> Outcome:
    if verdict.whole:
        return Outcome.HELD
    if baseline:
        return Outcome.BASELINE
    return Outcome.PARTLY_HELD if verdict.holds else Outcome.ACCEPTED


def _is_news(holds: Sequence[Hold], before: Sequence[Hold]) -> bool:
    return {(one.state, one.reason) for one in holds} != {(one.state, one.reason) for one in before}


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


def after_all(ledger: Ledger, shown: Sequence[Edition], *, complete: bool, at: dt.datetime) -> None:
    """Note which lists are published: one that no longer is expires visibly, and alerts nobody.

    When every link has been looked at (``complete``), what was held of editions that are no
    longer shown is over.  A stale copy of the page, which shows an edition that has been
    replaced since, ends no hold: an operator's decision would be forgotten with it.
    """
    seen = {edition.id for edition in shown}
    current = {kind: ledger.current(kind) for kind in ListKind}
    for kind, believed in current.items():
        if believed and believed.id in seen:  # beside it, what is wrong in itself does not come true by time
            ledger.begin_holds_anew(kind, WRONG_IN_ITSELF, at, but_of=believed)
    linked = {edition.list for edition in shown if edition.list}
    for kind in linked:
        ledger.list_linked(kind, at)
    for kind in set(ListKind) - linked:
        state = ledger.list_state(kind)
        if state and state[1] is None and at - state[0] > LIST_EXPIRES_AFTER:
            ledger.expire_list(kind, at)
            log.warning("the %s list has not been linked since %s: it counts as no longer published", kind, state[0])
    if complete and shown:
        replaced = {edition.list for edition in shown if edition.outcome in (Outcome.BASELINE, Outcome.ACCEPTED)}
        stale = {kind for kind, one in current.items() if kind in replaced and one and one.id not in seen}
        for hold in ledger.end_holds_but_of(seen, set(ListKind) - stale, at):
            log.info("hold %d (%s) is over: the list no longer shows what was held", hold.id, hold.reason)
