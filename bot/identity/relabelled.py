"""Agreements that the list now has under another agency: what neither names nor evidence could pair.  Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from bot.domain.agreements import Agreement, Listing
from bot.identity.evidence import Evidence, Witness, weigh
from bot.identity.likeness import Alike
from bot.identity.namesakes import group_of
from bot.identity.words import opposed, same_county, telling_words
from bot.reading.agency import agency_key


def pair_relabelled(
    known: Mapping[int, Agreement], rows: Mapping[int, Listing], witness: Witness, ended: Iterable[Agreement]
) -> dict[int, tuple[int, Evidence]]:
    """Return the row and the evidence by known agreement where neither could be anything else.

    ``known`` are the departed, ``rows`` the arrived, both by position; ``ended`` are agreements that left before,
    of which a row may be one that came back.
    """
    signings: dict[object, list[int]] = defaultdict(list)
    for position, row in rows.items():
        if row.signed_on:
            signings[row.state, row.model, row.signed_on].append(position)
    meant = [
        (member, position)
        for member, agreement in known.items()
        if not agreement.moa_url
        for position in signings.get((agreement.state, agreement.model, agreement.signed_on), ())
        if _may_be(agreement, rows[position], witness)
    ]
    back = set(map(group_of, ended)) if meant else ()
    members, positions = Counter(member for member, _ in meant), Counter(position for _, position in meant)
    return {
        member: (position, weigh(known[member], rows[position], witness))
        for member, position in meant
        if members[member] == positions[position] == 1 and group_of(rows[position]) not in back
    }


def _may_be(agreement: Agreement, row: Listing, witness: Witness) -> bool:
    """Whether a row of the same state, model and date may be the agreement under another agency of the same place.

    An agency that the edition still lists was no slip, unless the other is another office of that very place.
    """
    county = same_county(agreement.county, row.county)
    likeness = weigh(agreement, row, witness).likeness
    if county is False or likeness in (None, Alike.NUMBER) or _opposed(agreement, row):
        return False
    still_listed = (agreement.state, agency_key(agreement.agency, agreement.state)) in witness.names
    return likeness is Alike.OFFICE or (county is True and not still_listed)


def _opposed(agreement: Agreement, row: Listing) -> bool:
    """Whether words that tell the two agencies apart begin with different directions: Northampton, Southampton."""
    old = telling_words(agreement.agency, row.agency, agreement.state)
    new = telling_words(row.agency, agreement.agency, agreement.state)
    return any(opposed(a, b) for a in old for b in new)
