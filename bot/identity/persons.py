"""The person who holds an office, where the list prints a name behind it.  Pure.

Persons come and go; the agreement is with the office.
"""

from __future__ import annotations

from functools import lru_cache

from bot.identity.words import DIRECTIONS, KINDS, LONG, slips

TITLES = {"chief", "constable", "marshal", "sheriff"}
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
    at = max((n for n, word in enumerate(key) if _title(word)), default=0)
    office, person = key[:at], key[at + 1 :]
    if not _is_person(person, soft):
        return key
    if any(map(_is_kind, office)):
        return office
    place = any(word not in soft for word in office)
    return (*office, "sheriff") if place and _title(key[at]) == "sheriff" else key


@lru_cache(maxsize=65_536)
def _is_kind(word: str) -> bool:
    """Whether a word is a kind of office, a long one mistyped or not."""
    return word in KINDS or any(slips(word, kind) == 1 for kind in KINDS if len(kind) >= LONG)


@lru_cache(maxsize=65_536)
def _title(word: str) -> str:
    """Return the title that a word is, a long one mistyped or not; empty where it is none."""
    mistyped = (title for title in TITLES if len(title) > LONG and slips(word, title) == 1)
    return word if word in TITLES else next(mistyped, "")


def _is_person(words: tuple[str, ...], soft: frozenset[str]) -> bool:
    return FEWEST <= len(words) <= MOST and all(
        word.isalpha() and word not in soft and word not in BRANCHES and word not in DIRECTIONS for word in words
    )
