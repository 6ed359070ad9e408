"""Discord as one of the platforms that alerts go to."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import permissions, render, sending
from adapters.discord.client import AlertsClient
from adapters.discord.errors import connection_error, send_error
from bot.domain.errors import RetryLater
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Handlers

log = logging.getLogger(__name__)

RATE = 47.9
"""Messages a second; Discord allows 50 requests of every kind, answers to commands not counted.

Two a second stay free: for requests that are no messages, and because what leaves here in
even steps arrives less evenly.  Measured: docs/delivery.md.

Source: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit.
"""

READY_WITHIN = 120.0
"""Seconds until every shard must be connected: they come one by one, five seconds apart."""

_API = Route.BASE
_GATEWAY = DiscordWebSocket.DEFAULT_GATEWAY


class Discord:
    """A ``bot.domain.ports.Platform``: one bot account, every server and private chat that it is in."""

    receiving_problem: str | None = None
    replies_count = False
    name = permissions.NAME
    rate = RATE
    in_flight = 20

    def __init__(
        self,
        token: str,
        *,
        api_url: str | None = None,
        gateway_url: str | None = None,
        proxy: str | None = None,
        send_within: float = sending.SEND_WITHIN,
    ) -> None:
        """Keep the token; ``api_url`` and ``gateway_url`` stand in for Discord's own, process-wide.

        discord.py keeps both addresses in classes, so the platform made last decides them for all.
        All goes through ``proxy`` if there is one.  ``send_within`` is how many seconds a send may go unanswered.
        """
        self._token = token
        self._proxy = proxy
        self._send_within = send_within
        self._client: AlertsClient | None = None
        Route.BASE = api_url or _API
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url) if gateway_url else _GATEWAY

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:  # noqa: ARG002  the same for every channel
        """Give no limits of our own: Discord tells each channel's in its headers, and discord.py heeds them."""
        return ()

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        """Render ``message`` as embeds, split between blocks.  Pure; at least one part."""
        return render.parts(message.without(without))

    def sending(self) -> AbstractAsyncContextManager[None]:
        """Have ready what `send` needs: nothing yet, for `run` connects it."""
        return contextlib.nullcontext()

    async def send(self, address: str, part: Part, nonce: str) -> str:
        """Post one part in the channel ``address`` and return its message id.

        The id is empty where Discord says that this very message was delivered earlier and has
        been deleted since: delivered, and nothing left to point at.

        Raises:
            SendError: always one of its subclasses, and nothing else.
        """
        client = self._client
        if client is None or client.is_closed():
            raise RetryLater("not_connected")
        return await sending.send(client, address, part, nonce, within=self._send_within)

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        """Connect with a fresh client and serve until cancelled or until the connection fails for good.

        discord.py resumes a session that Discord interrupts.  Everything else ends here, so that
        one supervisor, ours, decides when to try again: the library's own waits grow to 17 minutes,
        and its sharded client returns in silence when a connection breaks.

        Raises:
            PlatformLost: Discord refuses the token or our intents.
        """
        client = AlertsClient(handlers, proxy=self._proxy)
        await client.open()
        tasks = {
            asyncio.create_task(client.start(self._token, reconnect=False), name="discord gateway"),
            asyncio.create_task(self._tend(client, connected), name="discord tending"),
        }
        try:
            await _until_one_fails(tasks)
        except Exception as error:
            lost = connection_error(error)
            if lost is None:
                raise
            raise lost from error
        finally:
            self._client = None
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await client.shut()

    async def _tend(self, client: AlertsClient, connected: Callable[[], None]) -> None:
        try:
            async with asyncio.timeout(READY_WITHIN):
                await client.up.wait()
        except TimeoutError:
            raise ConnectionError(f"Discord was not ready within {READY_WITHIN:.0f} s") from None
        self._client = client
        connected()
        await _sync(client)
        await asyncio.get_running_loop().create_future()  # until cancelled


async def _sync(client: AlertsClient) -> None:
    """Tell Discord our commands; it keeps them, and naming the same ones again changes nothing.

    Alerts do not depend on it, so a failure is logged and the next connection tries again.
    """
    try:
        await client.tree.sync()
    except (discord.DiscordException, OSError) as error:
        log.warning("Discord: the commands could not be registered: %s", send_error(error).reason)


async def _until_one_fails(tasks: set[asyncio.Task[None]]) -> None:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    raise ConnectionError("Discord's gateway ended the connection")
