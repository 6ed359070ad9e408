"""``/privacy``: what is stored of a chat, and its erasure."""

from __future__ import annotations

from bot.conversation.request import Request, not_allowed
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.wording.replies import erase_sure, erased, privacy

ERASE = frozenset({"erase", "delete", "forget", "borrar", "eliminar"})
"""What people write for it, in lower case."""

ASK = "ask"
"""What a button sends along that is not yet meant: whether it is, is asked once more."""


async def what_is_stored(request: Request) -> Reply:
    """Say what is stored; with ``erase``, forget the chat.

    Raises:
        UsageError: who asks may not change the settings of this chat, or wrote something else.
    """
    typed = request.asked.words.strip().casefold()
    if not typed:
        return Reply(privacy(request.words, manages=await request.manages()), private=True)
    if typed != ASK and typed not in ERASE:
        raise UsageError("privacy_how")
    if not await request.asked.may_manage():
        raise not_allowed(request.asked)
    if typed == ASK:
        return Reply(erase_sure(request.words), private=True)
    await request.store.write(lambda work: work.chats.erase(request.place))
    return Reply(erased(request.words))
