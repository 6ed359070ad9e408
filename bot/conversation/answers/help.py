"""``/help``: what the bot is and how to use it."""

from __future__ import annotations

from bot.conversation.request import Request
from bot.domain.messages import Reply
from bot.wording.replies import help_message


async def explain(request: Request) -> Reply:
    """Say what this bot does, with every command there is."""
    return Reply(help_message(request.words, request.menu), private=True)
