"""Counties and agencies whose names somebody has begun to type, the best first.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from bot.domain.agencies import AgencyName
from bot.domain.areas import Area
from bot.reading.county_names import County, counties_in
from bot.reading.states import STATES, exact_state
from bot.reading.text import fold
from bot.wording.areas import area_label, county_name, current_names
from bot.wording.languages import LANGUAGES, Words

_WORD = re.compile(r"[a-z0-9]+")

Place: TypeAlias = tuple[str, Area]
"""What a person sees, and the code."""
_Known: TypeAlias = tuple[str, Sequence[str], Sequence[str], Area]
"""What a person sees, the names that it goes by, all words by which it is found, and the code."""


def begun_counties(words: Words, begun: str) -> Iterator[Place]:
    """Counties by their names, kinds and states, in every language."""
    return _best(_counties(words), begun)


def begun_agencies(words: Words, begun: str, names: Sequence[AgencyName]) -> Iterator[Place]:
    """Agencies by the names that they have now, and by their states."""
    known = (
        (
            words.choice_agency(agency=name.name, state=words.state(name.state)),
            (name.name,),
            _words(f"{name.name} {words.state(name.state)} {STATES.get(name.state, '')} {name.state}"),
            code,
        )
        for code, name in current_names(names).items()
    )
    return _best(known, begun)


def _best(known: Iterable[_Known], begun: str) -> Iterator[Place]:
    """Yield the places that have each word that is typed or begun: first those of which a name begins so."""
    typed = _words(begun)
    start = " ".join(typed)
    found = [
        (not any(" ".join(_words(name)).startswith(start) for name in named), named[0], label, code)
        for label, named, every, code in known
        if _has(every, typed) and _of_name(named, typed)
    ]
    yield from ((label, code) for *_, label, code in sorted(found))


def _of_name(named: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether some word that is typed is of a name, and not of its state alone; all are where nothing is typed."""
    own = [word for name in named for word in _words(name)]
    return not typed or any(_has(own, (part,)) for part in typed)


def _has(every: Sequence[str], typed: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in every) for part in typed)


@lru_cache(maxsize=8)
def _counties(words: Words) -> Sequence[_Known]:
    return [_county(words, code, county) for code in STATES for county in counties_in(code) if not _is_state(county)]


def _is_state(county: County) -> bool:
    """Whether a county is a whole state, as Guam is."""
    return not county.kind and exact_state(county.name) is not None


def _county(words: Words, state: str, county: County) -> _Known:
    spoken = [county_name(language, county.fips) for language in LANGUAGES.values()]
    label = area_label(words, county.fips, {})
    return label, (county.name, *spoken), _words(" ".join((label, *spoken, STATES[state], state))), county.fips


@lru_cache(maxsize=65_536)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text without case and accents; ``O'Brien`` and ``P.D.`` are one each."""
    return tuple(_WORD.findall(fold(text).replace(".", "")))
