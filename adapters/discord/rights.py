"""Who may change what a channel is told: what the server's own settings say of the command, else two permissions.

Discord keeps nobody from a button, nor from a command that is about another channel than the one in which it is
given, so each of these is judged here, by the rules that Discord has for commands.
Source: https://discord.com/developers/docs/interactions/application-commands#permissions; that an entry for
everyone means those who have the default permissions: https://github.com/discord/discord-api-docs/issues/5356.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import discord

from adapters.discord import sending
from adapters.discord.aside import readable_id
from adapters.discord.errors import send_error

log = logging.getLogger(__name__)

KEPT_FOR = 60.0
"""Seconds for which a server's settings are not asked for again."""

ASKED_WITHIN = 1.5
"""Seconds that their answer may take: an interaction has three in all."""

SERVERS = 1000
"""So many servers' settings are kept; the oldest are forgotten first."""

_ROLE, _USER, _CHANNEL = 1, 2, 3

Entries: TypeAlias = Mapping[tuple[int, int], bool]
"""Whom and where one level of settings allows, or does not: by a kind (role, user, channel) and an id."""

Settings: TypeAlias = Mapping[int, Entries]
"""By the id of a command, or of the application for all commands that have none of their own."""

Ask: TypeAlias = Callable[[int], Awaitable[object]]
"""Ask Discord for the settings of a server."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, on a server, with which roles, in which channel; ``there`` is what they may do in the channel meant."""

    number: int
    server: int
    roles: Collection[int]
    channel: int
    there: discord.Permissions


class Rights:
    """Judges who may manage; what a server's settings say is asked at most once a minute."""

    def __init__(self, ask: Ask, application: Callable[[], int], clock: Callable[[], float] = time.monotonic) -> None:
        """Ask Discord with ``ask``; ``application`` is our own id, once it is known."""
        self.commands: Mapping[str, int] = {}
        """The ids of commands, as Discord gave them when it was told of them."""
        self._ask = ask
        self._application = application
        self._clock = clock
        self._kept: OrderedDict[int, tuple[float, Settings]] = OrderedDict()

    async def may_manage(self, person: Person, command: str, *, enforced: bool) -> bool:
        """Say whether a person may give a command that manages.

        ``enforced``: Discord has let them give it, so that its settings forbid nothing.  What cannot be asked
        forbids and allows nothing.
        """
        may = person.there.administrator or person.there.manage_guild or person.there.manage_channels
        if person.there.administrator or (enforced and may):
            return True
        said = judged(await self._settings(person.server), person, self.commands.get(command), self._application())
        return may if said is None else said

    async def _settings(self, server: int) -> Settings:
        now = self._clock()
        at, kept = self._kept.get(server, (None, {}))
        if at is not None and now - at < KEPT_FOR:
            return kept
        try:
            with sending.watched(sending.Attempt()):
                async with asyncio.timeout(ASKED_WITHIN):
                    found = settings_of(await self._ask(server))
        except Exception as error:  # noqa: BLE001  then permissions alone decide
            log.info("Discord: a server's settings for commands could not be asked (%s)", send_error(error).reason)
            return {}
        self._kept[server] = (now, found)
        self._kept.move_to_end(server)
        while len(self._kept) > SERVERS:
            self._kept.popitem(last=False)
        return found


def settings_of(answer: object) -> Settings:
    """Read what Discord says of a server's settings; what cannot be read says nothing."""
    found: dict[int, Entries] = {}
    for level in _objects(answer):
        number = readable_id(level.get("id"))
        if number is not None:
            found[int(number)] = _entries(level)
    return found


def _entries(level: Mapping[str, Any]) -> Entries:
    return {
        (each["type"], int(number)): each["permission"]
        for each in _objects(level.get("permissions"))
        if isinstance(each.get("permission"), bool)
        and isinstance(each.get("type"), int)
        and (number := readable_id(each.get("id"))) is not None
    }


def _objects(value: object) -> Sequence[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def judged(settings: Settings, person: Person, command: int | None, application: int) -> bool | None:
    """Say what the settings allow: None where they leave it to permissions.

    What they say of the command goes before what they say of all: that can forbid, and gives nobody a command.
    """
    own, common = settings.get(command, {}) if command is not None else {}, settings.get(application, {})
    here = next((said for said in (_here(own, person), _here(common, person)) if said is not None), None)
    if here is False:
        return False
    theirs = _theirs(own, person)
    if theirs is not None:
        return theirs
    everyone = own.get((_ROLE, person.server))
    if everyone is None:
        theirs, everyone = _theirs(common, person), common.get((_ROLE, person.server))
    return False if theirs is False or (theirs is None and everyone is False) else None


def _here(entries: Entries, person: Person) -> bool | None:
    """Whether commands may be given in this channel; the number before the server's stands for all channels."""
    everywhere = entries.get((_CHANNEL, person.server - 1))
    return entries.get((_CHANNEL, person.channel), everywhere)


def _theirs(entries: Entries, person: Person) -> bool | None:
    """What is said of a person by name, or else of their roles, of which one is enough."""
    own = entries.get((_USER, person.number))
    if own is not None:
        return own
    roles = [entries[_ROLE, role] for role in person.roles if (_ROLE, role) in entries and role != person.server]
    return any(roles) if roles else None
