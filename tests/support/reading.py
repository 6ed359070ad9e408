"""Workbooks read for polls that meet the same ones again and again."""

from __future__ import annotations

import hashlib

from adapters.workbook.reader import read as read_workbook
from bot.domain.editions import Workbook
from bot.domain.errors import WorkbookRefused


class Reader:
    """Reads each workbook once, in the child process of the bot's own reader."""

    def __init__(self) -> None:
        self._known: dict[str, Workbook | WorkbookRefused] = {}

    async def read(self, content: bytes) -> Workbook:
        """Return what the workbook holds, or raise what it is refused for."""
        name = hashlib.sha256(content).hexdigest()
        if name not in self._known:
            try:
                self._known[name] = await read_workbook(content)
            except WorkbookRefused as refusal:
                self._known[name] = refusal
        found = self._known[name]
        if isinstance(found, WorkbookRefused):
            raise found
        return found
