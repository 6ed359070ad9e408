"""How alike two names of agencies are, and what kind of difference lies between them.

Pure.  Words are compared as `bot.reading.agency` leaves them.  The vocabularies hold kinds of office
and place only: which words of a name carry no identity, and which kinds exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from bot.reading.names import agency_key, fold, state_name


class Alike(StrEnum):
    """What lies between two names, from nothing to everything."""

    SAME = "same"  # the same words
    TYPO = "typo"  # mistyped letters, or one word written as two
    WORDS = "words"  # other words without identity: Borough, Town of, the state's name, the order
    PART = "part"  # one name is a part of the other, split at a slash, bracket or comma
    RELATED = "related"  # the telling word resembles the other: Freedom, Freeborn
    OFFICE = "office"  # the same place, another kind of office: sheriff, jail
    TWIN = "twin"  # one telling word more or less: Melbourne, Melbourne Beach
    OTHER = "other"  # different telling words
    NUMBER = "number"  # different numbers: Precinct 1, Precinct 2


KINDS = {
    "police": "police",
    "patrol": "police",
    "trooper": "police",
    "sheriff": "sheriff",
    "constable": "constable",
    "marshal": "marshal",
    "attorney": "attorney",
    "prosecutor": "attorney",
    "correction": "jail",
    "jail": "jail",
    "detention": "jail",
    "prison": "jail",
    "board": "board",
    "trustees": "board",
    "commissioner": "board",
    "fire": "fire",
}
PLACES = {"county", "parish", "township", "borough", "village", "town", "municipality"}
SOFT = {
    *KINDS,
    *PLACES,
    *("agency", "and", "authority", "bureau", "center", "division", "enforcement", "facility", "for", "in"),
    *("law", "municipal", "public", "regional", "safety", "service", "state", "unit", "department", "office", "of"),
}
"""Words that may come and go without making another agency of it."""

PARTICLES = {*SOFT, "city", "the", "sheriffs", "constables", "corrections", "services", "commissioners"}
"""Words of a name as printed that carry no identity of their own."""

SCHOOLS = {"university", "college"}
DIRECTIONS = ("north", "south", "east", "west")

LONG = 6
"""Letters from which a word may hold one slip and be surely the same; from `LONGER`, two."""
LONGER = 9
SHORTEST = 4
RESEMBLES = 60.0
"""More than this share of letters in common (percent) makes two telling words related."""


def slips(a: str, b: str) -> int | None:
    """Return how many mistyped letters turn ``a`` into ``b``, or None where these are two words.

    An ``s`` at the end of a long word counts for nothing: keys have ``sheriff``, typists ``hseriffs``.
    Another direction is no slip: Northampton, Southampton.
    """
    length = max(len(a), len(b))
    allowed = 0 if length < SHORTEST else 1 if length < LONGER else 2
    if not allowed:
        return 0 if a == b else None
    if length > LONG:
        a, b = a.removesuffix("s"), b.removesuffix("s")
    far = OSA.distance(a, b, score_cutoff=allowed)
    return far if far <= allowed and not _opposed(a, b) else None


def _opposed(a: str, b: str) -> bool:
    """Whether two words begin with different directions."""
    ahead = {way for word in (a, b) for way in DIRECTIONS if word.startswith(way)}
    return len(ahead) > 1


def telling_words(agency: str, other: str, state: str | None) -> list[str]:
    """Return the words of ``agency`` that say which one it is and that ``other`` does not have."""
    key, others = agency_key(agency, state), agency_key(other, state)
    soft = _soft(key + others, state)
    return [word for word in key if word not in others and word not in soft]


def _without_common(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[str], list[str]]:
    left, right = list(a), list(b)
    for word in a:
        if word in right:
            left.remove(word)
            right.remove(word)
    return left, right


def _pair_typos(left: list[str], right: list[str]) -> bool:
    """Take mistyped pairs out of both lists; say whether any of them was there."""
    found = False
    for word in list(left):
        near = [(far, other) for other in right if (far := slips(word, other)) is not None]
        if near and not word.isdigit():
            left.remove(word)
            right.remove(min(near)[1])
            found = True
    return found


@lru_cache(maxsize=65_536)
def _mistyped_soft(word: str) -> bool:
    return word not in SOFT and any(slips(word, soft) == 1 for soft in SOFT if len(soft) >= LONG)


def _drop_mistyped(words: list[str]) -> bool:
    """Take out mistyped words without identity (``offic``, ``departent``); say whether any was there."""
    found = [word for word in words if _mistyped_soft(word)]
    for word in found:
        words.remove(word)
    return bool(found)


def _kinds(words: Iterable[str]) -> set[str]:
    return {KINDS[word] for word in words if word in KINDS}


def _excluded(a: set[str], b: set[str]) -> bool:
    return bool(a and b and not a & b)


def _numbers(words: list[str]) -> set[str]:
    return {word for word in words if word.isdigit()}


def _one_spelling(left: list[str], right: list[str]) -> bool:
    """Whether the leftovers are one run of letters written apart or together: De Land, Deland."""
    a, b = "".join(left), "".join(right)
    return (
        bool(a and b) and (len(left) > 1 or len(right) > 1) and (a == b or (len(a) >= LONG and slips(a, b) is not None))
    )


def _judge(a: tuple[str, ...], b: tuple[str, ...], soft: frozenset[str]) -> Alike:
    left, right = _without_common(a, b)
    if not left and not right:
        return Alike.SAME if a == b else Alike.WORDS
    if _one_spelling(left, right):
        return Alike.TYPO
    typo = _pair_typos(left, right) | _drop_mistyped(left) | _drop_mistyped(right)
    if (differ := _telling(left, right, soft)) is not None:
        return differ
    if (office := _office(a, b, (left, right), soft)) is not None:
        return office
    return Alike.TYPO if typo and not left and not right else Alike.WORDS


def _office(
    a: tuple[str, ...], b: tuple[str, ...], rest: tuple[list[str], list[str]], soft: frozenset[str]
) -> Alike | None:
    """Return how names with the same telling words differ in the kind of office, or None where they do not."""
    if _excluded(_kinds(a), _kinds(b)):
        return Alike.OFFICE if PLACES & set(a) == PLACES & set(b) else Alike.TWIN
    # Without any telling word (a state's own agencies) the kind of office is all that tells.
    telling = any(word in b and word not in soft for word in a)
    return Alike.OTHER if all(rest) and not telling and not _kinds(rest[0]) & _kinds(rest[1]) else None


def _telling(left: list[str], right: list[str], soft: frozenset[str]) -> Alike | None:
    """Return how the words that only one side has tell two agencies apart, or None where they do not."""
    if _numbers(left) or _numbers(right):
        return Alike.NUMBER if _numbers(left) and _numbers(right) else Alike.TWIN
    a = " ".join(word for word in left if word not in soft)
    b = " ".join(word for word in right if word not in soft)
    if a and b:
        # Short words resemble each other by chance: Pima, Pinal.
        long = min(len(a), len(b)) >= LONG
        return Alike.RELATED if long and ratio(a, b) > RESEMBLES and not _opposed(a, b) else Alike.OTHER
    return Alike.TWIN if a or b or _excluded(PLACES & set(left), PLACES & set(right)) else None


def _parts(agency: str) -> list[str]:
    for mark in "/(;":
        agency = agency.replace(mark, "|")
    return [part for part in agency.split("|") if part.strip(" )")] or [""]


def _one_letter(a: list[str], b: list[str]) -> bool:
    """Whether one letter of one word differs, and the word is long or carries no identity: ``Town f``, ``Sixtenth``."""
    differ = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(differ) != 1:
        return False
    (x, y) = differ[0]
    long = max(len(x), len(y)) >= LONG and (x + y).isalpha()
    return (long or x in PARTICLES or y in PARTICLES) and OSA.distance(x, y) == 1


def _misplaced_space(a: str, b: str) -> bool:
    """Whether a space was lost, added or put elsewhere: ``PoliceDepartment``, ``Polic eDepartment``."""
    letters_a, letters_b = a.replace(" ", ""), b.replace(" ", "")
    return letters_a == letters_b or (a.count(" ") != b.count(" ") and slips(letters_a, letters_b) == 1)


def _soft(words: tuple[str, ...], state: str | None) -> frozenset[str]:
    """Return the words without identity here: ``state`` tells two universities apart, but no two police forces."""
    return _soft_in(state, school=not SCHOOLS.isdisjoint(words))


@lru_cache(maxsize=256)
def _soft_in(state: str | None, *, school: bool) -> frozenset[str]:
    own = {state.lower(), *state_name(state).lower().split()} if state else set()
    return frozenset((SOFT | own) - ({"state"} if school else set()))


@lru_cache(maxsize=65_536)
def alike(a: str, b: str, state: str | None) -> Alike:
    """Return what lies between the names ``a`` and ``b`` of agencies in ``state`` (a code)."""
    key_a, key_b = agency_key(a, state), agency_key(b, state)
    soft = _soft(key_a + key_b, state)
    whole = _judge(key_a, key_b, soft)
    if whole in (Alike.SAME, Alike.TYPO, Alike.WORDS):
        return whole
    if _misplaced_space(fold(a), fold(b)) or _one_letter(fold(a).split(), fold(b).split()):
        return Alike.TYPO
    parts_a, parts_b = _parts(fold(a)), _parts(fold(b))
    if len(parts_a) == len(parts_b) == 1:
        return whole
    first = ((parts_a[0], b), (a, parts_b[0]))
    kinds = (_judge(agency_key(x, state), agency_key(y, state), soft) for x, y in first)
    return Alike.PART if any(kind in (Alike.SAME, Alike.TYPO) for kind in kinds) else whole
