"""When the list is looked at next.  Pure: the time and the chance are passed in.

Of 319 editions of 2025, 308 were saved on a weekday, and 258 of them between 7:00 and 20:00 in Washington.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

WASHINGTON = ZoneInfo("America/New_York")

BUSY = range(7, 20)
"""The hours in Washington, Monday to Friday, in which editions are published."""

SATURDAY = 5

JITTER = 0.1
"""A wait is up to this share shorter or longer by chance, so that no two bots ask at the same moment for ever."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to wait between two looks, in minutes: in the busy hours, and in the others."""

    busy: float = 3.0
    quiet: float = 15.0
    least: float = 1.0
    """Never less than this at a public host, chance included."""


def is_busy(at: dt.datetime) -> bool:
    """Whether ``at`` is a time at which editions are published."""
    there = at.astimezone(WASHINGTON)
    return there.weekday() < SATURDAY and there.hour in BUSY


def wait(pace: Pace, at: dt.datetime, chance: float) -> float:
    """Seconds from the end of a look at ``at`` to the next; ``chance`` is between 0 and 1.

    A quiet wait ends when the busy hours begin, so that their first edition is seen as soon as any other.
    """
    minutes = pace.busy if is_busy(at) else min(pace.quiet, _until_busy(at, pace))
    return max(pace.least, minutes * (1 + JITTER * (2 * chance - 1))) * 60


def _until_busy(at: dt.datetime, pace: Pace) -> float:
    """Minutes until the busy hours begin, at least a busy wait; beyond a quiet wait it does not matter."""
    for minutes in (pace.busy, pace.quiet):
        if is_busy(at + dt.timedelta(minutes=minutes)):
            return max(pace.busy, min(minutes, pace.quiet))
    return pace.quiet
