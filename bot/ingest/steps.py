"""What was done when, as far as the database tells: what has to be done again to decide everything anew.  Pure.

Polls that changed nothing are not recorded, nor is when an operator decided.  It is enough to judge an edition
at each time at which something is known to have come of it, and to decide just before it did.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.domain.agreements import Reason
from bot.domain.editions import EditionOutcome
from bot.domain.holds import Decision, Hold, HoldOutcome, Stored
from bot.domain.verification import KeptEdition, Told

SOON = dt.timedelta(minutes=10)
"""An edition is judged this soon after it was found; where nothing is known of that, it was when it was found."""


class Act(IntEnum):
    """What is done, in the order of what is done at one time."""

    APPROVE = 0
    SET_ASIDE = 1
    JUDGE = 2
    BEGIN_ANEW = 3
    REJECT = 4
    END = 5
    TAKE_BACK = 6


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One act at one time, on the edition, or the hold, of that id; ``number`` is of the edition for `TAKE_BACK`."""

    at: dt.datetime
    act: Act
    number: int


def steps_of(kept: Sequence[KeptEdition], told: Sequence[Told], holds: Sequence[Stored[Hold]]) -> list[Step]:
    """Return what was done, in order."""
    judged = _judged(kept, told, holds)
    times = {at for found in judged.values() for at in found}
    steps = [Step(at, Act.JUDGE, edition) for edition, found in judged.items() for at in found]
    aside = [one for one in kept if was_set_aside(one)]
    steps += [Step(one.decided_at or one.edition.found_at, Act.SET_ASIDE, one.edition.id) for one in aside]
    taken_back = {(change.recorded.at, change.edition) for change in told if _is_retraction(change)}
    steps += [Step(at, Act.TAKE_BACK, edition) for at, edition in taken_back]
    reopened = _reopened(told, holds)
    for stored in holds:
        steps += _of_hold(stored, times, reopened=stored.id in reopened)
    return sorted(steps)


def was_set_aside(kept: KeptEdition) -> bool:
    """Whether an edition was never judged, for a later copy was shown beside it."""
    return kept.edition.outcome is EditionOutcome.SUPERSEDED and not kept.edition.reason


def _judged(
    kept: Sequence[KeptEdition], told: Sequence[Told], holds: Sequence[Stored[Hold]]
) -> dict[int, set[dt.datetime]]:
    """When each edition was judged, by its id."""
    judged = [one for one in kept if one.edition.outcome is not EditionOutcome.NEW and not was_set_aside(one)]
    times: dict[int, set[dt.datetime]] = defaultdict(set)
    for edition, at in (*_decided(judged, told), *_begun(judged, holds)):
        times[edition].add(at)
    for one in judged:
        found = one.edition.found_at
        if min(times[one.edition.id], default=found + 2 * SOON) - found > SOON:
            times[one.edition.id].add(found)
    return times


def _decided(judged: Sequence[KeptEdition], told: Sequence[Told]) -> Iterator[tuple[int, dt.datetime]]:
    """When changes were recorded, and when each edition was decided about last; not by what was taken back."""
    taken_back = {change.recorded.at for change in told if _is_retraction(change)}
    for change in told:
        if not _is_retraction(change):
            yield change.edition, change.recorded.at
    for one in judged:
        if one.decided_at and one.decided_at not in taken_back:
            yield one.edition.id, one.decided_at


def _begun(judged: Sequence[KeptEdition], holds: Sequence[Stored[Hold]]) -> Iterator[tuple[int, dt.datetime]]:
    """When the edition that was the last of its list made something to be held."""
    for hold in (stored.value for stored in holds):
        shown = [one for one in judged if one.edition.list is hold.list and one.edition.found_at <= hold.since]
        if shown:
            yield shown[-1].edition.id, hold.since


def _of_hold(stored: Stored[Hold], judged: Iterable[dt.datetime], *, reopened: bool) -> Iterator[Step]:
    hold = stored.value
    yield Step(hold.since, Act.BEGIN_ANEW, stored.id)
    if hold.decision is Decision.REJECTED and not reopened:
        yield Step(hold.since, Act.REJECT, stored.id)
    if hold.end is not None:
        if hold.end.outcome is HoldOutcome.APPROVED:
            yield Step(hold.end.at, Act.APPROVE, stored.id)
        elif hold.end.at not in judged:
            yield Step(hold.end.at, Act.END, stored.id)


def _is_retraction(change: Told) -> bool:
    return change.recorded.change.reason is Reason.RETRACTED


def _reopened(told: Sequence[Told], holds: Sequence[Stored[Hold]]) -> set[int]:
    """The holds that were rejected only after they had gone through."""
    back = [change.recorded.change for change in told if _is_retraction(change)]
    known = {change.basis.hold for change in back if change.basis and change.basis.hold}
    gone = {change.agreement.id for change in back}
    return known | {stored.id for stored in holds if stored.value.departed & gone}
