"""What happens when an update comes in: commands are answered, and chats that change are followed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.errors import send_error
from adapters.telegram.updates import ADMINISTRATORS, Back, Event, Given, Lost, Moved, read
from bot.domain.errors import RetryLater, SendError, UsageError
from bot.domain.model import Asked, Message, Place, Span
from bot.domain.ports import Handlers, Part, Sleep

log = logging.getLogger(__name__)

FAILED = "Something went wrong here, and this command was not carried out. Please try again in a minute."

REPLY_TRIES = 3
REPLY_WAIT = 15.0
"""How often a reply that Telegram refuses for its rate is tried, and for how many seconds at most between two tries.

In the middle of a fan-out, two replies a second find room; more than that come a second late.
"""


class Conversation:
    """Updates in, calls of ``handlers`` and replies out; what belongs to one chat stays in order."""

    def __init__(
        self,
        handlers: Handlers,
        parts: Callable[[Message], tuple[Part, ...]],
        send: Callable[[str, Part, str], Awaitable[str]],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._handlers = handlers
        self._parts = parts
        self._send = send
        self._sleep = sleep
        self._tasks: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

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
        event = read(update, bot.username)
        task: asyncio.Task[None] | None = asyncio.current_task()
        if event is None or task is None:
            return
        self._tasks.add(task)
        try:
            # Kicked and added again, subscribed and unsubscribed: the last one has to win.
            async with self._locks.setdefault(event.place.address.partition(":")[0], asyncio.Lock()):
                await self._act(event, bot)
        finally:
            self._tasks.discard(task)

    async def _act(self, event: Event, bot: ExtBot[None]) -> None:
        if isinstance(event, Given):
            return await self._reply(event.place, await self._answer(event, bot))
        try:
            match event:
                case Lost(place, reason):
                    await self._handlers.chat_lost(place, reason)
                case Back(place):
                    await self._handlers.chat_back(place)
                case Moved(place, address):
                    await self._handlers.chat_moved(place, address)
        except Exception:
            log.exception("Telegram: a change of chat %s was not recorded", event.place.address)
        return None

    async def _answer(self, given: Given, bot: ExtBot[None]) -> Message:
        try:
            asked = Asked(given.place, given.name, given.words, may_manage=await _may_manage(given, bot))
            return (await self._handlers.answer(asked)).message
        except UsageError as exc:
            return Message(str(exc))
        except TelegramError as exc:
            log.warning("Telegram: /%s failed (%s)", given.name, send_error(exc).reason)
        except Exception:
            log.exception("Telegram: /%s failed", given.name)
        return Message("That did not work", blocks=(((Span(FAILED),),),))

    async def _reply(self, place: Place, message: Message) -> None:
        try:
            for part in self._parts(message):
                await self._say(place, part)
        except SendError as exc:
            log.warning("Telegram: a reply did not go out (%s: %s)", type(exc).__name__, exc.reason)

    async def _say(self, place: Place, part: Part) -> None:
        for tries_left in reversed(range(REPLY_TRIES)):
            try:
                await self._send(place.address, part, "")
            except RetryLater as exc:
                if not tries_left or exc.after is None or exc.after > REPLY_WAIT:
                    raise
                await self._sleep(exc.after)
            else:
                return


async def _may_manage(given: Given, bot: ExtBot[None]) -> bool:
    if given.may_manage is not None or given.user_id is None:
        return bool(given.may_manage)
    member = await bot.get_chat_member(given.chat_id, given.user_id)
    return member.status in ADMINISTRATORS
