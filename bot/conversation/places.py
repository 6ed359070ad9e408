"""What completes a list of places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from bot.conversation.areas import read_areas
from bot.conversation.begun import begun_agencies, begun_counties
from bot.conversation.grammar import read_states
from bot.conversation.state_names import NAME_AT_MOST
from bot.domain.agencies import AgencyName
from bot.domain.areas import Area
from bot.domain.chats import Choice, Completes
from bot.domain.errors import UsageError
from bot.reading.states import STATES
from bot.reading.text import fold
from bot.wording.languages import Words

_WORD = re.compile(r"[^\s,;]+")
_SIGNS = ",;\n"

CHOICE = 100
"""Characters that a suggestion may have: the strictest platform's limit, Discord's."""

CHOICES = 25
"""Suggestions at once: the strictest platform's limit, Discord's."""


def complete(completes: Completes, typed: str, words: Words, names: Sequence[AgencyName]) -> list[Choice]:
    """Complete what a person has typed so far of ``completes``: choices, best first; ``names`` are of every agency."""
    match completes:
        case Completes.PLACES:
            return suggest_places(words, typed, names)
        case Completes.AGENCIES:
            return _choices(begun_agencies(words, typed, names), "")


def suggest_places(words: Words, typed: str, names: Sequence[AgencyName]) -> list[Choice]:
    """Complete what was typed so far of a list of places: states first, then counties, then agencies.

    What stands before the last comma is kept, as codes where it is understood.
    """
    at = max(typed.rfind(sign) for sign in _SIGNS) + 1
    begun, before = typed[at:], _codes(typed[:at], names)
    states = [(choice.label, choice.value) for choice in suggest_states(words, begun) if _names_states(choice.value)]
    places = [*states, *begun_counties(words, begun), *begun_agencies(words, begun, names)] if fold(begun) else states
    return _choices(places, before)


def _names_states(value: str) -> bool:
    """Whether what would be given names states alone: ``page va`` has begun no state."""
    try:
        return bool(read_states(value))
    except UsageError:
        return False


def _choices(places: Iterable[tuple[str, Area]], before: str) -> list[Choice]:
    """The labels and codes of places as choices, as far as they keep the limits."""
    fits = (Choice((before + label)[:CHOICE], before + code) for label, code in places)
    return list(islice((choice for choice in fits if len(choice.value) <= CHOICE), CHOICES))


def _codes(typed: str, names: Sequence[AgencyName]) -> str:
    """What is typed already, as codes with commas between; as it is where it is not understood."""
    try:
        areas = read_areas(typed, names)
    except UsageError:
        return f"{typed.rstrip()} "
    return "".join(f"{area}, " for area in areas)


def suggest_states(words: Words, typed: str) -> list[Choice]:
    """Complete what was typed so far of a list of states: choices, best first."""
    starts = [word.start() for word in _WORD.finditer(typed)]
    if not starts or not _WORD.match(typed[-1]):
        starts.append(len(typed))
    for at in starts[-NAME_AT_MOST:]:  # ``New Y`` is one name begun, ``VA New`` is two
        before = _before(typed[:at])
        fits = [
            (before + words.state_choice(state=name, code=code), before + code)
            for code, name in _begun(words, _typed(typed[at:]))
        ]
        if fits:
            return [Choice(label[:CHOICE], value) for label, value in fits[:CHOICES] if len(value) <= CHOICE]
    return []


def _typed(begun: str) -> str:
    """A name as far as it is typed: without case and accents, but with the space that ends a word."""
    return f"{fold(begun)} " if begun[-1:].isspace() else fold(begun)


def _before(typed: str) -> str:
    """What is typed already, as codes with commas between, which nothing can be confused with; else as it is."""
    try:
        codes = read_states(typed)
    except UsageError:
        return typed
    return "".join(f"{code}, " for code in codes)


def _begun(words: Words, start: str) -> list[tuple[str, str]]:
    """States by code, by name, and by the English name that every command understands."""
    return [
        (code, words.state(code))
        for code, name in STATES.items()
        if any(fold(text).startswith(start) for text in (code, name, words.state(code)))
    ]
