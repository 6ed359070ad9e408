"""Which agency a person means by what they typed.  Pure.

Whatever forms and slips of a name the rules of identity allow between editions are allowed here, and parts of a
name beside: who asks is shown what was found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.domain.agencies import AgencyName
from bot.identity.likeness import Alike, alike
from bot.identity.words import KINDS, LONGER, PLACES, SOFT, telling_words
from bot.reading.agency import agency_key
from bot.reading.states import exact_state
from bot.reading.text import clean, fold

TYPED_AT_MOST = 300
"""Characters that are looked at: no name on the list has half as many."""
WORDS_AT_MOST = 20

STATE_AT_MOST = 6
"""Words that the name of a state can have: The Commonwealth of the Northern Mariana Islands."""

NEAREST_AT_MOST = 5
RESEMBLES = 60.0
"""Percent of resemblance from which a name is offered where none fits."""

_ID = re.compile(r"[a-z]{2}(?:-[a-z0-9]+)+", re.IGNORECASE)

_SPELLINGS = {Alike.TYPO, Alike.WORDS, Alike.PART}
_OTHER_OFFICE = 4
"""The rank of the same place with another kind of office, which is near, but not what was asked for."""

_Rank: TypeAlias = tuple[int, bool]
"""How well a name fits, 0 best, and whether it is a former one."""


@dataclass(frozen=True, slots=True)
class Found:
    """The agencies that are meant, by a name of each; where none is, the ``nearest`` names, the best first."""

    agencies: tuple[AgencyName, ...] = ()
    nearest: tuple[AgencyName, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was typed, taken as a name and the state behind or before it (a code), or as a name alone."""

    name: str
    state: str | None = None


def find_agency(typed: str, names: Sequence[AgencyName], state: str | None = None) -> Found:
    """Find the agencies that ``typed`` means among ``names``, in ``state`` (a code) where one is given.

    Without one it may stand at the end or the beginning of what was typed.  Of all readings the best fitting counts:
    a name by the same words goes before one in another form, that before a part of one, and a name of today
    before one of earlier days.
    """
    text = clean(typed)[:TYPED_AT_MOST]
    if _ID.fullmatch(text):  # of another database, or another project
        text = text.replace("-", " ")
    text = " ".join(text.split()[:WORDS_AT_MOST])
    readings = [_Reading(text, state)] if state else list(_readings(text))
    rank, fitting = _best(readings, names)
    if fitting and rank < _OTHER_OFFICE:
        return Found(fitting)
    elsewhere = [_Reading(reading.name) for reading in readings if reading.state]
    nearest = fitting or _best(elsewhere, names)[1] or _resembling(readings[0], names)
    return Found(nearest=nearest[:NEAREST_AT_MOST])


def _best(readings: Iterable[_Reading], names: Sequence[AgencyName]) -> tuple[int, tuple[AgencyName, ...]]:
    """Return how well the best fitting of the readings fits, the lower the better, and the agencies that it fits."""
    found = [fitting for reading in readings if (fitting := _fitting(reading, names))]
    rank, agencies = min(found, key=lambda fitting: fitting[0], default=((0, False), {}))
    return rank[0], tuple(agencies.values())


def _readings(text: str) -> Iterator[_Reading]:
    words = text.replace(",", " ").split()
    for count in range(min(len(words) - 1, STATE_AT_MOST), 0, -1):
        if code := exact_state(" ".join(words[-count:])):
            yield _Reading(" ".join(words[:-count]), code)
            break
    for count in range(min(len(words) - 1, STATE_AT_MOST), 0, -1):
        if code := exact_state(" ".join(words[:count])):
            yield _Reading(" ".join(words[count:]), code)
            break
    yield _Reading(" ".join(words))


def _fitting(reading: _Reading, names: Sequence[AgencyName]) -> tuple[_Rank, dict[str, AgencyName]] | None:
    """Return the agencies that fit best, by their ids, and how well; None where none fits."""
    ranked: dict[_Rank, dict[str, AgencyName]] = defaultdict(dict)
    for name in _candidates(reading, names):
        rank = _rank(reading.name, name)
        if rank is not None:
            ranked[rank, name.former].setdefault(name.agency_id, name)
    return min(ranked.items(), key=lambda fitting: fitting[0]) if ranked else None


def _rank(typed: str, name: AgencyName) -> int | None:
    """Return how well a name fits: by the same words, in another form, mistyped, or as the rest of a part of it."""
    kind = alike(typed, name.name, name.state)
    if kind is Alike.SAME:
        return 0 if _telling(typed) else 1  # ``Department of Corrections`` is many states'
    whole = not telling_words(typed, name.name, name.state)
    if kind in _SPELLINGS:
        return 1 if whole else 2
    if not whole or kind not in (Alike.TWIN, Alike.OFFICE):
        return None
    return _OTHER_OFFICE if _other_office(typed, name) else 3


def _other_office(typed: str, name: AgencyName) -> bool:
    """Whether what was typed names a kind of office, and the name another one."""
    kinds = [{KINDS[word] for word in agency_key(text) if word in KINDS} for text in (typed, name.name)]
    return all(kinds) and kinds[0].isdisjoint(kinds[1])


def _candidates(reading: _Reading, names: Sequence[AgencyName]) -> Iterable[AgencyName]:
    """Return the names worth weighing: those with a telling word that was typed, nearly or just so.

    Where none was typed (``Department of Corrections``), those that have none either, nor another kind of place.
    """
    here = [name for name in names if reading.state in (None, name.state)]
    typed = _telling(reading.name)
    if not fold(reading.name):
        return []
    if not typed:
        mere = SOFT - (PLACES - set(agency_key(reading.name)))
        return [name for name in here if mere | _own(name.state) >= set(agency_key(name.name, name.state))]
    words = {word for name in here for word in agency_key(name.name, name.state)}
    slips = {word: 2 if len(word) >= LONGER else 1 for word in typed}
    near = {
        str(found)
        for word, most in slips.items()
        for found, _, _ in process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    }
    return [name for name in here if not near.isdisjoint(agency_key(name.name, name.state))]


def _telling(typed: str) -> set[str]:
    return {word for word in agency_key(typed) if word not in SOFT}


def _own(state: str) -> set[str]:
    return set(agency_key(state, state))


def _resembling(reading: _Reading, names: Sequence[AgencyName]) -> tuple[AgencyName, ...]:
    """Return the names that look most like what was typed, in its state where one was given."""
    now = {name.agency_id: name for name in names if not name.former and reading.state in (None, name.state)}
    shown = {agency_id: fold(name.name) for agency_id, name in now.items()}
    typed = fold(reading.name)
    best = process.extract(typed, shown, scorer=fuzz.ratio, score_cutoff=RESEMBLES, limit=NEAREST_AT_MOST)
    return tuple(now[agency_id] for _, _, agency_id in best)
