"""Who is silent after a message was refused for its rate: one chat, or every chat of its platform."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from bot.delivery.failures import FIRST_RETRY, LONGEST_RETRY
from bot.delivery.silences import SilenceLog
from bot.domain.errors import PlatformLost, RetryLater, SendError

TOGETHER_WITHIN = 10.0
"""Seconds: two chats refused within these are not each at its own limit, but at one that they share."""

REMEMBERED_AT_MOST = 10_000


class Turns(Protocol):
    """The pace of a platform; `bot.delivery.pacing.Pacer` is one."""

    async def turn(self, *, reply: bool = False) -> None:
        """Wait until a message may go out; alerts go before a ``reply``."""

    def pause(self, seconds: float) -> None:
        """Let nothing out for a while."""


class ChatTurns(Protocol):
    """The pace of each chat; `bot.delivery.pacing.Spacing` is one."""

    def wait(self, chat: str, windows: tuple[tuple[float, int], ...]) -> float:
        """Seconds until a chat may get a message."""

    def sent(self, chat: str, windows: tuple[tuple[float, int], ...]) -> None:
        """Note that a chat gets one now."""

    def silence(self, chat: str, seconds: float) -> None:
        """Let nothing go to a chat for a while."""


class Limits:
    """Silences one chat first, and the platform where it says so or a second chat is refused as well."""

    def __init__(
        self, turns: Turns, chats: ChatTurns, log: SilenceLog, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Silence by way of ``turns`` and ``chats``; ``clock`` is in seconds."""
        self._turns = turns
        self._chats = chats
        self._log = log
        self._clock = clock
        self._refused: dict[str, float] = {}

    def accepted(self, chat: str) -> None:
        """Note that a chat got a message: its next refusal is a new one."""
        self._refused.pop(chat, None)

    def refused(self, chat: str, error: SendError) -> None:
        """Be silent for as long as ``error``, of a message to ``chat``, asks for.

        A chat that has been refused before and got nothing since says nothing of any other.
        """
        match error:
            case PlatformLost():
                self._turns.pause(LONGEST_RETRY)
            case RetryLater(platform_wide=True):
                self._silence(None, error, error.after or FIRST_RETRY)
            case RetryLater(after=float() | int() as after):
                self._chats.silence(chat, after)
                shared = not error.chat_only and self._shared(chat)
                self._silence(None if shared else chat, error, after)

    def _silence(self, chat: str | None, error: RetryLater, seconds: float) -> None:
        if chat is None:
            self._turns.pause(seconds)
        self._log.imposed(chat, seconds, error.reason)

    def _shared(self, chat: str) -> bool:
        """Note that ``chat`` was refused; say whether another was, a moment ago, so that the limit may be of both."""
        now = self._clock()
        known = chat in self._refused
        another = any(other != chat and now - at <= TOGETHER_WITHIN for other, at in self._refused.items())
        self._note(chat)
        return another and not known

    def _note(self, chat: str) -> None:
        """Keep when a chat was first refused since it last got something."""
        self._refused.setdefault(chat, self._clock())
        if len(self._refused) > REMEMBERED_AT_MOST:
            del self._refused[next(iter(self._refused))]
