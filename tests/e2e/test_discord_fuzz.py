"""Each field of each event of a session, dropped and mistyped in turn, among events and commands that are sound."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.discord import Discord, client, render
from tests.support.discord_running import PART, platform_at, receiving, running
from tests.support.discord_session import WORD, Server, command, guild, happenings, interaction, person
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_interactions import AUTOCOMPLETE, COMMAND, COMPONENT
from tests.support.handlers import Heard
from tests.support.spoiling import spoiled

ODD = Server(1_500_000_000_000_000_000)
ODD_CHANNEL = objects.Channel(int(ODD.number(1)), ODD.id, "alerts")


@dataclass
class World:
    """A bot on a sound server, ``chat`` a channel there, and on an odd one."""

    double: DiscordDouble
    platform: Discord
    heard: Heard
    chat: int
    sent: int = 0

    async def is_well(self, what: str) -> None:
        """Commands on both servers are answered, and a change of rights on the sound one is heard, in one session."""
        self.heard.back.clear()
        await self.double.permit(self.chat, deny=objects.SEND_MESSAGES)
        await self.double.permit(self.chat)
        await self.heard.until(lambda: str(self.chat) in self.heard.back)
        assert (await self.double.command(self.chat, "help")).text == "**Answer**\nhelp: : False", what
        asking = self.double.interactions.ask(ODD_CHANNEL, COMMAND)
        asked = interaction(ODD, COMMAND, {"name": "help", "type": 1}, asking.token, asking.id)
        await self.double.gateway.dispatch("INTERACTION_CREATE", asked)
        await self.double.until(lambda: asking.messages, what)
        assert self.double.gateway.opened == 1, what
        assert self.platform.receiving_problem is None, what

    async def odd_is_back(self) -> None:
        """The odd server tells itself whole, and its channel is reported."""
        self.heard.back.clear()
        await self.double.gateway.dispatch("GUILD_CREATE", guild(ODD))
        await self.heard.until(lambda: ODD.number(1) in self.heard.back)


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, heard):
            await double.until(lambda: double.commands, "the commands are registered")
            made = World(double, platform, heard, chat)
            await made.odd_is_back()
            yield made
    assert double.violations == []


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "discord")
    return caplog


@pytest.mark.slow
@pytest.mark.parametrize(
    ("event", "data"), happenings(ODD), ids=[f"{number}-{name}" for number, (name, _) in enumerate(happenings(ODD))]
)
async def test_an_event_with_a_field_missing_or_mistyped_is_lost_alone(
    event: str, data: dict[str, Any], log: pytest.LogCaptureFixture
) -> None:
    """After each variant the sound server is heard and answered in the same session; nobody's word is in the log."""
    async with world() as made:
        for done, variant in spoiled(data):
            await made.double.gateway.dispatch(event, variant)
            sending = asyncio.create_task(made.platform.send(str(made.chat), PART, done[:25]))
            await made.is_well(done)
            assert await sending
        await made.odd_is_back()
        await made.double.gateway.dispatch(event, data)
        await made.is_well("whole")
    assert WORD not in log.text


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (COMMAND, command("state", "state")),
        (AUTOCOMPLETE, command("state", "state", focused=True)),
        (COMPONENT, {"component_type": 2, "custom_id": f"1 state VA|{objects.MEMBER_ID}|0"}),
        (COMPONENT, {"component_type": 3, "custom_id": f"|{objects.MEMBER_ID}|0", "values": ["1 state VA"]}),
    ],
)
async def test_a_command_with_a_field_missing_or_mistyped_is_lost_alone(
    kind: int, asked: dict[str, Any], log: pytest.LogCaptureFixture
) -> None:
    """Those that still say what they ask are answered; the next one, and alerts, do not suffer from any."""
    async with world() as made:
        double = made.double
        answered = 0
        variants = list(spoiled(interaction(ODD, kind, asked, "t", 1)))
        for done, variant in variants:
            asking = double.interactions.ask(ODD_CHANNEL, kind)
            told = {**variant}
            if told.get("token") == "t":
                told["token"] = asking.token
            await double.gateway.dispatch("INTERACTION_CREATE", told)
            sending = asyncio.create_task(made.platform.send(str(made.chat), PART, done[:25]))
            await made.is_well(done)
            assert await sending
            answered += asking.acknowledged
        assert answered > len(variants) * 3 / 4
    assert WORD not in log.text


async def test_what_is_asked_with_forms_and_kinds_unknown_needs_no_answer(
    log: pytest.LogCaptureFixture,
) -> None:
    """We offer none of these, so they go by in silence."""
    async with world() as made:
        for kind in (0, 1, 5, 6, 99, -1):
            data = {"custom_id": WORD, "component_type": 99, "components": [{"type": 99}], "values": [WORD]}
            event = interaction(ODD, kind, data, "t", 1)
            await made.double.gateway.dispatch("INTERACTION_CREATE", {**event, "message": {"content": WORD}})
        await made.is_well("kinds")
    assert WORD not in log.text
    assert [record for record in log.records if record.levelno >= logging.WARNING] == []


async def test_a_session_that_begins_oddly_is_begun_or_ends_and_alerts_go_on(
    monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    """Each field of READY, dropped and mistyped: connected or given up at once, never in between."""
    monkeypatch.setattr(client, "GUILDS_PAUSE", 0.01)
    monkeypatch.setattr("adapters.discord.platform.READY_WITHIN", 1.0)
    whole: dict[str, Any] = {}

    def keep(event: str, data: Any) -> Any:
        if event == "READY":
            whole.update({**data, "user": {**data["user"], **person(str(objects.BOT_ID))}})
        return data

    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        double.gateway.amend = keep
        async with running(platform, Heard(render.parts)):
            await double.until(lambda: double.commands, "the commands are registered")
        connected = 0
        variants = list(spoiled(dict(whole), each=1))
        for done, variant in variants:
            double.gateway.amend = lambda event, data, variant=variant: variant if event == "READY" else data  # type: ignore[misc]
            async with platform.sending():
                connected += await begins(double, platform, done)
                assert await platform.send(str(chat), PART, done[:25])
        assert connected > len(variants) / 2
    assert WORD not in log.text


async def begins(double: DiscordDouble, platform: Discord, done: str) -> bool:
    """Whether a session that begins so is begun; if so, commands are answered in it."""
    async with contextlib.AsyncExitStack() as session:
        try:
            await session.enter_async_context(receiving(platform, Heard(render.parts)))
        except (ConnectionError, LookupError, TypeError, ValueError, AttributeError):
            return False
        answer = await double.command(next(iter(double.channels)), "help")
        assert answer.text == "**Answer**\nhelp: : False", done
        return True
