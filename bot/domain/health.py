"""How the bot is, for an operator who looks at one screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from bot.domain.editions import Edition, ListKind
from bot.domain.holds import Hold, Stored
from bot.domain.watching import Look, Sighting, Trouble


class Health(IntEnum):
    """How the bot is; the number is the exit status of ``287g-alerts status``."""

    HEALTHY = 0
    DEGRADED = 1
    """Something is in the way of which the operator has been told."""
    BLIND = 2
    """It does not run, or has not seen the list for an hour."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: the edition believed, and how many agreements are on it."""

    list: ListKind
    believed: Edition | None
    agreements: int
    expired_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that ``287g-alerts status`` says.  ``waiting``: messages owed and due, by platform."""

    health: Health
    running: bool
    looks: tuple[Look, ...]
    sightings: tuple[Sighting, ...]
    lists: tuple[Listed, ...]
    holds: tuple[Stored[Hold], ...]
    troubles: tuple[Trouble, ...]
    chats: int
    paused: int
    waiting: dict[str, int]
