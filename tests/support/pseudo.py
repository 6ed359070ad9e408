"""A language made of English, with accents and longer phrases, so that what is no phrase stands out."""

from __future__ import annotations

from string import Formatter

from bot.wording.en import English
from bot.wording.languages import Words
from bot.wording.phrases import Phrase

CODE = "xx"
LONGER = 0.3
"""How much longer a phrase becomes: about what German or Spanish needs for the same."""

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_PADDING = "ø"


def phrases_of(language: type[English]) -> dict[str, Phrase]:
    """Every phrase of a language by its name."""
    found = {name: getattr(language, name) for name in dir(language)}
    return {name: phrase for name, phrase in found.items() if isinstance(phrase, Phrase)}


def accented(text: str) -> str:
    """Give every letter of ``text`` an accent, and make it longer; the values in it stay as they are."""
    pieces = []
    for literal, name, spec, _ in Formatter().parse(text):
        pieces.append(literal.translate(_ACCENTED))
        if name is not None:
            pieces.append(f"{{{name}:{spec}}}" if spec else f"{{{name}}}")
    letters = sum(char.isalpha() for piece in pieces if not piece.startswith("{") for char in piece)
    return "".join(pieces) + _PADDING * round(letters * LONGER)


def make_pseudo() -> Words:
    """Make the language anew, of every phrase that English has now."""
    made: dict[str, object] = {
        "code": CODE,
        "months": tuple(map(accented, English.months)),
        "states": {code: accented(name) for code, name in English.states.items()},
        "states_in_sentences": {code: accented(name) for code, name in English.states_in_sentences.items()},
    }
    for name, phrase in phrases_of(English).items():
        made[name] = (
            Phrase(**{form: accented(text) for form, text in phrase.forms.items()})
            if _plural(phrase)
            else (Phrase(accented(phrase.forms[""])))
        )
    pseudo: Words = type("Pseudo", (English,), made)()
    return pseudo


def _plural(phrase: Phrase) -> bool:
    return "" not in phrase.forms
