"""Words without those that people write around places.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.conversation.pieces import Word
from bot.conversation.place_words import AROUND, COUNTING, COUNTRY, EVERYTHING, SMALL
from bot.reading.text import fold

IN = frozenset({"in", "en", "of", "de", "del"})
"""What stands between a county and its state."""


def is_around(text: str) -> bool:
    """Whether a word, as it stands, is one that people write around places."""
    plain = fold(text).strip(".")
    return not plain or plain in AROUND | COUNTING


def _strippable(text: str) -> bool:
    plain = fold(text).strip(".")
    return is_around(text) or (plain in SMALL | COUNTRY | IN and text[:1].islower())


def _leads(text: str) -> bool:
    """Whether a word may stand before a place: ``all`` too, as in ``all of Page County``."""
    return _strippable(text) or fold(text) in EVERYTHING


def cuts(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the words, then without more and more of those at either end that people write around places."""
    lead = next((at for at, word in enumerate(words) if not _leads(word.text)), len(words) - 1)
    trail = next((at for at, word in enumerate(reversed(words)) if not _strippable(word.text)), 0)
    cuts = sorted((first + last, first, last) for first in range(lead + 1) for last in range(trail + 1))
    yield from (words[first : len(words) - last] for _, first, last in cuts if first + last < len(words))


def core_of(words: Sequence[Word]) -> Sequence[Word]:
    """The words without all that people write around a place."""
    return list(cuts(words))[-1] if words else words
