"""Which rows of an edition are which known agreements, decided for the edition as a whole.  Pure.

First the rows that name the same agency, model and state as a known agreement; what is left
over on both sides is then paired by evidence, best sum of points first (`bot.identity.assignment`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.domain.model import Agreement, Listing, SupportModel
from bot.identity.agencies import one_place
from bot.identity.assignment import assign
from bot.identity.evidence import ENOUGH, NEAR, Witness, date_points, points, slipped
from bot.identity.words import same_county
from bot.reading.names import agency_key

Group = tuple[str | None, tuple[str, ...], SupportModel | None]

SMALL = 4_000
"""Pairs of departed and arrived in one state up to which every pair is weighed."""

NEAREST = 15
"""Beyond that: how many of the arrived with the nearest names are weighed for each departed ..."""

HUGE = 4_000_000
"""... up to so many pairs; beyond, only the same name or link.  No real edition comes near it."""

ROWS_OF_ONE = 50
"""More rows than this of one agency and model are not looked at: no real edition has more than two or three."""


@dataclass(slots=True)
class Pairing:
    """Positions of known agreements and rows: who is who, who left, who came.

    ``pairs``: known -> row.  ``departed``: no row is theirs.  ``listed_twice``: no row is
    theirs, but the same agency is listed with the same model.  ``arrived``: rows of no known
    agreement, one of each set of duplicates.
    """

    pairs: dict[int, int] = field(default_factory=dict)
    departed: list[int] = field(default_factory=list)
    listed_twice: list[int] = field(default_factory=list)
    arrived: list[int] = field(default_factory=list)


def group_of(one: Agreement | Listing) -> Group:
    """Return what rows of one agreement have in common but for the date and the county."""
    return one.state, agency_key(one.agency, one.state), one.model


def pair(known: Sequence[Agreement], rows: Sequence[Listing]) -> Pairing:
    """Pair the listed agreements ``known`` with ``rows``; the order of neither matters."""
    found = Pairing()
    known_groups, row_groups = _grouped(known), _grouped(rows)
    for group, positions in row_groups.items():
        if group[0] is None or group[2] is None:
            found.arrived += positions  # two rows that cannot be read are not known to be one agreement
        else:
            _pair_group(found, known, rows, known_groups.get(group, []), positions)
    for group, members in known_groups.items():
        if group not in row_groups:
            found.departed += members
    if found.departed and found.arrived:
        _pair_rest(found, known, rows, row_groups)
    _set_aside_twice_listed(found, known, rows, row_groups)
    found.departed.sort()
    found.arrived.sort()
    return found


def _grouped(ones: Sequence[Agreement | Listing]) -> dict[Group, list[int]]:
    groups: dict[Group, list[int]] = defaultdict(list)
    for position, one in enumerate(ones):
        groups[group_of(one)].append(position)
    return groups


def _one_signing(a: Agreement | Listing, b: Agreement | Listing) -> bool:
    if a.signed_on is None or b.signed_on is None:
        return True
    return abs(a.signed_on - b.signed_on) <= NEAR


def _fits(agreement: Agreement, row: Listing) -> bool:
    """Whether a row of the same name is this agreement; another county needs the date to agree."""
    if one_place(agreement, row):
        return True
    a, b = agreement.signed_on, row.signed_on
    return a is not None and b is not None and slipped(a, b)


def _pair_group(
    found: Pairing, known: Sequence[Agreement], rows: Sequence[Listing], members: list[int], positions: list[int]
) -> None:
    """Pair what has one name, one state and one model; most groups are one to one."""
    if len(members) == len(positions) == 1 and _fits(known[members[0]], rows[positions[0]]):
        found.pairs[members[0]] = positions[0]
        return
    ordered = sorted(positions, key=lambda position: _content(rows[position]))[:ROWS_OF_ONE]
    scores = {
        (member, place): ENOUGH + _likeness(known[member], rows[position])
        for member in members
        for place, position in enumerate(ordered)
        if _fits(known[member], rows[position])
    }
    chosen = {member: ordered[place] for member, place in assign(scores).items()}
    found.pairs |= chosen
    kept = list(chosen.values())
    for position in ordered:
        twin = any(one_place(rows[position], rows[k]) and _one_signing(rows[position], rows[k]) for k in kept)
        if position not in kept and not twin:
            kept.append(position)
            found.arrived.append(position)
    found.departed += [member for member in members if member not in chosen]


def _likeness(agreement: Agreement, row: Listing) -> float:
    county = same_county(agreement.county, row.county)
    link = bool(row.moa_url) and row.moa_url == agreement.moa_url
    return date_points(agreement, row) + {True: 1.0, None: 0.0, False: -4.0}[county] + link


def _content(row: Listing) -> tuple[str, ...]:
    """Return an order of rows that does not depend on where they stand; linked rows first."""
    day = row.signed_on.isoformat() if row.signed_on else "~"
    return ("" if row.moa_url else "~", day, row.county, row.agency, row.signed_printed, row.moa_url or "", row.type)


def _witness(known: Iterable[Agreement], rows: Sequence[Listing], row_groups: Mapping[Group, list[int]]) -> Witness:
    links = Counter(row.moa_url for row in rows if row.moa_url)
    before = Counter(one.moa_url for one in known if one.moa_url)
    shared = {link for counts in (links, before) for link, times in counts.items() if times > 1}
    names = {(state, key) for state, key, _ in row_groups}
    return Witness(shared, names, Counter(word for _, key in names for word in set(key)))


def _pair_rest(
    found: Pairing, known: Sequence[Agreement], rows: Sequence[Listing], row_groups: Mapping[Group, list[int]]
) -> None:
    """Pair the departed with the arrived by evidence, all of them at once."""
    witness = _witness(known, rows, row_groups)
    arrived = sorted(found.arrived, key=lambda position: (str(rows[position].state), _content(rows[position])))
    scores: dict[tuple[int, int], float] = {}
    for member, place in _candidates(known, rows, found.departed, arrived):
        total = points(known[member], rows[arrived[place]], witness)
        if total >= ENOUGH:
            scores[member, place] = total
    chosen = {member: arrived[place] for member, place in assign(scores).items()}
    found.pairs |= chosen
    taken = set(chosen.values())
    found.departed = [member for member in found.departed if member not in chosen]
    found.arrived = [position for position in found.arrived if position not in taken]


def _candidates(
    known: Sequence[Agreement], rows: Sequence[Listing], departed: Sequence[int], arrived: Sequence[int]
) -> set[tuple[int, int]]:
    """Return the pairs (known, place in ``arrived``) worth weighing: one state, or across states one name or link."""
    by_state: dict[str | None, list[int]] = defaultdict(list)
    by_trait: dict[object, list[int]] = defaultdict(list)
    for place, position in enumerate(arrived):
        row = rows[position]
        by_state[row.state].append(place)
        for trait in (row.moa_url, agency_key(row.agency, row.state)):
            if trait:
                by_trait[trait].append(place)
    members: dict[str, list[int]] = defaultdict(list)
    for member in departed:
        members[known[member].state].append(member)
    found: set[tuple[int, int]] = set()
    for state, here in members.items():
        for places in (by_state[state], by_state[None]):
            found |= _in_one_state(known, rows, here, [(place, arrived[place]) for place in places])
    for member in departed:
        one = known[member]
        for trait in (one.moa_url, agency_key(one.agency, one.state)):
            found |= {(member, place) for place in by_trait.get(trait, ())} if trait else set()
    return found


def _in_one_state(
    known: Sequence[Agreement], rows: Sequence[Listing], members: Sequence[int], places: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    if len(members) * len(places) <= SMALL:
        return {(member, place) for member in members for place, _ in places}
    if len(members) * len(places) > HUGE:
        return set()
    texts = {place: " ".join(agency_key(rows[position].agency, rows[position].state)) for place, position in places}
    found: set[tuple[int, int]] = set()
    for member in members:
        text = " ".join(agency_key(known[member].agency, known[member].state))
        found |= {(member, place) for _, _, place in process.extract(text, texts, scorer=fuzz.ratio, limit=NEAREST)}
    return found


def _set_aside_twice_listed(
    found: Pairing, known: Sequence[Agreement], rows: Sequence[Listing], row_groups: Mapping[Group, list[int]]
) -> None:
    """Nothing has ended while the same agency is still listed with the same model."""
    still = [
        member
        for member in found.departed
        if any(one_place(known[member], rows[k]) for k in row_groups.get(group_of(known[member]), ()))
    ]
    found.listed_twice = sorted(still)
    found.departed = [member for member in found.departed if member not in set(still)]
