"""The scale of evidence: every point that a pair can get, and the sum from which it counts.

Pure.  `docs/how-changes-are-decided.md` shows the same scale in words; the comments here say why a
number is what it is where that page does not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from types import MappingProxyType

from bot.domain.basis import ENOUGH
from bot.identity.likeness import Alike


def _names() -> Mapping[Alike, float]:
    return MappingProxyType(
        {
            # Enough by itself, with two points to lose: an unreadable state and model, another link.
            Alike.SAME: 10.0,
            # Just enough: a mistyped name counts while nothing speaks against it.
            Alike.TYPO: 8.0,
            # Not enough alone: something must agree besides, a county at least.
            Alike.WORDS: 7.0,
            # The same, and a county alone is too little: the date must be a slip away at most, or the link agree.
            Alike.PART: 6.0,
            # Half of enough: the date, the link or several smaller agreements must make up the other half.
            Alike.RELATED: 4.0,
            Alike.OFFICE: 4.0,
            # Nothing of the name speaks for the pair: date and link must carry it alone.
            Alike.TWIN: 0.0,
            Alike.OTHER: 0.0,
            # Precincts, wards and circuits are numbered to be told apart: nothing makes up for it.
            Alike.NUMBER: -inf,
        }
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """All points of evidence, and the days from which dates are near; points are plain numbers without a unit."""

    enough: float = ENOUGH
    """The sum from which a row is the known agreement."""

    names: Mapping[Alike, float] = field(default_factory=_names)
    # An empty cell neither names nor denies the agency: the date and the county (4 + 1) just make it enough.
    no_name: float = 3.0
    # A name that other rows still bear was no misprint: even date and county (4 + 1) are then too little.
    old_name_still_listed: float = -3.0
    old_word_gone: float = 1.0
    # Takes a mistyped name (8) below enough unless the date or the link agrees as well.
    both_names_borne: float = -3.5

    same_date: float = 4.0
    # Less than a date that was read: the same unreadable text can stand on several rows.
    same_printed_date: float = 3.0
    slipped_date: float = 2.0
    # An unreadable date denies nothing, but may not do as much as a date that differs by a slip.
    no_date_on_one_side: float = 1.5
    # No more than a slip: on the pending list, which has no dates at all, the names must decide.
    no_dates: float = 2.0
    # No more than a slip: a later signing without its old text is a renewal, where the names are one.
    renewed_date: float = 2.0
    near_date: float = 0.0
    far_date: float = -3.0

    same_county: float = 1.0
    # A slip in the county says nothing where the name differs by the same slip.
    mistyped_county: float = -0.5
    other_county: float = -3.0
    # Each county is its own name's: the name has been weighed already.
    own_county: float = -1.0

    same_link: float = 4.0
    # Texts are uploaded again under other addresses, so another link denies little.
    other_link: float = -1.0

    # The same name and date (10 + 4) outweigh one of these two; both together need the link as well.
    other_model: float = -5.0
    other_state: float = -5.0
    unread_model: float = -0.5
    unread_state: float = -0.5

    # Rows of one name, state and model need no threshold: these points only say which of several rows is
    # which of several agreements.  So high a base lets two poor pairs win over a single good one, mostly ...
    namesake: float = 8.0
    # ... another county is worse than any date but does not forbid a pair whose dates agree ...
    namesake_other_county: float = -4.0
    # ... and a link weighs no more than a county, since texts are uploaded again under other addresses.
    namesake_same_link: float = 1.0

    slip: dt.timedelta = dt.timedelta(days=3)
    """Days by which a signing date may be wrong as a slip of the pen."""
    near: dt.timedelta = dt.timedelta(days=45)
    """Days within which two dates can be of one signing."""


SCALE = Scale()
