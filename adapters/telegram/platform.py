"""The Telegram platform: rendering, sending, and one connection after another."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Collection

from telegram.request import BaseRequest

from adapters.telegram.answering import Ways
from adapters.telegram.client import Api, http_request, opened
from adapters.telegram.elsewhere import Elsewhere
from adapters.telegram.errors import send_error
from adapters.telegram.fields import Fields
from adapters.telegram.incoming import Incoming
from adapters.telegram.members import Members
from adapters.telegram.menu import set_menus
from adapters.telegram.polling import Polling
from adapters.telegram.quiet import HideToken, keep_words_out
from adapters.telegram.refusals import NAME
from adapters.telegram.render import render
from adapters.telegram.sending import Sender
from adapters.telegram.trouble import Trouble
from bot.domain.errors import RetryLater
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Handlers, Sleep

log = logging.getLogger(__name__)

API_URL = "https://api.telegram.org"
RATE = 28.75
"""Messages a second, replies included: Telegram allows about 30 (https://core.telegram.org/bots/faq, as the below)."""

IN_FLIGHT = 10
"""Sends under way at once, at most, enough for answers that take a third of a second; fewer where they take less."""

CHAT_WINDOWS = ((1.0, 1),)
GROUP_WINDOWS = ((1.0, 1), (60.0, 20))

SENDING_CONNECTIONS = 32
"""Requests at once: the deliveries under way and the answers to commands."""

HEARING_CONNECTIONS = 8
"""Requests at once: the open question for updates, and those about people and chats."""

GRACE = 1.2
"""Seconds for commands in hand to be answered when a connection is closed."""


class Telegram:
    """Chats on Telegram: private ones, groups, forum topics and channels.

    Telegram has no key that makes a repeated request harmless, so ``send`` leaves its
    ``nonce`` unused, and only its caller can keep a message from going out twice: that is
    why no more are under way at once than the pace needs.
    """

    replies_count = True

    def __init__(
        self,
        token: str,
        *,
        api_url: str | None = None,
        proxy: str | None = None,
        request: Callable[[int], BaseRequest] | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Take the bot's token; ``api_url`` is the root of another Bot API server than Telegram's own.

        All goes through ``proxy`` if there is one.  ``request`` makes another transport than the usual, for a
        number of connections at once; ``sleep`` waits before something is asked for again after a failure.
        """
        self.name = NAME
        self.rate = RATE
        self.in_flight = IN_FLIGHT
        self._token = token
        self._api_url = (api_url or API_URL).rstrip("/")
        self._request = request or (lambda connections: http_request(connections, proxy))
        self._sleep = sleep
        self._sender: Sender | None = None
        self._trouble = Trouble()
        HideToken(token).install()
        keep_words_out()

    @property
    def receiving_problem(self) -> str | None:
        """Why nobody is heard, by a short name (``another_poller``, ``cannot_connect`` …); None when all is well."""
        return self._trouble.problem

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:
        """Give the limits of one chat; groups and channels, whose ids are negative, have one more."""
        return GROUP_WINDOWS if address.startswith("-") else CHAT_WINDOWS

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        """Render ``message`` as HTML within Telegram's limits; a file is a part of its own, the last."""
        return render(message.without(without))

    @contextlib.asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Have ready what `send` needs: connections of its own, which nothing that comes in can close."""
        async with opened(self._token, self._api_url, self._request(SENDING_CONNECTIONS)) as api:
            self._sender = Sender(api)
            try:
                yield
            finally:
                self._sender = None

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        """Log in, call ``connected`` with the first answer, and serve commands until cancelled, under two seconds.

        While Telegram cannot be reached later on, updates are asked for again by and by.

        Raises:
            PlatformLost: the token is not, or no longer, valid.
            SendError: Telegram could not be reached at the start.
        """
        async with opened(self._token, self._api_url, self._request(HEARING_CONNECTIONS)) as api:
            try:
                me = Fields(await api.call("getMe"), "getMe")
                number, username = me.number("id"), me.text("username")
            except Exception as exc:  # noqa: BLE001 - whatever the library raises has one meaning, said in one place
                error = send_error(exc)
                self._trouble.problem = error.reason
                # Not chained: the library's errors can hold the token.
                raise error from None
            log.info("Telegram: logged in as @%s", username)
            ways = Ways(self.send, self.edit, api)
            members = Members(api, number)
            incoming = Incoming(handlers, ways, username, members, Elsewhere(api, members))
            await self._serve(api, handlers, incoming, connected)

    async def _serve(self, api: Api, handlers: Handlers, incoming: Incoming, connected: Callable[[], None]) -> None:
        polling = Polling(api, incoming, self._trouble, connected, self._sleep)
        menu = asyncio.create_task(set_menus(api, handlers.menu, self._sleep))
        try:
            await polling.run()
        finally:
            menu.cancel()
            await _close(polling, incoming, menu)

    async def send(
        self,
        address: str,
        part: Part,
        nonce: str,  # noqa: ARG002 - Telegram has no such key
        reply_to: str | None = None,
        *,
        silent: bool = False,
    ) -> str:
        """Send ``part`` to ``address`` (``chat`` or ``chat:topic``), ``silent`` without a sound, and return its id.

        Raises:
            SendError: see ``adapters/telegram/errors.py`` and ``refusals.py``; RetryLater outside of `sending`.
        """
        if self._sender is None:
            raise RetryLater("not_connected")
        return await self._sender.send(address, part, reply_to, silent=silent)

    async def edit(self, address: str, message_id: str, part: Part) -> None:
        """Put ``part`` in the place of an earlier message of ours.

        Raises:
            SendError: as `send`; NotEditable where it can be changed no more.
        """
        if self._sender is None:
            raise RetryLater("not_connected")
        await self._sender.edit(address, message_id, part)


async def _close(polling: Polling, incoming: Incoming, menu: asyncio.Task[None]) -> None:
    """Let commands in hand be answered for a moment, confirm them, then end everything."""
    try:
        async with asyncio.timeout(GRACE):
            await asyncio.gather(menu, return_exceptions=True)
            await incoming.finish()
            await polling.confirm()
    except TimeoutError:
        log.warning("Telegram: closed with %d commands unanswered", incoming.open)
        await incoming.cancel()
