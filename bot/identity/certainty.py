"""How sure each change is: what else its row, or its agreement, could have been, and by how many points.  Pure.

`bot.identity.pairing` has decided already; this only looks at how near the other readings were, for the
changes alone.  The levels are explained to readers in ``docs/how-sure.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from math import inf
from typing import TypeAlias

from bot.domain.agreements import Agreement, Change, ChangeKind, Listing, Model, Reason
from bot.domain.basis import Basis, Level, Weighed
from bot.identity.candidates import witness_of
from bot.identity.evidence import Evidence, Witness, date_points, weigh, weigh_namesake
from bot.identity.likeness import SPELLINGS, Alike
from bot.identity.namesakes import Group, group_of
from bot.identity.pairing import Arrival, Departure, Pair, Pairing, ended_by_place
from bot.identity.pools import NEAREST, Pool
from bot.identity.scale import SCALE

SURE = 4.0
"""Points from any other reading from which a change is plain: as many as a date or a link can give."""

THIN = 2.0
"""Points from another reading below which a change is doubtful: fewer than a date gives that is a slip away."""

NAMED = 3.0
"""Points that the rows of one name, state and model have to spare beyond: dates far apart are still decided."""

MANY = 1_000
"""Changes of one edition beyond which nothing is weighed again: it is held, and what was held is decided at most."""

SHOWN = 3
"""Other readings that are kept with a change, of those with half the points that suffice."""

Place: TypeAlias = tuple[str | None, Model | None]
Reading: TypeAlias = tuple[Agreement, Listing, Evidence]


def level_of(margin: float) -> Level:
    """Return the level of a change that is ``margin`` points from being something else."""
    if margin >= SURE:
        return Level.PLAIN
    return Level.DECIDED if margin >= THIN else Level.DOUBTFUL


def with_bases(
    changes: Sequence[Change],
    pairing: Pairing,
    known: Sequence[Agreement],
    rows: Sequence[Listing],
    *,
    new: Mapping[int, Agreement],
    signed: Collection[Group],
) -> tuple[Change, ...]:
    """Return the changes of ``pairing``, each with what it rests on; ``new`` are the agreements by their row."""
    if not changes:
        return ()
    if len(changes) > MANY:
        return tuple(replace(change, basis=Basis(Level.DECIDED)) for change in changes)
    changed = {change.agreement.id for change in changes}
    readings = _Readings(pairing, known, rows, signed)
    bases = {pair.agreement.id: readings.of_pair(pair) for pair in pairing.pairs if pair.agreement.id in changed}
    bases |= {new[arrival.position].id: readings.of_arrival(arrival) for arrival in pairing.arrivals}
    bases |= {departure.agreement.id: readings.of_departure(departure) for departure in pairing.departures}
    return tuple(_with_basis(change, bases[change.agreement.id]) for change in changes)


def _with_basis(change: Change, basis: Basis) -> Change:
    """Give a change what it rests on; a renewal, and another agency of one place, have a rule beside the points.

    A name that resembles the other has none: it may be misread, or another agency's.
    """
    resembling = basis.evidence is not None and basis.evidence.likeness == Alike.RELATED
    by_rule = change.kind is ChangeKind.RENEWED or (change.kind is ChangeKind.RELABELLED and not resembling)
    if by_rule and basis.level is Level.DOUBTFUL:
        basis = replace(basis, level=Level.DECIDED)
    return replace(change, basis=basis)


class _Readings:
    """All that an edition and what was known could make of a change."""

    def __init__(
        self, pairing: Pairing, known: Sequence[Agreement], rows: Sequence[Listing], signed: Collection[Group]
    ) -> None:
        self.known = {agreement.id: agreement for agreement in known}
        self.rows = [*rows]
        understood = {found.position: found.row for found in pairing.pairs}
        for position, row in (understood | {found.position: found.row for found in pairing.arrivals}).items():
            self.rows[position] = row
        self.signed = signed
        self.listed = [agreement for agreement in known if agreement.ended_at is None]
        self.ended = ended_by_place(known)
        self.row_of = {pair.agreement.id: pair.position for pair in pairing.pairs}
        self.row_of |= {agreement.id: position for position, agreement in pairing.unchanged.items()}
        self.groups, self.row_groups, self._witness = pairing.groups, pairing.row_groups, pairing.witness
        self.chosen: dict[int, float] = {}
        """Points of the pairs that evidence made, by the identity of their agreement and of their row."""
        self.open_agreements, self.open_rows, self.settled_agreements, self.settled_rows = (Pool() for _ in range(4))
        self._fill(pairing)

    def _fill(self, pairing: Pairing) -> None:
        """Sort what the names alone did not settle from what they did."""
        for found in pairing.pairs:
            if group_of(found.agreement) != group_of(found.row):
                self.open_agreements.add(found.agreement.id, found.agreement.state, found.agreement)
                self.open_rows.add(found.position, found.row.state, found.row)
                self.chosen |= dict.fromkeys((id(found.agreement), id(found.row)), found.evidence.total)
        for departure in pairing.departures:
            self.open_agreements.add(departure.agreement.id, departure.agreement.state, departure.agreement)
        for arrival in pairing.arrivals:
            self.open_rows.add(arrival.position, arrival.row.state, arrival.row)
        here = {(departure.agreement.state, departure.agreement.model) for departure in pairing.departures}
        there = {(arrival.row.state, arrival.row.model) for arrival in pairing.arrivals}
        self._fill_settled(here, there)

    def _fill_settled(self, here: Collection[Place], there: Collection[Place]) -> None:
        """Sort in what names settled, where something has left or is new."""
        states = {state for state, _ in (*here, *there)}
        for agreement in (one for one in self.listed if one.state in states):
            position, place = self.row_of.get(agreement.id), (agreement.state, agreement.model)
            if position is None or id(agreement) in self.chosen:
                continue
            if place in there:
                self.settled_agreements.add(agreement.id, place, agreement)
            if place in here:
                self.settled_rows.add(position, place, self.rows[position])

    @cached_property
    def witness(self) -> Witness:
        """What the edition as a whole knows."""
        return self._witness or witness_of(self.listed, self.rows, self.row_groups)

    def of_pair(self, pair: Pair) -> Basis:
        """What a known agreement on a row rests on; one name, one model and one state suffice by themselves."""
        agreement, row = pair.agreement, pair.row
        if group_of(agreement) == group_of(row):
            others = self._namesakes(agreement, row)
            enough = NAMED
        else:
            others = [*self._rows_for(agreement), *self._agreements_for(row)]
            enough = SCALE.enough
        others = [other for other in others if not (other[0] is agreement and other[1] is row)]
        margin = pair.evidence.total - enough
        for known, listed, rival in others:
            if rival.total >= SCALE.enough:  # it would have cost this pair, and the other's own
                given_up = self.chosen.get(id(listed if known is agreement else known), 0.0)
                margin = min(margin, pair.evidence.total + given_up - rival.total)
        evidence = replace(_weighed(pair.evidence, agreement), by_name=enough < SCALE.enough)
        return self._basis(margin, row, others, evidence)

    def of_arrival(self, arrival: Arrival) -> Basis:
        """What a row of no listed agreement rests on: how far it is from every one, listed or gone."""
        row, former = arrival.row, arrival.former
        others = [*self._agreements_for(row), *self._second_row_of(row)]
        for agreement in self.ended.get((row.state, row.model), ()):
            if agreement is not former and date_points(agreement, row) != SCALE.far_date:
                others += self._if_respelt(agreement, row)
        margin = min(map(self._short_of, others), default=inf)
        if former is None or arrival.evidence is None:
            return self._basis(margin, row, others)
        margin = min(margin, arrival.evidence.total - SCALE.enough)
        return self._basis(margin, row, others, _weighed(arrival.evidence, former))

    def of_departure(self, departure: Departure) -> Basis:
        """What an agreement without a row rests on: how far every row is from it."""
        agreement = departure.agreement
        others = self._rows_for(agreement)
        for position in self.settled_rows.near((agreement.state, agreement.model), agreement):
            others += self._if_respelt(agreement, self.rows[position])
        margin = min(map(self._short_of, others), default=inf)
        found = self._basis(margin, None, others)
        return replace(found, level=Level.DECIDED) if departure.reason is Reason.LISTED_TWICE else found

    def _short_of(self, other: Reading) -> float:
        """By how many points another reading fell short: of enough, or of the pair that its agreement or row is in."""
        better = max(self.chosen.get(id(side), SCALE.enough) for side in other[:2])
        return better - _total(other)

    def _namesakes(self, agreement: Agreement, row: Listing) -> list[Reading]:
        group = group_of(row)
        here = [(self.listed[place], row) for place in self.groups.get(group, ())]
        here += [(agreement, self.rows[position]) for position in self.row_groups.get(group, ())]
        return [(known, listed, weigh_namesake(known, listed)) for known, listed in here[:NEAREST]]

    def _rows_for(self, agreement: Agreement) -> list[Reading]:
        """The rows that names alone did not settle, weighed for an agreement."""
        near = self.open_rows.near(agreement.state, agreement) | self.open_rows.near(None, agreement)
        near |= self.open_rows.sharing(agreement)
        return list(self._readings((agreement, self.rows[position]) for position in near))

    def _agreements_for(self, row: Listing) -> list[Reading]:
        """The agreements that names alone did not settle, weighed for a row."""
        near = self.open_agreements.near(row.state, row) | self.open_agreements.sharing(row)
        return list(self._readings((self.known[identity], row) for identity in near))

    def _readings(self, pairs: Iterable[tuple[Agreement, Listing]]) -> Iterator[Reading]:
        for agreement, row in pairs:
            elsewhere = (row.state, row.model) != (agreement.state, agreement.model)
            if not (elsewhere and group_of(agreement) in self.signed):
                yield agreement, row, weigh(agreement, row, self.witness, least=SURE)

    def _second_row_of(self, row: Listing) -> list[Reading]:
        """The listed agreements of which a new row may be a second one, in another spelling."""
        near = self.settled_agreements.near((row.state, row.model), row)
        return [found for identity in near for found in self._if_respelt(self.known[identity], row)]

    def _if_respelt(self, agreement: Agreement, row: Listing) -> list[Reading]:
        found = weigh(agreement, row, self.witness, least=SURE)
        return [(agreement, row, found)] if found.likeness in SPELLINGS else []

    def _basis(
        self,
        margin: float,
        row: Listing | None,
        others: Sequence[Reading],
        evidence: Weighed | None = None,
    ) -> Basis:
        nearest = sorted(others, key=lambda other: (-_total(other), other[0].id, other[1].sheet, other[1].row))
        considered = tuple(self._other(other, row) for other in nearest[:SHOWN] if _total(other) >= SURE)
        place = (row.row, row.sheet) if row else (0, "")
        return Basis(level_of(margin), *place, evidence, considered)

    def _other(self, reading: Reading, row: Listing | None) -> Weighed:
        """The side of a reading that is not the change's own."""
        agreement, listed, evidence = reading
        if listed is row:
            return _weighed(evidence, agreement)
        return _weighed(evidence, listed)


def _total(reading: Reading) -> float:
    """The points of a reading; what only a number in the name excludes counts without the name."""
    evidence = reading[2]
    return replace(evidence, name=0.0).total if evidence.likeness is Alike.NUMBER else evidence.total


def _weighed(evidence: Evidence, other: Agreement | Listing) -> Weighed:
    points = {kind: getattr(evidence, kind) for kind in ("name", "date", "county", "link", "model", "state")}
    state, model, row, sheet = _as_listed(other)
    return Weighed(
        agency=other.agency,
        state=state,
        model=str(model),
        signed=other.signed_on.isoformat() if other.signed_on else other.signed_printed,
        points={kind: given for kind, given in points.items() if given and given != -inf},
        likeness=str(evidence.likeness or ""),
        row=row,
        sheet=sheet,
    )


def _as_listed(other: Agreement | Listing) -> tuple[str, str, int, str]:
    """State and model, as printed where they are not understood, and the place of a row."""
    if isinstance(other, Agreement):
        return other.state, other.model, 0, ""
    return other.state or other.state_printed, other.model or other.model_printed, other.row, other.sheet
