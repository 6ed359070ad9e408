"""How alike two names of agencies are, and what kind of difference lies between them.

Pure.  `bot.identity.words` says which words of a name carry its identity.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from bot.identity.persons import without_person
from bot.identity.schools import by_initials, has_risen
from bot.identity.words import (
    KINDS,
    LONG,
    PARTICLES,
    PLACES,
    TWICE,
    mistyped_soft,
    opposed,
    slips,
    soft_words,
    twice_mistyped,
    twice_mistyped_soft,
)
from bot.reading.agency import agency_key
from bot.reading.counties import find_counties
from bot.reading.text import fold


class Alike(StrEnum):
    """What lies between two names, from nothing to everything."""

    SAME = "same"
    """The same words."""
    TYPO = "typo"
    """Mistyped letters, or one word written as two."""
    WORDS = "words"
    """Other words without identity: Borough, Town of, the state's name, the order."""
    PART = "part"
    """One name is a part of the other, split at a slash or bracket, or before the name of a person; or its initials."""
    RELATED = "related"
    """The telling word resembles the other: Freedom, Freeborn; or a college has become a university."""
    OFFICE = "office"
    """The same place, another kind of office: sheriff, jail."""
    TWIN = "twin"
    """One telling word more or less: Melbourne, Melbourne Beach."""
    OTHER = "other"
    """Different telling words."""
    NUMBER = "number"
    """Different numbers: Precinct 1, Precinct 2."""


SPELLINGS = frozenset({Alike.SAME, Alike.TYPO, Alike.WORDS, Alike.PART})
"""Names between which lies no more than spelling."""

RESEMBLES = 60.0
"""More than this share of letters in common (percent) makes two telling words related."""


@lru_cache(maxsize=65_536)
def alike(a: str, b: str, state: str | None) -> Alike:
    """Return what lies between the names ``a`` and ``b`` of agencies in ``state`` (a code)."""
    key_a, key_b = agency_key(a, state), agency_key(b, state)
    soft = soft_words(key_a + key_b, state)
    whole = _between(key_a, key_b, soft)
    if whole in (Alike.SAME, Alike.WORDS):
        return whole
    if whole is Alike.TYPO or _misplaced_space(fold(a), fold(b)) or _one_letter(fold(a).split(), fold(b).split()):
        return Alike.RELATED if _of_two_counties(a, b, state) else Alike.TYPO
    if _is_part(a, b, state, soft) or _but_for_persons(key_a, key_b, soft) or by_initials(key_a, key_b):
        return Alike.PART
    return Alike.RELATED if has_risen(key_a, key_b) else whole


def _of_two_counties(a: str, b: str, state: str | None) -> bool:
    """Whether two names are of two counties of the state: Walker is no slip for Waller, nor Anderson for Henderson."""
    return len({find_counties(state or "", agency, "").codes for agency in (a, b)} - {()}) > 1


def _between(a: tuple[str, ...], b: tuple[str, ...], soft: frozenset[str]) -> Alike:
    """Return what lies between two keys, as far as their words tell."""
    left, right = _without_common(a, b)
    if not left and not right:
        return Alike.SAME if a == b else Alike.WORDS
    if _one_spelling(left, right):
        return Alike.TYPO
    typo = _pair_typos(left, right)
    typo |= _drop_mistyped(left, alone=not right) | _drop_mistyped(right, alone=not left)
    if (differ := _telling(left, right, soft)) is not None:
        return differ
    if (office := _office(a, b, (left, right), soft)) is not None:
        return office
    return Alike.TYPO if typo and not left and not right else Alike.WORDS


def _without_common(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[str], list[str]]:
    left, right = list(a), list(b)
    for word in a:
        if word in right:
            left.remove(word)
            right.remove(word)
    return left, right


def _one_spelling(left: list[str], right: list[str]) -> bool:
    """Whether the leftovers are one run of letters written apart or together: De Land, Deland."""
    a, b = "".join(left), "".join(right)
    if not a or not b or len(left) == len(right) == 1:
        return False
    return a == b or (len(a) >= LONG and slips(a, b) is not None)


def _pair_typos(left: list[str], right: list[str]) -> bool:
    """Take mistyped pairs out of both lists; say whether any of them was there."""
    found = False
    for word in list(left):
        near = [(far, other) for other in right if (far := _facing(word, other)) is not None]
        if near and not word.isdigit():
            left.remove(word)
            right.remove(min(near)[1])
            found = True
    return found


def _facing(word: str, other: str) -> int | None:
    """Return how many slips lie between words of two names; twice mistyped is a long word without identity as well."""
    far = slips(word, other)
    return TWICE if far is None and twice_mistyped(word, other) else far


def _drop_mistyped(words: list[str], *, alone: bool) -> bool:
    """Take out mistyped words without identity, ``alone`` twice mistyped ones too; say whether any was there."""
    found = [word for word in words if mistyped_soft(word) or (alone and twice_mistyped_soft(word))]
    for word in found:
        words.remove(word)
    return bool(found)


def _telling(left: list[str], right: list[str], soft: frozenset[str]) -> Alike | None:
    """Return how the words that only one side has tell two agencies apart, or None where they do not."""
    numbers = [any(map(str.isdigit, words)) for words in (left, right)]
    if any(numbers):
        return Alike.NUMBER if all(numbers) else Alike.TWIN
    a, b = (" ".join(word for word in words if word not in soft) for words in (left, right))
    if a and b:
        return Alike.RELATED if _resemble(a, b) else Alike.OTHER
    return Alike.TWIN if a or b or _excluded(PLACES & set(left), PLACES & set(right)) else None


def _resemble(a: str, b: str) -> bool:
    """Whether two telling words may be each other misread; short ones resemble by chance: Pima, Pinal."""
    return min(len(a), len(b)) >= LONG and ratio(a, b) > RESEMBLES and not opposed(a, b)


def _office(
    a: tuple[str, ...], b: tuple[str, ...], rest: tuple[list[str], list[str]], soft: frozenset[str]
) -> Alike | None:
    """Return how names with the same telling words differ in the kind of office, or None where they do not."""
    if _excluded(_kinds(a), _kinds(b)):
        return Alike.OFFICE if PLACES & set(a) == PLACES & set(b) else Alike.TWIN
    # Without any telling word (a state's own agencies) the kind of office is all that tells.
    telling = any(word in b and word not in soft for word in a)
    return Alike.OTHER if all(rest) and not telling and not _kinds(rest[0]) & _kinds(rest[1]) else None


def _kinds(words: Iterable[str]) -> set[str]:
    return {KINDS[word] for word in words if word in KINDS}


def _excluded(a: set[str], b: set[str]) -> bool:
    return bool(a and b and not a & b)


def _misplaced_space(a: str, b: str) -> bool:
    """Whether a space was lost, added or put elsewhere: ``PoliceDepartment``, ``Polic eDepartment``."""
    letters_a, letters_b = a.replace(" ", ""), b.replace(" ", "")
    return letters_a == letters_b or (a.count(" ") != b.count(" ") and slips(letters_a, letters_b) == 1)


def _one_letter(a: list[str], b: list[str]) -> bool:
    """Whether one letter of one word differs, and the word is long or carries no identity: ``Town f``, ``Sixtenth``."""
    differ = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(differ) != 1:
        return False
    (x, y) = differ[0]
    long = max(len(x), len(y)) >= LONG and (x + y).isalpha()
    return (long or x in PARTICLES or y in PARTICLES) and OSA.distance(x, y) == 1


def _is_part(a: str, b: str, state: str | None, soft: frozenset[str]) -> bool:
    """Whether the first part of a name in several parts is the other name."""
    parts_a, parts_b = _parts(fold(a)), _parts(fold(b))
    if len(parts_a) == len(parts_b) == 1:
        return False
    first = ((parts_a[0], b), (a, parts_b[0]))
    kinds = (_between(agency_key(x, state), agency_key(y, state), soft) for x, y in first)
    return any(kind in (Alike.SAME, Alike.TYPO) for kind in kinds)


def _but_for_persons(a: tuple[str, ...], b: tuple[str, ...], soft: frozenset[str]) -> bool:
    """Whether the names are one but for the persons who hold the office."""
    office_a, office_b = without_person(a, soft), without_person(b, soft)
    named = office_a != a or office_b != b
    return named and _between(office_a, office_b, soft) in (Alike.SAME, Alike.TYPO)


def _parts(agency: str) -> list[str]:
    for mark in "/(;":
        agency = agency.replace(mark, "|")
    return [part for part in agency.split("|") if part.strip(" )")] or [""]
