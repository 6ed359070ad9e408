"""A hello where the bot was added, and buttons that nobody understands any more."""

from __future__ import annotations

from bot.domain.buttons import Button, data_of, pressed
from bot.domain.chats import EXPIRED, Place
from bot.domain.settings import ChatSettings
from storage.store import Store
from tests.support.make import NOW, make_place
from tests.unit.conversation.test_answers import CHAT, Desk, text_of


async def test_the_hello_says_the_first_step_in_the_language_that_is_set(store: Store) -> None:
    """Or else in that of who added it."""
    desk = Desk(store)
    assert "/subscribe" in await hello(desk)
    store.write(lambda work: work.chats.change_settings(CHAT, ChatSettings(language="es"), "en", NOW))
    assert "Primer paso" in await hello(desk)


async def test_who_follows_something_is_not_asked_for_the_first_step_again(store: Store) -> None:
    """A chat that takes us in again is told what it missed, and no more."""
    desk = Desk(store)
    await desk.ask("subscribe", "VA")
    assert await desk.conversation.joined(CHAT, "en") is None


async def test_a_server_of_which_a_channel_follows_something_is_not_greeted(store: Store) -> None:
    """Whichever channel it would be greeted in; nor a group of which a topic does.  Another server is."""
    desk, system = Desk(store), make_place("10", "discord")
    alerts, other = make_place("11", "discord"), make_place("12", "discord")
    store.write(lambda work: work.chats.subscribe(alerts, ["VA"], "en", NOW))
    assert await desk.conversation.joined(system, "en", [system, other, alerts]) is None
    assert await desk.conversation.joined(system, "en", [system, other]) is not None
    assert await desk.conversation.joined(make_place("11", "telegram"), "en") is not None
    forum, topic = make_place("-100", "telegram"), Place("telegram", "-100:7", group="-100")
    assert await desk.conversation.joined(forum, "en") is not None
    store.write(lambda work: work.chats.subscribe(topic, ["VA"], "en", NOW))
    assert await desk.conversation.joined(forum, "en") is None
    store.write(lambda work: work.chats.unsubscribe(topic, None))
    assert await desk.conversation.joined(forum, "en") is not None


async def hello(desk: Desk) -> str:
    """What is said in the chat that takes us in."""
    reply = await desk.conversation.joined(CHAT, "en")
    return text_of(reply.message) if reply else ""


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
