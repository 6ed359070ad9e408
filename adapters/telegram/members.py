"""What only Telegram knows of a chat: who manages it, and what we may write there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from telegram.error import BadRequest

from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from adapters.telegram.events import Member, Voice
from adapters.telegram.fields import Fields
from adapters.telegram.reading import OUTSIDE
from adapters.telegram.whereabouts import CHANNEL, PRIVATE
from bot.domain.chats import CannotPost, Right
from bot.domain.errors import ChatLost, SendError, UsageError

ADMINISTRATORS = ("administrator", "creator")

FRESH_FOR = 60.0
"""Seconds for which an answer about our own rights is believed."""

PATIENCE = 3.0
"""Seconds for which a command waits to hear of our own rights: they are a hint in its answer, no more."""


class Members:
    """Asks Telegram through ``api``, as the bot whose user id is ``me``."""

    def __init__(self, api: Api, me: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._api = api
        self._me = me
        self._clock = clock
        self._known: dict[int, tuple[float, CannotPost | None]] = {}

    async def may_manage(self, who: bool | Member | Voice) -> bool:  # noqa: FBT001 - what is known already
        """Say whether ``who`` may change a chat's subscriptions.

        Raises:
            UsageError: Telegram tells who the administrators are only to one of them.
            SendError: Telegram could not be asked.
        """
        if isinstance(who, bool):
            return who
        try:
            if isinstance(who, Voice):
                chat = Fields(await self._api.call("getChat", chat_id=who.chat))
                return chat.optional_number("linked_chat_id") == who.channel
            return (await self._member(who.chat, who.user)).text("status") in ADMINISTRATORS
        except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
            raise _untold(exc) from None

    async def hindrance(self, chat: int, kind: str) -> CannotPost | None:
        """Say what keeps alerts from arriving in ``chat``; None where nothing does, or nobody can tell."""
        if kind == PRIVATE:
            return None
        now = self._clock()
        self._known = {each: known for each, known in self._known.items() if known[0] > now}
        if chat not in self._known:
            try:
                async with asyncio.timeout(PATIENCE):
                    found = await self._ask(chat, kind)
            except Exception:  # noqa: BLE001 - a hint in an answer is no reason to fail it
                return None
            self._known[chat] = (now + FRESH_FOR, found)
        return self._known[chat][1]

    def forget(self, chat: int) -> None:
        """Ask again: our rights have changed."""
        self._known.pop(chat, None)

    async def _member(self, chat: int, user: int) -> Fields:
        return Fields(await self._api.call("getChatMember", chat_id=chat, user_id=user))

    async def _ask(self, chat: int, kind: str) -> CannotPost | None:
        own = await self._member(chat, self._me)
        status = own.text("status")
        if status in OUTSIDE or (status == "restricted" and not own.flag("is_member")):
            return CannotPost(member=False)
        if kind == CHANNEL:
            return None if own.flag("can_post_messages") else CannotPost((Right.SEND_MESSAGES,))
        if status in ADMINISTRATORS:
            return None
        # A restriction is ours alone; the group's own permissions hold for everyone, a restricted member too.
        everyone = Fields(await self._api.call("getChat", chat_id=chat)).part("permissions")
        bounds = (everyone, own) if status == "restricted" else (everyone,)
        return _missing(bounds)


def _missing(bounds: tuple[Fields, ...]) -> CannotPost | None:
    wanted = ((Right.SEND_MESSAGES, "can_send_messages"), (Right.ATTACH_FILES, "can_send_documents"))
    missing = tuple(right for right, key in wanted if not all(each.flag(key) for each in bounds))
    return CannotPost(missing) if missing else None


def _untold(exc: Exception) -> SendError | UsageError:
    """Tell a refusal that will not change by itself from one of the moment."""
    error = send_error(exc)
    gone = isinstance(error, ChatLost) and error.removed
    return UsageError("cannot_tell_administrators") if isinstance(exc, BadRequest) and not gone else error
