"""Buttons on Telegram, through the real library and HTTP: who presses, what each sees, what a message becomes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from adapters.telegram import Telegram
from adapters.telegram.render import render
from bot.domain.buttons import Button, Keys
from bot.domain.chats import EXPIRED, Asked
from bot.domain.messages import Attachment, Message, Reply, Span
from tests.support.doubles.faults import Fault
from tests.support.doubles.telegram import TelegramDouble
from tests.support.handlers import Heard

ANN, BEN = 71, 72


async def screen(asked: Asked) -> Reply:
    """``pick`` is for who manages; ``long``, ``file`` and ``quiet`` answer as they are called."""
    keys = (Keys((Button("Virginia", "pick", "VA", chosen=asked.words == "VA"), Button("Ask", "state", "VA"))),)
    if asked.name == EXPIRED:
        return Reply(Message("Old", (((Span("Type /settings"),),),)), private=True)
    if asked.name == "pick" and not await asked.may_manage():
        return Reply(Message("No", (((Span("for administrators & <others>"),),),)), private=True)
    if asked.words == "long":
        blocks = tuple(((Span(f"{number} " + "x" * 900),),) for number in range(9))
        return Reply(Message("Long", blocks, keys=keys))
    if asked.words == "file":
        return Reply(Message("Filed", keys=keys, attachment=Attachment("a.csv", b"a")))
    return Reply(Message(f"{asked.name} {asked.words}", keys=keys))


@contextlib.asynccontextmanager
async def platform(double: TelegramDouble) -> AsyncIterator[Heard]:
    telegram, heard, connected = Telegram(double.token, api_url=double.url), Heard(render, screen), asyncio.Event()
    async with telegram.sending():
        task = asyncio.create_task(telegram.run(heard, connected.set))
        try:
            async with asyncio.timeout(10):
                await connected.wait()
            yield heard
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@contextlib.asynccontextmanager
async def world() -> AsyncIterator[tuple[TelegramDouble, Heard]]:
    async with TelegramDouble() as double:
        async with platform(double) as heard:
            yield double, heard
        assert double.violations == []
        assert double.unanswered == []


async def test_a_press_changes_its_message_in_place() -> None:
    """Its text and its buttons; no message is added, and what has not changed is no failure."""
    async with world() as (double, heard):
        await double.command(7, "/settings", user_id=7)
        for _ in range(2):
            seen = await double.pressed(7, "Virginia", user_id=7)
            assert (seen.shown.content, seen.labels) == ("pick VA", ["✓ Virginia", "Ask"])
            assert (seen.sent, seen.window) == ((), "")
        assert [asked.pressed for asked in heard.asked] == [False, True, True]
        assert heard.asked[-1].person == "7"


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_who_may_not_is_told_alone_each_time_and_the_message_stays(kind: str) -> None:
    """Whoever reads a channel can press what stands there; rights are asked for at each press."""
    async with world() as (double, _):
        double.add_chat(-1005, kind).admins.add(ANN)
        await double.command(-1005, "/settings", user_id=ANN, admin=True)
        for person, window in (
            (BEN, "No\n\nfor administrators & <others>"),
            (ANN, ""),
            (BEN, "No\n\nfor administrators & <others>"),
        ):
            seen = await double.pressed(-1005, "Virginia", user_id=person)
            assert (seen.window, seen.sent) == (window, ())
            assert seen.shown.content == ("settings" if not double.edits.made else "pick VA")
        double.chats[-1005].admins.clear()
        assert (await double.pressed(-1005, "Virginia", user_id=ANN)).window


async def test_a_press_in_a_topic_is_about_that_topic() -> None:
    """Its answer stands there, and further parts too."""
    async with world() as (double, heard):
        double.add_chat(-1005, "supergroup", topics={8, 9}).admins.add(ANN)
        await double.command(-1005, "/settings", user_id=ANN, admin=True, thread_id=9)
        await double.pressed(-1005, "Virginia", user_id=ANN)
        assert heard.asked[-1].place.address == "-1005:9"
        await double.pressed(-1005, "Virginia", user_id=ANN, data="1 state long")
        await double.until(lambda: len(double.ledger.of(-1005)) > 1, "the other parts")
        assert {sent.thread for sent in double.ledger.of(-1005)} == {9}


async def test_an_anonymous_administrator_presses_as_a_person() -> None:
    """Whoever wrote as the group, Telegram says who presses, and is asked whether he manages it."""
    async with world() as (double, heard):
        double.add_chat(-1005, "supergroup").admins.add(ANN)
        await double.command(-1005, "/settings", anonymous=True)
        assert (await double.pressed(-1005, "Virginia", user_id=ANN)).shown.content == "pick VA"
        assert (await double.pressed(-1005, "Virginia", user_id=BEN)).window
        assert [asked.person for asked in heard.asked[1:]] == [str(ANN), str(BEN)]


async def test_below_the_groups_own_channels_post_an_administrator_presses() -> None:
    """The post came from the linked channel; who presses is a person of the group."""
    async with world() as (double, _):
        double.add_chat(-1009, "channel")
        group = double.add_chat(-1005, "supergroup")
        group.linked = -1009
        await double.command(-1005, "/settings", voice=-1009)
        group.admins.add(ANN)
        assert (await double.pressed(-1005, "Virginia", user_id=ANN)).shown.content == "pick VA"


async def test_a_button_works_after_the_bot_was_started_anew() -> None:
    """Nothing of it is kept by us; a press that came in between is answered too."""
    async with TelegramDouble() as double:
        async with platform(double):
            await double.command(7, "/settings", user_id=7)
        waiting = double.press(7, "Ask", user_id=7)
        async with platform(double):
            await double.until(lambda: double.queries[waiting].answer is not None, "the press in between")
            assert (await double.pressed(7, "Virginia", user_id=7)).shown.content == "pick VA"
        assert double.violations == []


async def test_two_presses_at_once_are_done_in_their_order() -> None:
    """Each is answered, and the last one stands."""
    async with world() as (double, _):
        await double.command(7, "/settings", user_id=7)
        first, second = double.press(7, "Ask", user_id=7), double.press(7, "Virginia", user_id=7)
        for number in (first, second):
            await double.until(lambda number=number: double.queries[number].answer is not None, "an answer")  # type: ignore[misc]
        assert double.edits.shown(double.ledger.of(7)[0]).content == "pick VA"


@pytest.mark.parametrize("data", ["", "0x", "garbage", "2 pick VA", "1"])
async def test_what_nobody_understands_any_more_says_what_to_do(data: str) -> None:
    """Buttons of another version, or of no form of ours."""
    async with world() as (double, _):
        double.add_chat(-5, "group")
        await double.command(-5, "/settings", user_id=BEN)
        seen = await double.pressed(-5, "Virginia", user_id=BEN, data=data)
        assert (seen.window, seen.sent) == ("Old\n\nType /settings", ())


async def test_a_message_that_is_too_old_to_be_told_of_is_left_alone() -> None:
    """Telegram says its number and its chat, no more."""
    async with world() as (double, _):
        await double.command(7, "/settings", user_id=7)
        seen = await double.pressed(7, "Virginia", user_id=7, inaccessible=True)
        assert seen.window == "Old\n\nType /settings"


async def test_what_cannot_be_changed_is_answered_below() -> None:
    """A message that is frozen or gone, or has a file."""
    async with world() as (double, _):
        sent = await double.command(7, "/settings", user_id=7)
        double.edits.frozen.add((7, sent.id))
        seen = await double.pressed(7, "Virginia", user_id=7)
        assert [each.content for each in seen.sent] == ["pick VA"]
        seen = await double.pressed(7, "Virginia", user_id=7, data="1 state file")
        await double.until(lambda: len(double.ledger.of(7)) > 2, "the file")
        assert double.ledger.of(7)[-1].files == (("a.csv", b"a"),)


async def test_a_long_answer_begins_in_place_and_goes_on_below() -> None:
    """The buttons stand below its last part, and no longer below the first."""
    async with world() as (double, _):
        sent = await double.command(7, "/settings", user_id=7)
        await double.pressed(7, "Ask", user_id=7, data="1 state long")
        await double.until(lambda: len(double.ledger.of(7)) > 1, "the second part")
        *_, last = double.ledger.of(7)
        assert (double.labels(sent), double.labels(last)) == ([], ["Virginia", "Ask"])


async def test_a_press_that_is_too_old_for_an_answer_is_carried_out_all_the_same() -> None:
    """Where nothing but a refusal would be said, a group is not filled with it."""
    async with TelegramDouble() as double, platform(double):
        double.patience = 0.0
        double.add_chat(-5, "group").admins.add(ANN)
        await double.command(-5, "/settings", user_id=ANN, admin=True)
        double.press(-5, "Virginia", user_id=BEN)
        double.press(-5, "Virginia", user_id=ANN)
        await double.until(lambda: double.edits.made, "the change")
        assert len(double.ledger.of(-5)) == 1


async def test_a_press_whose_message_cannot_be_changed_now_is_answered_all_the_same() -> None:
    """The button stops spinning whatever the edit came to."""
    async with world() as (double, _):
        await double.command(7, "/settings", user_id=7)
        double.faults.script(Fault.SERVER_ERROR)
        assert (await double.pressed(7, "Virginia", user_id=7)).window == ""
        assert (await double.pressed(7, "Virginia", user_id=7)).shown.content == "pick VA"


async def test_a_slow_command_does_not_keep_the_button_spinning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The press is answered after a while, and its message changed when the command is done."""
    monkeypatch.setattr("adapters.telegram.answering.WITHIN", 0.05)
    async with world() as (double, heard):
        await double.command(7, "/settings", user_id=7)
        free = asyncio.Event()

        async def slow(asked: Asked) -> Reply:
            await free.wait()
            return await screen(asked)

        heard.answers = slow
        await double.pressed(7, "Virginia", user_id=7)
        assert double.edits.made == []
        free.set()
        await double.until(lambda: double.edits.made, "the change")


async def test_a_group_is_greeted_once_when_it_adds_the_bot() -> None:
    """And a channel; not where it may not write."""
    async with world() as (double, _):
        for chat in (-5, -6):
            double.add_chat(chat, "group").bot_status = "left"
        double.add_back(-5)
        await double.until(lambda: double.ledger.of(-5), "a hello")
        double.change_status(double.chats[-5], "administrator", ANN)
        double.restrict(-6, text=False)
        double.change_status(double.chats[-6], "restricted", ANN)
        await double.silence()
        assert (len(double.ledger.of(-5)), len(double.ledger.of(-6))) == (1, 0)
