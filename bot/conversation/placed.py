"""What is known of an area: its agreements that are listed now, and its latest changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.agreements import Agreement, RecordedChange
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.editions import ListKind
from bot.domain.ports import Work
from bot.identity.agencies import agencies_of
from bot.reading.counties import county_fips
from bot.reading.county_names import state_of_county

EVERY = 1_000_000
"""More changes than any state has."""


def listed_in(work: Work, kind: ListKind, area: Area) -> list[Agreement]:
    """The agreements of a state, a county or an agency that are on a list now, by id."""
    match kind_of(area):
        case AreaKind.COUNTY:
            listed = work.agreements.listed(kind, state_of_county(area))
            return [agreement for agreement in listed if area in county_fips(agreement)]
        case AreaKind.AGENCY:
            known = work.agreements.of_agencies([area])
            return [agreement for agreement in known if agreement.list is kind and agreement.ended_at is None]
        case AreaKind.STATE:
            return work.agreements.listed(kind, area)
        case AreaKind.EVERYWHERE:
            return work.agreements.listed(kind)


def changes_in(work: Work, area: Area, limit: int) -> Sequence[RecordedChange]:
    """The latest changes of a state, a county or an agency, newest first."""
    match kind_of(area):
        case AreaKind.COUNTY:
            every = work.agreements.latest_changes(state_of_county(area), EVERY)
            return [change for change in every if area in county_fips(change.change.agreement)][:limit]
        case AreaKind.AGENCY:
            known = work.agreements.of_agencies([area])
            return work.agreements.changes_of(agreement.id for agreement in known)[:limit]
        case _:
            return work.agreements.latest_changes(area, limit)


def agencies_in_state(work: Work, state: str) -> tuple[int, int]:
    """How many agencies of a state are on the list, and of how many of these no list says the county."""
    groups = agencies_of(work.agreements.listed(ListKind.PARTICIPATING, state))
    return len(groups), sum(not _placed(group) for group in groups)


def _placed(agreements: Iterable[Agreement]) -> bool:
    return any(county_fips(agreement) for agreement in agreements)
