"""Discord is told our commands where it has others, and is left alone where it has them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from adapters.discord.commands import described
from adapters.discord.registration import same
from bot.conversation.commands import menu
from bot.wording.languages import words_of

Commands = list[dict[str, Any]]


def ours() -> Commands:
    """The commands as we would tell them."""
    return described(lambda language: menu(words_of(language), "discord"))


def kept() -> Commands:
    """The same as Discord keeps them: with its own fields, and without what is empty or false."""
    return [
        {"id": str(number), "version": "1", "application_id": "7"}
        | {name: value for name, value in one.items() if value}
        for number, one in enumerate(copy.deepcopy(ours()), 1)
    ]


def test_what_discord_keeps_is_the_same() -> None:
    """However it writes it."""
    assert same(ours(), kept())


def _reworded(found: Commands) -> None:
    found[0]["description"] += "!"


def _in_another_language_too(found: Commands) -> None:
    found[0]["description_localizations"]["fr"] = "…"


def _without_a_language(found: Commands) -> None:
    del found[0]["name_localizations"]["es-ES"]


def _without_languages(found: Commands) -> None:
    del found[0]["name_localizations"]


def _with_another_option(found: Commands) -> None:
    found[-1]["options"] = [*found[-1].get("options", []), {"type": 3, "name": "more", "description": "more"}]


def _of_an_option_in_another_language(found: Commands) -> None:
    option = next(one for one in found if one.get("options"))["options"][0]
    option["description_localizations"]["fr"] = "…"


def _fewer(found: Commands) -> None:
    found.pop()


def _forbidden(found: Commands) -> None:
    found[0]["default_member_permissions"] = "32"


@pytest.mark.parametrize(
    "change",
    [
        _reworded,
        _in_another_language_too,
        _without_a_language,
        _without_languages,
        _with_another_option,
        _of_an_option_in_another_language,
        _fewer,
        _forbidden,
    ],
)
def test_what_is_otherwise_is_told_anew(change: Callable[[Commands], None]) -> None:
    """Words, languages, options and who may, each by itself."""
    found = kept()
    change(found)
    assert not same(ours(), found)
