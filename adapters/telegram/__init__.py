"""Telegram, through python-telegram-bot: rendering, sending, commands and chats that change."""

from adapters.telegram.platform import Telegram

__all__ = ["Telegram"]
