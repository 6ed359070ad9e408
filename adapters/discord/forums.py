"""Posts of forums: made, and found again.  A post is a thread, which is a channel like others once it is there.

Source: https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord.http import HTTPClient, handle_message_parameters

from adapters.discord import render, sending
from adapters.discord.aside import readable_id
from bot.domain.chats import Forum, Place, Post
from bot.domain.errors import ChatLost
from bot.domain.messages import Message, Part

NAME_AT_MOST = 100
"""Characters of a post's title."""

WITHIN = 20.0
"""Seconds that Discord may take to answer."""


class Forums:
    """The forums that one client is asked about."""

    def __init__(self, client: discord.Client) -> None:
        """Make and find posts as ``client``."""
        self._client = client
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def at(self, place: Place, server: str, server_name: str) -> Forum:
        """The forum at a place of a server, by the server's number."""
        turn = self._turns.setdefault(place.address, asyncio.Lock())

        def post_of(number: str, name: str) -> Post:
            title = f"{server_name}#{name}" if name else ""
            where = Place(place.platform, number, title, group=place.address)
            return Post(where, name, f"https://discord.com/channels/{server}/{number}")

        http = self._client.http
        return Forum(partial(_open, http, place, post_of), partial(_find, http, post_of), turn)


async def _open(
    http: HTTPClient, forum: Place, post_of: Callable[[str, str], Post], title: str, first: Message
) -> Post:
    """Make a post, whose first message is text alone: for that it takes no right to embeds."""
    part, name = render.plain_parts(first)[0], title[:NAME_AT_MOST]
    with handle_message_parameters(
        **sending.shape(part), allowed_mentions=sending.NOBODY, channel_payload={"name": name}
    ) as params:
        answer = await _asked(lambda: http.start_thread_in_forum(int(forum.address), params=params), part)
    return post_of(sending.receipt(answer), name)


async def _find(http: HTTPClient, post_of: Callable[[str, str], Post], address: str) -> Post | None:
    """Ask for a post; one that is locked is closed to us too, while one that is archived opens with a message."""
    try:
        thread = await _asked(lambda: http.get_channel(int(address)), None)
    except ChatLost as error:
        if error.removed:
            return None
        raise
    found: Mapping[str, Any] = thread if isinstance(thread, Mapping) else {}
    state, number, name = found.get("thread_metadata"), readable_id(found.get("id")), found.get("name")
    if number is None or not isinstance(state, Mapping) or state.get("locked"):
        return None
    return post_of(number, name if isinstance(name, str) else "")


async def _asked(request: Callable[[], Awaitable[object]], part: Part | None) -> object:
    """Make a request, once.

    Raises:
        SendError: one of its subclasses, whatever went wrong.
    """
    attempt = sending.Attempt()
    try:
        with sending.watched(attempt):
            async with asyncio.timeout(WITHIN):
                return await request()
    except Exception as error:
        raise sending.failure(error, part, attempt) from error
