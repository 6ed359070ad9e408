"""The sources there are, in the order in which they are asked: one today."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from adapters.sources.ice import Ice
from bot.domain.ports import Source
from bot.program.config import Config


@contextlib.asynccontextmanager
async def open_source(config: Config) -> AsyncIterator[Source]:
    """Open where editions come from, and close it in the end."""
    async with Ice(config.source.page) as ice:
        yield ice
