"""Ways to count the list, and a figure that somebody quotes.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.agreements import Model


class Counting(StrEnum):
    """What is counted; each has a sentence in `bot.wording.countings`."""

    AGREEMENTS = "agreements"
    AGENCIES = "agencies"
    NAMES_AS_PRINTED = "names_as_printed"
    ROWS = "rows"
    ROWS_AND_HEADER = "rows_and_header"
    STATES = "states"
    TERRITORIES = "territories"
    STATES_AND_TERRITORIES = "states_and_territories"
    STATES_AND_TERRITORIES_AS_ONE = "states_and_territories_as_one"
    MODEL = "model"
    PENDING = "pending"
    BOTH_LISTS = "both_lists"
    SIGNED_SINCE = "signed_since"
    NEW_AGENCIES = "new_agencies"
    AGENCIES_SIGNED_SINCE = "agencies_signed_since"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and what it counts; ``model`` is set for `Counting.MODEL` alone."""

    number: int
    counting: Counting
    model: Model | None = None

    def as_object(self) -> dict[str, Any]:
        """It as one JSON object."""
        found: dict[str, Any] = {"counting": self.counting, "count": self.number}
        return found | ({"model": str(self.model)} if self.model is not None else {})


@dataclass(frozen=True, slots=True)
class Explained:
    """A quoted figure: the countings that give just that, and the nearest that do not, the nearest first."""

    figure: int
    exactly: tuple[Counted, ...]
    nearest: tuple[Counted, ...]

    def as_object(self) -> dict[str, Any]:
        """It as one JSON object."""
        return {
            "figure": self.figure,
            "exactly": [counted.as_object() for counted in self.exactly],
            "nearest": [counted.as_object() for counted in self.nearest],
        }
