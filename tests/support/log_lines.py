"""What is written to the log, and a way to wait for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager


class Lines(logging.Handler):
    """Keeps every line of the log from the moment of its making."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self._news = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
        self._news.set()

    async def until(self, text: str, count: int = 1) -> None:
        """Wait until so many lines have ``text`` in them; TimeoutError after ten seconds."""
        async with asyncio.timeout(10):
            while sum(text in line for line in self.lines) < count:
                self._news.clear()
                await self._news.wait()


@contextmanager
def lines_of(name: str, level: int = logging.DEBUG) -> Iterator[Lines]:
    """Keep what the loggers under ``name`` write inside the block, down to ``level``."""
    logger, lines = logging.getLogger(name), Lines()
    before = logger.level
    logger.addHandler(lines)
    logger.setLevel(level)
    try:
        yield lines
    finally:
        logger.removeHandler(lines)
        logger.setLevel(before)
