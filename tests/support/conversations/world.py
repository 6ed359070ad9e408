"""The real program on a platform's double, with a list, a clock and a sudden end that a script sets."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import functools
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from adapters.discord import answering
from bot.program import app
from bot.program.config import Config, DiscordConfig, Source, Storage, TelegramConfig
from bot.program.lines import Lines
from storage.store import Store
from tests.support.builders import CellInput, make_row, make_workbook
from tests.support.conversations.on_discord import DiscordRooms
from tests.support.conversations.on_telegram import TelegramRooms
from tests.support.conversations.script import Script
from tests.support.doubles.discord import API, DiscordDouble
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.make import count_deliveries
from tests.support.program import NEVER, Program

BEGINNING = dt.datetime(2026, 11, 2, 15, 0, tzinfo=dt.UTC)
"""When every conversation begins: a Monday."""

MOMENT = dt.timedelta(seconds=12)
"""What a person takes for each thing that they say or press."""

PATIENCE = 40.0
"""Seconds for what takes a moment on a machine that is not busy: a conversation is about what is said, not how soon."""

MODELS = {
    "task force": "Task Force Model",
    "jail": "Jail Enforcement Model",
    "warrant": "Warrant Service Officer",
}


class ListedBadly(ValueError):
    """A line that is to be an agency of the list, and is none."""


def row_of(line: str) -> dict[str, CellInput]:
    """Make a row of ``NAME, COUNTY, STATE, MODEL[, SIGNED]``; the county is ``no county`` where none is printed."""
    parts = [each.strip() for each in line.split(",")]
    if len(parts) not in {4, 5} or parts[3].lower() not in MODELS:
        raise ListedBadly(f"wanted: agency, county, state, {' or '.join(MODELS)}, date; this is: {line}")
    name, county, state, model = parts[:4]
    signed = dt.date.fromisoformat(parts[4]) if len(parts) == 5 else BEGINNING.date()
    link = f"https://www.ice.gov/doclib/287gMOA/{name.replace(' ', '')}{state}.pdf"
    printed = None if county == "no county" else county
    kind = "State" if printed is None else "County"
    return make_row(
        state=state.upper(),
        agency=name,
        type=kind,
        county=printed,
        model=MODELS[model.lower()],
        signed=signed,
        moa_url=link,
    )


class World:
    """One conversation's program: `begin` it, let things happen, and `end` it."""

    def __init__(self, script: Script, platform: str, folder: Path, rows: Sequence[str]) -> None:
        self._folder = folder
        self._rows = [row_of(line) for line in rows]
        self._lives = self._editions = 0
        self._ahead, self._began = dt.timedelta(), time.monotonic()
        self.moment = MOMENT
        self.site = IceDouble()
        self.double: TelegramDouble | DiscordDouble
        self.rooms: TelegramRooms | DiscordRooms
        if platform == "telegram":
            self.double = telegram = TelegramDouble()
            self.rooms = TelegramRooms(script, telegram)
        else:
            self.double = discord = DiscordDouble()
            discord.interactions.patience = PATIENCE
            self.rooms = DiscordRooms(script, discord)

    def now(self) -> dt.datetime:
        """The program's time."""
        return BEGINNING + dt.timedelta(seconds=self._clock() - self._began)

    def _clock(self) -> float:
        return time.monotonic() + self._ahead.total_seconds()

    def think(self) -> None:
        """Let pass what a person takes to read and to type."""
        self._ahead += self.moment

    @contextlib.asynccontextmanager
    async def running(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
        """Run the program inside the block, from its silent baseline on."""
        monkeypatch.setattr(app, "utc_now", self.now)
        monkeypatch.setattr(
            answering, "DEFER_AFTER", PATIENCE
        )  # what is deferred is private, and so not what is written
        monkeypatch.setattr(app, "Lines", functools.partial(Lines, clock=self._clock))
        async with self.site, self.double:
            self._publish()
            await self._begin()
            try:
                yield
            finally:
                self._program.bot.stop()
                await asyncio.wait({self._task}, timeout=15)
        self._task.result()
        assert self.double.violations == []

    async def _begin(self) -> None:
        self._lives += 1
        self._program = Program(self._config())
        self._task = asyncio.create_task(self._program.bot.run())
        await self._program.polled(self._task)
        await self.rooms.ready()

    def _path(self) -> Path:
        return self._folder / f"life{self._lives}.db"

    def _config(self) -> Config:
        config = Config(source=Source(page=self.site.page_url, every_minutes=NEVER), storage=Storage(path=self._path()))
        token, url = self.double.token, self.double.url
        if isinstance(self.double, TelegramDouble):
            return config.model_copy(
                update={"telegram": TelegramConfig.model_validate({"token": token, "api_url": url})}
            )
        ways = {"api_url": url + API, "gateway_url": url.replace("http", "ws", 1) + "/gateway"}
        return config.model_copy(update={"discord": DiscordConfig.model_validate({"token": token, **ways})})

    async def kill(self) -> None:
        """End the program once what it has sent is written down, and start one on the database as it was then.

        Whatever the old one still does is done to a database that nobody reads any more, as if it were dead.
        """
        await self.quiet()
        old = self._path()
        self._lives += 1
        with (
            contextlib.closing(sqlite3.connect(old)) as left,
            contextlib.closing(sqlite3.connect(self._path())) as kept,
        ):
            left.backup(kept)
        self._lives -= 1
        self._task.cancel()
        await asyncio.wait({self._task}, timeout=15)
        await self._begin()

    def _publish(self) -> None:
        """Show a new edition, saved a minute after what was before it."""
        self._ahead += dt.timedelta(minutes=bool(self._editions))
        self._editions += 1
        name = f"participatingAgencies110226_{self._editions}.xlsx"
        self.site.publish((name, make_workbook(self._rows, modified=self.now())))

    async def gain(self, line: str) -> None:
        """Let the list have one agency more, and be read."""
        self._rows.append(row_of(line))
        self._publish()
        await self._program.poll()

    async def lose(self, line: str) -> None:
        """Let an agency's row, ``NAME, STATE``, go from the list, and the list be read."""
        name, _, state = (each.strip() for each in line.partition(","))
        left = [row for row in self._rows if (row["LAW ENFORCEMENT AGENCY"], row["STATE"]) != (name, state.upper())]
        if left == self._rows:
            raise ListedBadly(f"not on the list: {line}")
        self._rows = left
        self._publish()
        await self._program.poll()

    async def later(self, **duration: float) -> None:
        """Let time pass, look at the list, and do what is due then."""
        self._ahead += dt.timedelta(**duration)
        await self._program.poll()
        await self._program.bot._watch()
        self._program.bot._lines.wake()

    async def quiet(self) -> None:
        """Wait until everything that is due has been delivered, and every update was taken."""
        if isinstance(self.double, TelegramDouble):
            await self.double.silence(PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while self._due():  # noqa: ASYNC110  only the program knows when it has written
                await asyncio.sleep(0.02)

    def _due(self) -> bool:
        """Whether anything is being sent, or could be now."""
        store = Store(self._path(), read_only=True)
        with contextlib.closing(store):
            counts = store.read(count_deliveries)
            at = store.read(lambda work: work.deliveries.next_due(self.rooms.platform))
        claimed = any(state == "claimed" for _, state in counts)
        return claimed or (at is not None and at <= self.now())
