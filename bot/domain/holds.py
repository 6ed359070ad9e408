"""Holds: what is not believed yet, what an operator said of it, and how it ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Literal, TypeAlias, TypeVar, get_args

from bot.domain.editions import Figures, ListKind

T = TypeVar("T")


class HoldReason(StrEnum):
    """Why an edition, or a part of it, is held: explained in ``docs/how-changes-are-decided.md``."""

    WRONG_LIST = "wrong_list"
    """The headers are those of the other list than it was linked as."""
    OLDER_EDITION = "older_edition"
    """Saved before the edition that we last believed, or seen before."""
    TRUNCATED = "truncated"
    """A third of the list or more is missing, or its end; the end of its last state, of that state alone."""
    UNREADABLE = "unreadable"
    """States or support types of many rows are not understood."""
    MASS_DEPARTURE = "mass_departure"
    """Too many agencies of one state are missing at once."""
    MASS_UNLINKING = "mass_unlinking"
    """Many links to the agreements' texts are missing."""
    MASS_REDATING = "mass_redating"
    """Many signing dates are others than before, or cannot be read any more."""
    MASS_COUNTIES = "mass_counties"
    """Many counties are others than before."""
    MASS_RENAMING = "mass_renaming"
    """Many agreements stand under the name of another agency."""
    MASS_REMODELLING = "mass_remodelling"
    """Many agreements have another support model than before."""
    MASS_MOVING = "mass_moving"
    """Many agreements stand under another state than before."""


MassCorrection: TypeAlias = Literal[
    HoldReason.MASS_REDATING,
    HoldReason.MASS_COUNTIES,
    HoldReason.MASS_RENAMING,
    HoldReason.MASS_REMODELLING,
    HoldReason.MASS_MOVING,
]
"""Too many corrections at once, of the whole list or of one state."""

MASS_CORRECTIONS: tuple[MassCorrection, ...] = get_args(MassCorrection)

OLD_COPY_FOR = dt.timedelta(days=1)
"""An old copy that is shown for less than this bothers nobody."""


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
    editions have shown it so far, ``edition`` (its id) being the last, ``seen_at`` the time of the
    last answer that did, ``told_at`` when the log last said that it began.  ``content`` names what is
    held: the departed agreements by their ids, or a digest of the edition's rows.  ``decision`` is what
    an operator said of just that, to be applied by the next poll; ``end`` is None while it is open.
    """

    list: ListKind
    state: str | None
    reason: HoldReason
    since: dt.datetime
    edition: int
    editions: int = 1
    figures: Figures = field(default_factory=dict)
    content: frozenset[str] = frozenset()
    seen_at: dt.datetime | None = None
    told_at: dt.datetime | None = None
    decision: Decision | None = None
    end: HoldEnd | None = None

    def is_passing_copy(self, at: dt.datetime) -> bool:
        """Whether it is an old copy that has not been shown for a day: a cache may answer one at any time."""
        return self.reason is HoldReason.OLDER_EDITION and at - self.since < OLD_COPY_FOR

    @property
    def departed(self) -> frozenset[int]:
        """The agreements, by their ids, whose departure is doubted; none where other things are."""
        if self.reason not in (HoldReason.MASS_DEPARTURE, HoldReason.TRUNCATED):
            return frozenset()
        return frozenset(int(name) for name in self.content if name.isdecimal())


@dataclass(frozen=True, slots=True)
class Decided:
    """What an operator once said of a list's hold of a reason, of one state or of all (None), with that content."""

    state: str | None
    reason: HoldReason
    content: frozenset[str]
    decision: Decision

    def covers(self, state: str | None, reason: HoldReason, content: frozenset[str]) -> bool:
        """Whether it was said of this: of the same content, or of more than that.

        The same departures of a state are the same, whichever rule doubts them.
        """
        same = self.state == state and (self.reason is reason or state is not None)
        return same and bool(content) and content <= self.content


@dataclass(frozen=True, slots=True)
class Stored(Generic[T]):
    """Something as the database has it: under a number of its own."""

    id: int
    value: T
