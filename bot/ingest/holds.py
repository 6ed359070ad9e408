"""Which holds begin, go on and end when an edition has been judged, or when it is no longer shown."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Sequence

from bot.domain.editions import Edition, EditionOutcome, ListKind
from bot.domain.holds import Decision, Hold, HoldEnd, HoldOutcome, HoldReason, Stored
from bot.domain.ports import Work

log = logging.getLogger(__name__)

WRONG_IN_ITSELF = (HoldReason.WRONG_LIST, HoldReason.OLDER_EDITION)
"""Holds that time settles only while the source shows nothing else: a page can link a stale copy for weeks."""


def keep_open(work: Work, kind: ListKind, holds: Sequence[Hold], at: dt.datetime) -> None:
    """Make ``holds`` the open holds of a list: new ones begin, known ones go on, absent ones end."""
    before = {(stored.value.state, stored.value.reason): stored for stored in work.holds.open(kind)}
    for hold in holds:
        known = before.pop((hold.state, hold.reason), None)
        if known is None:
            work.holds.begin(hold)
        else:
            work.holds.go_on(known.id, hold)
    for gone in before.values():
        _end(work, gone, at)


def begin_anew(work: Work, shown: Collection[int], at: dt.datetime) -> None:
    """Count the time of what is wrong in itself from now, for lists whose believed edition is shown beside it."""
    for kind in ListKind:
        believed = work.editions.believed(kind)
        if believed and believed.id in shown:
            work.holds.begin_anew(kind, WRONG_IN_ITSELF, at, but_of=believed.id)


def end_unseen(work: Work, shown: Sequence[Edition], at: dt.datetime) -> None:
    """End what was held of editions that are no longer shown, every link having been looked at.

    A stale copy of the page, which shows an edition that has been replaced since, ends no hold:
    an operator's decision would be forgotten with it.
    """
    seen = {edition.id for edition in shown}
    stale = _stale(work, shown)
    for stored in work.holds.open():
        if stored.value.list not in stale and stored.value.edition not in seen:
            _end(work, stored, at)
            log.info("hold %d (%s) is over: the list no longer shows what was held", stored.id, stored.value.reason)


def _stale(work: Work, shown: Sequence[Edition]) -> set[ListKind]:
    """The lists of which an edition is shown that was believed once, and not the one believed last."""
    seen = {edition.id for edition in shown}
    found = set()
    for edition in shown:
        if edition.list and edition.outcome in (EditionOutcome.BASELINE, EditionOutcome.ACCEPTED):
            believed = work.editions.believed(edition.list)
            if believed and believed.id not in seen:
                found.add(edition.list)
    return found


def _end(work: Work, stored: Stored[Hold], at: dt.datetime) -> None:
    approved = stored.value.decision is Decision.APPROVED
    work.holds.end(stored.id, HoldEnd(at, HoldOutcome.APPROVED if approved else HoldOutcome.ENDED_BY_ITSELF))
