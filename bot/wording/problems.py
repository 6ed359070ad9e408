"""What went wrong, in one sentence for whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.agencies import AgencyName
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.errors import AlertsError
from bot.wording.areas import area_name, listed
from bot.wording.languages import Words
from bot.wording.phrases import Sentence, Value

NAMED = 6
"""Choices that are named in a sentence; of more it says how many, for each has a button."""


def problem_text(words: Words, error: AlertsError) -> str:
    """Say what went wrong; an error among the values is said in its place, one without a phrase by its name.

    ``names`` among the values are those of the agencies among its ``codes``, by their public ids.  So many codes that
    a sentence does not name them are left to the buttons.
    """
    sentence: Sentence | None = getattr(words, f"problem_{error.problem}", None)
    if sentence is None:
        return error.problem
    values = dict(error.values)
    names = values.pop("names", None)
    known: Mapping[Area, AgencyName] = names if isinstance(names, Mapping) else {}
    if "codes" not in sentence.values():
        values.pop("codes", None)
    return sentence(**{name: _value(words, value, known) for name, value in values.items()})


def _value(words: Words, value: object, names: Mapping[Area, AgencyName]) -> Value:
    if isinstance(value, AlertsError):
        return problem_text(words, value)
    if isinstance(value, tuple):  # codes of areas
        return _either(words, [_choice(words, code, names) for code in value])
    return value if isinstance(value, int) else str(value)


def _choice(words: Words, code: Area, names: Mapping[Area, AgencyName]) -> str:
    if kind_of(code) is AreaKind.STATE:
        return words.state_choice(state=words.state(code), code=code)
    return area_name(words, code, names)


def _either(words: Words, choices: Sequence[str]) -> str:
    if len(choices) > NAMED:
        return words.either_of_more(first=listed(words, choices[:NAMED]), count=len(choices) - NAMED)
    *others, last = choices
    return words.either(first=listed(words, others), last=last) if others else last
