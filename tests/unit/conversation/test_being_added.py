"""A hello where the bot was added, and buttons that nobody understands any more."""

from __future__ import annotations

from bot.domain.buttons import Button, data_of, pressed
from bot.domain.chats import EXPIRED
from bot.domain.settings import ChatSettings
from storage.store import Store
from tests.support.make import NOW
from tests.unit.conversation.test_answers import CHAT, Desk


async def test_the_hello_says_the_first_step_in_the_language_that_is_set(store: Store) -> None:
    """Or else in that of who added it."""
    desk = Desk(store)
    assert "/subscribe" in str((await desk.conversation.joined(CHAT, "en")).message.blocks)
    store.write(lambda work: work.chats.change_settings(CHAT, ChatSettings(language="es"), "en", NOW))
    assert "Primer paso" in str((await desk.conversation.joined(CHAT, "en")).message.blocks)


async def test_an_old_button_says_what_to_type(store: Store) -> None:
    """Rather than do anything."""
    assert "/settings" in await Desk(store).said(EXPIRED)


def test_what_a_button_gives_is_what_it_stands_for() -> None:
    """Its command and words, and the chat that it is about."""
    for button in (Button("", "subscribe", "VA, 51139"), Button("", "settings", about="-100123:7")):
        found = pressed(data_of(button))
        assert found
        assert (found.command, found.words, found.about) == (button.command, button.words, button.about)


def test_what_is_no_button_of_ours_gives_nothing() -> None:
    """Of another version, of another bot, or empty."""
    assert [pressed(data) for data in ("", "0 subscribe VA", "hello", "1", "1 ", "\\U0001f600")] == [None] * 6
