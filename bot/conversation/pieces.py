"""What people type, divided where they divide it: at commas, lines and the like, and at "and".  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from bot.conversation.grammar import EDGES, written_state
from bot.conversation.place_words import LINKS
from bot.domain.errors import UsageError
from bot.reading.county_names import counties_in, words_of
from bot.reading.states import STATES
from bot.reading.text import fold

_TOKEN = re.compile(r"[,/;\n|]|[^\s,/;\n|]+")
_DIVIDED = re.compile("[-\N{EN DASH}\N{EM DASH}&+]")
"""What may stand between two places without a space: ``VA-MD``, ``VA&MD``; but not in ``A&M``."""

JOINED_AT_MOST = 12
"""Pieces that are put together again where they are the name of one agency."""
_DASH_ALONE = frozenset("-\N{EN DASH}\N{EM DASH}\N{MIDDLE DOT}|")


class Joint(Enum):
    """What stands before a piece."""

    COMMA = "comma"
    LINK = "link"
    """``and``, ``or`` and their like: a state behind it is one more place, not that of those before it."""
    COLON = "colon"
    """What stands before it is the heading of what follows."""
    LINE = "line"
    """A new line or a semicolon: nothing behind it belongs to anything before it."""
    BESIDE = "beside"
    """Nothing but a space."""


_SIGNS = {",": Joint.COMMA, "/": Joint.COMMA, ";": Joint.LINE, "\n": Joint.LINE}


@dataclass(frozen=True, slots=True)
class Word:
    """A word without what is put around words, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Piece:
    """Words with nothing between them but spaces, and what stands before them."""

    joint: Joint
    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return said(self.words)


def said(words: Sequence[Word]) -> str:
    """Words with single spaces between."""
    return " ".join(word.text for word in words)


def pieces(text: str, whole: Callable[[str], bool]) -> list[Piece]:
    """Divide a text; what is ``whole`` by itself, as a name with "and" in it, is not divided further.

    Raises:
        UsageError: ``OR`` stands between two places, and may be Oregon.
    """
    signed = [piece for piece in _by_signs(text, whole) if piece.words]
    return [part for piece in _joined(text, signed, whole) for part in _by_links(piece, whole) if part.words]


def _joined(text: str, divided: list[Piece], whole: Callable[[str], bool]) -> Iterator[Piece]:
    """Put pieces together again that are one name: ``Rappahannock, Shenandoah, Warren Regional Jail Authority``."""
    at = 0
    while at < len(divided):
        ends = range(min(len(divided), at + JOINED_AT_MOST), at + 1, -1)
        start = divided[at].words[0].start
        end = next((end for end in ends if whole(text[start : divided[end - 1].words[-1].end])), at + 1)
        yield Piece(divided[at].joint, [word for piece in divided[at:end] for word in piece.words])
        at = end


def _by_signs(text: str, whole: Callable[[str], bool]) -> Iterator[Piece]:
    """Divide at commas, lines and the like; a word such as ``va-page`` stands for itself."""
    piece = Piece(Joint.LINE)
    for token in _TOKEN.finditer(text):
        typed = token[0]
        sign = Joint.COMMA if typed in _DASH_ALONE else _SIGNS.get(typed)
        if sign:
            yield piece
            piece = Piece(sign)
            continue
        words = _parted(typed, token.start())
        alone = not piece.words and len(words) > 1 and not all(written_state(word.text) for word in words)
        piece.words += _as_one(words) if whole(typed.strip(EDGES)) else words
        if alone or typed.rstrip("*`_").endswith(":"):
            yield piece
            piece = Piece(Joint.LINK if alone else Joint.COLON)
    yield piece


def _as_one(words: Sequence[Word]) -> list[Word]:
    """Parts of a word put together again: the public id of an agency."""
    return [Word("-".join(word.text for word in words), words[0].start, words[-1].end)]


def _parted(typed: str, start: int) -> list[Word]:
    """Divide ``VA-MD``, ``va-page`` and ``Page-VA``, but not ``Miami-Dade``; without quotation marks and the like."""
    word = typed.strip(EDGES)
    if not word:
        return []
    at = start + typed.index(word)
    parts = [part.strip(EDGES) for part in _DIVIDED.split(word)]
    codes = [part.upper() in STATES for part in parts]
    whole = len(parts) == 1 or written_state(word) or not all(parts)
    if whole or not (codes[0] or codes[-1] or all(map(written_state, parts))):
        return [Word(word, at, at + len(word))]
    return list(_parts(parts, at, (codes[0], codes[-1])))


def _parts(parts: Sequence[str], at: int, codes: tuple[bool, bool]) -> Iterator[Word]:
    """The parts as words; a code at either end in capitals, for between dashes it is no other word."""
    first, last = codes
    for number, part in enumerate(parts):
        code = (first and number == 0) or (last and not first and number == len(parts) - 1)
        yield Word(part.upper() if code else part, at, at + len(part))
        at += len(part) + 1


def _by_links(piece: Piece, whole: Callable[[str], bool]) -> Iterator[Piece]:
    """Divide a piece at ``and`` and its like, but not ``King and Queen``, nor at the ``OR`` of ``Marion OR``."""
    if whole(piece.text):
        yield piece
        return
    part = Piece(piece.joint)
    for at, word in enumerate(piece.words):
        inside = bool(part.words) and whole(said(_up_to_link(piece.words, at - len(part.words), at)))
        if inside or not _links(piece.words, at):
            part.words.append(word)
            continue
        yield part
        part = Piece(Joint.LINK)
    yield part


def _up_to_link(words: Sequence[Word], start: int, at: int) -> Sequence[Word]:
    """The words from ``start`` to the next link behind ``at``."""
    return words[start : next((later for later in range(at + 1, len(words)) if _links(words, later)), len(words))]


def _links(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands between two places.

    Raises:
        UsageError: it is ``OR`` and may be Oregon.
    """
    plain = fold(words[at].text).strip(".")
    if plain not in LINKS:
        return False
    last = at == len(words) - 1
    if words[at].text == "OR":
        if last or (fold(words[at + 1].text) in LINKS):
            return False
        raise UsageError("small_word", typed="OR", codes=("OR",))
    return last or not at or not _named_so(words[at - 1].text, plain, words[at + 1].text)


def _named_so(before: str, link: str, after: str) -> bool:
    if (fold(before), link, fold(after)) == ("ciudad", "y", "municipio"):
        return True
    return link in {"and", "&"} and (*words_of(before)[-1:], *words_of(after)[:1]) in _names_with_and()


@cache
def _names_with_and() -> frozenset[tuple[str, ...]]:
    """The words on either side of the "and" that is in the name of a county, or in its kind."""
    names = [words_of(county.name) for state in STATES for county in counties_in(state)]
    return frozenset(
        (before, after)
        for name in names
        for before, link, after in zip(name, name[1:], name[2:], strict=False)
        if link == "and"
    ) | {("city", "county"), ("city", "borough")}
