"""How strongly a row of an edition speaks for being an agreement that we know: one sum of points.

Pure.  Name, date, county, link, model and state each give points for or against; a pair counts
from `ENOUGH`.  `docs/how-changes-are-decided.md` explains the points in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.domain.model import Agreement, Listing
from bot.identity.likeness import Alike, alike
from bot.identity.words import county_key, same_county, telling_words
from bot.reading.names import agency_key, fold

ENOUGH = 8.0

NAME = {
    Alike.SAME: 10.0,
    Alike.TYPO: 8.0,
    Alike.WORDS: 7.0,
    Alike.PART: 6.0,
    Alike.RELATED: 4.0,
    Alike.OFFICE: 4.0,
    Alike.TWIN: 0.0,
    Alike.OTHER: 0.0,
}
NAMELESS = 3.0
"""An empty cell where the agency should be."""

SAME_DATE, SAME_PRINTED, SLIPPED, ONE_UNKNOWN, NO_DATES, SOON, FAR = 4.0, 3.0, 2.0, 1.5, 2.0, 0.0, -3.0
SAME_COUNTY, LIKE_COUNTY, OTHER_COUNTY, ITS_OWN_COUNTY = 1.0, -0.5, -3.0, -1.0
SAME_LINK, OTHER_LINK = 4.0, -1.0
OTHER_MODEL, UNKNOWN_MODEL = -5.0, -0.5
OTHER_STATE, UNKNOWN_STATE = -5.0, -0.5
BOTH_REAL, NOWHERE_ELSE, REAL_WORDS = -3.0, 1.0, -3.5

SLIP = dt.timedelta(days=3)
NEAR = dt.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Witness:
    """What the edition as a whole knows: links on more than one row, and names on other rows of it.

    ``names`` holds (state, agency key) of every row; ``words`` the words of those keys, each with
    the number of names that have it.
    """

    shared_links: Collection[str] = ()
    names: Collection[tuple[str | None, tuple[str, ...]]] = ()
    words: Mapping[str, int] = field(default_factory=dict)


def slipped(a: dt.date, b: dt.date) -> bool:
    """Whether two dates differ as a slip of the pen does.

    That is: some days, another year or month, one digit of the day, or day and month exchanged.
    """
    if abs(a - b) <= SLIP:
        return True
    year, month, day = a.year == b.year, a.month == b.month, a.day == b.day
    if year and month:  # two agencies that signed in one month are no slip
        return a.day // 10 == b.day // 10 or a.day % 10 == b.day % 10
    return (day and (year or month)) or (year and (a.month, a.day) == (b.day, b.month))


def date_points(known: Agreement, row: Listing) -> float:
    """Points of the signing dates."""
    a, b = known.signed_on, row.signed_on
    if a is None or b is None:
        if a is b and not known.signed_printed and not row.signed_printed:
            return NO_DATES
        return SAME_PRINTED if a is b and known.signed_printed == row.signed_printed else ONE_UNKNOWN
    if a == b:
        return SAME_DATE
    if slipped(a, b):
        return SLIPPED
    return SOON if abs(a - b) <= NEAR else FAR


def _county_points(known: Agreement, row: Listing) -> float:
    same = same_county(known.county, row.county)
    if same is None:
        return 0.0
    if same:
        # A slip in the county says nothing where the name differs by the same slip.
        return SAME_COUNTY if county_key(known.county) == county_key(row.county) else LIKE_COUNTY
    own = county_key(known.county) in "".join(fold(known.agency).split()) and county_key(row.county) in "".join(
        fold(row.agency).split()
    )
    return ITS_OWN_COUNTY if own else OTHER_COUNTY


def _link_points(known: Agreement, row: Listing, witness: Witness) -> float:
    if not known.moa_url or not row.moa_url:
        return 0.0
    if known.moa_url != row.moa_url:
        return OTHER_LINK
    return 0.0 if row.moa_url in witness.shared_links else SAME_LINK


def _name_points(known: Agreement, row: Listing, witness: Witness) -> float | None:
    if not row.agency:
        return NAMELESS
    kind = alike(known.agency, row.agency, known.state)
    if kind is Alike.NUMBER:
        return None
    points = NAME[kind]
    if kind is Alike.RELATED:
        # A name that other rows still bear is no misprint; one that no other row has ever may be.
        old, new = agency_key(known.agency, known.state), agency_key(row.agency, known.state)
        if (known.state, old) in witness.names:
            points += BOTH_REAL
        elif not any(word in witness.words for word in old if word not in new):
            points += NOWHERE_ELSE
    if kind is Alike.TYPO and _both_real(known, row, witness):
        points += REAL_WORDS
    return points


def _both_real(known: Agreement, row: Listing, witness: Witness) -> bool:
    """Whether other agencies bear the words that differ: a slip of the pen rarely makes another real name."""
    old = telling_words(known.agency, row.agency, known.state)
    new = telling_words(row.agency, known.agency, known.state)
    times = witness.words
    return bool(old and new) and all(times.get(w, 0) > 0 for w in old) and all(times.get(w, 0) > 1 for w in new)


def points(known: Agreement, row: Listing, witness: Witness) -> float:
    """Return the points for ``row`` being the agreement ``known``; below `ENOUGH` it is not.

    Different numbers in the names (precincts, wards, circuits) exclude each other whatever
    else agrees.
    """
    total = date_points(known, row) + _county_points(known, row) + _link_points(known, row, witness)
    if row.model is not known.model:
        total += UNKNOWN_MODEL if row.model is None else OTHER_MODEL
    if row.state != known.state:
        total += UNKNOWN_STATE if row.state is None else OTHER_STATE
    if total + NAME[Alike.SAME] < ENOUGH:
        return total  # no name can help; weighing names is what costs time
    name = _name_points(known, row, witness)
    return -1.0 if name is None else total + name
