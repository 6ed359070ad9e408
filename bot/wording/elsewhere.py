"""An answer that stands in another chat than the one that it is about.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.domain.chats import Place
from bot.domain.messages import Block, Message
from bot.wording.languages import Words
from bot.wording.layout import followed_by, paragraph, text_of
from bot.wording.settings import DISCORD

_COMMAND = re.compile(r"(?<!\S)/[a-z]")


def elsewhere(words: Words, message: Message, place: Place, *, forum: bool) -> Message:
    """``message`` with the chat that it is about, ``place``, in its title.

    Where it names commands to type, it says how they are typed about that chat: as they stand they are about
    the chat in which they are read.  Not of a ``forum``, which is no chat.
    """
    chat = place.title or place.address
    message = replace(message, title=words.about_chat(chat=chat, title=message.title))
    if forum or not _names_commands(message.blocks):
        return message
    if place.platform == DISCORD:
        last = paragraph(words.typed_for_channel(chat=chat, option=words.channel_option()))
    else:
        last = paragraph(words.typed_for_chat(chat=chat, address=place.address))
    return followed_by(message, last)


def _names_commands(blocks: Iterable[Block]) -> bool:
    return any(_COMMAND.search(text_of(line)) for block in blocks for line in block)
