"""Who is silent after a message was refused for its rate: one chat, or every chat of its platform."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from bot.delivery.failures import FIRST_RETRY, LONGEST_RETRY
from bot.delivery.silences import SilenceLog
from bot.domain.errors import PlatformLost, RetryLater, SendError

TOGETHER_WITHIN = 10.0
"""Seconds: two chats refused within these, and none accepted between, seem to be at a limit that they share."""

FIRST_TRIAL = 1.0
LONGEST_TRIAL = 5.0
"""Seconds of silence for all until one more message shows whether they do; doubled while others are refused in turn.

No longer, whatever a chat asks for: it may be that several are at their own limits for an hour.
"""

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
    """Silences one chat first; the platform where it says so, or for a moment when one after another is refused."""

    def __init__(
        self, turns: Turns, chats: ChatTurns, log: SilenceLog, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Silence by way of ``turns`` and ``chats``; ``clock`` is in seconds."""
        self._turns = turns
        self._chats = chats
        self._log = log
        self._clock = clock
        self._refused: dict[str, None] = {}
        self._in_turn = 0
        self._last = -TOGETHER_WITHIN

    @property
    def shared(self) -> bool:
        """Whether one chat after another was refused, and none has got anything since."""
        return self._in_turn > 1

    def accepted(self, chat: str) -> None:
        """Note that a chat got a message: its next refusal is a new one, and what others were refused was theirs."""
        self._refused.pop(chat, None)
        self._in_turn = 0

    def refused(self, chat: str, error: SendError) -> None:
        """Be silent for as long as ``error``, of a message to ``chat``, asks for.

        A chat that has been refused before and got nothing since says nothing of any other.
        """
        match error:
            case PlatformLost():
                self._turns.pause(LONGEST_RETRY)
            case RetryLater(platform_wide=True):
                self._silence(error, error.after or FIRST_RETRY)
            case RetryLater(after=float() | int() as after):
                self._chats.silence(chat, after)
                if not error.chat_only and self._note(chat) and self.shared:
                    self._silence(error, min(after, LONGEST_TRIAL, FIRST_TRIAL * 2 ** (self._in_turn - 2)))
                else:
                    self._log.imposed(chat, after, error.reason)

    def _silence(self, error: RetryLater, seconds: float) -> None:
        self._turns.pause(seconds)
        self._log.imposed(None, seconds, error.reason)

    def _note(self, chat: str) -> bool:
        """Count who is refused in turn; False for a chat that is known to be refused."""
        if chat in self._refused:
            return False
        now = self._clock()
        self._in_turn = self._in_turn + 1 if now - self._last <= TOGETHER_WITHIN else 1
        self._last = now
        self._refused[chat] = None
        if len(self._refused) > REMEMBERED_AT_MOST:
            del self._refused[next(iter(self._refused))]
        return True
