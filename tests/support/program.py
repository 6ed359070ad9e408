"""The whole program in this process, with the page and the platforms that it meets."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from bot.domain.ports import Platform
from bot.ingest.decide import Intake
from bot.program.app import Bot
from bot.program.config import Config, DiscordConfig, Source, Storage, TelegramConfig
from storage.store import Store
from tests.support.builders import PARTICIPATING_COLUMNS, RowInput, make_row, make_workbook
from tests.support.doubles.discord import API, DiscordDouble
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.make import count_deliveries

NEVER = 24 * 60.0
"""Minutes between polls: tests poll by themselves."""


def sheriffs(state: str, *counties: str) -> list[RowInput]:
    """Rows of one sheriff's office for each county."""
    return [
        make_row(state=state, agency=f"{county} County Sheriff's Office", county=f"{county} County")
        for county in counties
    ]


class Program:
    """A running `Bot` and the page that it watches."""

    def __init__(self, config: Config, platforms: Sequence[Platform] | None = None) -> None:
        self.polls: asyncio.Queue[list[Intake]] = asyncio.Queue()
        self.bot = Bot(config, platforms, polled=self.polls.put_nowait)
        self.path = config.storage.path

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """Run until the block ends; the first poll has been made when it begins."""
        task = asyncio.create_task(self.bot.run())
        try:
            await self.polled(task)
            yield task
        finally:
            self.bot.stop()
            began = time.monotonic()
            await asyncio.wait_for(task, 15)
            assert time.monotonic() - began < 10
        assert self.outbox("claimed") == 0

    async def polled(self, task: asyncio.Task[None] | None = None) -> list[Intake]:
        waiting = asyncio.create_task(self.polls.get())
        await asyncio.wait({waiting, *([task] if task else [])}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        if task and task.done():
            task.result()
        assert waiting.done(), "no poll within 20 s"
        return waiting.result()

    async def poll(self) -> list[Intake]:
        await self.bot.poll_once()
        return await self.polled()

    def outbox(self, state: str) -> int:
        store = Store(self.path)
        counts = count_deliveries(store)
        store.close()
        return sum(count for (_, found), count in counts.items() if found == state)


def edition(rows: Sequence[RowInput], minute: int, header: Sequence[str] = PARTICIPATING_COLUMNS) -> tuple[str, bytes]:
    """An edition: its file name and bytes, saved at that minute of a day."""
    saved = dt.datetime(2026, 2, 6, 12, minute, tzinfo=dt.UTC)
    return f"participatingAgencies0206202{minute}am.xlsx", make_workbook(rows, modified=saved, header=header)


def both(site: IceDouble, discord: DiscordDouble, telegram: TelegramDouble, folder: Path) -> Config:
    """What an operator writes who has a token for Discord and one for Telegram."""
    gateway = discord.url.replace("http", "ws", 1) + "/gateway"
    return Config(
        source=Source(page=site.page_url, every_minutes=NEVER),
        storage=Storage(path=folder / "bot.db"),
        discord=DiscordConfig(token=discord.token, api_url=discord.url + API, gateway_url=gateway),  # type: ignore[arg-type]  # pydantic makes a secret of it
        telegram=TelegramConfig(token=telegram.token, api_url=telegram.url),  # type: ignore[arg-type]  # as above
    )


@contextlib.asynccontextmanager
async def process(
    folder: Path, page: str, platform: TelegramDouble | DiscordDouble | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The real program in a process of its own, polling as often as it can; ended if the block has not done so."""
    config = f'[source]\npage = "{page}"\nevery_minutes = 0.005\narchives = []\n'
    if isinstance(platform, TelegramDouble):
        config += f'[telegram]\ntoken = "{platform.token}"\napi_url = "{platform.url}"\n'
    elif platform is not None:
        gateway = platform.url.replace("http", "ws", 1) + "/gateway"
        config += f'[discord]\ntoken = "{platform.token}"\napi_url = "{platform.url}{API}"\n'
        config += f'gateway_url = "{gateway}"\n'
    (folder / "config.toml").write_text(config, "utf-8")
    command = [str(Path(sys.executable).with_name("287g-alerts")), "run"]
    bare = {key: value for key, value in os.environ.items() if not key.endswith("_TOKEN")}
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(*command, cwd=folder, env=bare, stdout=pipe, stderr=pipe)
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()
