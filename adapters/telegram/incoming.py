"""What happens when an update comes in: commands are answered, and chats that change are followed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from weakref import WeakValueDictionary

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.errors import send_error
from adapters.telegram.updates import ADMINISTRATORS, Back, Event, Given, Lost, Moved, read
from bot.domain.chats import DEFAULT_LANGUAGE, Asked, MenuEntry, Place
from bot.domain.messages import Part
from bot.domain.ports import Handlers, Say

log = logging.getLogger(__name__)


class Conversation:
    """Updates in, calls of ``handlers`` and replies out; what belongs to one chat stays in order."""

    def __init__(
        self,
        handlers: Handlers,
        send: Callable[[str, Part, str], Awaitable[str]],
    ) -> None:
        self._handlers = handlers
        self._send = send
        self._tasks: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def menu(self) -> Sequence[MenuEntry]:
        """The commands there are, worded."""
        return self._handlers.menu(DEFAULT_LANGUAGE)

    @property
    def open(self) -> int:
        """How many updates are being handled."""
        return len(self._tasks)

    async def cancel(self) -> None:
        """End the handling of every update."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def hear(self, update: Update, bot: ExtBot[None]) -> None:
        """Handle one update; called in a task of its own, in the order of the updates.  Never raises."""
        event = read(update, bot.username, {entry.name: entry.manages for entry in self.menu})
        task: asyncio.Task[None] | None = asyncio.current_task()
        if event is None or task is None:
            return
        self._tasks.add(task)
        try:
            # Kicked and added again, subscribed and unsubscribed: the last one has to win.
            async with self._locks.setdefault(event.place.shared, asyncio.Lock()):
                await self._act(event, bot)
        finally:
            self._tasks.discard(task)

    async def _act(self, event: Event, bot: ExtBot[None]) -> None:
        if isinstance(event, Given):
            await self._handlers.command(_asked(event, bot), self._say_in(event.place))
            return
        try:
            match event:
                case Lost(place, reason):
                    await self._handlers.chat_lost(place, reason)
                case Back(place):
                    await self._handlers.chat_back(place)
                case Moved(place, to):
                    await self._handlers.chat_moved(place, to)
        except Exception:
            log.exception("Telegram: a change of chat %s was not recorded", event.place.address)

    def _say_in(self, place: Place) -> Say:
        async def say(part: Part, private: bool) -> None:  # noqa: ARG001, FBT001  a chat has no private corner
            await self._send(place.address, part, "")

        return say


def _asked(given: Given, bot: ExtBot[None]) -> Asked:
    async def may_manage() -> bool:
        try:
            return await _may_manage(given, bot)
        except TelegramError as exc:
            raise send_error(exc) from None

    return Asked(given.place, given.name, given.words, may_manage=may_manage)


async def _may_manage(given: Given, bot: ExtBot[None]) -> bool:
    if given.may_manage is not None or given.user_id is None:
        return bool(given.may_manage)
    member = await bot.get_chat_member(given.chat_id, given.user_id)
    return member.status in ADMINISTRATORS
