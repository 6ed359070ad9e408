"""Telegram with its limits on every message, answers to commands included, in the time of a virtual loop."""

from __future__ import annotations

import asyncio
import itertools
import math
import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram.request import RequestData

from tests.support.doubles.loopback import Window, admit
from tests.support.telegram_transport import Answer, Transport, ok, refusal, sent

PER_SECOND, PER_CHAT, PER_GROUP = 30, 1, 20
"""Messages a second over all and in one chat, and a minute in a group, in any second and any minute.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
"""

ON_THE_WAY = 0.015
"""Seconds by which an answer takes longer than Telegram does, on average, as measured on loopback."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that was accepted: when, in the loop's seconds, where, and what it said."""

    at: float
    chat: int
    text: str


class LimitedTelegram(Transport):
    """Takes what the limits allow and answers all else with 429; some chats take nothing, ever.

    ``refusing``: their ids, and after how many seconds each says to try again.  ``latency``: seconds from a request's
    arrival to its answer.
    """

    def __init__(self, refusing: Mapping[int, int], latency: float) -> None:
        super().__init__(self._answer)
        self.taken: list[Taken] = []
        self.too_many = 0
        """429s to chats that are not ``refusing``."""
        self._refusing = refusing
        self._latency = latency
        self._chance = random.Random(7)
        self._clock = asyncio.get_running_loop().time
        self._overall = Window(PER_SECOND, 1.0)
        self._chats: defaultdict[int, list[Window]] = defaultdict(list)
        self._numbers = itertools.count(1)
        self._unheard: list[dict[str, Any]] = []
        self._something = asyncio.Event()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> Answer:
        """Decide when a request arrives, and answer a moment later."""
        answer = await super().do_request(url, method, request_data, *args, **kwargs)
        await asyncio.sleep(self._latency + self._chance.expovariate(1 / ON_THE_WAY))
        return answer

    def say(self, person: int, text: str) -> None:
        """Let a person write to the bot in private."""
        number = next(self._numbers)
        who = {"id": person, "is_bot": False, "first_name": "Ann", "language_code": "en"}
        chat = {"id": person, "type": "private", "first_name": "Ann"}
        message = {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": who, "text": text}
        self._unheard.append({"update_id": number, "message": message})
        self._something.set()

    async def _updates(self, parameters: dict[str, Any]) -> Answer:
        """Hand out what was not confirmed yet, as many at once as were asked for."""
        offset = parameters.get("offset", 0)
        self._unheard = [update for update in self._unheard if update["update_id"] >= offset]
        if parameters.get("timeout") and not self._unheard:
            self._something.clear()
            await self._something.wait()
        return ok(self._unheard[: parameters["limit"]])

    def _answer(self, method: str, values: dict[str, Any]) -> Answer:
        if not method.startswith("send"):
            raise LookupError(method)
        chat = values["chat_id"]
        if chat in self._refusing:
            return _too_many(self._refusing[chat])
        wait = admit([self._overall, *self._windows(chat)], self._clock())
        if wait > 0:
            self.too_many += 1
            return _too_many(wait)
        self.taken.append(Taken(self._clock(), chat, values.get("text") or ""))
        return sent(len(self.taken))

    def _windows(self, chat: int) -> list[Window]:
        if not self._chats[chat]:
            group = [Window(PER_GROUP, 60.0)] if chat < 0 else []
            self._chats[chat] = [Window(PER_CHAT, 1.0), *group]
        return self._chats[chat]


def _too_many(wait: float) -> Answer:
    seconds = max(1, math.ceil(wait))
    return refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
