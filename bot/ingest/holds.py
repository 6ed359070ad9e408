"""Which holds begin, go on and end when an edition has been judged, or when it is no longer shown."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.editions import Edition, ListKind
from bot.domain.holds import Decision, Hold, HoldEnd, HoldOutcome, HoldReason, Stored
from bot.domain.ports import Work

log = logging.getLogger(__name__)

WRONG_IN_ITSELF = (HoldReason.WRONG_LIST, HoldReason.OLDER_EDITION)
"""Holds that time settles only while the source shows nothing else: a page can link a stale copy for weeks."""

UNSEEN_FOR = dt.timedelta(hours=24)
"""What has not been shown for this long is not held any more."""


def keep_open(
    work: Work, edition: Edition, holds: Sequence[Hold], at: dt.datetime, *, believed_already: bool = False
) -> None:
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
        if not is_stale(work, edition, gone.value, believed_already=believed_already):
            _end(work, gone, at)


def is_stale(work: Work, edition: Edition, hold: Hold, *, believed_already: bool = False) -> bool:
    """Whether an edition was published before the one of which something is held.

    The workbooks' own times say so; where one has none, or both say the same, the order in which we found
    them.  One that was believed already says nothing of a damaged copy that is held: it would be held anew
    whenever it is shown again.
    """
    held = work.editions.get(hold.edition)
    if held.id == edition.id:
        return False
    if edition.modified and held.modified and edition.modified != held.modified:
        return edition.modified < held.modified
    if edition.modified and held.modified and believed_already:
        return True
    return edition.id < held.id


def begin_anew(work: Work, shown: Sequence[Edition], at: dt.datetime) -> None:
    """Count the time of a hold from now where what is shown speaks against what is held.

    What is wrong in itself: the believed edition is shown beside it.  Anything: another workbook is shown that
    was saved at the same moment, so one of the two is a damaged copy of the other.
    """
    ids = {edition.id for edition in shown}
    for kind in ListKind:
        believed, holds = work.editions.believed(kind), work.holds.open(kind)
        beside = any(stored.value.edition in ids for stored in holds)
        if believed and believed.id in ids and beside:
            work.holds.begin_anew(kind, WRONG_IN_ITSELF, at, but_of=believed.id)
        for stored in holds:
            if any(_is_same_save(edition, work.editions.get(stored.value.edition)) for edition in shown):
                work.holds.go_on(stored.id, replace(stored.value, since=at, editions=1))


def _is_same_save(shown: Edition, held: Edition) -> bool:
    """Whether two different workbooks of a list say that they were saved at the same moment."""
    same = shown.modified is not None and shown.modified == held.modified
    return same and shown.list is held.list and shown.id != held.id and shown.sha256 != held.sha256


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
