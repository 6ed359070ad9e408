"""The counties, parishes, boroughs, independent cities and the like of each state, and which of them a name means.

Pure, but for the table that the package ships (``data/counties.csv``, of 2023), which is read once.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from bot.reading.text import fold


@dataclass(frozen=True, slots=True)
class County:
    """A county or its equivalent: its FIPS code of five digits, its name without its kind, and its kind.

    ``kind`` is in small letters: ``county``, ``parish``, ``census area``; ``city`` is a city that belongs to no county.
    """

    fips: str
    name: str
    kind: str


COUNTY, CITY = "county", "city"
COUNTY_WORDS = frozenset({"county", "counties", "cnty", "co", "parish", "parishes"})
"""Words that say of a name that it is a county's, whatever the state calls its counties."""

_TAILS: Mapping[tuple[str, ...], str] = {
    ("city", "and", "county"): COUNTY,
    ("city", "and", "borough"): "borough",
    **{(word,): COUNTY for word in sorted(COUNTY_WORDS)},
    **{(word,): word for word in ("borough", "district", "island", "municipio", "municipality", CITY)},
    **{tuple(kind.split()): kind for kind in ("census area", "planning region")},
}
"""What stands behind the name of a county, and the kind that it says."""
_HEADS: Mapping[tuple[str, ...], str] = {
    ("city", "and", "county", "of"): COUNTY,
    ("city", "and", "borough", "of"): "borough",
    **{(kind, "of"): COUNTY for kind in ("county", "parish")},
    **{(kind, "of"): kind for kind in ("municipality", CITY)},
}
"""What stands before it."""

_OTHER = {"country", "count", "counts", "bounty"}
"""Words that are no slip for ``county``."""
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort"}
_SHORTENED = re.compile(r"\b(ste?|ft)(?:\. *| +)(?=[a-z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_VOWELS = re.compile(r"[aeiouy]|s$")
_DOUBLED = re.compile(r"(.)\1")

SHORTEST = 4
"""Letters below which a name may hold no slip at all: short names resemble each other by chance."""
LONG = 8
"""Letters from which another state's county may be a slip, where only vowels, doubled letters or an ``s`` differ."""
LONGER = 9
"""Letters from which a name may hold two slips, where no other name of the state is within four of it."""
SLIPS, FAR = 2, 4


def words_of(text: str) -> list[str]:
    """Return the words of a cell or a name without case, accents and points; ``St.`` and ``Ft.`` written out."""
    folded = _SHORTENED.sub(lambda found: _SHORT[found[1]] + " ", fold(text).replace("&", " and "))
    return _NOT_WORD.sub(" ", folded).split()


@lru_cache(maxsize=65_536)
def county_key(county: str) -> str:
    """Return the letters that say which county is meant; empty where the cell names none."""
    return "".join(word for word in words_of(county) if word not in {"county", "parish"})


def says_county(word: str) -> bool:
    """Whether a word is ``county`` or one of its kind, mistyped or not."""
    return word in COUNTY_WORDS or (word not in _OTHER and OSA.distance(word, COUNTY, score_cutoff=1) == 1)


def kind_of(words: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Return the words without those that say the kind, and the kind; None where nothing says it.

    ``county`` may be mistyped: ``Lake Conty``.
    """
    for tail, kind in _TAILS.items():
        if len(words) > len(tail) and tuple(words[-len(tail) :]) == tail:
            return words[: -len(tail)], kind
    for head, kind in _HEADS.items():
        if len(words) > len(head) and tuple(words[: len(head)]) == head:
            return words[len(head) :], kind
    if len(words) > 1 and says_county(words[-1]):
        return words[:-1], COUNTY
    return words, None


def counties_in(state: str) -> tuple[County, ...]:
    """Return the counties of a state (USPS code); none where there is no such state."""
    return _table().get(state, ())


def county_of(fips: str) -> County | None:
    """Return the county of a FIPS code; None where there is none."""
    return _by_fips()[fips][1] if fips in _by_fips() else None


def state_of_county(fips: str) -> str:
    """Return the state (USPS code) in which the county of a FIPS code lies; empty where there is no such county."""
    return _by_fips()[fips][0] if fips in _by_fips() else ""


def exactly(state: str, words: Sequence[str]) -> frozenset[County]:
    """Return the counties of a state that the words name: two where a county and a city share the name.

    A city's name with ``County`` behind it is that city where no county bears it (``Hopewell County``);
    a county's name with ``City`` or ``Borough`` behind it is no county where it is none of that kind:
    the city of Houston is not in Houston County.
    """
    rest, kind = kind_of(words)
    names = _by_letters(state)
    return names.get("".join(words), frozenset()) or _of_kind(names.get("".join(rest), frozenset()), kind)


def mended(state: str, words: Sequence[str]) -> frozenset[County]:
    """Return the counties of a state whose name the words are, mistyped; those of several names where all are as near.

    One slip of a letter; two in a long name with no other like it.  None where the words are another state's county:
    that is no slip, but the wrong state, unless the name is long and sounds the same.
    """
    rest, kind = kind_of(words)
    names = {name: found for name, every in _by_letters(state).items() if (found := _of_kind(every, kind))}
    return frozenset().union(*(names[name] for name in _nearest("".join(rest), names)))


def is_elsewhere(words: Sequence[str]) -> bool:
    """Whether the words are the name of a county of any state."""
    return "".join(kind_of(words)[0]) in _everywhere()


def in_county_name(word: str) -> bool:
    """Whether a word stands in the name of a county of any state."""
    return word in _words()


def _of_kind(counties: frozenset[County], kind: str | None) -> frozenset[County]:
    """Return those of ``counties`` that a name with the words of ``kind`` can mean; ``county`` means any."""
    if kind is None:
        return counties
    cities = frozenset(county for county in counties if county.kind == CITY)
    if kind == COUNTY:
        return counties - cities or cities
    return cities if kind == CITY else frozenset(county for county in counties if kind in county.kind)


def _nearest(letters: str, names: Iterable[str]) -> Sequence[str]:
    """Return the name, or the names at one distance, for which ``letters`` are a slip; none where they are none."""
    near = sorted((OSA.distance(letters, name, score_cutoff=FAR), name) for name in names)
    nearest = [name for far, name in near if far == near[0][0]]
    if not nearest or min(len(letters), len(nearest[0])) < SHORTEST:
        return []
    if letters in _everywhere():
        return nearest if near[0][0] == 1 and _sounds_as(letters, nearest) else []
    return nearest if near[0][0] == 1 or _surely(letters, [far for far, _ in near]) else []


def _surely(letters: str, far: Sequence[int]) -> bool:
    """Whether a long name with two slips is the nearest of all at these distances: no other is anything like it."""
    return far[0] == SLIPS and len(letters) >= LONGER and [*far, FAR + 1][1] > FAR


def _sounds_as(letters: str, names: Sequence[str]) -> bool:
    """Whether a long name differs from the only one of ``names`` in vowels, doubled letters or a last ``s`` alone."""
    return len(letters) >= LONG and [_sound(letters)] == [_sound(name) for name in names]


def _sound(letters: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", letters))


@cache
def _table() -> Mapping[str, tuple[County, ...]]:
    states: defaultdict[str, list[County]] = defaultdict(list)
    for fips, state, name, kind in _lines():
        states[state].append(County(fips, name, kind))
    return {state: tuple(counties) for state, counties in states.items()}


def _lines() -> Iterator[list[str]]:
    text = files("bot.reading").joinpath("data", "counties.csv").read_text(encoding="utf-8")
    yield from list(csv.reader(text.splitlines()))[1:]


@cache
def _by_fips() -> Mapping[str, tuple[str, County]]:
    return {county.fips: (state, county) for state, counties in _table().items() for county in counties}


@cache
def _by_letters(state: str) -> Mapping[str, frozenset[County]]:
    found: defaultdict[str, set[County]] = defaultdict(set)
    for county in counties_in(state):
        found["".join(words_of(county.name))].add(county)
    return {letters: frozenset(counties) for letters, counties in found.items()}


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(letters for state in _table() for letters in _by_letters(state))


@cache
def _words() -> frozenset[str]:
    return frozenset(word for counties in _table().values() for county in counties for word in words_of(county.name))
