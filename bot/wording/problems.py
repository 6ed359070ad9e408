"""What went wrong, in one sentence for whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.errors import AlertsError
from bot.wording.areas import area_name
from bot.wording.languages import Words
from bot.wording.phrases import Sentence, Value


def problem_text(words: Words, error: AlertsError) -> str:
    """Say what went wrong; an error among the values is said in its place, one without a phrase by its name."""
    sentence: Sentence | None = getattr(words, f"problem_{error.problem}", None)
    if sentence is None:
        return error.problem
    return sentence(**{name: _value(words, value) for name, value in error.values.items()})


def _value(words: Words, value: object) -> Value:
    if isinstance(value, AlertsError):
        return problem_text(words, value)
    if isinstance(value, tuple):  # codes of areas
        return _either(words, [_choice(words, code) for code in value])
    return value if isinstance(value, int) else str(value)


def _choice(words: Words, area: Area) -> str:
    """A state with its code; another area by its name, an agency by its id."""
    if kind_of(area) is AreaKind.STATE:
        return words.state_choice(state=words.state(area), code=area)
    return area_name(words, area, {})


def _either(words: Words, choices: Sequence[str]) -> str:
    *others, last = choices
    return words.either(first=words.all_of(others), last=last) if others else last
