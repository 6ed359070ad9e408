"""Real editions from a source that flaps: what is told is what a source without a fault would have shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.programs.month.verdict import simulate


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_week_of_bad_answers_tells_nothing_false_and_loses_nothing(corpus: Path) -> None:
    """A third of the answers are bad; ``tests.programs.month`` runs the whole month."""
    found = simulate(corpus, dt.date(2025, 9, 1), seed=7, days=7)
    assert found["flapping"]["told"]["signed"] == 2, found
    assert sum(found["flapping"]["bad"].values()) > 500, found
    assert found["breaches"] == [], found
    assert found["flapping"]["log_lines_a_day_at_most"] < 20, found
