"""Deliver to platforms that fail at random: 429, 500, 502, garbage, resets and silence, before and after storing."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

from telegram.request import HTTPXRequest

from adapters.discord import Discord
from adapters.telegram import Telegram
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Owed
from bot.domain.ports import Platform
from bot.program.app import utc_now
from bot.program.lines import Lines
from storage.store import AsyncStore, Store
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.faults import Fault, FaultPlan
from tests.support.doubles.loopback import Loopback
from tests.support.doubles.telegram import TelegramDouble
from tests.support.make import NOW, count_deliveries, keep_edition, make_change

ANSWER_WITHIN = 0.5
FIRST_RETRY = 0.05
"""Seconds that we wait for an answer, and before a second try; hours of faults fit into less than a minute."""

RATES = {
    Fault.TOO_MANY: 0.05,
    Fault.SERVER_ERROR: 0.06,
    Fault.BAD_GATEWAY: 0.06,
    Fault.RESET_BEFORE: 0.06,
    Fault.RESET_AFTER: 0.06,
    Fault.HANG_BEFORE: 0.03,
    Fault.HANG_AFTER: 0.03,
    Fault.GARBAGE_BEFORE: 0.03,
    Fault.GARBAGE_AFTER: 0.03,
}
"""Two of five sends fail."""


def _plan(seed: int) -> FaultPlan:
    return FaultPlan(RATES, seed=seed, hang=2 * ANSWER_WITHIN, retry_after=0.5)


def _owe(store: Store, places: list[Place]) -> None:
    """Record a change and owe it to every chat."""
    edition, change = keep_edition(store), make_change()
    with store.transaction():
        recorded = store.agreements.remember(edition, (), [change.agreement], [change], NOW)
        for place in places:
            store.chats.subscribe(place, ["VA"], "en", NOW)
        store.deliveries.enqueue([Owed(chat, Alert(1, (recorded[0].id,))) for chat in store.chats.audience()], NOW)


def _platforms(discord: DiscordDouble, telegram: TelegramDouble) -> list[Platform]:
    def request(connections: int) -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=connections, read_timeout=ANSWER_WITHIN)

    gateway = discord.url.replace("http", "ws", 1) + "/gateway"
    return [
        Discord(
            discord.token,
            api_url=f"{discord.url}/api/v10",
            gateway_url=gateway,
            send_within=ANSWER_WITHIN,
        ),
        Telegram(telegram.token, api_url=telegram.url, request=request),
    ]


async def _settled(store: AsyncStore, within: float) -> dict[tuple[str, str], int]:
    """Wait until nothing is open any more; how many deliveries are in which state."""
    ends = time.monotonic() + within
    while True:
        counts = await store.read(count_deliveries)
        if all(state in ("sent", "abandoned") for _, state in counts) or time.monotonic() > ends:
            return counts
        # Only the bot knows when it has recorded something: look again now and then.
        await asyncio.sleep(0.1)


async def run(folder: Path, *, seed: int, chats: int, within: float = 60.0) -> dict[str, Any]:
    """Owe an alert to so many chats a platform; return what was struck, told, lost and doubled."""
    async with DiscordDouble(faults=_plan(seed)) as discord, TelegramDouble(faults=_plan(seed + 1)) as telegram:
        channels = discord.add_guild(channels=chats).channels
        people = [telegram.add_chat(number + 1).id for number in range(chats)]
        places = [Place("discord", str(one)) for one in channels] + [Place("telegram", str(one)) for one in people]
        path = folder / "faulty.db"
        prepared = Store(path)
        _owe(prepared, places)
        prepared.close()
        doubles: dict[str, Loopback] = {"discord": discord, "telegram": telegram}
        async with (
            AsyncStore(path) as store,
            Lines(_platforms(discord, telegram), store, utc_now, first_retry=FIRST_RETRY).open(),
        ):
            counts = await _settled(store, within)
        told = {"discord": set(channels), "telegram": set(people)}
        return {name: _report(name, double, told[name], counts) for name, double in doubles.items()}


def _report(name: str, double: Loopback, chats: set[int], counts: dict[tuple[str, str], int]) -> dict[str, Any]:
    struck = {fault.value: count for fault, count in double.faults.struck.items() if count and fault is not Fault.PASS}
    return {
        "owed": len(chats),
        "lost": len(chats - {sent.chat for sent in double.ledger.messages}),
        "doubled": len(double.ledger.doubled()),
        "recorded_as_sent": counts.get((name, "sent"), 0),
        "stored_but_not_told_us": sum(count for fault, count in double.faults.struck.items() if fault.strikes_after),
        "struck": struck,
        "violations": double.violations,
    }
