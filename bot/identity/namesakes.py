"""The rows that plainly name a known agreement: the same agency key, state and model.  Pure.

Nearly every row of an edition is paired here, most of them because they say exactly what is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.agreements import Agreement, Listing, Model
from bot.identity.agencies import same_agency
from bot.identity.assignment import assign
from bot.identity.evidence import Evidence, slipped, weigh_namesake
from bot.identity.fields import as_known
from bot.identity.scale import SCALE
from bot.reading.agency import agency_key

Group: TypeAlias = tuple[str | None, tuple[str, ...], Model | None]
"""What rows of one agreement have in common but for the date and the county."""

MOST_ROWS = 50
"""More rows than this of one agency and model are not looked at: no real edition has more than two or three."""


@dataclass(slots=True)
class Namesakes:
    """Positions of known agreements and rows, as far as names tell who is who.

    ``unchanged``: row -> known, where the row says exactly what is known; nothing was weighed.
    ``matched``: known -> row and evidence.  ``departed``, ``arrived``: no counterpart of the
    same name.  ``repeated``: rows that only repeat another row.
    """

    unchanged: dict[int, int] = field(default_factory=dict)
    matched: dict[int, tuple[int, Evidence]] = field(default_factory=dict)
    departed: list[int] = field(default_factory=list)
    arrived: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)

    def add(self, chosen: Mapping[int, tuple[int, Evidence]]) -> None:
        """Take pairs of the departed and the arrived, by known agreement, for matched."""
        self.matched |= chosen
        paired = {position for position, _ in chosen.values()}
        self.departed = [member for member in self.departed if member not in chosen]
        self.arrived = [position for position in self.arrived if position not in paired]


def group_of(listed: Agreement | Listing) -> Group:
    """Return the group of a known agreement or a row."""
    return listed.state, agency_key(listed.agency, listed.state), listed.model


def grouped(listed: Sequence[Agreement | Listing]) -> dict[Group, list[int]]:
    """Return the positions of agreements or rows by their group."""
    groups: dict[Group, list[int]] = defaultdict(list)
    for position, member in enumerate(listed):
        state = member.state
        groups[state, agency_key(member.agency, state), member.model].append(position)
    return groups


def content_order(row: Listing) -> tuple[str, ...]:
    """Return an order of rows that does not depend on where they stand; linked rows first."""
    day = row.signed_on.isoformat() if row.signed_on else "~"
    return ("" if row.moa_url else "~", day, row.county, row.agency, row.signed_printed, row.moa_url or "", row.type)


def pair_namesakes(
    known: Sequence[Agreement],
    rows: Sequence[Listing],
    known_groups: Mapping[Group, list[int]],
    row_groups: Mapping[Group, list[int]],
) -> Namesakes:
    """Pair the listed agreements ``known`` with the rows of their group; most groups are one to one."""
    found = Namesakes()
    for group, positions in row_groups.items():
        members = known_groups.get(group, ())
        if len(members) == len(positions) == 1 and as_known(known[members[0]], rows[positions[0]]):
            found.unchanged[positions[0]] = members[0]
        elif group[0] is None or group[2] is None:
            found.arrived += positions  # two rows that cannot be read are not known to be one agreement
        else:
            _pair_group(found, known, rows, members, positions)
    for group, members in known_groups.items():
        if group not in row_groups:
            found.departed += members
    return found


def _pair_group(
    found: Namesakes, known: Sequence[Agreement], rows: Sequence[Listing], members: Sequence[int], positions: list[int]
) -> None:
    """Pair what has one name, one state and one model, by date, county and link."""
    ordered = sorted(positions, key=lambda position: content_order(rows[position]))[:MOST_ROWS]
    evidence = {
        (member, place): weigh_namesake(known[member], rows[position])
        for member in members
        for place, position in enumerate(ordered)
        if _fits(known[member], rows[position])
    }
    chosen = assign({pair: weighed.total for pair, weighed in evidence.items()})
    matched = {member: (ordered[place], evidence[member, place]) for member, place in chosen.items()}
    paired = [position for position, _ in matched.values()]
    fresh = _fresh(rows, ordered, paired)
    found.matched |= matched
    found.arrived += fresh
    found.departed += [member for member in members if member not in matched]
    found.repeated += [position for position in positions if position not in {*paired, *fresh}]


def _fits(agreement: Agreement, row: Listing) -> bool:
    """Whether a row of the same name is this agreement; another county needs the date to agree."""
    if same_agency(agreement, row):
        return True
    a, b = agreement.signed_on, row.signed_on
    return a is not None and b is not None and slipped(a, b)


def _fresh(rows: Sequence[Listing], ordered: Sequence[int], paired: Sequence[int]) -> list[int]:
    """Return the rows that are agreements of their own: no repetition of a paired row or of one before."""
    kept, fresh = list(paired), []
    for position in ordered:
        if position not in kept and not any(_repeats(rows[position], rows[other]) for other in kept):
            kept.append(position)
            fresh.append(position)
    return fresh


def _repeats(row: Listing, other: Listing) -> bool:
    """Whether two rows of one model are the same agreement: one agency, and dates of one signing."""
    if not same_agency(row, other):
        return False
    if row.signed_on is None or other.signed_on is None:
        return True
    return abs(row.signed_on - other.signed_on) <= SCALE.near
