"""The front that every platform shares: from a command to the last part of its answer, whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.conversation.commands import menu
from bot.conversation.dispatch import Conversation
from bot.conversation.places import complete
from bot.domain.chats import Asked, Choice, Completes, Language, MenuEntry, Place
from bot.domain.errors import RetryLater, SendError
from bot.domain.messages import Message, Part, Reply
from bot.domain.ports import Say, Sleep
from bot.wording.languages import words_of
from bot.wording.replies import sorry

log = logging.getLogger(__name__)

REPLY_TRIES = 3
REPLY_WAIT = 15.0
"""How often a reply that a platform refuses for its rate is tried, and for how many seconds at most between two tries.

In the middle of a fan-out, two replies a second find room; more than that come a second late.
"""


class Front:
    """`bot.domain.ports.Handlers` for one platform."""

    def __init__(
        self,
        platform: str,
        conversation: Conversation,
        parts: Callable[[Message], tuple[Part, ...]],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Answer on the platform of that name, whose ``parts`` renders messages."""
        self._platform = platform
        self._conversation = conversation
        self._parts = parts
        self._sleep = sleep

    def menu(self, language: Language) -> Sequence[MenuEntry]:
        """The commands there are, worded, in the order of their importance."""
        return menu(words_of(language))

    async def command(self, asked: Asked, say: Say) -> None:
        """Carry out one command and say the answer, part by part.  Never raises."""
        if await self._say(await self._reply(asked), say):
            await self._answered(asked)

    async def apologize(self, language: Language, say: Say) -> None:
        """Say that something went wrong with a command that never reached `command`.  Never raises."""
        await self._say(sorry(words_of(language)), say)

    async def complete(self, completes: Completes, typed: str, language: Language) -> Sequence[Choice]:
        """Complete what a person has typed so far, best first, at most 25."""
        return complete(completes, typed, words_of(language))

    async def chat_lost(self, place: Place, reason: str) -> None:
        """Keep in mind that we were blocked, kicked or lost a permission."""
        await self._conversation.chat_lost(place, reason)

    async def chat_back(self, place: Place) -> None:
        """Resume a chat that we were added to again, or may write to again."""
        await self._conversation.chat_back(place)

    async def chat_moved(self, place: Place, to: Place) -> None:
        """Follow a chat that lives somewhere else now."""
        await self._conversation.chat_moved(place, to)

    async def _reply(self, asked: Asked) -> Reply:
        try:
            return await self._conversation.answer(asked)
        except SendError as error:
            log.warning("%s: /%s failed (%s)", self._platform, asked.name, error.reason)
        except Exception:
            # A fault of ours is told to who asked, and must not end the platform's connection.
            log.exception("%s: /%s failed", self._platform, asked.name)
        return sorry(words_of(asked.language))

    async def _answered(self, asked: Asked) -> None:
        try:
            await self._conversation.answered(asked)
        except Exception:
            log.exception("%s: a chat was answered and not resumed", self._platform)

    async def _say(self, reply: Reply, say: Say) -> bool:
        """Say a reply; whether all of it arrived."""
        try:
            for part in self._parts(reply.message):
                await self._say_part(part, say, private=reply.private)
        except SendError as error:
            log.warning("%s: a reply did not go out (%s: %s)", self._platform, type(error).__name__, error.reason)
        except Exception:
            log.exception("%s: a reply did not go out", self._platform)
        else:
            return True
        return False

    async def _say_part(self, part: Part, say: Say, *, private: bool) -> None:
        for tries_left in reversed(range(REPLY_TRIES)):
            try:
                await say(part, private)
            except RetryLater as error:
                if not tries_left or error.after is None or error.after > REPLY_WAIT:
                    raise
                await self._sleep(error.after)
            else:
                return
