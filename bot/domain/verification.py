"""What deciding everything again needs, and what it comes to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.agreements import RecordedChange
from bot.domain.editions import Edition


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """An edition as stored, when it was last decided about (None: never), and the digest of its values, if noted."""

    edition: Edition
    decided_at: dt.datetime | None
    digest: str | None


class Told(NamedTuple):
    """A change as recorded, and the edition by its id that made it known."""

    edition: int
    recorded: RecordedChange


@dataclass(frozen=True, slots=True)
class Difference:
    """A change that does not come out the same: as it was told, and as it is decided now; None where it is not.

    ``fields`` name what differs where both are there.
    """

    told: RecordedChange | None
    now: RecordedChange | None
    fields: tuple[str, ...] = ()

    @property
    def change(self) -> RecordedChange:
        """The change that it is about: as told, if it was."""
        found = self.told or self.now
        assert found is not None  # noqa: S101  one of both is always there
        return found


@dataclass(frozen=True, slots=True)
class Verification:
    """What deciding everything again came to.

    ``damaged``: editions whose stored bytes are not those that came; ``absent``: those whose bytes are not
    stored.  Where there is any, nothing was decided again.
    """

    editions: int
    changes: int
    damaged: tuple[Edition, ...] = ()
    absent: tuple[Edition, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether every change comes out the same, from bytes as they came."""
        return not (self.damaged or self.absent or self.differences)
