"""What the two client libraries do by themselves with as many messages, against the same limits."""

from __future__ import annotations

import asyncio
import importlib.util
import time
from collections.abc import Awaitable, Iterable

import discord
from telegram.ext import AIORateLimiter, Application

from tests.programs.bench.fanout import LIMITS, enforce
from tests.programs.bench.figures import Figure
from tests.support.doubles.discord import DiscordDouble, point_discord_at
from tests.support.doubles.loopback import Loopback
from tests.support.doubles.telegram import TelegramDouble

GIVE_UP_AFTER = 60.0


async def libraries(chats: int) -> list[Figure]:
    """discord.py's own ``gather``, and python-telegram-bot with its rate limiter where that can be used."""
    async with DiscordDouble() as one, TelegramDouble() as other:
        enforce(one, other)
        figures = await _discord(one, chats)
    async with DiscordDouble() as one, TelegramDouble() as other:
        enforce(one, other)
        figures += await _telegram(other, chats, limiter=False)
    group = "python-telegram-bot, AIORateLimiter"
    if importlib.util.find_spec("aiolimiter") is None:
        return [*figures, Figure(group, "share of the limit", None, note="needs the package aiolimiter, not installed")]
    async with DiscordDouble() as one, TelegramDouble() as other:
        enforce(one, other)
        return [*figures, *await _telegram(other, chats, limiter=True)]


async def _discord(double: DiscordDouble, chats: int) -> list[Figure]:
    guilds = [double.add_guild(channels=50) for _ in range(0, chats, 50)]
    channels = [channel for guild in guilds for channel in guild.channels][:chats]
    with point_discord_at(double.url):
        client = discord.Client(intents=discord.Intents.none(), allowed_mentions=discord.AllowedMentions.none())
        async with client:
            await client.login(double.token)
            sends = (client.get_partial_messageable(channel).send("x") for channel in channels)
            took = await _gather(sends)
    return _figures("discord.py, gather", double, chats, took, LIMITS["discord"])


async def _telegram(double: TelegramDouble, chats: int, *, limiter: bool) -> list[Figure]:
    ids = [double.add_chat(number + 1).id for number in range(chats)]
    builder = Application.builder().token(double.token).base_url(double.base_url).updater(None)
    builder = builder.connection_pool_size(chats).pool_timeout(GIVE_UP_AFTER)
    application = (builder.rate_limiter(AIORateLimiter()) if limiter else builder).build()
    async with application:
        took = await _gather(application.bot.send_message(chat, "x") for chat in ids)
    group = f"python-telegram-bot, {'AIORateLimiter' if limiter else 'gather'}"
    return _figures(group, double, chats, took, LIMITS["telegram"])


async def _gather(sends: Iterable[Awaitable[object]]) -> float:
    """All at once, as a simple bot does; what fails is lost, what takes too long is given up.  The seconds it took."""
    begun = time.monotonic()
    tasks = [asyncio.ensure_future(send) for send in sends]
    _, left = await asyncio.wait(tasks, timeout=GIVE_UP_AFTER)
    for task in left:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return time.monotonic() - begun


def _figures(group: str, double: Loopback, chats: int, took: float, limit: float) -> list[Figure]:
    told = len({sent.chat for sent in double.ledger.messages})
    rate = told / took
    return [
        Figure(
            group, "share of the limit", rate / limit * 100, "%", note=f"{rate:.1f} chats told a second, {took:.0f} s"
        ),
        Figure(group, "refused for their rate (429)", double.counters.too_many),
        Figure(group, "lost", chats - told),
    ]
