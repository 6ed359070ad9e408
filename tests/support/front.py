"""The front that every platform shares, before answers that a test gives."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from adapters.telegram import render
from bot.conversation.front import Front
from bot.domain.chats import Asked, Place
from bot.domain.messages import Message, Part, Reply
from bot.domain.ports import Sleep


class Fronted(Front):
    """Handlers whose `answer` is the test's own; everything from there to the platform is the program's."""

    def __init__(
        self,
        platform: str = "telegram",
        parts: Callable[[Message], tuple[Part, ...]] = render.render,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        super().__init__(platform, self, parts, sleep)  # type: ignore[arg-type]  # `answer` is all that is asked of it

    async def answer(self, asked: Asked) -> Reply:
        """Answer one command."""
        return Reply(Message("T"))

    async def chat_lost(self, place: Place, reason: str) -> None:
        """Take note of nothing."""

    async def chat_back(self, place: Place) -> None:
        """Take note of nothing."""

    async def chat_moved(self, place: Place, to: Place) -> None:
        """Take note of nothing."""
