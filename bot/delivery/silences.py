"""What the log has of silences that platforms and chats ask for: one line an hour for each who asks."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

WORTH_A_LINE = 10.0
"""Seconds; shorter silences are the ordinary course of things."""

ONE_LINE_IN = dt.timedelta(hours=1)
REMEMBERED_AT_MOST = 1_000


class SilenceLog:
    """Says when a silence ends that is longer than ten seconds; who is always silenced has one line an hour."""

    def __init__(self, platform: str, now: Callable[[], dt.datetime]) -> None:
        """Speak of the platform of that name."""
        self._platform = platform
        self._now = now
        self._said: dict[str, dt.datetime] = {}

    def imposed(self, chat: str | None, seconds: float, reason: str) -> None:
        """Note that a chat, by its address, or (None) the platform is silent for ``seconds``."""
        now, who = self._now(), chat or ""
        said = self._said.get(who)
        if seconds <= WORTH_A_LINE or (said and dt.timedelta() <= now - said < ONE_LINE_IN):
            return
        self._said.pop(who, None)
        self._said[who] = now
        if len(self._said) > REMEMBERED_AT_MOST:
            del self._said[next(iter(self._said))]
        end = (now + dt.timedelta(seconds=min(seconds, 365 * 86_400.0))).strftime("%Y-%m-%d %H:%M:%S UTC")
        whom = f"chat {chat}" if chat else "every chat"
        log.info("%s: nothing goes out to %s until %s (%s)", self._platform, whom, end, reason)
