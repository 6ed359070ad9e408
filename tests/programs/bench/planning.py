"""One edition to deliveries, and deliveries through their states: the store alone, with no platform."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from bot.delivery import routing
from bot.domain.agreements import RecordedChange
from storage.store import AsyncStore, Store
from tests.programs.bench.figures import Figure
from tests.support.make import NOW, keep_edition, make_change

PLAN_WITHIN = 2.0
"""Seconds for 100,000 deliveries: what we ask of ourselves."""

NOT_LINEAR = 2.0
"""A delivery among 100,000 may cost at most so many times one among 1,000 or 10,000."""


def add_chats(store: Store, platform: str, addresses: Iterator[str], states: tuple[str, ...] = ("all",)) -> None:
    """Make chats known and subscribe them; what `Store.subscribe` does one at a time, here for very many."""
    with store.transaction():
        for address in addresses:
            chat = store.db.conn.execute(
                "INSERT INTO chats (platform, address, title, added_at) VALUES (?, ?, '', '') RETURNING id",
                (platform, address),
            ).fetchone()[0]
            store.db.conn.executemany(
                "INSERT INTO subscriptions (chat, area, since) VALUES (?, ?, '')", [(chat, state) for state in states]
            )


def record(store: Store, count: int = 20) -> list[RecordedChange]:
    """One edition's changes, as they are before anybody is told."""
    edition = keep_edition(store)
    changes = [make_change(agreement_id=number + 1, agency=f"Agency {number}") for number in range(count)]
    with store.transaction():
        return store.agreements.remember(edition, (), [one.agreement for one in changes], changes, NOW)


def plan(folder: Path, chats: int) -> float:
    """Seconds to read the audience, plan a delivery for every chat, and commit."""
    store = Store(folder / f"plan-{chats}.db")
    add_chats(store, "telegram", (str(number) for number in range(1, chats + 1)), ("VA", "MD"))
    recorded = record(store)
    begun = time.perf_counter()
    with store.transaction():
        owed = store.deliveries.enqueue(routing.plan(recorded, store.chats.audience()), NOW)
    took = time.perf_counter() - begun
    store.close()
    if owed != chats:
        raise AssertionError(f"{owed} deliveries were owed to {chats} chats")
    return took


def planning(folder: Path, largest: int) -> list[Figure]:
    """Plan for the largest number of chats, and a tenth and a hundredth of it."""
    took = {chats: plan(folder, chats) for chats in (largest // 100, largest // 10, largest)}
    figures = [
        Figure("planning", f"{chats:,} deliveries planned and committed", seconds, "s", at_most=PLAN_WITHIN)
        for chats, seconds in took.items()
    ]
    each = {chats: seconds / chats * 1e6 for chats, seconds in took.items()}
    figures += [Figure("planning", f"one of {chats:,}", cost, "µs") for chats, cost in each.items()]
    growth = each[largest] / min(each[largest // 10], each[largest // 100])
    return [*figures, Figure("planning", "cost of one, largest to cheapest", growth, "x", at_most=NOT_LINEAR)]


async def transitions(folder: Path, planned: int, count: int) -> list[Figure]:
    """So many transitions (claimed, then sent), each in a transaction of its own, among all that is due."""
    async with AsyncStore(folder / f"plan-{planned}.db") as store:
        begun = time.perf_counter()
        for _ in range(count // 2):
            (delivery,) = await store.write(lambda outbox: outbox.deliveries.claim("telegram", NOW, 1))
            await store.write(lambda outbox, one=delivery: outbox.deliveries.sent(one.id, "1", NOW))  # type: ignore[misc]
        took = time.perf_counter() - begun
    name = f"{count:,} transitions, each committed, {planned:,} due"
    return [Figure("outbox", name, took, "s"), Figure("outbox", "transitions a second", count / took, "/s")]
