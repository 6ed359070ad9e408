"""What people write without a slash where only the bot can be meant: a place, or something else."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.answers.agency import CHANGES_AT_MOST, agency_message, look_up
from bot.conversation.answers.help import explain
from bot.conversation.answers.state import STATE_AT_MOST, place_message
from bot.conversation.areas import read_areas
from bot.conversation.place_words import SMALL
from bot.conversation.request import Request
from bot.domain.agencies import AgencyRecord
from bot.domain.areas import EVERYWHERE, Area, AreaKind, kind_of
from bot.domain.errors import UsageError
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.reading.county_names import state_of_county
from bot.wording.areas import current_names
from bot.wording.layout import paragraph
from bot.wording.replies import offer, offer_keys, offered


async def understand(request: Request) -> Reply:
    """Answer what seems to be meant: who has agreements in a place, or one agency; else how to use the bot.

    Raises:
        UsageError: several places could be meant.
    """
    said = await request.store.read(lambda work: _said(request, work))
    return Reply(said) if said else await explain(request)


def _said(request: Request, work: Work) -> Message | None:
    """The answer to what names a place; None where nothing does."""
    typed, names = request.asked.words, work.agreements.agency_names()
    try:
        areas = [] if typed in SMALL else read_areas(typed, names)  # a greeting is not Hawaii
    except UsageError as error:
        if (found := _agency(request, work)) or error.problem in ("no_such_place", "agency_unknown"):
            return found
        raise
    if len(areas) == 1 and areas[0] != EVERYWHERE:
        return _place(request, work, areas[0])
    return offered(request.words, areas, current_names(names)) if areas else None


def _place(request: Request, work: Work, area: Area) -> Message:
    """Say who in a place has agreements, and how to be told of more where this chat is not."""
    message = place_message(request.words, work, area, request.now, most=STATE_AT_MOST)
    state = state_of_county(area) if kind_of(area) is AreaKind.COUNTY else area
    if {area, state, EVERYWHERE} & set(work.chats.subscriptions(request.place)):
        return message
    names = current_names(work.agreements.agency_names()) if kind_of(area) is AreaKind.AGENCY else {}
    blocks = (*message.blocks, paragraph(offer(request.words, [area], names)))
    return replace(message, blocks=blocks, keys=offer_keys(request.words, [area]))


def _agency(request: Request, work: Work) -> Message | None:
    """What is known of the agencies that are meant by words that name no place for sure; None where none is."""
    typed = request.asked.words
    found = look_up(work, typed)
    if not isinstance(found, AgencyRecord) and not found.agencies:
        return None
    return agency_message(request.words, work, typed, found, request.now, command="/agency", most=CHANGES_AT_MOST)
