"""The adapter against a loopback Discord: HTTP and gateway, refusals, limits and broken connections."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace

import pytest

from adapters.discord import client, render
from adapters.discord import platform as platform_module
from bot.domain.errors import (
    ChatLost,
    MessageRejected,
    NotEditable,
    PartRefused,
    PlatformLost,
    RetryLater,
    SendError,
    Uncertain,
)
from bot.domain.messages import Attachment, Extra, Part
from tests.support.discord_running import PART, at_once, platform_at, refused, running
from tests.support.doubles.discord import DiscordDouble
from tests.support.doubles.discord_http import DiscordLimits
from tests.support.doubles.discord_objects import HISTORY, SEND_MESSAGES
from tests.support.doubles.faults import Fault, FaultPlan
from tests.support.handlers import Heard


async def test_a_bot_connects_answers_and_delivers_once() -> None:
    """A command is answered, a repeated nonce is one message with one id, and cancelling closes everything."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, heard):
            await double.until(lambda: double.commands, "the commands are registered")
            answer = await double.command(chat, "subscribe", {"states": "VA"}, manage_guild=True, locale="es-ES")
            assert heard.asked[-1].language == "es"
            assert (answer.text, answer.ephemeral) == ("**Answer**\nsubscribe: VA: True", False)
            part = Part("Title", "Body", Attachment("all.csv", b"a,b\n"), framed=True)
            first = await platform.send(str(chat), part, "nonce-1")
            assert await platform.send(str(chat), part, "nonce-1") == first
            (sent,) = await double.messages(chat)
            assert (str(sent.id), sent.nonce, sent.files) == (first, "nonce-1", (("all.csv", b"a,b\n"),))
            assert double.counters.replayed == 1
        assert isinstance(await refused(platform, chat), RetryLater)
        await double.until(lambda: not double.gateway.connected, "the gateway session ends")
        assert double.violations == []


async def test_completion_over_the_wire() -> None:
    """Typing into an option brings the choices of the handlers."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        async with running(platform_at(double), Heard(render.parts)):
            await double.until(lambda: double.commands, "the commands are registered")
            choices = await double.autocomplete(chat, "state", "state", "mary")
            assert choices[0] == {"name": "Maryland (MD)", "value": "MD"}
            assert {"name": "St. Mary Parish, Louisiana", "value": "22101"} in choices


async def test_a_wrong_token_loses_the_platform_and_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    """Discord's refusal ends ``run`` with PlatformLost, and the token is in no log and no error."""
    caplog.set_level("DEBUG")
    async with DiscordDouble() as double:
        with pytest.raises(PlatformLost) as lost:
            await platform_at(double, "wrong-secret").run(Heard(render.parts), lambda: None)
    assert lost.value.reason == "token_refused"
    assert "wrong-secret" not in caplog.text + repr(lost.value) + repr(lost.value.__cause__)


async def test_a_server_that_is_down_ends_run_and_a_second_run_works() -> None:
    """Nothing of the failed connection is in the way of the next one."""
    async with DiscordDouble() as double:
        chat, port = double.add_channel(), double.port
        platform = platform_at(double)
    with pytest.raises(OSError):  # noqa: PT011  # which of the connection errors is the system's business
        await platform.run(Heard(render.parts), lambda: None)
    async with DiscordDouble(port=port) as double:
        chat = double.add_channel()
        async with running(platform, Heard(render.parts)):
            assert await platform.send(str(chat), PART, "n")


async def test_a_gateway_that_is_down_ends_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py would try its first connection for ever; the supervisor is to decide instead."""

    async def no_wait(_seconds: float) -> None:
        return None

    async with DiscordDouble() as double:
        platform = platform_at(double)
        double.gateway.url = "ws://127.0.0.1:9/gateway"
        patient = SimpleNamespace(**{**vars(asyncio), "sleep": no_wait})
        monkeypatch.setattr("discord.shard.asyncio", patient)
        with pytest.raises(ConnectionError, match="gateway"):
            await platform.run(Heard(render.parts), lambda: None)


async def test_a_gateway_that_goes_away_ends_run() -> None:
    """When a session can be neither resumed nor renewed, ``run`` raises rather than waits."""
    async with DiscordDouble() as double:
        double.add_channel()
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)) as task:
            await double.__aexit__()
            done, _ = await asyncio.wait({task}, timeout=10)
            assert done
            assert isinstance(task.exception(), Exception)


@pytest.mark.parametrize("resumable", [True, False])
async def test_a_dropped_session_is_taken_up_again(resumable: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Discord interrupts, discord.py resumes or renews by itself; ``run`` goes on."""
    monkeypatch.setattr(client.AlertsClient, "before_identify_hook", at_once)
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        async with running(platform_at(double), heard):
            await double.until(lambda: double.commands, "the commands are registered")
            await double.gateway.drop(resumable=bool(resumable))
            await double.until(lambda: double.gateway.connected, "the session is there again", 15)
            answer = await double.command(chat, "help")
            assert answer.text == "**Answer**\nhelp: : False"


async def test_an_unready_gateway_ends_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that never becomes ready is given up."""
    monkeypatch.setattr(platform_module, "READY_WITHIN", 0.0)
    async with DiscordDouble() as double:
        with pytest.raises(ConnectionError, match="not ready"):
            await platform_at(double).run(Heard(render.parts), lambda: None)


async def test_a_connection_that_does_not_close_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving waits for nobody, and a fresh connection works."""
    monkeypatch.setattr(client, "CLOSE_WITHIN", 0.0)
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        for nonce in ("one", "two"):
            async with running(platform, Heard(render.parts)):
                assert await platform.send(str(chat), PART, nonce)
        await double.until(lambda: not double.gateway.connected, "the gateway sessions end")


@pytest.mark.parametrize(
    ("fault", "kind", "delivered"),
    [
        (Fault.SERVER_ERROR, Uncertain, 0),
        (Fault.BAD_GATEWAY, Uncertain, 0),
        (Fault.RESET_BEFORE, Uncertain, 0),
        (Fault.RESET_AFTER, Uncertain, 1),
        (Fault.GARBAGE_AFTER, Uncertain, 1),
        (Fault.TOO_MANY, RetryLater, 0),
    ],
)
async def test_a_fault_is_toldat_once_and_repeating_delivers_exactly_once(
    fault: Fault, kind: type[SendError], delivered: int
) -> None:
    """discord.py neither sleeps nor repeats by itself; the same nonce later brings one message."""
    async with DiscordDouble(faults=FaultPlan(retry_after=5.0)) as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)):
            double.faults.script(fault)
            started = time.monotonic()
            error = await refused(platform, chat)
            assert time.monotonic() - started < 3
            assert type(error) is kind
            assert double.counters.routes["send"] == 1
            assert len(double.ledger.of(chat)) == delivered
            assert await platform.send(str(chat), PART, "n")
            assert len(double.ledger.of(chat)) == 1


async def test_a_limit_says_its_time_and_a_global_one_concerns_the_platform() -> None:
    """429 carries ``retry_after``; the scope decides whether everything waits, and nobody stays locked out."""
    plan = FaultPlan(retry_after=0.2)
    async with DiscordDouble(faults=plan) as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)):
            await double.until(lambda: double.commands, "the commands are registered")
            plan.script(Fault.TOO_MANY)
            own = await refused(platform, chat)
            assert isinstance(own, RetryLater)
            assert (own.after, own.platform_wide) == (0.2, False)
            double.rates.limits = DiscordLimits(per_second=1)
            await platform.send(str(chat), PART, "one")
            everyone = await refused(platform, chat, "two")
            assert isinstance(everyone, RetryLater)
            assert everyone.platform_wide
            assert everyone.after is not None
            assert 0 < everyone.after <= 1
            double.rates.limits = DiscordLimits()
            await asyncio.gather(*(platform.send(str(chat), PART, f"more {number}") for number in range(5)))


async def test_a_server_that_hangs_is_uncertain_in_the_end() -> None:
    """No answer within our limit, and the message may have been stored."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double, send_within=0.3)
        async with running(platform, Heard(render.parts)):
            double.faults.script(Fault.HANG_AFTER)
            error = await refused(platform, chat)
            assert isinstance(error, Uncertain)
            assert error.reason == "timeout"
            assert await platform.send(str(chat), PART, "n")
            assert len(double.ledger.of(chat)) == 1


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("missing_access", "no_access"),
        ("missing_permissions", "missing_permissions"),
        ("unknown_channel", "unknown_channel"),
        ("cannot_dm", "private_messages_refused"),
        ("thread_archived", "thread_archived"),
        ("thread_locked", "thread_locked"),
    ],
)
async def test_a_channel_that_refuses_us_is_lost_with_its_reason(why: str, reason: str) -> None:
    """Discord's own answers, as it sends them."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        double.break_chat(chat, why)
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)):
            error = await refused(platform, chat, part=Part("Title", "Body"))
            assert isinstance(error, ChatLost)
            assert error.reason == reason


async def test_a_message_against_discords_rules_is_rejected() -> None:
    """A form error in the text is for no chat and no later time; one in the frame leaves the text."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)):
            assert isinstance(await refused(platform, chat, part=Part("", "b" * 2001)), MessageRejected)
            frame = await refused(platform, chat, part=Part("t", "b" * 6001, framed=True))
            assert isinstance(frame, PartRefused)


async def test_channels_that_go_and_come_back_are_reported() -> None:
    """Kicked and invited, deleted, permission lost and returned, archived and opened: each is heard of."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        guild = double.add_guild(channels=2)
        one, two = guild.channels
        thread = double.add_channel(thread_of=one)
        async with running(platform_at(double), heard):
            await heard.until(lambda: len(heard.back) == 3)
            assert sorted(heard.back) == sorted(map(str, (one, two, thread)))

            await double.permit(two, deny=SEND_MESSAGES)
            heard.back.clear()
            await double.permit(two)
            await heard.until(lambda: heard.back)
            assert heard.back == [str(two)]

            heard.back.clear()
            await double.archive(thread)
            await double.archive(thread, archived=False)
            await heard.until(lambda: heard.back)
            assert heard.back == [str(thread)]

            await double.delete_channel(thread)
            await heard.until(lambda: heard.lost)
            assert heard.lost == [(str(thread), "thread_deleted")]
            await double.delete_channel(two)
            await heard.until(lambda: len(heard.lost) == 2)
            assert heard.lost[1] == (str(two), "channel_deleted")

            heard.lost.clear()
            await double.kick(guild.id)
            await heard.until(lambda: heard.lost)
            assert heard.lost == [(str(one), "kicked")]
            heard.back.clear()
            await double.invite(guild.id)
            await heard.until(lambda: heard.back)
            assert heard.back == [str(one)]


async def test_roles_that_let_us_post_again_are_noticed() -> None:
    """A role of ours that may do more, and another role given to us, bring the server's channels back."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        guild = double.add_guild(channels=1)
        known = guild.to_json()
        (role,), me = known["roles"], known["members"][0]
        async with running(platform_at(double), heard):
            await heard.until(lambda: heard.back)
            for permissions in ("0", role["permissions"]):
                heard.back.clear()
                event = {"guild_id": known["id"], "role": {**role, "permissions": permissions}}
                await double.gateway.dispatch("GUILD_ROLE_UPDATE", event, guild.id)
            await heard.until(lambda: heard.back)

            extra = {**role, "id": str(guild.id + 1), "name": "Extra"}
            await double.gateway.dispatch("GUILD_ROLE_CREATE", {"guild_id": known["id"], "role": extra}, guild.id)
            heard.back.clear()
            event = {**me, "guild_id": known["id"], "roles": [extra["id"]]}
            await double.gateway.dispatch("GUILD_MEMBER_UPDATE", event, guild.id)
            await heard.until(lambda: heard.back)
            assert heard.back == [str(next(iter(guild.channels)))]


async def test_a_kick_while_away_leaves_no_greeting() -> None:
    """A server that put us out while we were away is not taken for one that has us back."""
    heard = Heard(render.parts)
    async with DiscordDouble() as double:
        gone, kept = double.add_guild(channels=1), double.add_guild(channels=1)
        gone.present = False
        async with running(platform_at(double), heard):
            await heard.until(lambda: heard.back)
            assert heard.back == [str(next(iter(kept.channels)))]


async def test_every_shard_is_connected_before_messages_go_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two shards are two sessions of one client; commands of either reach the handlers."""
    monkeypatch.setattr(client.AlertsClient, "before_identify_hook", at_once)
    heard = Heard(render.parts)
    async with DiscordDouble(shards=2) as double:
        guilds = [double.add_guild(channels=1) for _ in range(2)]
        async with running(platform_at(double), heard):
            await double.until(lambda: double.commands, "the commands are registered")
            for guild in guilds:
                await double.command(next(iter(guild.channels)), "help")
        assert len(double.gateway.identified) == 2
        assert len(heard.asked) == 2


async def test_a_reply_where_the_bot_may_not_read_what_was_said_goes_alone() -> None:
    """Only that it replies is refused: the frame stays."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)):
            first = await platform.send(str(chat), PART, "n")
            await double.permit(chat, deny=HISTORY)
            with pytest.raises(PartRefused) as caught:
                await platform.send(str(chat), PART, "m", first)
            assert caught.value.extra is Extra.REPLY
            assert await platform.send(str(chat), PART, "m")
        assert double.violations == []


async def test_an_edit_of_another_persons_message_is_refused_for_good() -> None:
    """As where a number names another message than it did."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        platform = platform_at(double)
        async with running(platform, Heard(render.parts)):
            first = await platform.send(str(chat), PART, "n")
            double.edits.foreign.add((chat, int(first)))
            with pytest.raises(NotEditable):
                await platform.edit(str(chat), first, PART)
        assert double.violations == []
