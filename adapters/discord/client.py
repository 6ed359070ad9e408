"""A discord.py client that serves commands and notices channels that go and come back."""

from __future__ import annotations

import asyncio
import itertools
import logging
import sys
from collections.abc import Callable
from typing import Any

import discord
import yarl

from adapters.discord import events, permissions, sending
from adapters.discord.aside import Aside
from adapters.discord.gateway import Patience
from adapters.discord.incoming import Incoming
from adapters.discord.permissions import NAME, Postable, channels_of, may_post, place_of
from adapters.discord.rights import Rights
from adapters.discord.sending import through, watch
from bot.domain.chats import Place, language_of
from bot.domain.messages import Part
from bot.domain.ports import Handlers

log = logging.getLogger(__name__)

# We never speak: without these, every start logs that discord.py's voice support is not installed.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

CLOSE_WITHIN = 2.0
"""Seconds for an orderly goodbye; aiohttp alone would wait 30 for the other side's."""

GUILDS_PAUSE = 0.25
"""Seconds without another server after which we call ourselves connected; a later one is noticed as it comes."""


class AlertsClient(discord.AutoShardedClient):
    """One connection to Discord, used once: when it fails, a fresh one takes its place.

    It asks for no privileged intent and keeps no messages and no members but itself, whose
    roles say where it may post.
    """

    def __init__(
        self,
        handlers: Handlers,
        *,
        proxy: str | None = None,
        aside: Aside | None = None,
        rivaled: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare everything that needs no network; requests and the gateway go through ``proxy`` if there is one.

        ``aside`` remembers what could not be read, ``rivaled`` hears of answers that another process gave before us.
        """
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=GUILDS_PAUSE,
            max_ratelimit_timeout=30.0,
            shard_connect_timeout=30.0,
            http_trace=watch(),
            **through(proxy),
        )
        self.handlers = handlers
        self.aside = aside or Aside()
        self.patience = Patience()
        self.up = asyncio.Event()
        self._launched: set[int] = set()
        state: events.State = self._connection
        self.rights = Rights(self._settings_of, lambda: self.application_id or 0)
        state.parsers["INTERACTION_CREATE"] = Incoming(self, handlers, self.aside, self.rights, rivaled).take
        events.guard(state, self.aside)

    @property
    def hears(self) -> bool:
        """Whether every shard is connected."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    async def on_error(self, event_method: str, /, *what: Any, **_: Any) -> None:
        """Say in one line that an event was lost on us; discord.py would write what it was about."""
        self.aside.note(event_method, _ids(what[0]) if what else None, sys.exc_info()[1])

    async def open(self) -> None:
        """Make ready to be closed: before this, discord.py's own ``close`` fails."""
        await self.__aenter__()

    async def shut(self) -> None:
        """Close everything within about two seconds, whatever the other side does; raises nothing."""
        closing = asyncio.create_task(self.close())
        try:
            await asyncio.wait({closing}, timeout=CLOSE_WITHIN)
        finally:
            if not closing.done() or closing.cancelled() or closing.exception() is not None:
                log.info("Discord: the connection was cut rather than closed")
                closing.cancel()
            await self.http.close()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect one shard, once: discord.py would try again for ever, one call deeper each time."""
        if shard_id in self._launched:
            raise ConnectionError(f"shard {shard_id} could not reach Discord's gateway")
        self._launched.add(shard_id)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def _settings_of(self, server: int) -> object:
        """Ask for a server's own settings of who may give which command."""
        return await self.http.get_guild_application_command_permissions(self.application_id or 0, server)

    async def welcome_back(self, guild: discord.Guild) -> None:
        """Report every channel of a server where alerts can arrive."""
        for channel in list(channels_of(guild)):
            await self._back(channel)

    async def _back(self, channel: Postable) -> None:
        if may_post(channel, channel.guild.me):
            await self.handlers.chat_back(place_of(channel))

    async def on_ready(self) -> None:
        """Say that every shard is connected, and as whom."""
        log.info("Discord: connected as %s, in %d servers", self.user, len(self.guilds))
        self.up.set()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Resume the channels of a server that took us in again, and say hello where we may speak.

        A server that comes back after an outage is none that took us in: ``on_guild_available`` is told of it.
        """
        await self.welcome_back(guild)
        channel = permissions.speaking(guild)
        if channel is None:
            return

        numbers = itertools.count()

        async def say(part: Part, private: bool) -> None:  # noqa: ARG001, FBT001  the shape of Say
            # Discord takes a second message with the nonce of the first for its repetition.
            await sending.send(self.http, str(channel.id), part, f"{guild.id}-{next(numbers)}"[-25:])

        beside = [place_of(each) for each in channels_of(guild)]
        await self.handlers.joined(place_of(channel), language_of(str(guild.preferred_locale)), say, beside)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Resume a server's channels whenever we learn of it anew: what happened while we were away, no event tells."""
        await self.welcome_back(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Pause the channels of a server that put us out; those unknown here are found out by sending."""
        for channel in list(channels_of(guild)):
            await self.handlers.chat_lost(place_of(channel), "kicked")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Pause a channel that is gone, and with a forum its posts."""
        if isinstance(channel, (Postable, discord.ForumChannel)):
            await self.handlers.chat_lost(place_of(channel), "channel_deleted")

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Pause a thread that is gone, with its channel or by itself, known here or not."""
        await self.handlers.chat_lost(Place(NAME, str(payload.thread_id)), "thread_deleted")

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Resume a channel, and its threads, whose own permissions may let us post again."""
        if before.overwrites == after.overwrites:
            return
        if isinstance(after, Postable):
            await self._back(after)
        if isinstance(after, (discord.TextChannel, discord.ForumChannel)):
            for thread in list(after.threads):
                await self._back(thread)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Resume a server's channels when a role of ours may do more or less than before."""
        me = after.guild.me
        ours = me is not None and (after.is_default() or me.get_role(after.id) is not None)
        if before.permissions != after.permissions and ours:
            await self.welcome_back(after.guild)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Resume a server's channels when we ourselves were given other roles or let out of a time-out."""
        changed = (before.roles, before.timed_out_until) != (after.roles, after.timed_out_until)
        if changed and self.user is not None and after.id == self.user.id:
            await self.welcome_back(after.guild)

    async def on_thread_join(self, thread: discord.Thread) -> None:
        """Resume a thread that we can see again: opened again, or shared with us."""
        await self._back(thread)

    async def on_thread_remove(self, thread: discord.Thread) -> None:
        """Forget that we are a member of a thread that put us out, which discord.py goes on believing."""
        thread.me = None

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """Resume a thread that was archived or locked and is not any more."""
        if (before.archived, before.locked) != (after.archived, after.locked):
            await self._back(after)


def _ids(what: object) -> dict[str, Any]:
    """The ids of the server and the channel that an event is about."""
    server = what if isinstance(what, discord.Guild) else getattr(what, "guild", None)
    channel = what if isinstance(what, (discord.abc.GuildChannel, discord.Thread)) else None
    return {
        "guild_id": getattr(server, "id", getattr(what, "guild_id", None)),
        "channel_id": getattr(channel, "id", getattr(what, "thread_id", None)),
    }
