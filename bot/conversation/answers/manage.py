"""``/manage``: a group or channel whose settings its administrator changes from a private chat.

The platform knows the chat that is meant and who manages it, and gives the command as one about that chat
(`bot.domain.chats.Asked.here`).  Here comes only what names no chat, or one that cannot be managed.
"""

from __future__ import annotations

from bot.conversation.request import Request
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.wording.replies import how_to_manage


async def from_here(request: Request) -> Reply:
    """Say how a chat is managed from here.

    Raises:
        UsageError: a chat was named; nothing is said of whether there is one.
    """
    if request.asked.words.strip():
        raise UsageError("cannot_manage_there")
    return Reply(how_to_manage(request.words), private=True)
