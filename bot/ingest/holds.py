"""Which holds begin, go on and end when an edition has been judged, or when it is no longer shown."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Sequence

from bot.domain.editions import Edition, ListKind
from bot.domain.holds import Decision, Hold, HoldEnd, HoldOutcome, HoldReason, Stored
from bot.domain.ports import Work

log = logging.getLogger(__name__)

WRONG_IN_ITSELF = (HoldReason.WRONG_LIST, HoldReason.OLDER_EDITION)
"""Holds that time settles only while the source shows nothing else: a page can link a stale copy for weeks."""

UNSEEN_FOR = dt.timedelta(hours=24)
"""What has not been shown for this long is not held any more."""


def keep_open(work: Work, edition: Edition, holds: Sequence[Hold], at: dt.datetime) -> None:
    """Make ``holds`` those that are open of a list once ``edition`` has been judged: begun, gone on with, or ended.

    What is held of a later edition than this stays held: an old copy, which a cache may answer at any
    time, says nothing of it.
    """
    kind = edition.list
    assert kind is not None, edition  # noqa: S101  its headers have been read
    before = {(stored.value.state, stored.value.reason): stored for stored in work.holds.open(kind)}
    for hold in holds:
        known = before.pop((hold.state, hold.reason), None)
        if known is None:
            work.holds.begin(hold)
        else:
            work.holds.go_on(known.id, hold)
    for gone in before.values():
        if not is_stale(work, edition, gone.value):
            _end(work, gone, at)


def is_stale(work: Work, edition: Edition, hold: Hold) -> bool:
    """Whether an edition was published before the one of which something is held.

    The workbooks' own times say so; where one has none, the order in which we found them.
    """
    held = work.editions.get(hold.edition)
    if held.id == edition.id:
        return False
    if edition.modified and held.modified and edition.modified != held.modified:
        return edition.modified < held.modified
    return edition.id < held.id


def begin_anew(work: Work, shown: Collection[int], at: dt.datetime) -> None:
    """Count the time of what is wrong in itself from now, where the believed edition is shown beside it."""
    for kind in ListKind:
        believed = work.editions.believed(kind)
        beside = any(stored.value.edition in shown for stored in work.holds.open(kind))
        if believed and believed.id in shown and beside:
            work.holds.begin_anew(kind, WRONG_IN_ITSELF, at, but_of=believed.id)


def end_unseen(work: Work, shown: Sequence[Edition], at: dt.datetime) -> None:
    """End what was held of editions that have not been shown for a day, every link having been looked at.

    A stale copy in between ends no hold: an operator's decision would be forgotten with it.
    """
    seen = {edition.id for edition in shown}
    for stored in work.holds.open():
        hold = stored.value
        if hold.edition not in seen and at - (hold.seen_at or hold.since) >= UNSEEN_FOR:
            _end(work, stored, at)
            log.info("hold %d (%s) is over: the list no longer shows what was held", stored.id, hold.reason)


def _end(work: Work, stored: Stored[Hold], at: dt.datetime) -> None:
    approved = stored.value.decision is Decision.APPROVED
    work.holds.end(stored.id, HoldEnd(at, HoldOutcome.APPROVED if approved else HoldOutcome.ENDED_BY_ITSELF))
