"""Telegram, through python-telegram-bot: private chats, groups, forum topics and channels.

``render`` turns a message into parts, ``sending`` delivers one, ``errors`` says what a
failure means, ``incoming`` answers people and follows chats that change, ``client`` is one
connection, ``quiet`` keeps the token out of the log, ``platform`` puts them together as a
``bot.domain.ports.Platform``.
"""

from adapters.telegram.platform import Telegram

__all__ = ["Telegram"]
