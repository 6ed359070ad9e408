"""Which agreements left the pending list because they were signed: their signing is the news.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.agreements import Agreement
from bot.identity.agencies import name_of, namesakes_of, same_agency
from bot.identity.likeness import Alike, alike
from bot.identity.pools import Pool
from bot.reading.county_names import county_key

_ONE_NAME = (Alike.SAME, Alike.TYPO, Alike.PART)
"""Names between which lies less than the word that tells a township from a borough."""


def now_signed(gone: Sequence[Agreement], participating: Sequence[Agreement]) -> set[int]:
    """Return the ids of those of ``gone``, off the pending list, of which ``participating`` has the agreement.

    It has the same model and the same agency, or one of a name that is a slip or a part of the other and of no other
    county: the two lists are typed apart.
    """
    namesakes = namesakes_of(gone, participating)
    found = {one.id for one in gone if any(_is_it(one, other) for other in namesakes[name_of(one)])}
    return found | _misprinted([one for one in gone if one.id not in found], participating)


def _is_it(gone: Agreement, signed: Agreement) -> bool:
    return gone.model == signed.model and same_agency(gone, signed)


def _misprinted(gone: Sequence[Agreement], participating: Sequence[Agreement]) -> set[int]:
    places = {(one.state, one.model) for one in gone}
    by_id, pool = {one.id: one for one in participating}, Pool()
    for one in participating:
        if (one.state, one.model) in places:
            pool.add(one.id, (one.state, one.model), one)
    return {one.id for one in gone for near in pool.near((one.state, one.model), one) if _misprints(one, by_id[near])}


def _misprints(one: Agreement, other: Agreement) -> bool:
    counties = {county_key(one.county), county_key(other.county)} - {""}
    return len(counties) <= 1 and alike(one.agency, other.agency, one.state) in _ONE_NAME
