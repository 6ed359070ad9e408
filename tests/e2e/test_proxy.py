"""All that goes out goes through the proxy that the environment or the configuration names."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.program.app import Bot
from bot.program.config import Config, DiscordConfig, Network, Source, Storage, TelegramConfig
from bot.program.platforms import make_platforms
from bot.program.sources import open_sources
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text
from tests.support.doubles.socks import SocksProxy
from tests.unit.adapters.test_proxies import VARIABLES

WANTED = {"www.ice.gov:443", "discord.com:443", "api.telegram.org:443"}


class Proxy:
    """An HTTP proxy on this machine that notes where one wants to go, and lets nobody through."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.all = asyncio.Event()
        self.url = ""

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[Proxy]:
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        async with server:
            self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            yield self

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, where, _ = (await reader.readline()).decode().split()
        assert method == "CONNECT"
        self.asked.add(where)
        if self.asked >= WANTED:
            self.all.set()
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()


def config(folder: Path, proxy: str | None = None) -> Config:
    return Config(
        source=Source(archives=()),
        storage=Storage(path=folder / "bot.db"),
        discord=DiscordConfig(token="x" * 30),  # type: ignore[arg-type]  # pydantic makes a secret of it
        telegram=TelegramConfig(token="123:abc"),  # type: ignore[arg-type]  # as above
        network=Network(proxy=proxy),
    )


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


async def run_through(proxy: Proxy | SocksProxy, folder: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Name the proxy in the environment or in the configuration, and run until everybody has asked it."""
    configured = where.startswith("[")
    if not configured:
        monkeypatch.setenv(where, proxy.url)
    bot = Bot(config(folder, proxy.url if configured else None))
    running = asyncio.create_task(bot.run())
    try:
        await asyncio.wait_for(proxy.all.wait(), 30)
    finally:
        bot.stop()
        await asyncio.wait_for(running, 15)


@pytest.mark.parametrize("where", ["HTTPS_PROXY", "ALL_PROXY", "[network] proxy"])
async def test_the_source_and_both_platforms_go_through_the_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Whichever way it is named; the real clients ask it for their own hosts."""
    async with Proxy().running() as proxy:
        await run_through(proxy, tmp_path, monkeypatch, where)
    assert proxy.asked >= WANTED


@pytest.mark.parametrize("where", ["ALL_PROXY", "[network] proxy"])
async def test_the_source_and_both_platforms_go_through_a_socks_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """With the packages for it, all three clients ask it for their own hosts, by name."""
    async with SocksProxy(WANTED).running() as proxy:
        await run_through(proxy, tmp_path, monkeypatch, where)
    assert proxy.asked >= WANTED


@pytest.mark.parametrize("what", ["source", "platforms"])
async def test_a_socks_proxy_without_its_packages_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """At start, with how to install it, and without the password."""
    monkeypatch.setenv("ALL_PROXY", "socks5://me:secret@127.0.0.1:9050")
    monkeypatch.setattr("adapters.proxies.importlib.util.find_spec", lambda _: None)

    async def start() -> None:
        if what == "platforms":
            make_platforms(config(tmp_path))
        else:
            await open_sources(config(tmp_path)).__aenter__()

    with pytest.raises(ConfigError) as caught:
        await start()
    said = problem_text(ENGLISH, caught.value)
    assert "pip install '287g-alerts[socks]'" in said
    assert "secret" not in said
