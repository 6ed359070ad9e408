"""The commands as Discord keeps and offers them, and how it is told of them.

Source: https://discord.com/developers/docs/interactions/application-commands.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

import discord

from adapters.discord import sending
from adapters.discord.errors import send_error
from adapters.discord.reception import Reception
from bot.domain.chats import MenuEntry, MenuOption
from bot.domain.errors import RetryLater
from bot.domain.ports import Sleep

FIRST_WAIT = 5.0
LONGEST_WAIT = 3600.0
"""Seconds until Discord is told again where it does not say when; doubled after each failure."""

_SLASH_COMMAND, _TEXT = 1, 3
_ON_SERVERS, _IN_PRIVATE = 0, 1

Tell: TypeAlias = Callable[[list[dict[str, Any]]], Awaitable[object]]
"""Tell Discord all of our commands."""


def described(menu: Sequence[MenuEntry]) -> list[dict[str, Any]]:
    """Describe every command of the menu to Discord.

    A command that manages is offered to whoever may manage the server, or to whom its owner
    lets use it in the server's Integrations settings: Discord itself keeps everybody else from it.
    """
    return [_command(entry) for entry in menu]


def _command(entry: MenuEntry) -> dict[str, Any]:
    managers = str(discord.Permissions(manage_guild=True).value)
    return {
        "type": _SLASH_COMMAND,
        "name": entry.name,
        "description": entry.description,
        "options": [_option(entry.option)] if entry.option is not None else [],
        "default_member_permissions": managers if entry.manages else None,
        "integration_types": [_ON_SERVERS],
        "contexts": [_ON_SERVERS, _IN_PRIVATE],
        "nsfw": False,
    }


def _option(option: MenuOption) -> dict[str, Any]:
    return {
        "type": _TEXT,
        "name": option.name,
        "description": option.description,
        "required": option.required,
        "autocomplete": option.completes is not None,
    }


class Registration:
    """Discord keeps our commands: it is told when they are not what it was told last, however often we connect."""

    def __init__(
        self, reception: Reception, *, sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Know nothing of what Discord has."""
        self._reception = reception
        self._sleep = sleep
        self._clock = clock
        self._known: list[dict[str, Any]] | None = None
        self._not_before = 0.0

    async def keep(self, commands: list[dict[str, Any]], tell: Tell) -> None:
        """Tell Discord, again where it refuses and when it may be, until it has ``commands``."""
        wait = FIRST_WAIT
        while commands != self._known:
            await self._sleep(max(0.0, self._not_before - self._clock()))
            try:
                with sending.watched(sending.Attempt()):
                    await tell(commands)
            except Exception as error:  # noqa: BLE001  whatever it is: neither alerts nor answers depend on it
                refusal = send_error(error)
                asked = refusal.after if isinstance(refusal, RetryLater) else None
                pause = wait if asked is None else asked
                self._not_before = self._clock() + pause
                self._reception.refused(refusal.reason, pause)
                wait = min(LONGEST_WAIT, wait * 2)
            else:
                self._known = commands
                self._reception.registered()
