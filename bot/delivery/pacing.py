"""One even pacer a platform: a token bucket that bursts draws 429s, equal steps draw none.

A moment in which this process or the machine stood still is made up little by little, never in a burst.
Measured against servers that enforce the platforms' limits: docs/delivery.md.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable

from bot.domain.ports import Sleep

SHORTEST = 0.9
"""Of an even step: how short one may be after a late one, until the delay is made up."""

LEEWAY = 0.013
"""Of a second's even steps: by how much those of one second may be faster while a delay is made up.

So turns that are late by less than 13 ms cost nothing; a process that stood still makes up as much each second; and
23 ms of a second are left for messages that arrive less evenly than they left.
"""

TIMER = 0.01
"""Seconds by which a turn may be late, as a timer on a busy machine is; by more than that the process stood still."""

LATE_AT_MOST = 1.0
"""Seconds; after more than these nobody wanted a turn, and nothing is made up."""

ALERTS_PER_REPLY = 9
"""While both wait, so many alerts have their turns before a reply has one: one turn in ten is a reply's."""


class Pacer:
    """Lets one message through every ``1 / rate`` seconds, all chats of a platform together, alerts and replies."""

    def __init__(
        self, rate: float, *, clock: Callable[[], float] = time.monotonic, sleep: Sleep = asyncio.sleep
    ) -> None:
        """Allow ``rate`` messages a second by ``clock``, in seconds."""
        self._gap = 1.0 / rate
        self._clock = clock
        self._sleep = sleep
        self._ideal = self._next = 0.0
        self._latest = deque[float](maxlen=math.floor(rate) + 2)
        """When the latest turns were given, one more than even steps put into a second and its ends."""
        self._alerts: deque[asyncio.Future[None]] = deque()
        self._replies: deque[asyncio.Future[None]] = deque()
        self._since_reply = ALERTS_PER_REPLY
        self._giving: asyncio.Task[None] | None = None

    async def turn(self, *, reply: bool = False) -> None:
        """Wait for the next turn; alerts among themselves, and replies, in the order in which they asked for it.

        A reply goes at once while no alert waits; while some do, it has one turn in ten.
        """
        mine = asyncio.get_running_loop().create_future()
        waiting = self._replies if reply else self._alerts
        waiting.append(mine)
        if self._giving is None or self._giving.done():
            self._giving = asyncio.create_task(self._give())
        try:
            await mine
        finally:
            if mine in waiting:
                waiting.remove(mine)

    def pause(self, seconds: float) -> None:
        """Let nothing through for ``seconds``: the platform asked for it."""
        self._ideal = self._next = max(self._next, self._clock() + seconds)

    async def _give(self) -> None:
        """Give one turn after another for as long as somebody waits."""
        while self._alerts or self._replies:
            waited = False
            # A pause may be asked for while we wait.
            while (wait := self._next - self._clock()) > 0:
                await self._sleep(wait)
                waited = True
            self._forget_those_given_up()
            waiting = self._whose_turn()
            if waiting:
                now = self._clock()
                if waited and now - self._next > TIMER and self._latest:
                    self._latest[-1] = now  # we stood still, and what had its turn before may have left only now
                self._given(now)
                waiting.popleft().set_result(None)

    def _given(self, now: float) -> None:
        """Note a turn, and when the next may be: in even steps, and in no second too many."""
        planned = self._next if now - self._next <= TIMER else now
        self._ideal = (self._ideal if now - self._ideal <= LATE_AT_MOST else now) + self._gap
        self._latest.append(now)
        full = len(self._latest) == self._latest.maxlen
        too_many_until = self._latest[0] + len(self._latest) * self._gap * (1 - LEEWAY) if full else now
        self._next = max(self._ideal, planned + self._gap * SHORTEST, too_many_until)

    def _forget_those_given_up(self) -> None:
        """Pass over who was cancelled just now and has had no time to say so: the turn is the next one's."""
        for waiting in (self._alerts, self._replies):
            while waiting and waiting[0].done():
                waiting.popleft()

    def _whose_turn(self) -> deque[asyncio.Future[None]]:
        if self._replies and (not self._alerts or self._since_reply >= ALERTS_PER_REPLY):
            self._since_reply = 0
            return self._replies
        self._since_reply += 1
        return self._alerts


class Spacing:
    """When a single chat may get its next message: ``(seconds, messages)`` windows, one of them or more.

    Alerts and replies of a platform share it: a chat's limits count both.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, most_chats: int = 10_000) -> None:
        """Remember at most ``most_chats`` chats; those longest silent are forgotten first."""
        self._clock = clock
        self._most = most_chats
        self._sent: dict[str, list[float]] = {}
        self._silent: dict[str, float] = {}

    def wait(self, chat: str, windows: tuple[tuple[float, int], ...]) -> float:
        """Seconds until ``chat`` may get a message; 0 when now."""
        now = self._clock()
        waits = [0.0, self._silent.get(chat, now) - now]
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

    def silence(self, chat: str, seconds: float) -> None:
        """Let nothing go to ``chat`` for ``seconds``: it asked for it, or its platform for it."""
        end = max(self._silent.pop(chat, 0.0), self._clock() + seconds)
        self._silent[chat] = end
        while len(self._silent) > self._most:
            del self._silent[next(iter(self._silent))]
