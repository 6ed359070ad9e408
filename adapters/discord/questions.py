"""An interaction as a question of our own: what is asked, about which channel, by whom with which rights."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from adapters.discord import permissions
from adapters.discord.aside import readable_id
from adapters.discord.components import Press
from adapters.discord.events import Event, blank_user
from adapters.discord.fields import (
    bits,
    chosen_channel,
    kind_of,
    language_in,
    object_in,
    on_a_server,
    person_in,
    rights_in,
    words_in,
)
from adapters.discord.forums import Forums
from adapters.discord.rights import Person, Rights
from bot.domain.buttons import pressed
from bot.domain.chats import EXPIRED, Asked, CannotPost, Forum, MenuEntry, Place, Right


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel that is asked about; ``there``: what who asks may do in it, ``hindrance``: what we may not.

    ``forum``: it is one, of which posts are told.
    ``ours``: what we may do there, None where that is not known.
    """

    place: Place
    there: discord.Permissions
    hindrance: CannotPost | None
    forum: Forum | None = None
    ours: discord.Permissions | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, and about which channel if not about this one; ``press``: with a button."""

    name: str
    words: str
    about: Spot | None = None
    press: bool = False


class Questions:
    """Reads what comes to one client."""

    def __init__(self, client: discord.Client, rights: Rights, menu: Sequence[MenuEntry]) -> None:
        """Know servers and channels as ``client`` does, and who may give the commands of ``menu``."""
        self._client = client
        self._rights = rights
        self._forums = Forums(client)
        self._managing = [entry.name for entry in menu if entry.manages]

    def given(self, data: Event, entry: MenuEntry) -> Asked:
        """Read a command.

        Raises:
            ValueError: it does not say in which channel it was given, or which other it is about.
        """
        chosen = chosen_channel(data)
        about = self._chosen(data, chosen) if chosen is not None else None
        return self._asked(data, Wish(entry.name, words_in(data), about))

    def pressed(self, data: Event, press: Press | None) -> Asked:
        """Read what a button gives; one that nobody understands any more gives `EXPIRED`.

        Raises:
            ValueError: it does not say in which channel it was pressed.
        """
        given = pressed(press.data) if press is not None else None
        if given is None:
            return self._asked(data, Wish(EXPIRED, "", press=True))
        about = self._named(data, given.about) if given.about else None
        return self._asked(data, Wish(given.command, given.words, about, press=True))

    def _asked(self, data: Event, wish: Wish) -> Asked:
        here = self._here(data)
        about = wish.about if wish.about and wish.about.place.address != here.place.address else here

        async def may_manage() -> bool:
            alone = not on_a_server(data) and about is here
            return alone or await self._may_manage(data, wish, about)

        return Asked(
            about.place,
            wish.name,
            wish.words,
            language_in(data),
            may_manage,
            about.hindrance,
            person_in(data),
            pressed=wish.press,
            here=None if about is here else here.place,
            forum=about.forum,
            notifies=lambda role: self._notifies(data, about, role),
        )

    def _notifies(self, data: Event, about: Spot, role: str) -> bool | None:
        guild = self._guild(data)
        known = guild.get_role(int(role)) if guild is not None else None
        return None if known is None or about.ours is None else permissions.notifies(known, about.ours)

    async def _may_manage(self, data: Event, wish: Wish, about: Spot) -> bool:
        """Ask of a command that is on no menu, or manages nothing by itself, as of the first that manages."""
        server, channel = readable_id(data.get("guild_id")), readable_id(data.get("channel_id"))
        number, ours = person_in(data), wish.name in self._managing
        if server is None or channel is None or not number or not self._managing:
            return about.there.administrator or about.there.manage_guild
        person = Person(int(number), int(server), _roles(data), int(channel), about.there)
        name = wish.name if ours else self._managing[0]
        return await self._rights.may_manage(person, name, enforced=ours and not wish.press)

    def _guild(self, data: Event) -> discord.Guild | None:
        number = readable_id(data.get("guild_id"))
        return self._client.get_guild(int(number)) if number else None

    def _known(self, data: Event, number: str | None) -> Any:
        """The channel as we know it; None where we do not."""
        guild = self._guild(data)
        return guild.get_channel_or_thread(int(number)) if guild is not None and number else None

    def _here(self, data: Event) -> Spot:
        number = readable_id(data.get("channel_id"))
        if number is None:
            raise ValueError("a channel without an id")
        place = self._place(data, number, object_in(data, "channel"))
        there = rights_in(object_in(data, "member"))
        rights = bits(data.get("app_permissions"))
        ours = None if rights is None else discord.Permissions(rights)
        return Spot(place, there, self._hindrance(data, number, ours) if on_a_server(data) else None, ours=ours)

    def _chosen(self, data: Event, channel: Mapping[str, Any]) -> Spot:
        """A channel that was chosen: Discord says what who asks may do there, and we know what we may."""
        number = readable_id(channel.get("id"))
        if number is None:
            raise ValueError("a chosen channel without an id")
        known, place = self._known(data, number), self._place(data, number, channel)
        return self._spot(data, known, place, rights_in(channel), kind_of(channel, known))

    def _named(self, data: Event, address: str) -> Spot:
        """The channel that a button is about: in one that we do not know, nobody may do anything."""
        known, place = self._known(data, readable_id(address)), self._place(data, address, {})
        return self._spot(data, known, place, self._permissions(data, known), kind_of({}, known))

    def _spot(
        self, data: Event, known: Any, place: Place, there: discord.Permissions, kind: discord.ChannelType
    ) -> Spot:
        """Another channel than that in which this was asked; one that we do not know is hidden from us."""
        guild, forum = self._guild(data), self._forum(data, place, kind)
        if guild is None or guild.me is None:
            return Spot(place, there, CannotPost(member=False), forum)
        if known is None:
            return Spot(place, there, CannotPost((Right.VIEW_CHANNEL,)), forum)
        ours: discord.Permissions = known.permissions_for(guild.me)
        return Spot(place, there, _lacking(ours, known.type, known), forum, ours)

    def _permissions(self, data: Event, known: Any) -> discord.Permissions:
        """What who asks may do in a channel of this server, by their roles; what goes for all of it Discord says."""
        guild, number = self._guild(data), person_in(data)
        if guild is None or known is None or not number:
            return discord.Permissions.none()
        here = rights_in(object_in(data, "member"))
        if here.administrator or here.manage_guild:
            return here
        given: Any = {"user": blank_user(int(number)), "roles": [str(role) for role in _roles(data)]}
        given |= {"joined_at": None, "flags": 0}
        state = self._client._connection  # noqa: SLF001  discord.py makes members from it alone
        member = discord.Member(data=given, guild=guild, state=state)
        found: discord.Permissions = known.permissions_for(member)
        return found

    def _place(self, data: Event, number: str, channel: Mapping[str, Any]) -> Place:
        guild = self._guild(data)
        name = channel.get("name") or getattr(self._known(data, readable_id(number)), "name", "")
        # A private chat has no title but a person's name.
        named = on_a_server(data) and isinstance(name, str) and name
        return Place(permissions.NAME, number, f"{_name_of(guild)}#{name}" if named else "")

    def _forum(self, data: Event, place: Place, kind: discord.ChannelType) -> Forum | None:
        """What can be done in a channel that is a forum; None of any other."""
        server = readable_id(data.get("guild_id"))
        if kind not in permissions.FORUMS or server is None:
            return None
        return self._forums.at(place, server, _name_of(self._guild(data)))

    def _hindrance(self, data: Event, number: str, ours: discord.Permissions | None) -> CannotPost | None:
        """Say what would keep alerts from arriving where this was asked, None also where that cannot be read."""
        if readable_id(data.get("guild_id")) is not None and self._guild(data) is None:
            return CannotPost(member=False)
        if ours is None:
            return None
        known = self._known(data, number)
        return _lacking(ours, kind_of(object_in(data, "channel"), known), known)


def _lacking(ours: discord.Permissions, kind: discord.ChannelType, known: object) -> CannotPost | None:
    """Say what we lack in a channel for alerts to arrive there; ``known`` is the channel as far as we know it."""
    lacking = permissions.missing(ours, permissions.needs_of(kind, known))
    return CannotPost(lacking) if lacking else None


def _name_of(guild: discord.Guild | None) -> str:
    """What stands before the name of a channel: its server's name, where we know it."""
    return f"{guild.name} " if guild is not None and guild.name else ""


def _roles(data: Event) -> Collection[int]:
    roles = object_in(data, "member").get("roles")
    numbers = (readable_id(role) for role in roles) if isinstance(roles, list) else ()
    return frozenset(int(number) for number in numbers if number is not None)
