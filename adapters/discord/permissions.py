"""Where this bot may post, and what is missing where it may not.

Source: https://discord.com/developers/docs/topics/permissions and https://discord.com/developers/docs/topics/threads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import discord

from bot.domain.chats import CannotPost, Place, Right

NAME = "discord"
Postable: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
"""The kinds of channel that messages can stand in; a forum's posts are threads."""

_VOICE = (discord.ChannelType.voice, discord.ChannelType.stage_voice)
FORUMS = (discord.ChannelType.forum, discord.ChannelType.media)
_THREADS = (discord.ChannelType.news_thread, discord.ChannelType.public_thread, discord.ChannelType.private_thread)


_NAMED: Mapping[Right, str] = {Right.CREATE_POSTS: "send_messages"}
"""Rights that discord.py calls otherwise."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a channel asks for beside the common rights; ``outside``: a private thread that we are no member of."""

    thread: bool = False
    voice: bool = False
    forum: bool = False
    outside: bool = False


def needs_of(kind: discord.ChannelType, known: object) -> Needs:
    """Say what a channel of this kind needs; ``known`` is the channel as far as we know it, or None."""
    private = kind is discord.ChannelType.private_thread
    member = isinstance(known, discord.Thread) and known.me is not None
    return Needs(kind in _THREADS, kind in _VOICE, kind in FORUMS, outside=private and not member)


def missing(permissions: discord.Permissions, needs: Needs) -> tuple[Right, ...]:
    """Give what an alert needs and ``permissions`` lack; most rights' values are discord.py's own names for them.

    In a forum that is to make posts and to write in them.
    """
    if permissions.administrator:
        return ()
    needed = [Right.VIEW_CHANNEL]
    if needs.voice:
        needed.append(Right.CONNECT)
    if needs.forum:
        needed += [Right.CREATE_POSTS, Right.SEND_IN_THREADS]
    else:
        needed.append(Right.SEND_IN_THREADS if needs.thread else Right.SEND_MESSAGES)
    needed += [Right.EMBED_LINKS, Right.ATTACH_FILES]
    lacking = [right for right in needed if not getattr(permissions, _NAMED.get(right, right.value))]
    # Who may manage threads sees and writes to those that are private.
    if needs.outside and not permissions.manage_threads:
        lacking.append(Right.JOIN_THREAD)
    return tuple(lacking)


def may_post(channel: object, me: discord.Member | None) -> bool:
    """Say whether alerts, if only as text, can reach ``channel``; never a category, a forum itself, a closed thread."""
    if me is None or not isinstance(channel, Postable):
        return False
    if isinstance(channel, discord.Thread) and (channel.parent is None or channel.archived or channel.locked):
        return False
    lacking = missing(channel.permissions_for(me), needs_of(channel.type, channel))
    return not CannotPost(lacking).entirely


def notifies(role: discord.Role, ours: discord.Permissions) -> bool:
    """Say whether a message of ours that names ``role`` notifies those who have it, where we may do so much.

    Source: https://discord.com/developers/docs/topics/permissions, MENTION_EVERYONE.
    """
    return role.mentionable or ours.mention_everyone or ours.administrator


def channels_of(guild: discord.Guild) -> Iterator[Postable]:
    """Every channel and known thread of a server that messages can stand in."""
    for channel in (*guild.channels, *guild.threads):
        if isinstance(channel, Postable):
            yield channel


def place_of(channel: Postable | discord.ForumChannel) -> Place:
    """Where a channel is, with a title for people: ``Server #channel``."""
    return Place(NAME, str(channel.id), f"{channel.guild.name} #{channel.name}")


def speaking(guild: discord.Guild) -> Postable | None:
    """Where a server is spoken to: where Discord itself does, else in the first text channel; None where we may not."""
    first = [guild.system_channel] if guild.system_channel is not None else []
    return next((channel for channel in (*first, *guild.text_channels) if may_post(channel, guild.me)), None)
