"""What happens when an update comes in: commands are answered, and chats that change are followed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from weakref import WeakValueDictionary

from adapters.telegram.answering import PressAnswer, Ways
from adapters.telegram.batch import Arrived
from adapters.telegram.elsewhere import Elsewhere, Named, named
from adapters.telegram.events import MANAGE, SHOWS, Back, Event, Given, Joined, Lost, Moved, Press, Sought
from adapters.telegram.inline import answer
from adapters.telegram.members import Members
from adapters.telegram.reading import read
from adapters.telegram.whereabouts import PRIVATE
from bot.domain.chats import EXPIRED, PLAIN, Asked, Place
from bot.domain.errors import SendError
from bot.domain.messages import Part
from bot.domain.ports import Handlers, Say
from bot.wording.languages import LANGUAGES

log = logging.getLogger(__name__)

AT_ONCE = 256
"""Events that are handled at the same time; more wait at Telegram."""


class Incoming:
    """Updates in, calls of ``handlers`` and replies out; what belongs to one chat stays in order."""

    def __init__(self, handlers: Handlers, ways: Ways, username: str, members: Members, elsewhere: Elsewhere) -> None:
        menu = [entry for language in LANGUAGES for entry in handlers.menu(language)]
        self._commands = frozenset(name for entry in menu for name in entry.names)
        self._hindered = {name for entry in menu if entry.of_chat or entry.name == SHOWS for name in entry.names}
        self._username = username
        self._handlers = handlers
        self._ways = ways
        self._members = members
        self._elsewhere = elsewhere
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def open(self) -> int:
        """How many events are being handled."""
        return len(self._tasks)

    async def hear(self, arrived: Arrived) -> None:
        """Begin to handle one update, or set it aside; comes back at once where there is room.  Never raises."""
        try:
            events = read(arrived.body, self._username, self._commands)
        except Exception as exc:  # noqa: BLE001 - whatever is wrong with it is wrong with this one alone
            # Neither the update nor the error's text: both can hold a person's words.
            log.warning("Telegram: an update was set aside: %s (%s)", arrived, type(exc).__name__)
            return
        for event in events:
            await self._room.acquire()
            task = asyncio.create_task(self._handle(event))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    async def finish(self) -> None:
        """Wait until everything that was heard is handled."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def cancel(self) -> None:
        """End the handling of every event."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._room.release()

    async def _handle(self, event: Event) -> None:
        # Kicked and added again, subscribed and unsubscribed: the last one has to win.
        async with self._locks.setdefault(event.place.shared, asyncio.Lock()):
            try:
                await self._act(event)
            except Exception:
                log.exception("Telegram: an event in chat %s was not handled", event.place.address)

    async def _act(self, event: Event) -> None:
        match event:
            case Given():
                if not self._meant(event):
                    return
                await self._command(event, self._say_in(event.place))
            case Sought():
                await answer(self._ways.api, self._handlers, event, self._username)
            case Press():
                await self._pressed(event)
            case Lost(place, reason):
                self._members.forget(int(place.address))
                await self._handlers.chat_lost(place, reason)
            case Back(place):
                self._members.forget(int(place.shared))
                await self._handlers.chat_back(place)
            case Joined(place, language):
                await self._handlers.joined(place, language, self._say_in(place))
            case Moved(place, to):
                await self._handlers.chat_moved(place, to)

    def _meant(self, given: Given) -> bool:
        """Whether words without a slash are for us: in a group only those that answer a question of ours."""
        private = given.name != PLAIN or given.kind == PRIVATE
        return private or self._handlers.expects(given.place, given.person)

    async def _pressed(self, press: Press) -> None:
        shown = PressAnswer(press, self._ways)
        async with asyncio.TaskGroup() as group:
            group.create_task(shown.in_time())
            try:
                await self._command(press.given, shown.say, pressed=True)
            finally:
                shown.end()

    async def _command(self, given: Given, say: Say, *, pressed: bool = False) -> None:
        """Give a command to who answers it, about this chat or one that is managed from it."""
        about = _named(given)
        if about is None:
            known = replace(given, name=EXPIRED) if given.about else given
            await self._handlers.command(await self._asked(known, pressed=pressed), say)
            return
        try:
            target = await self._elsewhere.target(about, given)
        except SendError as error:
            log.warning("Telegram: nobody can say now who manages a chat (%s)", error.reason)
            await self._handlers.apologize(given.language, say)
            return
        if target is None:
            refused = replace(given, name=MANAGE, words=str(about.chat))
            await self._handlers.command(await self._asked(refused, pressed=pressed), say)
            return
        there = replace(given, place=target.place, kind=target.kind, name=about.command, words=about.words)
        asked = await self._asked(replace(there, may_manage=True), pressed=pressed)  # it was asked for just now
        await self._handlers.command(replace(asked, here=given.place), say)

    async def _asked(self, given: Given, *, pressed: bool = False) -> Asked:
        hindrance = None
        if pressed or given.name in self._hindered:
            hindrance = await self._members.hindrance(int(given.place.shared), given.kind)
        return Asked(
            given.place,
            given.name,
            given.words,
            given.language,
            lambda: self._members.may_manage(given.may_manage),
            hindrance,
            given.person,
            pressed,
        )

    def _say_in(self, place: Place) -> Say:
        async def say(part: Part, private: bool) -> None:  # noqa: ARG001, FBT001  a chat has no private corner
            await self._ways.send(place.address, part, "")

        return say


def _named(given: Given) -> Named | None:
    """Which other chat a command is about; None where it is about its own, or names none."""
    if given.kind != PRIVATE:
        return None
    if given.about:
        return named(f"{given.about} {given.name} {given.words}")
    return named(given.words) if given.name == MANAGE else None
