"""Agreements that the list now has under another agency: what neither names nor evidence could pair.  Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from bot.domain.agreements import Agreement, Listing
from bot.identity.candidates import SMALL
from bot.identity.evidence import Evidence, Witness, weigh
from bot.identity.likeness import Alike, alike
from bot.identity.namesakes import group_of
from bot.identity.words import differing_words, opposed, same_county
from bot.reading.agency import agency_key


def pair_relabelled(
    known: Mapping[int, Agreement], rows: Mapping[int, Listing], witness: Witness, ended: Iterable[Agreement]
) -> dict[int, tuple[int, Evidence]]:
    """Return the row and the evidence by known agreement where neither could be anything else.

    ``known`` are the departed, ``rows`` the arrived, both by position; ``ended`` are agreements that left before,
    of which a row may be one that came back.
    """
    members_of = _signings({member: agreement for member, agreement in known.items() if not agreement.moa_url})
    positions_of = _signings(rows)
    meant = [
        (member, position)
        for signing, members in members_of.items()
        if len(members) * len(positions_of.get(signing, ())) <= SMALL
        for member in members
        for position in positions_of.get(signing, ())
        if _may_be(known[member], rows[position], witness)
    ]
    back = set(map(group_of, ended)) if meant else ()
    times = Counter(member for member, _ in meant), Counter(position for _, position in meant)
    return {
        member: (position, weigh(known[member], rows[position], witness))
        for member, position in meant
        if times[0][member] == times[1][position] == 1 and group_of(rows[position]) not in back
    }


def _signings(listed: Mapping[int, Agreement] | Mapping[int, Listing]) -> dict[object, list[int]]:
    """Return positions by what all agreements that could be one have in common; those without a date have nothing."""
    found: dict[object, list[int]] = defaultdict(list)
    for position, one in listed.items():
        if one.signed_on:
            found[one.state, one.model, one.signed_on].append(position)
    return found


def _may_be(agreement: Agreement, row: Listing, witness: Witness) -> bool:
    """Whether a row of the same state, model and date may be the agreement under another agency of the same place.

    An agency that the edition still lists was no slip, unless the other is another office of that very place.
    """
    county = same_county(agreement.county, row.county)
    if county is False or not row.agency:
        return False
    likeness = alike(agreement.agency, row.agency, agreement.state)
    if likeness is Alike.NUMBER or _opposed(agreement, row):
        return False
    still_listed = (agreement.state, agency_key(agreement.agency, agreement.state)) in witness.names
    return likeness is Alike.OFFICE or (county is True and not still_listed)


def _opposed(agreement: Agreement, row: Listing) -> bool:
    """Whether words that tell the two agencies apart begin with different directions: Northampton, Southampton."""
    old, new = differing_words(agreement.agency, row.agency, agreement.state)
    return any(opposed(a, b) for a in old for b in new)
