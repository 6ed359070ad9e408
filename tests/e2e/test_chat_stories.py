"""A chat that is not reached says so, and heals: the whole program against loopback servers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.faults import Refusal
from tests.support.doubles.telegram import TelegramDouble
from tests.support.doubles.telegram_limits import TelegramLimits
from tests.support.stories import alerts, stage, until_alerts

GROUP = -1005
NINE = ("Alleghany", "Botetourt", "Carroll", "Dickenson", "Essex", "Floyd", "Grayson", "Highland", "Lee")


async def test_a_group_that_refused_once_gets_all_that_it_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One refusal for a missing right pauses it; an hour later its three alerts arrive, each once and in order."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        await telegram.command(GROUP, "/subscribe VA", chat_type="supergroup", admin=True)
        telegram.break_chat(GROUP, "no_rights")
        await here.tell("Warren")
        await here.log.until(f"telegram chat {GROUP} is paused: may_not_write")
        telegram.mend_chat(GROUP)
        await here.tell("Louisa", "Orange")
        assert "1 subscribed, 1 paused" in here.status()
        assert alerts(telegram, GROUP) == []
        await here.later(minutes=61)
        told = await until_alerts(telegram, GROUP, 3)
        assert [name in sent.content for sent, name in zip(told, ("Warren", "Louisa", "Orange"), strict=True)] == [
            True
        ] * 3
        assert "paused" not in (await telegram.command(GROUP, "/subscriptions", chat_type="supergroup")).content


async def test_a_paused_group_that_asks_hears_why_and_is_resumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the next try, `/subscriptions` says since when and why it was paused, and that two alerts follow."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        await telegram.command(GROUP, "/subscribe VA", chat_type="supergroup", admin=True)
        telegram.break_chat(GROUP, "no_rights")
        await here.tell("Warren")
        await here.log.until(f"telegram chat {GROUP} is paused: may_not_write")
        telegram.mend_chat(GROUP)
        await here.tell("Louisa")
        said = (await telegram.command(GROUP, "/subscriptions", chat_type="supergroup")).content
        assert "It was paused since" in said
        assert "the bot was not allowed to write here" in said
        assert "2 alerts wait and follow now." in said
        assert len(await until_alerts(telegram, GROUP, 2)) == 2


async def test_a_channel_in_which_the_bot_may_not_write_says_so_before_and_after_an_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Send Messages: said when subscribing; then paused, since when, what is missing, one alert waits."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        channel = discord.add_channel()
        await discord.invite(discord.channels[channel].guild_id or 0)
        await discord.permit(channel, deny=objects.SEND_MESSAGES)
        said = (await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)).text
        assert "Alerts cannot arrive here yet." in said
        assert "Missing here: Send Messages." in said
        await here.tell("Warren")
        await here.log.until(f"discord chat {channel} is paused: missing_permissions")
        for command, options in (("subscriptions", {}), ("state", {"state": "VA"}), ("help", {})):
            said = (await discord.command(channel, command, options)).text
            assert "This chat is paused: alerts do not reach it." in said, command
            assert "the bot was not allowed to write here" in said
            assert "Missing here: Send Messages." in said
            assert "1 alert waits." in said
        assert "1 subscribed, 1 paused" in here.status()
        await discord.permit(channel)
        assert len(await until_alerts(discord, channel)) == 1
        assert "paused" not in (await discord.command(channel, "subscriptions")).text


async def test_a_channel_that_shows_no_embeds_gets_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The alert arrives whole without an embed, the chat is not paused, and subscribing said so."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        channel = discord.add_channel()
        await discord.invite(discord.channels[channel].guild_id or 0)
        await discord.permit(channel, deny=objects.EMBED_LINKS)
        said = (await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)).text
        assert "Alerts come here as plain text" in said
        await here.tell("Warren")
        (told,) = await until_alerts(discord, channel)
        assert "Warren County Sheriff's Office" in told.payload["content"]
        assert not told.payload.get("embeds")
        assert "1 subscribed, 0 paused" in here.status()


async def test_a_voice_channel_without_connect_is_paused_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Subscribing names Connect; servers heard of anew and changes elsewhere resume nothing, two editions wait."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        voice = discord.add_channel(kind=objects.VOICE)
        guild = discord.channels[voice].guild_id or 0
        await discord.invite(guild)
        await discord.permit(voice, deny=objects.CONNECT)
        said = (await discord.command(voice, "subscribe", {"states": "VA"}, manage_guild=True)).text
        assert "Missing here: Connect." in said
        await here.tell("Warren")
        await here.log.until(f"discord chat {voice} is paused: missing_permissions")
        await discord.gateway.drop(resumable=False)
        await here.log.until("Discord: connected as", 2)
        await here.tell("Louisa")
        said = (await discord.command(voice, "subscriptions")).text
        assert "Missing here: Connect." in said
        assert "2 alerts wait." in said
        assert sum(f"chat {voice} is" in line for line in here.log.lines) == 1
        await discord.permit(voice)
        assert len(await until_alerts(discord, voice, 2)) == 2


async def test_a_closed_topic_is_decided_by_the_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An administrator's alerts go on there; a member's topic is paused, and resumed when it is opened."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        for group, status in ((GROUP, "administrator"), (GROUP - 1, "member")):
            chat = telegram.add_chat(group, "supergroup", topics={9})
            chat.bot_status = status
            await telegram.command(group, "/subscribe VA", admin=True, thread_id=9)
            telegram.shut_topic(group, 9, closed=True)
        await here.tell("Warren")
        assert (await until_alerts(telegram, GROUP))[0].thread == 9
        await here.log.until(f"telegram chat {GROUP - 1}:9 is paused: topic_closed")
        telegram.shut_topic(GROUP - 1, 9, closed=False)
        assert (await until_alerts(telegram, GROUP - 1))[0].thread == 9


async def test_a_group_whose_topics_are_switched_off_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two subscribed topics and the group itself become one chat: each alert once, and one word about it."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        telegram.add_chat(GROUP, "supergroup", topics={9, 12})
        for topic in (9, 12, None):
            await telegram.command(GROUP, "/subscribe VA", admin=True, thread_id=topic, chat_type="supergroup")
        telegram.end_topics(GROUP)
        before = len(telegram.ledger.of(GROUP))
        await here.tell("Warren")
        await here.log.until(f"lives at {GROUP} now", 2)
        await here.tell("Louisa")
        await until_alerts(telegram, GROUP, 2)
        said = (await telegram.command(GROUP, "/subscriptions", chat_type="supergroup")).content
        assert "Virginia" in said
        since = telegram.ledger.of(GROUP)[before:]
        assert sum("Warren County" in sent.content for sent in since) == 1
        assert sum("Louisa County" in sent.content for sent in since) == 1
        assert len(since) == 4
        assert "Chats: 1 subscribed, 0 paused" in here.status()
