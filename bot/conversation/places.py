"""What completes a list of places."""

from __future__ import annotations

import re

from bot.conversation.grammar import read_states
from bot.conversation.state_names import NAME_AT_MOST
from bot.domain.chats import Choice, Completes
from bot.domain.errors import UsageError
from bot.reading.states import STATES
from bot.reading.text import fold
from bot.wording.languages import Words

_WORD = re.compile(r"[^\s,;]+")

CHOICE = 100
"""Characters that a suggestion may have: the strictest platform's limit, Discord's."""

CHOICES = 25
"""Suggestions at once: the strictest platform's limit, Discord's."""


def complete(completes: Completes, typed: str, words: Words) -> list[Choice]:
    """Complete what a person has typed so far of ``completes``: choices, best first."""
    match completes:
        case Completes.STATES:
            return suggest_states(words, typed)


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
