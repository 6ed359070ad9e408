"""Handlers that remember what a platform told them and answer as the test arranged."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from adapters.discord import render
from bot.domain.chats import Asked, Choice, Completes, Place
from bot.domain.messages import Message, Reply, Span
from tests.support.front import Fronted


def reply(text: str, *, private: bool = False) -> Reply:
    return Reply(Message("Answer", (((Span(text),),),)), private)


async def repeat(asked: Asked) -> Reply:
    return reply(f"{asked.name}: {asked.words}: {await asked.may_manage()}", private=asked.name == "subscriptions")


def suggest(typed: str) -> list[Choice]:
    names = [Choice("Virginia", "VA"), Choice("Vermont", "VT"), Choice("Maryland", "MD")]
    many = [Choice(f"Choice {number} " + "x" * 120, f"c{number}") for number in range(40)]
    return many if typed == "many" else [name for name in names if name.label.lower().startswith(typed.lower())]


class Heard(Fronted):
    """The front that platforms share, before answers of a test; it remembers what it was told."""

    def __init__(self, answer: Callable[[Asked], Awaitable[Reply]] = repeat) -> None:
        super().__init__("discord", render.parts)
        self.answers = answer
        self.asked: list[Asked] = []
        self.lost: list[tuple[str, str]] = []
        self.back: list[str] = []
        self.news = asyncio.Event()

    async def complete(self, completes: Completes, typed: str, language: str) -> Sequence[Choice]:
        """Complete what the tests type."""
        return suggest(typed)

    async def answer(self, asked: Asked) -> Reply:
        """Remember the question."""
        self.asked.append(asked)
        return await self.answers(asked)

    async def chat_lost(self, place: Place, reason: str) -> None:
        """Remember the loss."""
        self.lost.append((place.address, reason))
        self.news.set()

    async def chat_back(self, place: Place) -> None:
        """Remember the return."""
        self.back.append(place.address)
        self.news.set()

    async def chat_moved(self, place: Place, to: Place) -> None:
        """Fail."""
        raise AssertionError("no chat moves on Discord")

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for news that make it ``true``; TimeoutError after ten seconds."""
        async with asyncio.timeout(10):
            while not true():
                self.news.clear()
                await self.news.wait()
