"""What is asked back: with a button for each thing that could be meant, which gives the same command with that."""

from __future__ import annotations

import dataclasses

import pytest

from adapters.telegram.keyboard import keyboard
from bot.domain.buttons import Button, data_of, pressed
from bot.domain.chats import PLAIN
from bot.domain.messages import Reply
from bot.wording.areas import area_name
from bot.wording.languages import LANGUAGES
from storage.store import Store
from tests.support.make import NOW, make_agreement, make_asked
from tests.unit.conversation.test_answers import CHAT, Desk, have, labels_of
from tests.unit.conversation.test_screens import buttons_of, faults

AMBIGUOUS = (
    *(
        "Carolina",
        "Dakota and Maryland",
        "alerts for Dakota please",
        "va ok",
        "hi, Virginia, ok",
        "Virginia OR Maryland",
    ),
    *("all and Virginia", "everything, Virginia, Maryland", "Baltimore", "Richmond VA", "Orange County"),
    *("Fairfax County and Carolina", "Virgina Beech", "Page Conty VA", "Montgomry County MD", "St. Louis MO"),
    *(
        "Washington County",
        "Jefferson County and Maryland",
        "Washington County Sheriff's Office",
        "Page Sheriff",
        "me, Virginia",
        "Baltimore and Carolina",
    ),
)
"""What could be several things, one of them or two."""


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def press(desk: Desk, button: Button, language: str = "en") -> Reply:
    sent = pressed(data_of(button))
    assert sent is not None
    asked = make_asked(sent.command, sent.words, place=CHAT, language=language, may_manage=True)
    return await desk.conversation.answer(dataclasses.replace(asked, pressed=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["subscribe", "unsubscribe", "state", "changes", PLAIN])
@pytest.mark.parametrize("typed", AMBIGUOUS)
async def test_each_choice_is_understood(desk: Desk, language: str, command: str, typed: str) -> None:
    """Whatever is pressed leads to an answer, after another question at most for each thing that is unclear."""
    agencies = ["Washington County Sheriff's Office", "Page County Sheriff's Office"]
    states = ("VA", "MD", "UT")
    have(desk.store, *(make_agreement(n, state=states[n % 3], agency=agencies[n % 2]) for n in range(6)))
    desk.store.write(lambda work: work.chats.subscribe(CHAT, ["VA", "MD"], "en", NOW))
    asked = make_asked(command, typed, place=CHAT, language=language, may_manage=True)
    reply = await desk.conversation.answer(asked)
    for _ in range(3):
        assert list(faults(reply.message)) == []
        if not is_question(reply):
            return
        choices = buttons_of(reply.message)
        assert choices, reply.message
        replies = [await press(desk, button, language) for button in choices]
        reply = next((each for each in replies if is_question(each)), replies[0])
    assert not is_question(reply), reply.message


def is_question(reply: Reply) -> bool:
    return reply.message.title in {words.did_not_work() for words in LANGUAGES.values()} and not any(
        button.command in ("help", "subscriptions") for button in buttons_of(reply.message)
    )


async def test_a_choice_keeps_what_else_was_typed(desk: Desk) -> None:
    """The word that was unclear is replaced where it stands, and the rest stays."""
    reply = await desk.ask("subscribe", "Maryland, Carolina and 51139")
    assert labels_of(reply) == ["North Carolina", "South Carolina"]
    await press(desk, buttons_of(reply.message)[0])
    assert sorted(desk.subscriptions()) == ["51139", "MD", "NC"]


async def test_a_choice_that_is_too_long_stands_for_its_word_alone(desk: Desk) -> None:
    """A button holds 64 bytes; what does not go with it has to be typed again, and it says so."""
    reply = await desk.ask("subscribe", "Pennsylvania, Massachusetts, Connecticut, New Hampshire, Carolina")
    assert buttons_of(reply.message)[0].words == "NC"
    assert "typed again" in str(reply.message)


async def test_a_small_word_can_be_left_out(desk: Desk) -> None:
    """Either it is the state, or it is no place."""
    reply = await desk.ask("subscribe", "hi, Virginia")
    assert labels_of(reply) == ["Hawaii", "Leave it out"]
    await press(desk, buttons_of(reply.message)[1])
    assert desk.subscriptions() == ["VA"]


async def test_all_or_some_is_one_press(desk: Desk) -> None:
    """Every state, or just those that were named."""
    reply = await desk.ask("subscribe", "Virginia, Maryland and everything")
    assert labels_of(reply) == ["All states", "Virginia, Maryland"]
    await press(desk, buttons_of(reply.message)[1])
    assert sorted(desk.subscriptions()) == ["MD", "VA"]


async def test_a_bare_question_offers_the_places_that_are_followed(desk: Desk) -> None:
    """Who asks about a place without naming it mostly means his own."""
    await desk.ask("subscribe", "Maryland, 51139")
    for command in ("state", "changes"):
        reply = await desk.ask(command)
        assert labels_of(reply) == ["Page County, Virginia", "Maryland"]
        assert {button.command for button in buttons_of(reply.message)} == {command}


@pytest.mark.parametrize(
    ("command", "words", "label"),
    [
        ("settings", "quiet perhaps", "22:00-07:00"),
        ("settings", "language klingon", "Español"),
        ("settings", "timezone Narnia", "Central (Chicago)"),
        ("settings", "alerts often", "Daily"),
        ("settings", "models no", "Task Force"),
        ("settings", "files perhaps", "On"),
        ("settings", "volume", "Settings"),
        ("alerts", "perhaps", "Renewals"),
        ("early", "perhaps", "On"),
        ("nonsense", "", "Help"),
        ("?", "", "Settings"),
    ],
)
async def test_a_mistake_is_answered_with_what_can_be_chosen(desk: Desk, command: str, words: str, label: str) -> None:
    """Where there are choices they are buttons."""
    await desk.ask("subscribe", "VA")
    reply = await desk.ask(command, words)
    assert label in labels_of(reply)
    assert (await press(desk, buttons_of(reply.message)[0])).message.title != "That did not work"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["subscribe", "state", "changes", PLAIN])
@pytest.mark.parametrize("name", ["Washington County", "Jefferson County", "Franklin"])
async def test_a_county_that_most_states_have_is_asked_about_by_state(
    desk: Desk, name: str, command: str, language: str
) -> None:
    """In lists that every platform shows whole; each button leads to the county of its state and keeps the rest."""
    have(desk.store, make_agreement(state="VA"))
    words = LANGUAGES[language]
    asked = make_asked(command, name, place=CHAT, language=language, may_manage=True)
    message = (await desk.conversation.answer(asked)).message
    assert message.title == words.pick_title()
    assert list(faults(message)) == []
    assert all(2 <= len(keys.buttons) <= 25 for keys in message.keys)
    assert len({keys.prompt for keys in message.keys}) == len(message.keys) == 2
    buttons = buttons_of(message)
    labels = [button.label for button in buttons]
    assert len({*labels}) == len(labels) >= 26
    by_state = {button.label: button.words for button in buttons}
    assert by_state[words.state("TX")].startswith("48")
    shown = sum(map(len, (row for row in keyboard(message.keys))))
    assert shown == len(buttons)
    answer = await press(desk, buttons[0], language)
    assert area_name(words, buttons[0].words, {}).partition(",")[0] in str(answer.message)
