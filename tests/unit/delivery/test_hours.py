"""When a chat hears of something, by the clock in its own zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.hours import first_after, is_quiet, last_by, quiet_until
from bot.domain.settings import Quiet, Times, Weekday, zone_of

CHICAGO = "America/Chicago"
MINUTE = dt.timedelta(minutes=1)
ZONES = (
    *("UTC", CHICAGO, "America/New_York", "America/Phoenix", "Pacific/Guam"),
    *("Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin"),
)


def utc(*values: int) -> dt.datetime:
    return dt.datetime(*values, tzinfo=dt.UTC)  # type: ignore[misc, arg-type]  # year, month, day, hour, minute


zones = st.sampled_from(ZONES)
clocks = st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0))
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: utc(2025, 1, 1) + minutes * MINUTE)
"""Three springs and three autumns of clocks that are changed."""


def test_a_daily_time_is_the_clock_s_in_winter_and_in_summer() -> None:
    """Eight in the morning of Chicago is 14:00 UTC in January and 13:00 in July."""
    eight = Times(dt.time(8))
    assert first_after(eight, CHICAGO, utc(2026, 1, 10, 15)) == utc(2026, 1, 11, 14)
    assert first_after(eight, CHICAGO, utc(2026, 7, 10, 12, 59)) == utc(2026, 7, 10, 13)


def test_a_weekly_time_is_on_its_day() -> None:
    """From Monday, 9 March 2026, 8:00 on, the next is the 16th; just before it is the 9th itself."""
    times = Times(dt.time(8), Weekday.MONDAY)
    assert first_after(times, CHICAGO, utc(2026, 3, 9, 13)) == utc(2026, 3, 16, 13)
    assert first_after(times, CHICAGO, utc(2026, 3, 9, 12, 59)) == utc(2026, 3, 9, 13)
    assert last_by(times, CHICAGO, utc(2026, 3, 9, 12, 59)) == utc(2026, 3, 2, 14)


def test_a_time_that_clocks_skip_comes_once_all_the_same() -> None:
    """2:30 of 8 March 2026 does not exist in Chicago: it comes when clocks show 3:30, and next day at 2:30."""
    half_past_two = Times(dt.time(2, 30))
    first = first_after(half_past_two, CHICAGO, utc(2026, 3, 8, 0))
    assert first.astimezone(ZoneInfo(CHICAGO)).time() == dt.time(3, 30)
    assert first_after(half_past_two, CHICAGO, first) == utc(2026, 3, 9, 7, 30)


def test_a_time_that_clocks_show_twice_comes_once() -> None:
    """1:30 of 1 November 2026 is twice in Chicago: it comes at the first, and then a day later."""
    half_past_one = Times(dt.time(1, 30))
    first = first_after(half_past_one, CHICAGO, utc(2026, 11, 1, 0))
    assert first == utc(2026, 11, 1, 6, 30)
    assert first_after(half_past_one, CHICAGO, first) == utc(2026, 11, 2, 7, 30)


def test_quiet_hours_over_midnight() -> None:
    """From 22 to 7: quiet at 22:00 and 6:59, over at 7:00, whatever the date."""
    quiet = Quiet(dt.time(22), dt.time(7))
    shown = {hour: is_quiet(quiet, "UTC", utc(2026, 6, 1, *hour)) for hour in ((21, 59), (22, 0), (6, 59), (7, 0))}
    assert list(shown.values()) == [False, True, True, False]
    assert quiet_until(quiet, "UTC", utc(2026, 6, 1, 23)) == utc(2026, 6, 2, 7)


def test_quiet_hours_that_end_in_a_skipped_hour_end_when_clocks_are_changed() -> None:
    """From 23 to 2:30 in Chicago: on 8 March 2026 clocks go from 2:00 to 3:00, which is 8:00 UTC."""
    assert quiet_until(Quiet(dt.time(23), dt.time(2, 30)), CHICAGO, utc(2026, 3, 8, 7)) == utc(2026, 3, 8, 8)


def test_a_zone_that_is_not_known_here_is_utc() -> None:
    """One broken name must not keep a platform from delivering to everybody else."""
    assert zone_of("America/Nowhere") is dt.UTC
    assert zone_of("../etc/passwd") is dt.UTC


@settings(deadline=None)
@given(clocks, st.none() | st.sampled_from(Weekday), zones, moments)
def test_the_first_after_is_the_first_minute_at_which_a_clock_shows_the_time(
    clock: dt.time, weekday: Weekday | None, zone: str, after: dt.datetime
) -> None:
    """As somebody finds who looks at the clock every minute; where it skips the time, within that hour."""
    found = first_after(Times(clock, weekday), zone, after)
    assert after < found <= after + dt.timedelta(days=8)
    shown = found.astimezone(ZoneInfo(zone))
    skipped = shown.time() != clock
    assert weekday in (None, shown.weekday())
    look, seen = after.replace(second=0, microsecond=0) + MINUTE, []
    while look < found:
        wall = look.astimezone(ZoneInfo(zone))
        if wall.time() == clock and weekday in (None, wall.weekday()) and not wall.fold:
            seen.append(look)
        look += MINUTE
    assert seen == []
    if skipped:
        before = (found - dt.timedelta(hours=1, minutes=1)).astimezone(ZoneInfo(zone))
        assert before.utcoffset() != shown.utcoffset()


@settings(deadline=None)
@given(clocks, clocks, zones, moments)
def test_quiet_hours_last_until_the_first_minute_that_is_not_quiet(
    start: dt.time, end: dt.time, zone: str, at: dt.datetime
) -> None:
    """Every minute before is quiet, and a clock that is put back makes no gap that anything slips through."""
    quiet, at = Quiet(start, end), at.replace(second=0, microsecond=0)
    if start == end or not is_quiet(quiet, zone, at):
        return
    until = quiet_until(quiet, zone, at)
    look = at
    while look < until:
        assert is_quiet(quiet, zone, look)
        look += MINUTE
    put_back = (until + dt.timedelta(hours=1)).astimezone(ZoneInfo(zone)).fold or until.astimezone(ZoneInfo(zone)).fold
    assert put_back or not is_quiet(quiet, zone, until)
