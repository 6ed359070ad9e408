"""A language made of English by accents: what is said past its phrases shows by being plain."""

from __future__ import annotations

from string import Formatter

from bot.wording.en import English
from bot.wording.languages import Words
from bot.wording.phrases import Phrase

_ACCENTS = str.maketrans("aceinouyzACEINOUYZ", "áčéíñóúýžÁČÉÍÑÓÚÝŽ")


def accented(text: str) -> str:
    """The text with an accent on every vowel and some others, its values as they were."""
    parts = []
    for literal, name, spec, _ in Formatter().parse(text):
        field = "" if name is None else f"{{{name}{f':{spec}' if spec else ''}}}"
        parts.append(literal.translate(_ACCENTS) + field)
    return "".join(parts)


def phrases() -> dict[str, Phrase]:
    """Every phrase of English by its name."""
    return {
        name: found
        for base in reversed(English.__mro__)
        for name, found in vars(base).items()
        if isinstance(found, Phrase)
    }


def _made(phrase: Phrase) -> Phrase:
    forms = {form: accented(text) for form, text in phrase.forms.items()}
    return Phrase(forms[""]) if "" in forms else Phrase(**forms)


def pseudo() -> Words:
    """English with accents."""
    changed: dict[str, object] = {name: _made(phrase) for name, phrase in phrases().items()}
    changed["months"] = tuple(accented(month) for month in English.months)
    language: type[English] = type("Pseudo", (English,), changed)
    return language()
