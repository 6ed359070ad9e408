"""Times as text that sorts: UTC, always with microseconds."""

from __future__ import annotations

import datetime as dt
from typing import overload

NEVER = "9999-12-31T00:00:00.000000+00:00"
"""Later than anything: what waits for a person, not for a time."""


def stamp(at: dt.datetime) -> str:
    """Write an aware time as text that compares as the times do."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


@overload
def moment(text: str) -> dt.datetime: ...
@overload
def moment(text: None) -> None: ...
def moment(text: str | None) -> dt.datetime | None:
    """Read what `stamp` wrote."""
    return None if text is None else dt.datetime.fromisoformat(text)
