"""Kill the bot at seeded moments, start it again, and at the end count who was told what."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from bot.domain.chats import Place
from bot.program.app import utc_now
from storage.store import Store
from tests.programs.chaos.editions import Editions
from tests.programs.chaos.ledger import Chat, Ledger
from tests.programs.chaos.mischief import Mischief
from tests.programs.chaos.process import Life, Settings
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.loopback import NoAnswer, Sent
from tests.support.doubles.telegram import TelegramDouble

STATES = {"discord": ("VA", "MD"), "telegram": ("TX", "FL")}
"""Each platform's chats follow states of its own, so that each can be kept busy; some follow all."""

CHATS = {"discord": 30, "telegram": 24}
BUSY = {"discord": 20, "telegram": 12}
"""An edition is published whenever a platform has less than this left to tell."""

LIFE_AT_MOST = 12.0
PATIENCE = 90.0
"""Seconds without news after which no more is expected: a group at its limit is silent for a minute at most."""

KINDS = {"start": 0.08, "poll": 0.12, "send": 0.35, "accept": 0.45}
"""When a life ends, and how often: a random moment after its start, after a new workbook was served, or after the
first message; or at the moment when a message has been accepted and the bot does not know it yet."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a life is to end: ``platform`` is watched, ``after`` is in seconds, ``messages`` counts them."""

    kind: str
    platform: str
    after: float
    messages: int

    @classmethod
    def draw(cls, chance: random.Random) -> Death:
        """Draw one."""
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        after = chance.uniform(0, {"start": 2.0, "poll": 0.4}.get(kind, 0.5))
        return cls(kind, chance.choice(("discord", "telegram")), after, chance.randint(1, 25))


class Chaos:
    """The doubles, the editions and the bot, from the first life to the count."""

    def __init__(
        self, folder: Path, seed: int, discord: DiscordDouble, telegram: TelegramDouble, ice: IceDouble
    ) -> None:
        self.doubles: dict[str, DiscordDouble | TelegramDouble] = {"discord": discord, "telegram": telegram}
        self.ice = ice
        self.editions = Editions((*STATES["discord"], *STATES["telegram"]), seed)
        self.settings = Settings(
            folder,
            ice.page_url,
            discord.url,
            telegram.url,
            {"DISCORD_TOKEN": discord.token, "TELEGRAM_TOKEN": telegram.token},
        )
        self.chance = random.Random(seed)
        self.mischief = Mischief(random.Random(seed + 1), discord, telegram)
        self.ledger = Ledger(self._subscribe(discord, telegram))
        self.kills: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self._armed: tuple[str, int, Life] | None = None
        self._accepted: Counter[str] = Counter()
        self._newest = ""
        for name, double in self.doubles.items():
            double.ledger.on_message = lambda sent, name=name: self._accept(name, sent)

    def _subscribe(self, discord: DiscordDouble, telegram: TelegramDouble) -> dict[Chat, frozenset[str]]:
        guilds = [discord.add_guild(channels=10) for _ in range(CHATS["discord"] // 10)]
        ids = {"discord": [channel for guild in guilds for channel in guild.channels]}
        privates = [telegram.add_chat(number + 1).id for number in range(CHATS["telegram"] // 2)]
        groups = [telegram.add_chat(-1000 - number, "supergroup").id for number in range(CHATS["telegram"] // 2)]
        ids["telegram"] = privates + groups
        chats: dict[Chat, frozenset[str]] = {}
        store = Store(self.settings.database)
        with store.transaction():
            for platform, numbers in ids.items():
                one, other = STATES[platform]
                for index, number in enumerate(numbers):
                    states = ({one}, {other}, {one, other}, {"all"})[index % 4] if index % 8 else {"all"}
                    chats[platform, number] = frozenset(states)
                    store.chats.subscribe(Place(platform, str(number)), states, "en", utc_now())
        store.close()
        return chats

    def _accept(self, platform: str, sent: Sent) -> None:
        """A double has accepted a message and not answered yet: the worst moment there is."""
        self.ledger.add(platform, sent)
        self._accepted[platform] += 1
        if self._armed is not None and self._armed[0] == platform and self._accepted[platform] >= self._armed[1]:
            self._armed[2].kill()

    async def publishing(self) -> None:
        """Publish an edition whenever a platform is about to run out of work."""
        while True:
            for platform, double in self.doubles.items():
                with contextlib.suppress(NoAnswer):  # there is enough to do, or nobody polls between two lives
                    await double.until(partial(self._idle, platform), "room for more", 0.1)
                    self._publish(self.chance.choice(STATES[platform]))
                    await self.ice.until(self._served, "the edition is downloaded", 5)

    def _idle(self, platform: str) -> bool:
        return self.ledger.left[platform] < BUSY[platform]

    def _publish(self, state: str) -> None:
        wanted, edition = self.editions.change(state)
        self.ledger.owe(wanted)
        self._newest = edition[0]
        self.ice.publish(edition, keep_old=False)

    def _served(self) -> bool:
        return any(path.endswith(self._newest) and status == 200 for path, status in self.ice.requests[-4:])

    async def life(self) -> None:
        """Start the bot, wait for the moment that was drawn, and kill it."""
        death = Death.draw(self.chance)
        self._accepted.clear()
        life = await Life.begin(self.settings)
        try:
            await self._moment(death, life)
        finally:
            life.kill()
            self._armed = None
        status = await life.ended()
        if status != -9:
            raise AssertionError(f"the bot ended by itself with status {status}: see {self.settings.log}")
        self.kills[death.kind] += 1
        self.ledger.life_ended()
        self._look()

    async def _moment(self, death: Death, life: Life) -> None:
        double = self.doubles[death.platform]
        if death.kind == "accept":
            self._armed = (death.platform, death.messages, life)
            ended = asyncio.create_task(life.ended())
            await asyncio.wait({ended}, timeout=LIFE_AT_MOST)
            return
        with contextlib.suppress(NoAnswer):
            if death.kind == "send":
                await double.until(lambda: self._accepted[death.platform], "a first message", LIFE_AT_MOST)
            elif death.kind == "poll":
                seen = len(self.ice.requests)
                await self.ice.until(lambda: _workbook_in(self.ice.requests[seen:]), "a new workbook", LIFE_AT_MOST)
        # Time itself is what is drawn here: nothing can be waited for.
        await asyncio.sleep(death.after)

    async def polite(self) -> dict[str, float]:
        """One life that is asked to end while it delivers: its status, the seconds it took, and what it left open."""
        self._accepted.clear()
        discord = self.doubles["discord"]
        life = await Life.begin(self.settings)
        try:
            with contextlib.suppress(NoAnswer):
                await discord.until(lambda: self._accepted["discord"], "a first message", LIFE_AT_MOST)
            status, took = await life.stop()
        finally:
            life.kill()
        self.ledger.life_ended()
        claimed, _ = self._inside()
        return {"status": status, "seconds": round(took, 2), "left_in_flight": sum(claimed.values())}

    def _look(self) -> None:
        """Note what the bot was doing when it died."""
        claimed, last = self._inside()
        self.found["while_delivering"] += bool(claimed)
        for platform in claimed:
            self.found[f"while_delivering_{platform}"] += 1
        self.found["while_polling"] += last != self._newest

    def _inside(self) -> tuple[dict[str, int], str]:
        """What is in flight by platform, and the last edition decided; in a copy, for opening a database mends it."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "copy.db")
            for end in ("", "-wal"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copy(f"{self.settings.database}{end}", f"{copy}{end}")
            with contextlib.closing(sqlite3.connect(copy)) as db:
                claimed = dict(
                    db.execute("SELECT platform, count(*) FROM deliveries WHERE state = 'claimed' GROUP BY platform")
                )
                last = db.execute("SELECT name FROM editions WHERE outcome != 'new' ORDER BY id DESC").fetchone()
        return claimed, last[0] if last else ""

    async def drain(self) -> tuple[int, float]:
        """One last life, for as long as more is told; then SIGTERM: its status and the seconds it took."""
        life = await Life.begin(self.settings)
        try:
            for name in self.doubles:
                with contextlib.suppress(NoAnswer):
                    await self._all_told(name)
            ended = await life.stop()
            self.ledger.life_ended()
            return ended
        finally:
            life.kill()

    async def _all_told(self, platform: str) -> None:
        """Wait until a platform's chats are told everything.

        Raises:
            NoAnswer: something is left, and nothing more is told.
        """
        while (left := self.ledger.left[platform]) > 0:
            await self.doubles[platform].until(partial(self._fewer, platform, left), "more", PATIENCE)

    def _fewer(self, platform: str, left: int) -> bool:
        return self.ledger.left[platform] < left

    def report(self, kills: int) -> dict[str, Any]:
        """Everything that was counted."""
        return {
            "kills": kills,
            "kills_by_moment": dict(self.kills),
            "kills_found": dict(self.found),
            "editions": self.editions.number,
            **self.ledger.summary(),
            "unreadable": self.ledger.unreadable[:3],
            "mischief": dict(self.mischief.done),
            "violations": [*self.doubles["discord"].violations, *self.doubles["telegram"].violations][:5],
            "nonces_replayed": self.doubles["discord"].counters.replayed,
        }


def _workbook_in(requests: list[tuple[str, int]]) -> bool:
    return any(path.endswith(".xlsx") and status == 200 for path, status in requests)


@contextlib.asynccontextmanager
async def _chaos(folder: Path, seed: int) -> AsyncIterator[Chaos]:
    async with DiscordDouble() as discord, TelegramDouble() as telegram, IceDouble() as ice:
        yield Chaos(folder, seed, discord, telegram, ice)


async def run(folder: Path, *, kills: int, seed: int) -> dict[str, Any]:
    """Kill the bot so many times while it polls and delivers; return what was counted (``docs/delivery.md``)."""
    begun = time.monotonic()
    # A request of which the other half never comes is what a kill looks like from here: nothing to report.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    async with _chaos(folder, seed) as chaos:
        chaos.ice.publish(chaos.editions.baseline())
        await _settle_baseline(chaos)
        publishing = asyncio.create_task(chaos.publishing())
        try:
            async with chaos.mischief.going_on():
                for _ in range(kills):
                    await chaos.life()
            stopped = await chaos.polite()
        finally:
            publishing.cancel()
        status, stopped_in = await chaos.drain()
        report = chaos.report(kills)
    ended = {"status": status, "seconds": round(stopped_in, 2)}
    return {
        **report,
        "stopped_while_delivering": stopped,
        "stopped_idle": ended,
        "seed": seed,
        "seconds": round(time.monotonic() - begun, 1),
    }


async def _settle_baseline(chaos: Chaos) -> None:
    """Let the bot take in the first edition, which alerts nobody, before there is anything to tell."""
    life = await Life.begin(chaos.settings)
    try:
        await chaos.ice.until(lambda: (_path(chaos), 304) in chaos.ice.requests, "the baseline is taken in", 20)
        await life.stop()
    finally:
        life.kill()


def _path(chaos: Chaos) -> str:
    return next(path for path, _ in chaos.ice.requests if path.endswith(".xlsx")) if chaos.ice.requests[1:] else ""
