"""Which counties a few words name, in a state or in all, as people write them in English and Spanish.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from bot.domain.areas import Area
from bot.reading.county_names import CITY, COUNTY, County, counties_in, county_of, exactly, kind_of, mended, words_of
from bot.reading.states import STATES

_PHRASES = {
    ("area", "censal"): ("census", "area"),
    ("region", "de", "planificacion"): ("planning", "region"),
    ("ciudad", "y", "municipio"): ("borough",),
}
"""Kinds that have several words in Spanish, with what stands behind the name in English."""

_HEADS = {
    "condado": "county",
    "condados": "counties",
    "county": "county",
    "counties": "counties",
    "parroquia": "parish",
    "parroquias": "parishes",
    "parish": "parish",
    "parishes": "parishes",
    "borough": "borough",
    "municipio": "municipio",
    "municipality": "municipality",
    "municipalidad": "municipality",
    "distrito": "district",
    "ciudad": "city",
    "city": "city",
}
"""What stands before the name of a county, with what stands behind it in English."""

KINDS = frozenset(_HEADS) | {"co", "cnty"}
"""Words that say that a county is meant."""

MANY = frozenset({"condados", "counties", "parroquias", "parishes"})
_PARISHES = frozenset({"parish", "parishes"})
_OF = frozenset({"of", "de", "del"})
_ALIKE = {"municipio": ("municipio", "municipality", "borough")}
"""What a word stands for in several states, each of which has its own."""

SHORT, LONG = 5, 8
"""Letters below which a name with a slip is like no other (``hola`` is no Holt), and from which one with two is."""

BEGUN = 4
"""Letters from which a name counts as begun."""

NEAREST = 5
"""Names that are offered where none is meant for sure."""


@dataclass(frozen=True, slots=True)
class CountyTyped:
    """Words that may name a county: the ways to read them, in English; ``kinded``: they say that it is one."""

    ways: tuple[tuple[str, ...], ...]
    kinded: bool = False
    many: bool = False

    def as_county(self) -> CountyTyped:
        """The same words with "County" behind them, where they say no kind."""
        return self if self.kinded else CountyTyped(tuple((*way, COUNTY) for way in self.ways), kinded=True)

    def within(self, state: str) -> tuple[County, ...]:
        """The counties of a state that are named."""
        for way in self.ways:
            if found := exactly(state, way):
                return _in_order(_preferred(way, found))
        return ()

    def anywhere(self) -> tuple[County, ...]:
        """The counties of all states that are named."""
        for way in self.ways:
            if found := _everywhere(way):
                return found
        return ()

    def mistyped(self, state: str) -> tuple[County, ...]:
        """The counties of a state whose name this is, mistyped."""
        return _in_order(frozenset().union(*(mended(state, way) for way in self.ways)))

    def nearest(self, state: str | None = None) -> tuple[County, ...]:
        """The counties, of a state or of all, whose names are most like this."""
        states = STATES if state is None else (state,)
        near = sorted(
            (far, code, county.name, county.fips)
            for way in self.ways
            for code in states
            for county in counties_in(code)
            if (far := _distance("".join(kind_of(way)[0]), county)) is not None
        )
        return tuple(county for fips in dict.fromkeys(fips for *_, fips in near) if (county := county_of(fips)))[
            :NEAREST
        ]


def county_typed(text: str) -> CountyTyped | None:
    """Read words as the name of a county, whether there is one of that name or not; None where there is no name."""
    words = words_of(text)
    ways = [way for way in _ways(words) if way]
    if not ways:
        return None
    kinded = words[0] in _HEADS or any(kind_of(way)[1] for way in ways)
    return CountyTyped(tuple(ways), kinded, many=not MANY.isdisjoint((words[0], words[-1])))


def _ways(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for phrase, tail in _PHRASES.items():
        if tuple(words[: len(phrase)]) == phrase:
            yield from ((*rest, *tail) for rest in _rests(words[len(phrase) :]))
            return
    if len(words) > 1 and words[0] in _HEADS:
        yield from _behind_head(words)
    elif len(words) > 1 and words[-1] in _HEADS:
        yield (*words[:-1], _HEADS[words[-1]])
    elif words and not (len(words) == 1 and words[0] in KINDS):
        yield tuple(words)


def _behind_head(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The name behind the word that says its kind: ``Condado de La Salle``."""
    for rest in _rests(words[1:]):
        if len(rest) > 1 and rest[-1] in _HEADS:
            yield rest
        for tail in _ALIKE.get(words[0], (_HEADS[words[0]],)):
            yield (*rest, tail)
    if words[1] not in _OF:
        yield tuple(words)


def _rests(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """A name without the "of" before it, and with it, for that may be its own: ``condado de Soto``."""
    if words and words[0] in _OF:
        yield tuple(words[1:])
    yield tuple(words)


@lru_cache(maxsize=65_536)
def _everywhere(way: tuple[str, ...]) -> tuple[County, ...]:
    return _in_order(_preferred(way, frozenset().union(*(exactly(state, way) for state in STATES))))


def _preferred(way: Sequence[str], found: frozenset[County]) -> frozenset[County]:
    """Leave out cities where a county is said, and what is no parish where one is said."""
    kind = kind_of(way)[1]
    if kind == COUNTY and (counties := frozenset(county for county in found if county.kind != CITY)):
        found = counties
    parishes = frozenset(county for county in found if county.kind == "parish")
    return parishes if parishes and way[-1] in _PARISHES else found


def _in_order(counties: frozenset[County]) -> tuple[County, ...]:
    return tuple(sorted(counties, key=lambda county: county.fips))


def _distance(letters: str, county: County) -> int | None:
    """How far a county's name is from what was typed; None where they are not alike."""
    name = _letters(county)
    if len(letters) >= BEGUN and name.startswith(letters):
        return 1
    if len(letters) < SHORT:
        return None
    most = 2 if len(letters) >= LONG else 1
    far = OSA.distance(letters, name, score_cutoff=most)
    return far if far <= most else None


@cache
def _letters(county: County) -> str:
    return "".join(words_of(county.name))


def codes(counties: Sequence[County]) -> tuple[Area, ...]:
    """The codes of counties."""
    return tuple(county.fips for county in counties)
