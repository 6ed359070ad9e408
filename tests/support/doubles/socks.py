"""A SOCKS5 proxy on this machine (RFC 1928) that notes where one wants to go, and lets nobody through."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from collections.abc import Set as AbstractSet

NO_METHOD = 0xFF
BY_NAME = 3


class SocksProxy:
    """Who connects is asked where to, by name; then the line goes dead.

    It is granted first: a refusal leaves httpcore's own socket open until Python collects it.
    """

    def __init__(self, wanted: AbstractSet[str]) -> None:
        """Set ``all`` once everything in ``wanted``, as host and port, has been asked for."""
        self.asked: set[str] = set()
        self.all = asyncio.Event()
        self.url = ""
        self._wanted = wanted

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[SocksProxy]:
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        async with server:
            self.url = f"socks5://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            yield self

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):  # one hangs up when the test ends
            await self._hear(reader, writer)
        writer.close()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        version, methods = await reader.readexactly(2)
        assert version == 5
        offered = await reader.readexactly(methods)
        writer.write(bytes([5, 0 if 0 in offered else NO_METHOD]))
        version, command, _, kind = await reader.readexactly(4)
        assert (version, command, kind) == (5, 1, BY_NAME), "the proxy is to look names up, not we"
        name = await reader.readexactly((await reader.readexactly(1))[0])
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.asked.add(f"{name.decode()}:{port}")
        if self.asked >= self._wanted:
            self.all.set()
        writer.write(bytes([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
        await writer.drain()
