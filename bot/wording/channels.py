"""What is said about Discord's channels, and of buttons that are somebody else's.  Pure."""

from __future__ import annotations

from bot.domain.messages import Message
from bot.wording.languages import Words
from bot.wording.layout import plain


def not_yours(words: Words) -> Message:
    """The buttons of an answer are for who asked."""
    return plain(words.not_yours_title(), words.not_yours())
