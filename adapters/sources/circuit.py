"""When a source that refuses us may be asked again."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.domain.errors import SourceError, SourceResting

OPENS_AFTER = 3
"""Refusals in a row after which the source rests."""

FIRST_REST = 15 * 60.0
LONGEST_REST = 6 * 3600.0
"""Seconds; each rest that ends with another refusal is followed by one twice as long."""


class Circuit:
    """Opens after refusals in a row, or for as long as the source itself asks (``Retry-After``)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Measure by ``clock``, in seconds."""
        self._clock = clock
        self._until = 0.0
        self._refusals = 0
        self._because: SourceError | None = None

    def check(self) -> None:
        """Raise `SourceResting` while the source rests."""
        left = self._until - self._clock()
        if self._because is not None and left > 0:
            raise SourceResting(left, self._because)

    def good(self) -> None:
        """The source answered as it should."""
        self._refusals = 0
        self._because = None

    def refused(self, error: SourceError, retry_after: float | None = None) -> None:
        """The source refused us with ``error``; ``retry_after`` is how many seconds it asked for."""
        self._refusals += 1
        self._because = error
        rest = retry_after or 0.0
        if self._refusals >= OPENS_AFTER:
            rest = max(rest, FIRST_REST * 2.0 ** min(self._refusals - OPENS_AFTER, 16))
        self._until = self._clock() + min(rest, LONGEST_REST)
