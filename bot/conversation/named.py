"""What each piece of a text names: states, a county, an agency, everything, or nothing.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from bot.conversation.agency_typed import names_office
from bot.conversation.county_typed import KINDS, CountyTyped, county_typed
from bot.conversation.cuts import IN, core_of, cuts, is_around
from bot.conversation.grammar import SHOWN, is_small, written_state
from bot.conversation.pieces import Joint, Piece, Word, said
from bot.conversation.place_words import COUNTRY, COUNTY, EVERYTHING, SMALL, TWO_OF_A_NAME
from bot.conversation.state_names import NAME_AT_MOST, mistyped_state
from bot.domain.areas import Area
from bot.domain.errors import UsageError
from bot.reading.county_names import county_of
from bot.reading.text import fold

_CODE = re.compile(r"[0-9]{5}")
_TALK = frozenset({"hi", "ok", "me", "oh", "as", "miss", "ore", "wash", "mass"})
"""Codes that are more often words, even behind the name of a county: they are asked about."""


class Sort(Enum):
    """What is named."""

    STATE = "state"
    SMALL = "small"
    """A state's code that is a word as well, by itself."""
    COUNTY = "county"
    AGENCY = "agency"
    AREA = "area"
    """A county's or an agency's code."""
    EVERYTHING = "everything"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Named:
    """What is named, where it stands in the text, and the state beside it, by its code; ``code``: its own.

    ``typed`` are its words with single spaces.
    """

    sort: Sort
    typed: str
    start: int
    end: int
    code: Area = ""
    state: str = ""
    county: CountyTyped | None = None
    joint: Joint = Joint.BESIDE
    after: str = ""
    """A state that is named right before it, and may be meant to have it."""

    @property
    def open(self) -> bool:
        """Whether a state that follows would be its own."""
        return self.sort in (Sort.COUNTY, Sort.AGENCY) and not self.state


_Items: TypeAlias = list[Named]
_Rule: TypeAlias = "Callable[[Sequence[Word]], _Items | None]"


class Names:
    """Reads pieces, with the public ids of agencies at hand."""

    def __init__(self, text: str, ids: Callable[[str], Area | None]) -> None:
        """``ids`` gives the public id that a word is, whatever its case."""
        self._text = text
        self._ids = ids

    def read(self, piece: Piece) -> _Items:
        """Say what a piece names; nothing where it has only words around.

        Raises:
            UsageError: it means nothing that we know, or may be several things.
        """
        if all(is_around(word.text) for word in piece.words):
            return []
        found = next(self._readings(piece.words), None)
        if found is None:
            core = core_of(piece.words)
            raise not_understood(said(core), self._text[core[0].start : core[-1].end], _state_beside(core))
        return [replace(found[0], joint=piece.joint), *found[1:]] if found else []

    def _readings(self, words: Sequence[Word]) -> Iterator[_Items]:
        """Yield ways to read words, the surest first: without more and more of what people write around."""
        every = list(cuts(words))
        rules: tuple[_Rule, ...] = (self._single, self._several, _mistyped)
        for rule in rules:
            for cut in every:
                if (found := rule(cut)) is not None:
                    yield found

    def _single(self, words: Sequence[Word]) -> _Items | None:
        """One place, by its code or its name."""
        return self._code(words) or _agency(words) or _exactly(words)

    def _several(self, words: Sequence[Word]) -> _Items | None:
        """Several places with only spaces between, each of which says what it is: ``VA MD``, ``Page VA Warren VA``."""
        for end in range(len(words) - 1, 0, -1):
            first, rest = words[:end], words[end:]
            if _bare(first) or not (found := self._code(first) or _exactly(first)):
                continue
            later = None if _bare(rest) else self._code(rest) or _exactly(rest)
            if later := later or self._several(rest):
                return [*found, *later]
        return None

    def _code(self, words: Sequence[Word]) -> _Items | None:
        text = said(words)
        if _CODE.fullmatch(text) and county_of(text):
            return [_named(Sort.AREA, words, code=text)]
        code = self._ids(text) if len(words) == 1 else None
        return [_named(Sort.AREA, words, code=code)] if code else None


def not_understood(text: str, typed: str, states: Sequence[str] = ()) -> UsageError:
    """What is asked about words that mean nothing: with the likest names of counties, or the ``states`` beside."""
    county = county_typed(text)
    near = tuple(found.fips for found in county.nearest()) if county else ()
    if near or states:
        return UsageError("nearest_places", typed=typed[:SHOWN], codes=near or tuple(states))
    return UsageError("no_such_place", typed=typed[:SHOWN])


def _state_beside(words: Sequence[Word]) -> Sequence[str]:
    return [code for _, code in (*_states_behind(words), *_states_before(words))][:1]


def _named(sort: Sort, words: Sequence[Word], *, code: Area = "", state: str = "") -> Named:
    return Named(sort, said(words), words[0].start, words[-1].end, code, state)


def _county(words: Sequence[Word], county: CountyTyped, state: str = "") -> Named:
    return replace(_named(Sort.COUNTY, words, state=state), county=county)


def _agency(words: Sequence[Word]) -> _Items | None:
    """An agency, where an office is named; the state at its end or its beginning is its own.

    Raises:
        UsageError: what stands at the end may be a state or a word.
    """
    if not names_office(said(words)) or is_around(words[0].text) or is_around(words[-1].text) or _is_county(words):
        return None
    last = words[-1].text
    if last.islower() and last in _TALK | IN and (code := written_state(last)):
        raise UsageError("small_word", typed=last, codes=(code,))
    state = next((code for head, code in _states_behind(words) if names_office(said(head))), "")
    return [_named(Sort.AGENCY, words, state=state)]


def _is_county(words: Sequence[Word]) -> bool:
    """Whether words are a county's name, though an office's word is in it: ``Bureau County``."""
    names = (words, *(head for head, _ in _states_behind(words)), *(rest for rest, _ in _states_before(words)))
    return any((county := county_typed(said(name))) and county.anywhere() for name in names)


def _states_behind(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], str]]:
    """Yield the words before a state at the end, and that state's code."""
    for count in range(min(len(words) - 1, NAME_AT_MOST), 0, -1):
        if code := written_state(said(words[-count:])):
            yield _without_in(words[:-count]), code


def _states_before(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], str]]:
    for count in range(min(len(words) - 1, NAME_AT_MOST), 0, -1):
        if code := written_state(said(words[:count])):
            yield words[count:], code


def _without_in(words: Sequence[Word]) -> Sequence[Word]:
    return words[:-1] if len(words) > 1 and fold(words[-1].text) in IN else words


def _exactly(words: Sequence[Word]) -> _Items | None:
    """One state, one county, or a county and its state."""
    text = said(words)
    plain = fold(text).strip(".")
    if len(words) == 1 and (choices := TWO_OF_A_NAME.get(plain)):
        raise UsageError("which_of_states", typed=text, codes=choices)
    if plain in EVERYTHING | COUNTRY:
        return [_named(Sort.COUNTRY if plain in COUNTRY else Sort.EVERYTHING, words)]
    if (code := written_state(text)) and not _as_kind(words):
        return [_named(Sort.SMALL if is_small(text) else Sort.STATE, words, code=code)]
    county = county_typed(text)
    if county and county.anywhere() and not _in_its_state(words):
        return [_county(words, county)]
    return _beside_state(words)


def _as_kind(words: Sequence[Word]) -> bool:
    """Whether the last word is the ``Co`` of ``Page Co``, not that of Colorado."""
    return len(words) > 1 and words[-1].text.strip(".") == "Co"


def _in_its_state(words: Sequence[Word]) -> bool:
    """Whether the last word is the state of a county, and no part of its name: ``Cass IA`` is not Cassia.

    ``CO`` is Colorado in capitals alone; in other letters it is short for county.
    """
    *before, last = words
    code = written_state(last.text) if before and (fold(last.text) != "co" or last.text == "CO") else None
    county = county_typed(said(before)) if code else None
    return bool(code and county and county.within(code))


def _beside_state(words: Sequence[Word]) -> _Items | None:
    """A county with its state behind or before it."""
    for head, code in _states_behind(words):
        county = county_typed(said(head))
        if county and _meant_behind(words, county, code):
            return [_county(words, county, code)]
    for rest, code in _states_before(words):
        county = county_typed(said(rest))
        lower = fold(words[0].text) in SMALL and words[0].text.islower()
        if county and not lower and county.anywhere():
            return [_county(words, county, code)]
    return None


def _meant_behind(words: Sequence[Word], county: CountyTyped, code: str) -> bool:
    """Whether what stands behind a county is its state; asks where it is a word as well.

    Raises:
        UsageError: it may be either.
    """
    typed = words[-1].text
    plain = fold(typed)
    small = plain in SMALL and typed.islower()
    if small and plain in _TALK | IN:
        if county.within(code):
            raise UsageError("small_word", typed=typed, codes=(code,))
        return False
    if small and plain == "co":
        return False
    return bool(county.within(code)) or (bool(county.anywhere()) and (county.kinded or not small))


def _bare(words: Sequence[Word]) -> bool:
    """Whether words would name a county without saying so, or a state by a small word."""
    text = said(words)
    if written_state(text):
        return is_small(text)
    county = county_typed(text)
    return county is not None and not county.kinded and bool(county.anywhere())


def _mistyped(words: Sequence[Word]) -> _Items | None:
    """A mistyped state, or what says that it is a county, or stands beside a state, without being known."""
    text = said(words)
    if len(words) == 1 and fold(text) in KINDS:
        return []
    if code := mistyped_state(text):
        return [_named(Sort.STATE, words, code=code)]
    for head, code in (*_states_behind(words), *_states_before(words)):
        county = county_typed(said(head))
        if county and (county.kinded or county.mistyped(code)):
            return [_county(words, county, code)]
        if said(head).casefold() in COUNTY:
            raise UsageError("which_county", typed=text, codes=(code,))
    county = county_typed(text)
    return [_county(words, county)] if county and county.kinded else None
