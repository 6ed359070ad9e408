"""The adapter against a loopback Discord: made, run and asked to send."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.discord import Discord
from bot.domain.errors import PartRefused, SendError
from bot.domain.messages import Extra, Message, Part
from tests.support.doubles.discord import API, DiscordDouble
from tests.support.handlers import Heard

PART = Part("Title", "Body", framed=True)


def platform_at(double: DiscordDouble, token: str | None = None, **options: Any) -> Discord:
    gateway = double.url.replace("http", "ws", 1) + "/gateway"
    return Discord(token or double.token, api_url=double.url + API, gateway_url=gateway, **options)


@asynccontextmanager
async def running(platform: Discord, heard: Heard) -> AsyncIterator[asyncio.Task[None]]:
    """Run the platform inside the block, able to send; leaving it cancels, and must take no more than a moment."""
    async with platform.sending(), receiving(platform, heard) as task:
        yield task


@asynccontextmanager
async def receiving(platform: Discord, heard: Heard) -> AsyncIterator[asyncio.Task[None]]:
    up = asyncio.Event()
    task = asyncio.create_task(platform.run(heard, up.set))
    waiting = asyncio.create_task(up.wait())
    try:
        await asyncio.wait({task, waiting}, timeout=15, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        assert up.is_set()
        yield task
    finally:
        waiting.cancel()
        task.cancel()
        started = time.monotonic()
        await asyncio.wait({task})
        assert time.monotonic() - started < 5


async def refused(platform: Discord, chat: int, nonce: str = "n", part: Part = PART) -> SendError:
    with pytest.raises(SendError) as caught:
        await platform.send(str(chat), part, nonce)
    return caught.value


async def deliver(platform: Discord, chat: int, message: Message) -> list[Extra]:
    """Send ``message`` as whoever delivers has to: without what the chat refuses, which is returned."""
    without: list[Extra] = []
    while True:
        try:
            for number, part in enumerate(platform.parts(message, without)):
                await platform.send(str(chat), part, f"{'-'.join(without)}-{number}"[:25])
        except PartRefused as refusal:
            without.append(refusal.extra)
        else:
            return without


async def at_once(*_: object, **__: object) -> None:
    """Discord wants five seconds between two shards; a loopback does not."""
