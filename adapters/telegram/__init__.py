"""Telegram, through python-telegram-bot: private chats, groups, forum topics and channels.

Sending and receiving are two lives, each with its own connections (``client``).  Out: ``render`` turns a message
into parts, ``sending`` delivers one, ``errors`` and ``refusals`` say what a failure means.  In: ``polling`` asks for
updates, ``batch`` takes an answer apart, ``reading`` (by ``fields``) says what one means, ``incoming`` answers people
and follows chats that change, ``members`` asks what only Telegram knows, ``menu`` shows the commands, ``trouble``
says what is in the way.  ``quiet`` keeps tokens and words out of the log.  ``platform`` puts them together as a
``bot.domain.ports.Platform``.
"""

from adapters.telegram.platform import Telegram

__all__ = ["Telegram"]
