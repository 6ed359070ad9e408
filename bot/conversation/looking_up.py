"""What is looked up from a chat that we are not in: the figures of a state, a county or an agency, in one message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.answers.state import STATE_AT_MOST, place_message
from bot.conversation.areas import read_areas
from bot.domain.agencies import AgencyName
from bot.domain.areas import EVERYWHERE, Area
from bot.domain.errors import UsageError
from bot.domain.messages import Found, Headed, Message
from bot.domain.ports import Work
from bot.wording.areas import area_label, current_names
from bot.wording.languages import Words
from bot.wording.layout import text_of

AT_MOST = 5
"""Places at once."""

START_AT_MOST = 64
"""Characters that a link can take along: https://core.telegram.org/bots/features#deep-linking."""

_KNOWN = 2
"""Letters of what is typed before anything is looked up."""


def look_up(words: Words, work: Work, typed: str, at: dt.datetime) -> list[Found]:
    """Find what is meant, or may be; nothing where that is no place, or the whole list."""
    names = work.agreements.agency_names()
    current = current_names(names)
    return [_found(words, work, area, area_label(words, area, current), at) for area in _areas(typed, names)]


def _areas(typed: str, names: Sequence[AgencyName]) -> list[Area]:
    if len(typed.strip()) < _KNOWN:
        return []
    try:
        areas: Sequence[object] = read_areas(typed, names)
    except UsageError as error:
        codes = error.values.get("codes")
        areas = codes if isinstance(codes, tuple) else ()
    return [area for area in areas if isinstance(area, str) and area != EVERYWHERE][:AT_MOST]


def _found(words: Words, work: Work, area: Area, title: str, at: dt.datetime) -> Found:
    message = _short(place_message(words, work, area, at, most=STATE_AT_MOST))
    said = next((text_of(line) for block in message.blocks for line in block), "")
    return Found(title, said, message, area if len(area) <= START_AT_MOST else "")


def _short(message: Message) -> Message:
    """Leave out the list of agencies where it is long, and what goes with it; its figures stay."""
    if message.attachment is None:
        return message
    blocks = tuple(block for block in message.blocks if not isinstance(block, Headed))
    return replace(message, blocks=blocks, attachment=None, instead=None)
