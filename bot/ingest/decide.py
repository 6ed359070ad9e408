"""What one edition comes to: compare, judge, route, record.  Called inside one transaction of the store.

Either all of it is committed, the deliveries that it owes included, or nothing has happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.delivery.routing import answering, plan, plan_corrections
from bot.domain.agreements import (
    Agreement,
    Change,
    ChangeKind,
    Comparison,
    Reason,
    RecordedChange,
    Roster,
    UnclearRow,
)
from bot.domain.editions import Edition, EditionOutcome, Figures, ListKind
from bot.domain.errors import WorkbookRefused
from bot.domain.holds import Hold, HoldReason
from bot.domain.ports import Work
from bot.identity.compare import compare
from bot.identity.now_signed import now_signed
from bot.ingest.aftermath import doubt_early, renewals_undone, told_early, told_former_names, wrong_alerts
from bot.ingest.doubts import Case
from bot.ingest.holds import keep_open
from bot.ingest.judge import Verdict, judge
from bot.ingest.naming import KnownOf, with_ids
from bot.ingest.waited import after_holds

FINE_FOR = dt.timedelta(days=1)
"""A list that was seen within this time counts as readable."""

TAKEN_BACK_WITHIN = dt.timedelta(days=1)
"""An agreement that is back this soon had not left: chats that were told so get a correction."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What one edition came to: its outcome, what it changed, what is held.

    ``owed`` deliveries follow from it; ``known`` agreements are listed after it; ``unclear`` are
    rows that could not be understood.  ``news`` is False when an earlier poll had already said just
    this.  ``came_right``: what was held of its list is over, for it shows again what was believed.
    ``old_copy``: all that is new about it is that an old copy was answered, or is not any more.
    """

    edition: Edition
    changes: tuple[RecordedChange, ...] = ()
    holds: tuple[Hold, ...] = ()
    owed: int = 0
    known: int = 0
    unclear: tuple[UnclearRow, ...] = ()
    news: bool = True
    came_right: bool = False
    old_copy: bool = False

    @property
    def outcome(self) -> EditionOutcome:
        """What became of the edition."""
        return self.edition.outcome


def decide(work: Work, edition: Edition, roster: Roster, modified: dt.datetime | None, at: dt.datetime) -> Intake:
    """Compare, judge and record one readable edition; called inside one transaction."""
    kind = roster.list
    read = replace(edition, list=kind, modified=modified)
    known_of = cache(work.agreements.known)  # nothing becomes known before it is all decided
    last = work.editions.believed(kind)
    before = work.holds.open(kind)
    holds = [stored.value for stored in before]
    comparison = _compared(work, known_of, roster, at)
    case = Case(
        read,
        roster,
        comparison,
        known_of(kind),
        last,
        replaced=work.editions.replaced(edition),
        holds=holds,
        decided=work.holds.decided(kind),
        other_fine=_is_fine(work, kind, at),
    )
    verdict = judge(case, at)
    settled = _settled(read, verdict, baseline=last is None)
    work.editions.settle(settled, at)
    keep_open(work, settled, verdict.holds, at, indecisive=verdict.whole)
    after = [stored.value for stored in work.holds.open(kind)]  # what an old copy says nothing of is still held
    news, but_old = _is_news(after, holds, at), _is_news(after, holds, at, old_copies=False)
    if settled.outcome is EditionOutcome.HELD:
        return Intake(settled, holds=verdict.holds, news=news, old_copy=not but_old)
    believed = with_ids(work, after_holds(verdict, case, before, at), kind, known_of)
    changes = () if settled.outcome is EditionOutcome.BASELINE else believed.changes
    recorded = work.agreements.remember(edition, case.known, believed.listed, changes, at)
    return Intake(
        settled,
        tuple(recorded),
        verdict.holds,
        owed=_owe(work, recorded, at),
        known=len(believed.listed),
        unclear=comparison.unclear,
        news=news or bool(recorded) or edition.outcome is not settled.outcome,
        old_copy=not (recorded or but_old or edition.outcome is not settled.outcome),
    )


def refuse(work: Work, edition: Edition, refusal: WorkbookRefused, at: dt.datetime) -> Intake:
    """Note that an edition cannot be read; it is news the first time."""
    figures: Figures = {**refusal.figures, "case": refusal.case}
    refused = replace(
        edition,
        list=None,
        modified=None,
        outcome=EditionOutcome.REFUSED,
        reason=refusal.reason,
        figures=figures,
    )
    work.editions.settle(refused, at)
    return Intake(refused, news=edition.outcome is EditionOutcome.NEW)


def unchanged(work: Work, edition: Edition, at: dt.datetime) -> Intake:
    """Note that the list shows what we believed before: what was held of earlier editions came right."""
    before = [stored.value for stored in work.holds.open(edition.list)] if edition.list else []
    if before:
        keep_open(work, edition, (), at, indecisive=True)
    came_right = bool(before) and not work.holds.open(edition.list)
    old_copy = all(hold.reason is HoldReason.OLDER_EDITION for hold in before)
    return Intake(edition, news=came_right, came_right=came_right, old_copy=old_copy)


def _is_fine(work: Work, kind: ListKind, at: dt.datetime) -> bool:
    """Whether the other list is believed, not held as a whole, and was seen within a day."""
    other = kind.other
    if work.editions.believed(other) is None or any(_is_whole(work, stored.value) for stored in work.holds.open(other)):
        return False
    seen = work.looks.last_sighting(other)
    return seen is None or at - seen.at <= FINE_FOR


def _is_whole(work: Work, hold: Hold) -> bool:
    """Whether nothing of the held edition went through; an old copy says nothing against the list itself."""
    held = work.editions.get(hold.edition).outcome is EditionOutcome.HELD
    return held and hold.state is None and hold.reason is not HoldReason.OLDER_EDITION


def _compared(work: Work, known_of: KnownOf, roster: Roster, at: dt.datetime) -> Comparison:
    signed: list[Agreement] = []
    if roster.list is ListKind.PENDING:
        signed = [agreement for agreement in known_of(ListKind.PARTICIPATING) if agreement.ended_at is None]
    comparison = compare(known_of(roster.list), roster, at=at, next_id=work.agreements.next_id(), signed=signed)
    return _quieten_signed(comparison, signed)


def _settled(edition: Edition, verdict: Verdict, *, baseline: bool) -> Edition:
    if verdict.whole:
        outcome = EditionOutcome.HELD
    elif baseline:
        outcome = EditionOutcome.BASELINE
    else:
        outcome = EditionOutcome.PARTLY_HELD if verdict.holds else EditionOutcome.ACCEPTED
    first = verdict.holds[0] if verdict.holds else None
    if first is None:
        return replace(edition, outcome=outcome, reason="", figures={})
    return replace(edition, outcome=outcome, reason=first.reason, figures=first.figures)


def _owe(work: Work, recorded: Sequence[RecordedChange], at: dt.datetime) -> int:
    """Enqueue the alerts, and corrections for chats that were told of a departure or a renewal that was none."""
    if not recorded:
        return 0
    _follow_agencies(work, recorded)
    returned = {change.change.agreement.id: change.id for change in recorded if change.change.relisted}
    departures = work.agreements.departures_since(returned, at - TAKEN_BACK_WITHIN)
    gone = {departure.id: departure.change.agreement.id for departure in departures}
    wrong = wrong_alerts(work, gone, renewals_undone(work, recorded), at)
    work.deliveries.enqueue(plan_corrections(wrong), at)
    doubt_early(work, set(gone.values()), at)
    told = ((alert.subscriber.chat, change) for alert in wrong for change in alert.changes)
    spared = {(chat, returned[gone[change]]) for chat, change in told if change in gone}
    renamed, early = told_former_names(work, recorded), told_early(work, recorded)
    alerts = plan(recorded, work.chats.audience(), spared, renamed)
    if renamed or early:
        alerts = answering(alerts, early, renamed)
    return len(wrong) + work.deliveries.enqueue(alerts, at)


def _follow_agencies(work: Work, recorded: Sequence[RecordedChange]) -> None:
    """Let who follows an agency whose agreement is another's from now on follow that one: what becomes of it is told.

    The former is followed on for as long as it has another agreement, listed or not.
    """
    ids = ((one.change.was.get("agency_id"), one.change.agreement.agency_id) for one in recorded)
    moved = [(before, now) for before, now in ids if before and now and before != now]
    if moved:
        former = {before for before, _ in moved}
        left = {agreement.agency_id for agreement in work.agreements.of_agencies(former)}
        work.chats.follow_agencies(moved, former - left)


def _is_news(holds: Sequence[Hold], before: Sequence[Hold], at: dt.datetime, *, old_copies: bool = True) -> bool:
    """Whether something is held that the log has not said of late, or nothing is held any more.

    Without ``old_copies`` those that are held as such do not count.
    """
    now, then = (
        {(hold.state, hold.reason): hold for hold in found if old_copies or hold.reason is not HoldReason.OLDER_EDITION}
        for found in (holds, before)
    )
    return any(now[key].told_at == at for key in now.keys() - then.keys()) or bool(then and not now)


def _quieten_signed(comparison: Comparison, participating: Sequence[Agreement]) -> Comparison:
    """Mark what left the pending list because it was signed: its signing is the news."""
    dropped = [change.agreement for change in comparison.changes if change.kind is ChangeKind.PENDING_DROPPED]
    if not dropped:
        return comparison
    signed = now_signed(dropped, participating)

    def marked(change: Change) -> Change:
        quiet = change.kind is ChangeKind.PENDING_DROPPED and change.agreement.id in signed
        return replace(change, reason=Reason.NOW_SIGNED) if quiet else change

    return replace(comparison, changes=tuple(map(marked, comparison.changes)))
