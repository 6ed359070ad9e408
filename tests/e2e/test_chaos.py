"""The promise of ``docs/delivery.md``, against kills and against platforms that fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs.chaos import faulty, killing
from tests.programs.chaos.verdict import broken

KILLS = 20
CHATS = 60


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_bot_killed_over_and_over_tells_every_chat_everything(tmp_path: Path) -> None:
    """Discord chats once, Telegram with at most the ten doubles a life that can be in flight, whatever goes wrong."""
    report = await killing.run(tmp_path, kills=KILLS, seed=287)
    assert broken(report) == [], report
    assert report["kills_found"]["while_delivering"] >= KILLS // 2, report


@pytest.mark.slow
async def test_platforms_that_fail_at_random_lose_nothing(tmp_path: Path) -> None:
    """Two of five sends do: all are told, on Discord once, on Telegram twice only where a success was hidden."""
    report = await faulty.run(tmp_path, seed=287, chats=CHATS)
    for name in ("discord", "telegram"):
        one = report[name]
        assert (one["lost"], one["recorded_as_sent"], one["violations"]) == (0, CHATS, []), report
        assert len(one["struck"]) >= 7, report
    assert report["discord"]["doubled"] == 0, report
    assert report["telegram"]["doubled"] <= report["telegram"]["stored_but_not_told_us"], report
