"""Which holds begin, go on and end when an edition has been judged, or when it is no longer shown."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.editions import Edition, ListKind, plausible
from bot.domain.holds import Decision, Hold, HoldEnd, HoldOutcome, HoldReason, Stored
from bot.domain.ports import Work
from bot.ingest.judge import WRONG_IN_ITSELF

log = logging.getLogger(__name__)

UNSEEN_FOR = dt.timedelta(hours=24)
"""What has not been shown for this long is not held any more."""

TOLD_EVERY = dt.timedelta(hours=24)
"""A hold that ends and begins again, with whatever content, is the same hold for this long, and one line in the log."""


def keep_open(
    work: Work, edition: Edition, holds: Sequence[Hold], at: dt.datetime, *, indecisive: bool = False
) -> None:
    """Make ``holds`` those that are open of a list once ``edition`` has been judged: begun, gone on with, or ended.

    What is held of a later edition than this stays held: an old copy, which a cache may answer at any
    time, says nothing of it.  An old copy itself is held for as long as it is answered now and then, its time
    counted anew whenever something else is shown.
    """
    kind = edition.list
    assert kind is not None, edition  # noqa: S101  its headers have been read
    before = {(stored.value.state, stored.value.reason): stored for stored in work.holds.open(kind)}
    for hold in holds:
        known = before.pop((hold.state, hold.reason), None)
        if known is None:
            _begin(work, hold, at)
        else:
            work.holds.go_on(known.id, hold)
    old_copy = any(hold.reason is HoldReason.OLDER_EDITION for hold in holds)
    for gone in before.values():
        if gone.value.reason is HoldReason.OLDER_EDITION and gone.value.edition != edition.id:
            work.holds.go_on(gone.id, replace(gone.value, since=at, editions=1))
        elif not (old_copy or is_stale(work, edition, gone.value, indecisive=indecisive)):
            approved = gone.value.decision is Decision.APPROVED
            _end(work, gone, at, HoldOutcome.APPROVED if approved else HoldOutcome.ENDED_BY_ITSELF)


def _begin(work: Work, hold: Hold, at: dt.datetime) -> None:
    """Hold something anew; what was held for the same reason shortly before, and not believed, keeps its number."""
    earlier = work.holds.lately(hold, at - TOLD_EVERY)
    if earlier is None or _was_believed(work, earlier.value):
        work.holds.begin(replace(hold, told_at=at))
        return
    told = earlier.value.told_at
    work.holds.resume(earlier.id, replace(hold, told_at=told if told and at - told < TOLD_EVERY else at))


def _was_believed(work: Work, hold: Hold) -> bool:
    """Whether departures went through when it ended: those can still be taken back under its number."""
    return hold.end is not None and bool(work.agreements.departures_at(hold.list, hold.end.at))


def is_stale(work: Work, edition: Edition, hold: Hold, *, indecisive: bool = False) -> bool:
    """Whether an edition was published before the one of which something is held.

    The workbooks' own times say so; where one has none, or one that had not come yet when it was found, or
    both say the same, the order in which we found them.  An ``indecisive`` one, believed already or held
    itself, says nothing of another that was saved at the same moment: that would be held anew, and told anew,
    whenever it is shown again.
    """
    held = work.editions.get(hold.edition)
    if held.id == edition.id:
        return False
    saved, held_saved = (plausible(found.modified, found.found_at) for found in (edition, held))
    if saved and held_saved and saved != held_saved:
        return saved < held_saved
    if saved and held_saved and indecisive:
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

    A stale copy in between ends no hold: an operator's decision would be forgotten with it.  Nor does time in
    which the list itself could not be seen.
    """
    seen, lists = {edition.id for edition in shown}, {edition.list for edition in shown}
    for stored in work.holds.open():
        hold = stored.value
        if hold.edition in seen or at - (hold.seen_at or hold.since) < UNSEEN_FOR:
            continue
        if hold.list in lists and _was_out_of_sight(work, hold.list, at):
            work.holds.go_on(stored.id, replace(hold, seen_at=at))
            continue
        _end(work, stored, at, HoldOutcome.ENDED_BY_ITSELF)
        if hold.reason is not HoldReason.OLDER_EDITION:
            log.info("hold %d (%s) is over: the list no longer shows what was held", stored.id, hold.reason)


def _was_out_of_sight(work: Work, kind: ListKind, at: dt.datetime) -> bool:
    """Whether the list has just come back after it had not been seen for as long as a hold needs to be over."""
    seen = work.looks.last_sighting(kind)
    return seen is not None and at - seen.at > UNSEEN_FOR


def _end(work: Work, stored: Stored[Hold], at: dt.datetime, outcome: HoldOutcome) -> None:
    work.holds.end(stored.id, HoldEnd(at, outcome))
