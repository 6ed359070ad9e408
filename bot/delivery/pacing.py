"""One even pacer a platform: a token bucket that bursts draws 429s, equal steps draw none.

Measured against servers that enforce the platforms' limits: docs/delivery.md.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.domain.ports import Sleep

CATCH_UP = 0.05
"""By how much a step may be shorter after a late one, until the delay is made up.

A delay of more than one step is not made up at all: a moment in which this process or the
machine stood still must not end in a burst.
"""


class Pacer:
    """Lets one message through every ``1 / rate`` seconds, all chats of a platform together."""

    def __init__(
        self, rate: float, *, clock: Callable[[], float] = time.monotonic, sleep: Sleep = asyncio.sleep
    ) -> None:
        """Allow ``rate`` messages a second by ``clock``, in seconds."""
        self._gap = 1.0 / rate
        self._clock = clock
        self._sleep = sleep
        self._ideal = self._next = 0.0
        self._queue = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for the next turn; turns are given in the order in which they were asked for."""
        async with self._queue:
            # A pause may be asked for while we wait.
            while (wait := self._next - self._clock()) > 0:
                await self._sleep(wait)
            now = self._clock()
            self._ideal = (self._ideal if now - self._ideal <= self._gap else now) + self._gap
            self._next = max(self._ideal, now + self._gap * (1 - CATCH_UP))

    def pause(self, seconds: float) -> None:
        """Let nothing through for ``seconds``: the platform asked for it."""
        self._ideal = self._next = max(self._next, self._clock() + seconds)


class Spacing:
    """When a single chat may get its next message: ``(seconds, messages)`` windows, one of them or more."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, most_chats: int = 10_000) -> None:
        """Remember at most ``most_chats`` chats; those longest silent are forgotten first."""
        self._clock = clock
        self._most = most_chats
        self._sent: dict[str, list[float]] = {}

    def wait(self, chat: str, windows: tuple[tuple[float, int], ...]) -> float:
        """Seconds until ``chat`` may get a message; 0 when now."""
        now = self._clock()
        waits = [0.0]
        for seconds, messages in windows:
            sent = self._sent.get(chat, [])
            if len(sent) >= messages:
                waits.append(sent[-messages] + seconds - now)
        return max(waits)

    def sent(self, chat: str, windows: tuple[tuple[float, int], ...]) -> None:
        """Note that ``chat`` gets a message now."""
        if not windows:
            return
        times = self._sent.pop(chat, [])
        times.append(self._clock())
        self._sent[chat] = times[-max(messages for _, messages in windows) :]
        while len(self._sent) > self._most:
            del self._sent[next(iter(self._sent))]
