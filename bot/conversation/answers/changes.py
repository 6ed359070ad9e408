"""``/changes``: the latest changes in a state."""

from __future__ import annotations

from bot.conversation.places import parse_state
from bot.conversation.request import Request
from bot.domain.messages import Reply
from bot.wording.history import history

CHANGES_AT_MOST = 15
"""The latest changes of a state that a chat is shown."""


async def latest_changes(request: Request) -> Reply:
    """Say what changed last in a state, corrections of the list included."""
    state = parse_state(request.asked)
    latest = await request.store.read(lambda work: work.agreements.latest_changes(state, CHANGES_AT_MOST))
    return Reply(history(request.words, state, latest))
