"""What follows from a refusal: what is left out, tried again or paused, and how a chat heals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import pytest

from bot.delivery import reach
from bot.delivery.failures import FIRST_RETRY
from bot.delivery.rendering import consisting_of
from bot.domain.chats import Absence, Place
from bot.domain.deliveries import Alert, Omission, Owed
from bot.domain.errors import ChatLost, ChatMoved, PartRefused, Refused, SendError, Uncertain
from bot.domain.messages import Attachment, Extra, Message, Part
from storage.store import Store
from tests.support.make import NOW, make_place
from tests.unit.delivery.test_courier import Clock, Scripted, deliver, owe, rows

FILE = Attachment("list.csv", b"all of it")
HOUR = dt.timedelta(hours=1)


class WithFile(Scripted):
    """A platform that says everything in a summary and a file, or without files in two texts."""

    def parts(self, message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
        frame = Extra.EMBED not in without
        if Extra.FILE in without:
            return tuple(Part("", body, framed=frame) for body in ("summary", "first half", "second half"))
        return (Part("", "summary", framed=frame), Part("", "the file", FILE))


def said(platform: Scripted) -> list[str]:
    return [body for _, body, _ in platform.sent]


def more(store: Store, *change_sets: int) -> None:
    """Owe further alerts about the same change to every subscribed chat."""
    for number in change_sets:
        owed = [Owed(chat, Alert(number, (1,))) for chat in store.chats.audience()]
        store.write(lambda one, owed=owed: one.deliveries.enqueue(owed, NOW))  # type: ignore[misc]


def states(store: Store) -> list[str]:
    return [state for _, state, _ in rows(store)]


async def test_a_refused_file_is_left_out_and_what_it_says_is_said_at_once(store: Store) -> None:
    """The part that had arrived is not repeated, and the chat is not paused."""
    owe(store, "1")
    platform = WithFile({"1": [None, PartRefused("no_files", Extra.FILE)]})
    await deliver(store, platform)
    assert said(platform) == ["summary", "first half", "second half"]
    assert rows(store) == [("1", "sent", "")]
    assert store.chats.absence(make_place("1")) is None


async def test_what_was_refused_stays_left_out_at_every_later_attempt(store: Store) -> None:
    """After a refused file and an answer that did not come, the rest follows in the same order, nothing twice."""
    owe(store, "1")
    script: list[SendError | None] = [None, PartRefused("no_files", Extra.FILE), None, Uncertain("timeout")]
    platform, clock = WithFile({"1": script}), Clock()
    await deliver(store, platform, clock)
    assert said(platform) == ["summary", "first half"]
    clock.at += dt.timedelta(seconds=2 * FIRST_RETRY)
    await deliver(store, platform, clock)
    assert said(platform) == ["summary", "first half", "second half"]


async def test_a_refused_frame_becomes_plain_text(store: Store) -> None:
    """Without the embed, and then without the file, the message goes out in one run."""
    owe(store, "1")
    refusals = [PartRefused("no_embeds", Extra.EMBED), PartRefused("no_files", Extra.FILE)]
    platform = WithFile({"1": [*refusals]})
    await deliver(store, platform)
    assert said(platform) == ["summary", "first half", "second half"]
    assert len(platform.tried) == 5


@pytest.mark.parametrize("refusal", [ChatLost("missing_permissions"), Refused("refused_403_4711")])
async def test_where_text_is_refused_too_the_message_is_whole_again(store: Store, refusal: SendError) -> None:
    """An hour later it goes out with the file that was refused first: all of it was, and not the file."""
    owe(store, "1")
    platform, clock = WithFile({"1": [PartRefused("no_files", Extra.FILE), refusal]}), Clock()
    await deliver(store, platform, clock)
    assert said(platform) == []
    await try_at(store, platform, clock.at + HOUR)
    assert said(platform) == ["summary", "the file"]


async def test_the_same_thing_refused_twice_is_a_refusal_of_the_message(store: Store) -> None:
    """An answer that makes no sense does not make the courier turn in circles."""
    owe(store, "1")
    refusals = [PartRefused("no_files", Extra.FILE)] * 3
    platform = WithFile({"1": [*refusals]})
    await deliver(store, platform)
    assert len(platform.tried) == 2
    assert rows(store) == [("1", "retry_at", "no_files")]


@pytest.mark.parametrize(
    ("omissions", "bodies"),
    [
        ([], ["a", "file"]),
        ([Omission(Extra.FILE, 0)], ["x", "y"]),
        ([Omission(Extra.FILE, 1)], ["a", "x", "y"]),
        ([Omission(Extra.EMBED, 0), Omission(Extra.FILE, 1)], ["a", "x", "y"]),
    ],
)
def test_a_message_consists_of_what_arrived_and_of_what_was_still_to_say(
    omissions: Sequence[Omission], bodies: list[str]
) -> None:
    """Each refusal leaves what had arrived before it in its place."""

    def rendered(without: Collection[Extra]) -> tuple[Part, ...]:
        return tuple(Part("", body) for body in (("x", "y") if Extra.FILE in without else ("a", "file")))

    assert [part.body for part in consisting_of(rendered, omissions)] == bodies


async def try_at(store: Store, platform: Scripted, at: dt.datetime) -> int:
    """Let the paused chats be tried then; how many sends there were."""
    before = len(platform.tried)
    store.write(lambda work: reach.probe(work, at))
    clock = Clock()
    clock.at = at
    await deliver(store, platform, clock)
    return len(platform.tried) - before


async def test_a_chat_that_lacks_a_right_is_tried_after_1_6_and_24_hours_and_then_daily(store: Store) -> None:
    """At no other hour of four days, each time with one message; the one that arrives brings all the others."""
    owe(store, "1")
    platform = Scripted({"1": [ChatLost("may_not_write")] * 6})
    await deliver(store, platform)
    more(store, 2, 3)
    hours = [hour for hour in range(1, 80) if await try_at(store, platform, NOW + hour * HOUR)]
    assert hours == [1, 6, 24, 48, 72]
    assert states(store) == ["retry_at"] * 3
    assert await try_at(store, platform, NOW + 96 * HOUR) == 3
    assert states(store) == ["sent"] * 3
    assert store.chats.absence(make_place("1")) is None


async def test_a_chat_that_removed_us_is_not_tried(store: Store) -> None:
    """It comes back by its own act, and then gets what waits."""
    owe(store, "1")
    platform = Scripted({"1": [ChatLost("gone", removed=True)]})
    await deliver(store, platform)
    assert [hour for hour in range(1, 100) if await try_at(store, platform, NOW + hour * HOUR)] == []
    store.write(lambda work: reach.resume(work, make_place("1"), NOW))
    assert await try_at(store, platform, NOW + HOUR) == 1


async def test_a_chat_tried_in_vain_that_has_removed_us_is_not_tried_again(store: Store) -> None:
    """The last answer counts."""
    owe(store, "1")
    platform = Scripted({"1": [ChatLost("may_not_write"), ChatLost("gone", removed=True)]})
    await deliver(store, platform)
    assert [hour for hour in range(1, 100) if await try_at(store, platform, NOW + hour * HOUR)] == [1]


async def test_an_alert_that_arises_while_its_chat_is_paused_is_tried_when_the_next_try_is_due(store: Store) -> None:
    """A chat that nothing waited for is tried with the first that does, and gets it in order."""
    owe(store, "1")
    platform = Scripted({"1": [None]})
    await deliver(store, platform)
    store.write(lambda work: reach.pause(work, make_place("1"), "may_not_write", NOW))
    assert await try_at(store, platform, NOW + 2 * HOUR) == 0
    more(store, 2, 3)
    assert await try_at(store, platform, NOW + 3 * HOUR) == 2
    assert states(store) == ["sent"] * 3


async def test_a_try_that_the_platform_does_not_answer_is_repeated(store: Store) -> None:
    """A pause does not become a day longer because a connection broke just then."""
    owe(store, "1")
    platform = Scripted({"1": [ChatLost("may_not_write"), Uncertain("timeout")]})
    await deliver(store, platform)
    assert await try_at(store, platform, NOW + HOUR) == 1
    assert states(store) == ["uncertain"]
    assert await try_at(store, platform, NOW + HOUR + dt.timedelta(minutes=1)) == 1
    assert states(store) == ["sent"]


async def test_a_refusal_that_nobody_knows_is_tried_again_for_a_day(store: Store) -> None:
    """Not paused and not given up within 24 hours; then paused like a missing right, and healed by what arrives."""
    owe(store, "1")
    platform, clock = Scripted({"1": [Refused("bad_request")] * 1000}), Clock()
    await deliver(store, platform, clock)
    while clock.at < NOW + dt.timedelta(hours=23, minutes=30):
        assert store.chats.absence(make_place("1")) is None
        due = store.deliveries.next_due("telegram")
        assert due is not None
        assert due - clock.at <= dt.timedelta(minutes=15)
        clock.at = due
        await deliver(store, platform, clock)
    clock.at = NOW + 24 * HOUR
    await deliver(store, platform, clock)
    absence = store.chats.absence(make_place("1"))
    assert absence == Absence(clock.at, "bad_request", 1, next_try=clock.at + HOUR, unexplained=True)
    platform.script.clear()
    assert await try_at(store, platform, clock.at + HOUR) == 1
    assert states(store) == ["sent"]


async def test_a_sign_of_life_tries_a_chat_that_refused_everything_and_resumes_any_other(store: Store) -> None:
    """Refused in vain it stays paused since when it was, and unheard; what arrives brings the rest."""
    owe(store, "1", "2")
    more(store, 2)
    first, second = make_place("1"), make_place("2")
    store.write(lambda one: reach.pause(one, first, "may_not_write", NOW))
    store.write(lambda one: reach.pause(one, second, "may_not_write", NOW))
    store.write(lambda one: one.chats.refused(1, NOW))
    platform, clock = Scripted({"1": [Refused("bad_request")]}), Clock()
    clock.at += HOUR / 2
    assert not store.write(lambda one: reach.back(one, first, clock.at))
    assert store.write(lambda one: reach.back(one, second, clock.at))
    await deliver(store, platform, clock)
    assert [address for address, _, _ in platform.sent] == ["2", "2"]
    absence = store.chats.absence(first)
    assert absence == Absence(NOW, "bad_request", 2, next_try=NOW + HOUR, unexplained=True)
    assert not store.write(lambda one: reach.back(one, first, clock.at))
    await deliver(store, platform, clock)
    assert [address for address, _, _ in platform.sent] == ["2", "2", "1", "1"]
    assert store.chats.absence(first) is None


def test_a_chat_that_refused_everything_and_waits_for_nothing_is_resumed(store: Store) -> None:
    """There is nothing to try it with: the next alert goes out at once, and has a day."""
    store.write(lambda one: one.chats.subscribe(make_place("1"), ["VA"], "en", NOW))
    store.write(lambda one: one.chats.refused(1, NOW))
    store.write(lambda one: reach.pause(one, make_place("1"), "bad_request", NOW))
    assert store.write(lambda one: reach.back(one, make_place("1"), NOW))
    assert store.write(lambda one: one.chats.refused(1, NOW + HOUR)) == NOW + HOUR


async def test_a_message_that_arrives_ends_the_day_of_refusals(store: Store) -> None:
    """Two bad seconds a day apart are not a day."""
    owe(store, "1")
    platform, clock = Scripted({"1": [Refused("bad_request")]}), Clock()
    await deliver(store, platform, clock)
    clock.at += HOUR
    await deliver(store, platform, clock)
    more(store, 2)
    platform.script = {"1": [Refused("bad_request")]}
    clock.at += 24 * HOUR
    await deliver(store, platform, clock)
    assert store.chats.absence(make_place("1")) is None
    assert states(store) == ["sent", "retry_at"]


async def test_whatever_arrives_resumes_a_paused_chat(store: Store) -> None:
    """A message that was under way when its chat was paused proves that the chat is reached."""
    owe(store, "1")
    more(store, 2)
    (first,) = store.write(lambda one: one.deliveries.claim("telegram", NOW, 1))
    store.write(lambda one: reach.pause(one, make_place("1"), "kicked", NOW))
    store.write(lambda one: one.deliveries.sent(first.id, "m1", NOW))
    store.write(lambda one: reach.arrived(one, first.chat, first.place, NOW))
    platform = Scripted()
    await deliver(store, platform)
    assert states(store) == ["sent", "sent"]


def test_an_absence_says_why_since_when_and_what_waits(store: Store) -> None:
    """None for a chat that is reached or unknown; of its parts each has its own."""
    owe(store, "-5", "-5:7", "2")
    more(store, 2)
    store.write(lambda one: reach.pause(one, make_place("-5"), "kicked", NOW))
    store.write(lambda one: reach.pause(one, make_place("-5"), "kicked", NOW + HOUR))
    assert store.chats.absence(make_place("-5")) == Absence(NOW, "kicked", 2, removed=True)
    assert store.chats.absence(make_place("-5:7")) == Absence(NOW, "kicked", 2, removed=True)
    assert store.chats.absence(make_place("2")) is None
    assert store.chats.absence(make_place("3")) is None


@pytest.mark.parametrize(
    ("age", "hours"), [(0, 1), (0.5, 1), (1, 6), (5.9, 6), (6, 24), (24, 48), (47.9, 48), (48, 72), (480, 504)]
)
def test_the_next_try_is_the_next_step_after_the_age_of_the_pause(age: float, hours: int) -> None:
    """1, 6, 24 hours, and then whole days."""
    assert reach.next_try(NOW, NOW + age * HOUR) == NOW + hours * HOUR


def test_a_clock_that_was_set_back_delays_no_try_by_years(store: Store) -> None:
    """Paused in 2100 by a wrong clock, a chat is tried as soon as the clock is right."""
    owe(store, "1")
    store.write(lambda one: reach.pause(one, make_place("1"), "may_not_write", NOW + dt.timedelta(days=27_000)))
    assert store.write(lambda one: reach.probe(one, NOW)) == 1
    assert reach.next_try(NOW + dt.timedelta(days=27_000), NOW) == NOW + HOUR


async def test_a_group_whose_topics_are_gone_is_told_once(store: Store) -> None:
    """Alerts of both topics become the group's, each told once, and one message says why."""
    owe(store, "-5:7", "-5:8")
    gone = ChatMoved(Place("telegram", "-5"))
    platform = Scripted({"-5:7": [gone], "-5:8": [gone]})
    platform.in_flight = 1
    await deliver(store, platform)
    assert store.chats.subscriptions(make_place("-5")) == ["VA"]
    kinds = list(store.db.execute("SELECT kind, count(*) FROM deliveries GROUP BY kind ORDER BY kind"))
    assert kinds == [("alert", 1), ("arrival", 1)]
    assert [address for address, _, _ in platform.sent] == ["-5", "-5"]


async def test_a_topic_that_is_gone_wakes_a_paused_group_with_one_summary(store: Store) -> None:
    """What waited for both is told in one message, not in five."""
    owe(store, "-5:7", "-5")
    more(store, 2, 3, 4, 5)
    group = make_place("-5")
    store.write(lambda one: reach.pause(one, group, "may_not_write", NOW))
    store.write(lambda one: one.chats.resume(make_place("-5:7")))
    store.write(lambda one: reach.move(one, make_place("-5:7"), group, NOW))
    due = store.write(lambda one: [each.subject for each in one.deliveries.untouched(one.chats.known(group) or 0)])
    assert [type(subject).__name__ for subject in due] == ["Summary", "Arrival"]


async def test_a_group_that_moves_as_a_whole_is_told_nothing(store: Store) -> None:
    """A group that becomes a supergroup loses no topic."""
    owe(store, "-5")
    platform = Scripted({"-5": [ChatMoved(Place("telegram", "-1005"))]})
    await deliver(store, platform)
    assert list(store.db.execute("SELECT kind FROM deliveries")) == [("alert",)]
