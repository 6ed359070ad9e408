"""Requests to the Bot API, through python-telegram-bot's own transport, with answers as they come.

The library makes an object of every answer, and fails where a field is missing that is of no interest to us: a
message that was taken would count as not answered and go out again, and one update would end all that follow.
So nothing here is made an object of: `adapters.telegram.fields` reads what we need.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlencode

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

MakeRequest: TypeAlias = Callable[[int], BaseRequest]
"""Makes a transport for so many requests at once."""

READ_TIMEOUT = 15.0


def http_request(connections: int, proxy: str | None = None) -> BaseRequest:
    """Make python-telegram-bot's own transport, for ``connections`` requests at once, through ``proxy`` if any.

    The environment's proxies are looked up by `adapters.proxies`, as for every client, and not by httpx.
    """
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=5,
        read_timeout=READ_TIMEOUT,
        write_timeout=10,
        pool_timeout=5,
        proxy=proxy,
        httpx_kwargs={"trust_env": False},
    )


class Api(Bot):
    """The library's bot, of which nothing is used but its requests: it is never initialized, which would ask getMe."""

    async def call(self, method: str, **values: object) -> Any:
        """Call a method of the Bot API and give what it answers; what is None is not said.

        Raises:
            Exception: the library's, one of ``telegram.error`` where it knows what went wrong.
        """
        return await self._post(method, values)

    async def updates(self, *, offset: int | None, limit: int, wait: dt.timedelta, kinds: Sequence[str]) -> bytes:
        """Ask for updates, for so long that there are none, and give the answer's bytes.

        Raises:
            Exception: as `call`.
        """
        asked: dict[str, object] = {"limit": limit, "allowed_updates": json.dumps(kinds)}
        seconds = int(wait.total_seconds())
        if seconds:
            asked["timeout"] = seconds
        if offset is not None:
            asked["offset"] = offset
        return await self.request.retrieve(
            f"{self.base_url}/getUpdates?{urlencode(asked)}", read_timeout=READ_TIMEOUT + seconds
        )


@contextlib.asynccontextmanager
async def opened(token: str, api_url: str, request: BaseRequest) -> AsyncIterator[Api]:
    """Give a way to the Bot API that is closed again; it needs neither a login nor anything that comes in."""
    api = Api(token, base_url=f"{api_url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    try:
        yield api
    finally:
        await request.shutdown()
