"""How fast one edition reaches every chat, through the whole bot, with the platforms' limits enforced."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.programs.bench.figures import Figure
from tests.programs.bench.world import World, world
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_http import DiscordLimits
from tests.support.doubles.loopback import Loopback, NoAnswer
from tests.support.doubles.telegram import TelegramDouble, TelegramLimits

SIZES = {"full": 1_000, "quick": 200}
"""Chats on each platform."""

LIMITS = {"discord": 50.0, "telegram": 30.0}
"""Messages a second, as the doubles enforce them: https://discord.com/developers/docs/topics/rate-limits and
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""

LATENCIES = (0.0, 0.1, 0.3)
"""Seconds that the doubles take for an answer, beside what they need."""

REACHED = 0.95
PATIENCE = 30.0
"""Seconds beyond what the limits alone ask for."""


def enforce(discord: DiscordDouble, telegram: TelegramDouble) -> None:
    """Let the doubles keep to the platforms' limits from now on."""
    discord.rates.limits = DiscordLimits(per_second=50, per_channel=(5, 5.0))
    telegram.rates.limits = TelegramLimits(per_second=30, per_chat=1, per_group=20)


def pace(double: Loopback) -> float:
    """Messages a second between the first and the last that a double accepted."""
    times = [sent.at for sent in double.ledger.messages if not sent.answer]
    return (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else 0.0


async def fan_out(folder: Path, chats: int) -> list[Figure]:
    """Publish an edition to so many chats on each platform, both at the same time, at each latency."""
    return [figure for latency in LATENCIES for figure in await _fan_out(folder, chats, latency)]


async def _fan_out(folder: Path, chats: int, latency: float) -> list[Figure]:
    async with world(folder / f"fan-out-{latency:g}", chats) as made:
        enforce(made.discord, made.telegram)
        made.discord.latency = made.telegram.latency = latency
        with _never_standing_still():
            made.publish()
            for name, double in (("discord", made.discord), ("telegram", made.telegram)):
                with contextlib.suppress(NoAnswer):
                    await double.until(
                        partial(_all_told, double, chats), "every chat is told", chats / LIMITS[name] + PATIENCE
                    )
        return list(_figures(made, chats, latency))


@contextlib.contextmanager
def _never_standing_still() -> Iterator[None]:
    """Collect no garbage inside the block: the servers are here, and one that stands still counts the bot wrongly."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _all_told(double: Loopback, chats: int) -> bool:
    return _told(double) >= chats


def _told(double: Loopback) -> int:
    return len({sent.chat for sent in double.ledger.messages if not sent.answer})


def _figures(made: World, chats: int, latency: float) -> Iterator[Figure]:
    doubles: dict[str, Loopback] = {"discord": made.discord, "telegram": made.telegram}
    for name, double in doubles.items():
        rate, group = pace(double), f"{name}, {chats:,} chats, {latency * 1000:.0f} ms"
        share = rate / LIMITS[name]
        note = f"{rate:.1f} of {LIMITS[name]:g} messages a second"
        yield Figure(group, "share of the limit", share * 100, "%", at_least=REACHED * 100, note=note)
        yield Figure(group, "refused for their rate (429)", double.counters.too_many, at_most=0)
        yield Figure(group, "lost", chats - _told(double), at_most=0)
        yield Figure(group, "doubled", len(double.ledger.doubled()), at_most=0)
