"""What an interaction says, field by field, in whatever form it comes; nobody's name is read.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord

from adapters.discord.aside import readable_id
from adapters.discord.events import Event, blank_user
from bot.domain.chats import DEFAULT_LANGUAGE, Language, language_of

ON_A_SERVER = 0
TEXT_OPTION, CHANNEL_OPTION = 3, 7


def plain(data: Event) -> Any:
    """Give discord.py what it needs for an answer, and nothing that it could fail on."""
    return {
        "id": str(int(data["id"])),
        "application_id": str(int(data["application_id"])),
        "token": data["token"],
        "type": data["type"],
        "version": 1,
        "entitlements": [],
        "attachment_size_limit": 0,
        "user": blank_user(0),
    }


def object_in(data: Event, name: str) -> Mapping[str, Any]:
    """The object of this name, empty where there is none."""
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def on_a_server(data: Event) -> bool:
    """Whether this was asked on a server, where not everybody may do everything: in doubt it was."""
    return "guild_id" in data or "member" in data or data.get("context") == ON_A_SERVER


def bits(value: object) -> int | None:
    """Permissions, which are printed as ids are; None where they cannot be read."""
    text = readable_id(value)
    return int(text) if text is not None else None


def rights_in(thing: Mapping[str, Any]) -> discord.Permissions:
    """The ``permissions`` of a member or of a channel that was chosen; none where they cannot be read."""
    return discord.Permissions(bits(thing.get("permissions")) or 0)


def kind_of(channel: Mapping[str, Any], known: object) -> discord.ChannelType:
    """The kind of a channel as it says, or as far as we know it."""
    kind = channel.get("type")
    if isinstance(kind, int) and kind in {each.value for each in discord.ChannelType}:
        return discord.ChannelType(kind)
    found = getattr(known, "type", None)
    return found if isinstance(found, discord.ChannelType) else discord.ChannelType.text


def options_in(data: Event) -> Iterator[Mapping[str, Any]]:
    """The options that a command was given."""
    options = object_in(data, "data").get("options")
    yield from (each for each in options if isinstance(each, Mapping)) if isinstance(options, list) else ()


def words_in(data: Event) -> str:
    """The words of the one option of a command that takes any; empty where there are none."""
    given = (each.get("value") for each in options_in(data) if each.get("type", TEXT_OPTION) == TEXT_OPTION)
    return next((value for value in given if isinstance(value, str)), "")


def chosen_channel(data: Event) -> Mapping[str, Any] | None:
    """The channel that a command was given, with what who gives it may do there; None where there is none.

    It is empty where a channel was given that cannot be read: then the command is about none.
    """
    given = next((each for each in options_in(data) if each.get("type") == CHANNEL_OPTION), None)
    if given is None:
        return None
    channels = object_in(object_in(object_in(data, "data"), "resolved"), "channels")
    return object_in(channels, str(given.get("value")))


def language_in(data: Event) -> Language:
    """The language of the person's app, without its country."""
    locale = data.get("locale")
    return language_of(locale) if isinstance(locale, str) else DEFAULT_LANGUAGE


def person_in(data: Event) -> str:
    """Who asks, by their number; empty where that cannot be read."""
    user = object_in(object_in(data, "member"), "user") or object_in(data, "user")
    return readable_id(user.get("id")) or ""


def is_ephemeral(data: Event) -> bool:
    """Whether the message that was pressed is seen by one person alone."""
    flags = object_in(data, "message").get("flags")
    return isinstance(flags, int) and bool(flags & discord.MessageFlags.ephemeral.flag)
