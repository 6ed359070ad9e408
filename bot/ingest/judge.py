"""Is this edition believable?  What goes through now, what is held, and when a hold ends by itself.  Pure.

The rules and times are explained to readers in ``docs/how-changes-are-decided.md``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.domain.agreements import Comparison
from bot.domain.holds import Decision, Hold, HoldReason
from bot.ingest.corrections import IDENTITY, doubts_of_corrections
from bot.ingest.doubts import Case, Doubt, doubts_of_all, doubts_of_states
from bot.ingest.setting_aside import without_corrections, without_printed, without_state, without_touching

PART_SHOWN_FOR = dt.timedelta(hours=18)
"""A state's departures are believed when the list has shown them this long: over night, well within a day ..."""

PART_CONFIRMED_AFTER = dt.timedelta(hours=6)
"""... or when another edition still shows them, this long after the first."""

WHOLE_EDITIONS, WHOLE_CONFIRMED_AFTER = 3, dt.timedelta(hours=24)
"""A whole edition is believed when so many different ones agree, the last this long after the first ..."""

WHOLE_SHOWN_FOR = dt.timedelta(days=7)
"""... or when the list has shown nothing else for this long."""

WRONG_IN_ITSELF = (HoldReason.WRONG_LIST, HoldReason.OLDER_EDITION)
"""Holds that time settles only while the source shows nothing else: a page can link a stale copy for weeks."""

KEPT_AS_KNOWN: Mapping[HoldReason, Mapping[str, Any]] = {
    HoldReason.MASS_REDATING: {"signed_on": None, "signed_printed": ""},
    HoldReason.MASS_COUNTIES: {"county": ""},
}
"""The fields that are kept as they were known, and what a new row has there."""

Key: TypeAlias = tuple[str | None, HoldReason]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What goes through now and what does not.

    ``believed`` is what to record: its agreements and changes.  ``holds`` are all holds open
    after this edition.  ``whole``: nothing goes through, and ``believed`` lists the agreements
    as they were known.
    """

    believed: Comparison
    holds: tuple[Hold, ...] = ()
    whole: bool = False


def judge(case: Case, at: dt.datetime) -> Verdict:
    """Return what of an edition is believed at ``at``.

    An operator's decision on an open hold is obeyed: `Decision.APPROVED` is believed,
    `Decision.REJECTED` never ends by itself while editions show just that.
    """
    if not case.listed and case.roster.listings and not case.wrong_list:
        return Verdict(case.comparison)
    before = {(hold.state, hold.reason): hold for hold in case.holds if hold.list is case.roster.list}
    standing = _standing(case, before, at)
    if whole := [doubt for doubt in standing if doubt.whole]:
        kept = {key: hold for key, hold in before.items() if key[0] is not None}
        kept |= _held(case, whole, before, at)
        return Verdict(Comparison(tuple(case.listed), ()), tuple(kept.values()), whole=True)
    kept = _held(case, standing, before, at)
    return Verdict(_believed(case, kept), tuple(kept.values()))


def _believed(case: Case, held: Collection[Key]) -> Comparison:
    """What of an edition goes through: nothing that is doubted of a state, nor what is doubted of all rows."""
    comparison = case.comparison
    for state, reason in sorted(held, key=lambda key: (key[0] or "", key[1])):
        if reason is HoldReason.UNREADABLE:
            comparison = without_printed(comparison)
        elif reason in KEPT_AS_KNOWN:
            comparison = without_corrections(case.listed, comparison, KEPT_AS_KNOWN[reason], state)
        elif state is not None and reason in IDENTITY:
            comparison = without_touching(case.listed, comparison, state)
        elif state is not None:
            comparison = without_state(case.listed, comparison, state)
    return comparison


def may_lapse(hold: Hold) -> tuple[dt.datetime, ...]:
    """When time alone may end ``hold``, while the list shows nothing else: judge it again then."""
    return (hold.since + PART_SHOWN_FOR, hold.since + WHOLE_SHOWN_FOR)


def _standing(case: Case, before: Mapping[Key, Hold], at: dt.datetime) -> list[Doubt]:
    """Return the doubts that nothing has settled yet.

    Of an old copy nothing else is doubted, lest it be taken for what is held of a later edition; once it is
    believed, having been all that was shown for so long, it is believed as a whole.
    """
    doubts, of_states = _doubts(case, at)
    settled = {doubt.reason for doubt in doubts if _is_settled(case, doubt, before, at)}
    if any(doubt.reason is HoldReason.OLDER_EDITION for doubt in doubts):
        if HoldReason.OLDER_EDITION not in settled:
            return [doubt for doubt in doubts if doubt.reason in WRONG_IN_ITSELF and doubt.reason not in settled]
        settled |= {doubt.reason for doubt in doubts if doubt.whole and doubt.reason is not HoldReason.WRONG_LIST}
    doubts = [doubt for doubt in doubts if doubt.reason not in settled]
    if settled.isdisjoint((HoldReason.TRUNCATED, *IDENTITY)):
        doubts += [doubt for doubt in of_states if not _is_settled(case, doubt, before, at)]
    return doubts


def _doubts(case: Case, at: dt.datetime) -> tuple[list[Doubt], list[Doubt]]:
    """Return what is hard to believe of the list, and what of single states."""
    corrections = list(doubts_of_corrections(case))
    of_all = [*doubts_of_all(case, at), *(doubt for doubt in corrections if doubt.state is None)]
    return of_all, [*doubts_of_states(case), *(doubt for doubt in corrections if doubt.state is not None)]


def _held(case: Case, doubts: Iterable[Doubt], before: Mapping[Key, Hold], at: dt.datetime) -> dict[Key, Hold]:
    held: dict[Key, Hold] = {}
    for doubt in doubts:
        old = _so_far(doubt, before)
        held[doubt.state, doubt.reason] = Hold(
            list=case.roster.list,
            state=doubt.state,
            reason=doubt.reason,
            since=old.since if old else at,
            edition=case.edition.id,
            editions=old.editions + (not case.again) if old else 1,
            figures=doubt.figures,
            content=doubt.content,
            seen_at=at,
            decision=_decision(case, doubt, old),
        )
    return held


def _so_far(doubt: Doubt, before: Mapping[Key, Hold]) -> Hold | None:
    """The hold that a doubt goes on with: of a state also one of the same departures that another rule began."""
    known = before.get((doubt.state, doubt.reason))
    if known is None and doubt.state is not None:
        others = (hold for (state, _), hold in before.items() if state == doubt.state)
        known = next((hold for hold in others if hold.content & doubt.content), None)
    if known and known.decision is Decision.REJECTED and known.content and not doubt.content <= known.content:
        return None  # time has not counted for what was rejected, and this is more than that
    return known


def _decision(case: Case, doubt: Doubt, old: Hold | None) -> Decision | None:
    """What an operator has said of just this, or of more than this; the latest word counts.

    A hold that an earlier version of this program began does not say what it consists of.
    """
    if old and old.decision and (not old.content or doubt.content <= old.content):
        return old.decision
    said = (decided.decision for decided in case.decided if decided.covers(doubt.state, doubt.reason, doubt.content))
    return next(said, None)


def _is_settled(case: Case, doubt: Doubt, before: Mapping[Key, Hold], at: dt.datetime) -> bool:
    """Whether a doubt has been shown often or long enough, or an operator has settled it."""
    old, again = _so_far(doubt, before), case.again
    decision = _decision(case, doubt, old)
    if decision is not None:
        return decision is Decision.APPROVED
    if old is None:
        return False
    shown, editions = at - old.since, old.editions + (not again)
    if doubt.whole:
        confirmed = editions >= WHOLE_EDITIONS and shown >= WHOLE_CONFIRMED_AFTER
        return confirmed or shown >= WHOLE_SHOWN_FOR
    if doubt.state is None:
        return False  # it keeps nothing back, so it stays in sight until the list comes right
    return shown >= PART_SHOWN_FOR or (editions > 1 and not again and shown >= PART_CONFIRMED_AFTER)
