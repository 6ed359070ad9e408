"""One part to one chat, with its failures in our words."""

from __future__ import annotations

import logging

from telegram import InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.errors import send_error
from bot.domain.errors import ChatLost, MessageRejected
from bot.domain.messages import Part

log = logging.getLogger(__name__)


async def send(bot: ExtBot[None], address: str, part: Part) -> str:
    """Send ``part`` to ``address`` (``chat`` or ``chat:topic``) and return the message's id.

    Raises:
        SendError: one of its subclasses, whatever went wrong; not chained, for the library's errors can hold the token.
    """
    chat_id, topic = _numbers(address)
    try:
        return await _request(bot, chat_id, topic, part)
    except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
        error = send_error(exc)
        if isinstance(error, MessageRejected) or not isinstance(exc, TelegramError):
            log.warning("Telegram: a message failed (%s): %r", error.reason, exc)
        raise error from None


async def _request(bot: ExtBot[None], chat_id: int, topic: int | None, part: Part) -> str:
    if part.attachment is None:
        sent = await bot.send_message(
            chat_id,
            part.body,
            parse_mode=ParseMode.HTML,
            message_thread_id=topic,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    else:
        sent = await bot.send_document(
            chat_id,
            InputFile(part.attachment.content, filename=part.attachment.name),
            caption=part.body or None,
            parse_mode=ParseMode.HTML,
            message_thread_id=topic,
        )
    return str(sent.message_id)


def _numbers(address: str) -> tuple[int, int | None]:
    chat, _, topic = address.partition(":")
    try:
        return int(chat), int(topic) if topic else None
    except ValueError:
        raise ChatLost("bad_address") from None
