"""What a chat follows: in which states it is, what its agencies are called, and how much that is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from bot.domain.agencies import AgencyName
from bot.domain.agreements import Agreement
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.deliveries import Totals
from bot.domain.editions import ListKind
from bot.domain.ports import Work
from bot.reading.counties import county_fips
from bot.reading.county_names import state_of_county
from bot.wording.areas import Names


def states_followed(work: Work, areas: Collection[Area]) -> frozenset[str]:
    """Return the states that areas other than the whole list are in, or were printed under; by their codes."""
    kinds = {kind: [area for area in areas if kind_of(area) is kind] for kind in AreaKind}
    agencies = kinds[AreaKind.AGENCY]
    of_agencies = (agreement.state for agreement in work.agreements.of_agencies(agencies)) if agencies else ()
    return frozenset([*kinds[AreaKind.STATE], *map(state_of_county, kinds[AreaKind.COUNTY]), *of_agencies])


def names_of(work: Work, areas: Collection[Area]) -> Names:
    """Return the names that the agencies among these areas are printed under now, or were last.

    One whose agreements have been found to be another agency's is called as that one is.
    """
    ids = [area for area in areas if kind_of(area) is AreaKind.AGENCY]
    latest: dict[Area, Agreement] = {}
    for agreement in sorted(work.agreements.of_agencies(ids), key=lambda one: (one.ended_at is None, one.id)):
        latest[agreement.agency_id] = agreement
    for area in set(ids) - latest.keys():
        if now := work.agreements.agency_of(area):
            latest[area] = max(work.agreements.of_agencies([now]), key=lambda one: (one.ended_at is None, one.id))
    return {area: AgencyName(area, one.state, one.agency, one.county) for area, one in latest.items()}


def totals_of(work: Work, areas: Collection[Area]) -> Totals:
    """Count what the participating list has now in these areas, each agreement and agency once.

    Of a county that is what is surely in it: agencies whose county no list says are in nobody's.
    """
    kinds = {kind: {area for area in areas if kind_of(area) is kind} for kind in AreaKind}
    states, counties, agencies = kinds[AreaKind.STATE], kinds[AreaKind.COUNTY], kinds[AreaKind.AGENCY]
    if not counties and not agencies:
        return work.agreements.totals(areas)
    of_states = chain.from_iterable(_listed(work, state) for state in states)
    of_agencies = filter(_is_listed, work.agreements.of_agencies(agencies))
    found = {one.id: one for one in chain(of_states, _of_counties(work, counties), of_agencies)}
    return Totals(len(found), len({one.agency_id or one.id for one in found.values()}))


def _of_counties(work: Work, counties: Collection[Area]) -> Iterator[Agreement]:
    for state in {state_of_county(county) for county in counties}:
        yield from (one for one in _listed(work, state) if not set(county_fips(one)).isdisjoint(counties))


def _listed(work: Work, state: str) -> list[Agreement]:
    return work.agreements.listed(ListKind.PARTICIPATING, state)


def _is_listed(agreement: Agreement) -> bool:
    return agreement.list is ListKind.PARTICIPATING and agreement.ended_at is None
