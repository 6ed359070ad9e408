"""One part to one chat, or in the place of an earlier one, with its failures in our words."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from telegram import InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from adapters.telegram.client import Api
from adapters.telegram.errors import send_error
from adapters.telegram.fields import Fields
from adapters.telegram.keyboard import keyboard
from adapters.telegram.refusals import NOT_MODIFIED, Asking
from bot.domain.errors import ChatLost, MessageRejected, NotEditable, Refused, SendError
from bot.domain.messages import Part

log = logging.getLogger(__name__)

REMEMBERED = 100
"""How many unknown refusals are remembered as said, before all of them may be said again."""


class Sender:
    """Sends through ``api``; says once in the log what Telegram answers that nobody foresaw."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._said: set[str] = set()

    async def send(self, address: str, part: Part, reply_to: str | None = None, *, silent: bool = False) -> str:
        """Send ``part`` to ``address`` (``chat`` or ``chat:topic``), ``silent`` without a sound, and return its id.

        It replies to the message ``reply_to``, and goes without where that is gone.

        Raises:
            SendError: one of its subclasses, whatever went wrong; not chained, for the library's errors hold the token.
        """
        chat, topic = _numbers(address)
        try:
            more = {"reply_parameters": _reply(reply_to), "disable_notification": True if silent else None}
            answer = await self._request(chat, topic, part, more)
            return str(Fields(answer, "answer").number("message_id"))
        except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
            raise self._failure(exc, Asking(chat, topic is not None, part.attachment is not None)) from None

    async def edit(self, address: str, message_id: str, part: Part) -> None:
        """Put ``part`` in the place of an earlier message, with its keyboard or none; what had a file keeps it.

        Raises:
            SendError: as `send`; NotEditable where the message is gone or can be changed no more.
        """
        chat, topic = _numbers(address)
        if not message_id.isdecimal():
            raise NotEditable("message_unknown")
        try:
            await self._change(chat, int(message_id), part)
        except Exception as exc:  # noqa: BLE001 - as above
            if isinstance(exc, BadRequest) and NOT_MODIFIED in str(exc).lower():
                return
            asking = Asking(chat, topic is not None, part.attachment is not None, edit=True)
            raise self._failure(exc, asking) from None

    def _failure(self, exc: Exception, asking: Asking) -> SendError:
        error = send_error(exc, asking)
        if isinstance(error, (MessageRejected, Refused)) or not isinstance(exc, TelegramError):
            self._say(error.reason, repr(exc))
        return error

    async def _change(self, chat: int, message: int, part: Part) -> None:
        if part.attachment is None:
            await self._api.call(
                "editMessageText",
                chat_id=chat,
                message_id=message,
                text=part.body,
                parse_mode=ParseMode.HTML,
                link_preview_options={"is_disabled": True},
                reply_markup=_markup(part),
            )
            return
        await self._api.call(
            "editMessageCaption",
            chat_id=chat,
            message_id=message,
            caption=part.body,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(part),
        )

    async def _request(self, chat: int, topic: int | None, part: Part, more: Mapping[str, object]) -> object:
        if part.attachment is None:
            return await self._api.call(
                "sendMessage",
                chat_id=chat,
                text=part.body,
                parse_mode=ParseMode.HTML,
                message_thread_id=topic,
                link_preview_options={"is_disabled": True},
                reply_markup=_markup(part),
                **more,
            )
        return await self._api.call(
            "sendDocument",
            chat_id=chat,
            document=InputFile(part.attachment.content, filename=part.attachment.name),
            caption=part.body or None,
            parse_mode=ParseMode.HTML,
            message_thread_id=topic,
            reply_markup=_markup(part),
            **more,
        )

    def _say(self, reason: str, what: str) -> None:
        if what in self._said:
            return
        if len(self._said) >= REMEMBERED:
            self._said.clear()
        self._said.add(what)
        log.warning("Telegram: a message failed (%s): %.300s", reason, what)


def _markup(part: Part) -> dict[str, object] | None:
    rows = keyboard(part.keys)
    return {"inline_keyboard": rows} if rows else None


def _reply(message_id: str | None) -> dict[str, object] | None:
    if message_id is None or not message_id.isdecimal():
        return None
    return {"message_id": int(message_id), "allow_sending_without_reply": True}


def _numbers(address: str) -> tuple[int, int | None]:
    chat, _, topic = address.partition(":")
    try:
        return int(chat), int(topic) if topic else None
    except ValueError:
        raise ChatLost("bad_address", removed=True) from None
