"""How many messages of a platform are under way at once: as many as its pace and its latency ask for, and no more.

What is under way when the process dies is in doubt: ``docs/delivery.md`` says what follows from that.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

WEIGHT = 0.2
"""Of the newest among all that were measured."""

SPARE = 1.2
"""So many times what the measured latency asks for, since no two answers take equally long."""

OVERDUE = 1.0
"""Seconds after which an answer that does not come takes nobody else's place, even while a platform fails."""


class Flight:
    """Measures how long one delivery takes from its claim to its record, without the wait for its turn."""

    def __init__(self, rate: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep up ``rate`` messages a second with ``most`` at once; ``clock`` is in seconds."""
        self._rate = rate
        self._most = most
        self._clock = clock
        self._latency = 0.0
        self._begun: dict[int, float] = {}
        self._out: dict[int, float] = {}

    def begin(self, delivery: int) -> None:
        """Note that a delivery is claimed."""
        self._begun[delivery] = self._clock()

    def turned(self, delivery: int, waited: float) -> None:
        """Note that a message of a delivery goes out now; the ``waited`` seconds are not what it takes."""
        self._begun[delivery] += waited
        self._out[delivery] = self._clock()

    def arrived(self, delivery: int) -> None:
        """Note that a message of a delivery arrived and is recorded; what follows of it is measured anew."""
        now = self._clock()
        took = now - self._begun[delivery]
        self._latency = took if not self._latency else (1 - WEIGHT) * self._latency + WEIGHT * took
        self._begun[delivery] = now
        self._out.pop(delivery, None)

    def end(self, delivery: int) -> None:
        """Note that a delivery is settled, whatever became of it."""
        self._begun.pop(delivery, None)
        self._out.pop(delivery, None)

    def room(self, *, failing: bool) -> int:
        """How many more may be claimed now; while a platform is ``failing``, one at a time.

        What has been out for longer than was measured says that answers take at least so long.
        """
        ages = [self._clock() - since for since in self._out.values()]
        if failing:
            wanted = 1 + sum(age > OVERDUE for age in ages)
        else:
            wanted = max(1, math.ceil(self._rate * max(self._latency, *ages, 0.0) * SPARE))
        return max(0, min(self._most, wanted) - len(self._begun))
