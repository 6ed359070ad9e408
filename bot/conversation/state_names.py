"""The names of states in every language, and what people who mistype them mean."""

from __future__ import annotations

import re

from bot.reading.states import MISTYPED, exact_state, nearest, state
from bot.reading.text import fold
from bot.wording.languages import LANGUAGES

NAME_AT_MOST = 6
"""Words that the name of a state can have as people write it: The Commonwealth of the Northern Mariana Islands."""

_STATE_OF = re.compile(r"^(?:el )?estado (?:libre asociado )?de ")

_DIGIT = re.compile(r"\d")
"""No state has one: ``VA 51139`` names two places."""


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


def named_state(text: str) -> str | None:
    """Return the code that ``text`` is, or is the well-spelt name of in any language, or None."""
    return None if _DIGIT.search(text) else exact_state(text) or TRANSLATED.get(_letters(text))


def mistyped_state(text: str) -> str | None:
    """Return the code of the one state that ``text`` is surely a mistyped name of in any language, or None."""
    if _DIGIT.search(text):
        return None
    letters = _letters(text)
    return state(text) or (nearest(letters, TRANSLATED) if len(letters) in MISTYPED else None)
