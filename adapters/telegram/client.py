"""One connection to Telegram: python-telegram-bot's ``Application``, from its start to its end.

Updates are asked for here and not by the library's ``Updater``: that one gives up silently
when the token is revoked while it runs, and confirms updates on its way out for as long as
the network pleases.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable
from typing import Any, NoReturn

from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import Application, ExtBot, TypeHandler
from telegram.ext import ContextTypes as Contexts
from telegram.request import BaseRequest, HTTPXRequest

from adapters.telegram.errors import send_error
from adapters.telegram.incoming import ALLOWED, Incoming
from bot.domain.errors import PlatformLost, RetryLater
from bot.domain.ports import Sleep

log = logging.getLogger(__name__)

CONNECTIONS = 32
"""Requests at once: the deliveries' few workers and the answers to commands."""

CONCURRENT_UPDATES = 64
LONG_POLL = dt.timedelta(seconds=30)
LONGEST_PAUSE = 30.0
GRACE = 1.2
"""Seconds for commands in hand to be answered when we close."""


def http_request(connections: int, proxy: str | None = None) -> BaseRequest:
    """Make python-telegram-bot's own transport, for ``connections`` requests at once, through ``proxy`` if any.

    The environment's proxies are looked up by `adapters.proxies`, as for every client, and not by httpx.
    """
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=5,
        read_timeout=15,
        write_timeout=10,
        pool_timeout=5,
        proxy=proxy,
        httpx_kwargs={"trust_env": False},
    )


class Connection:
    """Open it once, poll until that raises or is cancelled, close it, throw it away."""

    def __init__(
        self,
        token: str,
        api_url: str,
        incoming: Incoming,
        request: Callable[[int], BaseRequest],
        sleep: Sleep,
    ) -> None:
        self._requests = (request(CONNECTIONS), request(1))
        self._incoming = incoming
        self._sleep = sleep
        self._offset: int | None = None
        self._app: Application[Any, Any, Any, Any, Any, Any] = (
            Application.builder()
            .token(token)
            .base_url(f"{api_url}/bot")
            .base_file_url(f"{api_url}/file/bot")
            .request(self._requests[0])
            .get_updates_request(self._requests[1])
            .concurrent_updates(CONCURRENT_UPDATES)
            .updater(None)
            .job_queue(None)
            .build()
        )
        self._app.add_handler(TypeHandler(Update, self._hear))

    async def open(self) -> ExtBot[None]:
        """Log in, set the menu of commands and start; messages can go out then.

        Raises:
            TelegramError: the library's own, one of them for a token that is refused.
        """
        await self._app.initialize()
        bot: ExtBot[None] = self._app.bot
        await bot.delete_webhook(drop_pending_updates=False)
        await bot.set_my_commands([BotCommand(entry.name, entry.description) for entry in self._incoming.menu])
        await self._app.start()
        log.info("Telegram: connected as @%s", bot.username)
        return bot

    async def poll(self) -> NoReturn:
        """Hand over updates as they come, in order, for ever.

        Raises:
            PlatformLost: the token has been revoked.
        """
        failures = 0
        while True:
            try:
                await self._updates(LONG_POLL)
                failures = 0
            except TelegramError as exc:
                failures += 1
                await self._sleep(_pause(exc, failures))

    async def close(self) -> None:
        """Let commands in hand be answered for a moment, then end everything."""
        try:
            async with asyncio.timeout(GRACE):
                if self._app.running:
                    await self._app.stop()
                await self._confirm()
        except TimeoutError:
            log.warning("Telegram: closed with %d commands unanswered", self._incoming.open)
            await self._incoming.cancel()
        finally:
            for request in self._requests:
                await request.shutdown()
            await self._app.shutdown()

    async def _hear(self, update: Update, _: Contexts.DEFAULT_TYPE) -> None:
        await self._incoming.hear(update, self._app.bot)

    async def _updates(self, wait: dt.timedelta) -> None:
        updates = await self._app.bot.get_updates(offset=self._offset, timeout=wait, allowed_updates=ALLOWED)
        if not updates:
            # All before are confirmed now.  Numbers do not always grow: after a quiet week they begin anew.
            self._offset = None
        for update in updates:
            await self._app.update_queue.put(update)
            self._offset = update.update_id + 1

    async def _confirm(self) -> None:
        """Tell Telegram what has been handled, so that the next connection does not get it again."""
        if self._offset is None:
            return
        try:
            await self._app.bot.get_updates(offset=self._offset, limit=1, timeout=0, allowed_updates=ALLOWED)
        except TelegramError as exc:
            log.info("Telegram: the last commands may come again (%s)", send_error(exc).reason)


def _pause(exc: TelegramError, failures: int) -> float:
    """Say how many seconds to wait after ``failures`` in a row, the last of them ``exc``."""
    error = send_error(exc)
    if isinstance(error, PlatformLost):
        raise error from None
    log.warning("Telegram: no updates (%s), failure %d in a row", error.reason, failures)
    if isinstance(error, RetryLater) and error.after is not None:
        return error.after
    return float(min(LONGEST_PAUSE, 2.0 ** min(failures - 1, 5)))
