"""``/settings``: what people type for it, what they are answered, and what is kept of it."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.setting_words import TOPICS, topic_of
from bot.conversation.vocabulary import SWITCHES
from bot.conversation.wishes import parse_clock, wished
from bot.conversation.zones import SAID, parse_zone
from bot.delivery import reach
from bot.domain.chats import Interest, Language
from bot.domain.deliveries import Alert, Owed
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.domain.settings import UNSET, ChatSettings, Quiet, Setting, Times, Weekday, zone_of
from bot.reading.text import fold
from bot.wording import languages
from bot.wording.choices import choices
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text
from bot.wording.settings import Followed, topic_name
from storage.settings import read_settings, write_settings
from storage.store import Store
from tests.support.golden import golden
from tests.support.make import NOW, make_asked
from tests.support.pseudo import CODE, make_pseudo
from tests.unit.conversation.test_answers import CHAT, Desk, text_of

EIGHT = dt.time(8)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        *(("8", EIGHT), ("08", EIGHT), ("8am", EIGHT), ("8 a.m.", EIGHT), ("8:00", EIGHT), ("8 AM", EIGHT)),
        *(("20:00", dt.time(20)), ("8 pm", dt.time(20)), ("8:30pm", dt.time(20, 30)), ("20h15", dt.time(20, 15))),
        *(
            ("12am", dt.time(0)),
            ("12 pm", dt.time(12)),
            ("24", dt.time(0)),
            ("0", dt.time(0)),
            ("20h30", dt.time(20, 30)),
        ),
        *(("25", None), ("13pm", None), ("0am", None), ("8:75", None), ("eight", None), ("-8", None), ("", None)),
    ],
)
def test_a_time_of_the_day_as_people_write_it(typed: str, at: dt.time | None) -> None:
    """With minutes or without, by twelve hours or twenty-four; what no clock shows is none."""
    assert parse_clock(fold(typed)) == at


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        *(("America/Chicago", "America/Chicago"), ("america/chicago", "America/Chicago")),
        *(("Chicago", "America/Chicago"), ("central", "America/Chicago"), ("Central Time", "America/Chicago")),
        *(("US Central", "America/Chicago"), ("CST", "America/Chicago"), ("hora del centro", "America/Chicago")),
        *(("eastern", "America/New_York"), ("hora del este", "America/New_York"), ("ET", "America/New_York")),
        *(("New York", "America/New_York"), ("new_york", "America/New_York"), ("Washington, D.C.", "America/New_York")),
        *(("Pacific Standard Time", "America/Los_Angeles"), ("hora del Pacífico", "America/Los_Angeles")),
        *(("Mountain", "America/Denver"), ("hora de la montaña", "America/Denver"), ("Arizona", "America/Phoenix")),
        *(("St. Louis", "America/Chicago"), ("puerto rico", "America/Puerto_Rico"), ("Honolulu", "Pacific/Honolulu")),
        *(("Hawái", "Pacific/Honolulu"), ("UTC", "UTC"), ("Indianapolis", "America/Indiana/Indianapolis")),
    ],
)
def test_a_zone_as_people_in_the_united_states_say_it(typed: str, zone: str) -> None:
    """By its IANA name, by what it is called in English or Spanish, or by a city."""
    assert parse_zone(typed) == zone


def test_every_zone_that_people_say_is_one() -> None:
    """What is meant by a name can be counted in."""
    assert {parse_zone(name) for said in SAID.values() for name in said.split(", ")} == set(SAID)
    assert all(str(zone_of(zone)) == zone for zone in SAID)


@pytest.mark.parametrize(("typed", "near"), [("Chicgo", "America/Chicago"), ("america/los", "America/Los_Angeles")])
def test_a_zone_that_is_not_understood_is_answered_with_the_nearest(typed: str, near: str) -> None:
    """Three at most, and what was typed is repeated in forty characters at most."""
    with pytest.raises(UsageError) as caught:
        parse_zone(typed)
    assert near in problem_text(ENGLISH, caught.value)
    with pytest.raises(UsageError) as caught:
        parse_zone("x" * 4000)
    assert len(problem_text(ENGLISH, caught.value)) < 200


def without(*models: str) -> frozenset[str]:
    return frozenset(models)


def wish_of(settings: ChatSettings, typed: str) -> tuple[Setting, ChatSettings]:
    """What is set of what was typed; kinds of news, files and early notices are kept elsewhere."""
    topic, rest = topic_of(typed)
    elsewhere = topic in (Setting.KINDS, Setting.FILES, Setting.EARLY)
    return topic, settings if elsewhere else wished(settings, topic, rest)


@pytest.mark.parametrize(
    ("typed", "topic", "wish"),
    [
        ("timezone central", Setting.TIMEZONE, ChatSettings(zone="America/Chicago")),
        ("time zone hora del este", Setting.TIMEZONE, ChatSettings(zone="America/New_York")),
        ("alerts daily", Setting.ALERTS, ChatSettings(digest=Times(EIGHT))),
        ("Alerts: daily at 8pm".replace(":", ""), Setting.ALERTS, ChatSettings(digest=Times(dt.time(20)))),
        ("alerts weekly", Setting.ALERTS, ChatSettings(digest=Times(EIGHT, Weekday.MONDAY))),
        ("alerts weekly friday", Setting.ALERTS, ChatSettings(digest=Times(EIGHT, Weekday.FRIDAY))),
        ("alerts weekly, friday 20:00", Setting.ALERTS, ChatSettings(digest=Times(dt.time(20), Weekday.FRIDAY))),
        ("alerts weekly 9", Setting.ALERTS, ChatSettings(digest=Times(dt.time(9), Weekday.MONDAY))),
        ("alertas semanal miércoles 9", Setting.ALERTS, ChatSettings(digest=Times(dt.time(9), Weekday.WEDNESDAY))),
        ("alerts daily 0", Setting.ALERTS, ChatSettings(digest=Times(dt.time(0)))),
        ("alertas ahora", Setting.ALERTS, UNSET),
        ("quiet 22-7", Setting.QUIET, ChatSettings(quiet=Quiet(dt.time(22), dt.time(7)))),
        ("quiet hours 10 pm to 7 am", Setting.QUIET, ChatSettings(quiet=Quiet(dt.time(22), dt.time(7)))),
        ("quiet 22:30 \u2013 7:15", Setting.QUIET, ChatSettings(quiet=Quiet(dt.time(22, 30), dt.time(7, 15)))),
        ("quiet 22 7", Setting.QUIET, ChatSettings(quiet=Quiet(dt.time(22), dt.time(7)))),
        ("quiet de 22 a 7", Setting.QUIET, ChatSettings(quiet=Quiet(dt.time(22), dt.time(7)))),
        ("quiet off", Setting.QUIET, UNSET),
        ("silent on", Setting.SILENT, ChatSettings(silent=True)),
        ("silencio sí", Setting.SILENT, ChatSettings(silent=True)),
        ("allclear on", Setting.ALL_CLEAR, ChatSettings(all_clear=Times(EIGHT, Weekday.MONDAY))),
        ("all-clear on sunday 18", Setting.ALL_CLEAR, ChatSettings(all_clear=Times(dt.time(18), Weekday.SUNDAY))),
        ("allclear off", Setting.ALL_CLEAR, UNSET),
        ("language english", Setting.LANGUAGE, ChatSettings(language="en")),
        ("models task force off", Setting.MODELS, ChatSettings(without_models=without("task_force"))),
        ("modelos grupo de trabajo no", Setting.MODELS, ChatSettings(without_models=without("task_force"))),
        (
            "models only jail, warrant",
            Setting.MODELS,
            ChatSettings(without_models=without("task_force", "tribal_task_force")),
        ),
        ("models tribal task force off", Setting.MODELS, ChatSettings(without_models=without("tribal_task_force"))),
        ("models all", Setting.MODELS, UNSET),
        ("statewide off", Setting.STATEWIDE, ChatSettings(statewide=False)),
        ("estatales no", Setting.STATEWIDE, ChatSettings(statewide=False)),
        ("mention <@&123456789012345678>", Setting.MENTION, ChatSettings(mention="123456789012345678")),
        ("mención no", Setting.MENTION, UNSET),
        ("publish on", Setting.PUBLISH, ChatSettings(publish=True)),
    ],
)
def test_a_wish_as_people_type_it(typed: str, topic: Setting, wish: ChatSettings) -> None:
    """One setting is changed, and the rest stays as it was."""
    assert wish_of(UNSET, typed) == (topic, wish)
    before = ChatSettings("en", "UTC", Times(EIGHT), Quiet(dt.time(1), dt.time(2)), silent=True, all_clear=Times(EIGHT))
    fields = {"timezone": "zone", "alerts": "digest", "allclear": "all_clear", "models": "without_models"}
    field = fields.get(topic, str(topic))
    after = wish_of(before, typed)[1]
    assert getattr(after, field) == getattr(wish, field)
    assert [name for name in before.__slots__ if getattr(before, name) != getattr(after, name)] in ([], [field])


SILENT, ALOUD = ChatSettings(silent=True), ChatSettings(silent=False)
NIGHT = ChatSettings(quiet=Quiet(dt.time(22), dt.time(7)))


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        *(("sound off", UNSET, SILENT), ("sonido no", UNSET, SILENT), ("Sound: off", UNSET, SILENT)),
        *(("sound on", SILENT, ALOUD), ("sonido sí", SILENT, ALOUD), ("turn on the sound", SILENT, ALOUD)),
        *(("turn sound off", UNSET, SILENT), ("turn off sound", UNSET, SILENT), ("apagar el sonido", UNSET, SILENT)),
        *(
            ("mute", UNSET, SILENT),
            ("mute on", UNSET, SILENT),
            ("silenciar", UNSET, SILENT),
            ("mute off", SILENT, ALOUD),
        ),
        *(("unmute", SILENT, ALOUD), ("con sonido", SILENT, ALOUD), ("sin sonido", UNSET, SILENT)),
        *(("sound without sound", UNSET, SILENT), ("Sonido: con sonido", SILENT, ALOUD)),
        *(("do not disturb 22-7", UNSET, NIGHT), ("dnd 10pm-7am", UNSET, NIGHT), ("no molestar 22-7", UNSET, NIGHT)),
        *(("no molestar no", NIGHT, UNSET), ("do not disturb off", NIGHT, UNSET), ("quiet hours none", NIGHT, UNSET)),
        *(("horas de silencio: ninguna", NIGHT, UNSET), ("noche de 22 a 7", UNSET, NIGHT)),
        *(("daily", UNSET, ChatSettings(digest=Times(EIGHT))), ("diario 8", UNSET, ChatSettings(digest=Times(EIGHT)))),
        ("cada día a las 20", UNSET, ChatSettings(digest=Times(dt.time(20)))),
        ("weekly friday", UNSET, ChatSettings(digest=Times(EIGHT, Weekday.FRIDAY))),
        ("alerts once a week", UNSET, ChatSettings(digest=Times(EIGHT, Weekday.MONDAY))),
        ("cada semana, viernes", UNSET, ChatSettings(digest=Times(EIGHT, Weekday.FRIDAY))),
        *((typed, ChatSettings(digest=Times(EIGHT)), UNSET) for typed in ("at once", "avisos enseguida", "right away")),
        *((typed, UNSET, ChatSettings(language="es")) for typed in ("español", "idioma es", "lang Spanish")),
        ("mención a nadie", ChatSettings(mention="1"), UNSET),
        ("disable publishing", ChatSettings(publish=True), ChatSettings(publish=False)),
    ],
)
def test_people_need_not_know_our_word(typed: str, before: ChatSettings, after: ChatSettings) -> None:
    """Plain words of either language do, also those that say the opposite of a setting, or what is wished alone."""
    assert wish_of(before, typed)[1] == after


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_what_stands_on_a_button_can_be_typed(language: str) -> None:
    """The name of each setting, and what can be chosen for those that name their choices by words."""
    words = languages.LANGUAGES[language]
    for setting in Setting:
        assert topic_of(topic_name(words, setting))[0] is setting
    for setting in (Setting.LANGUAGE, Setting.ALERTS, Setting.SILENT, Setting.STATEWIDE, Setting.PUBLISH):
        followed = Followed(("VA",))
        for button in choices(words, setting, followed)[0].buttons:
            pressed = wish_of(UNSET, button.words.removesuffix(" 08:00").removesuffix(" monday"))
            assert wish_of(UNSET, f"{topic_name(words, setting)}: {button.label}") == pressed


@pytest.mark.parametrize("word", sorted(SWITCHES))
async def test_on_and_off_are_the_same_words_everywhere(desk: Desk, word: str) -> None:
    """For each setting that is on or off, by whichever command it is set."""
    await desk.ask("subscribe", "VA")
    for command, typed in (("early", word), ("settings", f"early {word}")):
        await desk.ask("early", "no" if SWITCHES[word] else "yes")
        assert desk.store.chats.is_early(CHAT) is not SWITCHES[word]
        await desk.ask(command, typed)
        assert desk.store.chats.is_early(CHAT) is SWITCHES[word]
    for setting in (Setting.STATEWIDE, Setting.PUBLISH, Setting.SILENT):
        field = getattr(wish_of(UNSET, f"{setting} {word}")[1], setting)
        assert field is SWITCHES[word]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        *((typed, "which_setting") for typed in ("louder", "no", "turn off", "the", "off on no", "please mute")),
        ("sound louder", "which_sound"),
        ("language klingon", "which_language"),
        ("timezone", "which_timezone"),
        ("timezone Narnia", "which_timezone"),
        *((f"alerts {when}", "when_alerts") for when in ("", "often", "daily 25", "weekly noneday 8", "daily 8 9")),
        *((f"quiet {when}", "which_hours") for when in ("", "on", "22", "22-22", "22-99", "-")),
        *((f"silent {how}", "which_sound") for how in ("", "perhaps")),
        *((f"models {which}", "which_models") for which in ("", "jail", "off", "sheriff off", "only", "jail on off")),
        *((f"statewide {how}", "which_switch") for how in ("", "perhaps")),
        *((f"mention {whom}", "which_role") for whom in ("", "@everyone", "<@123>", "<@&>", "<@&1> <@&2>")),
        *((f"allclear {when}", "when_all_clear") for when in ("", "monday", "on noneday", "on monday 99")),
    ],
)
def test_each_mistake_is_one_clear_sentence(typed: str, problem: str) -> None:
    """That says what to type instead."""
    with pytest.raises(UsageError) as caught:
        wish_of(UNSET, typed)
    assert caught.value.problem == problem
    assert "/settings" in problem_text(ENGLISH, caught.value)


@given(st.sampled_from(sorted(TOPICS)), st.text(max_size=60))
@settings(deadline=None)
def test_whatever_is_typed_is_understood_or_answered(topic: str, typed: str) -> None:
    """No text of anybody's is a failure of ours."""
    with contextlib.suppress(UsageError):
        assert wish_of(UNSET, f"{topic} {typed}")[0] in Setting


clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
times = st.builds(Times, clocks, st.none() | st.sampled_from(Weekday))


@settings(deadline=None)
@given(
    st.builds(
        ChatSettings,
        st.sampled_from([None, "en", "es"]),
        st.sampled_from(["UTC", "America/Chicago"]),
        st.none() | times,
        st.none() | st.builds(Quiet, clocks, clocks),
        st.booleans(),
        st.none() | times,
    )
)
def test_what_is_stored_is_what_was_set(wish: ChatSettings) -> None:
    """Written and read again it is the same; who has set nothing has nothing stored."""
    assert read_settings(write_settings(wish)) == wish
    assert write_settings(UNSET) == "{}"


async def test_all_settings_in_one_answer(desk: Desk) -> None:
    """Each in a line with what to type to change it: as for everyone, and with everything set."""
    await desk.ask("subscribe", "VA MD")
    usual = await desk.said("settings")
    for wish in ("language en", "timezone Chicago", "alerts weekly monday 8", "quiet 22-7", "silent on", "allclear on"):
        await desk.ask("settings", wish)
    await desk.ask("alerts", "documents now")
    await desk.ask("early", "on")
    golden("messages/settings.txt", f"{usual}\n\n-----\n\n{await desk.said('settings')}\n")


@pytest.mark.parametrize("language", languages.LANGUAGES)
async def test_early_notices_without_departures_are_said_to_be_in_vain(desk: Desk, language: Language) -> None:
    """Wherever it is set or shown, with what to type; they are not once departures are told."""
    words = languages.LANGUAGES[language]

    async def said(command: str, typed: str = "") -> str:
        asked = make_asked(command, typed, place=CHAT, language=language, may_manage=True)
        return text_of((await desk.conversation.answer(asked)).message)

    await said("subscribe", "VA")
    await said("alerts", "departures off")
    asked = (("early", "on"), ("early", ""), ("settings", "early on"), ("settings", "early"), ("subscriptions", ""))
    for command, typed in asked:
        assert words.early_in_vain() in await said(command, typed)
    assert words.brief_early_in_vain() in await said("settings")
    await said("alerts", "departures on")
    for command, typed in asked:
        assert words.early_in_vain() not in await said(command, typed)
    assert words.brief_early_on() in await said("settings")


async def test_what_was_changed_is_said_with_its_zone(desk: Desk) -> None:
    """Who sets an hour reads in which zone it is, and how to change that; who sets a sound does not."""
    await desk.ask("subscribe", "VA")
    said = await desk.said("settings", "alerts daily 8pm")
    assert said.split("\n") == [
        "Alerts: together, daily at 20:00. To change that: /settings alerts now, or /settings alerts weekly monday 8",
        "Times here are those of UTC. To change that: /settings timezone Chicago, for example",
    ]
    assert "Times" not in await desk.said("settings", "silent on")
    assert "where it is 09:04 now" in await desk.said("settings", "timezone central time")
    assert "those of America/Chicago" in await desk.said("settings", "quiet 22-7")


async def test_a_chat_without_subscription_can_set_its_language_and_zone_alone(desk: Desk) -> None:
    """It is told so kindly, and told how to subscribe."""
    assert (await desk.said("settings")).startswith("This chat is subscribed to nothing. For example: /subscribe")
    assert "First for example: /subscribe VA MD" in await desk.said("settings", "quiet 22-7")
    assert "Language: English." in await desk.said("settings", "language english")
    assert "America/Chicago" in await desk.said("settings", "timezone Chicago")
    assert desk.store.chats.settings(CHAT) == ChatSettings("en", "America/Chicago")


async def test_settings_need_an_administrator(desk: Desk) -> None:
    """As everything that changes what a chat is told."""
    await desk.ask("subscribe", "VA")
    assert "needs an administrator" in await desk.said("settings", "silent on", may_manage=False)
    assert desk.store.chats.settings(CHAT) == UNSET


async def test_documents_come_daily_or_at_once(desk: Desk) -> None:
    """``now`` switches them on at once, ``on`` and ``daily`` once a day, ``off`` off."""
    await desk.ask("subscribe", "VA")
    found = []
    for words in ("on", "now", "off", "ahora", "daily"):
        await desk.ask("alerts", f"documents {words}")
        interests = desk.store.chats.interests(CHAT)
        found.append((Interest.DOCUMENTS in interests, Interest.DOCUMENTS_AT_ONCE in interests))
    assert found == [(True, False), (True, True), (False, True), (True, True), (True, False)]


async def ask_in(desk: Desk, language: Language, name: str, words: str = "") -> Reply:
    return await desk.conversation.answer(make_asked(name, words, place=CHAT, language=language))


async def test_a_language_that_is_set_is_the_chat_s_for_good(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers come in it whoever asks, alerts too, and who subscribes later in another changes neither."""
    pseudo = make_pseudo()
    monkeypatch.setattr(languages, "LANGUAGES", {**languages.LANGUAGES, CODE: pseudo})
    await ask_in(desk, "en", "subscribe", "VA")
    assert (await ask_in(desk, CODE, "subscriptions")).message.title == pseudo.subscriptions()
    await ask_in(desk, CODE, "settings", "language english")
    assert (await ask_in(desk, CODE, "subscriptions")).message.title == "Subscriptions"
    await ask_in(desk, CODE, "subscribe", "MD")
    assert [chat.language for chat in desk.store.chats.audience()] == ["en"]
    assert text_of((await ask_in(desk, CODE, "nonsense")).message).startswith("There is no command")


async def test_the_language_of_who_subscribed_gives_way_to_what_is_set(desk: Desk) -> None:
    """Alerts of a chat that a Spanish speaker subscribed come in English once that is set."""
    await ask_in(desk, "es", "subscribe", "VA")
    assert [chat.language for chat in desk.store.chats.audience()] == ["es"]
    await ask_in(desk, "es", "settings", "language en")
    assert [chat.language for chat in desk.store.chats.audience()] == ["en"]


async def test_a_paused_chat_of_digests_is_told_that_what_waits_follows_at_its_time(desk: Desk) -> None:
    """Not that it follows now, which it does not."""
    await desk.ask("subscribe", "VA")
    await desk.ask("settings", "alerts daily 8")
    desk.store.write(lambda work: reach.pause(work, CHAT, "may_not_write", NOW))
    owed = [Owed(chat, Alert(1, (1,))) for chat in desk.store.chats.audience()]
    desk.store.write(lambda work: work.deliveries.enqueue(owed, NOW))
    assert "1 alert waits, and follows at the time that this chat has set: /settings" in await desk.said("settings")


async def test_what_waits_is_looked_at_anew_after_a_change(desk: Desk) -> None:
    """The courier is woken by /settings and by no other command."""
    await desk.ask("subscribe", "VA")
    assert desk.woken == 0
    await desk.ask("settings", "alerts daily 8")
    assert desk.woken == 1


async def test_a_language_that_is_set_before_anything_is_subscribed_stays(desk: Desk) -> None:
    """Whoever subscribes first, and whoever begins anew, does not change what was set."""
    await ask_in(desk, "en", "settings", "language es")
    for _ in range(2):
        await ask_in(desk, "en", "subscribe", "VA")
        assert [chat.language for chat in desk.store.chats.audience()] == ["es"]
        await ask_in(desk, "en", "unsubscribe", "all")
