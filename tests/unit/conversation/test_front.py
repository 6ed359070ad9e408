"""From a command to the last part of its answer: what is refused, what has to wait, what is too much."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import replace
from typing import cast

import pytest

from bot.conversation.dispatch import Conversation
from bot.conversation.front import Front
from bot.conversation.pace import REPLY_WITHIN, ReplyPace, Windows, leave_room
from bot.delivery.limits import Limits
from bot.delivery.pacing import Spacing
from bot.delivery.silences import SilenceLog
from bot.domain.chats import Asked
from bot.domain.errors import (
    ChatLost,
    MessageRejected,
    PartRefused,
    Refused,
    RetryLater,
    SendError,
    Uncertain,
    UsageError,
)
from bot.domain.messages import Attachment, Extra, Message, Part, Reply
from bot.domain.ports import Sleep
from bot.wording.layout import plain
from storage.store import Store
from tests.support.handlers import ALL_ANSWERED
from tests.support.make import NOW, DirectAccess, make_asked, make_place

FILE = Attachment("287g-virginia.csv", b"state\nVA\n")
GROUP = ((1.0, 1), (60.0, 20))


def parts(message: Message, without: Collection[Extra] = ()) -> tuple[Part, ...]:
    """A block is a part, framed unless frames are refused; a file is the last."""
    message = message.without(without)
    framed = Extra.EMBED not in without
    texts = [block[0][0].text for block in message.blocks]
    said = [Part(message.title, text, framed=framed) for text in texts]
    return (*said, Part(message.title, "", message.attachment)) if message.attachment else tuple(said)


class Answers:
    """Stands where the commands are: gives one reply to all, and notes whose answer arrived."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.asked = 0
        self.arrived: list[Asked] = []

    async def answer(self, asked: Asked) -> Reply:
        self.asked += 1
        return self.reply

    async def answered(self, asked: Asked) -> None:
        self.arrived.append(asked)


class Time:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


class Turns:
    """A platform's pace that never makes wait; notes for whom a turn was asked."""

    def __init__(self) -> None:
        self.replies: list[bool] = []
        self.shut = False
        self.pauses: list[float] = []

    async def turn(self, *, reply: bool = False) -> None:
        self.replies.append(reply)
        if self.shut:
            await asyncio.Event().wait()

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


def pace_of(
    turns: Turns,
    spacing: Spacing,
    windows: Windows = (),
    *,
    within: float = REPLY_WITHIN,
    sleep: Sleep = asyncio.sleep,
) -> ReplyPace:
    """The pace of replies, on a platform whose chats all have these limits."""
    limits = Limits(turns, spacing, SilenceLog("test", lambda: NOW))
    return ReplyPace(lambda _: windows, turns, spacing, limits, within=within, sleep=sleep)


class Room:
    """A chat that takes what is not in ``refuses``; ``failures`` meet the next parts, one each."""

    def __init__(self, message: Message, *failures: SendError | None, pace: ReplyPace | None = None) -> None:
        self.answers = Answers(Reply(message))
        self.failures = list(failures)
        self.refuses: dict[Extra, SendError] = {}
        self.said: list[tuple[str, bool]] = []
        self.time = Time()
        conversation = cast("Conversation", self.answers)
        throttle = ALL_ANSWERED if pace is None else None
        self.front = Front("test", conversation, parts, self.time.sleep, pace=pace, throttle=throttle)

    async def say(self, part: Part, private: bool) -> None:  # noqa: FBT001  as the port has it
        if self.failures and (failure := self.failures.pop(0)):
            raise failure
        if part.attachment and Extra.FILE in self.refuses:
            raise self.refuses[Extra.FILE]
        if part.framed and Extra.EMBED in self.refuses:
            raise self.refuses[Extra.EMBED]
        self.said.append((part.body or "a file", private))

    async def ask(self, name: str = "state", words: str = "VA", *, address: str = "-7", person: str = "1") -> list[str]:
        """Give a command; what was said of it."""
        before = len(self.said)
        await self.front.command(make_asked(name, words, place=make_place(address), person=person), self.say)
        return [text for text, _ in self.said[before:]]


def long() -> Message:
    """A message with a file, and what is said instead."""
    short = plain("T", "totals", "in the file")
    return Message("T", short.blocks, attachment=FILE, instead=plain("T", "totals", "every row"))


async def test_an_answer_refused_for_its_file_is_said_without_it() -> None:
    """The person gets the text, with what only the file said; what stays the same is not said again."""
    room = Room(long())
    room.refuses = {Extra.FILE: PartRefused("no_files", Extra.FILE)}
    assert await room.ask() == ["totals", "in the file", "every row"]
    assert len(room.answers.arrived) == 1


async def test_an_answer_refused_for_its_frame_is_said_as_plain_text() -> None:
    """And one refused for its frame and its file, without either."""
    room = Room(plain("T", "one", "two"))
    room.refuses = {Extra.EMBED: PartRefused("no_embeds", Extra.EMBED)}
    assert await room.ask() == ["one", "two"]
    room.answers.reply = Reply(long())
    room.refuses[Extra.FILE] = PartRefused("no_files", Extra.FILE)
    assert await room.ask() == ["totals", "in the file", "every row"]


async def test_a_refusal_of_what_was_left_out_already_ends_it(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is tried for ever."""
    refusal = PartRefused("no_files", Extra.FILE)
    room = Room(plain("T", "one"), refusal, refusal, refusal)
    assert await room.ask() == []
    assert len(room.failures) == 1
    assert caplog.messages == ["test: a reply did not go out (PartRefused: no_files)"]


@pytest.mark.parametrize(
    "failure",
    [
        Uncertain("timed_out"),
        Refused("refused_1"),
        ChatLost("may_not_write"),
        MessageRejected("too_long"),
        RetryLater("x"),
    ],
)
async def test_what_is_refused_otherwise_is_logged_by_its_reason_and_not_repeated(
    failure: SendError, caplog: pytest.LogCaptureFixture
) -> None:
    """It may have arrived, or never will; the chat counts as not answered, and may ask again at once."""
    room = Room(plain("T", "one", "two"), None, failure)
    assert await room.ask() == ["one"]
    assert room.answers.arrived == []
    assert caplog.messages == [f"test: a reply did not go out ({type(failure).__name__}: {failure.reason})"]
    assert await room.ask() == ["one", "two"]


async def test_a_failed_answer_may_be_asked_for_again_at_once_and_then_no_more() -> None:
    """The throttle forgets a question whose answer did not arrive, and keeps one that did."""
    room = Room(plain("T", "one"), Uncertain("timed_out"), pace=pace_of(Turns(), Spacing()))
    assert [await room.ask(), await room.ask(), await room.ask(), await room.ask()] == [
        [],
        ["one"],
        ["The same was asked here a moment ago: see above."],
        [],
    ]


async def test_a_fault_of_ours_may_be_tried_again_at_once() -> None:
    """An apology is no answer."""
    room = Room(plain("T", "one"), pace=pace_of(Turns(), Spacing()))
    room.answers.answer = fails  # type: ignore[method-assign]
    said = [await room.ask(), await room.ask()]
    assert said[0] == said[1]
    assert said[0][0].startswith("Something went wrong here")


async def fails(asked: Asked) -> Reply:
    raise ZeroDivisionError(asked.words)


def paced(time: Time, turns: Turns | None = None, within: float = 60.0) -> tuple[ReplyPace, Spacing]:
    spacing = Spacing(clock=time)
    pace = pace_of(turns or Turns(), spacing, GROUP, within=within, sleep=time.sleep)
    return pace, spacing


async def test_replies_count_in_the_pace_of_their_chat() -> None:
    """One a second, each noted; a turn is asked for as a reply, and none where an answer has no limit."""
    time, turns = Time(), Turns()
    pace, spacing = paced(time, turns)
    room = Room(plain("T", "one", "two", "three"), pace=pace)
    assert await room.ask() == ["one", "two", "three"]
    assert time.now == 2.0
    assert turns.replies == [True, True, True]
    assert spacing.wait("-7", GROUP) == 1.0
    assert spacing.wait("-8", GROUP) == 0.0


async def test_replies_leave_half_of_a_groups_minute_to_alerts() -> None:
    """Ten of twenty messages: the eleventh reply waits, and an alert does not; alerts count against replies."""
    assert leave_room(GROUP) == ((1.0, 1), (60.0, 10))
    time = Time()
    pace, spacing = paced(time)
    for _ in range(10):
        await pace.take(make_place("-7:1"))
    assert spacing.wait("-7", GROUP) == 1.0
    assert spacing.wait("-7", leave_room(GROUP)) == 51.0
    await pace.take(make_place("-7:2"))
    assert time.now == 60.0


async def test_a_reply_that_would_come_too_late_is_dropped_with_one_line(caplog: pytest.LogCaptureFixture) -> None:
    """Whether its chat has had its share, or the platform is silent; the next chat is not held up."""
    time, turns = Time(), Turns()
    pace, spacing = paced(time, turns, within=0.05)
    room = Room(plain("T", "one"), pace=pace)
    spacing.sent("-7", GROUP)
    assert await room.ask() == []
    turns.shut = True
    assert await room.ask(address="-8") == []
    assert caplog.messages == ["test: a reply did not go out (RetryLater: no_room)"] * 2
    turns.shut = False
    assert await room.ask(address="-9") == ["one"]


async def test_an_alert_that_takes_a_chats_room_meanwhile_goes_first() -> None:
    """While a reply waited for the platform's turn, an alert went to its chat."""
    time = Time()
    spacing = Spacing(clock=time)

    class Busy(Turns):
        async def turn(self, *, reply: bool = False) -> None:
            await super().turn(reply=reply)
            if len(self.replies) == 1:
                spacing.sent("-7", GROUP)

    turns = Busy()
    pace = pace_of(turns, spacing, GROUP, sleep=time.sleep)
    await pace.take(make_place("-7"))
    assert (time.now, len(turns.replies)) == (1.0, 2)


async def test_a_reply_refused_for_its_rate_takes_another_turn() -> None:
    """What a platform did not take has counted in its limits all the same."""
    time, turns = Time(), Turns()
    pace, _ = paced(time, turns)
    room = Room(plain("T", "one"), RetryLater("rate_limited", after=3.0), pace=pace)
    assert await room.ask() == ["one"]
    assert len(turns.replies) == 2
    assert room.time.now == 3.0


async def test_a_reply_refused_for_its_rate_silences_its_chat_for_alerts_too_and_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Telegram counts both in one limit; where the whole platform was meant, all of it is; either is said once."""
    caplog.set_level(logging.INFO)
    for platform_wide in (False, True):
        time, turns = Time(), Turns()
        pace, spacing = paced(time, turns)
        room = Room(plain("T", "one"), RetryLater("rate_limited", after=20.0, platform_wide=platform_wide), pace=pace)
        assert await room.ask() == []
        assert spacing.wait("-7", ()) == (0.0 if platform_wide else 20.0)
        assert turns.pauses == ([20.0] if platform_wide else [])
        assert spacing.wait("-8", ()) == 0.0
    assert [line.partition(" until")[0] for line in caplog.messages if "nothing goes out" in line] == [
        "test: nothing goes out to chat -7",
        "test: nothing goes out to every chat",
    ]


async def test_a_member_who_asks_the_same_fifteen_times_gets_one_answer_and_one_hint() -> None:
    """In a group, where replies count; all commands but the first are not even carried out."""
    time = Time()
    pace, spacing = paced(time)
    room = Room(plain("T", "one"), pace=pace)
    said = [text for _ in range(15) for text in await room.ask("state", "PA")]
    assert said == ["one", "The same was asked here a moment ago: see above."]
    assert room.answers.asked == 1
    assert spacing.wait("-7", GROUP) <= 1.0


async def test_six_hundred_commands_from_a_hundred_chats_are_two_hundred_messages() -> None:
    """One answer and one hint each: what is left of the platform's pace is for alerts."""
    time, turns = Time(), Turns()
    spacing = Spacing(clock=time)
    room = Room(plain("T", "one"), pace=pace_of(turns, spacing, ((1.0, 1),), sleep=time.sleep))
    for number in range(600):
        await room.ask("help", "", address=str(number % 100), person=str(number % 100))
    assert len(room.said) == len(turns.replies) == 200


async def test_where_every_command_wants_an_answer_what_is_too_much_has_a_private_one() -> None:
    """On Discord silence would read as "did not respond": each is one line that only who asked can see."""
    room = Room(plain("T", "one"))
    room.front = Front("discord", cast("Conversation", room.answers), parts)
    for _ in range(3):
        await room.ask()
    for number in range(6):
        await room.ask("state", f"{number}")
    again = ("The same was asked here a moment ago: see above.", True)
    much = ("This was not carried out: 6 answers a minute are given here. Please try again in a minute.", True)
    assert room.said == [("one", False), again, again, *[("one", False)] * 5, much]


async def test_a_private_answer_is_none_for_others_only_where_it_can_be_private() -> None:
    """On Telegram everybody has seen it."""
    for pace, expected in ((None, 2), (pace_of(Turns(), Spacing()), 1)):
        room = Room(plain("T", "one"))
        room.answers.reply = Reply(plain("T", "one"), private=True)
        room.front = Front("x", cast("Conversation", room.answers), parts, pace=pace)
        await room.ask(person="1")
        await room.ask(person="2")
        assert room.answers.asked == expected


CANNOT_TELL = plain(
    "That did not work",
    "The bot cannot see who is an administrator here, because it is none itself. Make it one, and try again.",
)


@pytest.mark.parametrize(
    "refusal", [UsageError("cannot_tell_administrators"), Refused("bad_request"), ChatLost("may_not_write")]
)
async def test_where_the_platform_does_not_tell_who_manages_that_is_said(store: Store, refusal: Exception) -> None:
    """Whoever subscribes learns what to do about it, and nothing is changed."""

    async def cannot_tell() -> bool:
        raise refusal

    asked = replace(make_asked("subscribe", "VA"), may_manage=cannot_tell)
    reply = await Conversation(DirectAccess(store), lambda: NOW).answer(asked)
    assert reply == Reply(CANNOT_TELL, private=True)
    assert store.chats.known(asked.place) is None


@pytest.mark.parametrize("failure", [RetryLater("rate_limited"), Uncertain("timed_out")])
async def test_where_the_platform_cannot_tell_who_manages_just_now_the_bot_is_sorry(failure: SendError) -> None:
    """It will be able to in a minute."""

    async def fails_now() -> bool:
        raise failure

    room = Room(plain("T", "one"))
    room.answers.answer = lambda asked: asked.may_manage()  # type: ignore[method-assign,assignment,return-value]
    await room.front.command(replace(make_asked("subscribe", "VA"), may_manage=fails_now), room.say)
    ((said, _),) = room.said
    assert said.startswith("Something went wrong here")
