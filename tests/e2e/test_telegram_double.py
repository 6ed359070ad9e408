"""The loopback Telegram refuses what Telegram refuses, by the real library."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest
import telegram
from telegram.error import BadRequest, Conflict, RetryAfter

from tests.support.doubles.faults import Refusal
from tests.support.doubles.telegram import TelegramDouble, TelegramLimits
from tests.support.doubles.telegram_world import NUMBER


@pytest.fixture(autouse=True)
def _telegram_times(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it python-telegram-bot warns of its own future whenever it reads ``retry_after``.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def bot(double: TelegramDouble) -> telegram.Bot:
    return telegram.Bot(double.token, base_url=double.base_url)


async def refused(sent: Awaitable[object], words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await sent


NO_TEXT, NO_FILES = "not enough rights to send text", "not enough rights to send documents"


@pytest.mark.parametrize("alone", [False, True], ids=["everyone", "the bot alone"])
async def test_a_group_refuses_texts_and_files_each_by_its_own_right(alone: bool) -> None:  # noqa: FBT001
    """And tells of its rights; an administrator has them all."""
    async with TelegramDouble() as double, bot(double) as client:
        chat = double.add_chat(-5, "supergroup")
        double.restrict(-5, documents=False, alone=alone)
        await client.send_message(-5, "x")
        await refused(client.send_document(-5, b"x", filename="a.csv"), NO_FILES)
        double.restrict(-5, text=False, alone=alone)
        await client.send_document(-5, b"x", filename="a.csv")
        await refused(client.send_message(-5, "x"), NO_TEXT)
        own, group = await client.get_chat_member(-5, client.id), (await client.get_chat(-5)).permissions
        assert group is not None
        assert (own.to_dict().get("can_send_messages"), group.can_send_messages) == (
            (False, True) if alone else (None, False)
        )
        chat.bot_status = "administrator"
        await client.send_message(-5, "x")


async def test_a_channel_takes_nothing_without_the_right_to_post() -> None:
    """Neither from a member, nor from an administrator who may do other things."""
    async with TelegramDouble() as double, bot(double) as client:
        chat = double.add_chat(-1009, "channel")
        await client.send_message(-1009, "x")
        double.restrict(-1009, text=False)
        await refused(client.send_message(-1009, "x"), "need administrator rights")
        assert (await client.get_chat_member(-1009, client.id)).to_dict()["can_post_messages"] is False
        chat.bot_status = "member"
        await refused(client.send_message(-1009, "x"), "need administrator rights")


async def test_topics_are_closed_to_members_and_gone_when_deleted_or_switched_off() -> None:
    """The group itself takes messages all the while."""
    async with TelegramDouble() as double, bot(double) as client:
        forum = double.add_chat(-1005, "supergroup", topics={7, 8, 9})
        forum.closed_topics.add(9)
        await refused(client.send_message(-1005, "x", message_thread_id=9), "topic_closed")
        forum.bot_status = "administrator"
        await client.send_message(-1005, "x", message_thread_id=9)
        double.end_topics(-1005, 9)
        await refused(client.send_message(-1005, "x", message_thread_id=9), "message thread not found")
        await client.send_message(-1005, "x", message_thread_id=8)
        double.end_topics(-1005)
        await refused(client.send_message(-1005, "x", message_thread_id=8), "message thread not found")
        await client.send_message(-1005, "x")
        assert not (await client.get_chat(-1005)).is_forum


async def test_one_chat_can_be_told_to_wait_and_the_time_counts_down() -> None:
    """For a second or an hour; other chats are not concerned, nor is asking."""
    async with TelegramDouble() as double, bot(double) as client:
        for chat in (-5, 7):
            double.add_chat(chat, "group" if chat < 0 else "private")
        double.rates.silence(-5, 3600)
        with pytest.raises(RetryAfter) as caught:
            await client.send_message(-5, "x")
        assert caught.value._retry_after.total_seconds() == 3600
        await client.send_message(7, "x")
        await client.get_chat(-5)
        double.rates.silence(-5, 1.5)
        with pytest.raises(RetryAfter) as caught:
            await client.send_message(-5, "x")
        assert caught.value._retry_after.total_seconds() == 2
        double.rates.silence(-5, 0)
        await client.send_message(-5, "x")


async def test_answers_count_in_a_groups_limit_as_alerts_do() -> None:
    """Twenty messages a minute of any sort, whatever asked for them, documents too."""
    async with TelegramDouble(limits=TelegramLimits(per_group=20)) as double, bot(double) as client:
        double.add_chat(-5, "group")
        for number in range(10):
            await client.send_message(-5, f"answer {number}", reply_parameters=None)
            await client.send_document(-5, b"x", filename="a.csv")
        with pytest.raises(RetryAfter):
            await client.send_message(-5, "x")


async def test_who_else_polls_or_sets_a_webhook_ends_every_poll() -> None:
    """A webhook until it is deleted, with what has come meanwhile unless it is dropped."""
    async with TelegramDouble() as double, bot(double) as client:
        double.say(7, "/state VA")
        double.poll_elsewhere()
        with pytest.raises(Conflict, match="other getUpdates"):
            await client.get_updates()
        double.poll_elsewhere(active=False)
        double.set_webhook()
        with pytest.raises(Conflict, match="webhook is active"):
            await client.get_updates()
        await client.delete_webhook()
        assert len(await client.get_updates()) == 1
        await client.delete_webhook(drop_pending_updates=True)
        assert await client.get_updates() == ()


async def test_an_update_of_any_form_goes_out_as_it_is_and_is_kept_until_confirmed() -> None:
    """Telegram knows its number, whether it is in there or not."""
    async with TelegramDouble() as double, bot(double) as client:
        first = double.inject({"update_id": NUMBER, "poll": 5})
        second = double.inject({"message": "x"})
        third = double.inject(b'{"update_id": 1, "message": {}}')
        raw = await client.request.retrieve(f"{client.base_url}/getUpdates")
        assert raw == (
            b'{"ok":true,"result":[{"update_id": %d, "poll": 5},{"message": "x"},{"update_id": 1, "message": {}}]}'
            % first
        )
        assert await client.request.retrieve(f"{client.base_url}/getUpdates?offset={second}")
        assert [update.number for update in double.updates] == [second, third]


async def test_member_lists_and_linked_channels_are_as_telegram_tells_them() -> None:
    """A hidden list is told to administrators only; of itself a bot is always told."""
    async with TelegramDouble() as double, bot(double) as client:
        chat = double.add_chat(-1005, "supergroup")
        chat.members_hidden, chat.linked = True, -1009
        await refused(client.get_chat_member(-1005, 7), "member list is inaccessible")
        assert (await client.get_chat_member(-1005, client.id)).status == "member"
        assert (await client.get_chat(-1005)).linked_chat_id == -1009
        chat.bot_status = "administrator"
        assert (await client.get_chat_member(-1005, 7)).status == "member"


async def test_a_chat_can_answer_with_words_that_nobody_knows() -> None:
    """Of any status; it is still told of, unless it has put us out."""
    async with TelegramDouble() as double, bot(double) as client:
        double.add_chat(7)
        double.break_chat(7, Refusal(400, "Bad Request: a thing never seen"))
        await refused(client.send_message(7, "x"), "a thing never seen")
        await client.get_chat(7)
        double.break_chat(7, "kicked_group")
        with pytest.raises(telegram.error.Forbidden):
            await client.get_chat(7)
