"""Which places a person means: states by code and name, as people type them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.chats import ALL_STATES, Asked, Choice, Completes
from bot.domain.errors import UsageError
from bot.reading.states import STATES, exact_state, state
from bot.wording.languages import Words

NAME_AT_MOST = 6
"""Words that the name of a state can have as people write it: The Commonwealth of the Northern Mariana Islands."""

CHOICE = 100
"""Characters that a suggestion may have: the strictest platform's limit, Discord's."""

CHOICES = 25
"""Suggestions at once: the strictest platform's limit, Discord's."""


def parse_state(asked: Asked) -> str:
    """Read the one state that a command is about.

    Raises:
        UsageError: it names none, several or all.
    """
    states = parse_states(asked.words)
    if len(states) != 1 or ALL_STATES in states:
        raise UsageError("which_state", name=asked.name)
    return states[0]


def parse_states(words: str) -> list[str]:
    """Read states from what a person typed: codes and names, separated as they like; ``all`` by itself.

    Returns codes in the order given, each once.

    Raises:
        UsageError: a word names no state or territory.
    """
    found: list[str] = []
    for piece in words.replace(";", ",").replace("\n", ",").split(","):
        found += _states_in(piece.split())
    if ALL_STATES in found:
        return [ALL_STATES]
    return list(dict.fromkeys(found))


def _states_in(words: Sequence[str]) -> list[str]:
    """Take one state after another from the left: ``West Virginia VA`` is two."""
    found = []
    left = list(words)
    while left:
        code, count = _first_state(left[:NAME_AT_MOST])
        found.append(code)
        del left[:count]
    return found


def _first_state(words: Sequence[str]) -> tuple[str, int]:
    """Return the state that the first words name, and how many words that takes.

    A code or well-spelt name goes before a mistyped one (``MA IN`` is not a mistyped Maine, nor
    ``Virginia MD`` a mistyped Virginia), and longer runs before shorter, but for a code before
    another state: ``AR Kansas`` is not Arkansas.
    """
    if words[0].casefold() == ALL_STATES:
        return ALL_STATES, 1
    runs = range(len(words), 0, -1)
    for end in runs:
        two = end > 1 and words[0].upper() in STATES and exact_state(" ".join(words[1:end]))
        if not two and (code := exact_state(" ".join(words[:end]))):
            return code, end
    for end in runs:
        others = any(word.upper() in STATES for word in words[1:end])
        if not others and (code := state(" ".join(words[:end]))):
            return code, end
    raise UsageError("no_such_state", typed=words[0][:40])


def complete(completes: Completes, typed: str, words: Words) -> list[Choice]:
    """Complete what a person has typed so far of ``completes``: choices, best first."""
    match completes:
        case Completes.STATES:
            return suggest_states(words, typed)


def suggest_states(words: Words, typed: str) -> list[Choice]:
    """Complete what was typed so far of a list of states: choices, best first."""
    pieces = typed.replace(",", " ").replace(";", " ").split()
    if typed[-1:].isspace() or not pieces:
        pieces.append("")
    for unfinished in range(min(len(pieces), NAME_AT_MOST), 0, -1):  # ``New Y`` is one name begun, ``VA New`` is two
        start = " ".join(pieces[-unfinished:]).casefold()
        before = "".join(f"{word} " for word in pieces[:-unfinished])
        fits = [
            (before + words.state_choice(state=name, code=code), before + code) for code, name in _begun(words, start)
        ]
        if fits:
            return [Choice(label[:CHOICE], value) for label, value in fits[:CHOICES] if len(value) <= CHOICE]
    return []


def _begun(words: Words, start: str) -> list[tuple[str, str]]:
    """States by code, by name, and by the English name that every command understands."""
    return [
        (code, words.state(code))
        for code, name in STATES.items()
        if any(text.casefold().startswith(start) for text in (code, name, words.state(code)))
    ]
