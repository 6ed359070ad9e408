"""Trouble of receiving on Discord: what it costs, what it does not, and what is said of it."""

from __future__ import annotations

import asyncio
import json
import logging
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from adapters.discord import client, render
from adapters.discord.registration import Registration
from bot.domain.chats import CannotPost, Place, Right
from bot.domain.errors import PlatformLost
from tests.support.discord_running import PART, at_once, platform_at, receiving, running
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.faults import Fault, FaultPlan, Refusal
from tests.support.handlers import Heard
from tests.support.log_lines import lines_of

CLOSE_CODES = [1000, 1001, 1006, *(code for code in range(4000, 4015) if code != 4006)]
REFUSED = {4004: "token_refused", 4012: "gateway_version_refused", 4013: "intents_refused", 4014: "intents_refused"}


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def test_sending_needs_no_login_and_no_gateway() -> None:
    """Inside ``sending`` a message goes out with one request, and ``run`` was never called."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with platform.sending():
            assert await platform.send(str(chat), PART, "n")
        assert dict(double.counters.routes) == {"send": 1}
        assert platform.receiving_problem == "not_connected"


async def test_sending_survives_a_login_that_fails() -> None:
    """``/users/@me`` answers 502 for good; alerts are taken all the same."""
    plan = FaultPlan({Fault.GARBAGE_BEFORE: 1.0}, routes={"me"})
    async with DiscordDouble(faults=plan) as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with platform.sending():
            with pytest.raises(Exception, match=r"."):
                await platform.run(Heard(render.parts), lambda: None)
            assert await platform.send(str(chat), PART, "n")


@pytest.mark.parametrize("code", CLOSE_CODES)
async def test_a_gateway_that_refuses_everybody_stops_no_alert(
    code: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Each documented close code ends ``run`` after at most 4 connections, and says nothing by itself."""
    monkeypatch.setattr(client.AlertsClient, "before_identify_hook", at_once)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        double.gateway.refuses = code
        platform = platform_at(double)
        async with platform.sending():
            task = asyncio.create_task(platform.run(Heard(render.parts), lambda: None))
            await double.until(lambda: double.gateway.opened, "the gateway is asked")
            assert await platform.send(str(chat), PART, "before")
            done, _ = await asyncio.wait({task}, timeout=20)
            assert done
            assert await platform.send(str(chat), PART, "after")
        assert isinstance(task.exception(), PlatformLost) == (code in REFUSED)
        assert platform.receiving_problem == REFUSED.get(code, "not_connected")
        assert double.gateway.opened <= 4
        assert said(caplog) == []


async def test_a_session_that_is_interrupted_again_and_again_is_left_to_the_supervisor() -> None:
    """discord.py alone would resume it for ever without a pause; alerts go on meanwhile."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)) as task:
            assert platform.receiving_problem is None
            double.gateway.refuses = 4000
            await double.gateway.drop()
            done, _ = await asyncio.wait({task}, timeout=20)
            assert done
            assert isinstance(task.exception(), ConnectionError)
            assert double.gateway.opened <= 4
            assert platform.receiving_problem == "not_connected"
            assert await platform.send(str(chat), PART, "n")


def without_bitrate(server: int) -> Callable[[str, Any], Any]:
    def amend(event: str, data: Any) -> Any:
        if event == "GUILD_CREATE" and data["id"] == str(server):
            for channel in data["channels"]:
                channel.pop("bitrate", None)
        return data

    return amend


async def test_another_servers_odd_channel_costs_that_channel_alone(caplog: pytest.LogCaptureFixture) -> None:
    """A voice channel without ``bitrate``: everybody is answered, alerts go out, and one line says what was lost."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        odd, sound = double.add_guild("Odd", channels=1), double.add_guild("Sound", channels=1)
        (text,), (healthy,) = odd.channels, sound.channels
        voice = double.add_channel(odd.id, kind=objects.VOICE)
        double.gateway.amend = without_bitrate(odd.id)
        platform = platform_at(double)
        async with running(platform, heard):
            await double.until(lambda: double.commands, "the commands are registered")
            for chat in (healthy, text, voice):
                assert (await double.command(chat, "help")).text == "**Answer**\nhelp: : False"
                assert await platform.send(str(chat), PART, f"n{chat}")
            assert sorted(heard.back) == sorted(map(str, (text, healthy)))
            assert double.gateway.opened == 1
    (line,) = said(caplog)
    assert f"GUILD_CREATE was set aside (server {odd.id}, channel unknown; KeyError" in line


GARBAGE = [
    "no JSON",
    "[]",
    '"text"',
    "null",
    "{}",
    "[" * 100_000,
    '{"op": "x"}',
    '{"op": 0}',
    '{"op": 0, "t": ["GUILD_CREATE"], "d": {}}',
    '{"op": 0, "t": "GUILD_CREATE", "s": "x", "d": null}',
    '{"op": 0, "t": "RESUMED", "s": 2, "d": 5}',
    '{"op": 0, "t": "READY", "s": 2, "d": {}}',
    '{"op": 0, "t": "NEVER_HEARD_OF", "s": 2, "d": 5}',
    '{"op": 0, "t": "GUILD_DELETE", "s": 1e400, "d": {"id": ' + "9" * 4000 + "}}",
    '{"op": 0, "t": "GUILD_DELETE", "s": ' + "9" * 5000 + ', "d": {}}',
]


async def test_frames_that_are_none_end_no_connection() -> None:
    """Fifteen kinds of garbage, and the next command is answered over the same connection."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        async with running(platform_at(double), heard) as task:
            await double.until(lambda: double.commands, "the commands are registered")
            for frame in GARBAGE:
                await double.gateway.garble(frame)
            answer = await double.command(chat, "help")
            assert answer.text == "**Answer**\nhelp: : False"
            assert not task.done()
            assert double.gateway.opened == 1


async def test_a_stream_that_cannot_be_decompressed_is_begun_anew() -> None:
    """What follows it could not be read either, so ``run`` ends, once, and the next one works."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)) as task:
            await double.gateway.garble(b"\xff" * 8 + b"\x00\x00\xff\xff")
            await asyncio.wait({task}, timeout=10)
            assert isinstance(task.exception(), (zlib.error, Exception))
            assert await platform.send(str(chat), PART, "n")
        async with running(platform, Heard(render.parts)):
            assert double.gateway.opened == 2


async def test_a_session_that_begins_with_what_cannot_be_read_ends_run_without_another_try() -> None:
    """READY without ``session_id``: the supervisor, whose waits grow, decides when to connect again."""
    async with DiscordDouble() as double:
        double.gateway.amend = lambda event, data: {} if event == "READY" else data
        with pytest.raises(KeyError):
            await platform_at(double).run(Heard(render.parts), lambda: None)
        assert double.gateway.opened == 1


class Clockwork:
    """A clock that goes on only where somebody sleeps: ``slept`` are the seconds; ``gate`` holds who sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[int] = []
        self.gate = asyncio.Event()
        self._news = asyncio.Event()

    async def until(self, slept: list[int]) -> None:
        """Wait until somebody has gone to sleep just so often."""
        async with asyncio.timeout(10):
            while self.slept != slept:
                self._news.clear()
                await self._news.wait()

    async def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.slept.append(round(seconds))
            self._news.set()
            await self.gate.wait()
            self.gate.clear()
        self.now += seconds


async def test_commands_that_may_not_be_registered_yet_are_registered_when_they_may_be(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """429 with ``retry_after`` 61: one minute later, not with the next connection; alerts and people do not wait."""
    monkeypatch.setattr(client.AlertsClient, "before_identify_hook", at_once)
    clock = Clockwork()
    async with DiscordDouble(faults=FaultPlan(routes={"commands"}, retry_after=61)) as double:
        chat = double.add_channel()
        double.faults.script(Fault.TOO_MANY)
        platform = platform_at(double)
        platform._registration = Registration(platform._reception, sleep=clock.sleep, clock=lambda: clock.now)
        async with platform.sending():
            async with receiving(platform, Heard(render.parts)):
                await double.until(lambda: double.counters.routes["commands"], "the commands are refused")
                assert await platform.send(str(chat), PART, "n")
                await clock.until([61])
                assert platform.receiving_problem == "commands_not_registered"
            with lines_of("adapters.discord") as lines:
                async with receiving(platform, Heard(render.parts)):
                    await clock.until([61, 61])
                    assert double.counters.routes["commands"] == 1
                    clock.gate.set()
                    await lines.until("registered now")
                    assert double.commands
                    assert platform.receiving_problem is None
            async with receiving(platform, Heard(render.parts)):
                assert (await double.command(chat, "help")).text == "**Answer**\nhelp: : False"
        assert double.counters.routes["commands"] == 3
    assert [line.partition("(")[0] for line in said(caplog)] == [
        "Discord: the commands could not be registered ",
        "Discord: the commands are registered now",
    ]


@pytest.mark.parametrize("refusal", [Refusal(400, "Invalid", 50035), Refusal(500, "Oh"), Refusal(403, "No", 20012)])
async def test_commands_that_are_refused_are_tried_again_with_growing_waits(refusal: Refusal) -> None:
    """After 5, 10 and 20 seconds where Discord does not say when; it then has them."""
    clock = Clockwork()
    async with DiscordDouble() as double:
        double.registration.extend([refusal] * 3)
        platform = platform_at(double)
        platform._registration = Registration(platform._reception, sleep=clock.sleep, clock=lambda: clock.now)
        async with receiving(platform, Heard(render.parts)):
            for waits in ([5], [5, 10], [5, 10, 20]):
                await clock.until(waits)
                clock.gate.set()
            await double.until(lambda: double.commands, "the commands are registered")


async def test_an_answer_that_another_process_gave_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    """40060 on three answers is one line in plain words, and ``receiving_problem`` names it; alerts go on."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        with lines_of("bot.conversation") as log:
            async with running(platform, Heard(render.parts)):
                await double.until(lambda: double.commands, "the commands are registered")
                double.interactions.rival = True
                for _ in range(3):
                    await double.give(chat, "help")
                await log.until("a reply did not go out", 3)
                assert platform.receiving_problem == "another_process"
                assert await platform.send(str(chat), PART, "n")
    lines = [line for line in said(caplog) if "another process uses this token" in line]
    assert len(lines) == 1


@pytest.mark.parametrize("field", ["user", "shard", "guilds", "application", "v"])
async def test_a_ready_that_lacks_a_field_is_as_good_as_a_whole_one(field: str) -> None:
    """Who we are is known from the login, and servers tell themselves: we are connected and answer."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        double.gateway.amend = lambda _event, data: {name: value for name, value in data.items() if name != field}
        async with running(platform_at(double), Heard(render.parts)):
            await double.until(lambda: double.commands, "the commands are registered")
            assert (await double.command(chat, "help")).text == "**Answer**\nhelp: : False"


@pytest.mark.parametrize(
    ("kind", "denied", "joined", "missing"),
    [
        (objects.TEXT, objects.SEND_MESSAGES, True, (Right.SEND_MESSAGES,)),
        (objects.TEXT, objects.EMBED_LINKS | objects.ATTACH_FILES, True, (Right.EMBED_LINKS, Right.ATTACH_FILES)),
        (objects.VOICE, objects.CONNECT, True, (Right.CONNECT,)),
        (objects.STAGE, objects.CONNECT | objects.SEND_MESSAGES, True, (Right.CONNECT, Right.SEND_MESSAGES)),
        (objects.PRIVATE_THREAD, 0, False, (Right.JOIN_THREAD,)),
        (objects.PRIVATE_THREAD, objects.SEND_IN_THREADS, False, (Right.SEND_IN_THREADS, Right.JOIN_THREAD)),
        (objects.PRIVATE_THREAD, 0, True, ()),
        (objects.VOICE, 0, True, ()),
    ],
)
async def test_what_a_command_says_is_missing_is_what_the_channel_refuses_and_is_not_called_back(
    kind: int, denied: int, joined: object, missing: tuple[Right, ...]
) -> None:
    """Rights in voice, private threads and text alike: told, refused and reported as one and the same thing."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        parent = double.add_channel()
        of = parent if kind == objects.PRIVATE_THREAD else None
        chat = double.add_channel(kind=kind, thread_of=of, joined=bool(joined))
        double.channels[chat].denied = denied
        platform = platform_at(double)
        async with running(platform, heard):
            await double.until(lambda: double.commands, "the commands are registered")
            await heard.until(lambda: str(parent) in heard.back)
            await double.command(chat, "subscribe", {"states": "VA"}, manage_guild=True)
            hindrance = heard.asked[-1].hindrance
        assert (hindrance.missing if hindrance else ()) == missing
        reached = not CannotPost(missing).entirely
        assert (double.refusal(chat) is None) == reached
        # A thread has its parent's rights, as far as events tell.
        if of is None or not joined:
            assert (str(chat) in heard.back) == reached


async def test_a_role_that_the_server_lets_use_a_command_may_manage() -> None:
    """Whom a server's settings let give a command needs no other right; whom they do not name has none."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        async with running(platform_at(double), heard):
            await double.until(lambda: double.commands, "the commands are registered")
            await double.command(chat, "subscribe", {"states": "VA"}, allowed=True)
            await double.command(chat, "subscribe", {"states": "VA"}, user_id=5)
            assert [await asked.may_manage() for asked in heard.asked] == [True, False]


async def test_a_private_chat_has_no_title_and_a_person_is_a_number() -> None:
    """No name of anybody leaves the adapter."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        server, direct = double.add_channel(), double.add_direct()
        async with running(platform_at(double), heard):
            await double.until(lambda: double.commands, "the commands are registered")
            await double.command(direct, "help", user_id=287)
            await double.command(server, "help", user_id=288)
    assert [(asked.place.title, asked.person) for asked in heard.asked] == [("", "287"), ("A server #alerts", "288")]
    assert "person287" not in json.dumps([str(asked) for asked in heard.asked])


async def test_a_fault_of_ours_in_an_event_costs_that_event_alone(caplog: pytest.LogCaptureFixture) -> None:
    """One line, without a traceback and without the text of the fault; the next event is handled."""

    class Failing(Heard):
        async def chat_lost(self, place: Place, reason: str) -> None:
            await super().chat_lost(place, reason)
            raise RuntimeError(place.title)

    heard = Failing(render.parts)
    async with DiscordDouble() as double:
        server = double.add_guild("zqxword", channels=2)
        one, two = server.channels
        async with running(platform_at(double), heard):
            for chat in (one, two):
                await double.delete_channel(chat)
            await heard.until(lambda: len(heard.lost) == 2)
    (line,) = said(caplog)
    where = f"server {server.id}, channel {one}; RuntimeError at test_discord_receiving.py"
    assert line.startswith(f"Discord: on_guild_channel_delete was set aside ({where}")
    assert "zqxword" not in caplog.text


async def test_a_private_thread_is_reported_while_we_are_a_member_of_it() -> None:
    """Let in, which the list of threads tells, it is called back; put out, it is not, whatever else changes there."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        parent = double.add_channel()
        thread = double.add_channel(thread_of=parent, kind=objects.PRIVATE_THREAD, joined=False)
        server, number = double.channels[parent].guild_id, str(thread)
        whole = double.channels[thread].to_json()
        ours = {"id": number, "user_id": str(objects.BOT_ID), "join_timestamp": objects.timestamp(), "flags": 0}
        async with running(platform_at(double), heard):
            await heard.until(lambda: str(parent) in heard.back)
            assert number not in heard.back
            listed = {"guild_id": str(server), "threads": [whole], "members": [ours]}
            await double.gateway.dispatch("THREAD_LIST_SYNC", listed, server)
            await heard.until(lambda: number in heard.back)

            put_out: dict[str, Any] = {"id": number, "guild_id": str(server), "member_count": 0}
            put_out |= {"removed_member_ids": [str(objects.BOT_ID)]}
            await double.gateway.dispatch("THREAD_MEMBERS_UPDATE", put_out, server)
            heard.back.clear()
            await double.permit(parent, deny=objects.SEND_MESSAGES)
            await double.permit(parent)
            await heard.until(lambda: str(parent) in heard.back)
            await double.permit(parent, deny=objects.EMBED_LINKS)
            await heard.until(lambda: len(heard.back) == 2)
    assert set(heard.back) == {str(parent)}
