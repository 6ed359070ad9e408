"""``/changes``: the latest changes in a state."""

from __future__ import annotations

import datetime as dt

from bot.conversation.places import parse_state
from bot.conversation.request import Request
from bot.conversation.standing import read_standing
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.wording.history import history
from bot.wording.languages import Words
from bot.wording.standing import source_text, standing_notes

CHANGES_AT_MOST = 15
"""The latest changes of a state that a chat is shown."""


async def latest_changes(request: Request) -> Reply:
    """Say what changed last in a state, corrections of the list included."""
    state = parse_state(request.asked)
    return Reply(
        await request.store.read(
            lambda work: changes_message(request.words, work, state, request.now, limit=CHANGES_AT_MOST)
        )
    )


def changes_message(words: Words, work: Work, state: str, at: dt.datetime, *, limit: int) -> Message:
    """What ``/changes`` answers for a state's code."""
    standing = read_standing(work, state, at)
    latest = work.agreements.latest_changes(state, limit)
    return history(words, state, latest, source=source_text(words, standing, at), notes=standing_notes(words, standing))
