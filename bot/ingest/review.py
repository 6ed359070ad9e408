"""What an operator can say of a hold: let it through, keep it back, or take back what went through.

An open hold's decision is noted here and applied by the next poll, so that this can be done
beside a running bot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from bot.delivery.routing import plan_corrections
from bot.domain.errors import UsageError
from bot.domain.model import (
    Agreement,
    Change,
    ChangeKind,
    Edition,
    ListKind,
    Outcome,
    RecordedChange,
    Roster,
    StoredHold,
    Told,
)
from bot.domain.ports import Recorder
from bot.identity.compare import compare
from bot.wording.messages import counted

RETRACTED = "retracted"
"""The reason of a change with which an operator takes back a departure."""


class Desk(Recorder, Protocol):
    """What reviewing asks of the store; `storage.store.Store` is one."""

    def hold(self, hold_id: int) -> StoredHold | None: ...
    def decide_hold(self, hold_id: int, decision: str) -> bool: ...
    def reopen_hold(self, hold: StoredHold) -> None: ...
    def agreements(self, kind: ListKind, *, state: str | None = None, listed: bool = False) -> list[Agreement]: ...
    def departures_at(self, kind: ListKind, at: dt.datetime) -> list[RecordedChange]: ...
    def edition(self, edition_id: int) -> Edition: ...
    def current(self, kind: ListKind) -> Edition | None: ...
    def withdraw(self, changes: Iterable[int], at: dt.datetime) -> None: ...
    def told_or_tried(self, changes: Iterable[int]) -> list[Told]: ...


def find(desk: Desk, hold_id: int) -> StoredHold:
    """The hold of that id.

    Raises:
        UsageError: there is none.
    """
    hold = desk.hold(hold_id)
    if hold is None:
        raise UsageError(f"there is no hold {hold_id}; `287g-alerts review list` shows those there are")
    return hold


def held_back(desk: Desk, hold: StoredHold, roster: Roster, at: dt.datetime) -> list[Change]:
    """The changes that ``roster``, the edition of an open hold, would bring if it were believed."""
    changes = compare(desk.agreements(hold.list), roster, at=at, next_id=1).changes
    return [one for one in changes if hold.state is None or one.agreement.state == hold.state]


def approve(desk: Desk, hold_id: int) -> str:
    """Believe what is held; return a sentence that says what follows.

    Raises:
        UsageError: there is no such hold, or it is not open.
    """
    hold = find(desk, hold_id)
    if hold.closed_at is not None:
        raise UsageError(f"hold {hold_id} is no longer open: {hold.outcome}")
    desk.decide_hold(hold_id, "approved")
    return f"Hold {hold_id} is approved: the next poll takes it in and tells the chats."


def reject(desk: Desk, hold_id: int, at: dt.datetime) -> str:
    """Keep an open hold back for as long as the list shows just that; take back one that went through.

    Raises:
        UsageError: there is no such hold, or nothing of it can be taken back.
    """
    hold = find(desk, hold_id)
    if hold.closed_at is None:
        desk.decide_hold(hold_id, "rejected")
        return f"Hold {hold_id} is rejected: nobody is told, for as long as the list shows just that."
    wrong = [
        one
        for one in desk.departures_at(hold.list, hold.closed_at)
        if hold.state is None or one.change.agreement.state == hold.state
    ]
    if not wrong:
        raise UsageError(f"hold {hold_id} ended without a departure that could be taken back")
    corrections = _take_back(desk, hold, wrong, at)
    told = counted(corrections, "correction is owed to a chat that was", "corrections are owed to chats that were")
    return f"{counted(len(wrong), 'departure is', 'departures are')} taken back; {told} told."


def _take_back(desk: Desk, hold: StoredHold, wrong: Sequence[RecordedChange], at: dt.datetime) -> int:
    edition = desk.current(hold.list)
    if edition is None:
        raise UsageError("no edition of that list has been believed")
    restored = [replace(one.change.agreement, ended_at=None) for one in wrong]
    changes = [Change(ChangeKind.CORRECTED, one, RETRACTED, was={"ended": "true"}) for one in restored]
    desk.remember(edition, (), restored, changes, at)
    desk.reopen_hold(hold)
    desk.settle(
        edition, kind=hold.list, outcome=Outcome.PARTLY_HELD, at=at, modified=edition.modified, reason=hold.reason
    )
    ids = [one.id for one in wrong]
    desk.withdraw(ids, at)  # who has not heard of it yet never will
    told = desk.told_or_tried(ids)  # an alert that is under way arrives before its correction
    return sum(desk.enqueue([owed], change_set, at) for change_set, owed in plan_corrections(told))
