"""What could not be read is set aside by itself, and said once: what kind it was and where, nobody's words."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from pathlib import PurePath

log = logging.getLogger(__name__)

REMEMBERED = 1000
"""So many different failures are written to the log; what comes after is no news."""

_DIGITS, _BITS = 20, 64

_OWN_ID = ("CHANNEL_", "THREAD_")


class Aside:
    """Events that were set aside; the same failure of the same server is written once."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._said: set[tuple[str, str, str]] = set()

    def note(self, kind: str, data: object, error: BaseException | None) -> None:
        """Say that ``data``, an event of this kind, was set aside because of ``error``.

        Its text is not repeated, nor is anything of the event but the ids of server and channel.
        """
        server, channel = _server(kind, data), _channel(kind, data)
        failure = (kind, server, type(error).__name__)
        if failure in self._said or len(self._said) >= REMEMBERED:
            log.debug("Discord: %s was set aside again", kind)
            return
        self._said.add(failure)
        log.warning("Discord: %s was set aside (server %s, channel %s; %s)", kind, server, channel, where(error))


def where(error: BaseException | None) -> str:
    """Name an error by its class and the place in the code that raised it: its own text may be somebody's words."""
    name = type(error).__name__
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    return f"{name} at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else name


def _server(kind: str, data: object) -> str:
    if not isinstance(data, Mapping):
        return "unknown"
    whole_server = kind in {"GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"}
    return readable_id(data.get("id" if whole_server else "guild_id")) or "unknown"


def _channel(kind: str, data: object) -> str:
    if not isinstance(data, Mapping):
        return "unknown"
    own = kind.startswith(_OWN_ID) and "channel_id" not in data
    return readable_id(data.get("id" if own else "channel_id")) or "unknown"


def readable_id(value: object) -> str | None:
    """Give an id (a snowflake, 64 bits) as text, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    text = str(value) if isinstance(value, str) or 0 <= value < 1 << _BITS else ""
    digits = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return text if digits and int(text) < 1 << _BITS else None
