"""Receiving never stops sending: the whole program against loopback servers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import make_row
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.faults import Fault, FaultPlan, Refusal
from tests.support.doubles.telegram import TelegramDouble
from tests.support.doubles.telegram_objects import bot_user, member
from tests.support.doubles.telegram_world import NUMBER
from tests.support.stories import saying, stage, until_said

GROUP = -1005
OHIO = [make_row(state="OHIO", agency=f"Town {n} Police Department") for n in range(100, 141)]
MARK = "Xanthippe"
ODD_GROUP = {"id": GROUP, "type": "supergroup", "title": MARK}
ODD_UPDATE = {
    "update_id": NUMBER,
    "my_chat_member": {
        "chat": ODD_GROUP,
        "from": {"id": 71, "is_bot": False, "first_name": MARK, "username": MARK},
        "date": 1_790_000_000,
        "old_chat_member": member(bot_user(), "member"),
        "new_chat_member": {"user": bot_user(), "status": "restricted", "is_member": True},
    },
}


def without_bitrate(event: str, data: Any) -> Any:
    """A server whose voice channels lack a field."""
    if event == "GUILD_CREATE":
        for channel in data["channels"]:
            channel.pop("bitrate", None)
    return data


async def test_an_odd_update_and_an_odd_server_cost_nobody_else_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between healthy ones, on both platforms: commands are answered and alerts arrive, the odd places included."""
    async with (
        TelegramDouble() as telegram,
        DiscordDouble() as discord,
    ):
        odd, sound = discord.add_guild(MARK, channels=1), discord.add_guild("Sound", channels=1)
        channels = [*odd.channels, *sound.channels]
        discord.add_channel(odd.id, kind=objects.VOICE, name=MARK)
        discord.gateway.amend = without_bitrate
        async with stage(tmp_path, monkeypatch, telegram=telegram, discord=discord) as here:
            telegram.inject(ODD_UPDATE)
            telegram.inject({"update_id": NUMBER, "message": {"text": f"/state {MARK}", "chat": {"title": MARK}}})
            telegram.inject({"update_id": NUMBER, "message": [MARK]})
            for chat in (7, -8):
                said = await telegram.command(
                    chat, "/subscribe VA", chat_type="private" if chat > 0 else "group", admin=True
                )
                assert "Virginia" in said.content
            for channel in channels:
                said_there = await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)
                assert "Virginia" in said_there.text
            await here.tell("Warren")
            for channel in channels:
                await until_said(discord, channel)
            for chat in (7, -8):
                await until_said(telegram, chat)
            assert "In the way: nothing" in here.status()
            assert sum("an update was set aside" in line for line in here.log.lines) == 2
            assert sum("GUILD_CREATE was set aside" in line for line in here.log.lines) == 1
            assert not [line for line in here.log.lines if MARK in line or "Traceback" in line]
            assert discord.gateway.opened == 1


async def test_while_another_process_polls_alerts_go_out_and_the_operator_is_told_who(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """409 for an hour: one alert arrives, the operator hears of another process with the same token, `status` too."""
    async with TelegramDouble() as telegram:
        telegram.add_chat(1)
        async with stage(tmp_path, monkeypatch, telegram=telegram, operator="telegram:1") as here:
            await telegram.command(7, "/subscribe VA")
            telegram.poll_elsewhere()
            await here.log.until("another process polls with this token")
            await here.tell("Warren")
            await until_said(telegram, 7)
            await here.later(minutes=0)
            for _ in range(6):
                await here.later(minutes=10)
            assert "another process uses the same token" in here.status()
            await telegram.messages(1)
            assert "another process uses the same token" in telegram.ledger.of(1)[0].content
            assert 1 <= len(telegram.ledger.of(1)) <= 4
            assert sum("another process polls with this token" in line for line in here.log.lines) == 1


async def test_while_another_process_answers_alerts_go_out_and_the_operator_is_told_who(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """40060 to each answer on Discord: said once in the log, then to the operator, and an alert arrives."""
    async with DiscordDouble() as discord:
        channel, operators = discord.add_channel(), discord.add_channel()
        async with stage(tmp_path, monkeypatch, discord=discord, operator=f"discord:{operators}") as here:
            await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)
            discord.interactions.rival = True
            for _ in range(2):
                await discord.give(channel, "help")
            await here.log.until("another process uses this token")
            await here.tell("Warren")
            await until_said(discord, channel)
            await here.later(minutes=0)
            await here.later(minutes=6)
            assert "another process uses the same token" in here.status()
            (told,) = await discord.messages(operators)
            assert "another process uses the same token" in told.content
            assert sum("another process uses this token" in line for line in here.log.lines) == 1


async def test_alerts_need_no_gateway_and_no_updates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the start nobody is heard on either platform; both chats of an earlier run get their alert."""
    async with TelegramDouble() as telegram, DiscordDouble() as discord:
        channel = discord.add_channel()
        async with stage(tmp_path, monkeypatch, telegram=telegram, discord=discord) as here:
            await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)
            await telegram.command(7, "/subscribe VA")
        discord.gateway.refuses = 4000
        telegram.faults = FaultPlan({Fault.BAD_GATEWAY: 1.0}, routes={"getUpdates", "getMe"})
        async with stage(tmp_path, monkeypatch, telegram=telegram, discord=discord, connects=False) as here:
            await here.tell("Warren")
            await until_said(discord, channel)
            await until_said(telegram, 7)
            await here.later(minutes=0)
            await here.later(minutes=2)
            status = here.status()
            assert "Commands on discord have not been heard since" in status
            assert "Commands on telegram have not been heard since" in status
            assert "Nothing has gone out" not in status


async def test_an_answer_whose_file_is_refused_arrives_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """41 agencies of Ohio, which are a file: without Attach Files, or in a group that takes none, all are written."""
    async with TelegramDouble() as telegram, DiscordDouble() as discord:
        channel = discord.add_channel()
        telegram.add_chat(GROUP, "supergroup").may_documents = False
        async with stage(tmp_path, monkeypatch, telegram=telegram, discord=discord, also=OHIO):
            discord.channels[channel].denied = objects.ATTACH_FILES
            await discord.command(channel, "state", {"state": "OH"})
            await telegram.command(GROUP, "/state OH", chat_type="supergroup")
            for double, chat in ((discord, channel), (telegram, GROUP)):
                await until_said(double, chat, "Town 140")
                sent = double.ledger.of(chat)
                said = "".join(each.content for each in sent)
                assert all(f"Town {n} Police Department" in said for n in range(100, 141))
                assert not any(each.files for each in sent)


async def test_a_webhook_and_commands_that_are_refused_are_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A webhook is removed while running; commands that Discord refuses stand in `status` until it takes them."""
    async with TelegramDouble() as telegram, DiscordDouble() as discord:
        discord.registration.extend([Refusal(500, "Internal Server Error")] * 9)
        async with stage(tmp_path, monkeypatch, telegram=telegram, discord=discord, connects=False) as here:
            await here.log.until("the commands could not be registered")
            await here.later(minutes=0)
            await here.later(minutes=2)
            assert "it has not taken our commands yet" in here.status()
            telegram.set_webhook()
            await telegram.until(lambda: not telegram.webhook, "the webhook is removed")
            assert "Virginia" in (await telegram.command(7, "/subscribe VA")).content
            await here.tell("Warren")
            assert len(await until_said(telegram, 7)) == 1
    assert saying(telegram, 7)
