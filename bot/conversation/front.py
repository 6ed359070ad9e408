"""The front that every platform shares: from a command to the last part of its answer, whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from bot.conversation.commands import BY_NAME, menu
from bot.conversation.dispatch import Conversation
from bot.conversation.faults import report
from bot.conversation.pace import ReplyPace
from bot.conversation.saying import Render, Speaker
from bot.conversation.throttle import PER_CHAT, Excess, Throttle
from bot.domain.chats import Asked, Choice, Completes, Language, MenuEntry, Place
from bot.domain.errors import SendError
from bot.domain.messages import Found, Reply
from bot.domain.ports import Say, Sleep
from bot.wording.languages import words_of
from bot.wording.replies import answered_already, asked_too_much, sorry

log = logging.getLogger(__name__)


class Front:
    """`bot.domain.ports.Handlers` for one platform."""

    def __init__(
        self,
        platform: str,
        conversation: Conversation,
        parts: Render,
        sleep: Sleep = asyncio.sleep,
        *,
        pace: ReplyPace | None = None,
        throttle: Throttle | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Answer on the platform of that name, whose ``parts`` renders messages.

        Replies keep the ``pace``.  Where there is none they count in no limit, as those to
        Discord's interactions do: each of these wants an answer, and can have a private one.
        ``clock`` is in seconds, for the ``throttle`` where none is given.
        """
        self._platform = platform
        self._conversation = conversation
        self._speaker = Speaker(platform, parts, pace, sleep)
        self._answers_all = pace is None
        self._throttle = throttle or Throttle(per_chat=None if pace is None else PER_CHAT, clock=clock)

    def menu(self, language: Language) -> Sequence[MenuEntry]:
        """The commands there are, worded, in the order of their importance."""
        return menu(words_of(language), self._platform)

    async def command(self, asked: Asked, say: Say) -> None:
        """Carry out one command and say the answer, part by part.  Never raises."""
        changes = _changes(asked)
        excess = self._throttle.admit(asked, changes=changes)
        if excess is not None:
            if excess.unsaid or self._answers_all:
                reply = _too_much(asked, excess)
                await self._speaker.say(reply, say, _where(asked, reply))
            if excess.same and excess.unsaid:
                self._throttle.told(asked)
            return
        reply, failed = await self._reply(asked)
        where = _where(asked, reply)
        arrived = await self._speaker.say(reply, say, where)
        private = reply.private and self._answers_all
        self._throttle.settle(asked, changes=changes, arrived=arrived and not failed, private=private)
        if arrived and where is not None:
            await self._answered(asked)

    def expects(self, place: Place, person: str) -> bool:
        """Whether the next words of a person in a chat are the answer to a question that was asked there."""
        return self._conversation.expects(place, person)

    async def apologize(self, language: Language, say: Say) -> None:
        """Say that something went wrong with a command that never reached `command`.  Never raises."""
        await self._speaker.say(sorry(words_of(language)), say)

    async def complete(self, completes: Completes, typed: str, language: Language) -> Sequence[Choice]:
        """Complete what a person has typed so far, best first, at most 25."""
        return await self._conversation.complete(completes, typed, language)

    async def look_up(self, typed: str, language: Language) -> Sequence[Found]:
        """Find the places that a person means who types in a chat that we are not in.  Never raises."""
        try:
            return await self._conversation.look_up(typed, language)
        except Exception as error:  # noqa: BLE001  it is asked again with the next letter
            report(error, f"{self._platform}: nothing was looked up", (typed, language))
            return []

    async def joined(self, place: Place, language: Language, say: Say, beside: Sequence[Place] = ()) -> None:
        """Say hello, once, in a chat that took us in, unless it or one ``beside`` it follows news.  Never raises."""
        try:
            reply = await self._conversation.joined(place, language, beside)
        except Exception as error:  # noqa: BLE001  a hello that is not said loses nothing
            report(error, f"{self._platform}: a hello was not said")
        else:
            if reply is not None:
                await self._speaker.say(reply, say, place)

    async def chat_lost(self, place: Place, reason: str) -> None:
        """Keep in mind that we were blocked, kicked or lost a permission."""
        await self._conversation.chat_lost(place, reason)

    async def chat_back(self, place: Place) -> None:
        """Resume a chat that we were added to again, or may write to again."""
        await self._conversation.chat_back(place)

    async def chat_moved(self, place: Place, to: Place) -> None:
        """Follow a chat that lives somewhere else now."""
        await self._conversation.chat_moved(place, to)

    async def _reply(self, asked: Asked) -> tuple[Reply, bool]:
        """The answer, and whether it is only an apology."""
        name = asked.name if asked.name in BY_NAME else "?"  # what nobody has a command for may be anything
        try:
            return await self._conversation.answer(asked), False
        except SendError as error:
            log.warning("%s: /%s failed (%s)", self._platform, name, error.reason)
        except Exception as error:  # noqa: BLE001  it is told to who asked, and must not end the platform's connection
            given = (asked.name, asked.words, asked.person, asked.place.title, asked.language)
            report(error, f"{self._platform}: /{name} failed", given)
        return sorry(words_of(asked.language)), True

    async def _answered(self, asked: Asked) -> None:
        try:
            await self._conversation.answered(asked)
        except Exception as error:  # noqa: BLE001  the next command tries it again
            report(error, f"{self._platform}: a chat was not resumed")


def _changes(asked: Asked) -> bool:
    """Whether it may change something, so that the same once more is no repetition: what manages, and every button."""
    known = BY_NAME.get(asked.name)
    return known is not None and (known.manages or asked.pressed) and not known.seldom


def _too_much(asked: Asked, excess: Excess) -> Reply:
    words = words_of(asked.language)
    return answered_already(words) if excess.same else asked_too_much(words, excess.most)


def _where(asked: Asked, reply: Reply) -> Place | None:
    """Where an answer counts as a message; None for what is shown of a press to one person alone."""
    alone = asked.pressed and reply.private and not reply.message.keys
    return None if alone else asked.here or asked.place
