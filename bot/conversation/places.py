"""Which places a person means: states by code and name in every language, as people type them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.vocabulary import AND, EVERYWHERE, in_english
from bot.domain.chats import ALL_STATES, Asked, Choice, Completes
from bot.domain.errors import UsageError
from bot.reading.states import MISTYPED, STATES, exact_state, nearest, state
from bot.reading.text import fold
from bot.wording.languages import LANGUAGES, Words

NAME_AT_MOST = 6
"""Words that the name of a state can have as people write it: The Commonwealth of the Northern Mariana Islands."""

_STATE_OF = re.compile(r"^(?:el )?estado (?:libre asociado )?de ")


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", _STATE_OF.sub("", fold(text)))


TRANSLATED = {_letters(name): code for words in LANGUAGES.values() for code, name in words.states.items()} | {
    "islasmarianas": "MP",
    "islasvirgenes": "VI",
    "islasvirgenesdelosestadosunidos": "VI",
    "nuevohampshire": "NH",
    "nuevahampshire": "NH",
    "nuevojersey": "NJ",
    "tejas": "TX",
    "virginiadeloeste": "WV",
}
"""Codes by the names in every language, and other names in use, as letters without accents."""

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
    found: list[str] = []
    left = list(words)
    while left:
        if found and left[0].casefold() in AND:
            del left[0]
            continue
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
    runs = range(len(words), 0, -1)
    for end in runs:
        if fold(" ".join(words[:end])) in EVERYWHERE:
            return ALL_STATES, end
    for end in runs:
        two = end > 1 and words[0].upper() in STATES and named_state(" ".join(words[1:end]))
        if not two and (code := named_state(" ".join(words[:end]))):
            return code, end
    for end in runs:
        others = any(word.upper() in STATES for word in words[1:end])
        if not others and (code := _mistyped(" ".join(words[:end]))):
            return code, end
    raise UsageError("no_such_state", typed=words[0][:40])


def named_state(text: str) -> str | None:
    """Return the code that ``text`` is, or is the well-spelt name of in any language, or None."""
    return exact_state(text) or TRANSLATED.get(_letters(text))


def agency_typed(typed: str) -> tuple[str, str | None]:
    """Read the name of an agency that was typed in Spanish: in English, and the code of the state behind it.

    A state by its English name stays with the name.
    """
    words = typed.replace(",", " ").split()
    for count in range(min(len(words) - 1, NAME_AT_MOST), 0, -1):
        if code := named_state(" ".join(words[-count:])):
            name, behind = words[:-count], words[-count:]
            name = name[:-1] if name[-1].casefold() == "en" else name
            if exact_state(" ".join(behind)):
                english = in_english(" ".join(name + behind))
                return typed if english == " ".join(words) else english, None
            return in_english(" ".join(name)), code
    return in_english(typed), None


def _mistyped(text: str) -> str | None:
    letters = _letters(text)
    return state(text) or (nearest(letters, TRANSLATED) if len(letters) in MISTYPED else None)


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
        start = " ".join(map(fold, pieces[-unfinished:]))
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
        if any(fold(text).startswith(start) for text in (code, name, words.state(code)))
    ]
