"""What an edition did to the agreements that we know: the changes, each with its named reason.  Pure.

`bot.identity.pairing` has decided who is who, and why; here is only written down what changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap

from bot.domain.agreements import (
    Agreement,
    Change,
    ChangeKind,
    Comparison,
    Listing,
    Reason,
    Roster,
    Unclear,
    UnclearRow,
)
from bot.domain.editions import ListKind
from bot.identity.agencies import other_models
from bot.identity.certainty import with_bases
from bot.identity.fields import former_values, renewed_by, updated
from bot.identity.namesakes import group_of
from bot.identity.pairing import Arrival, Departure, Pair, pair
from bot.identity.texts import Housekeeping, housekeeping, is_renewal, text_changes


@dataclass(slots=True)
class _Record:
    """What has been written down: agreements and changes by the position of their row."""

    agreements: dict[int, Agreement]
    changes: dict[int, list[Change]] = field(default_factory=dict)

    def in_order(self) -> tuple[tuple[Agreement, ...], list[Change]]:
        """Return both in the order of the roster."""
        agreements = tuple(self.agreements[position] for position in sorted(self.agreements))
        return agreements, [change for position in sorted(self.changes) for change in self.changes[position]]


def compare(
    known: Sequence[Agreement],
    roster: Roster,
    *,
    at: dt.datetime,
    next_id: int,
    signed: Iterable[Agreement] = (),
) -> Comparison:
    """Return what ``roster`` means against ``known``, all agreements of that list, ended ones too.

    ``at`` is the edition's time (aware, UTC); new agreements get ``next_id`` and the ids after
    it, in the order of the roster.  An agreement that nothing happened to is the same object
    as before.  One that a duplicate row stood for (``listed_twice``) is in its change only,
    with ``ended_at`` set, like one that ended.  ``signed``: what the participating list has, where
    ``roster`` is the pending one.
    """
    now_signed = frozenset(map(group_of, signed))
    pairing = pair(known, roster.listings, now_signed)
    record = _Record(dict(pairing.unchanged))
    nothing = housekeeping(pairing.unchanged.values(), [(listed.agreement, listed.row) for listed in pairing.pairs])
    for listed in pairing.pairs:
        _write_pair(record, listed, nothing)
    before = list(record.agreements.values())
    for arrival in pairing.arrivals:
        next_id += _write_arrival(record, arrival, roster.list, next_id)
    now, changes = record.in_order()
    changes = [*_with_others(changes, before), *_departures(pairing.departures, now, at)]
    return Comparison(
        now,
        with_bases(changes, pairing, known, roster.listings, new=record.agreements, signed=now_signed),
        tuple(map(_unclear, pairing.unreadable)) + tuple(starmap(_second, pairing.seconds)),
    )


def _write_pair(record: _Record, listed: Pair, nothing: Housekeeping) -> None:
    """Write down a known agreement as its row has it, with what became of it; ``nothing``: links that say nothing."""
    before, row = listed.agreement, listed.row
    if is_renewal(before, row, nothing):
        now = renewed_by(before, row)
        was = {**former_values(before, now), "moa_url": before.moa_url}
        changes = [Change(ChangeKind.RENEWED, now, Reason.SIGNED_ANEW, was=was)]
    else:
        now, changes = updated(before, row), []
        if listed.reason is Reason.RENAMED:
            now = replace(now, agency_id="")  # it is another agency's, whose id it gets
        if listed.reason:
            kind = ChangeKind.RELABELLED if listed.reason is Reason.RENAMED else ChangeKind.CORRECTED
            changes.append(Change(kind, now, listed.reason, was=former_values(before, now)))
        changes += text_changes(before, now, nothing)
    record.agreements[listed.position] = now
    if changes:
        record.changes[listed.position] = changes


def _write_arrival(record: _Record, arrival: Arrival, kind: ListKind, next_id: int) -> bool:
    """Write down a row of no listed agreement; return whether it took ``next_id``."""
    signed = ChangeKind.SIGNED if kind is ListKind.PARTICIPATING else ChangeKind.PENDING_LISTED
    if arrival.former:
        before = replace(arrival.former, ended_at=None)
        now = updated(before, arrival.row)
        change = Change(signed, now, arrival.reason, relisted=True, was=former_values(before, now))
    else:
        now = _new_agreement(arrival, kind, next_id)
        change = Change(signed, now, arrival.reason)
    record.agreements[arrival.position] = now
    record.changes[arrival.position] = [change]
    return arrival.former is None


def _new_agreement(arrival: Arrival, kind: ListKind, new_id: int) -> Agreement:
    row = arrival.row
    return Agreement(
        id=new_id,
        list=kind,
        state=arrival.state,
        agency=row.agency,
        model=arrival.model,
        type=row.type,
        county=row.county,
        signed_on=row.signed_on,
        signed_printed=row.signed_printed,
        moa_url=row.moa_url,
        addendum_url=row.addendum_url,
    )


def _second(row: Listing, other: Listing) -> UnclearRow:
    return UnclearRow(row.row, row.agency, Unclear.SECOND, other.agency, row.sheet)


def _unclear(row: Listing) -> UnclearRow:
    """Return which cell of a row keeps it from being told as new."""
    if not row.agency:
        return UnclearRow(row.row, row.agency, Unclear.AGENCY, sheet=row.sheet)
    if row.state is None:
        return UnclearRow(row.row, row.agency, Unclear.STATE, row.state_printed, row.sheet)
    return UnclearRow(row.row, row.agency, Unclear.MODEL, row.model_printed, row.sheet)


def _departures(departures: Iterable[Departure], now: Sequence[Agreement], at: dt.datetime) -> Iterator[Change]:
    """Yield the rows that went but leave their agency listed, then the departures, each with the models kept."""
    gone = []
    for departure in departures:
        if departure.reason is Reason.LISTED_TWICE:
            yield Change(ChangeKind.CORRECTED, replace(departure.agreement, ended_at=at), departure.reason)
        else:
            gone.append(departure)
    ended = [departure.agreement for departure in gone if departure.agreement.list is ListKind.PARTICIPATING]
    others = other_models(ended, now)
    for departure in gone:
        left, reason = replace(departure.agreement, ended_at=at), departure.reason
        kind = ChangeKind.ENDED if left.list is ListKind.PARTICIPATING else ChangeKind.PENDING_DROPPED
        yield Change(kind, left, reason, remaining=others.get(left.id, ()))


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
