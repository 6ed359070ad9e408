"""Where this bot may post, and what is missing where it may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import discord

from bot.domain.chats import Place, Right

NAME = "discord"
Postable: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
"""The kinds of channel that messages can stand in; a forum's posts are threads."""

_COMMON = (Right.VIEW_CHANNEL, Right.EMBED_LINKS, Right.ATTACH_FILES)
"""Embeds carry every alert, files the longest ones."""


def missing(permissions: discord.Permissions, *, thread: bool) -> tuple[Right, ...]:
    """Give what an alert needs and ``permissions`` lack; a right's value is discord.py's own name for it."""
    if permissions.administrator:
        return ()
    needed = (*_COMMON, Right.SEND_IN_THREADS if thread else Right.SEND_MESSAGES)
    return tuple(right for right in needed if not getattr(permissions, right.value))


def may_post(channel: object, me: discord.Member | None) -> bool:
    """Say whether alerts can reach ``channel``; never for a category, a forum itself or a closed thread."""
    if me is None or not isinstance(channel, Postable):
        return False
    thread = isinstance(channel, discord.Thread)
    if isinstance(channel, discord.Thread) and (channel.parent is None or channel.archived or channel.locked):
        return False
    return not missing(channel.permissions_for(me), thread=thread)


def channels_of(guild: discord.Guild) -> Iterator[Postable]:
    """Every channel and known thread of a server that messages can stand in."""
    for channel in (*guild.channels, *guild.threads):
        if isinstance(channel, Postable):
            yield channel


def place_of(channel: Postable) -> Place:
    """Where a channel is, with a title for people: ``Server #channel``."""
    return Place(NAME, str(channel.id), f"{channel.guild.name} #{channel.name}")
