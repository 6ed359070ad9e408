"""What about an edition is hard to believe.  Pure.

The rules are explained to readers in ``docs/how-changes-are-decided.md``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.domain.agreements import Agreement, ChangeKind, Comparison, Roster
from bot.domain.editions import Edition, EditionOutcome, Figures, ListKind, plausible
from bot.domain.holds import Decided, Hold, HoldReason
from bot.identity.agencies import agencies_of
from bot.identity.fields import as_printed
from bot.reading.states import state_name
from bot.reading.text import fold

TRUNCATED_FROM, TRUNCATED_SHARE = 20, 1 / 3
"""Agreements, and share of the list, that must be missing for the whole edition to be held."""

VANISHED_STATES = 2
"""So many states at the end of the alphabet off the list altogether, with `TRUNCATED_FROM` missing: the same."""

STATE_MASS = ((3, 0.75), (6, 0.4), (12, 0.1), (25, 0.0))
"""A state is held when at least so many of its agencies, being at least this share of them, are missing."""

SCATTERED = 20
"""Missing agencies over all states together from which every state that misses any is held."""

UNREADABLE_FROM, UNREADABLE_SHARE, UNREADABLE_WHOLE = 5, 0.05, 0.3
"""Rows not understood, and their share, from which the operator is told; share from which the edition is held."""

UNLINKED_FROM, UNLINKED_SHARE = 20, 0.3
"""Links missing, and their share, from which the operator is told; the known ones are kept anyway."""

CUT_FROM = 2
"""Agreements at the end of the last state that must be missing for the list to look cut off there."""

_NEW = {ChangeKind.SIGNED, ChangeKind.PENDING_LISTED}
_LEFT = {ChangeKind.ENDED, ChangeKind.PENDING_DROPPED}
_REDATED = {ChangeKind.CORRECTED, ChangeKind.RELABELLED, ChangeKind.RENEWED}


@dataclass(frozen=True)
class Case:
    """An edition to be judged: what it shows, and what is known.

    ``edition`` has its list and its own time; its outcome says whether it was held before.
    ``known`` are all agreements of its list, ``comparison`` is of them with ``roster``;
    ``replaced``: just this was shown before, and another edition has been believed since.  ``last`` is the
    edition last believed, ``holds`` are the list's open holds, ``decided`` what an operator has said of
    its holds.  ``other_fine``: the other list can be read and is believed.
    """

    edition: Edition
    roster: Roster
    comparison: Comparison
    known: Sequence[Agreement]
    last: Edition | None = None
    replaced: bool = False
    holds: Sequence[Hold] = ()
    decided: Sequence[Decided] = ()
    other_fine: bool = False

    @property
    def again(self) -> bool:
        """Whether an edition that was held before is judged again."""
        return self.edition.outcome in (EditionOutcome.HELD, EditionOutcome.PARTLY_HELD)

    @cached_property
    def listed(self) -> list[Agreement]:
        """The agreements that were on the list until now."""
        return [agreement for agreement in self.known if agreement.ended_at is None]

    @property
    def wrong_list(self) -> bool:
        """Whether it was linked as the other list than its headers say."""
        return self.edition.linked_as not in (None, self.roster.list)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing about an edition that is hard to believe; ``whole``: nothing of it goes through.

    ``content`` names what is doubted, as `bot.domain.holds.Hold` has it.
    """

    reason: HoldReason
    figures: Figures = field(default_factory=dict)
    state: str | None = None
    whole: bool = False
    content: frozenset[str] = frozenset()


def doubts_of_all(case: Case, at: dt.datetime) -> list[Doubt]:
    """Return what is hard to believe of the edition as a whole."""
    found = (
        _wrong_list(case),
        _empty(case) or _truncated(case) or _damaged(case),
        _unreadable(case),
        _unlinked(case),
        _older(case, at),
    )
    doubts = [doubt for doubt in found if doubt is not None]
    if all(doubt.content for doubt in doubts):
        return doubts
    rows = rows_of(case)
    return [doubt if doubt.content else replace(doubt, content=rows) for doubt in doubts]


def rows_of(case: Case) -> frozenset[str]:
    """Name all rows of an edition as what is doubted: by their digest."""
    return frozenset({hashlib.sha256(repr(case.roster.listings).encode()).hexdigest()})


def _empty(case: Case) -> Doubt | None:
    """Doubt a list without a row; the pending list has been empty for days, while the other was as ever."""
    officially = case.roster.list is ListKind.PENDING and case.other_fine and case.last is not None
    if case.roster.listings or officially:
        return None
    return _missing(case, case.listed)


def _missing(case: Case, gone: Sequence[Agreement]) -> Doubt:
    figures = {"missing": len(gone), "listed": len(case.listed)}
    return Doubt(HoldReason.TRUNCATED, figures, whole=True, content=_ids(gone))


def _wrong_list(case: Case) -> Doubt | None:
    if not case.wrong_list:
        return None
    figures = {"linked_as": str(case.edition.linked_as), "list": str(case.roster.list)}
    return Doubt(HoldReason.WRONG_LIST, figures, whole=True)


def _truncated(case: Case) -> Doubt | None:
    listed = case.listed
    gone = departed(case)
    if len(gone) < TRUNCATED_FROM:
        return None
    if len(gone) < TRUNCATED_SHARE * len(listed) and _vanished(listed, case.comparison) < VANISHED_STATES:
        return None
    return _missing(case, gone)


def _damaged(case: Case) -> Doubt | None:
    """Doubt a copy that was saved when the believed edition was, and lacks some of its agreements and has no other."""
    edition, last = case.edition, case.last
    same_save = last is not None and last.id != edition.id and edition.modified == last.modified
    kinds = {change.kind for change in case.comparison.changes}
    if edition.modified is None or not same_save or kinds & _NEW or not kinds & _LEFT:
        return None
    return _missing(case, [change.agreement for change in case.comparison.changes if change.kind in _LEFT])


def departed(case: Case, state: str | None = None) -> list[Agreement]:
    """The agreements that the edition does not have any more, of one state or of all."""
    gone = [change.agreement for change in case.comparison.changes if change.kind is ChangeKind.ENDED]
    return [agreement for agreement in gone if state in (None, agreement.state)]


def _ids(agreements: Iterable[Agreement]) -> frozenset[str]:
    return frozenset(str(agreement.id) for agreement in agreements)


def _vanished(listed: Sequence[Agreement], comparison: Comparison) -> int:
    """Return how many of the last states have no agreement any more: the list is sorted by state."""
    last = max((state_name(agreement.state) for agreement in comparison.listed), default="")
    return len({agreement.state for agreement in listed if state_name(agreement.state) > last})


def _unreadable(case: Case) -> Doubt | None:
    rows = len(case.roster.listings)
    printed = {fold(text) for known in case.known if as_printed(known) for text in (known.state, known.model)}
    unread = sum(
        (listing.state is None and fold(listing.state_printed) not in printed)
        or (listing.model is None and fold(listing.model_printed) not in printed)
        for listing in case.roster.listings
    )
    if unread < max(UNREADABLE_FROM, UNREADABLE_SHARE * rows):
        return None
    return Doubt(HoldReason.UNREADABLE, {"unread": unread, "rows": rows}, whole=unread >= UNREADABLE_WHOLE * rows)


def _unlinked(case: Case) -> Doubt | None:
    there = {agreement.id for agreement in case.comparison.listed}
    linked = sum(bool(agreement.moa_url) and agreement.id in there for agreement in case.listed)
    missing = linked - sum(bool(listing.moa_url) for listing in case.roster.listings)
    if missing < max(UNLINKED_FROM, UNLINKED_SHARE * linked):
        return None
    return Doubt(HoldReason.MASS_UNLINKING, {"missing": missing, "linked": linked})


def _older(case: Case, at: dt.datetime) -> Doubt | None:
    """Doubt what was saved before the last; what was saved in the future tells nothing."""
    modified, last = plausible(case.edition.modified, at), plausible(case.last.modified, at) if case.last else None
    older = bool(modified and last and modified < last)
    newer = bool(modified and last and last < modified)
    older = older or (case.replaced and not newer)
    return Doubt(HoldReason.OLDER_EDITION, whole=True) if older else None


def doubts_of_states(case: Case) -> Iterator[Doubt]:
    """Doubt the states that lose too many agencies; on the pending list many leave on any day."""
    gone = _agencies(departed(case))
    there = _agencies(agreement for agreement in case.listed if agreement.state in gone)
    losing, end = list(_losing_too_many(gone, there)), _end(case)
    surely = end.state if end and end.agency else None
    cut = {doubt.state: doubt for doubt in _cut_off(case, end) if doubt.state == surely or doubt.state not in losing}
    yield from cut.values()
    for state in losing:
        if state not in cut:
            figures = {"missing": gone[state], "listed": there[state]}
            yield Doubt(HoldReason.MASS_DEPARTURE, figures, state, content=_ids(departed(case, state)))


@dataclass(frozen=True, slots=True)
class _End:
    """Where the list ends: its last state, and that state's last agency; "" where its agencies are in no order."""

    state: str
    agency: str

    def is_before(self, agreement: Agreement) -> bool:
        """Whether an agreement would stand at the end or after it, if it were listed."""
        if agreement.state == self.state:
            return fold(agreement.agency) >= self.agency
        return state_name(agreement.state) > state_name(self.state)


def _end(case: Case) -> _End | None:
    """Where the list ends; None where it is not sorted by state, or is of one state alone."""
    shown = [listing.state for listing in case.roster.listings if listing.state]
    states = set(shown)
    if len(states) < 2 or shown[-1] != max(states, key=state_name):  # noqa: PLR2004
        return None
    last = shown[-1]
    agencies = [fold(listing.agency) for listing in case.roster.listings if listing.state == last]
    return _End(last, agencies[-1] if agencies == sorted(agencies) else "")


def _cut_off(case: Case, end: _End | None) -> Iterator[Doubt]:
    """Doubt the departures at the very end of the list, whatever else has left: it may have been cut off there.

    The list is sorted by state and then by agency; where its last state is not, any of that state
    may have stood at the end.
    """
    tail = [agreement for agreement in departed(case) if end and end.is_before(agreement)]
    if len(tail) < CUT_FROM:
        return
    for state in sorted({agreement.state for agreement in tail}):
        missing = departed(case, state)
        figures = {"missing": len(missing), "listed": sum(agreement.state == state for agreement in case.listed)}
        yield Doubt(HoldReason.TRUNCATED, figures, state, content=_ids(missing))


def _agencies(agreements: Iterable[Agreement]) -> Counter[str]:
    """How many agencies each state has among these."""
    return Counter(group[0].state for group in agencies_of(agreements))


def _losing_too_many(gone: Mapping[str, int], there: Mapping[str, int]) -> Iterator[str]:
    scattered = sum(gone.values()) >= SCATTERED
    for state, agencies in gone.items():
        share = agencies / there[state]
        if scattered or any(agencies >= count and share >= least for count, least in STATE_MASS):
            yield state
