"""Where this bot may post, and what is missing where it may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import discord

from bot.domain.model import Block, Place, Span

NAME = "discord"
Postable: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
"""The kinds of channel that messages can stand in; a forum's posts are threads."""

_COMMON = {
    "view_channel": "View Channel",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
}


def missing(permissions: discord.Permissions, *, thread: bool) -> tuple[str, ...]:
    """Name the permissions, as Discord's settings do, that an alert needs and ``permissions`` lack.

    Embeds carry every alert, files the longest ones.
    """
    if permissions.administrator:
        return ()
    send = ("send_messages_in_threads", "Send Messages in Threads") if thread else ("send_messages", "Send Messages")
    needed = {**_COMMON, send[0]: send[1]}
    return tuple(label for name, label in needed.items() if not getattr(permissions, name))


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


def warning(names: tuple[str, ...], *, member: bool) -> Block | None:
    """Tell someone who subscribes a channel that alerts will not arrive there yet, and why; None where they will."""
    if not member:
        return (
            (Span("Alerts cannot arrive here yet.", bold=True),),
            (
                Span("The bot itself is not a member of this server. Invite it again, with the scope "),
                Span("bot", code=True),
                Span("."),
            ),
        )
    if not names:
        return None
    return (
        (Span("Alerts cannot arrive here yet.", bold=True),),
        (Span(f"In this channel the bot lacks: {', '.join(names)}. Give it these permissions and alerts will come."),),
    )
