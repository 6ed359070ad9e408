"""What an edition did to the agreements that we know: the changes, each with its named reason.  Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.model import Agreement, Change, ChangeKind, Comparison, Listing, ListKind, Roster, SupportModel
from bot.identity.agencies import other_models
from bot.identity.evidence import ENOUGH, FAR, Witness, date_points, points
from bot.identity.likeness import Alike, alike
from bot.identity.pairing import pair
from bot.reading.names import fold


class Reason(StrEnum):
    """The rule that decided a change; stored with it and listed in ``docs/how-changes-are-decided.md``."""

    NEW_ROW = "new_row"  # no known agreement could be meant
    CAME_BACK = "came_back"  # an agreement that had left the list is on it again
    NO_COUNTERPART = "no_counterpart"  # no row of the edition could be meant
    RESPELT = "respelt"  # another spelling of the same agency
    RENAMED = "renamed"  # another name; date, model and place agree
    MOVED_STATE = "moved_state"  # the same agreement printed under another state
    MODEL_CORRECTED = "model_corrected"  # the same agency and date with another model
    DATE_CORRECTED = "date_corrected"  # the same agreement with another signing date
    COUNTY_CORRECTED = "county_corrected"  # the same agreement with another county
    LISTED_TWICE = "listed_twice"  # one of two rows of the same agreement went
    FIRST_LINK = "first_link"  # the first link to the agreement's text


_LONGEST_NOTED = 80


@dataclass(frozen=True, slots=True)
class _Told:
    """One row's changes, and its agreement after the edition where it has one."""

    agreement: Agreement | None
    changes: tuple[Change, ...] = ()
    note: str = ""


def compare(known: Sequence[Agreement], roster: Roster, *, at: dt.datetime, next_id: int) -> Comparison:
    """Return what ``roster`` means against ``known``, all agreements of that list, ended ones too.

    ``at`` is the edition's time (aware, UTC); new agreements get ``next_id`` and the ids after
    it, in the order of the roster.  An agreement that nothing happened to is the same object
    as before.  One that a duplicate row stood for (``listed_twice``) is in its change only,
    with ``ended_at`` set, like one that ended.
    """
    listed = [one for one in known if one.ended_at is None]
    ended = _by_state_and_model(one for one in known if one.ended_at is not None)
    rows = roster.listings
    pairing = pair(listed, rows)
    by_row = {row: listed[member] for member, row in pairing.pairs.items()}
    seen = {row: _seen_again(one, rows[row]) for row, one in by_row.items()}
    told: list[_Told] = []
    for row in sorted([*by_row, *pairing.arrived]):
        if row in seen:
            told.append(seen[row])
            continue
        one = _arrival(rows[row], roster.list, ended, next_id)
        next_id += one.agreement is not None and one.agreement.id == next_id
        told.append(one)
    now = tuple(one.agreement for one in told if one.agreement)
    gone = _departures([listed[k] for k in pairing.departed], now, at)
    twice = [_set_aside(listed[k], at) for k in pairing.listed_twice]
    before = [one.agreement for one in seen.values() if one.agreement]
    changes = _with_others([change for one in told for change in one.changes], before)
    return Comparison(now, (*changes, *twice, *gone), tuple(one.note for one in told if one.note))


def _change(
    kind: ChangeKind, agreement: Agreement, reason: Reason, was: Mapping[str, str | None] | None = None
) -> Change:
    return Change(kind, agreement, reason.value, was=was or {})


def _set_aside(one: Agreement, at: dt.datetime) -> Change:
    return _change(ChangeKind.CORRECTED, replace(one, ended_at=at), Reason.LISTED_TWICE)


def _by_state_and_model(ended: Iterable[Agreement]) -> dict[tuple[str, SupportModel], list[Agreement]]:
    found: dict[tuple[str, SupportModel], list[Agreement]] = defaultdict(list)
    for one in ended:
        found[one.state, one.model].append(one)
    return found


def _seen_again(known: Agreement, row: Listing) -> _Told:
    """Return a known agreement as the row has it, with what was corrected in it."""
    now, was = _updated(known, row)
    changes: list[Change] = []
    if was:
        changes.append(_change(ChangeKind.CORRECTED, now, _why_corrected(known, now, was), was))
    if now.moa_url and not known.moa_url:
        changes.append(_change(ChangeKind.MOA_POSTED, now, Reason.FIRST_LINK))
    return _Told(now, tuple(changes))


def _updated(known: Agreement, row: Listing) -> tuple[Agreement, dict[str, str | None]]:
    """Return the agreement with what the row says better, and the former values of what counts as a correction.

    Case, apostrophes and white space are no news; neither is a cell that became empty, an
    unreadable date in the place of a good one, or a link that went: what was known stays.
    """
    if _as_known(known, row):
        return known, {}
    now = replace(
        known,
        state=row.state or known.state,
        model=row.model or known.model,
        agency=_better(known.agency, row.agency),
        county=_better(known.county, row.county),
        type=_better(known.type, row.type),
        moa_url=row.moa_url or known.moa_url,
        addendum_url=row.addendum_url or known.addendum_url,
    )
    if row.signed_on and row.signed_on != known.signed_on:
        now = replace(now, signed_on=row.signed_on, signed_printed=row.signed_printed)
    elif known.signed_on is None and row.signed_printed and row.signed_printed != known.signed_printed:
        now = replace(now, signed_printed=row.signed_printed)
    if now == known:
        return known, {}
    return now, _former(known, now)


def _as_known(known: Agreement, row: Listing) -> bool:
    """Whether the row says exactly what is known: the quick way for nearly all rows of an edition."""
    return (
        known.agency == row.agency
        and known.signed_on == row.signed_on
        and known.moa_url == row.moa_url
        and known.county == row.county
        and known.addendum_url == row.addendum_url
        and known.state == row.state
        and known.model is row.model
        and known.type == row.type
        and (known.signed_on is not None or known.signed_printed == row.signed_printed)
    )


def _better(old: str, new: str) -> str:
    return old if not new or (old and fold(old) == fold(new)) else new


def _former(known: Agreement, now: Agreement) -> dict[str, str | None]:
    was: dict[str, str | None] = {}
    if now.state != known.state:
        was["state"] = known.state
    if now.agency != known.agency:
        was["agency"] = known.agency
    if now.model is not known.model:
        was["model"] = known.model.value
    if now.signed_on != known.signed_on:
        was["signed_on"] = known.signed_on.isoformat() if known.signed_on else None
    if known.signed_on is None and now.signed_printed != known.signed_printed:
        was["signed_printed"] = known.signed_printed
    if known.county and now.county != known.county:
        was["county"] = known.county
    return was


def _why_corrected(known: Agreement, now: Agreement, was: Mapping[str, object]) -> Reason:
    """Return the reason of the weightiest field that was corrected."""
    if "state" in was:
        return Reason.MOVED_STATE
    if "model" in was:
        return Reason.MODEL_CORRECTED
    if "agency" in was:
        near = (Alike.SAME, Alike.TYPO, Alike.WORDS, Alike.PART)
        return Reason.RESPELT if alike(known.agency, now.agency, known.state) in near else Reason.RENAMED
    return Reason.COUNTY_CORRECTED if set(was) == {"county"} else Reason.DATE_CORRECTED


def _arrival(
    row: Listing, kind: ListKind, ended: Mapping[tuple[str, SupportModel], list[Agreement]], next_id: int
) -> _Told:
    """Return a row of no listed agreement as a new one, or as one that came back; or only a note."""
    if not row.agency or row.state is None or row.model is None:
        return _Told(None, (), _not_told(row))
    signed = ChangeKind.SIGNED if kind is ListKind.PARTICIPATING else ChangeKind.PENDING_LISTED
    former = _former_self(row, ended.get((row.state, row.model), []))
    if former:
        back, was = _updated(replace(former, ended_at=None), row)
        return _Told(back, (Change(signed, back, Reason.CAME_BACK.value, relisted=True, was=was),))
    new = Agreement(
        id=next_id,
        list=kind,
        state=row.state,
        agency=row.agency,
        model=row.model,
        type=row.type,
        county=row.county,
        signed_on=row.signed_on,
        signed_printed=row.signed_printed,
        moa_url=row.moa_url,
        addendum_url=row.addendum_url,
    )
    return _Told(new, (_change(signed, new, Reason.NEW_ROW),))


def _former_self(row: Listing, ended: list[Agreement]) -> Agreement | None:
    """Return the ended agreement that this row is, the last to leave if several fit, and take it off the list."""
    near = [one for one in ended if date_points(one, row) != FAR]  # signed anew is a new agreement
    fitting = [(points(one, row, Witness()), one.ended_at, -one.id, one) for one in near]
    best = max((entry for entry in fitting if entry[0] >= ENOUGH), key=lambda entry: entry[:3], default=None)
    if best is None:
        return None
    ended.remove(best[3])
    return best[3]


def _not_told(row: Listing) -> str:
    if not row.agency:
        what = "it names no agency"
    elif row.state is None:
        what = f"the state {row.state_printed[:_LONGEST_NOTED]!r} is not understood"
    else:
        what = f"the support type {row.model_printed[:_LONGEST_NOTED]!r} is not understood"
    return f"row {row.row} ({row.agency[:_LONGEST_NOTED]}) is not told as new: {what}"


def _departures(gone: Sequence[Agreement], now: Sequence[Agreement], at: dt.datetime) -> list[Change]:
    """Return the departures, each with the models that its agency keeps."""
    participating = [one for one in gone if one.list is ListKind.PARTICIPATING]
    others = other_models(participating, now)
    changes = []
    for one in gone:
        kind = ChangeKind.ENDED if one.list is ListKind.PARTICIPATING else ChangeKind.PENDING_DROPPED
        left, kept = replace(one, ended_at=at), others.get(one.id, ())
        changes.append(Change(kind, left, Reason.NO_COUNTERPART.value, remaining=kept))
    return changes


def _with_others(changes: Sequence[Change], before: Sequence[Agreement]) -> list[Change]:
    """Give each signing the models that its agency had on the list already."""
    signed = [change.agreement for change in changes if change.kind is ChangeKind.SIGNED]
    others = other_models(signed, before)
    return [
        replace(change, remaining=others[change.agreement.id])
        if change.kind is ChangeKind.SIGNED and change.agreement.id in others
        else change
        for change in changes
    ]
