"""The words of an agency's name: which carry its identity, and which are each other mistyped.

Pure.  Words are compared as `bot.reading.agency` leaves them.  The vocabularies hold kinds of office
and place only: which words of a name carry no identity, and which kinds exclude each other.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.reading.agency import agency_key
from bot.reading.county_names import county_key, in_county_name
from bot.reading.states import state_name

KINDS = {
    "police": "police",
    "patrol": "police",
    "trooper": "police",
    "sheriff": "sheriff",
    "constable": "constable",
    "marshal": "marshal",
    "attorney": "attorney",
    "prosecutor": "attorney",
    "correction": "jail",
    "jail": "jail",
    "detention": "jail",
    "prison": "jail",
    "board": "board",
    "trustees": "board",
    "commissioner": "board",
    "fire": "fire",
}
"""The kind of office that a word names."""

PLACES = {"county", "parish", "township", "borough", "village", "town", "municipality"}
SOFT = {
    *KINDS,
    *PLACES,
    *(
        "adult",
        "agency",
        "and",
        "at",
        "authority",
        "bureau",
        "center",
        "division",
        "enforcement",
        "facility",
        "for",
        "in",
    ),
    *("law", "municipal", "public", "regional", "safety", "service", "state", "unit", "department", "office", "of"),
}
"""Words that may come and go without making another agency of it."""

PARTICLES = {*SOFT, "city", "the", "sheriffs", "constables", "corrections", "services", "commissioners"}
"""Words of a name as printed that carry no identity of their own."""

COMMONEST = {"office", "police"}
"""Words that nearly every name has one of."""

SCHOOLS = {"university", "college"}
AIRPORTS = {"county", "executive", "municipal", "regional"}
"""Words that tell a city's other airport from its international one."""

DIRECTIONS = ("north", "south", "east", "west")
_WAYS = (*(way + side for way in DIRECTIONS[:2] for side in DIRECTIONS[2:]), *DIRECTIONS)

LONG = 6
"""Letters from which a word may hold one slip and be surely the same; from `LONGER`, two."""
LONGER = 9
TWICE = 2
"""Slips in a word without identity that is longer than `LONG`, where nothing else differs beside it."""
SHORTEST = 4
"""Letters below which a word may hold no slip at all: short words resemble each other by chance."""


def slips(a: str, b: str) -> int | None:
    """Return how many mistyped letters turn ``a`` into ``b``, or None where these are two words.

    An ``s`` at the end of a long word counts for nothing: keys have ``sheriff``, typists ``hseriffs``.
    Another direction is no slip: Northampton, Southampton.
    """
    length = max(len(a), len(b))
    allowed = 0 if length < SHORTEST else 1 if length < LONGER else 2
    if not allowed:
        return 0 if a == b else None
    if abs(len(a) - len(b)) > allowed + 1:  # most words that are compared: too many letters are missing, but for an s
        return None
    if length > LONG:
        a, b = a.removesuffix("s"), b.removesuffix("s")
    far = OSA.distance(a, b, score_cutoff=allowed)
    return far if far <= allowed and not opposed(a, b) else None


def opposed(a: str, b: str) -> bool:
    """Whether two words begin with different directions: ``north`` and ``south``, ``northeast`` and ``northwest``."""
    ahead = {next((way for way in _WAYS if word.startswith(way)), "") for word in (a, b)}
    return len(ahead - {""}) > 1


@lru_cache(maxsize=65_536)
def mistyped_soft(word: str) -> bool:
    """Whether a word is one without identity, mistyped: ``offic``, ``departent``."""
    return word not in SOFT and any(slips(word, soft) == 1 for soft in SOFT if len(soft) >= LONG)


@lru_cache(maxsize=65_536)
def twice_mistyped_soft(word: str) -> bool:
    """Whether a word is one without identity, mistyped twice: ``offorice``."""
    return any(twice_mistyped(word, soft) for soft in SOFT)


def twice_mistyped(word: str, other: str) -> bool:
    """Whether one of two words is without identity and the other is it with two slips: ``sheriff``, ``shebrif``.

    It must be long, but for the commonest words, and in no county's name: Davison is no division, nor Winter a center.
    """
    if (word in SOFT) == (other in SOFT):
        return False
    soft, strange = (word, other) if word in SOFT else (other, word)
    shortest = LONG if soft in COMMONEST else LONG + 1
    if len(soft) < LONG or len(strange) < shortest or in_county_name(strange):
        return False
    return OSA.distance(soft, strange.removesuffix("s"), score_cutoff=TWICE) <= TWICE


def soft_words(words: tuple[str, ...], state: str | None) -> frozenset[str]:
    """Return the words without identity among names of ``words``: those in `SOFT` and the state's own name.

    ``state`` tells two universities apart, but no two police forces.  ``international`` tells nothing of an
    airport unless another kind of airport is named, nor ``city`` of a marshal unless another kind of place is.
    """
    soft = _soft_in(state, school=not SCHOOLS.isdisjoint(words))
    if "airport" in words and AIRPORTS.isdisjoint(words):
        soft |= {"international"}
    if ("city", "marshal") in pairwise(words) and PLACES.isdisjoint(words):
        soft |= {"city"}
    return soft


@lru_cache(maxsize=256)
def _soft_in(state: str | None, *, school: bool) -> frozenset[str]:
    own = {state.lower(), *state_name(state).lower().split()} if state else set()
    return frozenset((SOFT | own) - ({"state"} if school else set()))


def telling_words(agency: str, other: str, state: str | None) -> list[str]:
    """Return the words of ``agency`` that say which agency it is and that ``other`` does not have."""
    key, others = agency_key(agency, state), agency_key(other, state)
    soft = soft_words(key + others, state)
    return [word for word in key if word not in others and word not in soft]


def differing_words(a: str, b: str, state: str | None) -> tuple[list[str], list[str]]:
    """Return the telling words of each of two names that the other does not have."""
    return telling_words(a, b, state), telling_words(b, a, state)


def same_county(a: str, b: str) -> bool | None:
    """Whether two counties as printed are the same, mistyped letters allowed; None where either is blank."""
    key_a, key_b = county_key(a), county_key(b)
    if not key_a or not key_b:
        return None
    return key_a == key_b or slips(key_a, key_b) is not None
