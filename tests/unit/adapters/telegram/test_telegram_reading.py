"""What updates from Telegram mean, read from what Telegram really sends."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.telegram.events import Back, Given, Joined, Lost, Member, Moved, Voice
from adapters.telegram.fields import Unreadable
from adapters.telegram.reading import read
from bot.domain.chats import PLAIN, Place

COMMANDS = frozenset({"subscribe", "state", "help"})
PRIVATE = {"id": 7, "type": "private", "first_name": "Ann", "last_name": "Lee"}
GROUP = {"id": -5, "type": "group", "title": "Neighbours"}
FORUM = {"id": -1005, "type": "supergroup", "title": "Forum", "is_forum": True}
CHANNEL = {"id": -1009, "type": "channel", "title": "News"}
ANN = {"id": 7, "is_bot": False, "first_name": "Ann"}
BOT = {"id": 42, "is_bot": True, "first_name": "Alerts", "username": "OurBot"}


def heard(kind: str = "message", *, person: dict[str, Any] = ANN, **fields: Any) -> Any:
    body = {"message_id": 1, "date": 0, "chat": PRIVATE, "from": person, **fields}
    if kind == "channel_post":
        body.pop("from")
    events = read({"update_id": 1, kind: body}, "OurBot", COMMANDS)
    told = [event for event in events if not isinstance(event, Back) or body["chat"]["id"] != 7]
    assert len(told) <= 1
    return told[0] if told else None


def member(chat: dict[str, Any], status: str, **fields: Any) -> Any:
    return changed(chat, "left", status, **fields)[0]


def changed(chat: dict[str, Any], old: str, status: str, **fields: Any) -> tuple[Any, ...]:
    change = {
        "chat": chat,
        "from": ANN,
        "date": 0,
        "old_chat_member": {"user": BOT, "status": old},
        "new_chat_member": {"user": BOT, "status": status, **fields},
    }
    return read({"update_id": 1, "my_chat_member": change}, "OurBot", COMMANDS)


ADMIN_RIGHTS = dict.fromkeys(
    (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ),
    False,
)


def test_a_command_in_a_private_chat_is_read_and_may_manage() -> None:
    """One's own chat is one's own business."""
    assert heard(text="/subscribe VA  MD ") == Given(
        Place("telegram", "7"), "subscribe", "VA  MD", "en", may_manage=True, kind="private", person="7"
    )


@pytest.mark.parametrize("text", ["/subscribe VA", "hello", None])
def test_whoever_speaks_to_us_in_private_has_not_blocked_us(text: str | None) -> None:
    """A message of any sort says that the chat can be reached, before anything that it asks for."""
    message = {"message_id": 1, "date": 0, "chat": PRIVATE, "from": ANN, "text": text, "photo": []}
    events = read({"update_id": 1, "message": message}, "OurBot", COMMANDS)
    assert events[0] == Back(Place("telegram", "7"))
    assert len(events) == (2 if text else 1)


def test_no_name_of_a_person_is_the_title_of_a_chat() -> None:
    """A private chat has none, whatever Telegram says of its person; a channel without one has its user name."""
    named = {**PRIVATE, "username": "ann_lee", "title": "Ann"}
    assert heard(text="/state VA", chat=named).place.title == ""
    assert member(named, "kicked").place.title == ""
    news = {"id": -1009, "type": "channel", "username": "news"}
    assert heard("channel_post", text="/state VA", chat=news).place.title == "@news"


@pytest.mark.parametrize("kind", [None, "", "Ann", "PRIVATE", 5])
def test_a_chat_of_no_known_kind_is_not_read(kind: object) -> None:
    """Its kind decides who may manage it, and whether its name is a person's."""
    with pytest.raises(Unreadable, match="type"):
        heard(text="/state VA", chat={**PRIVATE, "type": kind})


@pytest.mark.parametrize("text", ["/state@OurBot VA", "/STATE@ourbot VA", "/state\nVA", " /state VA"])
def test_a_command_is_read_however_it_is_written(text: str) -> None:
    """Names of bots and commands have no case, and white space parts the words."""
    given = heard(text=text, chat=GROUP)
    assert (given.name, given.words, given.place.address) == ("state", "VA", "-5")


@pytest.mark.parametrize(
    "text",
    ["/state@OtherBot VA", "/start@OtherBot", "state VA", "see /state VA", "/", "/ state", "/stateVA!", "", "/weather"],
)
def test_what_is_not_for_us_is_left_alone(text: str) -> None:
    """Other bots live in the same group."""
    assert heard(text=text, chat=GROUP) is None


@pytest.mark.parametrize(("text", "chat"), [("/weather", PRIVATE), ("/weather@OurBot", GROUP)])
def test_what_can_only_be_meant_for_us_asks_for_help(text: str, chat: dict[str, Any]) -> None:
    """A command that we do not have."""
    given = heard(text=text, chat=chat)
    assert (given.name, given.words) == ("help", "")


@pytest.mark.parametrize(
    ("text", "chat", "words"), [("/start", GROUP, ""), ("/start va-md", PRIVATE, "va-md"), ("/stop", PRIVATE, "")]
)
def test_start_and_stop_are_heard_though_no_menu_has_them(text: str, chat: dict[str, Any], words: str) -> None:
    """Telegram sends /start when a chat begins, with what its link brought along."""
    given = heard(text=text, chat=chat)
    assert (given.name, given.words) == (text[1:].partition(" ")[0], words)


def test_stop_in_a_group_may_be_meant_for_another_bot() -> None:
    """There it is ours where it names us."""
    assert heard(text="/stop", chat=GROUP) is None
    assert heard(text="/stop@OurBot", chat=GROUP).name == "stop"


@pytest.mark.parametrize(
    "text",
    ["/subscribe: VA", "/subscribe,VA", "/subscribe@OurBot: VA", "\u200b/subscribe VA", "\ufeff\u200f /subscribe VA"],
)
def test_a_command_with_stray_characters_is_understood(text: str) -> None:
    """Some keyboards put marks that nobody sees before a slash, and people a colon behind the name."""
    given = heard(text=text)
    assert (given.name, given.words) == ("subscribe", "VA")


def test_words_without_a_slash_are_ours_in_a_private_chat_and_as_a_reply_to_us() -> None:
    """In a group, what people say to each other is not for us, nor what they reply to others."""
    assert heard(text="Virginia please").name == PLAIN
    ours = {"message_id": 3, "date": 0, "chat": GROUP, "from": {"id": 1, "is_bot": True, "username": "ourBOT"}}
    assert heard(text="VA MD", chat=GROUP, reply_to_message=ours).name == PLAIN
    assert heard(text="VA MD", chat=GROUP) is None
    assert heard(text="VA MD", chat=GROUP, reply_to_message={**ours, "from": ANN}) is None
    assert heard("channel_post", text="VA MD", chat=CHANNEL) is None


def test_a_mended_message_is_a_command() -> None:
    """Who forgot the slash adds it; a caption can hold a command, too."""
    assert heard("edited_message", text="/subscribe VA", edit_date=1).words == "VA"
    assert heard("edited_channel_post", text="/subscribe VA", edit_date=1, chat=CHANNEL).words == "VA"
    assert heard("message", photo=[], caption="/state VA").words == "VA"


def test_a_forwarded_command_is_not_a_command() -> None:
    """Posts of a channel are forwarded to its group without anyone there having asked."""
    origin = {"type": "channel", "date": 0, "chat": CHANNEL, "message_id": 3}
    assert heard(text="/subscribe VA", chat=GROUP, forward_origin=origin, is_automatic_forward=True) is None


def test_a_post_in_a_channel_may_manage() -> None:
    """Only administrators post there."""
    given = heard("channel_post", text="/subscribe VA", chat=CHANNEL, sender_chat=CHANNEL)
    assert (given.may_manage, given.place) == (True, Place("telegram", "-1009", "News"))


def test_in_a_group_telegram_has_to_be_asked_about_the_person() -> None:
    """About that very person, in that very group."""
    given = heard(text="/subscribe VA", chat=GROUP)
    assert (given.may_manage, given.person) == (Member(-5, 7), "7")


@pytest.mark.parametrize(
    ("code", "language"),
    [("es", "es"), ("es-MX", "es"), ("es_US", "es"), ("pt-br", "pt"), ("zh-Hans", "zh"), (None, "en")],
)
def test_the_language_is_that_of_the_persons_app(code: str | None, language: str) -> None:
    """Without country or script: we speak languages."""
    person = ANN if code is None else {**ANN, "language_code": code}
    assert heard(text="/state VA", person=person).language == language


def test_an_anonymous_administrator_may_manage_and_of_a_channel_telegram_has_to_be_asked() -> None:
    """The one writes as the group itself; the other may be the group's own channel. Each is a person by its number."""
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    group = heard(text="/subscribe VA", chat=FORUM, sender_chat=FORUM, person=anonymous)
    channel = heard(text="/subscribe VA", chat=FORUM, sender_chat=CHANNEL, person=anonymous)
    assert (group.may_manage, group.person) == (True, "-1005")
    assert (channel.may_manage, channel.person) == (Voice(-1005, -1009), "-1009")


def test_a_forum_topic_is_a_chat_of_its_own_and_a_thread_of_replies_is_not() -> None:
    """Both have a thread id; only a topic can be written to by it."""
    topic = heard(text="/state VA", chat=FORUM, message_thread_id=9, is_topic_message=True)
    thread = heard(text="/state VA", chat=FORUM, message_thread_id=9)
    assert (topic.place.address, topic.place.group) == ("-1005:9", "-1005")
    assert (thread.place.address, thread.place.group) == ("-1005", None)


def test_a_closed_topic_is_left_alone_and_a_reopened_one_is_back() -> None:
    """An administrator writes in a closed one too: only a message shows whether we may."""
    topic: dict[str, Any] = {"chat": FORUM, "message_thread_id": 9, "is_topic_message": True}
    place = Place("telegram", "-1005:9", "Forum", "-1005")
    assert heard(forum_topic_closed={}, **topic) is None
    assert heard(forum_topic_reopened={}, **topic) == Back(place)


def test_a_group_that_becomes_a_supergroup_moves_and_both_notes_say_the_same() -> None:
    """Telegram writes one into the old chat and one into the new."""
    old, new = Place("telegram", "-5", "Neighbours"), Place("telegram", "-1005")
    assert heard(chat=GROUP, migrate_to_chat_id=-1005) == Moved(old, new)
    assert heard(chat=FORUM, migrate_from_chat_id=-5) == Moved(Place("telegram", "-5", "Forum"), new)


@pytest.mark.parametrize(
    ("chat", "status", "reason"),
    [
        (PRIVATE, "kicked", "blocked"),
        (GROUP, "kicked", "kicked"),
        (GROUP, "left", "kicked"),
        (CHANNEL, "kicked", "kicked"),
    ],
)
def test_being_thrown_out_loses_the_chat(chat: dict[str, Any], status: str, reason: str) -> None:
    """A person blocks, a group kicks; a group that only lets us go has lost us as well."""
    fields = {"until_date": 0} if status == "kicked" else {}
    event = member(chat, status, **fields)
    assert isinstance(event, Lost)
    assert (event.place.address, event.reason) == (str(chat["id"]), reason)


@pytest.mark.parametrize("chat", [PRIVATE, GROUP, FORUM])
def test_being_let_in_brings_the_chat_back(chat: dict[str, Any]) -> None:
    """Unblocked, or added again."""
    assert isinstance(member(chat, "member"), Back)
    assert isinstance(member(chat, "administrator", **ADMIN_RIGHTS), Back)


def test_a_channel_is_back_only_when_we_may_post() -> None:
    """An administrator without that right can do nothing for us."""
    assert isinstance(member(CHANNEL, "administrator", **ADMIN_RIGHTS, can_post_messages=True), Back)
    assert member(CHANNEL, "administrator", **ADMIN_RIGHTS) == Lost(Place("telegram", "-1009", "News"), "may_not_write")


@pytest.mark.parametrize(
    ("inside", "may_send", "back"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_restricted_member_is_back_when_it_may_write(inside: bool, may_send: bool, back: bool) -> None:  # noqa: FBT001
    """Restricted can mean outside, silent, or only without pictures."""
    rights = dict.fromkeys(
        (
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_manage_topics",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_edit_tag",
            "can_react_to_messages",
        ),
        False,
    )
    event = member(FORUM, "restricted", is_member=inside, can_send_messages=may_send, until_date=0, **rights)
    assert isinstance(event, Back if back else Lost)


def test_a_restricted_member_is_read_without_what_does_not_concern_us() -> None:
    """Telegram left out ``can_react_to_messages`` for months, without which the library makes no object of it."""
    event = member(FORUM, "restricted", is_member=True, can_send_messages=True)
    assert event == Back(Place("telegram", "-1005", "Forum"))


def test_an_update_of_no_interest_is_left_alone() -> None:
    """A photograph without words, a new title, a kind that did not exist when this was written."""
    assert heard(new_chat_title="x", chat=GROUP) is None
    assert heard("message", photo=[]) is None
    assert read({"update_id": 1, "brand_new": {}}, "OurBot", COMMANDS) == ()


@pytest.mark.parametrize(
    ("chat", "old", "new", "fields"),
    [
        (GROUP, "left", "member", {}),
        (FORUM, "kicked", "administrator", {}),
        (CHANNEL, "left", "administrator", {"can_post_messages": True}),
    ],
)
def test_being_added_is_told_once_and_with_the_language_of_who_did_it(
    chat: dict[str, Any], old: str, new: str, fields: dict[str, Any]
) -> None:
    """The chat is greeted then."""
    back, joined = changed(chat, old, new, **fields)
    assert isinstance(back, Back)
    assert joined == Joined(back.place, "en")


@pytest.mark.parametrize(
    ("chat", "old", "new", "fields"),
    [
        (PRIVATE, "kicked", "member", {}),
        (GROUP, "member", "administrator", {}),
        (FORUM, "restricted", "member", {}),
        (FORUM, "left", "restricted", {"is_member": True, "can_send_messages": False}),
        (CHANNEL, "left", "administrator", {"can_post_messages": False}),
        (CHANNEL, "left", "member", {}),
        (GROUP, "member", "left", {}),
    ],
)
def test_nobody_is_greeted_who_knows_us_or_where_we_may_not_write(
    chat: dict[str, Any], old: str, new: str, fields: dict[str, Any]
) -> None:
    """A change of rights is no arrival, and a person who comes back has his settings."""
    assert not [event for event in changed(chat, old, new, **fields) if isinstance(event, Joined)]
