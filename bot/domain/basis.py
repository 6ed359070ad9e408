"""What a change rests on: how sure it is, what was weighed for it, and what else it could have been.

Pure: no platform, no SQL, no HTTP, no clock.  The levels are explained in ``docs/how-sure.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How sure a change is, by its evidence."""

    PLAIN = "plain"
    """One fact more or less, a date or a link, would make nothing else of it."""
    DECIDED = "decided"
    """A rule chose between readings, or a hold was waited for."""
    DOUBTFUL = "doubtful"
    """Another reading was about as near: it is told as such."""


ENOUGH = 8.0
"""The points from which a row is a known agreement, where its name alone does not say so."""

EXCLUDED = "number"
"""The likeness of two names with different numbers, which are never one agency."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row of the edition and a known agreement, weighed against each other for being one.

    ``agency`` and what follows are of the one that is not the change's own: as known of the agreement, as read
    of the row, whose place is ``row`` (0: an agreement) and ``sheet``.  ``points`` are by kind of evidence, those of
    no weight left out; ``likeness`` is what lies between the names, empty where they were not compared.
    ``by_name``: both have one name, one state and one model, which is enough by itself.
    """

    agency: str
    state: str
    model: str
    signed: str
    points: Mapping[str, float] = field(default_factory=dict)
    likeness: str = ""
    row: int = 0
    sheet: str = ""
    by_name: bool = False

    @property
    def possible(self) -> bool:
        """Whether the names do not exclude each other, as different numbers do."""
        return self.likeness != EXCLUDED

    @property
    def total(self) -> float:
        """The sum of the points."""
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Basis:
    """What a change rests on, as it was when the change was decided.

    ``row`` and ``sheet`` are where the edition lists the agreement; 0 where it does not.  ``evidence`` is what spoke
    for that row being the known agreement, None where there was none; ``considered`` is what else the row, or the
    agreement, could have been, the nearest first.  ``hold`` is the number of the hold that it waited in, if any.
    """

    level: Level
    row: int = 0
    sheet: str = ""
    evidence: Weighed | None = None
    considered: tuple[Weighed, ...] = ()
    hold: int | None = None
