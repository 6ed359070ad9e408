"""The person who holds an office, where the list prints a name behind it.  Pure.

Persons come and go; the agreement is with the office.
"""

from __future__ import annotations

from functools import lru_cache

from bot.identity.words import DIRECTIONS, KINDS, LONG, slips

TITLES = frozenset({"chief", "constable", "marshal", "sheriff"})
_KINDS = frozenset(KINDS)
FEWEST, MOST = 2, 4
"""Words of a person's name, initials counted."""

BRANCHES = {"annex", "area", "beach", "campus", "city", "district", "lake", "precinct", "station", "substation", "zone"}
"""Words that name a part of an agency or a place, and no person."""


@lru_cache(maxsize=65_536)
def without_person(key: tuple[str, ...], soft: frozenset[str]) -> tuple[str, ...]:
    """Return the key of an agency without the name of the person behind it; ``key`` itself where none is.

    A name follows a title.  The title must follow the whole name of an agency, or be the
    sheriff's, of whom a county has one: ``Constable Jane Roe`` is who the constable is.
    """
    at = max((n for n, word in enumerate(key) if _meant(word, TITLES)), default=0)
    office, person = key[:at], key[at + 1 :]
    if not _is_person(person, soft):
        return key
    if any(_meant(word, _KINDS) for word in office):
        return office
    place = any(word not in soft for word in office)
    return (*office, "sheriff") if place and _meant(key[at], TITLES) == "sheriff" else key


@lru_cache(maxsize=65_536)
def _meant(word: str, vocabulary: frozenset[str]) -> str:
    """Return which word of a vocabulary a word is, a long one mistyped or not; empty where it is none."""
    mistyped = (known for known in vocabulary if len(known) >= LONG and slips(word, known) == 1)
    return word if word in vocabulary else next(mistyped, "")


def _is_person(words: tuple[str, ...], soft: frozenset[str]) -> bool:
    return FEWEST <= len(words) <= MOST and all(
        word.isalpha() and word not in soft and word not in BRANCHES and word not in DIRECTIONS for word in words
    )
