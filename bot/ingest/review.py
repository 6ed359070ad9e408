"""What an operator can say of a hold: let it through, keep it back, or take back what went through.

An open hold's decision is noted here and applied by the next poll, so that this can be done
beside a running bot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.delivery.routing import plan_corrections
from bot.domain.agreements import Change, ChangeKind, Reason, RecordedChange, Roster
from bot.domain.basis import Basis, Level
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.errors import UsageError
from bot.domain.holds import Decision, Hold, HoldOutcome, Stored
from bot.domain.ports import Work
from bot.identity.compare import compare
from bot.ingest.aftermath import doubt_early


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What rejecting a hold that had gone through came to: departures taken back, corrections owed."""

    departures: int
    corrections: int


def find(work: Work, hold_id: int) -> Stored[Hold]:
    """The hold of that id.

    Raises:
        UsageError: there is none.
    """
    stored = work.holds.get(hold_id)
    if stored is None:
        raise UsageError("no_hold", hold=hold_id)
    return stored


def held_back(work: Work, hold: Hold, roster: Roster, at: dt.datetime) -> list[Change]:
    """The changes that ``roster``, the edition of an open hold, would bring if it were believed."""
    signed = work.agreements.listed(ListKind.PARTICIPATING) if hold.list is ListKind.PENDING else ()
    changes = compare(work.agreements.known(hold.list), roster, at=at, next_id=1, signed=signed).changes
    return [change for change in changes if hold.state in (None, change.agreement.state, change.was.get("state"))]


def approve(work: Work, hold_id: int) -> None:
    """Believe what is held: the next poll takes it in and tells the chats.

    Raises:
        UsageError: there is no such hold, or it is not open.
    """
    hold = find(work, hold_id).value
    if hold.end is not None:
        if hold.end.outcome is HoldOutcome.APPROVED:
            raise UsageError("hold_was_approved", hold=hold_id)
        raise UsageError("hold_ended_by_itself", hold=hold_id)
    work.holds.decide(hold_id, Decision.APPROVED)


def reject(work: Work, hold_id: int, at: dt.datetime) -> TakenBack | None:
    """Keep an open hold back for as long as the list shows just that (None); take back one that went through.

    Raises:
        UsageError: there is no such hold, or nothing of it can be taken back.
    """
    stored = find(work, hold_id)
    hold = stored.value
    if hold.end is None:
        work.holds.decide(hold_id, Decision.REJECTED)
        return None
    wrong = [
        departure
        for departure in work.agreements.departures_at(hold.list, hold.end.at)
        if hold.state is None or departure.change.agreement.state == hold.state
    ]
    if not wrong:
        raise UsageError("nothing_to_take_back", hold=hold_id)
    return TakenBack(len(wrong), _take_back(work, stored, wrong, at))


def _take_back(work: Work, stored: Stored[Hold], wrong: Sequence[RecordedChange], at: dt.datetime) -> int:
    edition = work.editions.believed(stored.value.list)
    if edition is None:
        raise UsageError("nothing_believed")
    restored = [replace(departure.change.agreement, ended_at=None) for departure in wrong]
    changes = [
        Change(
            ChangeKind.CORRECTED,
            agreement,
            Reason.RETRACTED,
            was={"ended": "true"},
            basis=Basis(Level.DECIDED, hold=stored.id),
        )
        for agreement in restored
    ]
    work.agreements.remember(edition, (), restored, changes, at)
    work.holds.reopen(stored.id)
    held = replace(edition, list=stored.value.list, outcome=EditionOutcome.PARTLY_HELD, reason=stored.value.reason)
    work.editions.settle(replace(held, figures={}), at)
    departures = [departure.id for departure in wrong]
    work.deliveries.withdraw(departures, at)  # who has not heard of it yet never will
    alerts = work.deliveries.alerts_sent_or_open(departures)  # what is under way arrives before its correction
    work.deliveries.enqueue(plan_corrections(alerts), at)
    doubt_early(work, [departure.change.agreement.id for departure in wrong], at)
    return len(alerts)
