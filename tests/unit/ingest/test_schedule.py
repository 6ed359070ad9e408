"""When the list is looked at next."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.schedule import Pace, is_busy, wait

TIMES = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001
CHANCES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("at", "busy"),
    [
        ("2026-02-06T11:59:59", False),  # Friday, 6:59 in Washington, winter time
        ("2026-02-06T12:00:00", True),
        ("2026-02-07T00:59:59", True),  # still Friday there
        ("2026-02-07T01:00:00", False),
        ("2026-02-07T15:00:00", False),  # Saturday
        ("2026-07-06T10:59:59", False),  # Monday, summer time
        ("2026-07-06T11:00:00", True),
        ("2026-07-06T23:59:59", True),
        ("2026-07-07T00:00:00", False),
    ],
)
def test_the_busy_hours_are_those_of_washington(at: str, busy: bool) -> None:  # noqa: FBT001  a parameter of the test
    """Weekdays from 7:00 to 20:00 there, in winter and in summer."""
    assert is_busy(dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)) is busy


@given(at=TIMES, chance=CHANCES)
def test_it_is_three_minutes_or_fifteen_with_a_tenth_of_chance(at: dt.datetime, chance: float) -> None:
    """No wait is shorter than 2.7 minutes or longer than 16.5."""
    minutes = wait(Pace(), at, chance) / 60
    assert 2.69 <= minutes <= (3.31 if is_busy(at) else 16.51)


@given(at=TIMES, chance=CHANCES)
def test_a_public_host_is_never_asked_more_than_once_a_minute(at: dt.datetime, chance: float) -> None:
    """Whatever is configured, by chance included; a page on this machine as often as configured."""
    assert wait(Pace(1, 1), at, chance) >= 60
    assert wait(Pace(0.01, 0.01, 0), at, chance) <= 0.67


def test_a_quiet_wait_ends_soon_after_the_busy_hours_begin() -> None:
    """Looked at 6:50, the list is looked at again by about 7:05, never 15 minutes into them."""
    at = dt.datetime(2026, 2, 6, 11, 50, tzinfo=dt.UTC)
    assert wait(Pace(), at, 0.5) <= 15 * 60
    almost = dt.datetime(2026, 2, 6, 11, 59, tzinfo=dt.UTC)
    assert wait(Pace(), almost, 0.5) == 180
