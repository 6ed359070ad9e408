"""Every button of every screen, pressed as a person would: from the first screens, as far as they lead."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterator

import pytest

from bot.conversation.commands import BY_NAME
from bot.conversation.dispatch import Conversation
from bot.domain.buttons import CHOICES_AT_MOST, DATA_AT_MOST, LABEL_AT_MOST, Button, data_of, pressed
from bot.domain.chats import Place
from bot.domain.messages import Message, Reply
from bot.domain.settings import UNSET
from bot.wording.languages import LANGUAGES, words_of
from storage.store import Store
from tests.support.make import NOW, DirectAccess, make_agreement, make_asked, make_place
from tests.support.screens import screens
from tests.unit.conversation.test_answers import have

BEGINNINGS = ("start", "help", "subscriptions", "settings", "subscribe", "unsubscribe", "pick", "status", "privacy")
"""Where people begin; what they press from there on is found."""

ROWS_AT_MOST, BUTTONS_IN_A_ROW, ON_A_PHONE = 5, 5, 60
"""Discord's limits, and the characters of a label that a phone shows whole in one column."""

KINDS, TRIED = 30, 3
"""So many kinds of buttons there are at least, and so many of each are pressed: those of all counties are alike."""


def buttons_of(message: Message) -> list[Button]:
    return [button for keys in message.keys for button in keys.buttons]


def faults(message: Message) -> Iterator[str]:
    """Say what no platform would take, or no phone show."""
    if len(message.keys) > ROWS_AT_MOST:
        yield f"{len(message.keys)} rows"
    for keys in message.keys:
        most = CHOICES_AT_MOST if keys.prompt else BUTTONS_IN_A_ROW
        if not 1 <= len(keys.buttons) <= most:
            yield f"{len(keys.buttons)} buttons under {keys.prompt!r}"
    for button in buttons_of(message):
        if not 1 <= len(button.label) <= min(LABEL_AT_MOST, ON_A_PHONE):
            yield f"label {button.label!r}"
        if len(data_of(button).encode()) > DATA_AT_MOST:
            yield f"data {data_of(button)!r}"
        if button.command not in BY_NAME:
            yield f"no command {button.command!r}"
    single = [button for keys in message.keys if not keys.prompt for button in keys.buttons]
    for buttons in (single, *(keys.buttons for keys in message.keys if keys.prompt)):
        sent = [data_of(button) for button in buttons]
        if len(set(sent)) < len(sent):
            yield f"twice the same in {sent}"


@pytest.mark.parametrize("platform", ["discord", "telegram"])
@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
def test_every_screen_keeps_the_limits_of_both_platforms(words: object, platform: str) -> None:
    """Rows, lists, labels and what is sent along; and none has two buttons that are the same."""
    spoken = words_of(getattr(words, "code", "en"))
    found = {name: problems for name, screen in screens(spoken, platform) if (problems := list(faults(screen)))}
    assert found == {}


class Person:
    """Somebody who presses buttons in a chat where agencies of two states have agreements."""

    def __init__(self, store: Store, place: Place, language: str) -> None:
        self.conversation = Conversation(DirectAccess(store), lambda: NOW)
        self.place = place
        self.language = language

    async def give(self, name: str, words: str = "", *, pressing: bool = False) -> Reply:
        asked = make_asked(name, words, place=self.place, language=self.language, may_manage=True)
        return await self.conversation.answer(dataclasses.replace(asked, pressed=pressing))

    async def press(self, button: Button) -> Reply:
        sent = pressed(data_of(button))
        assert sent is not None
        return await self.give(sent.command, sent.words, pressing=True)


def alike(button: Button) -> str:
    """What a button is one of: those of a state's counties, and of states, are all alike."""
    words = button.words.split()
    if button.command == "pick" and words:
        where = "state" if words[0].isupper() else words[0]
        return f"pick {where} {len(words)} {words[-1][:1] if words[-1][:1] in '+-' else ''}"
    return f"{button.command} {button.words}"


@pytest.mark.parametrize("platform", ["discord", "telegram"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("areas", ["", "VA 51", "all"], ids=["nothing", "some", "all"])
async def test_whatever_is_pressed_is_understood(store: Store, platform: str, language: str, areas: str) -> None:
    """Breadth first over all buttons: none ends in a mistake, whatever was pressed before it."""
    have(store, make_agreement(1), make_agreement(2, state="MD", county="Kent County"))
    person = Person(store, make_place("7", platform), language)
    followed = {"": [], "VA 51": ["VA", "51139", "VA-page-county-sheriffs-office"], "all": ["all"]}[areas]
    if followed:
        store.write(lambda work: work.chats.subscribe(person.place, followed, language, NOW))
    waiting = deque[Button]()
    tried = dict[str, int]()
    for name in BEGINNINGS:
        waiting += buttons_of((await person.give(name)).message)
    mistakes = [words.did_not_work() for words in LANGUAGES.values()]
    while waiting:
        button = waiting.popleft()
        kind = alike(button)
        tried[kind] = tried.get(kind, 0) + 1
        if tried[kind] > TRIED:
            continue
        if not store.chats.subscriptions(person.place) and followed:  # somebody else subscribed it again meanwhile
            store.write(lambda work: work.chats.subscribe(person.place, followed, language, NOW))
        if button.words.startswith("models"):  # the last model that is told has to stay, whatever an old screen offers
            store.write(lambda work: work.chats.change_settings(person.place, UNSET, language, NOW))
        message = (await person.press(button)).message
        nothing = not store.chats.subscriptions(person.place)
        if nothing and button.command in ("settings", "unsubscribe", "test"):
            continue
        assert message.title not in mistakes, (button, message)
        assert list(faults(message)) == [], button
        waiting += buttons_of(message)
    assert len(tried) > KINDS


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_press_can_be_repeated(store: Store, language: str) -> None:
    """Twice the same button is as once: each says what is to be, and none turns it round."""
    person = Person(store, make_place("7", "telegram"), language)
    for button in (
        Button("", "pick", "VA +51139"),
        Button("", "settings", "quiet 22-7"),
        Button("", "settings", "kinds renewals off"),
        Button("", "settings", "models task off"),
        Button("", "pick", "VA -51139"),
    ):
        first = await person.press(button)
        assert await person.press(button) == first
