"""The commands as Discord keeps and offers them, and how it is told of them.

Source: https://discord.com/developers/docs/interactions/application-commands.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

import discord

from adapters.discord import sending
from adapters.discord.errors import send_error
from adapters.discord.reception import Reception
from bot.domain.chats import DEFAULT_LANGUAGE, Language, MenuEntry, MenuOption
from bot.domain.errors import RetryLater
from bot.domain.ports import Sleep
from bot.wording.languages import LANGUAGES

FIRST_WAIT = 5.0
LONGEST_WAIT = 3600.0
"""Seconds until Discord is told again where it does not say when; doubled after each failure."""

_SLASH_COMMAND, _TEXT = 1, 3
_ON_SERVERS, _IN_PRIVATE = 0, 1

Tell: TypeAlias = Callable[[list[dict[str, Any]]], Awaitable[object]]
"""Tell Discord all of our commands."""


LOCALES: Mapping[Language, Sequence[str]] = {"es": ("es-ES", "es-419")}
"""Under which names Discord keeps a language.

Source: https://discord.com/developers/docs/reference#locales.
"""

Menu: TypeAlias = Callable[[Language], Sequence[MenuEntry]]
"""The menu in a language."""


def described(menu: Menu) -> list[dict[str, Any]]:
    """Describe every command of the menu to Discord, and its descriptions and options in every language.

    A command keeps its name in every language: help and examples say it, and other platforms have no second one.
    A command that manages is offered to whoever may manage the server, or to whom its owner
    lets use it in the server's Integrations settings: Discord itself keeps everybody else from it.
    """
    translated = {
        locale: menu(language) for language in LANGUAGES if language != DEFAULT_LANGUAGE for locale in LOCALES[language]
    }
    return [
        _command(entry, {locale: entries[place] for locale, entries in translated.items()})
        for place, entry in enumerate(menu(DEFAULT_LANGUAGE))
    ]


def _command(entry: MenuEntry, translated: Mapping[str, MenuEntry]) -> dict[str, Any]:
    options = {locale: each.option for locale, each in translated.items() if each.option is not None}
    managers = str(discord.Permissions(manage_guild=True).value)
    return {
        "type": _SLASH_COMMAND,
        "name": entry.name,
        "description": entry.description,
        "description_localizations": {locale: each.description for locale, each in translated.items()},
        "options": [_option(entry.option, options)] if entry.option is not None else [],
        "default_member_permissions": managers if entry.manages else None,
        "integration_types": [_ON_SERVERS],
        "contexts": [_ON_SERVERS, _IN_PRIVATE],
        "nsfw": False,
    }


def _option(option: MenuOption, translated: Mapping[str, MenuOption]) -> dict[str, Any]:
    return {
        "type": _TEXT,
        "name": option.name,
        "name_localizations": {locale: each.name for locale, each in translated.items()},
        "description": option.description,
        "description_localizations": {locale: each.description for locale, each in translated.items()},
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
