"""Publishing what was posted in an announcement channel to the channels that follow it.

A message that has arrived has arrived: publishing is begun afterwards, is never repeated, and what goes wrong
with it is one line in the log.
Source: https://discord.com/developers/docs/resources/message#crosspost-message; that a channel may have ten an
hour published: https://support.discord.com/hc/en-us/articles/360032008192-Announcement-Channels.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable

from discord.http import HTTPClient

from adapters.discord import sending
from adapters.discord.errors import send_error

log = logging.getLogger(__name__)

AT_MOST, HOUR = 10, 3600.0
"""So many messages of a channel are published within so many seconds."""

WITHIN = 15.0
"""Seconds that Discord may take to answer."""


class Publishing:
    """Publishes messages beside what is sent."""

    def __init__(self, http: HTTPClient, clock: Callable[[], float] = time.monotonic) -> None:
        """Publish through ``http``."""
        self._http = http
        self._clock = clock
        self._begun: dict[int, deque[float]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, channel: int, message: int) -> None:
        """Begin to publish a message, if its channel may have one more published now; return at once."""
        if not self._room(channel):
            log.warning("Discord: a message stays unpublished, as its channel has had %d published this hour", AT_MOST)
            return
        task = asyncio.create_task(self._publish(channel, message), name="discord publishing")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Leave off; what is not published stays so."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _room(self, channel: int) -> bool:
        now = self._clock()
        for known, times in list(self._begun.items()):
            while times and now - times[0] >= HOUR:
                times.popleft()
            if not times:
                del self._begun[known]
        times = self._begun.setdefault(channel, deque())
        if len(times) >= AT_MOST:
            return False
        times.append(now)
        return True

    async def _publish(self, channel: int, message: int) -> None:
        try:
            with sending.watched(sending.Attempt()):
                async with asyncio.timeout(WITHIN):
                    await self._http.publish_message(channel, message)
        except Exception as error:  # noqa: BLE001  whatever it is: the message has arrived in its own channel
            log.warning("Discord: a message could not be published (%s)", send_error(error).reason)
