"""An event loop whose clock jumps to the next timer as soon as nothing else is left to do."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, Never, TypeVar

T = TypeVar("T")

TURN = 1e-5
"""Seconds that a turn of the loop takes: a clock that stood still would never end what is put off by less than 1 µs."""


class _Jumps(selectors.DefaultSelector):
    """Passes the time that a loop would wait instead of waiting."""

    elapsed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready now; it is a `TURN` later, or ``timeout`` seconds where nothing was left to do.

        Raises:
            RuntimeError: no timer is set, so that nothing would ever happen again.
        """
        ready = super().select(0)
        if timeout is None and not ready:
            raise RuntimeError("everything waits, and no timer is set: nothing can happen any more")
        self.elapsed += TURN if ready or timeout is None else max(TURN, timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Begins at 0 seconds; what is done in it takes hardly any time, and what is slept all of it."""

    def __init__(self) -> None:
        self._jumps = _Jumps()
        super().__init__(self._jumps)

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._jumps.elapsed

    def run_in_executor(self, *_: object) -> Never:
        """Refuse: while another thread works, the clock would run away from it.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("what another thread does takes real time, and has no place in virtual time")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` to its end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
