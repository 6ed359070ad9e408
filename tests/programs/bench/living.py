"""Memory of the bot's process, and how soon it answers in the middle of a fan-out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.programs.bench.figures import Figure, percentile
from tests.programs.bench.world import World, world

STATE_WITHIN = 100.0
"""Milliseconds, for 99 of 100 answers; and megabytes at rest: what we ask of ourselves."""

REST_WITHIN = 200.0
ASK_EVERY = 0.1
SETTLE = 3.0
"""Seconds; an answer's latency is measured from the moment at which the platform hands the command over."""

Ask = Callable[[int], Awaitable[object]]


async def living(folder: Path, chats: int, seconds: float) -> list[Figure]:
    """Start the bot with so many chats a platform, then ask it while all of them are being told.

    The platforms' limits are off here: asking ten times a second would use up what Telegram
    leaves beside a fan-out, and it is the bot's own time that counts.
    """
    async with world(folder / "living", chats) as made:
        await asyncio.sleep(SETTLE)  # what a connection leaves behind is let go of
        rest = made.memory()
        made.publish()
        await made.discord.until(lambda: made.discord.ledger.messages, "the fan-out has begun", 30)
        most = asyncio.create_task(_most_memory(made, seconds))
        found = await asyncio.gather(*(_ask(ask, seconds) for ask in (_on_discord(made), _on_telegram(made))))
        told = sum(len(double.ledger.messages) for double in (made.discord, made.telegram)) - sum(map(len, found))
        owed = f"{2 * chats:,} deliveries owed, {told:,} made while asking"
        figures = [
            Figure("memory", f"at rest, both platforms, {2 * chats:,} chats", rest, "MB", at_most=REST_WITHIN),
            Figure("memory", "most during the fan-out", await most, "MB", note=owed),
        ]
    for name, samples in zip(("Discord", "Telegram"), found, strict=True):
        group = f"/state, {name}"
        note = f"{len(samples)} asked, the slowest {max(samples):.0f} ms"
        figures.append(Figure(group, "half within", percentile(samples, 0.5), "ms"))
        figures.append(
            Figure(group, "99 of 100 within", percentile(samples, 0.99), "ms", at_most=STATE_WITHIN, note=note)
        )
    return figures


def _on_discord(made: World) -> Ask:
    channels = list(made.discord.channels)
    return lambda number: made.discord.command(channels[number % len(channels)], "state", {"state": "VA"})


def _on_telegram(made: World) -> Ask:
    return lambda number: made.telegram.command(10_000_000 + number, "/state VA")


async def _ask(ask: Ask, seconds: float) -> list[float]:
    """Ask again and again; milliseconds until each answer."""
    ends = time.monotonic() + seconds
    samples: list[float] = []
    while (begun := time.monotonic()) < ends:
        await ask(len(samples))
        took = time.monotonic() - begun
        samples.append(took * 1000)
        await asyncio.sleep(max(0.0, ASK_EVERY - took))
    return samples


async def _most_memory(made: World, seconds: float) -> float:
    ends = time.monotonic() + seconds
    most = 0.0
    while time.monotonic() < ends:
        most = max(most, made.memory())
        await asyncio.sleep(0.25)
    return most
