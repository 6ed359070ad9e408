"""Since when something has not worked without a break, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable


class Lapse:
    """Something that works or does not; a single success ends a lapse."""

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        """Nothing is wrong until something has failed; ``now`` gives aware UTC datetimes."""
        self._now = now
        self.since: dt.datetime | None = None
        """When it failed first since it last worked; None while it works."""
        self.last = now()
        """When it failed last, if it did."""
        self.reason = ""
        """A short name of what was wrong then."""

    def failed(self, reason: str) -> None:
        """Note that it did not work just now."""
        self.last, self.reason = self._now(), reason
        self.since = self.since or self.last

    def over(self) -> None:
        """Note that it works."""
        self.since = None
