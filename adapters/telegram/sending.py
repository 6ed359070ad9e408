"""One part to one chat, as python-telegram-bot sends it."""

from __future__ import annotations

from telegram import InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.domain.errors import ChatLost
from bot.domain.messages import Part


async def send(bot: ExtBot[None], chat_id: int, topic: int | None, part: Part) -> str:
    """Send ``part`` and return the message's id; a file is a document with the text as its caption.

    Raises:
        TelegramError: the library's own.
    """
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


def numbers(address: str) -> tuple[int, int | None]:
    """Read an address, ``chat`` or ``chat:topic``.

    Raises:
        ChatLost: it is neither.
    """
    chat, _, topic = address.partition(":")
    try:
        return int(chat), int(topic) if topic else None
    except ValueError:
        raise ChatLost("bad_address") from None
