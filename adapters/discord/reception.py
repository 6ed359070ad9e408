"""Whether what people say reaches us, and why not."""

from __future__ import annotations

import asyncio
import logging

log = logging.getLogger(__name__)

RIVAL_FOR = 900.0
"""Seconds after the last answer that another process had given before us, until we say that it is gone."""


class Reception:
    """What is in the way of receiving: ``connection`` is why nothing is heard, None while we are connected."""

    def __init__(self) -> None:
        """Begin as what has not been connected yet."""
        self.connection: str | None = "not_connected"
        self.unregistered = False
        self._rival: asyncio.TimerHandle | None = None

    @property
    def problem(self) -> str | None:
        """The gravest of what is in the way, by a short name: None when all is well."""
        if self.connection is not None:
            return self.connection
        if self._rival is not None:
            return "another_process"
        return "commands_not_registered" if self.unregistered else None

    def rivaled(self) -> None:
        """Note that a question was answered by another process before we did; said once, until it is long ago."""
        if self._rival is None:
            log.warning("Discord: another process uses this token: a command was answered before we could answer it")
        else:
            self._rival.cancel()
        self._rival = asyncio.get_running_loop().call_later(RIVAL_FOR, self._alone)

    def _alone(self) -> None:
        self._rival = None
        log.warning("Discord: no other process has answered a command for %.0f minutes", RIVAL_FOR / 60)

    def registered(self) -> None:
        """Note that Discord has our commands."""
        if self.unregistered:
            log.warning("Discord: the commands are registered now")
        self.unregistered = False

    def refused(self, reason: str, wait: float) -> None:
        """Note that Discord did not take our commands, and is asked again in ``wait`` seconds; said once."""
        if not self.unregistered:
            log.warning("Discord: the commands could not be registered (%s); again in about %.0f s", reason, wait)
        self.unregistered = True
