"""A command comes in and goes to who answers it; a chat that changes is followed.  The same on every platform."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.conversation.asking import question
from bot.conversation.commands import BY_NAME, Command, menu
from bot.conversation.following import with_whole_ids
from bot.conversation.looking_up import look_up
from bot.conversation.places import complete
from bot.conversation.questions import Questions
from bot.conversation.request import Request, not_allowed
from bot.delivery import reach
from bot.domain.chats import EXPIRED, Asked, Choice, Completes, Language, Place
from bot.domain.errors import ChatLost, Refused, UsageError
from bot.domain.messages import Found, Message, Reply
from bot.domain.ports import Store
from bot.wording.elsewhere import elsewhere
from bot.wording.keys import about_chat
from bot.wording.languages import Words, words_of
from bot.wording.reach import with_reach
from bot.wording.replies import hello

log = logging.getLogger(__name__)


class Conversation:
    """Answers every command and follows every chat, for all platforms."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime], wake: Callable[[], None] = lambda: None) -> None:
        """Call ``wake`` when a chat came back, for something may be owed to it."""
        self._store = store
        self._now = now
        self._wake = wake
        self._questions = Questions(now)

    def expects(self, place: Place, person: str) -> bool:
        """Whether the next words of a person in a chat are the answer to a question that was asked there."""
        return self._questions.open(place, person)

    async def answer(self, asked: Asked) -> Reply:
        """Answer one command, in the language that is set for the chat where it was given, or else in the asker's.

        A person's mistake is answered with one clear line.

        Raises:
            SendError: the platform could not say who may change settings.
            StoreError: the database cannot be used now.
        """
        asked = self._questions.meant(asked)
        spoken = (await self._store.read(lambda work: work.chats.settings(asked.here or asked.place))).language
        asked = replace(asked, language=spoken or asked.language)
        words, of_reach, mistaken = words_of(asked.language), False, False
        if asked.pressed:
            given = asked.words
            asked = replace(asked, words=await self._store.read(lambda work: with_whole_ids(work, given)))
        try:
            command = _command(asked)
            await _check_allowed(command, asked)
            reply, of_reach = await command.answer(self._request(asked)), command.reach
            if command.hastens or asked.forum:
                self._wake()  # what waits for this chat, or a post of it, may be due now
        except UsageError as error:
            reply, mistaken = await question(self._request(asked), error), True
        if asked.here is None:
            self._questions.asked(asked, mistaken=mistaken)
        absence = await self._store.read(lambda work: work.chats.absence(asked.place))
        message = reply.message
        if absence is not None or of_reach:
            message = with_reach(words, message, asked.place, asked.hindrance, absence)
        return replace(reply, message=_addressed(words, message, asked))

    async def complete(self, completes: Completes, typed: str, language: Language) -> Sequence[Choice]:
        """Complete what a person has typed so far, best first, at most 25."""
        names = await self._store.read(lambda work: work.agreements.agency_names())
        return complete(completes, typed, words_of(language), names)

    async def answered(self, asked: Asked) -> None:
        """Resume the chat that an answered command was about, unless the platform says that alerts cannot arrive there.

        Where it cannot say, the answer has shown that they can; one that was given in another chat has the next alert
        tried.  What refused everything, nobody knows why, is tried, too.
        """
        if asked.hindrance and asked.hindrance.entirely:
            return
        if await self._store.read(lambda work: work.chats.absence(asked.place)):
            await self._back(asked.place)

    async def chat_lost(self, place: Place, reason: str) -> None:
        """Pause a chat that we can no longer reach; its settings are kept."""
        now = self._now()
        if await self._store.write(lambda work: reach.pause(work, place, reason, now)):
            log.info("%s chat %s is paused: %s", place.platform, place.address, reason)

    async def chat_back(self, place: Place) -> None:
        """Resume a chat that a platform says can be reached, beginning with what was kept for it."""
        if not await self._store.read(lambda work: work.chats.is_paused(place)):
            return  # a platform may report every chat it can reach whenever it connects
        await self._back(place)

    async def chat_moved(self, place: Place, to: Place) -> None:
        """Follow a chat to where it lives now."""
        now = self._now()
        await self._store.write(lambda work: reach.move(work, place, to, now))
        self._wake()

    async def look_up(self, typed: str, language: Language) -> list[Found]:
        """Find the places that are meant by what is typed in a chat that we are not in."""
        now = self._now()
        return await self._store.read(lambda work: look_up(words_of(language), work, typed, now))

    async def joined(self, place: Place, language: Language, beside: Sequence[Place] = ()) -> Reply | None:
        """Say hello in a chat that took us in, in its language, with the first step; None where that was taken.

        It was where the chat, a part of it or a chat ``beside`` it follows something.
        """
        followed, settings = await self._store.read(
            lambda work: (work.chats.follow_something((place, *beside)), work.chats.settings(place))
        )
        if followed:
            return None  # it took us in again, and is told what it missed
        return Reply(hello(words_of(settings.language or language)))

    def _request(self, asked: Asked) -> Request:
        return Request(asked, self._store, self._now(), menu(words_of(asked.language), asked.place.platform))

    async def _back(self, place: Place) -> None:
        now = self._now()
        if await self._store.write(lambda work: reach.back(work, place, now)):
            log.info("%s chat %s is resumed", place.platform, place.address)
        self._wake()


def _addressed(words: Words, message: Message, asked: Asked) -> Message:
    """Let a message that stands in another chat say which it is about, and its buttons be about that one.

    Buttons that are about yet another, as a post of that forum, stay so.
    """
    if asked.here is None:
        return message
    message = elsewhere(words, message, asked.place, forum=asked.forum is not None)
    return replace(message, keys=about_chat(message.keys, asked.place.address))


def _command(asked: Asked) -> Command:
    if asked.name == EXPIRED:
        raise UsageError("button_expired")
    command = BY_NAME.get(asked.name)
    if command is None:
        raise UsageError("no_such_command", name=asked.name[:32])
    if asked.forum and not command.posts:
        raise UsageError("forum_itself")
    return command


async def _check_allowed(command: Command, asked: Asked) -> None:
    if command.manages and not await _may_manage(asked):
        raise not_allowed(asked)


async def _may_manage(asked: Asked) -> bool:
    try:
        return await asked.may_manage()
    except (ChatLost, Refused) as error:  # asking again in a minute, as after other failures, would be no use
        raise UsageError("cannot_tell_administrators") from error
