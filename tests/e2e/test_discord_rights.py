"""Who may change what, on the wire: moderators of one channel, roles that a server allows, other channels."""

from __future__ import annotations

import pytest

from adapters.discord import client, render
from bot.domain.buttons import Button, Keys
from bot.domain.chats import Asked, Right
from bot.domain.messages import Message, Reply
from tests.support.discord_running import at_once, platform_at, receiving, running
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_interactions import command_id
from tests.support.handlers import Heard
from tests.support.log_lines import lines_of

ROLE = 555


async def manageable(asked: Asked) -> Reply:
    """Say whether who asks may manage, with a button that asks again, about the chat that was asked about."""
    about = asked.place.address if asked.here else ""
    keys = (Keys((Button("Again", "subscribe", "VA", about=about),)),)
    return Reply(Message(f"{await asked.may_manage()}", keys=keys))


async def test_a_moderator_of_one_channel_manages_that_channel_alone() -> None:
    """Manage Channels there, by command, by button and from elsewhere; in the next channel it is no right."""
    async with DiscordDouble() as double:
        here, there = double.add_channel(name="here"), double.add_channel(name="there")
        heard = Heard(render.parts, manageable)
        async with running(platform_at(double), heard):
            await double.until(lambda: double.commands, "the commands are registered")
            moderator = objects.MANAGE_CHANNELS
            assert "True" in (await double.command(here, "subscribe", {"states": "VA"}, permissions=moderator)).text
            assert "True" in (await double.press(here, "Again", permissions=moderator)).text
            assert "False" in (await double.press(here, "Again")).text
            assert "False" in (await double.command(there, "subscribe", {"states": "VA"})).text
            options = {"states": "VA", "channel": str(here)}
            assert "True" in (await double.command(there, "subscribe", options, there=moderator)).text
            options = {"states": "VA", "channel": str(there)}
            assert "False" in (await double.command(here, "subscribe", options, permissions=moderator, there=0)).text
        assert double.violations == []


async def notified(asked: Asked) -> Reply:
    """Say whether a role is notified in the channel that is asked about, and one that nobody knows, with a button."""
    about = asked.place.address if asked.here else ""
    said = " ".join(str(asked.notifies(str(role))) for role in (ROLE, ROLE + 1))
    return Reply(Message(said, keys=(Keys((Button("Again", "subscribe", "VA", about=about),)),)))


async def test_a_role_is_notified_that_anyone_may_mention_or_where_we_may_mention_all() -> None:
    """In the channel that is asked about, by command and by button; of a role that we do not know nothing is said."""
    async with DiscordDouble() as double:
        here, there = double.add_channel(name="here"), double.add_channel(name="there")
        guild = double.channels[here].guild_id or 0
        double.guilds[guild].roles = {ROLE: False}
        async with running(platform_at(double), Heard(render.parts, notified)):
            await double.until(lambda: double.commands, "the commands are registered")
            await double.permit(there, grant=objects.MENTION_EVERYONE)

            async def asked(about: int) -> list[str]:
                options = {"states": "VA"} | ({"channel": str(about)} if about != here else {})
                command = await double.command(here, "subscribe", options, permissions=objects.MANAGE_GUILD)
                press = await double.press(here, "Again", permissions=objects.MANAGE_GUILD)
                return [command.text, press.text]

            assert all("False None" in said for said in await asked(here))
            assert all("True None" in said for said in await asked(there))
            await double.open_role(guild, ROLE, mentionable=True)
            assert all("True None" in said for said in await asked(here))
            await double.open_role(guild, ROLE, mentionable=False)
            assert all("False None" in said for said in await asked(here))
        assert double.violations == []


async def test_a_command_can_be_about_another_channel() -> None:
    """Its place is that channel, with what we lack there; where it was given is kept beside, for its buttons."""
    async with DiscordDouble() as double:
        here, there = double.add_channel(name="here"), double.add_channel(name="there")
        hidden = double.add_channel(name="hidden")
        heard = Heard(render.parts, manageable)
        async with running(platform_at(double), heard):
            await double.until(lambda: double.commands, "the commands are registered")
            await double.permit(there, deny=objects.SEND_MESSAGES)
            await double.permit(hidden, deny=objects.VIEW_CHANNEL)
            for channel in (there, hidden, here):
                options = {"states": "VA", "channel": str(channel)}
                await double.command(here, "subscribe", options, manage_guild=True)
            await double.press(here, "Again", manage_guild=True)
            options = {"states": "VA", "channel": str(there)}
            await double.command(here, "suscribir", options, manage_guild=True, locale="es-ES")
            assert "True" in (await double.press(here, "Again", manage_guild=True)).text
            assert "False" in (await double.press(here, "Again", permissions=objects.MANAGE_CHANNELS)).text
        places = [(asked.place.address, asked.here.address if asked.here else "") for asked in heard.asked]
        assert places == [
            (str(there), str(here)),
            (str(hidden), str(here)),
            (str(here), ""),
            (str(here), ""),
            *[(str(there), str(here))] * 3,
        ]
        assert heard.asked[0].place.title == "A server #there"
        lacking = [asked.hindrance.missing[0] for asked in heard.asked[:2] if asked.hindrance]
        assert lacking == [Right.SEND_MESSAGES, Right.VIEW_CHANNEL]
        assert [asked.hindrance for asked in heard.asked[2:4]] == [None, None]
        assert [asked.words for asked in heard.asked] == ["VA"] * 7


async def test_whom_a_servers_settings_allow_may_press_and_whom_they_forbid_may_not() -> None:
    """Discord judges commands by them, and nobody but us buttons; where they cannot be asked, permissions decide."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        (guild,) = double.guilds
        async with running(platform_at(double), Heard(render.parts, manageable)):
            await double.until(lambda: double.commands, "the commands are registered")
            double.settings.set(guild, command_id(double.commands, "subscribe"), role=ROLE)
            double.settings.set(guild, command_id(double.commands, "subscribe"), user=6, allow=False)
            answers = []
            for person, roles, manages in ((5, (ROLE,), False), (6, (ROLE,), True), (7, (), True), (8, (), False)):
                await double.command(chat, "help", user_id=person)
                said = await double.press(chat, "Again", user_id=person, roles=roles, manage_guild=manages)
                answers.append("True" in said.text)
        assert answers == [True, False, True, False]
        assert double.settings.asked == 1
        double.settings.refuses = True
        async with running(platform_at(double), Heard(render.parts, manageable)):
            for manages in (True, False):
                await double.command(chat, "help")
                said = await double.press(chat, "Again", roles=(ROLE,), manage_guild=manages)
                assert str(manages) in said.text


async def test_commands_that_discord_has_already_are_not_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """At each start they are compared; another definition is told, and their ids are known either way."""
    monkeypatch.setattr(client.AlertsClient, "before_identify_hook", at_once)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        (guild,) = double.guilds
        told: list[bool] = []
        for change in (False, False, True):
            if change:
                double.commands[0]["description"] = "Something else"
            before = double.commands
            with lines_of("adapters.discord"):
                async with receiving(platform_at(double), Heard(render.parts, manageable)):
                    if change:
                        await double.until(lambda: double.commands is not before, "the commands are told")  # noqa: B023
                    await double.until(lambda: double.counters.routes["commands"] > len(told), "they are asked for")
                    await double.until(lambda: double.commands, "the commands are registered")
                    double.settings.set(guild, command_id(double.commands, "subscribe"), user=9)
                    await double.command(chat, "help", user_id=9)
                    assert "True" in (await double.press(chat, "Again", user_id=9)).text
            told.append(double.commands is not before)
        assert told == [True, False, True]


def iter_events(heard: Heard) -> list[tuple[object, ...]]:
    return [heard.events.get_nowait() for _ in range(heard.events.qsize())]


async def test_a_server_that_takes_us_in_is_greeted_once_where_we_may_speak() -> None:
    """In its language; not one that was there when we connected, nor one that comes back after an outage."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        double.add_channel()
        async with running(platform_at(double), heard):
            await double.until(lambda: double.commands, "the commands are registered")
            guild = double.add_guild("New", channels=2)
            shut, open_ = guild.channels
            double.channels[shut].denied = objects.SEND_MESSAGES
            guild.locale = "es-ES"
            await double.invite(guild.id)
            (hello,) = await double.messages(open_)
            assert "Hello" in hello.content
            await double.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild.id)
            await double.gateway.dispatch("GUILD_CREATE", guild.to_json(), guild.id)
            silent = double.add_guild("Silent", channels=1)
            for channel in silent.channels.values():
                channel.denied = objects.SEND_MESSAGES
            await double.invite(silent.id)
            double.add_channel(silent.id)
            await double.command(next(iter(double.channels)), "help")
        joined = [event for event in iter_events(heard) if event[0] == "joined"]
        assert joined == [("joined", str(open_), "es")]
        assert len([sent for sent in double.ledger.messages if "Hello" in sent.content]) == 1
        assert double.violations == []
