"""What a quoted figure may count, in a language.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.domain.agreements import AsPrinted
from bot.domain.countings import Counted, Counting, Explained
from bot.wording.agreements import model_name
from bot.wording.languages import Words, phrase


def explained_lines(words: Words, explained: Explained, at: dt.datetime, since: dt.date) -> Iterator[str]:
    """What counts just that figure, and the nearest others; ``since`` is the day from which agreements count as new."""
    said = words.explained if explained.exactly else words.explained_by_nothing
    yield said(figure=explained.figure, at=at)
    yield from (_line(words, counted, since) for counted in explained.exactly)
    if explained.nearest:
        yield words.explained_nearest()
        yield from (_line(words, counted, since) for counted in explained.nearest)


def _line(words: Words, counted: Counted, since: dt.date) -> str:
    return words.explained_line(number=counted.number, counting=_counting(words, counted, since))


def _counting(words: Words, counted: Counted, since: dt.date) -> str:
    if counted.counting is Counting.MODEL:
        return words.counting_model(model=model_name(words, counted.model or AsPrinted("")))
    return phrase(words, f"counting_{counted.counting}").of({"day": since})
