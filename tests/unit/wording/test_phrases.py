"""Phrases: none is dead, none is missing in a language, and each says its values."""

from __future__ import annotations

import ast
import datetime as dt
import re
from string import Formatter

import pytest

from bot.conversation.commands import COMMANDS
from bot.domain.errors import ConfigError, UsageError
from bot.domain.messages import Span
from bot.wording.en import English
from bot.wording.languages import ENGLISH, LANGUAGES
from bot.wording.phrases import Language, Phrase
from bot.wording.problems import problem_text
from tests.support import ROOT
from tests.support.pseudo import make_pseudo, phrases_of

ENGLISH_PHRASES = phrases_of(English)


def used() -> set[str]:
    """Every name that the code takes as an attribute, raises as a problem, or makes of a beginning and a value."""
    names: set[str] = set()
    for path in (path for folder in ("bot", "adapters", "storage") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Attribute(attr=name):
                    names.add(name)
                case ast.Call(args=[ast.Constant(value=str(problem)), *_]):
                    names |= {problem, f"problem_{problem}"}
                case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
                    names |= {name for name in ENGLISH_PHRASES if start.endswith("_") and name.startswith(start)}
    for command in COMMANDS:
        names |= {f"command_{command.name}", f"option_{command.name}", f"option_{command.name}_description"}
    return names


def test_every_phrase_is_said_somewhere() -> None:
    """A phrase that nothing says would be translated for nobody."""
    assert set(ENGLISH_PHRASES) - used() == set()


@pytest.mark.parametrize("words", [*LANGUAGES.values(), make_pseudo()], ids=lambda words: words.code)
def test_a_language_has_every_phrase_with_the_same_values(words: English) -> None:
    """A language that lacks one would speak English there, and one with other values would fail."""
    own = phrases_of(type(words))
    if type(words) is not English:
        assert [name for name, phrase in ENGLISH_PHRASES.items() if own[name] is phrase] == []
    assert {name: phrase.values() for name, phrase in own.items()} == {
        name: phrase.values() for name, phrase in ENGLISH_PHRASES.items()
    }
    assert len(words.months) == 12
    assert set(words.states) == set(English.states)


ALIKE = {"agency_example", "cli_error", "explain_digest", "post_title", "short_link"}
"""Phrases with letters that are the same in Spanish by right."""

TRANSLATED = [words for words in LANGUAGES.values() if type(words) is not English]


def shown(text: str) -> list[tuple[str, str]]:
    """The values that a template shows and how each is written, in whatever order."""
    return sorted((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("words", TRANSLATED, ids=lambda words: words.code)
def test_every_phrase_is_translated(words: English) -> None:
    """One that reads as in English is of marks and values alone, or is known to be alike."""
    own = phrases_of(type(words))
    alike = {
        name for name, phrase in ENGLISH_PHRASES.items() if set(own[name].forms.values()) & {*phrase.forms.values()}
    }
    worded = {
        name for name in alike if re.search(r"[A-Za-z]", re.sub(r"\{[^}]*\}", "", "".join(own[name].forms.values())))
    }
    assert worded == ALIKE


@pytest.mark.parametrize("words", TRANSLATED, ids=lambda words: words.code)
def test_every_form_shows_its_values_as_english_does(words: English) -> None:
    """The same values, written the same way: a number with its commas keeps them."""
    own = phrases_of(type(words))
    for name, phrase in ENGLISH_PHRASES.items():
        values = {tuple(shown(text)) for text in phrase.forms.values()}
        assert {tuple(shown(text)) for text in own[name].forms.values()} <= values, name


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
def test_no_plural_form_is_left_out(words: English) -> None:
    """What has forms has each of the language's own, and what counts in English counts in every language."""
    own = phrases_of(type(words))
    forms = {name: set(phrase.forms) for name, phrase in own.items() if "" not in phrase.forms}
    assert {name: found for name, found in forms.items() if found != set(words.plural_forms)} == {}
    assert {name for name, phrase in ENGLISH_PHRASES.items() if "" not in phrase.forms} <= set(forms)
    assert {words.plural(count) for count in range(1_000)} == set(words.plural_forms)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
def test_every_month_and_state_has_its_own_name(words: English) -> None:
    """None is empty, and none is another's."""
    assert len({*filter(None, words.months)}) == 12
    assert len({*filter(None, words.states.values())}) == len(English.states)
    assert set(words.states_in_sentences) == set(English.states_in_sentences)


def test_numbers_and_dates_are_written_as_in_the_spanish_of_the_united_states() -> None:
    """Commas between thousands, and the month in words."""
    words = LANGUAGES["es"]
    assert words.number(1425) == "1,425"
    assert words.day(dt.date(2026, 2, 28)) == "28 de febrero de 2026"
    assert words.minute(dt.datetime(2026, 2, 28, 14, 5, tzinfo=dt.UTC)) == "28 de febrero de 2026 a las 14:05 UTC"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("Virginia", "Ohio y Virginia"),
        ("Illinois", "Ohio e Illinois"),
        ("Islas Vírgenes de EE. UU.", "Ohio e Islas Vírgenes de EE. UU."),
        ("Iowa", "Ohio y Iowa"),
        ("Hawái", "Ohio y Hawái"),
    ],
)
def test_the_spanish_and_changes_before_its_own_sound(last: str, said: str) -> None:
    """As people say it; a line with a style as well as text."""
    assert LANGUAGES["es"].pair(first="Ohio", last=last) == said
    assert LANGUAGES["es"].pair(first="Ohio", last=(Span(last, code=True),)) == said


class Small(Language):
    """A language of four phrases."""

    months = English.months
    things = Phrase(one="{count:,} thing", other="{count:,} things")
    left = Phrase("{who} left on {day}")
    bare = Phrase(one="a thing", other="things")


def test_the_count_chooses_the_plural_form() -> None:
    """It is shown where the form shows it, and needed in any case."""
    words = Small()
    assert [words.things(count=count) for count in (1, 2, 1096)] == ["1 thing", "2 things", "1,096 things"]
    assert [words.bare(count=count) for count in (1, 0)] == ["a thing", "things"]
    with pytest.raises(TypeError, match="count"):
        words.bare()


def test_a_value_that_is_missing_or_too_many_is_a_fault() -> None:
    """A sentence with a hole in it is never said."""
    with pytest.raises(TypeError, match="day"):
        Small().left(who="A")
    with pytest.raises(TypeError, match="more"):
        Small().left(who="A", day=1, more=1)


def test_a_line_keeps_the_style_of_its_values_and_joins_the_rest() -> None:
    """Runs without a style are one."""
    line = Small().left.line(who=Span("A", bold=True), day=dt.date(2025, 2, 28))
    assert line == (Span("A", bold=True), Span(" left on 28 February 2025"))


def test_a_time_in_a_line_is_a_run_that_knows_its_moment() -> None:
    """A platform that can shows it in each reader's own time; a date is mere text."""
    at = dt.datetime(2026, 2, 6, 15, 4, tzinfo=dt.UTC)
    when = Span("6 February 2026, 15:04 UTC", moment=at)
    assert Small().left.line(who="A", day=at) == (Span("A left on "), when)
    assert Small().left(who="A", day=at) == "A left on 6 February 2026, 15:04 UTC"


def test_a_problem_is_said_in_the_language_of_who_reads_it() -> None:
    """One that has no phrase says itself."""
    error = UsageError("no_such_command", name="nonsense")
    assert problem_text(ENGLISH, error) == "There is no command /nonsense. /help lists those there are."
    assert "/nonsense. " not in problem_text(make_pseudo(), UsageError("which_setting"))
    assert problem_text(ENGLISH, ConfigError("no such key: x")) == "no such key: x"
