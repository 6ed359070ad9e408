"""Why nobody is heard just now: one line in the log when it begins, one when it ends."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

ANOTHER_POLLER = "another_poller"
WEBHOOK = "webhook"

CALM = 60.0
"""Seconds without a conflict after which nobody else is there any more: two pollers take turns."""

_WORDS = {
    ANOTHER_POLLER: "another process polls with this token, so that commands may go unanswered",
    WEBHOOK: "someone has set a webhook for this token, which is removed",
}


class Trouble:
    """What is in the way of receiving; sending goes on meanwhile."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said: set[str] = set()
        self._conflict = -CALM
        self.problem: str | None = None
        """A short reason, None when all is well."""

    def begin(self, reason: str) -> None:
        """Keep in mind why nothing is heard, and say so unless it has been said."""
        if reason in _WORDS:
            self._conflict = self._clock()
        self.problem = reason
        if not self._said or (reason in _WORDS and reason not in self._said):
            log.warning("Telegram: %s; alerts go out", _WORDS.get(reason, f"nothing is heard ({reason})"))
        self._said.add(reason)

    def end(self) -> None:
        """Say that updates come again, unless someone else was in the way until a moment ago."""
        if self._said & _WORDS.keys() and self._clock() - self._conflict < CALM:
            return
        if self._said:
            log.info("Telegram: people are heard again")
        self._said.clear()
        self.problem = None
