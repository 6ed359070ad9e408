"""The Telegram platform: rendering, sending, and one connection after another."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager

from telegram.error import TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from adapters.telegram import sending
from adapters.telegram.client import Connection, http_request
from adapters.telegram.errors import NAME, send_error
from adapters.telegram.incoming import Incoming
from adapters.telegram.quiet import HideToken
from adapters.telegram.render import render
from bot.domain.errors import RetryLater
from bot.domain.messages import Extra, Message, Part
from bot.domain.ports import Handlers, Sleep

API_URL = "https://api.telegram.org"
RATE = 28.7
"""Messages a second, replies included: Telegram allows about 30 (https://core.telegram.org/bots/faq, as the below)."""

IN_FLIGHT = 10
"""Sends under way at once, at most: the courier keeps below that while Telegram answers fast."""

CHAT_WINDOWS = ((1.0, 1),)
GROUP_WINDOWS = ((1.0, 1), (60.0, 20))


class Telegram:
    """Chats on Telegram: private ones, groups, forum topics and channels.

    Telegram has no key that makes a repeated request harmless, so ``send`` leaves its
    ``nonce`` unused, and only its caller can keep a message from going out twice: that is
    why no more are under way at once than the pace needs.
    """

    receiving_problem: str | None = None
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
        number of connections at once; ``sleep`` waits before updates are asked for again after a failure.
        """
        self.name = NAME
        self.rate = RATE
        self.in_flight = IN_FLIGHT
        self._token = token
        self._api_url = (api_url or API_URL).rstrip("/")
        self._request = request or (lambda connections: http_request(connections, proxy))
        self._sleep = sleep
        self._bot: ExtBot[None] | None = None
        HideToken(token).install()

    def windows(self, address: str) -> tuple[tuple[float, int], ...]:
        """Give the limits of one chat; groups and channels, whose ids are negative, have one more."""
        return GROUP_WINDOWS if address.startswith("-") else CHAT_WINDOWS

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        """Render ``message`` as HTML within Telegram's limits; a file is a part of its own, the last."""
        return render(message.without(without))

    def sending(self) -> AbstractAsyncContextManager[None]:
        """Have ready what `send` needs: nothing yet, for `run` connects it."""
        return contextlib.nullcontext()

    async def run(self, handlers: Handlers, connected: Callable[[], None]) -> None:
        """Connect, call ``connected``, and serve commands until cancelled, which takes under two seconds.

        While Telegram cannot be reached later on, updates are asked for again by and by.

        Raises:
            PlatformLost: the token is not, or no longer, valid.
            SendError: Telegram could not be reached at the start.
        """
        incoming = Incoming(handlers, self.send)
        connection = Connection(self._token, self._api_url, incoming, self._request, self._sleep)
        try:
            self._bot = await connection.open()
            connected()
            await connection.poll()
        except TelegramError as exc:
            # Not chained: the library writes the token into the error of a refused getMe.
            raise send_error(exc) from None
        finally:
            await connection.close()
            self._bot = None

    async def send(self, address: str, part: Part, nonce: str) -> str:  # noqa: ARG002 - Telegram has no such key
        """Send ``part`` to ``address`` (``chat`` or ``chat:topic``) and return the message's id.

        Raises:
            SendError: see ``adapters/telegram/errors.py``; RetryLater as well while not connected.
        """
        if self._bot is None:
            raise RetryLater("not_connected")
        return await sending.send(self._bot, address, part)
