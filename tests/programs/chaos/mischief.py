"""What goes wrong on the platforms while the bot lives and dies: rights, limits, connections, odd things said."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.faults import Fault
from tests.support.doubles.telegram import TelegramDouble, TelegramLimits

EVERY = 0.8
"""Seconds between two pieces of mischief, on average."""

LASTS = (0.3, 2.0)
"""Seconds, at least and at most, until it is undone."""

FLAPPING = dict.fromkeys((Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.RESET_BEFORE), 0.15)
"""Of a platform that fails: none of these hides a success, which on Telegram would rightly be a double."""

VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS, ATTACH_FILES = 1 << 10, 1 << 11, 1 << 14, 1 << 15
"""Discord's permission bits: https://discord.com/developers/docs/topics/permissions."""

ODD_UPDATES: tuple[Any, ...] = (
    {"update_id": "<number>", "my_chat_member": {"chat": {"id": -1000}, "new_chat_member": {"status": "restricted"}}},
    {"update_id": "<number>", "message": {"message_id": "one", "chat": None}},
    {"update_id": "<number>", "message": 7},
    {"update_id": "<number>", "poll": []},
)
ODD_EVENTS: tuple[tuple[str, Any], ...] = (
    ("GUILD_ROLE_UPDATE", {"guild_id": "1", "role": {"id": "2"}}),
    ("CHANNEL_CREATE", {"id": "3", "type": 2, "guild_id": "1"}),
    ("THREAD_CREATE", {"id": "4", "type": 11}),
    ("MESSAGE_CREATE", None),
)


class Mischief:
    """Does one thing after another, drawn by ``chance``, and undoes each a little later."""

    def __init__(self, chance: random.Random, discord: DiscordDouble, telegram: TelegramDouble) -> None:
        """Limit Telegram's chats from now on; the rest begins with `going_on`."""
        self.done: Counter[str] = Counter()
        self._chance = chance
        self._discord = discord
        self._telegram = telegram
        telegram.rates.limits = TelegramLimits(per_second=30, per_chat=1, per_group=20)
        self._acts: list[Callable[[], Awaitable[None]]] = [
            self._right_taken,
            self._put_out,
            self._permission,
            self._flap,
        ]
        if hasattr(telegram, "inject"):  # a double that takes updates of any form
            self._acts += [self._odd_update, self._odd_event, self._files_refused]

    @contextlib.asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Go on inside the block; afterwards everything is as it was, and the platforms have said so."""
        task = asyncio.create_task(self._go_on())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self.make_good()

    async def make_good(self) -> None:
        """Give every right back, and let the platforms report it."""
        for double in (self._discord, self._telegram):
            double.faults.rates = {}
        for chat in self._groups():
            self._permit_files(chat, allowed=True)
            self._telegram.add_back(chat)
        for channel in list(self._discord.channels):
            await self._discord.permit(channel)

    async def _go_on(self) -> None:
        while True:
            # Time itself is what is drawn here: nothing can be waited for.
            await asyncio.sleep(self._chance.expovariate(1 / EVERY))
            act = self._chance.choice(self._acts)
            self.done[act.__name__.strip("_")] += 1
            await act()

    async def _for_a_while(self) -> None:
        await asyncio.sleep(self._chance.uniform(*LASTS))

    def _groups(self) -> list[int]:
        return [chat for chat in self._telegram.chats if chat < 0]

    async def _right_taken(self) -> None:
        chat = self._chance.choice(self._groups())
        self._telegram.break_chat(chat, "no_rights")
        await self._for_a_while()
        self._telegram.add_back(chat)

    async def _put_out(self) -> None:
        chat = self._chance.choice(self._groups())
        self._telegram.kick(chat)
        await self._for_a_while()
        self._telegram.add_back(chat)

    async def _files_refused(self) -> None:
        chat = self._chance.choice(self._groups())
        self._permit_files(chat, allowed=False)
        await self._for_a_while()
        self._permit_files(chat, allowed=True)

    def _permit_files(self, chat: int, *, allowed: bool) -> None:
        restrict = getattr(self._telegram, "restrict", None)
        if restrict:
            restrict(chat, documents=allowed)

    async def _permission(self) -> None:
        channel = self._chance.choice(list(self._discord.channels))
        lacking = self._chance.choice((SEND_MESSAGES, VIEW_CHANNEL, EMBED_LINKS, ATTACH_FILES))
        await self._discord.permit(channel, deny=lacking)
        await self._for_a_while()
        await self._discord.permit(channel)

    async def _flap(self) -> None:
        double = self._chance.choice((self._discord, self._telegram))
        double.faults.rates = dict(FLAPPING)
        await self._for_a_while()
        double.faults.rates = {}

    async def _odd_update(self) -> None:
        getattr(self._telegram, "inject")(self._chance.choice(ODD_UPDATES))  # noqa: B009  not every double has it

    async def _odd_event(self) -> None:
        event, data = self._chance.choice(ODD_EVENTS)
        await self._discord.gateway.dispatch(event, data)
