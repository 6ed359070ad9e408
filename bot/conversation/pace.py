"""Replies keep the pace of their platform and chat, and leave room in it for alerts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from bot.delivery.limits import ChatTurns, Limits, Turns
from bot.domain.chats import Place
from bot.domain.errors import RetryLater
from bot.domain.ports import Sleep

REPLY_WITHIN = 60.0
"""Seconds after which a reply is of no use any more."""

Windows: TypeAlias = tuple[tuple[float, int], ...]
"""The limits of a chat as ``(seconds, messages)``, each to be kept."""


class ReplyPace:
    """Lets one reply after another out on a platform whose limits they count in."""

    def __init__(
        self,
        windows: Callable[[str], Windows],
        turns: Turns,
        chats: ChatTurns,
        limits: Limits,
        *,
        within: float = REPLY_WITHIN,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Share paces and ``limits`` with the alerts of the platform whose chats have these ``windows``."""
        self._windows = windows
        self._turns = turns
        self._chats = chats
        self._limits = limits
        self._within = within
        self._sleep = sleep

    async def take(self, place: Place) -> None:
        """Wait until one message of a reply may go to ``place``, and note that it does.

        Raises:
            RetryLater: that would take too long.
        """
        windows = self._windows(place.address)
        try:
            async with asyncio.timeout(self._within):
                await self._until_room(place.shared, leave_room(windows))
        except TimeoutError:
            raise RetryLater("no_room") from None
        self._chats.sent(place.shared, windows)

    def refused(self, place: Place, error: RetryLater) -> None:
        """Let neither alerts nor replies go to ``place`` for as long as was asked, as after a refused alert."""
        self._limits.refused(place.shared, error)

    async def _until_room(self, chat: str, windows: Windows) -> None:
        while True:
            while (wait := self._chats.wait(chat, windows)) > 0:
                if wait > self._within:
                    raise TimeoutError
                await self._sleep(wait)
            await self._turns.turn(reply=True)
            if self._chats.wait(chat, windows) <= 0:  # an alert may have gone there meanwhile
                return


def leave_room(windows: Windows) -> Windows:
    """Give half of each of a chat's limits: the other half is for alerts."""
    return tuple((seconds, max(1, messages // 2)) for seconds, messages in windows)
