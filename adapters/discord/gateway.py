"""The websocket to Discord: one frame that cannot be read ends no connection, and no connection is tried without end.

discord.py has one seam for this: the class that ``discord.shard`` connects with.  Its loggers would
write every event with the words in it, the addresses of answers with their tokens, and a traceback
for each failed attempt to connect; what of that concerns an operator, this adapter says by itself.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Self

import aiohttp
import discord
import discord.shard
from discord.gateway import DiscordWebSocket, ReconnectWebSocket, WebSocketClosure

from adapters.discord.aside import Aside

QUIET = {
    "discord.app_commands.tree": logging.CRITICAL,
    "discord.client": logging.WARNING,
    "discord.gateway": logging.ERROR,
    "discord.http": logging.ERROR,
    "discord.shard": logging.CRITICAL,
    "discord.state": logging.WARNING,
    "discord.webhook.async_": logging.ERROR,
}
for _name, _level in QUIET.items():
    logging.getLogger(_name).setLevel(_level)

CONNECTIONS = 3
WITHIN = 60.0
"""So many connections of one shard in so many seconds: one more, and whoever supervises us decides when to go on."""

_OF_THE_CONNECTION = (
    ReconnectWebSocket,
    WebSocketClosure,
    discord.ConnectionClosed,
    aiohttp.ClientError,
    OSError,
)
"""These say that the connection is over, or must be made anew: they are no fault of a frame."""


class Patience:
    """How often a shard may connect: discord.py takes an interrupted session up again at once, for ever."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with no connection made."""
        self._clock = clock
        self._made: defaultdict[int | None, list[float]] = defaultdict(list)

    def take(self, shard: int | None) -> None:
        """Count one more connection.

        Raises:
            ConnectionError: there were too many.
        """
        now = self._clock()
        made = [at for at in self._made[shard] if now - at < WITHIN]
        if len(made) >= CONNECTIONS:
            raise ConnectionError(f"shard {shard} was interrupted {CONNECTIONS} times in a minute")
        self._made[shard] = [*made, now]


class Socket(DiscordWebSocket):
    """A websocket that outlives what it cannot read, once its session has begun."""

    aside: Aside | None = None
    _begun = False

    @classmethod
    async def from_client(cls, client: discord.Client, **options: Any) -> Self:
        """Connect, unless this was tried too often of late."""
        patience: Patience | None = getattr(client, "patience", None)
        if patience is not None:
            patience.take(options.get("shard_id"))
        socket = await super().from_client(client, **options)
        socket.aside = getattr(client, "aside", None)
        return socket

    async def received_message(self, msg: Any, /) -> None:
        """Take one frame; one that cannot be read is set aside, but for those that a session begins with."""
        # A stream that cannot be decompressed is lost from there on: that ends the connection.
        text = self._decompressor.decompress(msg) if isinstance(msg, bytes) else msg
        if text is None:
            return
        heard = self.sequence
        try:
            await super().received_message(text)
        except _OF_THE_CONNECTION:
            raise
        except Exception as error:
            if self.aside is None or not self._begun:
                raise
            self.aside.note("a frame", None, error)
        else:
            self._begun = self.session_id is not None
        if type(self.sequence) is not int:
            # Heartbeats repeat it, and Discord ends the connection over one that is no number.
            self.sequence = heard


discord.shard.DiscordWebSocket = Socket  # type: ignore[misc]
