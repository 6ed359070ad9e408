"""Which areas a text means: states, counties and agencies, as people write them.  Pure.

A wrong place is worse than a question, so what could be read in two ways is asked back: `UsageError` with the words
that are unclear as ``typed``, and what they may mean as ``codes``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.agency_typed import is_name, names_office
from bot.conversation.grammar import SHOWN, Kind, all_meanings, read_states, written_state
from bot.conversation.listed import with_states
from bot.conversation.meant import area_of
from bot.conversation.named import Named, Names, Sort
from bot.conversation.pieces import Joint, pieces
from bot.conversation.vocabulary import INTERESTS
from bot.domain.agencies import AgencyName
from bot.domain.areas import EVERYWHERE, Area
from bot.domain.buttons import CHOICES_AT_MOST
from bot.domain.chats import Asked
from bot.domain.errors import UsageError
from bot.reading.county_names import is_elsewhere, words_of
from bot.reading.text import fold

_COUNTY_FOR_SHORT = re.compile(r"\w\S*\s+Co\b\.?(?![-\w])")
_MODELS = re.compile(
    r"\b(task force|jail enforcement|warrant service|wso|jem|tfm|models?|modelos?|grupos? de trabajo"
    r"|control en carceles|ejecucion de ordenes)\b"
)


def read_area(asked: Asked, names: Sequence[AgencyName]) -> Area:
    """Read the one place that a command is about.

    Raises:
        UsageError: it names none, several or all; or some of it means no place, or could mean several.
    """
    areas = read_areas(asked.words, names)
    if len(areas) != 1 or EVERYWHERE in areas:
        raise UsageError("which_area", name=asked.name)
    return areas[0]


def read_areas(text: str, names: Sequence[AgencyName]) -> list[Area]:
    """Read places from what a person typed: their codes in the order given, each once; ``all`` by itself; or nothing.

    ``names`` are those of every agency there is or was.

    Raises:
        UsageError: some of it means no place, or could mean several; ``typed`` are the words that do, and ``codes``
            what they may mean.
    """
    states = _only_states(text)
    if states is not None:
        return states
    try:
        return _read(text, names)
    except UsageError as error:
        if error.problem in ("no_such_place", "nearest_places", "no_such_agency", "agency_unknown") and (
            other := _no_place(text)
        ):
            raise UsageError(other, typed=text.strip()[:SHOWN]) from error
        raise


def _read(text: str, names: Sequence[AgencyName]) -> list[Area]:
    ids = {name.agency_id.casefold(): name.agency_id for name in names}

    def whole(part: str) -> bool:
        return part.casefold() in ids or (names_office(part) and is_name(part, names))

    reader = Names(text, lambda word: ids.get(word.casefold()))
    found = [named for piece in pieces(text, whole) for named in reader.read(piece)]
    placed = with_states([named for named in found if named.sort not in (Sort.EVERYTHING, Sort.COUNTRY)])
    _ask_about_small(placed)
    areas = list(dict.fromkeys(area_of(named, text, names) for named in placed))
    return _with_everything(found, areas)


def _only_states(text: str) -> list[Area] | None:
    """Read a text in which only states are named; None where anything else may be meant."""
    if _COUNTY_FOR_SHORT.search(text):
        return None
    try:
        states = read_states(text)
    except UsageError as error:
        if error.problem in ("small_word", "all_or_some"):
            raise
        return None
    named = [meaning.typed for meaning in all_meanings(text) if meaning.kind is Kind.STATE]
    mistyped = [typed for typed in named if not written_state(typed)]
    return None if any(is_elsewhere(words_of(typed)) for typed in mistyped) else states


def _no_place(text: str) -> str | None:
    """The problem of a text that names a model, or a kind of news, beside a place."""
    plain = fold(text)
    if _MODELS.search(plain):
        return "models_elsewhere"
    return "kinds_elsewhere" if not INTERESTS.keys().isdisjoint(plain.replace(",", " ").split()) else None


def _ask_about_small(found: Sequence[Named]) -> None:
    """Ask about a small word that stands alone between others.

    Raises:
        UsageError: there is one.
    """
    for named in found:
        if named.sort is Sort.SMALL:
            raise UsageError("small_word", typed=named.typed, codes=(named.code,))


def _with_everything(found: Sequence[Named], areas: list[Area]) -> list[Area]:
    """Put ``all`` in the place of nothing; beside places it is asked about, but in ``all of Page County``.

    Raises:
        UsageError: all may be meant, or only these.
    """
    whole = [at for at, named in enumerate(found) if named.sort is Sort.EVERYTHING]
    if not areas:
        return [EVERYWHERE] if found else []
    if whole and (whole != [0] or found[1].joint is not Joint.BESIDE):
        raise UsageError("all_or_some", codes=tuple(areas)[:CHOICES_AT_MOST])
    return areas
