"""What a chat follows: read with all that is said of it, changed within its limit, and as it stands there now."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from bot.conversation.request import Request
from bot.conversation.standing import read_standing
from bot.delivery.followed import names_of
from bot.domain.agreements import Agreement
from bot.domain.areas import EVERYWHERE, Area, AreaKind, kind_of
from bot.domain.editions import ListKind
from bot.domain.errors import UsageError
from bot.domain.messages import Message
from bot.domain.ports import Work
from bot.reading.counties import county_fips
from bot.reading.county_names import county_of, state_of_county
from bot.reading.states import STATES
from bot.wording import subscribing
from bot.wording.settings import Followed
from bot.wording.subscribing import Stand

_AGENCY = re.compile(r"(?<!\S)[A-Z]{2}-[a-z0-9-]+")

AREAS_AT_MOST = 100
"""Places that one chat can follow: who follows more counties than that wants their states."""


def read_followed(work: Work, request: Request) -> Followed:
    """What the chat of a request follows, and all that it has set."""
    place = request.place
    areas, settings = tuple(work.chats.subscriptions(place)), work.chats.settings(place)
    return Followed(
        areas,
        names_of(work, areas),
        settings,
        work.chats.interests(place),
        early=work.chats.is_early(place),
        platform=place.platform,
        unheard=settings.mention is not None and request.asked.notifies(settings.mention) is False,
    )


def add(work: Work, request: Request, areas: Sequence[Area]) -> list[Area]:
    """Follow these, and return what was followed before."""
    before = work.chats.subscriptions(request.place)
    follow(work, request, areas)
    return before


def follow(work: Work, request: Request, areas: Sequence[Area]) -> None:
    """Let the chat of a request follow these, too.

    Raises:
        UsageError: that would be more than a chat can follow.
    """
    check_room(work.chats.subscriptions(request.place), areas)
    work.chats.subscribe(request.place, areas, request.asked.language, request.now)


def check_room(before: Sequence[Area], areas: Sequence[Area]) -> None:
    """See that a chat which follows some areas can follow these, too.

    Raises:
        UsageError: that would be more than a chat can follow.
    """
    after = {*before, *areas}
    if EVERYWHERE not in after and len(after) > AREAS_AT_MOST:
        raise UsageError("too_many_areas", most=AREAS_AT_MOST, count=len(after))


def proof(work: Work, request: Request, areas: Sequence[Area], before: Sequence[Area]) -> Message:
    """Say what this chat follows now, how it stands in these ``areas``, and what of them is new."""
    followed = read_followed(work, request)
    named = tuple(area for area in areas if area in followed.areas)
    added = [area for area in named if area not in before]
    return subscribing.subscribed(
        request.words,
        followed,
        stands_of(work, named),
        standing=read_standing(work, None, request.now),
        at=request.now,
        added=added,
        covered=covered_by(work, areas, before),
    )


def codes_in(work: Work, typed: str) -> list[Area]:
    """The areas whose codes were sent along; none where anything else was, too."""
    areas = list(dict.fromkeys(typed.split()))
    return areas if all(_is_area(work, area) for area in areas) else []


def with_whole_ids(work: Work, typed: str) -> str:
    """What a button sent along, with the whole public id of each agency of which it has the beginning alone."""
    if not _AGENCY.search(typed):
        return typed
    ids = {name.agency_id for name in work.agreements.agency_names()}
    return _AGENCY.sub(lambda found: _whole(found[0], ids), typed)


def _whole(begun: str, ids: Collection[str]) -> str:
    found = [] if begun in ids else [known for known in ids if known.startswith(begun)]
    return found[0] if len(found) == 1 else begun


def is_agency_code(typed: str) -> bool:
    """Whether the public id of an agency was sent along, or its beginning, and nothing else."""
    return _AGENCY.fullmatch(typed.strip()) is not None


def _is_area(work: Work, code: str) -> bool:
    match kind_of(code):
        case AreaKind.EVERYWHERE:
            return True
        case AreaKind.STATE:
            return code in STATES
        case AreaKind.COUNTY:
            return county_of(code) is not None
        case AreaKind.AGENCY:
            return "-" in code and bool(work.agreements.of_agencies([code]))


def meant_among(followed: Sequence[Area], typed: str) -> Area | None:
    """The area among those followed whose code, or the beginning of its code, was sent along; None where none is."""
    begun = typed.strip()
    if begun in followed:
        return begun
    found = [area for area in followed if kind_of(area) is AreaKind.AGENCY and area.startswith(begun)]
    return found[0] if len(found) == 1 and is_agency_code(begun) else None


def state_of(work: Work, area: Area) -> str:
    """The state in which an area lies; empty for the whole list, and for an agency that is not known."""
    match kind_of(area):
        case AreaKind.EVERYWHERE:
            return ""
        case AreaKind.STATE:
            return area
        case AreaKind.COUNTY:
            return state_of_county(area)
        case AreaKind.AGENCY:
            found = work.agreements.of_agencies([area])
            return found[0].state if found else ""


def stands_of(work: Work, areas: Sequence[Area]) -> list[Stand]:
    """The agreements on the list now of each area."""
    states = {area: state_of(work, area) for area in areas}
    listed = {state: work.agreements.listed(ListKind.PARTICIPATING, state or None) for state in {*states.values()}}
    return [Stand(area, tuple(one for one in listed[states[area]] if _is_in(one, area))) for area in areas]


def covered_by(work: Work, areas: Iterable[Area], before: Sequence[Area]) -> list[tuple[Area, Area]]:
    """Those areas that lie in one that was followed before, each with that."""
    states = {area: state_of(work, area) for area in areas if kind_of(area) is not AreaKind.STATE}
    within = {area: state for area, state in states.items() if state in before}
    everywhere = [(area, EVERYWHERE) for area in areas if area != EVERYWHERE] if EVERYWHERE in before else []
    return everywhere or list(within.items())


def _is_in(agreement: Agreement, area: Area) -> bool:
    match kind_of(area):
        case AreaKind.COUNTY:
            return area in county_fips(agreement)
        case AreaKind.AGENCY:
            return agreement.agency_id == area
        case _:
            return True
