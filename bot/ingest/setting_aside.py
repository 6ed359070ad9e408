"""A comparison without the part of it that is doubted.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.agreements import Agreement, Change, ChangeKind, Comparison, Reason
from bot.identity.fields import as_printed

RENAMED_SHARE = 0.5
"""New rows of a state, as a share of its missing agreements, from which they may be the same ones under other names."""


def without_state(listed: Sequence[Agreement], comparison: Comparison, state: str) -> Comparison:
    """Take out what is doubted of a state: its departures.

    Its new rows go through, unless they are so many that they may be the departed under other names: then
    everything of that state stays as it was.
    """
    gone = {change.agreement.id for change in comparison.changes if _left(change) and change.agreement.state == state}
    arrived = [change for change in comparison.changes if _is_new(change) and change.agreement.state == state]
    if len(arrived) >= max(1, RENAMED_SHARE * len(gone)):
        return _untouched(listed, comparison, state)
    back = tuple(agreement for agreement in listed if agreement.id in gone)
    changes = tuple(change for change in comparison.changes if change.agreement.id not in gone)
    return replace(comparison, listed=(*comparison.listed, *back), changes=changes)


def _untouched(listed: Sequence[Agreement], comparison: Comparison, state: str) -> Comparison:
    touched = {agreement.id for agreement in (*listed, *comparison.listed) if agreement.state == state}
    touched |= {change.agreement.id for change in comparison.changes if change.agreement.state == state}
    now = [agreement for agreement in comparison.listed if agreement.id not in touched]
    now += [agreement for agreement in listed if agreement.id in touched]
    changes = tuple(change for change in comparison.changes if change.agreement.id not in touched)
    return replace(comparison, listed=tuple(now), changes=changes)


def without_printed(comparison: Comparison) -> Comparison:
    """Take out what is new and not understood: a column of rubbish must not become alerts."""
    new = {change.agreement.id for change in comparison.changes if _is_new(change)}
    held = {agreement.id for agreement in comparison.listed if agreement.id in new and as_printed(agreement)}
    return replace(
        comparison,
        listed=tuple(agreement for agreement in comparison.listed if agreement.id not in held),
        changes=tuple(change for change in comparison.changes if change.agreement.id not in held),
    )


def without_dates(listed: Sequence[Agreement], comparison: Comparison) -> Comparison:
    """Keep the dates that are known; a new row has its date as it is printed, for nobody knows how to read it.

    What its date alone says to be renewed stays as it was.
    """
    known = {agreement.id: agreement for agreement in listed}
    renewed = {change.agreement.id for change in comparison.changes if change.kind is ChangeKind.RENEWED}

    def kept(agreement: Agreement) -> Agreement:
        before = known.get(agreement.id)
        if before is None:
            return replace(agreement, signed_on=None)
        if agreement.id in renewed:
            return before
        return replace(agreement, signed_on=before.signed_on, signed_printed=before.signed_printed)

    changes = (
        replace(change, agreement=kept(change.agreement), was=_undated(change))
        for change in comparison.changes
        if change.agreement.id not in renewed
        and (change.kind is not ChangeKind.CORRECTED or _undated(change) or not change.was)
    )
    return replace(comparison, listed=tuple(map(kept, comparison.listed)), changes=tuple(changes))


def _undated(change: Change) -> dict[str, str | None]:
    return {name: value for name, value in change.was.items() if name not in ("signed_on", "signed_printed")}


def _left(change: Change) -> bool:
    return change.kind in (ChangeKind.ENDED, ChangeKind.PENDING_DROPPED)


def _is_new(change: Change) -> bool:
    return change.reason in (Reason.NEW_ROW, Reason.CAME_BACK)
