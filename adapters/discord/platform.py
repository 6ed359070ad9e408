"""Discord as one of the platforms that alerts go to."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

from adapters.discord import commands, permissions, render, sending
from adapters.discord.aside import Aside
from adapters.discord.client import AlertsClient
from adapters.discord.errors import connection_error
from adapters.discord.publishing import Publishing
from adapters.discord.reception import Reception
from adapters.discord.registration import Registration, shelf_of
from bot.domain.errors import RetryLater
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Handlers

RATE = 48.0
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
        self._token = token.strip()
        self._proxy = proxy
        self._send_within = send_within
        self._http: HTTPClient | None = None
        self._publishing: Publishing | None = None
        self._client: AlertsClient | None = None
        self._aside = Aside()
        self._reception = Reception()
        self._registration = Registration(self._reception)
        Route.BASE = api_url or _API
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url) if gateway_url else _GATEWAY

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:  # noqa: ARG002  the same for every channel
        """Give no limits of our own: Discord tells each channel's in its headers, and discord.py heeds them."""
        return ()

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        """Render ``message`` as embeds, or as text where they are refused, split between blocks.  Pure."""
        rendered = render.plain_parts if Extra.EMBED in without else render.parts
        return rendered(message.without(without))

    @property
    def receiving_problem(self) -> str | None:
        """Why what people say does not reach us as it should, by a short name; None when all is well.

        ``not_connected``, or why Discord refuses the connection (``token_refused`` and the like);
        ``another_process``: one that uses our token answers commands before we do;
        ``commands_not_registered``: Discord did not take our commands.  Sending goes on in all of these.
        """
        if self._reception.connection is None and (self._client is None or not self._client.hears):
            return "not_connected"
        return self._reception.problem

    @contextlib.asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Have ready what `send` needs: an HTTP client of its own, which asks for nothing but to send."""
        async with sending.opened(self._token, self._proxy) as http:
            self._http, self._publishing = http, Publishing(http)
            try:
                yield
            finally:
                await self._publishing.close()
                self._http = self._publishing = None

    async def send(
        self, address: str, part: Part, nonce: str, reply_to: str | None = None, *, silent: bool = False
    ) -> str:
        """Post one part in the channel ``address``, ``silent`` without a notification, and return its message id.

        The id is empty where Discord says that this very message was delivered earlier and has
        been deleted since: delivered, and nothing left to point at.

        Raises:
            SendError: always one of its subclasses, and nothing else.
        """
        if self._http is None:
            raise RetryLater("not_connected")
        number = await sending.send(self._http, address, part, nonce, reply_to, silent=silent, within=self._send_within)
        if part.publish and number and self._publishing is not None:
            self._publishing.begin(int(address), int(number))
        return number

    async def edit(self, address: str, message_id: str, part: Part) -> None:
        """Put ``part`` in the place of an earlier message of ours.

        Raises:
            SendError: as `send`; NotEditable where it can be changed no more.
        """
        if self._http is None:
            raise RetryLater("not_connected")
        await sending.edit(self._http, address, message_id, part, within=self._send_within)

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        """Connect with a fresh client and serve until cancelled or until the connection fails for good.

        Nothing that goes wrong here, or is closed here, concerns what is sent.
        discord.py resumes a session that Discord interrupts.  Everything else ends here, so that
        one supervisor, ours, decides when to try again: the library's own waits grow to 17 minutes,
        and its sharded client returns in silence when a connection breaks.

        Raises:
            PlatformLost: Discord refuses the token or our intents.
        """
        client = AlertsClient(handlers, proxy=self._proxy, aside=self._aside, rivaled=self._reception.rivaled)
        await client.open()
        tasks = {
            asyncio.create_task(client.start(self._token, reconnect=False), name="discord gateway"),
            asyncio.create_task(self._tend(client, connected), name="discord tending"),
        }
        try:
            await _until_one_fails(tasks)
        except Exception as error:
            lost = connection_error(error)
            self._reception.connection = lost.reason if lost is not None else "not_connected"
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
        self._client, self._reception.connection = client, None
        connected()
        await self._register(client)
        await asyncio.get_running_loop().create_future()  # until cancelled

    async def _register(self, client: AlertsClient) -> None:
        shelf = shelf_of(client.http, str(client.application_id))
        client.rights.commands = await self._registration.keep(commands.described(client.handlers.menu), shelf)


async def _until_one_fails(tasks: set[asyncio.Task[None]]) -> None:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    raise ConnectionError("Discord's gateway ended the connection")
