"""A group or channel that its administrator manages from a private chat on Telegram, through the real library."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.telegram import Telegram
from adapters.telegram.elsewhere import Named, named
from adapters.telegram.render import render
from bot.domain.buttons import Button, Keys
from bot.domain.chats import Asked
from bot.domain.messages import Message, Reply
from tests.support.doubles.faults import Fault
from tests.support.doubles.telegram import TelegramDouble
from tests.support.handlers import Heard

ANN, BEN, CHANNEL, GROUP = 71, 72, -1001009, -1001005


async def answer(asked: Asked) -> Reply:
    about = asked.place.address if asked.here else ""
    keys = (Keys((Button("Virginia", "subscribe", "VA", about=about),)),)
    return Reply(
        Message(f"{asked.name} {asked.words} in {asked.place.address}", keys=keys), private=asked.name == "manage"
    )


@contextlib.asynccontextmanager
async def world() -> AsyncIterator[tuple[TelegramDouble, Heard]]:
    async with TelegramDouble() as double:
        double.add_chat(CHANNEL, "channel", title="News").admins.add(ANN)
        double.add_chat(GROUP, "supergroup", title="Neighbours", topics={9}).admins.add(ANN)
        double.chats[CHANNEL].username = "county_news"
        for person in (ANN, BEN):
            double.add_chat(person)
        heard, connected = Heard(render, answer, platform="telegram"), asyncio.Event()
        platform = Telegram(double.token, api_url=double.url)
        async with platform.sending():
            task = asyncio.create_task(platform.run(heard, connected.set))
            try:
                async with asyncio.timeout(10):
                    await connected.wait()
                yield double, heard
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        assert double.violations == []
        assert double.unanswered == []
        assert (double.ledger.of(CHANNEL), double.ledger.of(GROUP)) == ([], [])


def forward(double: TelegramDouble, person: int, **origin: Any) -> None:
    message = {"message_id": 900, "date": int(time.time()), "chat": double.chats[person].to_json(), "text": "/state VA"}
    message |= {"from": {"id": person, "is_bot": False, "first_name": "A"}, "forward_origin": {"date": 1, **origin}}
    double.enqueue("message", message)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("@county_news", f"subscriptions  in {CHANNEL}"),
        ("@county_news subscribe VA, MD", f"subscribe VA, MD in {CHANNEL}"),
        ("https://t.me/county_news/12 /settings quiet", f"settings quiet in {CHANNEL}"),
        ("https://t.me/c/1005/77", f"subscriptions  in {GROUP}"),
        (f"{GROUP}:9 subscribe VA", f"subscribe VA in {GROUP}:9"),
    ],
)
async def test_an_administrator_names_a_chat_and_what_to_do_there(typed: str, said: str) -> None:
    """By its name, its number or a link; the answer stands where it was asked for."""
    async with world() as (double, heard):
        sent = await double.command(ANN, f"/manage {typed}", user_id=ANN)
        assert sent.content == said
        (asked,) = heard.asked
        assert asked.here is not None
        assert (asked.here.address, asked.place.title) == (str(ANN), double.chats[int(asked.place.shared)].title)
        assert await asked.may_manage()


async def test_a_forwarded_message_names_the_chat_that_it_is_from() -> None:
    """A channel's, or one that was written as a group; of a person's, nobody tells the group."""
    async with world() as (double, heard):
        forward(double, ANN, type="channel", chat=double.chats[CHANNEL].to_json(), message_id=3)
        forward(double, ANN, type="chat", sender_chat=double.chats[GROUP].to_json())
        forward(double, ANN, type="hidden_user", sender_user_name="B")
        await heard.until(lambda: len(heard.asked) == 3)
        await double.silence()
        assert [(asked.name, asked.place.address) for asked in heard.asked] == [
            ("subscriptions", str(CHANNEL)),
            ("subscriptions", str(GROUP)),
            ("manage", str(ANN)),
        ]


async def test_buttons_are_about_that_chat_and_rights_are_asked_for_each_time() -> None:
    """Who is no administrator any more is refused, in a window, and the message stays."""
    async with world() as (double, heard):
        await double.command(ANN, "/manage @county_news", user_id=ANN)
        assert (await double.pressed(ANN, "Virginia", user_id=ANN)).shown.content == f"subscribe VA in {CHANNEL}"
        double.chats[CHANNEL].admins.clear()
        seen = await double.pressed(ANN, "Virginia", user_id=ANN)
        assert [asked.name for asked in heard.asked] == ["subscriptions", "subscribe", "manage"]
        assert seen.sent == ()
        assert heard.asked[-1].here is None


@pytest.mark.parametrize(
    "typed", ["@county_news", "@nobody_here", "https://t.me/c/1005/77 subscribe VA", "@x", "hello"]
)
async def test_who_may_not_learns_nothing_of_a_chat(typed: str) -> None:
    """Neither its title nor whether there is one; what is no chat's name is said to be none in the same words."""
    async with world() as (double, heard):
        double.add_chat(-1001077, "supergroup", title="Secret").username = "nobody_knows"
        await double.command(BEN, f"/manage {typed}", user_id=BEN)
        (asked,) = heard.asked
        assert (asked.name, asked.place.address, asked.place.title, asked.here) == ("manage", str(BEN), "", None)
        assert asked.words


async def test_a_chat_that_the_bot_was_put_out_of_is_not_managed() -> None:
    """Telegram no longer tells who its administrators are."""
    async with world() as (double, heard):
        double.kick(GROUP)
        double.chats[CHANNEL].bot_status = "member"
        for typed in (GROUP, "@county_news"):
            await double.command(ANN, f"/manage {typed}", user_id=ANN)
        assert [asked.name for asked in heard.asked] == ["manage", "manage"]


async def test_when_telegram_cannot_tell_the_answer_is_to_try_again() -> None:
    """Nobody is refused for that."""
    async with world() as (double, heard):
        double.faults.routes = frozenset({"getChatMember"})
        double.faults.script(Fault.SERVER_ERROR)
        sent = await double.command(ANN, "/manage @county_news", user_id=ANN)
        assert "try again" in sent.content
        assert heard.asked == []


async def test_in_a_group_a_button_is_never_about_another_chat() -> None:
    """Such a one is none of ours."""
    async with world() as (double, heard):
        double.add_chat(-5, "group").admins.add(ANN)
        await double.command(-5, "/state VA", user_id=ANN, admin=True)
        await double.pressed(-5, "Virginia", user_id=ANN, data=f"1{CHANNEL} subscribe VA")
        assert [(asked.name, asked.place.address) for asked in heard.asked] == [("state", "-5"), ("?", "-5")]


@pytest.mark.parametrize("words", ["", "x", "@ab", "-", "--5", "t.me/", "12", "@name.x", "-5:x", f"-{'9' * 19}"])
def test_what_is_no_chats_name_is_none(words: str) -> None:
    """Nor asked for at Telegram."""
    assert named(words) is None


def test_a_command_stands_behind_the_chat() -> None:
    """With or without its slash."""
    assert named("  @name   /Subscribe   VA, MD ") == Named("@name", None, "subscribe", "VA, MD")
