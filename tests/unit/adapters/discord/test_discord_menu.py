"""The commands as Discord is told of them, in every language."""

from __future__ import annotations

import pytest

from adapters.discord.commands import LOCALES, described
from bot.conversation.commands import BY_NAME, menu
from bot.wording.languages import LANGUAGES, words_of
from tests.support.doubles.discord_checks import commands_problems


def test_every_language_has_its_locales() -> None:
    """One that Discord is not told of would be shown to nobody."""
    assert set(LOCALES) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("locale", ["es-ES", "es-419"])
def test_descriptions_and_options_are_in_spanish_where_the_app_is(locale: str) -> None:
    """Names as well, which are understood wherever they are typed; Discord takes all of it."""
    commands = described(lambda language: menu(words_of(language)))
    assert list(commands_problems(commands)) == []
    state = next(command for command in commands if command["name"] == "state")
    assert state["name_localizations"][locale] == "estado"
    assert (
        state["description_localizations"][locale]
        == "Quién tiene ahora un acuerdo 287(g), por estado, condado o agencia"
    )
    (option,) = state["options"]
    assert all(BY_NAME[name] for command in commands for name in command["name_localizations"].values())
    assert option["name_localizations"][locale] == "estado"
    assert option["description_localizations"][locale] == "Un estado, un condado o una agencia: NY o condado de Page VA"


def test_what_is_about_a_chat_can_be_about_another_and_the_rest_is_for_people_too() -> None:
    """Questions can be asked where the bot is no member; what changes a channel needs it there.

    A forum is offered to what makes posts in it alone.
    """
    commands = {command["name"]: command for command in described(lambda language: menu(words_of(language)))}
    for name in ("subscribe", "unsubscribe", "subscriptions", "settings"):
        channel = commands[name]["options"][-1]
        assert (channel["name"], channel["type"], channel["required"]) == ("channel", 7, False)
        assert (commands[name]["integration_types"], commands[name]["contexts"]) == ([0], [0, 1])
    for name in ("state", "changes", "agency", "explain", "help", "privacy"):
        assert (commands[name]["integration_types"], commands[name]["contexts"]) == ([0, 1], [0, 1, 2])
    forums = {name for name, command in commands.items() if 15 in command["options"][-1].get("channel_types", ())}
    assert forums == {"subscribe"}
    assert {command["default_member_permissions"] for command in commands.values()} == {None}
