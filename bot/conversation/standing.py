"""What every answer says of its own footing: which edition, when it was checked, what is being checked."""

from __future__ import annotations

import datetime as dt

from bot.domain.editions import Edition, ListKind
from bot.domain.holds import Decision, Hold
from bot.domain.ports import Work
from bot.domain.standing import Standing
from bot.domain.watching import TroubleKind

UNREADABLE_AFTER = dt.timedelta(minutes=30)
"""For how long no source must show the list before an answer says so; the time of the last look stands there anyway."""


def read_standing(work: Work, state: str | None, at: dt.datetime) -> Standing:
    """How things stand for a state, or for the whole list (None)."""
    open_holds = (stored.value for stored in work.holds.open())
    holds = tuple(hold for hold in open_holds if _concerns(hold, state) and not hold.is_passing_copy(at))
    published = work.editions.standing(ListKind.PENDING)
    return Standing(
        edition=_printed(work, holds),
        checked_at=work.looks.last_answer(),
        unreadable_since=_unreadable_since(work, at),
        holds=holds,
        pending=work.editions.believed(ListKind.PENDING),
        pending_last_published=published.linked_at if published and published.expired_at else None,
    )


def _concerns(hold: Hold, state: str | None) -> bool:
    return (state is None or hold.state in (None, state)) and hold.decision is not Decision.APPROVED


def _printed(work: Work, holds: tuple[Hold, ...]) -> Edition | None:
    """The edition that shows what is printed: for a state that is held, the last one before it was."""
    began = [hold.since for hold in holds if hold.list is ListKind.PARTICIPATING and hold.state is not None]
    if began and (before := work.editions.believed_by(ListKind.PARTICIPATING, min(began))):
        return before
    return work.editions.believed(ListKind.PARTICIPATING)


def _unreadable_since(work: Work, at: dt.datetime) -> dt.datetime | None:
    troubles = work.troubles.open([TroubleKind.LIST_UNSEEN])
    return next((trouble.since for trouble in troubles if at - trouble.since >= UNREADABLE_AFTER), None)
