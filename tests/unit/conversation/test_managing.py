"""A chat that is managed from another one: what the answer says, and in which language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.commands import menu
from bot.domain.chats import Language, Place
from bot.domain.settings import ChatSettings
from bot.wording.languages import ENGLISH
from storage.store import Store
from tests.support.make import NOW, make_asked, make_place
from tests.unit.conversation.test_answers import CHAT, Desk

HERE = make_place("71")


async def test_the_answer_says_which_chat_it_is_about_in_the_language_of_where_it_stands(store: Store) -> None:
    """What was asked for is done in the other chat."""
    desk = Desk(store)
    store.write(lambda work: work.chats.change_settings(HERE, ChatSettings(language="es"), "en", NOW))
    asked = replace(make_asked("subscribe", "VA", place=CHAT, person="71"), here=HERE)
    reply = await desk.conversation.answer(asked)
    assert reply.message.title.startswith(f"{CHAT.title}: ")
    assert "Virginia" in str(reply.message.blocks)
    assert "Suscrito" in reply.message.title
    assert store.read(lambda work: work.chats.subscriptions(CHAT)) == ["VA"]
    assert store.read(lambda work: work.chats.subscriptions(HERE)) == []


@pytest.mark.parametrize(
    ("platform", "language", "how"),
    [
        ("telegram", "en", "For Neighbours, put this before it: /manage -5:9"),
        ("telegram", "es", "Para Neighbours, ponga esto delante: /manage -5:9"),
        ("discord", "en", "For Neighbours, use its option “channel”."),
        ("discord", "es", "Para Neighbours, use su opción «canal»."),
    ],
)
async def test_what_an_answer_says_to_type_would_be_about_the_chat_where_it_stands_and_it_says_so(
    store: Store, platform: str, language: Language, how: str
) -> None:
    """Whoever types `/privacy erase` as it is told would erase the wrong chat; an answer without commands has none."""
    desk, there = Desk(store), Place(platform, "-5:9", "Neighbours", "-5")
    for command, words, named in (("subscribe", "VA", False), ("unsubscribe", "VA", True), ("privacy", "", True)):
        asked = replace(make_asked(command, words, place=there), here=Place(platform, "71"), language=language)
        message = (await desk.conversation.answer(asked)).message
        assert (how in str(message.blocks)) is named, command
        alone = (await desk.conversation.answer(replace(asked, here=None))).message
        assert how not in str(alone.blocks)


async def test_a_question_about_another_chat_takes_no_words_there(store: Store) -> None:
    """Nor here: what is typed next is typed as usual."""
    desk = Desk(store)
    await desk.conversation.answer(replace(make_asked("subscribe", "", place=CHAT, person="71"), here=HERE))
    assert not desk.conversation.expects(CHAT, "71")
    assert not desk.conversation.expects(HERE, "71")


async def test_how_to_manage_a_chat_is_said_and_a_chat_that_cannot_be_is_not_told_of(store: Store) -> None:
    """One sentence for a chat that is unknown, or somebody else's."""
    desk = Desk(store)
    assert "/manage @name" in await desk.said("manage")
    assert "cannot be managed from here" in await desk.said("manage", "@county_news")


def test_only_a_platform_that_has_no_other_way_has_the_command() -> None:
    """On Discord a command names another channel itself."""
    names = {platform: [entry.name for entry in menu(ENGLISH, platform)] for platform in ("telegram", "discord", "")}
    assert {platform: "manage" in found for platform, found in names.items()} == {
        "telegram": True,
        "discord": False,
        "": False,
    }
