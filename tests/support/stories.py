"""The program among the platforms' doubles, with a clock that can be set ahead and all that it writes to its log."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.ingest.health import read_report
from bot.program import app
from bot.program.config import Config, Operator, Source, Storage
from bot.wording.languages import ENGLISH
from bot.wording.status import status_lines
from storage.store import Store
from tests.support.builders import RowInput
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.loopback import Loopback, Sent
from tests.support.doubles.telegram import TelegramDouble
from tests.support.log_lines import Lines, lines_of
from tests.support.program import NEVER, Program, both, edition, sheriffs

GONE = ") is no longer on ICE's list"
"""Words of an alert that tells of a departure."""

TAKEN_BACK = "we were wrong about"
"""Words of a correction."""

TOLD = ") is on ICE's list"
"""Words of every alert that tells of up to five signings, and of no answer."""

COUNTIES = ("Amherst", "Bedford", "Campbell", "Craig", "Giles", "Greene", "Page", "Scott", "Smyth", "Wise")


class Clock:
    """The real time and ``ahead`` of it."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def __call__(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + self.ahead


class Stage:
    """A running program; each edition that it is told of adds one sheriff's office in Virginia."""

    def __init__(self, site: IceDouble, program: Program, clock: Clock, log: Lines, also: Sequence[RowInput]) -> None:
        self.site, self.program, self.clock, self.log = site, program, clock, log
        self._rows = [*sheriffs("VIRGINIA", *COUNTIES), *also]
        self._minute = 0
        self._publish()

    def _publish(self) -> None:
        self._minute += 1
        self.site.publish(edition(self._rows, self._minute))

    async def tell(self, *counties: str) -> None:
        """Let one edition for each of these counties be published and taken in."""
        for county in counties:
            self._rows += sheriffs("VIRGINIA", county)
            self._publish()
            await self.program.poll()

    async def lose(self, county: str) -> None:
        """Let one edition be published without the sheriff's office of this county, and taken in."""
        self._rows = [row for row in self._rows if f"{county} County" not in str(row)]
        self._publish()
        await self.program.poll()

    async def recorded(self, state: str, count: int = 1) -> None:
        """Wait until so many deliveries are in this state; TimeoutError after ten seconds."""
        async with asyncio.timeout(10):
            while self.program.outbox(state) < count:  # noqa: ASYNC110  only the program knows when it has written
                await asyncio.sleep(0.02)

    async def later(self, **duration: float) -> None:
        """Let time pass, look at the list, and do what is due then."""
        self.clock.ahead += dt.timedelta(**duration)
        await self.program.poll()
        await self.program.bot._watch()
        self.program.bot._lines.wake()

    async def tidy(self) -> None:
        """Do what the program does every six hours."""
        await self.program.bot._tidy()

    def status(self) -> str:
        """What ``status`` prints now."""
        store = Store(self.program.path, read_only=True)
        now = self.clock()
        report = store.read(lambda work: read_report(work, now, running=True))
        store.close()
        return "\n".join(status_lines(ENGLISH, report, now))

    async def written(self) -> str:
        """All that the database holds, but the editions."""

        def rows(store: Store) -> str:
            tables = (table for table in store.db.tables if table.name not in {"editions", "contents"})
            return "\n".join(repr(row) for table in tables for row in table.rows)

        return await self.program.bot._store.read(rows)


def saying(double: Loopback, chat: int, text: str = TOLD) -> list[Sent]:
    """The messages and answers in a chat that have this text in them: its alerts, unless told otherwise."""
    return [sent for sent in double.ledger.of(chat) if text in sent.content]


async def until_said(double: Loopback, chat: int, text: str = TOLD, count: int = 1) -> list[Sent]:
    """Wait until a chat has so many of these, and return them."""
    await double.until(lambda: len(saying(double, chat, text)) >= count, f"{count} times {text!r} in chat {chat}")
    return saying(double, chat, text)


def _config(
    site: IceDouble, discord: DiscordDouble | None, telegram: TelegramDouble | None, folder: Path, operator: str
) -> Config:
    given = both(site, discord or DiscordDouble(), telegram or TelegramDouble(), folder)
    return Config(
        source=Source(page=site.page_url, every_minutes=NEVER),
        storage=Storage(path=folder / "bot.db"),
        discord=given.discord if discord else None,
        telegram=given.telegram if telegram else None,
        operator=Operator.model_validate({"chats": [operator] if operator else []}),
    )


@contextlib.asynccontextmanager
async def stage(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    discord: DiscordDouble | None = None,
    telegram: TelegramDouble | None = None,
    operator: str = "",
    connects: bool = True,
    also: Sequence[RowInput] = (),
) -> AsyncIterator[Stage]:
    """Run the program inside the block, from its silent baseline on; on Discord once its commands are registered.

    The baseline has ten sheriffs in Virginia and the rows that are ``also`` given.  ``operator`` is a chat as in the
    configuration; without ``connects`` Discord is not waited for.
    """
    clock = Clock()
    monkeypatch.setattr(app, "utc_now", clock)
    async with IceDouble() as site:
        program = Program(_config(site, discord, telegram, folder, operator))
        with lines_of("", logging.INFO) as log:
            here = Stage(site, program, clock, log, also)
            async with program.running():
                if discord and connects:
                    double = discord
                    await double.until(lambda: double.commands, "the commands are registered", 20)
                yield here
    for double_ in filter(None, (discord, telegram)):
        assert double_.violations == []
