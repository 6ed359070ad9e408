"""The commands as Discord is told of them, in every language."""

from __future__ import annotations

import pytest

from adapters.discord.commands import LOCALES, described
from bot.conversation.commands import menu
from bot.wording.languages import LANGUAGES, words_of
from tests.support.doubles.discord_checks import commands_problems


def test_every_language_has_its_locales() -> None:
    """One that Discord is not told of would be shown to nobody."""
    assert set(LOCALES) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("locale", ["es-ES", "es-419"])
def test_descriptions_and_options_are_in_spanish_where_the_app_is(locale: str) -> None:
    """The name of a command alone is the same in every language; Discord takes all of it."""
    commands = described(lambda language: menu(words_of(language)))
    assert list(commands_problems(commands)) == []
    state = next(command for command in commands if command["name"] == "state")
    assert "name_localizations" not in state
    assert state["description_localizations"][locale] == "Quién tiene ahora un acuerdo 287(g) en un estado o condado"
    (option,) = state["options"]
    assert option["name_localizations"][locale] == "estado"
    assert option["description_localizations"][locale] == "Un estado, un condado o una agencia: NY o condado de Page VA"
