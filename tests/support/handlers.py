"""The real front over a conversation that remembers what a platform told it and answers as the test arranged."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, cast

from bot.conversation.dispatch import Conversation
from bot.conversation.front import Front
from bot.conversation.places import complete
from bot.conversation.saying import Render
from bot.conversation.throttle import Throttle
from bot.domain.chats import Asked, Choice, Completes, Language, Place
from bot.domain.messages import Extra, Found, Message, Part, Reply, Span
from bot.domain.ports import Sleep
from bot.wording.languages import words_of

Parts = Callable[[Message], tuple[Part, ...]]
Answers = Callable[[Asked], Awaitable[Reply]]

ALL_ANSWERED = Throttle(per_person=1_000_000, same_within=0.0)
"""Lets everything be answered, however often it is asked."""


def reply(text: str, *, private: bool = False) -> Reply:
    return Reply(Message("Answer", (((Span(text),),),)), private)


async def repeat(asked: Asked) -> Reply:
    said = f"{asked.name}: {asked.words}: {await asked.may_manage()}"
    return reply(said, private=asked.name == "subscriptions")


def leaving_out(parts: Parts) -> Render:
    """Let what renders a message whole render it without its file, too."""

    def render(message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        return parts(message.without(without))

    return render


class _Remembering:
    """What stands behind the front in place of the store and its answers."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    async def answer(self, asked: Asked) -> Reply:
        self._heard.asked.append(asked)
        self._heard.note("asked", asked)
        return await self._heard.answers(asked)

    async def answered(self, asked: Asked) -> None:
        """Nothing: no chat is ever paused here."""

    async def complete(self, completes: Completes, typed: str, language: Language) -> Sequence[Choice]:
        return complete(completes, typed, words_of(language), [])

    async def look_up(self, typed: str, language: Language) -> list[Found]:
        self._heard.sought.append((typed, language))
        self._heard.note("sought", typed)
        return [each for each in self._heard.places if typed and typed in each.title.casefold()]

    async def joined(self, place: Place, language: Language, beside: Sequence[Place] = ()) -> Reply:
        self._heard.note("joined", place.address, language)
        return reply("Hello")

    async def chat_lost(self, place: Place, reason: str) -> None:
        self._heard.lost.append((place.address, reason))
        self._heard.note("lost", place.address, reason)

    async def chat_back(self, place: Place) -> None:
        self._heard.back.append(place.address)
        self._heard.note("back", place.address)

    async def chat_moved(self, place: Place, to: Place) -> None:
        self._heard.note("moved", place.address, to.address)


class Heard(Front):
    """A ``bot.domain.ports.Handlers`` for tests of one adapter: ``events`` come in the order of their happening."""

    def __init__(
        self, parts: Parts, answers: Answers = repeat, sleep: Sleep = asyncio.sleep, *, platform: str = "test"
    ) -> None:
        super().__init__(
            platform, cast("Conversation", _Remembering(self)), leaving_out(parts), sleep, throttle=ALL_ANSWERED
        )
        self.answers = answers
        self.asked: list[Asked] = []
        self.sought: list[tuple[str, str]] = []
        self.places: list[Found] = []
        self.lost: list[tuple[str, str]] = []
        self.back: list[str] = []
        self.events: asyncio.Queue[tuple[Any, ...]] = asyncio.Queue()
        self.news = asyncio.Event()

    def note(self, *event: Any) -> None:
        self.events.put_nowait(event)
        self.news.set()

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for news that make it ``true``; TimeoutError after ten seconds."""
        async with asyncio.timeout(10):
            while not true():
                self.news.clear()
                await self.news.wait()
