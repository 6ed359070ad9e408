"""In which county an agreement is, as its FIPS code: by the printed county and the agency's own name.  Pure.

The rules and their limits are told in ``docs/counties.md``: none rather than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.domain.agreements import Agreement, Listing
from bot.reading.county_names import (
    CITY,
    COUNTY,
    COUNTY_WORDS,
    County,
    counties_in,
    exactly,
    is_elsewhere,
    kind_of,
    mended,
    says_county,
    words_of,
)


class NoCounty(StrEnum):
    """Why an agreement has no county code."""

    NOT_NAMED = "not_named"
    """Neither the county cell nor the agency's name names a county."""
    UNKNOWN = "unknown"
    """What is printed is no county of the state, nor surely a slip for one."""
    AMBIGUOUS = "ambiguous"
    """Two counties, or a county and a town, may be meant, and nothing says which."""
    CONTRADICTION = "contradiction"
    """The cell and the agency's name say different places."""


@dataclass(frozen=True, slots=True)
class Counties:
    """The FIPS codes of the counties that are named, in the order of the cell; or why there are none."""

    codes: tuple[str, ...] = ()
    why: NoCounty | None = None


Found = frozenset[County]
"""What one name may be: one county; two where a county and a city share it; none where it is not understood."""

_SHERIFF = frozenset({"sheriff", "sheriffs"})
_BEFORE = _SHERIFF | {"police", "constable", "constables", "jail", "department", "office", "authority"}
_BEFORE |= {"of", "for", "in", "the"}
"""Words behind which the name of a county may begin."""
_NO_PLACE = frozenset({"department", "office", "of", "the", "metropolitan", "metro", "municipal"})
"""Words between a place and its police that are not of its name."""

_TOWN = frozenset({"city", "town", "township", "village", "borough", "of", "the"})
"""Words beside the name of a town that say what it is."""

_BETWEEN = re.compile(r"[,;/&]|\band\b", re.IGNORECASE)
ALIKE = 3
"""Slips up to which another state's county in one place may be the county that the other place says."""


def county_fips(listed: Agreement | Listing) -> tuple[str, ...]:
    """Return the FIPS codes of an agreement's counties: mostly one, none where nothing says it beyond doubt."""
    return find_counties(listed.state or "", listed.agency, listed.county).codes


@lru_cache(maxsize=65_536)
def find_counties(state: str, agency: str, printed: str) -> Counties:
    """Return which counties a state (USPS code), an agency's name and a county cell say, or why none."""
    if len(counties_in(state)) == 1:
        return Counties((counties_in(state)[0].fips,))
    said, cells = _said(state, agency), list(_cells(state, printed))
    if not cells:
        return _one(said) if said is not None else Counties(why=NoCounty.NOT_NAMED)
    if not all(cells):
        return _by_agency(printed, said or frozenset())
    if len(cells) > 1:
        return _several(cells, said or frozenset())
    return _single(state, agency, printed, cells[0], said)


def _single(state: str, agency: str, printed: str, cell: Found, said: Found | None) -> Counties:
    """What one county in the cell and an agency's name come to."""
    if not said:
        return _beside_a_place(state, agency, printed, cell)
    both = cell & said
    if both and any(county.kind == CITY for county in said - both):
        return Counties(why=NoCounty.AMBIGUOUS)  # the city of that name has a sheriff, too, and ``County`` is a habit
    return _one(both) if both else Counties(why=NoCounty.CONTRADICTION)


def _beside_a_place(state: str, agency: str, printed: str, cell: Found) -> Counties:
    """What a cell says where the agency's name says no county of the state, but perhaps a city, or another state's."""
    words = words_of(agency)
    if any(is_elsewhere(phrase) and not _alike(phrase, cell) for phrase in _county_phrases(state, words)):
        return Counties(why=NoCounty.CONTRADICTION)
    place, (name, _) = _place(words), kind_of(words_of(printed))
    city = frozenset(county for county in exactly(state, place) if county.kind == CITY)
    if city and not city & cell:
        return Counties(why=NoCounty.CONTRADICTION)
    if not city and list(name) == [word for word in place if word not in _TOWN]:
        return Counties(why=NoCounty.AMBIGUOUS)  # the town's own name in the county's cell: it may lie in another
    return _one(cell)


def _several(cells: Sequence[Found], said: Found) -> Counties:
    if any(len(cell) > 1 for cell in cells):
        return Counties(why=NoCounty.AMBIGUOUS)
    if said and not any(said & cell for cell in cells):
        return Counties(why=NoCounty.CONTRADICTION)
    return Counties(tuple(dict.fromkeys(county.fips for cell in cells for county in cell)))


def _by_agency(printed: str, said: Found) -> Counties:
    """What the agency's name says beside a cell that is not understood: all, unless that means another county."""
    if not said:
        return Counties(why=NoCounty.UNKNOWN)
    words = words_of(printed)
    other = is_elsewhere(words) or _BETWEEN.search(printed)
    return Counties(why=NoCounty.CONTRADICTION) if other and not _alike(words, said) else _one(said)


def _alike(words: Sequence[str], counties: Found) -> bool:
    letters = "".join(kind_of(words)[0])
    names = ("".join(words_of(county.name)) for county in counties)
    return any(OSA.distance(letters, name) <= min(ALIKE, len(name) // 3) for name in names)


def _one(found: Found) -> Counties:
    """One county, or why it is none."""
    if len(found) == 1:
        return Counties(tuple(county.fips for county in found))
    return Counties(why=NoCounty.AMBIGUOUS if found else NoCounty.UNKNOWN)


def _cells(state: str, printed: str) -> Iterator[Found]:
    """Yield what each county of a cell may be; nothing where the cell names none."""
    words = words_of(printed)
    if set(words) <= COUNTY_WORDS:
        return
    if whole := exactly(state, words):
        yield whole
        return
    parts = [part for part in map(words_of, _BETWEEN.split(printed)) if part]
    several = [exactly(state, part) or mended(state, part) for part in parts] if len(parts) > 1 else []
    yield from several if several and all(several) else [mended(state, words)]


def _said(state: str, agency: str) -> Found | None:
    """What an agency's name says of its county; None where it says nothing of one.

    ``X County …``, ``X City …`` where that is a city of no county, and ``X Sheriff's Office``.
    """
    words = words_of(agency)
    phrases = list(_county_phrases(state, words))
    for phrase in phrases:
        if found := exactly(state, [*phrase, COUNTY]):
            return found
    if phrases and (found := mended(state, [*phrases[0], COUNTY])):
        return found
    place = _place(words)
    if (found := exactly(state, place)) and (kind_of(place)[1] == CITY or not _SHERIFF.isdisjoint(words)):
        return found
    return frozenset() if phrases else None


def _county_phrases(state: str, words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield what may be the name before ``County``: all words, then those behind each word that may stand before it.

    ``Borough`` is a county's word in Alaska alone; elsewhere it is a town's.
    """
    says = (at for at, word in enumerate(words) if says_county(word) or (state == "AK" and word == "borough"))
    end = next(says, 0)
    if end:
        yield words[:end]
    yield from (words[at:end] for at in range(1, end) if words[at - 1] in _BEFORE and words[at] not in _BEFORE)
    if list(words[:2]) in (["county", "of"], ["parish", "of"]):
        yield _place(words[2:])


def _place(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a name that stand before ``Police`` or ``Sheriff``: the place."""
    end = next((at for at, word in enumerate(words) if word in _SHERIFF or word == "police"), 0)
    while end and words[end - 1] in _NO_PLACE:
        end -= 1
    return words[:end]
