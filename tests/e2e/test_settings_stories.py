"""What a chat sets is what it gets: the whole program against loopback servers, weeks passing on its clock."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_checks import SUPPRESS_NOTIFICATIONS
from tests.support.doubles.telegram import TelegramDouble
from tests.support.stories import Stage, saying, stage, until_said

GROUP = -1005


def clock(here: Stage, hours: float) -> str:
    """What a clock in UTC shows so many hours from the program's time."""
    return f"{here.clock() + dt.timedelta(hours=hours):%H:%M}"


async def test_a_group_gets_its_news_daily_and_at_once_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two editions are one message at its hour, without a sound; what waits comes as soon as it wants all at once."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:

        async def ask(words: str) -> str:
            return (await telegram.command(GROUP, words, chat_type="supergroup", admin=True)).content

        await ask("/subscribe VA")
        assert "daily at" in await ask(f"/settings alerts daily {clock(here, 2)}")
        assert "without a sound" in await ask("/settings silent on")
        await here.tell("Warren", "Louisa")
        await here.recorded("due", 2)
        await here.later(minutes=90)
        assert saying(telegram, GROUP, "Warren") == []
        await here.later(minutes=35)
        (digest,) = await until_said(telegram, GROUP, "Warren")
        assert "Louisa County Sheriff's Office" in digest.content
        assert "On ICE's list now, of what this chat follows: 12 agreements of 12 agencies." in digest.content
        assert digest.payload["disable_notification"] is True
        await here.tell("Orange")
        assert saying(telegram, GROUP, "Orange") == []
        assert "at once" in await ask("/settings alerts now")
        (told,) = await until_said(telegram, GROUP, "Orange")
        assert "in one message" not in told.content


async def test_a_channel_is_left_in_peace_at_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are answered meanwhile; four alerts are one message when its quiet hours are over."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        channel = discord.add_channel()
        await discord.invite(discord.channels[channel].guild_id or 0)

        async def ask(command: str, **options: str) -> str:
            return (await discord.command(channel, command, options, manage_guild=True)).text

        await ask("subscribe", states="VA")
        assert "nothing is sent here" in await ask("settings", setting=f"quiet {clock(here, -1)}-{clock(here, 2)}")
        await ask("settings", setting="silent on")
        await here.tell("Warren", "Louisa", "Orange", "Nelson")
        assert f"Quiet hours: {clock(here, -1)}-{clock(here, 2)}" in await ask("settings")
        assert saying(discord, channel, "Warren") == []
        await here.later(minutes=125)
        (told,) = [sent for sent in await until_said(discord, channel, "Warren") if not sent.answer]
        assert "What came during the quiet hours" in told.content
        assert all(name in told.content for name in ("Warren", "Louisa", "Orange", "Nelson"))
        assert told.payload["flags"] & SUPPRESS_NOTIFICATIONS


async def test_a_week_without_news_is_said_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, though the program looks after itself again and again."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        await telegram.command(GROUP, "/subscribe VA", chat_type="supergroup", admin=True)
        day = f"{here.clock() + dt.timedelta(hours=2):%A} {clock(here, 2)}"
        await telegram.command(GROUP, f"/settings allclear on {day}", chat_type="supergroup", admin=True)
        await here.later(minutes=60)
        assert saying(telegram, GROUP, "Nothing new") == []
        for _ in range(3):
            await here.later(minutes=61)
        assert len(await until_said(telegram, GROUP, "Nothing new on ICE's list: Virginia")) == 1
        await here.later(days=7)
        assert len(await until_said(telegram, GROUP, "Nothing new on ICE's list: Virginia", 2)) == 2


async def test_a_digest_survives_the_end_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waited when it ended is told by the next one, once, though its hour passed between."""
    async with TelegramDouble() as telegram:
        async with stage(tmp_path, monkeypatch, telegram=telegram) as here:
            await telegram.command(GROUP, "/subscribe VA", chat_type="supergroup", admin=True)
            words = f"/settings alerts daily {clock(here, 2)}"
            await telegram.command(GROUP, words, chat_type="supergroup", admin=True)
            await here.tell("Warren", "Louisa")
            await here.recorded("due", 2)
        assert saying(telegram, GROUP, "Warren") == []
        async with stage(tmp_path, monkeypatch, telegram=telegram) as here:
            await here.later(hours=5)
            (digest,) = await until_said(telegram, GROUP, "Warren")
            assert "Louisa" in digest.content
            await here.later(hours=5)
            assert len(saying(telegram, GROUP, "Warren")) == 1
