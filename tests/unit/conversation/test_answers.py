"""Every command and every mistake, against a real store."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.conversation.answers.state import STATE_AT_MOST
from bot.conversation.commands import COMMANDS, menu
from bot.conversation.dispatch import Conversation
from bot.domain.agreements import Agreement, ChangeKind, Reason
from bot.domain.chats import ALL_STATES, PLAIN, CannotPost, Place, Right
from bot.domain.deliveries import Alert, Delivery, Owed
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.holds import Hold, HoldReason
from bot.domain.messages import Message, Reply
from bot.wording.languages import ENGLISH
from bot.wording.layout import LIST_PAGE
from bot.wording.replies import help_message
from storage.store import Store
from tests.support.make import (
    NOW,
    DirectAccess,
    keep_edition,
    make_agreement,
    make_asked,
    make_change,
    make_place,
    make_subscriber,
    settle,
)

CHAT = make_place("7")


class Desk:
    """The answers over a store, asked from one chat."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.woken = 0
        self.now = NOW
        self.conversation = Conversation(DirectAccess(store), lambda: self.now, self._wake)

    def _wake(self) -> None:
        self.woken += 1

    async def ask(
        self,
        name: str,
        words: str = "",
        *,
        place: Place = CHAT,
        may_manage: bool = True,
        hindrance: CannotPost | None = None,
        person: str = "",
    ) -> Reply:
        asked = make_asked(name, words, place=place, may_manage=may_manage, hindrance=hindrance, person=person)
        return await self.conversation.answer(asked)

    async def said(self, name: str, words: str = "", *, may_manage: bool = True) -> str:
        return text_of((await self.ask(name, words, may_manage=may_manage)).message)

    def subscriptions(self, place: Place = CHAT) -> list[str]:
        return self.store.chats.subscriptions(place)

    def claim(self) -> list[Delivery]:
        return self.store.write(lambda work: work.deliveries.claim("telegram", NOW, 9))


def labels_of(reply: Reply) -> list[str]:
    return [button.label for keys in reply.message.keys for button in keys.buttons]


def text_of(message: Message) -> str:
    return "\n".join("".join(span.text for span in line) for block in message.blocks for line in block)


def have(store: Store, *agreements: Agreement, name: bytes = b"PK one") -> None:
    edition = keep_edition(store, name)
    with store.transaction():
        settled = settle(store, edition, list=agreements[0].list, outcome=EditionOutcome.BASELINE)
        store.agreements.remember(settled, [], agreements, [], NOW)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def test_subscribe_says_what_the_chat_is_told_about_now(desk: Desk) -> None:
    """The answer names every state of the chat, the earlier ones too."""
    await desk.ask("subscribe", "VA")
    reply = await desk.ask("subscribe", "maryland")
    assert reply.message.title == "Subscribed"
    assert text_of(reply.message).startswith(
        "This chat is told when an agency in one of these appears on or leaves ICE's list: Maryland, Virginia.\n"
    )
    assert desk.subscriptions() == ["MD", "VA"]


async def test_subscribe_twice_is_once(desk: Desk) -> None:
    """A state that is there already stays there once."""
    await desk.ask("subscribe", "VA VA")
    await desk.ask("subscribe", "Virginia")
    assert desk.subscriptions() == ["VA"]


@pytest.mark.parametrize("first", ["VA MD", ""])
@pytest.mark.parametrize("after", ["OH", ""])
async def test_all_stands_alone(desk: Desk, first: str, after: str) -> None:
    """Whoever subscribes to all states has no single ones beside it, before or after."""
    for words in filter(None, (first, "all", after)):
        said = await desk.said("subscribe", words)
    assert desk.subscriptions() == [ALL_STATES]
    assert "any state" in said


@pytest.mark.parametrize(
    ("hindrance", "why"),
    [
        (
            CannotPost((Right.SEND_IN_THREADS, Right.EMBED_LINKS)),
            ("Missing here: Send Messages in Threads, Embed Links. Once the bot has that, alerts will come."),
        ),
        (
            CannotPost(member=False),
            "The bot itself is not a member of this server. Invite it again, with the scope bot.",
        ),
    ],
)
async def test_who_subscribes_where_we_cannot_post_is_told_so(desk: Desk, hindrance: CannotPost, why: str) -> None:
    """The subscription stands, and that answer and `/subscriptions` say what to mend; others say nothing of it."""
    place = make_place("7", "discord")
    for name in ("subscribe", "subscriptions"):
        said = text_of((await desk.ask(name, "VA", place=place, hindrance=hindrance)).message)
        assert said.endswith(f"Alerts cannot arrive here yet.\n{why}")
    assert desk.subscriptions(place) == ["VA"]
    for name, words in (("state", "VA"), ("help", ""), ("subscribe", "Narnia")):
        assert "cannot arrive" not in text_of((await desk.ask(name, words, hindrance=hindrance)).message)


async def test_early_notices_are_off_until_a_chat_asks_for_them(desk: Desk) -> None:
    """On and off in so many words, in Spanish too; without a word it says how it is; so says /subscriptions."""
    await desk.ask("subscribe", "VA")
    assert "Off:" in await desk.said("early", "")
    assert "early" not in await desk.said("subscriptions", "")
    for yes, no in (("on", "off"), (" ON ", "No"), ("sí", "OFF")):
        assert "On:" in await desk.said("early", yes)
        assert "/early off" in await desk.said("subscriptions", "")
        assert "Off:" in await desk.said("early", no)
    assert "On or off?" in await desk.said("early", "perhaps")


async def test_early_notices_need_a_subscription(desk: Desk) -> None:
    """A chat that is told nothing cannot be told early."""
    assert "subscribed to nothing" in await desk.said("early", "on")
    assert "Off:" in await desk.said("early", "")


async def test_each_kind_of_news_can_be_switched(desk: Desk) -> None:
    """In any order of words, several at once; /subscriptions says what is not as for everyone."""
    await desk.ask("subscribe", "VA")
    usual = await desk.said("alerts", "")
    assert [line.split(" (")[0] for line in usual.split("\n") if line.startswith(("On: ", "Off: "))] == [
        *("On: signings", "On: departures", "On: renewals", "On: relabellings", "On: pending"),
        *("Off: documents", "Off: corrections", "Off: files"),
    ]
    assert "Switched" not in await desk.said("subscriptions", "")
    assert "Off: renewals" in await desk.said("alerts", "renewals off")
    said = await desk.said("alerts", "ON Documents")
    assert "On: documents" in said
    assert "Off: renewals" in said
    subscriptions = await desk.said("subscriptions", "")
    assert "Switched off here: agreements that were renewed." in subscriptions
    assert (
        "Switched on here, too: texts of agreements and addenda, posted or replaced, together once a day."
        in subscriptions
    )
    assert "Off: departures" in await desk.said("alerts", "departure, relabeling, pending: no".replace(":", ""))
    for words in ("renewals on", "documents off", "departures relabellings pending yes"):
        await desk.said("alerts", words)
    assert await desk.said("alerts", "") == usual


@pytest.mark.parametrize("words", ["renewals", "on", "off on renewals", "everything off", "renewals perhaps"])
async def test_what_is_no_switch_of_a_kind_changes_nothing(desk: Desk, words: str) -> None:
    """The answer shows how."""
    await desk.ask("subscribe", "VA")
    assert "/alerts renewals off" in await desk.said("alerts", words)
    assert "Switched" not in await desk.said("subscriptions", "")


async def test_kinds_of_news_need_a_subscription(desk: Desk) -> None:
    """A chat that is told nothing has nothing to switch, but may look."""
    assert "subscribed to nothing" in await desk.said("alerts", "documents on")
    assert "Off: documents" in await desk.said("alerts", "")


async def test_subscribe_without_a_place_asks_for_one(desk: Desk) -> None:
    """It is answered with places to choose from and an example, to the asker alone."""
    reply = await desk.ask("subscribe", "  ")
    assert reply.private
    assert "type the name of your county or state: /subscribe Page County VA" in text_of(reply.message)


async def test_an_unknown_state_changes_nothing(desk: Desk) -> None:
    """One word that is no state, and none of the others is subscribed to."""
    reply = await desk.ask("subscribe", "VA Narnia")
    assert reply.private
    assert "Narnia” is no place" in text_of(reply.message)
    assert desk.subscriptions() == []


@pytest.mark.parametrize("name", ["subscribe", "unsubscribe", "alerts", "early"])
async def test_changing_needs_an_administrator(desk: Desk, name: str) -> None:
    """Anyone else gets one line, and nothing changes."""
    await desk.ask("subscribe", "MD")
    reply = await desk.ask(name, "VA", may_manage=False)
    assert reply.private
    assert "needs an administrator" in text_of(reply.message)
    assert desk.subscriptions() == ["MD"]


@pytest.mark.parametrize("name", ["subscriptions", "state", "help", "start"])
async def test_asking_needs_no_administrator(desk: Desk, name: str) -> None:
    """What changes nothing is answered to everyone."""
    assert "administrator here" not in await desk.said(name, "VA", may_manage=False)


async def test_unsubscribe_takes_states_away(desk: Desk) -> None:
    """The others stay."""
    await desk.ask("subscribe", "VA MD OH")
    assert (await desk.said("unsubscribe", "virginia, OH")).endswith(": Maryland.")
    assert desk.subscriptions() == ["MD"]


@pytest.mark.parametrize("command", ["unsubscribe", "stop"])
async def test_unsubscribe_without_a_state_asks_and_takes_the_answer(desk: Desk, command: str) -> None:
    """A tap on the menu stops nothing; the answer says what was stopped and how to have it back."""
    await desk.ask("subscribe", "VA MD")
    assert "Nothing is stopped yet" in await desk.said(command)
    assert desk.subscriptions() == ["MD", "VA"]
    said = await desk.said(PLAIN, "all")
    assert "about Maryland and Virginia.\nTo have them back: /subscribe MD, VA\n" in said
    assert "subscribed to nothing" in said
    assert desk.subscriptions() == []


@pytest.mark.parametrize(
    ("command", "answer"), [("subscribe", "Va. and Md."), ("state", "Virginia"), ("changes", "VA")]
)
async def test_a_bare_command_asks_and_takes_the_next_words(desk: Desk, command: str, answer: str) -> None:
    """What follows is answered as if it had stood behind the command; a mistake is asked about again."""
    have(desk.store, make_agreement(agency="Page County Sheriff's Office", state="VA"))
    assert re.search("One state, county|name of your county or state", await desk.said(command))
    assert "North Carolina (NC) or South Carolina (SC)" in await desk.said(PLAIN, "Carolina")
    assert await desk.said(PLAIN, answer) == await desk.said(command, answer)


async def test_a_question_is_one_persons_and_not_for_ever(desk: Desk) -> None:
    """Another person's words are no answer, nor are those of a quarter of an hour later, nor after another command."""
    await desk.ask("subscribe", person="1")
    assert desk.conversation.expects(CHAT, "1")
    assert not desk.conversation.expects(CHAT, "2")
    assert not desk.conversation.expects(make_place("8"), "1")
    desk.now += dt.timedelta(minutes=15)
    assert not desk.conversation.expects(CHAT, "1")
    await desk.ask("subscribe", person="1")
    await desk.ask("help", person="1")
    assert not desk.conversation.expects(CHAT, "1")


async def test_plain_words_are_answered_with_what_they_seem_to_mean(desk: Desk) -> None:
    """A state, a command without its slash, several states, an agency; anything else gets the help."""
    have(desk.store, make_agreement(agency="Page County Sheriff's Office", state="VA"))
    said = await desk.said(PLAIN, "virginia")
    assert "Page County Sheriff's Office" in said
    assert said.endswith("To be told here when something changes in Virginia: /subscribe VA")
    assert desk.subscriptions() == []
    assert "/subscribe VA, MD" in await desk.said(PLAIN, "Virginia and Maryland")
    assert "/subscribe all" in await desk.said(PLAIN, "everything")
    await desk.said(PLAIN, "subscribe VA")
    assert desk.subscriptions() == ["VA"]
    assert "/subscribe" not in await desk.said(PLAIN, "VA")
    assert "VA-page-county-sheriffs-office" in await desk.said(PLAIN, "page county sheriff")
    for words in ("hello", "hi", "thanks", "🙂"):
        assert await desk.said(PLAIN, words) == await desk.said("help"), words


async def test_a_link_that_names_states_offers_them(desk: Desk) -> None:
    """``/start va-md`` asks; nothing is subscribed by a tap; what means no state is a plain start."""
    assert "/subscribe VA, MD" in await desk.said("start", "va-md")
    assert "/subscribe NY" in await desk.said("start", "new_york")
    assert desk.subscriptions() == []
    assert await desk.said("start", "campaign-7") == await desk.said("start")
    reply = await desk.ask("start", "va-md")
    assert [(button.label, button.command, button.words) for button in reply.message.keys[0].buttons] == [
        ("Yes", "subscribe", "VA MD"),
        ("No", "help", ""),
    ]


async def test_privacy_says_what_is_stored_and_forgets_it(desk: Desk) -> None:
    """Only who may manage the chat can have it forgotten; then nothing of it is left."""
    await desk.ask("subscribe", "VA")
    assert "Of people: nothing." in await desk.said("privacy")
    assert "needs an administrator" in await desk.said("privacy", "erase", may_manage=False)
    assert "/privacy erase" in await desk.said("privacy", "everything")
    assert desk.subscriptions() == ["VA"]
    assert "Nothing about this chat is stored" in await desk.said("privacy", "Erase")
    assert desk.subscriptions() == []
    assert desk.store.chats.known(CHAT) is None


async def test_unsubscribe_in_a_chat_that_has_nothing_says_so(desk: Desk) -> None:
    """It is a mistake worth one line."""
    reply = await desk.ask("unsubscribe", "VA")
    assert (reply.message.title, text_of(reply.message)) == ("That did not work", "This chat is subscribed to nothing.")


async def test_one_state_cannot_be_taken_out_of_all(desk: Desk) -> None:
    """The answer says what to do instead, and the chat is still told everything."""
    await desk.ask("subscribe", "all")
    assert "/unsubscribe all" in await desk.said("unsubscribe", "VA")
    assert desk.subscriptions() == [ALL_STATES]
    assert "nothing" in await desk.said("unsubscribe", "all")


async def test_subscriptions_are_of_the_chat_that_asks(desk: Desk) -> None:
    """Another chat's states are not told."""
    await desk.ask("subscribe", "VA", place=make_place("8"))
    assert "subscribed to nothing" in await desk.said("subscriptions")


async def test_help_is_three_lines_by_what_somebody_may_do_here(desk: Desk) -> None:
    """With two examples; a member is offered nothing that he would be refused, and the rest is behind a button."""
    administrator, member = await desk.ask("help"), await desk.ask("help", may_manage=False)
    assert text_of(administrator.message) == (
        "Tells this chat when an agency joins or leaves ICE's list of 287(g) agreements.\n"
        "To follow a place: /subscribe Page County VA\n"
        "To look a place up: /state VA"
    )
    assert labels_of(administrator) == ["Choose a place", "Settings", "All commands"]
    assert labels_of(member) == ["All commands"]
    every, few = await desk.said("help", "all"), await desk.said("help", "all", may_manage=False)
    assert every == text_of(help_message(ENGLISH, menu(ENGLISH, "telegram")))
    assert "/subscribe" in every
    assert "/settings" not in few
    assert "/state" in few


async def test_start_greets_with_the_first_steps(desk: Desk) -> None:
    """What it does in a few lines, and buttons for a place, an example, the language and the help."""
    reply = await desk.ask("start")
    assert "Choose a place below" in text_of(reply.message)
    assert labels_of(reply) == ["Choose a place", "Example: Texas", "Language", "Help"]


async def test_every_command_of_the_table_is_answered(desk: Desk) -> None:
    """No platform offers a command that nobody answers."""
    for command in COMMANDS:
        assert "There is no command" not in await desk.said(command.name, "VA")


async def test_an_unknown_command_is_named_shortened(desk: Desk) -> None:
    """What a person typed is shown back, but not all of it."""
    said = await desk.said("x" * 5000)
    assert said.startswith(f"There is no command /{'x' * 32}.")
    assert len(said) < 100


async def test_state_before_any_edition_asks_for_patience(desk: Desk) -> None:
    """An empty memory is not told as an empty state."""
    assert "No edition of ICE's list has been read yet" in await desk.said("state", "VA")


async def test_state_answers_with_agreements_and_pending(desk: Desk) -> None:
    """What is listed now is there, what has ended is not."""
    ended = make_agreement(2, agency="Gone Police Department", ended_at=NOW)
    have(desk.store, make_agreement(1), ended, make_agreement(3, state="MD", agency="Other Office"))
    have(desk.store, make_agreement(4, list=ListKind.PENDING, agency="Wise Office", signed_on=None), name=b"PK two")
    reply = await desk.ask("state", "virginia")
    said = text_of(reply.message)
    assert not reply.private
    assert "1 agreement of 1 agency: 1 Task Force Model." in said
    assert "Pending: 1 agreement" in said
    assert "Wise Office" in said
    assert "Gone" not in said
    assert "Other" not in said
    assert "participatingAgencies02062026pm.xlsx" in "".join(span.text for span in reply.message.footer)


async def test_a_state_with_very_many_is_answered_in_short_lines_and_with_a_file(desk: Desk) -> None:
    """The chat is not flooded, and nobody is left out of either."""
    have(desk.store, *(make_agreement(n, agency=f"Agency {n}") for n in range(1, STATE_AT_MOST + 2)))
    message = (await desk.ask("state", "VA")).message
    assert message.attachment is not None
    assert message.attachment.content.count(b"\n") == STATE_AT_MOST + 2
    said = " ".join(span.text for block in message.blocks for line in block for span in line)
    assert len(message.blocks) == 3
    assert all(f"Agency {n}" in said for n in range(1, STATE_AT_MOST + 2))


async def test_changes_answers_with_the_latest_of_one_state(desk: Desk) -> None:
    """Corrections, which alert nobody, can be asked for here."""
    assert "No change has been seen" in await desk.said("changes", "VA")
    agreement = make_agreement()
    have(desk.store, agreement)
    change = make_change(ChangeKind.CORRECTED, reason=Reason.RESPELT, was={"agency": "Page Couny Sheriff's Office"})
    edition = keep_edition(desk.store, b"PK two")
    desk.store.write(lambda work: work.agreements.remember(edition, [agreement], [agreement], [change], NOW))
    assert "name was “Page Couny Sheriff's Office”" in await desk.said("changes", "Virginia")
    assert "/changes VA" in await desk.said("changes", "")


@pytest.mark.parametrize("words", ["", "VA MD", "all", "<b>VA</b>", "VA" * 4000])
async def test_state_wants_exactly_one_state(desk: Desk, words: str) -> None:
    """Anything else is one clear line to the asker."""
    reply = await desk.ask("state", words)
    assert reply.private
    assert reply.message.title == ("Which place?" if words in ("", "VA MD", "all") else "That did not work")


@pytest.mark.parametrize(
    ("command", "english", "spanish"),
    [
        ("state", "Which place?", "¿Qué lugar?"),
        ("changes", "Which place?", "¿Qué lugar?"),
        ("agency", "Which agency?", "¿Qué agencia?"),
        ("explain", "Which change?", "¿Qué cambio?"),
        ("subscribe", "Which place?", "¿Qué lugar?"),
    ],
)
async def test_a_command_without_its_words_asks_for_them(desk: Desk, command: str, english: str, spanish: str) -> None:
    """Nothing has failed, so the question is the heading, and stands there once."""
    for language, title in (("en", english), ("es", spanish)):
        message = (await desk.conversation.answer(make_asked(command, language=language, may_manage=True))).message
        assert message.title == title
        assert title not in text_of(message)


async def test_a_name_near_to_others_is_asked_back_and_nothing_is_said_to_have_failed(desk: Desk) -> None:
    """What could be meant are buttons below the question."""
    reply = await desk.ask("state", "Atlantis")
    assert (reply.private, reply.message.title) == (True, "Which place?")
    assert any(keys.buttons for keys in reply.message.keys)
    assert len(text_of(reply.message)) < 200


async def held(desk: Desk, state: str | None) -> str:
    have(desk.store, make_agreement(1))
    edition = keep_edition(desk.store, b"PK two")
    figures = {"missing": 9, "listed": 10}
    hold = Hold(ListKind.PARTICIPATING, state, HoldReason.MASS_DEPARTURE, NOW, edition.id, figures=figures)
    desk.store.write(lambda work: work.holds.begin(hold))
    return await desk.said("state", "VA")


@pytest.mark.parametrize("state", [None, "VA"])
async def test_a_hold_is_told_in_the_answer(desk: Desk, state: str | None) -> None:
    """Who asks learns that a newer edition is not believed yet."""
    assert "eing checked since 6 February 2026, 15:04 UTC: 9 of 10" in await held(desk, state)


async def test_a_hold_of_another_state_is_not_told(desk: Desk) -> None:
    """It says nothing about this state."""
    assert "eing checked" not in await held(desk, "MD")


async def test_a_pending_list_that_expired_is_told_with_its_day(desk: Desk) -> None:
    """Who asks learns that ICE no longer publishes it; while it is published nothing is said."""
    have(desk.store, make_agreement(1))
    desk.store.write(lambda work: work.editions.linked(ListKind.PENDING, NOW))
    assert "last published" not in await desk.said("state", "VA")
    desk.store.write(lambda work: work.editions.expire(ListKind.PENDING, NOW + dt.timedelta(days=8)))
    assert "ICE last published a list of pending agreements on 6 February 2026." in await desk.said("state", "VA")


def owe(store: Store, chat: int = 1) -> None:
    store.write(lambda work: work.deliveries.enqueue([Owed(make_subscriber(chat), Alert(1, (1,)))], NOW))


async def test_a_lost_chat_keeps_its_settings_and_what_it_is_owed(desk: Desk) -> None:
    """Nothing is sent while it is lost; when it is back, the sending is woken and goes on."""
    await desk.ask("subscribe", "VA")
    owe(desk.store)
    await desk.conversation.chat_lost(CHAT, "kicked")
    assert desk.claim() == []
    assert desk.subscriptions() == ["VA"]
    woken = desk.woken
    await desk.conversation.chat_back(CHAT)
    assert desk.woken == woken + 1
    assert len(desk.claim()) == 1


async def test_a_chat_that_was_never_lost_wakes_nobody(desk: Desk) -> None:
    """Platforms report every chat whenever they connect."""
    await desk.ask("subscribe", "VA")
    woken = desk.woken
    await desk.conversation.chat_back(CHAT)
    assert desk.woken == woken


async def test_a_chat_that_we_do_not_know_is_lost_and_back_without_a_trace(desk: Desk) -> None:
    """Nothing is stored of chats that never asked for anything."""
    await desk.conversation.chat_lost(make_place("99"), "kicked")
    await desk.conversation.chat_back(make_place("99"))
    await desk.conversation.chat_moved(make_place("99"), make_place("100"))
    assert desk.store.chats.known(make_place("99")) is None
    assert desk.store.chats.known(make_place("100")) is None


async def test_a_lost_group_pauses_its_topics_and_no_other_group(desk: Desk) -> None:
    """Who is thrown out of a forum can write in none of its topics; ``-1001`` is not ``-10012``."""
    places = [
        make_place("-1001"),
        make_place("-1001:5"),
        make_place("-1001:6"),
        make_place("-10012"),
        make_place("-10012:5"),
    ]
    for place in places:
        await desk.ask("subscribe", "VA", place=place)
    await desk.conversation.chat_lost(places[0], "kicked")
    assert [desk.store.chats.is_paused(place) for place in places] == [True, True, True, False, False]
    await desk.conversation.chat_back(places[0])
    assert not any(desk.store.chats.is_paused(place) for place in places)


async def test_a_lost_topic_pauses_itself_alone(desk: Desk) -> None:
    """A closed topic says nothing of the others."""
    places = [make_place(address) for address in ("-1001:5", "-1001:6")]
    for place in places:
        await desk.ask("subscribe", "VA", place=place)
    await desk.conversation.chat_lost(places[0], "topic_closed")
    assert [desk.store.chats.is_paused(place) for place in places] == [True, False]


async def test_a_chat_that_moved_keeps_everything(desk: Desk) -> None:
    """Subscriptions and what is owed go along to the new address."""
    await desk.ask("subscribe", "VA")
    owe(desk.store)
    await desk.conversation.chat_moved(CHAT, make_place("-1007"))
    assert desk.subscriptions() == []
    assert desk.subscriptions(make_place("-1007")) == ["VA"]
    assert [one.place.address for one in desk.claim()] == ["-1007"]


async def test_a_chat_that_moved_to_one_that_was_told_already_is_not_told_twice(desk: Desk) -> None:
    """Both addresses were subscribed and owed the same; the one chat that they are gets it once."""
    new = make_place("-1007")
    await desk.ask("subscribe", "VA")
    await desk.ask("subscribe", "MD", place=new)
    owe(desk.store, 1)
    owe(desk.store, 2)
    second = next(one for one in desk.claim() if one.chat == 2)
    desk.store.write(lambda work: work.deliveries.sent(second.id, "m1", NOW))
    desk.store.write(lambda work: work.deliveries.release_claims(NOW))
    await desk.conversation.chat_moved(CHAT, make_place("-1007"))
    assert desk.subscriptions(new) == ["MD", "VA"]
    assert desk.claim() == []


def test_help_says_every_option() -> None:
    """Each line shows the command as it is typed."""
    said = text_of(help_message(ENGLISH, menu(ENGLISH)))
    for entry in menu(ENGLISH):
        assert f"/{entry.name}{f' {entry.option.name}' if entry.option else ''} — " in said
    assert LIST_PAGE not in said
