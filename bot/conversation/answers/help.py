"""``/help``: what the bot is and how to use it; ``/start``, which may bring along what somebody came for."""

from __future__ import annotations

from bot.conversation.areas import read_areas
from bot.conversation.request import Request
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.reading.text import fold
from bot.wording.areas import current_names
from bot.wording.replies import confirm, greeting, help_message, short_help

ALL = frozenset({"all", "todo", "todos"})
"""What people write for every command."""


async def explain(request: Request) -> Reply:
    """Say what this bot does, with what this person can do here; with ``all`` every command of those."""
    manages = await request.manages()
    if fold(request.asked.words) in ALL:
        menu = [entry for entry in request.menu if manages or not entry.manages]
        return Reply(help_message(request.words, menu), private=True)
    return Reply(short_help(request.words, manages=manages), private=True)


async def begin(request: Request) -> Reply:
    """Greet who opened the chat; a link such as ``?start=va-md`` names places, and he is asked whether he wants these.

    Telegram allows letters, digits, ``-`` and ``_`` there: https://core.telegram.org/bots/features#deep-linking.
    """
    names = await request.agency_names()
    try:
        areas = read_areas(request.asked.words.replace("_", " "), names)
    except UsageError:
        areas = []
    return Reply(confirm(request.words, areas, current_names(names)) if areas else greeting(request.words))
