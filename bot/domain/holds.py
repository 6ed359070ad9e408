"""Holds: what is not believed yet, what an operator said of it, and how it ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from bot.domain.editions import Figures, ListKind

T = TypeVar("T")


class HoldReason(StrEnum):
    """Why an edition, or a part of it, is held: explained in ``docs/how-changes-are-decided.md``."""

    WRONG_LIST = "wrong_list"
    """The headers are those of the other list than it was linked as."""
    OLDER_EDITION = "older_edition"
    """Saved before the edition that we last believed, or seen before."""
    TRUNCATED = "truncated"
    """A third of the list or more is missing, or its end."""
    UNREADABLE = "unreadable"
    """States or support types of many rows are not understood."""
    MASS_DEPARTURE = "mass_departure"
    """Too many agencies of one state are missing at once."""
    MASS_UNLINKING = "mass_unlinking"
    """Many links to the agreements' texts are missing."""


class Decision(StrEnum):
    """What an operator said of a hold."""

    APPROVED = "approved"
    REJECTED = "rejected"


class HoldOutcome(StrEnum):
    """How a hold ended."""

    APPROVED = "approved"
    ENDED_BY_ITSELF = "ended by itself"


@dataclass(frozen=True, slots=True)
class HoldEnd:
    """When a hold ended, and how."""

    at: dt.datetime
    outcome: HoldOutcome


@dataclass(frozen=True, slots=True)
class Hold:
    """An edition, or one state's part of it, that is not believed yet.

    ``state`` is None where the whole edition is held.  ``figures`` are what its sentence says.
    ``since`` is the time of the first edition that showed it; ``editions`` how many different
    editions have shown it so far, ``edition`` (its id) being the last.  ``decision`` is what an
    operator said, to be applied by the next poll; ``end`` is None while it is open.
    """

    list: ListKind
    state: str | None
    reason: HoldReason
    since: dt.datetime
    edition: int
    editions: int = 1
    figures: Figures = field(default_factory=dict)
    decision: Decision | None = None
    end: HoldEnd | None = None


@dataclass(frozen=True, slots=True)
class Stored(Generic[T]):
    """Something as the database has it: under a number of its own."""

    id: int
    value: T
