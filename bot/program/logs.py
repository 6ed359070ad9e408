"""How a line of the log is written: on one line, without what steers a terminal, without passwords."""

from __future__ import annotations

import logging
import re
import time

_PASSWORD = re.compile(r"(?<=//)[^\s/@:]*:[^\s/@]*@")


class OneLine(logging.Formatter):
    """One line for each record, whoever wrote it; the lines of a traceback keep their own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name is logging's
        """Write the record itself."""
        return shown(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802  the name is logging's
        """Write a traceback, line by line."""
        text = super().formatException(ei)  # type: ignore[arg-type]  # its type is private to logging
        return "\n".join(map(shown, text.split("\n")))


def shown(text: str) -> str:
    """Escape what is no plain character, and leave out the name and password of an address."""
    plain = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    return _PASSWORD.sub("***@", plain)
