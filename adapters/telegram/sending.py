"""One part to one chat, with its failures in our words."""

from __future__ import annotations

import logging

from telegram import InputFile
from telegram.constants import ParseMode
from telegram.error import TelegramError

from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from adapters.telegram.fields import Fields
from adapters.telegram.refusals import Asking
from bot.domain.errors import ChatLost, MessageRejected, Refused
from bot.domain.messages import Part

log = logging.getLogger(__name__)

REMEMBERED = 100
"""How many unknown refusals are remembered as said, before all of them may be said again."""


class Sender:
    """Sends through ``api``; says once in the log what Telegram answers that nobody foresaw."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._said: set[str] = set()

    async def send(self, address: str, part: Part, *, silent: bool = False) -> str:
        """Send ``part`` to ``address`` (``chat`` or ``chat:topic``), ``silent`` without a sound, and return its id.

        Raises:
            SendError: one of its subclasses, whatever went wrong; not chained, for the library's errors hold the token.
        """
        chat, topic = _numbers(address)
        try:
            answer = await self._request(chat, topic, part, silent=silent)
            return str(Fields(answer, "answer").number("message_id"))
        except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
            error = send_error(exc, Asking(chat, topic is not None, part.attachment is not None))
            if isinstance(error, (MessageRejected, Refused)) or not isinstance(exc, TelegramError):
                self._say(error.reason, repr(exc))
            raise error from None

    async def _request(self, chat: int, topic: int | None, part: Part, *, silent: bool) -> object:
        without_sound = True if silent else None
        if part.attachment is None:
            return await self._api.call(
                "sendMessage",
                chat_id=chat,
                text=part.body,
                parse_mode=ParseMode.HTML,
                message_thread_id=topic,
                link_preview_options={"is_disabled": True},
                disable_notification=without_sound,
            )
        return await self._api.call(
            "sendDocument",
            chat_id=chat,
            document=InputFile(part.attachment.content, filename=part.attachment.name),
            caption=part.body or None,
            parse_mode=ParseMode.HTML,
            message_thread_id=topic,
            disable_notification=without_sound,
        )

    def _say(self, reason: str, what: str) -> None:
        if what in self._said:
            return
        if len(self._said) >= REMEMBERED:
            self._said.clear()
        self._said.add(what)
        log.warning("Telegram: a message failed (%s): %.300s", reason, what)


def _numbers(address: str) -> tuple[int, int | None]:
    chat, _, topic = address.partition(":")
    try:
        return int(chat), int(topic) if topic else None
    except ValueError:
        raise ChatLost("bad_address", removed=True) from None
