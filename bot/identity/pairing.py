"""Which rows of an edition are which known agreements, and why; decided for the edition as a whole.  Pure.

First the rows that name the same agency, model and state as a known agreement
(`bot.identity.namesakes`); what is left over on both sides is then paired by evidence
(`bot.identity.candidates`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.domain.agreements import Agreement, AsPrinted, Listing, Model, Reason
from bot.identity.agencies import same_agency
from bot.identity.candidates import pair_by_evidence, witness_of
from bot.identity.evidence import Evidence, Witness, date_points, weigh
from bot.identity.fields import as_printed, better, better_date
from bot.identity.likeness import SPELLINGS
from bot.identity.namesakes import Group, Namesakes, group_of, grouped, pair_namesakes
from bot.identity.relabelled import pair_relabelled
from bot.identity.scale import SCALE
from bot.identity.schools import has_risen
from bot.identity.second_rows import alike_rows, second_rows
from bot.identity.words import differing_words
from bot.reading.agency import agency_key
from bot.reading.text import fold

Ended: TypeAlias = dict[tuple[str | None, Model | None], list[Agreement]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A known agreement and the row that lists it now; ``position`` is the row's in the roster, from 0.

    ``reason`` names the weightiest field that the row corrects; None where it corrects none.
    """

    agreement: Agreement
    row: Listing
    position: int
    reason: Reason | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Departure:
    """A known agreement without a row: ``no_counterpart``, or ``listed_twice`` where its agency keeps another row."""

    agreement: Agreement
    reason: Reason


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row of no listed agreement; a state or model that is not understood stands as printed.

    ``reason`` is ``new_row``, or ``came_back`` with the ended agreement and the evidence for it.
    """

    row: Listing
    position: int
    state: str
    model: Model
    reason: Reason
    former: Agreement | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who is who, who left, who came; each row is in exactly one of all but ``departures``.

    ``unchanged``: agreements by the position of the row that says exactly what is known of
    them; nothing had to be weighed.  ``unreadable``: rows of no known agreement of which the
    agency, the state or the model is not understood; those that name an agency, and repeat no other
    row, are arrivals as well.  ``repeated``: rows that only repeat another row; ``seconds``: those that do so but for
    a slip in the name, each with the row that it repeats.  Rows are in the
    order of the roster, departures in that of the known agreements.  ``groups`` and ``row_groups`` are those of
    the listed agreements and of the rows, and ``witness`` what the edition as a whole knows, where that was asked.
    """

    unchanged: Mapping[int, Agreement] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    departures: tuple[Departure, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    unreadable: tuple[Listing, ...] = ()
    repeated: tuple[Listing, ...] = ()
    seconds: tuple[tuple[Listing, Listing], ...] = ()
    groups: Mapping[Group, list[int]] = field(default_factory=dict, compare=False)
    row_groups: Mapping[Group, list[int]] = field(default_factory=dict, compare=False)
    witness: Witness | None = field(default=None, compare=False)


def pair(known: Sequence[Agreement], rows: Sequence[Listing], signed: Collection[Group] = ()) -> Pairing:
    """Pair ``known``, all agreements of a list, ended ones too, with ``rows``; who is who depends on no order.

    ``signed``: the groups of what the participating list has, where ``known`` are pending.
    """
    listed = [agreement for agreement in known if agreement.ended_at is None]
    rows = _as_known(rows, known)
    groups, row_groups = grouped(listed), grouped(rows)
    found, witness = pair_namesakes(listed, rows, groups, row_groups), None
    if found.departed and found.repeated:
        _pair_repeated(found, listed, rows)
    if found.departed and found.arrived:
        witness = witness_of(listed, rows, row_groups)
        _pair_rest(found, listed, rows, witness, signed)
        _pair_relabelled(found, listed, rows, witness, [agreement for agreement in known if agreement.ended_at])
    seconds = _take_seconds(found, rows, lambda: witness or witness_of(listed, rows, row_groups))
    arrivals, unreadable = _arrivals(rows, sorted(found.arrived), ended_by_place(known))
    return Pairing(
        unchanged={position: listed[member] for position, member in found.unchanged.items()},
        pairs=_pairs(found, listed, rows),
        departures=tuple(_departure(listed[k], rows, row_groups) for k in sorted(found.departed)),
        arrivals=tuple(arrivals),
        unreadable=tuple(unreadable),
        repeated=tuple(rows[position] for position in sorted(found.repeated)),
        seconds=tuple((rows[position], rows[other]) for position, other in sorted(seconds.items())),
        groups=groups,
        row_groups=row_groups,
        witness=witness,
    )


def _as_known(rows: Sequence[Listing], known: Iterable[Agreement]) -> Sequence[Listing]:
    """Give rows that are not understood the state and model of the agreements that are known as printed just so."""
    printed = [agreement for agreement in known if as_printed(agreement)]
    if not printed:
        return rows
    states = {fold(agreement.state): agreement.state for agreement in printed}
    models = {fold(agreement.model): agreement.model for agreement in printed}
    return [
        row
        if row.state is not None and row.model is not None
        else replace(
            row,
            state=row.state or states.get(fold(row.state_printed)),
            model=row.model if row.model is not None else models.get(fold(row.model_printed)),
        )
        for row in rows
    ]


def _pair_repeated(found: Namesakes, listed: Sequence[Agreement], rows: Sequence[Listing]) -> None:
    """Take a row that repeats another for the agreement that its agency misses: of another model, signed the same day.

    An agency with two agreements of one day that is printed twice with one model has a wrong cell, and has lost none.
    """
    for position in list(found.repeated):
        row = rows[position]
        fitting = (
            member
            for member in found.departed
            if row.signed_on is not None
            and listed[member].signed_on == row.signed_on
            and same_agency(listed[member], row)
        )
        member = next(fitting, None)
        if member is not None:
            found.matched[member] = position, weigh(listed[member], row, Witness())
            found.departed.remove(member)
            found.repeated.remove(position)


def _pair_rest(
    found: Namesakes,
    listed: Sequence[Agreement],
    rows: Sequence[Listing],
    witness: Witness,
    signed: Collection[Group],
) -> None:
    """Pair the departed with the arrived by evidence, all of them at once."""
    departed, arrived = _left_over(found, listed, rows)
    now_signed = {member for member in departed if group_of(listed[member]) in signed}
    found.add(pair_by_evidence(departed, arrived, witness, now_signed))


def _pair_relabelled(
    found: Namesakes,
    listed: Sequence[Agreement],
    rows: Sequence[Listing],
    witness: Witness,
    ended: Sequence[Agreement],
) -> None:
    """Pair the departed with the arrived that can be nothing but the same under another agency."""
    departed, arrived = _left_over(found, listed, rows)
    found.add(pair_relabelled(departed, arrived, witness, ended))


def _take_seconds(found: Namesakes, rows: Sequence[Listing], witness: Callable[[], Witness]) -> Mapping[int, int]:
    """Take what is another row printed again, but for a slip, out of the arrived."""
    again = alike_rows(found.arrived, rows)
    if not again:
        return {}
    seconds = second_rows(again, rows, witness())
    found.arrived = [position for position in found.arrived if position not in seconds]
    return seconds


def _left_over(
    found: Namesakes, listed: Sequence[Agreement], rows: Sequence[Listing]
) -> tuple[dict[int, Agreement], dict[int, Listing]]:
    departed = {member: listed[member] for member in found.departed}
    return departed, {position: rows[position] for position in found.arrived}


def _pairs(found: Namesakes, listed: Sequence[Agreement], rows: Sequence[Listing]) -> tuple[Pair, ...]:
    matched = ((position, listed[member], evidence) for member, (position, evidence) in found.matched.items())
    return tuple(
        Pair(agreement, rows[position], position, _why(agreement, rows[position], evidence), evidence)
        for position, agreement, evidence in sorted(matched, key=lambda match: match[0])
    )


def _why(agreement: Agreement, row: Listing, evidence: Evidence) -> Reason | None:
    """Return the reason of the weightiest field that the row corrects in the agreement that it is."""
    if row.state not in (None, agreement.state):
        return Reason.MOVED_STATE
    if row.model not in (None, agreement.model):
        return Reason.MODEL_CORRECTED
    if better(agreement.agency, row.agency) != agreement.agency:
        risen = has_risen(*(agency_key(one.agency, agreement.state) for one in (agreement, row)))
        return Reason.RESPELT if evidence.likeness in SPELLINGS or risen else Reason.RENAMED
    if better_date(agreement, row):
        return Reason.DATE_CORRECTED
    if agreement.county and better(agreement.county, row.county) != agreement.county:
        return Reason.COUNTY_CORRECTED
    return None


def _departure(agreement: Agreement, rows: Sequence[Listing], row_groups: Mapping[Group, list[int]]) -> Departure:
    """Return why an agreement has no row; nothing has ended while its agency is listed with the same model."""
    still = any(same_agency(agreement, rows[position]) for position in row_groups.get(group_of(agreement), ()))
    return Departure(agreement, Reason.LISTED_TWICE if still else Reason.NO_COUNTERPART)


def ended_by_place(known: Iterable[Agreement]) -> Ended:
    """Return what has ended by its state and model."""
    found: Ended = defaultdict(list)
    for agreement in known:
        if agreement.ended_at is not None:
            found[agreement.state, agreement.model].append(agreement)
    return found


def _arrivals(rows: Sequence[Listing], positions: Iterable[int], ended: Ended) -> tuple[list[Arrival], list[Listing]]:
    """Return the rows that are new agreements or came back, and those that cannot be read."""
    arrivals, unreadable = [], []
    for position in positions:
        row = rows[position]
        if not row.agency or row.state is None or row.model is None:
            unreadable.append(row)
            if not row.agency or _repeats(row, rows):
                continue
        state = AsPrinted(row.state_printed) if row.state is None else row.state
        model = AsPrinted(row.model_printed) if row.model is None else row.model
        former, evidence = _former_self(row, ended[state, model])
        reason = Reason.CAME_BACK if former else Reason.NEW_ROW
        arrivals.append(Arrival(row, position, state, model, reason, former, evidence))
    return arrivals, unreadable


def _repeats(row: Listing, rows: Sequence[Listing]) -> bool:
    """Whether a row that is not understood may only repeat one that is: then it is no agreement of its own."""
    return any(
        other.state is not None
        and other.model is not None
        and row.state in (None, other.state)
        and row.model in (None, other.model)
        and row.signed_on == other.signed_on
        and agency_key(row.agency, other.state) == agency_key(other.agency, other.state)
        for other in rows
    )


def _has_returned(agreement: Agreement, evidence: Evidence, row: Listing) -> bool:
    """Whether a row is an agreement that had left; where a telling word differs, more than the name must agree."""
    agrees = evidence.county > 0 or evidence.link > 0 or (row.signed_on is not None and evidence.date > 0)
    same = agrees or not any(differing_words(agreement.agency, row.agency, agreement.state))
    return same and evidence.total >= SCALE.enough


def _former_self(row: Listing, ended: list[Agreement]) -> tuple[Agreement | None, Evidence | None]:
    """Return the ended agreement that this row is, the last to leave if several fit, and take it off the list."""
    weighed = [
        (agreement, weigh(agreement, row, Witness()))
        for agreement in ended
        if date_points(agreement, row) != SCALE.far_date  # signed anew is a new agreement
    ]
    best = max(
        ((agreement, evidence) for agreement, evidence in weighed if _has_returned(agreement, evidence, row)),
        key=lambda fitting: (fitting[1].total, fitting[0].ended_at, -fitting[0].id),
        default=None,
    )
    if best is None:
        return None, None
    ended.remove(best[0])
    return best
