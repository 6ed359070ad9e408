"""The sources there are, in the order in which they are asked."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence

from adapters.proxies import lacks_socks, proxy_for
from adapters.sources.archives import Archive, GithubArchive
from adapters.sources.folder import Folder
from adapters.sources.ice import Ice
from bot.domain.addresses import shown
from bot.domain.errors import ConfigError
from bot.domain.ports import Source
from bot.program.config import Config


@contextlib.asynccontextmanager
async def open_sources(config: Config) -> AsyncIterator[Sequence[Source]]:
    """Open where editions come from, ICE itself first, and close it in the end.

    Raises:
        ConfigError: the proxy needs packages that are not here.
    """
    proxy, agent = config.network.proxy, config.network.agent
    check_proxy(config, config.source.page)
    async with contextlib.AsyncExitStack() as stack:
        sources: list[Source] = [await stack.enter_async_context(Ice(config.source.page, agent, proxy=proxy))]
        for section in config.source.archives:
            archive = Archive(section.github, section.path, section.pattern)
            sources.append(await stack.enter_async_context(GithubArchive(archive, agent, proxy=proxy)))
        if config.source.folder:
            sources.append(Folder(config.source.folder))
        yield sources


def check_proxy(config: Config, url: str) -> str | None:
    """The proxy for requests to ``url``.

    Raises:
        ConfigError: it needs packages that are not here.
    """
    proxy = proxy_for(url, config.network.proxy)
    if lacks_socks(proxy):
        raise ConfigError("socks_missing", proxy=shown(str(proxy)))
    return proxy
