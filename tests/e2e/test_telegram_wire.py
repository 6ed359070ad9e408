"""The Telegram platform against a loopback Bot API: real library, real HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.telegram import Telegram
from adapters.telegram.render import render
from bot.conversation.dispatch import Conversation
from bot.conversation.front import Front
from bot.domain.chats import Asked, CannotPost, Right
from bot.domain.errors import ChatLost, ChatMoved, NotEditable, PartRefused, PlatformLost, RetryLater, Uncertain
from bot.domain.messages import Attachment, Extra, Message, Part, Reply, Span
from storage.store import Store
from tests.support.doubles.faults import Fault
from tests.support.doubles.telegram import TelegramDouble
from tests.support.handlers import Heard
from tests.support.make import DirectAccess

MARYLAND = "Wicomico & <Sons> @everyone"


async def quote(asked: Asked) -> Reply:
    line = (Span(MARYLAND, bold=True), Span(f" may_manage={await asked.may_manage()}"))
    return Reply(Message(f"{asked.name} {asked.words}", blocks=((line,),)))


def listening() -> Heard:
    return Heard(render, quote)


@contextlib.asynccontextmanager
async def running(platform: Telegram, handlers: Front) -> AsyncIterator[asyncio.Task[None]]:
    connected = asyncio.Event()
    async with platform.sending():
        task = asyncio.create_task(platform.run(handlers, connected.set))
        ready = asyncio.create_task(connected.wait())
        try:
            await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
            yield task
        finally:
            task.cancel()
            ready.cancel()
            await asyncio.gather(task, ready, return_exceptions=True)


@contextlib.asynccontextmanager
async def world() -> AsyncIterator[tuple[TelegramDouble, Telegram, Heard]]:
    async with TelegramDouble() as double:
        platform, handlers = Telegram(double.token, api_url=double.url), listening()
        async with running(platform, handlers):
            yield double, platform, handlers
        assert double.violations == []


async def test_commands_are_answered_where_they_were_given() -> None:
    """In a private chat, a group, a forum topic and a channel, each with its own rule of who may manage."""
    async with world() as (double, _, handlers):
        cases: list[tuple[int, dict[str, Any], str, bool]] = [
            (7, {}, "7", True),
            (-5, {"chat_type": "group"}, "-5", False),
            (-6, {"chat_type": "group", "admin": True}, "-6", True),
            (-1007, {"chat_type": "supergroup", "anonymous": True}, "-1007", True),
            (-1005, {"chat_type": "supergroup", "thread_id": 9, "admin": True}, "-1005:9", True),
            (-1009, {"chat_type": "channel"}, "-1009", True),
            (-1011, {"chat_type": "supergroup", "voice": -1009}, "-1011", False),
            (-1012, {"chat_type": "supergroup", "voice": -1009}, "-1012", True),
        ]
        double.add_chat(-1012, "supergroup").linked = -1009
        for chat_id, how, address, may_manage in cases:
            sent = await double.command(chat_id, "/subscribe VA MD", **how)
            assert sent.content == f"subscribe VA MD\n\n{MARYLAND} may_manage={may_manage}"
            assert sent.thread == how.get("thread_id")
            assert handlers.asked[-1].place.address == address


async def test_the_menu_of_commands_is_set() -> None:
    """People see it when they type a slash."""
    async with world() as (double, _, _handlers):
        await double.until(lambda: double.commands, "a menu")
        assert [each["command"] for each in double.commands][:2] == ["subscribe", "unsubscribe"]


async def test_a_message_with_a_file_arrives_as_text_and_document() -> None:
    """Two parts, two requests, both within every rule of the double."""
    async with world() as (double, platform, _):
        double.add_chat(7)
        parts = platform.parts(Message("T & <T>", attachment=Attachment("a.csv", b"a,b\n")))
        ids = [await platform.send("7", part, "n") for part in parts]
        sent = double.ledger.of(7)
    assert ids == [str(each.id) for each in sent]
    assert [each.content for each in sent] == ["T & <T>", "T & <T>"]
    assert [each.files for each in sent] == [(), (("a.csv", b"a,b\n"),)]


REMOVED = {
    "blocked": "blocked",
    "deactivated": "deactivated",
    "kicked_group": "kicked",
    "kicked_channel": "kicked",
    "not_member": "not_a_member",
    "group_deleted": "deleted",
    "chat_not_found": "chat_not_found",
}
RIGHT = {
    "no_rights": "may_not_write",
    "need_administrator": "may_not_write",
    "write_forbidden": "may_not_write",
    "topic_closed": "topic_closed",
}


async def test_a_chat_that_refuses_us_is_lost_with_its_reason() -> None:
    """By what the server says, word by word; a missing right is told from being put out."""
    reasons: dict[str, tuple[str, bool]] = {}
    async with world() as (double, platform, _):
        for chat_id, why in enumerate(REMOVED | RIGHT, start=1):
            double.add_chat(chat_id)
            double.break_chat(chat_id, why)
            with pytest.raises(ChatLost) as caught:
                await platform.send(str(chat_id), Part("", "x"), "n")
            reasons[why] = caught.value.reason, caught.value.removed
    assert reasons == {why: (reason, why in REMOVED) for why, reason in (REMOVED | RIGHT).items()}


async def test_a_group_that_takes_no_files_takes_the_text() -> None:
    """Only the file is refused, by a group, or to the restricted bot alone."""
    file = Part("", "x", Attachment("a.csv", b"a"))
    async with world() as (double, platform, _):
        for chat_id, alone in ((-5, False), (-6, True)):
            double.add_chat(chat_id, "supergroup")
            double.restrict(chat_id, documents=False, alone=alone)
            with pytest.raises(PartRefused) as caught:
                await platform.send(str(chat_id), file, "n")
            assert (caught.value.reason, caught.value.extra) == ("may_not_send_files", Extra.FILE)
            await platform.send(str(chat_id), Part("", "x"), "n")


async def test_a_closed_topic_takes_messages_of_an_administrator_and_refuses_a_member() -> None:
    """That it was closed is no reason to pause it; a refusal is, until it is opened."""
    async with world() as (double, platform, handlers):
        forum = double.add_chat(-1005, "supergroup", topics={9})
        forum.closed_topics.add(9)
        forum.bot_status = "administrator"
        topic = {"message_id": 1, "date": 0, "chat": forum.to_json(), "message_thread_id": 9, "is_topic_message": True}
        double.enqueue("message", topic | {"forum_topic_closed": {}})
        await platform.send("-1005:9", Part("", "x"), "n")
        forum.bot_status = "member"
        with pytest.raises(ChatLost) as caught:
            await platform.send("-1005:9", Part("", "x"), "n")
        assert (caught.value.reason, caught.value.removed) == ("topic_closed", False)
        double.enqueue("message", topic | {"forum_topic_reopened": {}})
        assert await handlers.events.get() == ("back", "-1005:9")
        assert handlers.lost == []


@pytest.mark.parametrize("threads", [(9,), ()], ids=["deleted", "switched off"])
async def test_what_goes_to_a_topic_that_is_gone_goes_to_the_group(threads: tuple[int, ...]) -> None:
    """Deleted alone, or with all topics of the group."""
    async with world() as (double, platform, _):
        double.add_chat(-1005, "supergroup", topics={8, 9})
        double.end_topics(-1005, *threads)
        with pytest.raises(ChatMoved) as caught:
            await platform.send("-1005:9", Part("", "x"), "n")
        assert (caught.value.reason, caught.value.place.address) == ("topic_gone", "-1005")
        await platform.send(caught.value.place.address, Part("", "x"), "n")


async def test_one_groups_limit_is_that_groups() -> None:
    """It says for how long; others are sent to meanwhile."""
    async with world() as (double, platform, _):
        for chat_id in (-5, 7):
            double.add_chat(chat_id, "group" if chat_id < 0 else "private")
        double.rates.silence(-5, 3600)
        with pytest.raises(RetryLater) as caught:
            await platform.send("-5", Part("", "x"), "n")
        assert (caught.value.after, caught.value.platform_wide) == (3600, False)
        await platform.send("7", Part("", "x"), "n")


FAULTS: tuple[tuple[Fault, type[Exception], int], ...] = (
    (Fault.TOO_MANY, RetryLater, 0),
    (Fault.SERVER_ERROR, Uncertain, 0),
    (Fault.BAD_GATEWAY, Uncertain, 0),
    (Fault.RESET_BEFORE, Uncertain, 0),
    (Fault.RESET_AFTER, Uncertain, 1),
    (Fault.GARBAGE_AFTER, Uncertain, 1),
)


async def test_a_fault_on_the_wire_is_told_by_what_it_leaves_open() -> None:
    """Only an answer, or no connection at all, makes sure that a message was not taken."""
    async with world() as (double, platform, _):
        for chat_id, (fault, kind, arrived) in enumerate(FAULTS, start=1):
            double.add_chat(chat_id)
            double.faults.script(fault)
            with pytest.raises(kind) as caught:
                await platform.send(str(chat_id), Part("", "x"), "n")
            assert type(caught.value) is kind
            assert len(double.ledger.of(chat_id)) == arrived
            await platform.send(str(chat_id), Part("", "y"), "n")  # the connection has recovered


async def test_being_kicked_and_added_again_is_told() -> None:
    """The chat's settings are the store's business; ours is to say so at once."""
    async with world() as (double, platform, handlers):
        double.add_chat(-5, "group")
        double.kick(-5)
        assert await handlers.events.get() == ("lost", "-5", "kicked")
        with pytest.raises(ChatLost, match="kicked"):
            await platform.send("-5", Part("", "x"), "n")
        double.add_back(-5)
        assert await handlers.events.get() == ("back", "-5")
        await platform.send("-5", Part("", "x"), "n")


async def test_a_group_that_became_a_supergroup_is_followed() -> None:
    """By both service messages, and by the answer to a message that comes too late."""
    async with world() as (double, platform, handlers):
        double.add_chat(-5, "group")
        double.migrate(-5, -1005)
        assert [await handlers.events.get() for _ in range(2)] == [("moved", "-5", "-1005")] * 2
        with pytest.raises(ChatMoved) as caught:
            await platform.send("-5", Part("", "x"), "n")
        await platform.send(caught.value.place.address, Part("", "x"), "n")


async def test_where_members_are_hidden_it_is_said_what_the_bot_needs() -> None:
    """Telegram refuses for good to say who manages the chat, until the bot is an administrator itself."""
    async with TelegramDouble() as double:
        platform = Telegram(double.token, api_url=double.url)
        with contextlib.closing(Store(":memory:")) as store:
            conversation = Conversation(DirectAccess(store), lambda: dt.datetime.now(dt.UTC))
            async with running(platform, Front("telegram", conversation, platform.parts)):
                double.add_chat(-1005, "supergroup").members_hidden = True
                said = await double.command(-1005, "/subscribe VA", user_id=71)
            assert store.chats.audience() == []
    assert "Make it one, and try again." in said.content


async def test_what_would_keep_alerts_away_is_known_to_the_commands_that_subscribe_or_show_it() -> None:
    """A group without files, a channel in which we may not post; nobody asks for other commands."""
    async with world() as (double, _, handlers):
        double.add_chat(-5, "supergroup", title="Group")
        double.restrict(-5, documents=False)
        for text in ("/subscribe VA", "/subscriptions", "/state VA"):
            await double.command(-5, text)
        assert [asked.hindrance for asked in handlers.asked] == [
            CannotPost((Right.ATTACH_FILES,)),
            CannotPost((Right.ATTACH_FILES,)),
            None,
        ]
        double.add_chat(-1009, "channel")
        double.restrict(-1009, text=False)
        double.say(-1009, "/subscribe VA")
        await handlers.until(lambda: len(handlers.asked) == 4)
        assert handlers.asked[-1].hindrance == CannotPost((Right.SEND_MESSAGES,))


async def test_no_name_of_a_person_leaves_the_adapter() -> None:
    """A private chat has no title; a person is a number."""
    async with world() as (double, _, handlers):
        double.add_chat(71, title="Xanthippe")
        await double.command(71, "/subscribe VA", user_id=71)
        assert "Xanthippe" not in repr(handlers.asked)
        assert (handlers.asked[0].place.title, handlers.asked[0].person) == ("", "71")
        assert handlers.back == ["71"]


async def test_a_wrong_token_loses_the_platform() -> None:
    """Nothing of the token is said."""
    async with TelegramDouble() as double:
        with pytest.raises(PlatformLost) as caught:
            await Telegram("1:wrong-token", api_url=double.url).run(listening(), lambda: None)
    assert "wrong" not in str(caught.value)


async def test_a_token_revoked_while_running_loses_the_platform() -> None:
    """The long poll that is open ends as usual; the next one is refused."""
    async with TelegramDouble() as double:
        handlers = listening()
        async with running(Telegram(double.token, api_url=double.url), handlers) as task:
            double.add_chat(7)
            double.token = "1:another"
            double.say(7, "/state VA")
            async with asyncio.timeout(5):
                with pytest.raises(PlatformLost, match="invalid_token"):
                    await task


async def test_when_the_server_is_down_run_raises_and_can_be_run_again() -> None:
    """The same object connects once the server is there."""
    async with TelegramDouble() as double:
        port = double.port
    platform, handlers = Telegram(double.token, api_url=f"http://127.0.0.1:{port}"), listening()
    with pytest.raises(RetryLater, match="cannot_connect"):
        await platform.run(handlers, lambda: None)
    async with TelegramDouble(port=port) as double, running(platform, handlers):
        assert (await double.command(7, "/state VA")).content.startswith("state VA")


async def test_a_command_given_during_an_outage_is_answered_once_afterwards() -> None:
    """Telegram keeps updates until they are confirmed, and each is confirmed once."""
    async with TelegramDouble() as double:
        port = double.port
        platform, handlers = (
            Telegram(double.token, api_url=double.url, sleep=lambda _: asyncio.sleep(0.02)),
            listening(),
        )
        async with running(platform, handlers):
            assert (await double.command(7, "/state VA")).content.startswith("state VA")
            await double.__aexit__(None, None, None)
            async with TelegramDouble(port=port) as second:
                second._updates = double._updates  # Telegram goes on counting
                assert (await second.command(7, "/state MD")).content.startswith("state MD")
        assert [asked.words for asked in handlers.asked] == ["VA", "MD"]


async def test_cancelling_closes_quickly_while_telegram_hangs() -> None:
    """Confirming what was handled is worth a moment, not a shutdown that is late."""
    async with TelegramDouble() as double:
        platform, handlers = Telegram(double.token, api_url=double.url), listening()
        async with running(platform, handlers) as task:
            await double.command(7, "/state VA")
            double.faults.routes, double.faults.rates = frozenset({"getUpdates"}), {Fault.HANG_BEFORE: 1.0}
            begun = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - begun < 2


async def test_cancelling_closes_quickly_and_confirms_what_was_answered() -> None:
    """Within two seconds, whatever the long poll was waiting for; the next run does not answer again."""
    async with TelegramDouble() as double:
        platform, handlers = Telegram(double.token, api_url=double.url), listening()
        async with running(platform, handlers) as task:
            await double.command(7, "/state VA")
            begun = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - begun < 2
        assert double.updates == []
        async with running(platform, handlers):
            await double.command(7, "/state MD")
        assert [asked.words for asked in handlers.asked] == ["VA", "MD"]


async def test_an_edit_of_a_persons_message_is_refused_for_good() -> None:
    """As where a number names another message than it did."""
    async with world() as (double, platform, _):
        number = double.say(7, "hello")
        with pytest.raises(NotEditable):
            await platform.edit("7", str(number), Part("", "x"))
