"""How long a message takes to go out while odd updates and events come in, each variant of a recorded session once.

`tests/e2e/test_telegram_fuzz.py` and `tests/e2e/test_discord_fuzz.py` show what becomes of each; here is the time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import islice

from adapters.discord import render as discord_render
from adapters.telegram import Telegram
from adapters.telegram.render import render as telegram_render
from bot.domain.messages import Part
from tests.programs.bench.figures import Figure, percentile
from tests.support.discord_running import platform_at
from tests.support.discord_running import running as discord_running
from tests.support.discord_session import Server, happenings
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.handlers import Heard
from tests.support.spoiling import spoiled
from tests.support.telegram_session import Json, variants

DELAYED = 1.0
"""Seconds that no message may be delayed by."""

AT_ONCE = 90
"""Telegram's updates that are handed out together; it hands out a hundred at most."""

EVENT_EVERY = 0.001
"""Seconds from one of Discord's events to the next; Telegram's wait to be asked for."""

ODD = Server(1_500_000_000_000_000_000)
CHAT, HEALTHY = 8002, 8001

Send = Callable[[str], Awaitable[object]]


async def odd(each: int) -> list[Figure]:
    """Measure both platforms with ``each``-th variant only."""
    return [*await _telegram(each), *await _discord(each)]


async def _telegram(each: int) -> list[Figure]:
    heard = Heard(telegram_render)
    async with TelegramDouble() as double:
        double.add_chat(CHAT)
        double.add_chat(HEALTHY)
        platform = Telegram(double.token, api_url=double.url)
        connected = asyncio.Event()
        async with platform.sending():
            receiving = asyncio.create_task(platform.run(heard, connected.set))
            await connected.wait()
            async with _sending(lambda name: platform.send(str(CHAT), Part("", name), name)) as took:
                count = await _inject(double, heard, each)
            receiving.cancel()
            await asyncio.gather(receiving, return_exceptions=True)
    return list(_figures("telegram, odd updates", count, took))


async def _inject(double: TelegramDouble, heard: Heard, each: int) -> int:
    """Let the updates come, and a sound one behind them, which is heard when they all were."""
    bodies = (body for _, body in islice(variants(), 0, None, each))
    count = 0
    while batch := list(islice(bodies, AT_ONCE)):
        await _hand_out(double, batch)
        count += len(batch)
    double.say(HEALTHY, "/changes VA", user_id=HEALTHY)
    await heard.until(lambda: any(asked.place.address == str(HEALTHY) for asked in heard.asked))
    return count


async def _hand_out(double: TelegramDouble, batch: list[Json]) -> None:
    polls = double.counters.routes["getUpdates"]
    for body in batch:
        double.inject(body)
    await double.until(lambda: double.counters.routes["getUpdates"] > polls, "the batch taken")


async def _discord(each: int) -> list[Figure]:
    heard = Heard(discord_render.parts)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with discord_running(platform, heard):
            await double.until(lambda: double.commands, "the commands are registered")
            part = Part("Title", "Body", framed=True)
            async with _sending(lambda name: platform.send(str(chat), part, name)) as took:
                count = 0
                for event, data in happenings(ODD):
                    for _, variant in islice(spoiled(data), 0, None, each):
                        await double.gateway.dispatch(event, variant)
                        count += 1
                        await asyncio.sleep(EVENT_EVERY)
                await double.command(chat, "help")  # all that came before it is in hand
    return list(_figures("discord, odd events", count, took))


@asynccontextmanager
async def _sending(send: Send) -> AsyncIterator[list[float]]:
    """Send one message after another inside the block; the seconds that each took."""
    took: list[float] = []
    over = asyncio.Event()

    async def one_after_another() -> None:
        while not over.is_set():
            begun = time.monotonic()
            await send(f"odd-{len(took)}")
            took.append(time.monotonic() - begun)

    task = asyncio.create_task(one_after_another())
    try:
        yield took
    finally:
        over.set()
        await task


def _figures(group: str, count: int, took: list[float]) -> Iterator[Figure]:
    yield Figure(group, "came in", count)
    yield Figure(group, "messages sent meanwhile", len(took), at_least=1)
    yield Figure(group, "median of a message", percentile(took, 0.5), "s")
    yield Figure(group, "slowest message", max(took, default=0.0), "s", at_most=DELAYED)
