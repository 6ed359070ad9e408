"""Why nobody is heard just now, and one line in the log when somebody else is in the way of it, and one at the end.

Of anything else, `bot.delivery.troubles` tells once it has lasted a minute.
"""

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
        """Keep in mind why nothing is heard; that somebody else is in the way is said, unless it has been."""
        self.problem = reason
        if reason not in _WORDS:
            log.debug("Telegram: nothing is heard (%s)", reason)
            return
        self._conflict = self._clock()
        if reason not in self._said:
            log.warning("Telegram: %s; alerts go out", _WORDS[reason])
        self._said.add(reason)

    def end(self) -> None:
        """Take it that updates come again, unless somebody else was in the way until a moment ago."""
        if self._said and self._clock() - self._conflict < CALM:
            return
        if self._said:
            log.info("Telegram: nobody else is in the way any more")
        self._said.clear()
        self.problem = None
