"""Is this edition believable?  What goes through now, what is held, and when a hold ends by itself.  Pure.

The rules and times are explained to readers in ``docs/how-changes-are-decided.md``.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.model import Agreement, ChangeKind, Comparison, Hold, ListKind, Roster, StoredHold
from bot.reading.names import agency_key, state_name


class HoldReason(StrEnum):
    """Why an edition, or a part of it, is held."""

    WRONG_LIST = "wrong_list"  # the headers are those of the other list than it was linked as
    OLDER_EDITION = "older_edition"  # saved before the edition that we last believed, or seen before
    TRUNCATED = "truncated"  # a third of the list or more is missing
    UNREADABLE = "unreadable"  # states or support types of many rows are not understood
    MASS_DEPARTURE = "mass_departure"  # too many agencies of one state are missing at once
    MASS_UNLINKING = "mass_unlinking"  # many links to the agreements' texts are missing


TRUNCATED_FROM, TRUNCATED_SHARE = 20, 1 / 3
"""Agreements, and share of the list, that must be missing for the whole edition to be held."""

VANISHED_STATES = 2
"""So many states at the end of the alphabet off the list altogether, with `TRUNCATED_FROM` missing: the same."""

STATE_MASS = ((3, 0.75), (6, 0.4), (12, 0.1), (25, 0.0))
"""A state is held when at least so many of its agencies, being at least this share of them, are missing."""

SCATTERED = 20
"""Missing agencies over all states together from which every state that misses any is held."""

UNREADABLE_FROM, UNREADABLE_SHARE, UNREADABLE_WHOLE = 5, 0.05, 0.3
UNLINKED_FROM, UNLINKED_SHARE = 20, 0.3

PART_SHOWN_FOR = dt.timedelta(hours=18)
"""A state's departures are believed when the list has shown them this long: over night, well within a day ..."""

PART_CONFIRMED_AFTER = dt.timedelta(hours=6)
"""... or when another edition still shows them, this long after the first."""

WHOLE_EDITIONS, WHOLE_CONFIRMED_AFTER = 3, dt.timedelta(hours=24)
"""A whole edition is believed when so many different ones agree, the last this long after the first ..."""

WHOLE_SHOWN_FOR = dt.timedelta(days=7)
"""... or when the list has shown nothing else for this long."""

WRONG_CLOCK = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What goes through now and what does not.

    ``believed`` is what to record: its agreements and changes.  ``holds`` are all holds open
    after this edition, ``released`` those that ended with it.  ``whole``: nothing goes through,
    and ``believed`` lists the agreements as they were known.
    """

    believed: Comparison
    holds: tuple[Hold, ...] = ()
    released: tuple[Hold, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Doubt:
    """One thing about an edition that is hard to believe."""

    reason: HoldReason
    detail: str
    state: str | None = None
    whole: bool = False


def judge(
    known: Sequence[Agreement],
    roster: Roster,
    comparison: Comparison,
    *,
    at: dt.datetime,
    linked_as: ListKind | None,
    modified: dt.datetime | None,
    last_modified: dt.datetime | None,
    holds: Sequence[Hold],
    same_edition: bool,
    seen_before: bool = False,
) -> Verdict:
    """Return what of ``comparison`` (of ``known`` with ``roster``) is believed at ``at``.

    ``linked_as`` is the list that the page said it was; ``modified`` the workbook's own time,
    ``last_modified`` that of the edition last believed; ``seen_before`` says that these very
    bytes were believed once and replaced since.  ``holds`` are the list's open holds;
    ``same_edition`` says that an edition held before is judged again.  An operator's decision
    on an open hold is obeyed: ``approved`` is believed, ``rejected`` never ends by itself
    while editions show just that.
    """
    before = {(hold.state, hold.reason): hold for hold in holds if hold.list is roster.list}
    listed = [one for one in known if one.ended_at is None]
    if not listed and linked_as in (None, roster.list):
        return Verdict(comparison, released=tuple(before.values()))
    doubts = _doubts_of_all(listed, roster, comparison, linked_as)
    if seen_before or _older(modified, last_modified, at):
        doubts.append(_Doubt(HoldReason.OLDER_EDITION, "older than the edition believed last", whole=True))
    settled = {
        doubt.reason for doubt in doubts if _believed(before.get((None, doubt.reason)), doubt, at, same=same_edition)
    }
    if HoldReason.TRUNCATED not in settled:
        doubts += _doubts_of_states(listed, comparison)
    standing = [d for d in doubts if not _believed(before.get((d.state, d.reason)), d, at, same=same_edition)]
    if whole := [doubt for doubt in standing if doubt.whole]:
        kept = {key: hold for key, hold in before.items() if key[0] is not None}
        kept |= _held(whole, before, roster.list, at, same=same_edition)
        return Verdict(Comparison(tuple(listed), ()), *_split(kept, before), whole=True)
    kept = _held(standing, before, roster.list, at, same=same_edition)
    states = {state for state, _ in kept if state is not None}
    return Verdict(_without(listed, comparison, states), *_split(kept, before))


def may_lapse(hold: Hold) -> tuple[dt.datetime, ...]:
    """When time alone may end ``hold``, while the list shows nothing else: judge it again then."""
    return (hold.since + PART_SHOWN_FOR, hold.since + WHOLE_SHOWN_FOR)


Key = tuple[str | None, str]


def _split(kept: Mapping[Key, Hold], before: Mapping[Key, Hold]) -> tuple[tuple[Hold, ...], tuple[Hold, ...]]:
    return tuple(kept.values()), tuple(hold for key, hold in before.items() if key not in kept)


def _held(
    doubts: Iterable[_Doubt], before: Mapping[Key, Hold], kind: ListKind, at: dt.datetime, *, same: bool
) -> dict[Key, Hold]:
    held: dict[Key, Hold] = {}
    for doubt in doubts:
        old = before.get((doubt.state, doubt.reason))
        since, editions = (old.since, old.editions + (not same)) if old else (at, 1)
        held[doubt.state, doubt.reason] = Hold(kind, doubt.state, doubt.reason.value, doubt.detail, since, editions)
    return held


def _believed(old: Hold | None, doubt: _Doubt, at: dt.datetime, *, same: bool) -> bool:
    """Whether a doubt has been shown often or long enough, or an operator has settled it."""
    if old is None:
        return False
    decision = old.decision if isinstance(old, StoredHold) else None
    if decision is not None:
        return decision == "approved"
    shown, editions = at - old.since, old.editions + (not same)
    if doubt.whole:
        confirmed = editions >= WHOLE_EDITIONS and shown >= WHOLE_CONFIRMED_AFTER
        return confirmed or shown >= WHOLE_SHOWN_FOR
    if doubt.state is None:
        return False  # it keeps nothing back, so it stays in sight until the list comes right
    return shown >= PART_SHOWN_FOR or (editions > 1 and not same and shown >= PART_CONFIRMED_AFTER)


def _older(modified: dt.datetime | None, last: dt.datetime | None, at: dt.datetime) -> bool:
    """Whether this was saved before the last; a last one that was saved in the future tells nothing."""
    return bool(modified and last and modified < last < at + WRONG_CLOCK)


def _doubts_of_all(
    listed: Sequence[Agreement], roster: Roster, comparison: Comparison, linked_as: ListKind | None
) -> list[_Doubt]:
    doubts = []
    if linked_as not in (None, roster.list):
        detail = f"linked as the {linked_as} list, but its columns are those of the {roster.list} list"
        doubts.append(_Doubt(HoldReason.WRONG_LIST, detail, whole=True))
    gone = sum(change.kind is ChangeKind.ENDED for change in comparison.changes)
    few = gone < TRUNCATED_FROM
    if not few and (gone >= TRUNCATED_SHARE * len(listed) or _vanished(listed, comparison) >= VANISHED_STATES):
        detail = f"{gone} of {len(listed)} agreements are missing at once"
        doubts.append(_Doubt(HoldReason.TRUNCATED, detail, whole=True))
    rows = len(roster.listings)
    unread = sum(one.state is None or one.model is None for one in roster.listings)
    if unread >= max(UNREADABLE_FROM, UNREADABLE_SHARE * rows):
        detail = f"the state or the support type of {unread} of {rows} rows is not understood"
        doubts.append(_Doubt(HoldReason.UNREADABLE, detail, whole=unread >= UNREADABLE_WHOLE * rows))
    there = {one.id for one in comparison.listed}
    linked = sum(bool(one.moa_url) and one.id in there for one in listed)
    still = sum(bool(one.moa_url) for one in roster.listings)
    if linked - still >= max(UNLINKED_FROM, UNLINKED_SHARE * linked):
        detail = f"{linked - still} of {linked} links to agreements are missing; the known ones are kept"
        doubts.append(_Doubt(HoldReason.MASS_UNLINKING, detail))
    return doubts


def _vanished(listed: Sequence[Agreement], comparison: Comparison) -> int:
    """Return how many of the last states have no agreement any more: the list is sorted by state."""
    last = max((state_name(one.state) for one in comparison.listed), default="")
    return len({one.state for one in listed if state_name(one.state) > last})


def _doubts_of_states(listed: Sequence[Agreement], comparison: Comparison) -> list[_Doubt]:
    """Doubt the states that lose too many agencies; on the pending list many leave on any day."""
    gone: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    there: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for change in comparison.changes:
        if change.kind is ChangeKind.ENDED:
            gone[change.agreement.state].add(agency_key(change.agreement.agency, change.agreement.state))
    for one in listed if gone else ():
        there[one.state].add(agency_key(one.agency, one.state))
    scattered = sum(map(len, gone.values())) >= SCATTERED
    doubts = []
    for state, agencies in gone.items():
        share = len(agencies) / len(there[state])
        if scattered or any(len(agencies) >= count and share >= least for count, least in STATE_MASS):
            detail = f"{len(agencies)} of {len(there[state])} agencies of {state_name(state)} miss agreements at once"
            doubts.append(_Doubt(HoldReason.MASS_DEPARTURE, detail, state))
    return doubts


def _without(listed: Sequence[Agreement], comparison: Comparison, held: set[str]) -> Comparison:
    """Return the comparison with everything of the ``held`` states as it was known before."""
    if not held:
        return comparison
    touched = {one.id for one in (*listed, *comparison.listed) if one.state in held}
    touched |= {change.agreement.id for change in comparison.changes if change.agreement.state in held}
    now = [one for one in comparison.listed if one.id not in touched]
    now += [one for one in listed if one.id in touched]
    changes = tuple(change for change in comparison.changes if change.agreement.id not in touched)
    return Comparison(tuple(now), changes, comparison.notes)
