"""What a phrase is, and what a language is made of.

A phrase is one whole sentence (or one label, or one entry of a list) with named values.  It is
written once in every language; nothing is glued together from parts of sentences.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from string import Formatter
from typing import TypeAlias, overload

from bot.domain.messages import Line, Span

Value: TypeAlias = str | int | dt.date | dt.datetime | Span | Line
"""What can stand in a phrase.  A date or time is written as the language does; a number too, where it is ``{n:,}``."""


class Phrase:
    """A template such as ``"{agency} has left"``; with plural forms, the value ``count`` chooses among them.

    ``Phrase(one="{count:,} agreement", other="{count:,} agreements")``
    """

    def __init__(self, text: str | None = None, **forms: str) -> None:
        """Take one text, or one for each plural form that the language has."""
        self.forms = forms if text is None else {"": text}
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Know under which name a language has it."""
        self.name = name

    @overload
    def __get__(self, words: None, owner: type) -> Phrase: ...
    @overload
    def __get__(self, words: Language, owner: type) -> Sentence: ...
    def __get__(self, words: Language | None, owner: type) -> Phrase | Sentence:
        """Give the phrase in a language, ready to be said."""
        return self if words is None else Sentence(self, words)

    def values(self) -> frozenset[str]:
        """The names of the values that it needs: those that it shows, and the one that chooses a plural form."""
        shown = {name for text in self.forms.values() for _, name, _ in _parsed(text) if name}
        return frozenset(shown if "" in self.forms else shown | {"count"})

    def text(self, words: Language, values: Mapping[str, Value]) -> str:
        """The template for these values: of several the one that their ``count`` chooses."""
        return self.forms["" if "" in self.forms else words.plural(values["count"])]


class Sentence:
    """A phrase in a language: call it with its values for text, or ask for a `line` where values have a style."""

    def __init__(self, phrase: Phrase, words: Language) -> None:
        self._phrase = phrase
        self._words = words

    def __call__(self, **values: Value) -> str:
        """Say it as plain text.

        Raises:
            TypeError: a value is missing, or one too many is given.
        """
        return "".join(span.text for span in self.line(**values))

    def values(self) -> frozenset[str]:
        """The names of the values that it needs."""
        return self._phrase.values()

    def of(self, values: Mapping[str, Value]) -> str:
        """The text with those of these values that it needs; there may be more of them."""
        return self(**{name: values[name] for name in self.values()})

    def line(self, **values: Value) -> Line:
        """Say it as a line; runs without a style become one span.

        Raises:
            TypeError: a value is missing, or one too many is given.
        """
        if needed := self._phrase.values() ^ set(values):
            raise TypeError(f"the phrase {self._phrase.name} and its values differ in {', '.join(sorted(needed))}")
        spans: list[Span] = []
        for literal, name, spec in _parsed(self._phrase.text(self._words, values)):
            spans += [Span(literal)] if literal else []
            spans += self._spans(values[name], spec) if name else ()
        return _merged(spans)

    def _spans(self, value: Value, spec: str) -> Sequence[Span]:
        if isinstance(value, Span):
            return (value,)
        if isinstance(value, tuple):
            return value
        moment = value if isinstance(value, dt.datetime) else None
        return (Span(self._words.written(value, spec), moment=moment),)


def joined(series: Sentence, items: Sequence[Line]) -> Line:
    """Join lines by a phrase of ``first`` and ``rest``."""
    line = items[-1] if items else ()
    for item in reversed(items[:-1]):
        line = series.line(first=item, rest=line)
    return line


def plain_text(value: Value) -> str:
    """What a value reads as, without its style."""
    if isinstance(value, tuple):
        return "".join(span.text for span in value)
    return value.text if isinstance(value, Span) else str(value)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[tuple[str, str | None, str], ...]:
    return tuple((literal, name, spec or "") for literal, name, spec, _ in Formatter().parse(text))


def _merged(spans: Sequence[Span]) -> Line:
    """Join neighbours without a style: a platform escapes and measures runs, not words."""
    merged: list[Span] = []
    for span in spans:
        if merged and _plain(span) and _plain(merged[-1]):
            merged[-1] = Span(merged[-1].text + span.text)
        elif span.text:
            merged.append(span)
    return tuple(merged)


def _plain(span: Span) -> bool:
    return not (span.bold or span.code or span.url or span.struck or span.moment)


class Language:
    """How a language writes numbers, dates and lists; its phrases are attributes of the classes made of this."""

    code = ""
    """ISO 639-1."""

    plural_forms: tuple[str, ...] = ("one", "other")
    """The forms that `plural` chooses among, by their names in Unicode's rules (CLDR)."""

    months: tuple[str, ...] = ()
    states: Mapping[str, str] = {}
    """The names of the states and territories, by their codes."""

    states_in_sentences: Mapping[str, str] = {}
    """Those whose name in a sentence is another, by their codes: with its article, say."""

    articles: Mapping[str, str] = {}
    """What stands in a sentence before a county or the like, by the word with which its name begins."""

    date = Phrase("{day} {month} {year}")
    time = Phrase("{day}, {clock} UTC")
    pair = Phrase("{first} and {last}")
    series = Phrase("{first}, {rest}")
    state_as_printed = Phrase("state printed as “{printed}”")
    state_not_printed = Phrase("no state printed")

    def plural(self, count: Value) -> str:
        """The plural form of ``count`` things, by its name in Unicode's rules (CLDR)."""
        return "one" if count == 1 else "other"

    def number(self, number: int) -> str:
        """Write a whole number."""
        return f"{number:,}"

    def day(self, date: dt.date) -> str:
        """Write a date as people say it: ``28 February 2025``."""
        return self.date(day=date.day, month=self.months[date.month - 1], year=date.year)

    def minute(self, at: dt.datetime) -> str:
        """Write a time for people: ``28 February 2025, 14:05 UTC``."""
        utc = at.astimezone(dt.UTC)
        return self.time(day=self.day(utc), clock=f"{utc:%H:%M}")

    def state(self, code: str) -> str:
        """Name a state or territory; what means none is said as it is printed."""
        if code in self.states:
            return self.states[code]
        return self.state_as_printed(printed=code) if code else self.state_not_printed()

    def state_in_sentence(self, code: str) -> str:
        """Name a state as it stands in a sentence: ``the District of Columbia``."""
        return self.states_in_sentences.get(code) or self.state(code)

    def county_in_sentence(self, name: str) -> str:
        """Name a county as it stands in a sentence: with its article, where the language has one for it."""
        article = self.articles.get(name.partition(" ")[0])
        return f"{article} {name}" if article else name

    def all_of(self, items: Sequence[str]) -> str:
        """Write a list of things: ``a, b, c``."""
        return "".join(span.text for span in joined(self.series, [(Span(item),) for item in items]))

    def together(self, items: Sequence[str]) -> str:
        """Write a list of things that ends in "and": ``a, b and c``; of one, just that."""
        *others, last = items
        return self.pair(first=self.all_of(others), last=last) if others else last

    def written(self, value: str | int | dt.date | dt.datetime, spec: str) -> str:
        """Write a value as it stands in a phrase."""
        if isinstance(value, dt.datetime):
            return self.minute(value)
        if isinstance(value, dt.date):
            return self.day(value)
        if isinstance(value, int) and spec == ",":
            return self.number(value)
        return str(value)
