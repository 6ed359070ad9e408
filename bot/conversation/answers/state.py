"""``/state``: who in a state or a county has an agreement now; of an agency, what is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.conversation.answers.agency import CHANGES_AT_MOST, agency_message, look_up
from bot.conversation.areas import read_area
from bot.conversation.placed import agencies_in_state, listed_in
from bot.conversation.request import Request
from bot.conversation.standing import read_standing
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.editions import ListKind
from bot.domain.messages import Line, Message, Reply
from bot.domain.ports import Work
from bot.reading.county_names import state_of_county
from bot.reading.states import STATES, could_be
from bot.wording.agreements import model_name
from bot.wording.languages import Words
from bot.wording.standing import source_text, standing_notes
from bot.wording.states import county_notes, nothing_read_yet, state_answer

STATE_AT_MOST = 15
"""More agencies than this in one place have a short line each; their dates and links are in a CSV file."""


async def who_has_agreements(request: Request) -> Reply:
    """Say who in a place has an agreement now."""
    return Reply(await request.store.read(lambda work: _answer(request, work)))


def _answer(request: Request, work: Work) -> Message:
    area = read_area(request.asked, work.agreements.agency_names())
    return place_message(request.words, work, area, request.now, most=STATE_AT_MOST)


def place_message(words: Words, work: Work, area: Area, at: dt.datetime, *, most: int | None) -> Message:
    """What ``/state`` answers for an area's code; more than ``most`` agencies go into a file."""
    match kind_of(area):
        case AreaKind.COUNTY:
            return county_message(words, work, area, at, most=most)
        case AreaKind.AGENCY:
            changes = None if most is None else CHANGES_AT_MOST
            return agency_message(words, work, area, look_up(work, area), at, command="/agency", most=changes)
        case _:
            return state_message(words, work, area, at, most=most)


def state_message(words: Words, work: Work, state: str, at: dt.datetime, *, most: int | None) -> Message:
    """What ``/state`` answers for a state's code; more than ``most`` agencies go into a file."""
    standing = read_standing(work, state, at)
    if standing.edition is None:
        return nothing_read_yet(words, state)
    pending = listed_in(work, ListKind.PENDING, state)
    return state_answer(
        words,
        state,
        listed_in(work, ListKind.PARTICIPATING, state),
        pending,
        source=source_text(words, standing, at),
        notes=[*_maybe(words, work, state), *standing_notes(words, standing, pending=bool(pending))],
        most=most,
    )


def county_message(words: Words, work: Work, county: Area, at: dt.datetime, *, most: int | None) -> Message:
    """What ``/state`` answers for a county's code; agencies of which no list says the county are counted apart."""
    state = state_of_county(county)
    standing = read_standing(work, state, at)
    if standing.edition is None:
        return nothing_read_yet(words, county)
    pending = listed_in(work, ListKind.PENDING, county)
    agencies, unplaced = agencies_in_state(work, state)
    notes = [*county_notes(words, county, agencies, unplaced)]
    return state_answer(
        words,
        county,
        listed_in(work, ListKind.PARTICIPATING, county),
        pending,
        source=source_text(words, standing, at),
        notes=[*notes, *_maybe(words, work, state), *standing_notes(words, standing, pending=bool(pending))],
        most=most,
    )


def _maybe(words: Words, work: Work, state: str) -> Iterator[Line]:
    """Agreements whose state is printed as something that may mean this one."""
    for agreement in work.agreements.listed_as_printed(ListKind.PARTICIPATING, STATES):
        if state in could_be(agreement.state):
            model = model_name(words, agreement.model)
            yield words.state_maybe.line(agency=agreement.agency, model=model, printed=agreement.state)
