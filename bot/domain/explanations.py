"""What a change rests on, with all that shows it: the editions, their rows as printed, and the hold before it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.agreements import RecordedChange
from bot.domain.editions import Edition
from bot.domain.holds import Hold, Stored


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of an edition as it is printed: what stands in each cell, by the heading of its column.

    An address that a cell links to follows its text.  ``sheet`` is the name of the sheet, empty where it has none.
    """

    sheet: str
    row: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition and the row in which it prints an agreement, None where it prints none.

    ``readable``: its bytes are stored, are those that came, and can be read; without them there is no row.
    """

    edition: Edition
    row: PrintedRow | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Explanation:
    """A change, the edition that made it known, the one believed before that, and the hold that it waited in."""

    recorded: RecordedChange
    after: Shown
    before: Shown | None = None
    hold: Stored[Hold] | None = None
