"""A comparison without the part of it that is doubted.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

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
        return without_touching(listed, comparison, state)
    back = tuple(agreement for agreement in listed if agreement.id in gone)
    changes = tuple(change for change in comparison.changes if change.agreement.id not in gone)
    return replace(comparison, listed=(*comparison.listed, *back), changes=changes)


def without_touching(listed: Sequence[Agreement], comparison: Comparison, state: str) -> Comparison:
    """Leave everything of a state as it was; what is new where its agreements have moved to waits as well."""
    changes = comparison.changes
    moved_to = {change.agreement.state for change in changes if change.was.get("state") == state}
    touched = {agreement.id for agreement in (*listed, *comparison.listed) if agreement.state == state}
    touched |= {change.agreement.id for change in changes if change.agreement.state == state}
    touched |= {change.agreement.id for change in changes if _is_new(change) and change.agreement.state in moved_to}
    now = [agreement for agreement in comparison.listed if agreement.id not in touched]
    now += [agreement for agreement in listed if agreement.id in touched]
    left = tuple(change for change in changes if change.agreement.id not in touched)
    return replace(comparison, listed=tuple(now), changes=left)


def without_printed(comparison: Comparison) -> Comparison:
    """Take out what is new and not understood: a column of rubbish must not become alerts."""
    new = {change.agreement.id for change in comparison.changes if _is_new(change)}
    held = {agreement.id for agreement in comparison.listed if agreement.id in new and as_printed(agreement)}
    return replace(
        comparison,
        listed=tuple(agreement for agreement in comparison.listed if agreement.id not in held),
        changes=tuple(change for change in comparison.changes if change.agreement.id not in held),
    )


def without_corrections(
    listed: Sequence[Agreement], comparison: Comparison, fields: Mapping[str, Any], state: str | None = None
) -> Comparison:
    """Keep what is known of ``fields``, of all states or of one; a new row has there the blank that each field maps to.

    Nobody knows how to read a new row's date then, so that it stands as printed, nor whose county stands beside it.
    What its date alone says to be renewed stays as it was.
    """
    known = {agreement.id: agreement for agreement in listed}
    renewed = _renewed(comparison.changes) if "signed_on" in fields else set()
    now = [
        _kept(agreement, known.get(agreement.id), fields, renewed) if state in (None, agreement.state) else agreement
        for agreement in comparison.listed
    ]
    left = [
        _uncorrected(change, known.get(change.agreement.id), fields, renewed)
        if state in (None, change.agreement.state)
        else change
        for change in comparison.changes
    ]
    return replace(comparison, listed=tuple(now), changes=tuple(change for change in left if change is not None))


def _renewed(changes: Sequence[Change]) -> set[int]:
    return {change.agreement.id for change in changes if change.kind is ChangeKind.RENEWED}


def _kept(
    agreement: Agreement, before: Agreement | None, fields: Mapping[str, Any], renewed: Collection[int]
) -> Agreement:
    """Return an agreement with what was known of ``fields``; one that was ``renewed`` by them as it was."""
    if before is None:
        return replace(agreement, **{name: blank for name, blank in fields.items() if name != "signed_printed"})
    if agreement.id in renewed:
        return before
    return replace(agreement, **{name: getattr(before, name) for name in fields})


def _uncorrected(
    change: Change, before: Agreement | None, fields: Mapping[str, Any], renewed: Collection[int]
) -> Change | None:
    """Return a change without what it corrected in ``fields``; None where that was all of it."""
    was = {name: value for name, value in change.was.items() if name not in fields}
    if change.agreement.id in renewed or (change.was and not was and not _is_new(change)):
        return None
    return replace(change, agreement=_kept(change.agreement, before, fields, renewed), was=was)


def _left(change: Change) -> bool:
    return change.kind in (ChangeKind.ENDED, ChangeKind.PENDING_DROPPED)


def _is_new(change: Change) -> bool:
    return change.reason in (Reason.NEW_ROW, Reason.CAME_BACK)
