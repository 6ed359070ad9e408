"""The installed bot in a process of its own among loopback platforms, for figures of the whole."""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from storage.store import Store
from tests.programs.bench import agencies
from tests.programs.bench.planning import add_chats
from tests.programs.chaos.process import Life, Settings
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.telegram import TelegramDouble

POLL_EVERY = 2.0
"""Seconds: often enough to see an edition soon, and seldom enough to leave the machine to what is measured."""

GUILD = 50
"""Channels a server."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is running, the first edition taken in, both platforms connected."""

    discord: DiscordDouble
    telegram: TelegramDouble
    ice: IceDouble
    settings: Settings
    life: Life
    rows: list[agencies.Row]

    def publish(self) -> None:
        """Put the next edition on the page: every chat is owed an alert."""
        self.ice.publish((agencies.NEXT_NAME, agencies.next_edition(self.rows)))

    def memory(self) -> float:
        """Resident memory of the bot's process, in MB."""
        status = Path(f"/proc/{self.life.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1000 if found else 0.0


@contextlib.asynccontextmanager
async def world(folder: Path, chats: int) -> AsyncIterator[World]:
    """Start the bot with so many chats on each platform, all subscribed to every state."""
    rows = agencies.make_rows(agencies.ROWS)
    async with DiscordDouble() as discord, TelegramDouble() as telegram, IceDouble() as ice:
        tokens = {"DISCORD_TOKEN": discord.token, "TELEGRAM_TOKEN": telegram.token}
        settings = Settings(folder, ice.page_url, discord.url, telegram.url, tokens, POLL_EVERY)
        _add_chats(settings, discord, telegram, chats)
        ice.publish((agencies.NAME, agencies.first_edition(rows)))
        life = await Life.begin(settings)
        try:
            await ice.until(
                lambda: any(status == 304 for _, status in ice.requests), "the first edition is taken in", 30
            )
            await discord.until(lambda: discord.commands, "Discord is connected", 30)
            await telegram.until(lambda: telegram.counters.routes["getUpdates"], "Telegram is connected", 30)
            # A full collection of what the doubles have loaded takes 0.2 s; what arrives meanwhile would come at once.
            gc.collect()
            gc.freeze()
            yield World(discord, telegram, ice, settings, life, rows)
        finally:
            life.kill()
            await life.ended()


def _add_chats(settings: Settings, discord: DiscordDouble, telegram: TelegramDouble, chats: int) -> None:
    guilds = [discord.add_guild(channels=min(GUILD, chats - done)) for done in range(0, chats, GUILD)]
    channels = [channel for guild in guilds for channel in guild.channels]
    half = chats // 2
    people = [telegram.add_chat(number + 1).id for number in range(chats - half)]
    groups = [telegram.add_chat(-1_000_000 - number, "supergroup").id for number in range(half)]
    settings.folder.mkdir()
    store = Store(settings.database)
    add_chats(store, "discord", map(str, channels))
    add_chats(store, "telegram", map(str, people + groups))
    store.close()
