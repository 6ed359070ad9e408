"""``/changes``: the latest changes in a state or a county; of an agency, what is known of it."""

from __future__ import annotations

import datetime as dt

from bot.conversation.answers.agency import CHANGES_AT_MOST as AGENCY_AT_MOST
from bot.conversation.answers.agency import agency_message, look_up
from bot.conversation.areas import read_area
from bot.conversation.placed import changes_in
from bot.conversation.request import Request
from bot.conversation.standing import read_standing
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.reading.county_names import state_of_county
from bot.wording.history import history
from bot.wording.languages import Words
from bot.wording.standing import source_text, standing_notes

CHANGES_AT_MOST = 15
"""The latest changes of a place that a chat is shown."""


async def latest_changes(request: Request) -> Reply:
    """Say what changed last in a place, corrections of the list included."""
    return Reply(await request.store.read(lambda work: _answer(request, work)))


def _answer(request: Request, work: Work) -> Message:
    area = read_area(request.asked, work.agreements.agency_names())
    return changes_message(request.words, work, area, request.now, limit=CHANGES_AT_MOST)


def changes_message(words: Words, work: Work, area: Area, at: dt.datetime, *, limit: int) -> Message:
    """What ``/changes`` answers for an area's code."""
    if kind_of(area) is AreaKind.AGENCY:
        return agency_message(words, work, area, look_up(work, area), at, command="/agency", most=AGENCY_AT_MOST)
    state = state_of_county(area) if kind_of(area) is AreaKind.COUNTY else area
    standing = read_standing(work, state, at)
    source, notes = source_text(words, standing, at), standing_notes(words, standing)
    return history(words, area, changes_in(work, area, limit), source=source, notes=notes)
