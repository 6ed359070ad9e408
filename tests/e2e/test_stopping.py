"""SIGTERM while another process holds the database: the real program ends in time, and nothing is lost."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from storage.store import Store
from tests.e2e.test_app import FIRST, SECOND
from tests.support.doubles.ice import IceDouble
from tests.support.doubles.telegram import TelegramDouble
from tests.support.make import count_deliveries
from tests.support.program import edition, process

DATABASE = "287g-alerts.db"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program is in the middle of writing."""
    with contextlib.closing(sqlite3.connect(str(folder / DATABASE), isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def locks_when_told(telegram: TelegramDouble, lock: Callable[[], object]) -> None:
    """Lock the database once the alert is there, and before its answer leaves."""
    changed, locks = telegram.changed, [lock]

    def told() -> None:
        if len(telegram.ledger.of(7)) == 2 and locks:
            locks.pop()()
        changed()

    telegram.changed = told  # type: ignore[method-assign]  # the moment between a message and its record has no other name


async def ended(running: asyncio.subprocess.Process) -> list[str]:
    """End it, and give the lines of its log: within 10 s, with status 0, without a trace."""
    running.send_signal(signal.SIGTERM)
    began = time.monotonic()
    _, log = await asyncio.wait_for(running.communicate(), 20)
    assert time.monotonic() - began < 10
    assert running.returncode == 0, log.decode()
    lines = log.decode().splitlines()
    assert [line for line in lines if not line.startswith("20")] == []  # each begins with its time: no traceback
    return lines


def owed(folder: Path) -> dict[str, int]:
    with contextlib.closing(Store(folder / DATABASE)) as store:
        return {state: count for (_, state), count in count_deliveries(store).items()}


async def test_a_bot_that_polls_ends_although_the_database_is_locked(tmp_path: Path) -> None:
    """What it was about to write is not waited for."""
    async with IceDouble() as site, TelegramDouble() as telegram:
        site.publish(edition(FIRST, 1))
        async with process(tmp_path, site.page_url, telegram) as running:
            await site.until(lambda: len(site.requests) > 4, "the bot polls", 30)
            with locked(tmp_path):
                asked = len(site.requests)
                await site.until(lambda: len(site.requests) > asked, "it polls once more", 30)
                await ended(running)


@pytest.mark.parametrize("let_go", [True, False], ids=["let go of in time", "held on to"])
async def test_a_delivery_that_was_just_sent_is_recorded_or_stays_owed(tmp_path: Path, *, let_go: bool) -> None:
    """Recorded where the database is free within the time; else one line says so, and the next start sends it again."""
    async with IceDouble() as site, TelegramDouble() as telegram:
        site.publish(edition(FIRST, 1))
        with contextlib.ExitStack() as held:
            async with process(tmp_path, site.page_url, telegram) as running:
                await site.until(lambda: len(site.requests) > 4, "the bot polls", 30)
                await telegram.command(7, "/subscribe OH")
                locks_when_told(telegram, lambda: held.enter_context(locked(tmp_path)))
                site.publish(edition(SECOND, 2))
                await telegram.until(lambda: len(telegram.ledger.of(7)) == 2, "the alert", 30)
                if let_go:
                    asyncio.get_running_loop().call_later(3, held.close)
                lines = await ended(running)
        left = [
            line for line in lines if "is left as it is for the next start: the database cannot be used now" in line
        ]
        assert len(left) == (0 if let_go else 1)
        assert owed(tmp_path) == ({"sent": 1} if let_go else {"claimed": 1})
        async with process(tmp_path, site.page_url, telegram) as again:
            asked = len(site.requests)
            await site.until(lambda: len(site.requests) > asked, "it polls again", 30)
            if not let_go:
                await telegram.until(lambda: len(telegram.ledger.of(7)) == 3, "the alert again", 30)
            await ended(again)
        assert len(telegram.ledger.of(7)) == (2 if let_go else 3)
        assert owed(tmp_path) == {"sent": 1}
