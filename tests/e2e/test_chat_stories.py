"""A chat that is not reached says so, and heals: the whole program against loopback servers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.faults import Refusal
from tests.support.doubles.telegram import TelegramDouble
from tests.support.doubles.telegram_limits import TelegramLimits
from tests.support.program import sheriffs
from tests.support.stories import TOLD, saying, stage, until_said

GROUP = -1005
NINE = ("Alleghany", "Botetourt", "Carroll", "Dickenson", "Essex", "Floyd", "Grayson", "Highland", "Lee")


async def subscribed(discord: DiscordDouble) -> tuple[int, int]:
    """A server that has the bot, and a channel of it that is subscribed to Virginia."""
    channel = discord.add_channel()
    guild = discord.channels[channel].guild_id or 0
    await discord.invite(guild)
    await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)
    return guild, channel


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
        assert saying(telegram, GROUP) == []
        await here.later(minutes=61)
        told = await until_said(telegram, GROUP, count=3)
        assert [name in sent.content for sent, name in zip(told, ("Warren", "Louisa", "Orange"), strict=True)] == [
            True
        ] * 3
        assert "paused" not in (await telegram.command(GROUP, "/subscriptions", chat_type="supergroup")).content


async def test_a_paused_group_that_asks_hears_why_and_is_resumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the next try, `/subscriptions` says since when and why it was paused, and that one alert follows."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        await telegram.command(GROUP, "/subscribe VA", chat_type="supergroup", admin=True)
        telegram.break_chat(GROUP, "no_rights")
        await here.tell("Warren")
        await here.log.until(f"telegram chat {GROUP} is paused: may_not_write")
        telegram.mend_chat(GROUP)
        said = (await telegram.command(GROUP, "/subscriptions", chat_type="supergroup")).content
        assert "It was paused since" in said
        assert "the bot was not allowed to write here" in said
        assert "1 alert waits and follows now." in said
        assert len(await until_said(telegram, GROUP)) == 1


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
        (told,) = await until_said(discord, channel)
        assert told.payload["embeds"]
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
        (told,) = await until_said(discord, channel)
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
        await discord.invite(guild)
        await here.tell("Louisa")
        said = (await discord.command(voice, "subscriptions")).text
        assert "Missing here: Connect." in said
        assert "2 alerts wait." in said
        assert sum(f"chat {voice} is" in line for line in here.log.lines) == 1
        await discord.permit(voice)
        assert len(await until_said(discord, voice, count=2)) == 2


async def test_a_closed_topic_is_decided_by_the_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An administrator's alerts go on there; a member's topic is paused, and resumed when it is opened."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        for group, status in ((GROUP, "administrator"), (GROUP - 1, "member")):
            chat = telegram.add_chat(group, "supergroup", topics={9})
            chat.bot_status = status
            await telegram.command(group, "/subscribe VA", admin=True, thread_id=9)
            telegram.shut_topic(group, 9, closed=True)
        await here.tell("Warren")
        assert (await until_said(telegram, GROUP))[0].thread == 9
        await here.log.until(f"telegram chat {GROUP - 1}:9 is paused: topic_closed")
        telegram.shut_topic(GROUP - 1, 9, closed=False)
        assert (await until_said(telegram, GROUP - 1))[0].thread == 9


async def test_a_group_whose_topics_are_switched_off_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two subscribed topics become one chat, the group: the alert once, and one word about it."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        telegram.add_chat(GROUP, "supergroup", topics={9, 12})
        for topic in (9, 12):
            await telegram.command(GROUP, "/subscribe VA", admin=True, thread_id=topic)
        telegram.end_topics(GROUP)
        await here.tell("Warren")
        await here.log.until(f"lives at {GROUP} now", 2)
        await here.recorded("sent", 2)
        assert "Virginia" in (await telegram.command(GROUP, "/subscriptions")).content
        assert [len(saying(telegram, GROUP, text)) for text in (TOLD, "Alerts come here now")] == [1, 1]
        assert len(telegram.ledger.of(GROUP)) == 5
        assert "Chats: 1 subscribed, 0 paused" in here.status()


async def test_a_thread_that_is_locked_or_deleted_is_paused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Archived, it is opened by the alert; locked, it waits until it is unlocked; deleted, nothing is tried."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        parent = discord.add_channel()
        await discord.invite(discord.channels[parent].guild_id or 0)
        archived, locked, deleted = (discord.add_channel(thread_of=parent) for _ in range(3))
        for thread in (archived, locked, deleted):
            await discord.gateway.dispatch("THREAD_CREATE", discord.channels[thread].to_json())
            await discord.command(thread, "subscribe", {"states": "VA"}, manage_guild=True)
        await discord.archive(archived)
        await discord.archive(locked, locked=True)
        await discord.delete_channel(deleted)
        await here.log.until(f"discord chat {deleted} is paused: thread_deleted")
        await here.tell("Warren")
        await until_said(discord, archived)
        await here.log.until(f"discord chat {locked} is paused: thread_")
        assert "3 subscribed, 2 paused" in here.status()
        await discord.archive(locked, archived=False)
        await until_said(discord, locked)
        assert "3 subscribed, 1 paused" in here.status()


async def test_a_telegram_channel_that_takes_the_right_to_post_is_resumed_when_it_gives_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can be answered there; the operator sees one paused chat, and the alert comes with the right."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        telegram.add_chat(-2001, "channel")
        await telegram.command(-2001, "/subscribe VA")
        telegram.restrict(-2001, text=False)
        await here.tell("Warren")
        await here.log.until("telegram chat -2001 is paused: may_not_write")
        telegram.say(-2001, "/subscriptions")
        await here.log.until("a reply did not go out (ChatLost: may_not_write)")
        assert "1 subscribed, 1 paused" in here.status()
        telegram.restrict(-2001)
        telegram.change_status(telegram.chats[-2001], "administrator", 9)
        await until_said(telegram, -2001)
        assert "1 subscribed, 0 paused" in here.status()


UNHEARD = Refusal(400, "Bad Request: SOMETHING_NOBODY_KNOWS")


async def test_a_refusal_that_nobody_knows_is_tried_again_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On both platforms: the alert arrives once it is taken, nothing is abandoned, and nobody was paused."""
    async with (
        TelegramDouble() as telegram,
        DiscordDouble() as discord,
        stage(tmp_path, monkeypatch, telegram=telegram, discord=discord) as here,
    ):
        channel = discord.add_channel()
        await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)
        await telegram.command(7, "/subscribe VA")
        telegram.break_chat(7, UNHEARD)
        discord.break_chat(channel, "unheard_of")
        await here.tell("Warren")
        await here.recorded("retry_at", 2)
        telegram.mend_chat(7)
        discord.mend_chat(channel)
        assert "2 subscribed, 0 paused" in here.status()
        await here.later(seconds=30)
        assert len(await until_said(telegram, 7)) == 1
        assert len(await until_said(discord, channel)) == 1
        assert here.program.outbox("abandoned") == 0


async def test_a_chat_that_refuses_for_a_day_is_paused_until_a_message_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows why: paused after a day with one line; connecting anew resumes nothing; a day later it heals."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        _, channel = await subscribed(discord)
        discord.break_chat(channel, "unheard_of")
        await here.tell("Warren")
        await here.recorded("retry_at")
        await here.later(hours=25)
        await here.log.until(f"discord chat {channel} is paused: refused_400_987654")
        await discord.gateway.drop(resumable=False)
        await here.log.until("Discord: connected as", 2)
        assert "1 subscribed, 1 paused" in here.status()
        discord.mend_chat(channel)
        await here.later(hours=25)
        assert len(await until_said(discord, channel)) == 1
        assert sum(f"chat {channel} is paused" in line for line in here.log.lines) == 1


async def test_one_groups_limit_delays_no_private_chat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a group answers 429 for 20 s, ten private chats have their alerts within two; `status` has no trouble."""
    people = range(1, 11)
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        await telegram.command(GROUP, "/subscribe VA", chat_type="group", admin=True)
        for person in people:
            await telegram.command(person, "/subscribe VA", user_id=person)
        telegram.rates.silence(GROUP, 20)
        await here.tell("Warren")
        await telegram.until(lambda: all(saying(telegram, person) for person in people), "the others' alerts", 5)
        assert saying(telegram, GROUP) == []
        assert telegram.counters.too_many == 1
        assert "In the way: nothing" in here.status()
        assert any(f"nothing goes out to chat {GROUP} until" in line for line in here.log.lines)
        telegram.rates.silence(GROUP, 0)


async def test_one_channels_limit_delays_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two channels of Discord that answer 429 for an hour, one after the other at once, delay a third by nothing."""
    async with DiscordDouble() as discord, stage(tmp_path, monkeypatch, discord=discord) as here:
        channels = [discord.add_channel() for _ in range(3)]
        for channel in channels:
            await discord.command(channel, "subscribe", {"states": "VA"}, manage_guild=True)
        for channel in channels[:2]:
            discord.rates.silence(3600, channel)
        await here.tell("Warren")
        await here.log.until(f"nothing goes out to chat {channels[0]} until")
        await here.log.until(f"nothing goes out to chat {channels[1]} until")
        await here.tell("Louisa")
        await until_said(discord, channels[2], count=2)
        assert discord.counters.too_many == 2
        assert "In the way: nothing" in here.status()


async def test_a_member_who_asks_fifteen_times_gets_one_answer_and_one_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a group limited to 20 messages a minute; its own alert and another's come all the same, with no 429."""
    limits = TelegramLimits(per_second=30, per_chat=1, per_group=20)
    async with TelegramDouble(limits=limits) as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        await telegram.command(GROUP, "/subscribe VA", chat_type="group", admin=True)
        await telegram.command(7, "/subscribe VA")
        before = len(telegram.ledger.of(GROUP))
        for _ in range(15):
            telegram.say(GROUP, "/state PA", user_id=31)
        await here.tell("Warren")
        await until_said(telegram, 7)
        await until_said(telegram, GROUP)
        await telegram.silence()
        said = [sent.content for sent in telegram.ledger.of(GROUP)[before:] if "Warren" not in sent.content]
        assert len(said) == 2
        assert "Pennsylvania" in said[0]
        assert "The same was asked here a moment ago" in said[1]
        assert telegram.counters.too_many == 0


async def test_whoever_was_away_gets_one_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine editions while a person blocks us and a server has put us out: one message each, naming all nine."""
    async with (
        TelegramDouble() as telegram,
        DiscordDouble() as discord,
        stage(tmp_path, monkeypatch, telegram=telegram, discord=discord) as here,
    ):
        guild, channel = await subscribed(discord)
        await telegram.command(7, "/subscribe VA")
        telegram.kick(7)
        await discord.kick(guild)
        await here.log.until("chat 7 is paused: blocked")
        await here.log.until(f"chat {channel} is paused: kicked")
        await here.tell(*NINE)
        assert "2 subscribed, 2 paused" in here.status()
        await discord.invite(guild)
        telegram.add_back(7)
        (summary,) = await until_said(discord, channel, "While this chat could not be reached")
        await telegram.until(lambda: len(telegram.ledger.of(7)) == 2, "the summary")
        for said in (summary.content, telegram.ledger.of(7)[1].content):
            assert "While this chat could not be reached" in said
            assert all(f"{county} County" in said for county in NINE)
        assert "2 subscribed, 0 paused" in here.status()
        assert len(saying(discord, channel, "Hello")) == 1  # when it was added first, and not again
    assert here.program.outbox("sent") == 2


async def test_no_name_of_a_person_is_stored_or_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private chats on both platforms that subscribe and ask for what does not exist leave no name and no word."""
    async with (
        TelegramDouble() as telegram,
        DiscordDouble() as discord,
        stage(tmp_path, monkeypatch, telegram=telegram, discord=discord) as here,
    ):
        direct = discord.add_direct()
        telegram.add_chat(7, title="Xanthippe")
        await telegram.command(7, "/subscribe VA", user_id=7)
        await telegram.command(7, "/state Xanthippe", user_id=7)
        await discord.command(direct, "subscribe", {"states": "VA"})
        await discord.command(direct, "state", {"state": "Xanthippe"})
        await here.tell("Warren")
        await until_said(telegram, 7)
        await until_said(discord, direct)
        written, logged = await here.written(), "\n".join(here.log.lines)
    for name in ("Xanthippe", "Person", "person287", str(objects.MEMBER_ID)):
        assert name not in written
        assert name not in logged


async def test_who_put_us_out_is_forgotten_after_a_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a server and a group that removed the bot 31 days ago nothing is stored; after 29 days all is kept."""
    async with (
        TelegramDouble() as telegram,
        DiscordDouble() as discord,
        stage(tmp_path, monkeypatch, telegram=telegram, discord=discord) as here,
    ):
        guild, channel = await subscribed(discord)
        await telegram.command(GROUP, "/subscribe VA", chat_type="supergroup", admin=True)
        await here.tell("Warren")
        await until_said(telegram, GROUP)
        await until_said(discord, channel)
        await discord.kick(guild)
        telegram.kick(GROUP)
        await here.log.until(f"chat {channel} is paused: kicked")
        await here.log.until(f"chat {GROUP} is paused: kicked")
        await here.later(days=29)
        await here.tidy()
        assert "2 subscribed, 2 paused" in here.status()
        await here.later(days=2)
        await here.tidy()
        assert "Chats: 0 subscribed, 0 paused" in here.status()
        written = await here.written()
    for chat in (channel, guild, GROUP):
        assert str(chat) not in written


async def test_who_may_subscribe_is_what_the_platform_lets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A role allowed in Integrations, and a group's owner who posts as its channel, subscribe; a member does not."""
    async with (
        TelegramDouble() as telegram,
        DiscordDouble() as discord,
        stage(tmp_path, monkeypatch, telegram=telegram, discord=discord) as here,
    ):
        channel = discord.add_channel()
        said = (await discord.command(channel, "subscribe", {"states": "VA"}, allowed=True)).text
        assert "Virginia" in said
        telegram.add_chat(-2001, "channel")
        telegram.add_chat(GROUP, "supergroup").linked = -2001
        assert "administrator" in (await telegram.command(GROUP, "/subscribe VA", user_id=9)).content
        assert "Virginia" in (await telegram.command(GROUP, "/subscribe VA", voice=-2001)).content
        await here.tell("Warren")
        await until_said(telegram, GROUP)
        await until_said(discord, channel)


async def test_a_group_that_hides_its_members_is_told_what_the_bot_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is subscribed until the bot is an administrator; then the same command works."""
    async with TelegramDouble() as telegram, stage(tmp_path, monkeypatch, telegram=telegram) as here:
        telegram.add_chat(GROUP, "supergroup").members_hidden = True
        said = (await telegram.command(GROUP, "/subscribe VA", admin=True)).content
        assert "Make it one, and try again." in said
        assert "Chats: 0 subscribed" in here.status()
        telegram.change_status(telegram.chats[GROUP], "administrator", 9)
        assert "Virginia" in (await telegram.command(GROUP, "/subscribe VA", admin=True)).content
        assert "Chats: 1 subscribed" in here.status()


async def test_an_agency_is_asked_for_by_name_then_by_the_id_that_the_answer_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On both platforms: which are meant, then one by its id, with what an edition brought since."""
    ohio = sheriffs("OHIO", "Warren")
    async with (
        TelegramDouble() as telegram,
        DiscordDouble() as discord,
        stage(tmp_path, monkeypatch, telegram=telegram, discord=discord, also=ohio) as here,
    ):
        channel = discord.add_channel()
        await here.tell("Warren")
        for said, then in (
            (
                (await telegram.command(7, "/agency Warren County Sheriff")).content,
                (await telegram.command(7, "/agency VA-warren-county-sheriffs-office")).content,
            ),
            (
                (await discord.command(channel, "agency", {"name": "Warren County Sheriff"})).text,
                (await discord.command(channel, "agency", {"name": "VA-warren-county-sheriffs-office"})).text,
            ),
        ):
            assert "2 agencies could be meant" in said
            assert "OH-warren-county-sheriffs-office" in said
            assert "On ICE's list since" in then
            assert "VA-warren-county-sheriffs-office-task-force-2025-02-28" in then
            assert "is on ICE's list" in then
        assert "Which agency?" in (await telegram.command(7, "/agency")).content
