"""The states, the District of Columbia and the territories, and what a cell means by one.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz.distance import OSA

from bot.reading.text import fold

STATES: Mapping[str, str] = MappingProxyType(
    {
        "AL": "Alabama",
        "AK": "Alaska",
        "AZ": "Arizona",
        "AR": "Arkansas",
        "CA": "California",
        "CO": "Colorado",
        "CT": "Connecticut",
        "DE": "Delaware",
        "DC": "District of Columbia",
        "FL": "Florida",
        "GA": "Georgia",
        "HI": "Hawaii",
        "ID": "Idaho",
        "IL": "Illinois",
        "IN": "Indiana",
        "IA": "Iowa",
        "KS": "Kansas",
        "KY": "Kentucky",
        "LA": "Louisiana",
        "ME": "Maine",
        "MD": "Maryland",
        "MA": "Massachusetts",
        "MI": "Michigan",
        "MN": "Minnesota",
        "MS": "Mississippi",
        "MO": "Missouri",
        "MT": "Montana",
        "NE": "Nebraska",
        "NV": "Nevada",
        "NH": "New Hampshire",
        "NJ": "New Jersey",
        "NM": "New Mexico",
        "NY": "New York",
        "NC": "North Carolina",
        "ND": "North Dakota",
        "OH": "Ohio",
        "OK": "Oklahoma",
        "OR": "Oregon",
        "PA": "Pennsylvania",
        "RI": "Rhode Island",
        "SC": "South Carolina",
        "SD": "South Dakota",
        "TN": "Tennessee",
        "TX": "Texas",
        "UT": "Utah",
        "VT": "Vermont",
        "VA": "Virginia",
        "WA": "Washington",
        "WV": "West Virginia",
        "WI": "Wisconsin",
        "WY": "Wyoming",
        "AS": "American Samoa",
        "GU": "Guam",
        "MP": "Northern Mariana Islands",
        "PR": "Puerto Rico",
        "VI": "U.S. Virgin Islands",
    }
)
"""USPS codes of the states, the District of Columbia and the territories."""

TERRITORIES: frozenset[str] = frozenset({"AS", "GU", "MP", "PR", "VI"})

_STATE_PREFIX = re.compile(r"^(?:the )?(?:state|commonwealth|territory) of (?:the )?")
SLIPS = 2
SHORT = 5
MISTYPED = range(4, 41)
"""Letters that a text must have to be looked at as a mistyped name at all."""

_COMPASS = {"n": "north", "s": "south", "w": "west", "no": "north", "so": "south"}


def _letters(text: str) -> str:
    plain = _STATE_PREFIX.sub("", " ".join(re.sub(r"[^a-z]", " ", fold(text)).split()))
    first, _, rest = plain.partition(" ")
    if rest and first in _COMPASS and len(rest) > 1:
        plain = f"{_COMPASS[first]} {rest}"
    return plain.replace(" ", "")


_BY_NAME = {_letters(name): code for code, name in STATES.items()} | {
    "commonwealthofthenorthernmarianaislands": "MP",
    "cnmi": "MP",
    "virginislands": "VI",
    "usvi": "VI",
    "washingtondc": "DC",
}


def exact_state(text: str) -> str | None:
    """Return the USPS code that ``text`` is, or is the well-spelt name of, or None."""
    plain = _letters(text)
    return plain.upper() if plain.upper() in STATES else _BY_NAME.get(plain)


@lru_cache(maxsize=4096)
def state(text: str) -> str | None:
    """Return the USPS code that ``text`` means, or None.

    A code and a name are taken as they are.  Any other text is taken for a mistyped name
    when exactly one name is clearly nearest: at most two slips of a letter away (one in a
    name of five letters or fewer), and every other name at least two slips farther off.
    """
    plain = _letters(text)
    if plain.upper() in STATES:
        return plain.upper()
    if plain in _BY_NAME or len(plain) not in MISTYPED:
        return _BY_NAME.get(plain)
    return nearest(plain, _BY_NAME)


def nearest(letters: str, names: Mapping[str, str]) -> str | None:
    """Return the code of the one name that ``letters`` are surely meant to be, or None; names are letters alone."""
    near = sorted((OSA.distance(letters, name), code) for name, code in names.items())
    best, code = near[0]
    other = next(far for far, another in near if another != code)
    allowed = 1 if len(letters) <= SHORT else SLIPS
    return code if best <= allowed and other >= best + SLIPS else None


@lru_cache(maxsize=4096)
def could_be(text: str) -> frozenset[str]:
    """Return the codes of the states that ``text`` may be a mistyped name of; none where it is a code or a name."""
    plain = _letters(text)
    if plain.upper() in STATES or plain in _BY_NAME or len(plain) not in MISTYPED:
        return frozenset()
    return frozenset(code for name, code in _BY_NAME.items() if OSA.distance(plain, name) <= SLIPS)


def state_name(code: str) -> str:
    """Return the plain name of a state or territory; an unknown code is returned as it is."""
    return STATES.get(code, code)
