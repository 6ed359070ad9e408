"""When a chat hears of something, by the clock in its own zone.  Pure."""

from __future__ import annotations

import datetime as dt

from bot.domain.settings import Quiet, Times, zone_of

DAY = dt.timedelta(days=1)


def first_after(times: Times, zone: str, after: dt.datetime) -> dt.datetime:
    """The first of these times that comes after ``after``, in UTC: one a day, or one a week.

    Where clocks skip it, it comes as long after as they skip; where they show it twice, it is the first.
    """
    return next(moment for moment in _around(times, zone, after) if moment > after)


def last_by(times: Times, zone: str, at: dt.datetime) -> dt.datetime:
    """The last of these times that has come by ``at``, in UTC."""
    return [moment for moment in _around(times, zone, at) if moment <= at][-1]


def _around(times: Times, zone: str, at: dt.datetime) -> list[dt.datetime]:
    """These times from nine days before until nine days after, in their order."""
    place = zone_of(zone)
    today = at.astimezone(place).date()
    days = (today + DAY * offset for offset in range(-9, 10))
    wanted = [day for day in days if times.weekday in (None, day.weekday())]
    return [dt.datetime.combine(day, times.at, place).astimezone(dt.UTC) for day in wanted]


def is_quiet(quiet: Quiet | None, zone: str, at: dt.datetime) -> bool:
    """Whether a clock in the zone shows a time in these hours."""
    if quiet is None:
        return False
    shown = at.astimezone(zone_of(zone)).time()
    if quiet.start <= quiet.end:
        return quiet.start <= shown < quiet.end
    return shown >= quiet.start or shown < quiet.end


def quiet_until(quiet: Quiet, zone: str, at: dt.datetime) -> dt.datetime:
    """When the quiet hours of ``at`` are over: at their end, or once clocks are put past it or to before they begin."""
    end = first_after(Times(quiet.end), zone, at)
    changed = _put(zone, at, end)
    return changed if changed and not is_quiet(quiet, zone, changed) else end


def _put(zone: str, after: dt.datetime, before: dt.datetime) -> dt.datetime | None:
    """When clocks are put forward or back between two times at most a day apart; None if they are not."""
    place = zone_of(zone)

    def offset(at: dt.datetime) -> dt.timedelta:
        return at.astimezone(place).utcoffset() or dt.timedelta()

    if offset(before) == offset(after):
        return None
    early, late = after, before
    while late - early > dt.timedelta(seconds=1):
        middle = early + (late - early) / 2
        early, late = (middle, late) if offset(middle) == offset(after) else (early, middle)
    return late.replace(microsecond=0)
