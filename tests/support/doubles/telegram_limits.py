"""How many messages Telegram takes: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.support.doubles.loopback import Window, admit
from tests.support.doubles.telegram_objects import Chat


@dataclass(frozen=True, slots=True)
class TelegramLimits:
    """Messages: ``per_second`` overall, ``per_chat`` a second, ``per_group`` a minute; None: no limit.

    ``slack`` shortens the one-second window of a chat by so many seconds: a client that
    keeps exactly one second apart arrives a little less apart.
    """

    per_second: int | None = None
    per_chat: int | None = None
    per_group: int | None = None
    slack: float = 0.05


class Rates:
    """How much of the limits is used; set ``limits`` to change them, which starts afresh."""

    def __init__(self, limits: TelegramLimits) -> None:
        self.limits = limits
        self._silent: dict[int, float] = {}

    def silence(self, chat_id: int, seconds: float) -> None:
        """Refuse every message to one chat for so long, as after a flood; 0 ends it."""
        self._silent[chat_id] = time.monotonic() + seconds

    @property
    def limits(self) -> TelegramLimits:
        """The limits in force."""
        return self._limits

    @limits.setter
    def limits(self, limits: TelegramLimits) -> None:
        self._limits = limits
        self._overall = [] if limits.per_second is None else [Window(limits.per_second, 1.0)]
        self._chats: dict[int, list[Window]] = {}

    def wait(self, chat: Chat) -> float:
        """Seconds until this chat may have one more message, by all limits; 0 takes one."""
        now = time.monotonic()
        if (silent := self._silent.get(chat.id, 0.0) - now) > 0:
            return silent
        limits = self._limits
        if chat.id not in self._chats:
            own = [Window(limits.per_chat, 1.0 - limits.slack)] if limits.per_chat is not None else []
            group = [Window(limits.per_group, 60.0)] if limits.per_group is not None and chat.is_group else []
            self._chats[chat.id] = own + group
        return admit(self._overall + self._chats[chat.id], now)
