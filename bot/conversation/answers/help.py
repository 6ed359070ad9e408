"""``/help``: what the bot is and how to use it; ``/start``, which may bring along what somebody came for."""

from __future__ import annotations

from bot.conversation.areas import read_areas
from bot.conversation.request import Request
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.wording.replies import help_message, offered


async def explain(request: Request) -> Reply:
    """Say what this bot does, with every command there is."""
    return Reply(help_message(request.words, request.menu), private=True)


async def begin(request: Request) -> Reply:
    """Greet who opened the chat; a link such as ``?start=va-md`` names places, and he is asked whether he wants these.

    Telegram allows letters, digits, ``-`` and ``_`` there: https://core.telegram.org/bots/features#deep-linking.
    """
    try:
        areas = read_areas(request.asked.words.replace("_", " "), await request.agency_names())
    except UsageError:
        areas = []
    return Reply(offered(request.words, areas)) if areas else await explain(request)
