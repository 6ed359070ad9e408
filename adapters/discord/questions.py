"""An interaction as a question of our own: what is asked, about which channel, by whom with which rights."""

from __future__ import annotations

from typing import Any

import discord

from adapters.discord import permissions
from adapters.discord.aside import readable_id
from adapters.discord.components import Press
from adapters.discord.events import Event
from adapters.discord.fields import (
    bits,
    kind_of,
    language_in,
    object_in,
    on_a_server,
    person_in,
    rights_in,
    words_in,
)
from bot.domain.buttons import pressed
from bot.domain.chats import EXPIRED, Asked, CannotPost, MenuEntry, Place


class Questions:
    """Reads what comes to one client."""

    def __init__(self, client: discord.Client) -> None:
        """Know servers and channels as ``client`` does."""
        self._client = client

    def given(self, data: Event, entry: MenuEntry) -> Asked:
        """Read a command.

        Raises:
            ValueError: it does not say in which channel it was given.
        """
        return self._asked(data, entry.name, words_in(data), manages=entry.manages)

    def pressed(self, data: Event, press: Press | None) -> Asked:
        """Read what a button gives; one that nobody understands any more gives `EXPIRED`.

        Raises:
            ValueError: it does not say in which channel it was pressed.
        """
        given = pressed(press.data) if press is not None else None
        if given is None:
            return self._asked(data, EXPIRED, "", press=True)
        return self._asked(data, given.command, given.words, press=True)

    def _asked(self, data: Event, name: str, words: str, *, manages: bool = False, press: bool = False) -> Asked:
        server = on_a_server(data)
        allowed = not server or (manages and not press) or _may_manage(data)

        async def may_manage() -> bool:
            # Discord asks first: a command that manages comes from whom a server's settings let use it.
            return allowed

        return Asked(
            self._place(data),
            name,
            words,
            language_in(data),
            may_manage,
            self._hindrance(data) if server else None,
            person_in(data),
            pressed=press,
        )

    def _guild(self, data: Event) -> discord.Guild | None:
        number = readable_id(data.get("guild_id"))
        return self._client.get_guild(int(number)) if number else None

    def _known(self, data: Event) -> Any:
        """The channel as we know it; None where we do not."""
        guild, number = self._guild(data), readable_id(data.get("channel_id"))
        return guild.get_channel_or_thread(int(number)) if guild is not None and number else None

    def _place(self, data: Event) -> Place:
        number = readable_id(data.get("channel_id"))
        if number is None:
            raise ValueError("a channel without an id")
        guild = self._guild(data)
        name = object_in(data, "channel").get("name") or getattr(self._known(data), "name", "")
        # A private chat has no title but a person's name.
        named = on_a_server(data) and isinstance(name, str) and name
        server = f"{guild.name} " if guild is not None and guild.name else ""
        return Place(permissions.NAME, number, f"{server}#{name}" if named else "")

    def _hindrance(self, data: Event) -> CannotPost | None:
        """Say what would keep alerts from arriving where this was asked, None also where that cannot be read."""
        if readable_id(data.get("guild_id")) is not None and self._guild(data) is None:
            return CannotPost(member=False)
        rights = bits(data.get("app_permissions"))
        if rights is None:
            return None
        needs = permissions.needs_of(kind_of(object_in(data, "channel"), self._known(data)), self._known(data))
        lacking = permissions.missing(discord.Permissions(rights), needs)
        return CannotPost(lacking) if lacking else None


def _may_manage(data: Event) -> bool:
    allowed = rights_in(object_in(data, "member"))
    return allowed.administrator or allowed.manage_guild
