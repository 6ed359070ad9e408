"""Universities and colleges: the ranks that they rise through, and the initials by which they go.  Pure.

Words are compared as `bot.reading.agency` leaves them.  Which school it is, the other words say: a campus, a system
or another place is another one, and so is ``State`` where only one of two names has it.
"""

from __future__ import annotations

from collections import Counter

from bot.identity.words import SCHOOLS

RANKS = {*SCHOOLS, "community", "institute", "junior", "state", "technical"}
"""Words that say of what rank a school is: one may take the place of another ..."""

DROPPED = {"community", "junior", "technical"}
"""... and these may go without any other in their place."""

UNSPOKEN = {"and", "at", "for", "in"}
"""Words that initials leave out."""

FEWEST_INITIALS = 2


def has_risen(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of schools differ in their ranks alone, each rank standing where the other's does."""
    if SCHOOLS.isdisjoint(a) or SCHOOLS.isdisjoint(b):
        return False
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        return any(word in DROPPED and (*longer[:n], *longer[n + 1 :]) == shorter for n, word in enumerate(longer))
    differ = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return bool(differ) and all(x in RANKS and y in RANKS for x, y in differ)


def by_initials(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one name has the initials of the school that the other spells out."""
    if SCHOOLS.isdisjoint(a) and SCHOOLS.isdisjoint(b):
        return False
    left, right = list((Counter(a) - Counter(b)).elements()), list((Counter(b) - Counter(a)).elements())
    return _initials(left, right) or _initials(right, left)


def _initials(short: list[str], long: list[str]) -> bool:
    """``ut``, or ``u t`` where points were printed."""
    one = len(short) == 1 or all(len(letter) == 1 for letter in short)
    if not one or SCHOOLS.isdisjoint(long):
        return False
    initials = "".join(word[0] for word in long if word not in UNSPOKEN)
    return len(initials) >= FEWEST_INITIALS and "".join(short) == initials
