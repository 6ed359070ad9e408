"""A reply is said part by part, without what a chat refuses, at the pace that it may have."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Collection
from typing import Protocol

from bot.conversation.faults import report
from bot.conversation.pace import ReplyPace
from bot.domain.chats import Place
from bot.domain.errors import PartRefused, RetryLater, SendError
from bot.domain.messages import Extra, Message, Part, Reply
from bot.domain.ports import Say, Sleep

log = logging.getLogger(__name__)

REPLY_TRIES = 3
REPLY_WAIT = 15.0
"""How often a reply that a platform refuses for its rate is tried, and for how many seconds at most between two tries.

In the middle of a fan-out, two replies a second find room; more than that come a second late.
"""


class Render(Protocol):
    """As `bot.domain.ports.Platform.parts`."""

    def __call__(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        """Render a message, without what a chat refuses."""
        ...


class Speaker:
    """Says replies on one platform."""

    def __init__(self, platform: str, parts: Render, pace: ReplyPace | None, sleep: Sleep = asyncio.sleep) -> None:
        """Say what ``parts`` renders; where there is no ``pace``, replies count in no limit."""
        self._platform = platform
        self._parts = parts
        self._pace = pace
        self._sleep = sleep

    async def say(self, reply: Reply, say: Say, place: Place | None = None) -> bool:
        """Say a reply, whether all of it arrived: never raises, and says nothing twice that may have arrived."""
        try:
            await self._say_parts(reply, say, place)
        except SendError as error:
            log.warning("%s: a reply did not go out (%s: %s)", self._platform, type(error).__name__, error.reason)
        except Exception as error:  # noqa: BLE001  a fault of ours must not end the platform's connection
            report(error, f"{self._platform}: a reply did not go out")
        else:
            return True
        return False

    async def _say_parts(self, reply: Reply, say: Say, place: Place | None) -> None:
        """Say every part; what was said before something was refused is not said again where it stays the same."""
        refused: frozenset[Extra] = frozenset()
        parts, said = self._parts(reply.message), list[Part]()
        while len(said) < len(parts):
            part = parts[len(said)]
            try:
                await self._say_part(part, say, place, private=reply.private)
            except PartRefused as error:
                if error.extra in refused:
                    raise
                refused |= {error.extra}
                parts = self._parts(reply.message, refused)
                said = _begun(parts, said)
            else:
                said.append(part)

    async def _say_part(self, part: Part, say: Say, place: Place | None, *, private: bool) -> None:
        for tries_left in reversed(range(REPLY_TRIES)):
            if self._pace is not None and place is not None:
                await self._pace.take(place)
            try:
                await say(part, private)
            except RetryLater as error:
                if self._pace is not None and place is not None:
                    self._pace.refused(place, error)
                if not tries_left or error.after is None or error.after > REPLY_WAIT:
                    raise
                await self._sleep(error.after)
            else:
                return


def _begun(parts: tuple[Part, ...], said: list[Part]) -> list[Part]:
    """Those first parts that have been said already."""
    return [part for part, _ in itertools.takewhile(lambda both: both[0] == both[1], zip(parts, said, strict=False))]
