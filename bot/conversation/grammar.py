"""Which states a text means: names, codes and abbreviations among what people write around them.  Pure.

A wrong state is worse than a question, so what could be read in two ways is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from bot.conversation.place_words import (
    ABBREVIATIONS,
    AROUND,
    COUNTING,
    COUNTRY,
    COUNTY,
    EVERYTHING,
    LINKS,
    SMALL,
    TWO_OF_A_NAME,
)
from bot.conversation.state_names import NAME_AT_MOST, mistyped_state, named_state
from bot.domain.chats import ALL_STATES
from bot.domain.errors import UsageError
from bot.reading.states import STATES
from bot.reading.text import fold

SHOWN = 40
"""Characters of what was typed that a question shows."""

_PIECES = re.compile(r"[,;\n/]")
EDGES = "\"'“”„«»()[]!?¡¿:*`_"
DASHES = re.compile("[-\N{EN DASH}\N{EM DASH}]")


class Kind(Enum):
    """What a word, or a run of words, is."""

    STATE = "state"
    SMALL = "small"
    """A state where it stands alone; beside others a word like any other."""
    EVERYTHING = "everything"
    COUNTRY = "country"
    LINK = "link"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words of a text mean; ``code`` is a state's, ``piece`` the number of the piece between commas."""

    kind: Kind
    typed: str
    piece: int
    code: str = ""

    @property
    def as_code(self) -> bool:
        """Whether it is written as two letters."""
        return self.typed.upper() == self.code


def read_states(text: str) -> list[str]:
    """Read states from what a person typed: in the order given, each once; or ``all`` by itself; or nothing.

    Raises:
        UsageError: some of it means no state, or could mean several.
    """
    meanings = list(all_meanings(text))
    if len(meanings) == 1 and meanings[0].kind is Kind.SMALL:
        return [meanings[0].code]
    _ask_about_small(meanings)
    telling = [meaning for meaning in meanings if meaning.kind in (Kind.STATE, Kind.EVERYTHING, Kind.COUNTRY)]
    states = [meaning for meaning in telling if meaning.kind is Kind.STATE]
    if not states:
        talk = len(meanings) > 1 and [meaning.typed for meaning in telling] == ["us"]
        return [ALL_STATES] if telling and not talk else []
    codes = list(dict.fromkeys(one.code for one in _without_washington(states)))
    _ask_about_everything(telling, codes)
    return codes


def _ask_about_everything(telling: Sequence[Meaning], codes: Sequence[str]) -> None:
    """Ask about ``all`` beside states, unless it stands right before one, as in ``all of Virginia``.

    Raises:
        UsageError: all may be meant, or only these.
    """
    everything = [at for at, meaning in enumerate(telling) if meaning.kind is Kind.EVERYTHING]
    if everything and (everything != [0] or telling[1].piece != telling[0].piece):
        raise UsageError("all_or_some", codes=tuple(codes))


def _ask_about_small(meanings: Sequence[Meaning]) -> None:
    """Ask about what would be a state if it were not a word as well, unless the words around it show that it is none.

    Raises:
        UsageError: it may be either.
    """
    for at, meaning in enumerate(meanings):
        unclear = _unclear_in_capitals if meaning.kind is Kind.STATE else _unclear
        if (
            meaning.code
            and fold(meaning.typed).strip(".") in SMALL
            and unclear(meaning, meanings[:at], meanings[at + 1 :])
        ):
            raise UsageError("small_word", typed=meaning.typed, codes=(meaning.code,))


def _unclear_in_capitals(meaning: Meaning, before: Sequence[Meaning], after: Sequence[Meaning]) -> bool:
    """Whether ``OR`` stands between two states, or everything is written in capitals."""
    shouted = any(other.kind is Kind.AROUND and other.typed.isupper() for other in (*before, *after))
    links = fold(meaning.typed) in LINKS and _state_near(meaning, before) and _state_near(meaning, after)
    return links or (shouted and meaning.as_code)


def _state_near(meaning: Meaning, others: Sequence[Meaning]) -> bool:
    return any(other.piece == meaning.piece and other.kind is Kind.STATE for other in others)


def _unclear(meaning: Meaning, before: Sequence[Meaning], after: Sequence[Meaning]) -> bool:
    """Whether a small word stands alone between commas, or behind codes alone: ``hi va`` greets, ``va ok`` may list."""
    if fold(meaning.typed) in LINKS or any(other.kind is Kind.AROUND for other in (*before, *after)):
        return False
    near_before = [other for other in before if other.piece == meaning.piece]
    near = [*near_before, *(other for other in after if other.piece == meaning.piece)]
    if not near:
        return bool(before or after)
    return bool(near_before) and all(other.kind is Kind.SMALL or other.as_code for other in near)


def _without_washington(states: Sequence[Meaning]) -> Iterator[Meaning]:
    """Leave out the state before a ``DC`` that follows its name: a comma between the two is as usual as none."""
    for meaning, following in pairwise([*states, None]):
        capital = following and fold(following.typed).replace(".", "") == "dc"
        if meaning and not (capital and meaning.code == "WA" and not meaning.as_code):
            yield meaning


def all_meanings(text: str) -> Iterator[Meaning]:
    """Say what each word, or run of words, of a text means.

    Raises:
        UsageError: some of it means no state, or could mean several.
    """
    for number, piece in enumerate(_PIECES.split(text)):
        yield from _meanings(piece, number)


def _meanings(piece: str, number: int) -> Iterator[Meaning]:
    words = [word for typed in piece.split() for word in _parted(typed)]
    while words:
        meaning, count = _first(words[:NAME_AT_MOST], number)
        yield meaning
        del words[:count]


def _parted(typed: str) -> Iterable[str]:
    """Divide ``VA-MD``, but not ``Winston-Salem``; without quotation marks and the like around it."""
    word = typed.strip(EDGES)
    parts = [part.strip(EDGES) for part in DASHES.split(word)]
    if len(parts) > 1 and not written_state(word) and all(not part or written_state(part) for part in parts):
        return filter(None, parts)
    return (word,) if word else ()


def _first(words: Sequence[str], piece: int) -> tuple[Meaning, int]:
    """Say what the first words mean, and how many these are.

    A code or well-spelt name goes before a mistyped one (``MA IN`` is not a mistyped Maine, nor
    ``Virginia MD`` a mistyped Virginia), and longer runs before shorter, but for a code before
    another state: ``AR Kansas`` is not Arkansas.

    Raises:
        UsageError: they mean no state, or could mean several.
    """
    runs = [(" ".join(words[:end]), end) for end in range(len(words), 0, -1)]
    for run, end in runs:
        two = _code(words[0]) and written_state(" ".join(words[1:end]))
        if end > 1 and not two and (code := written_state(run)):
            return Meaning(Kind.STATE, run, piece, code), end
        if fold(run).replace(".", "") in COUNTRY:
            return Meaning(Kind.COUNTRY, run, piece), end
    if meaning := _single(words[0], piece):
        return meaning, 1
    for run, end in runs:
        if code := _mistyped(run, words[1:end]):
            return Meaning(Kind.STATE, run, piece, code), end
    raise _not_understood(words)


def _mistyped(run: str, later: Sequence[str]) -> str | None:
    """The state that a run is a mistyped name of, where none of its ``later`` words means something by itself."""
    return None if any(_code(word) or fold(word) in LINKS | AROUND for word in later) else mistyped_state(run)


def _single(word: str, piece: int) -> Meaning | None:
    """Say what one word means by itself; None where that is nothing that we know."""
    plain = fold(word).strip(".")
    if code := written_state(word):
        return Meaning(Kind.SMALL if is_small(word) else Kind.STATE, word, piece, code)
    if plain in EVERYTHING:
        return Meaning(Kind.EVERYTHING, word, piece)
    if plain in LINKS or not plain:
        return Meaning(Kind.LINK, word, piece)
    return Meaning(Kind.AROUND, word, piece) if plain in AROUND | COUNTING else None


def is_small(text: str) -> bool:
    """Whether a state is written as a word that is no state beside others."""
    return fold(text).strip(".") in SMALL and text[:1].islower() and not text.endswith(".")


def written_state(text: str) -> str | None:
    """The code of the state that a text names, as it is or as newspapers abbreviate it; None where it names none."""
    return named_state(text) or ABBREVIATIONS.get(re.sub(r"[. ]", "", fold(text)))


def _code(word: str) -> bool:
    return word.upper() in STATES


def _not_understood(words: Sequence[str]) -> UsageError:
    typed = words[0][:SHOWN]
    if choices := TWO_OF_A_NAME.get(fold(words[0]).strip(".")):
        return UsageError("which_of_states", typed=typed, codes=choices)
    if any(fold(word).strip(".") in COUNTY for word in words):
        return UsageError("no_counties_yet", typed=" ".join(words)[:SHOWN])
    return UsageError("no_such_state", typed=typed)
