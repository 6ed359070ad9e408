"""The loopback Discord refuses what Discord refuses: rights of each part, kinds of channel, limits, closing codes."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.support.doubles import discord_control
from tests.support.doubles import discord_objects as objects
from tests.support.doubles.discord import API, DiscordDouble
from tests.support.doubles.discord_http import DiscordLimits
from tests.support.doubles.discord_interactions import NotOffered

EMBED = {"embeds": [{"title": "t"}]}
TEXT = {"content": "t"}
FILE = "file"
FIRST = {**TEXT, "allowed_mentions": {"parse": []}}


async def post(double: DiscordDouble, chat: int, body: Any) -> tuple[int, int]:
    """Post a message; the status and Discord's code of the answer."""
    nobody: dict[str, Any] = {"allowed_mentions": {"parse": []}}
    url = f"{double.url}{API}/channels/{chat}/messages"
    sent: dict[str, Any] = {"json": {**nobody, **body}} if body != FILE else {"data": _form(nobody)}
    headers = {"Authorization": f"Bot {double.token}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.post(url, **sent) as response:
        return response.status, (await response.json()).get("code", 0)


def _form(payload: dict[str, Any]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps({**payload, "attachments": [{"id": 0, "filename": "a.csv"}]}))
    form.add_field("files[0]", b"a,b", filename="a.csv")
    return form


@pytest.mark.parametrize(
    ("denied", "body", "answer"),
    [
        (0, EMBED, (200, 0)),
        (0, FILE, (200, 0)),
        (objects.EMBED_LINKS, EMBED, (403, 50013)),
        (objects.EMBED_LINKS, TEXT, (200, 0)),
        (objects.ATTACH_FILES, FILE, (403, 50013)),
        (objects.ATTACH_FILES, EMBED, (200, 0)),
        (objects.SEND_MESSAGES, TEXT, (403, 50013)),
        (objects.VIEW_CHANNEL, TEXT, (403, 50001)),
        (objects.CONNECT, TEXT, (200, 0)),
    ],
)
async def test_each_part_of_a_message_needs_its_own_right(denied: int, body: Any, answer: tuple[int, int]) -> None:
    """Text, embeds and files are refused apart; 50013 does not say which right is missing."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        double.channels[chat].denied = denied
        assert await post(double, chat, body) == answer


async def test_a_flag_that_no_bot_may_set_is_refused() -> None:
    """Suppressing notifications is one that it may."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        body = {"content": "x", "allowed_mentions": {"parse": []}}
        assert (await post(double, chat, body | {"flags": 1 << 12}))[0] == 200
        assert await post(double, chat, body | {"flags": 1 << 4}) == (400, 50035)


@pytest.mark.parametrize(
    ("kind", "denied", "joined", "answer"),
    [
        (objects.VOICE, 0, True, (200, 0)),
        (objects.VOICE, objects.CONNECT, True, (403, 50013)),
        (objects.STAGE, objects.CONNECT, True, (403, 50013)),
        (objects.FORUM, 0, True, (400, 40058)),
        (objects.PUBLIC_THREAD, objects.SEND_MESSAGES, False, (200, 0)),
        (objects.PUBLIC_THREAD, objects.SEND_IN_THREADS, True, (403, 50013)),
        (objects.PRIVATE_THREAD, 0, True, (200, 0)),
        (objects.PRIVATE_THREAD, 0, False, (403, 50001)),
    ],
)
async def test_each_kind_of_channel_has_needs_of_its_own(
    kind: int, denied: int, joined: object, answer: tuple[int, int]
) -> None:
    """Voice needs Connect, a forum a post, a thread its own right, a private one membership."""
    async with DiscordDouble() as double:
        parent = double.add_channel() if kind in objects.THREADS else None
        chat = double.add_channel(kind=kind, thread_of=parent, joined=bool(joined))
        double.channels[chat].denied = denied
        assert await post(double, chat, TEXT) == answer


async def test_a_channels_bucket_holds_five_messages_in_five_seconds() -> None:
    """The sixth is a 429, another channel's first is none."""
    async with DiscordDouble(limits=DiscordLimits(per_channel=(5, 5.0))) as double:
        chat, other = double.add_channel(), double.add_channel()
        assert [(await post(double, chat, TEXT))[0] for _ in range(6)] == [200] * 5 + [429]
        assert (await post(double, other, TEXT))[0] == 200


@pytest.mark.parametrize("seconds", [1.0, 3600.0])
async def test_a_channel_or_everything_is_silenced_for_as_long_as_wanted(seconds: float) -> None:
    """From one second to an hour; what is silenced says for how long."""
    async with DiscordDouble() as double:
        chat, other = double.add_channel(), double.add_channel()
        double.rates.silence(seconds, chat)
        assert [(await post(double, each, TEXT))[0] for each in (chat, other)] == [429, 200]
        assert seconds - 1 < double.rates.silent(chat) <= seconds
        double.rates.silence(seconds)
        assert (await post(double, other, TEXT))[0] == 429


@pytest.mark.parametrize("code", [1000, 1001, 1006, 4000, 4004, 4009, 4011, 4014])
async def test_the_gateway_closes_with_any_code(code: int) -> None:
    """Who identifies is told so; 1006 is a connection that ends without a word."""
    async with DiscordDouble() as double, aiohttp.ClientSession() as session:
        double.gateway.refuses = code
        async with session.ws_connect(double.gateway.url) as socket:
            await socket.receive_json()
            await socket.send_json({"op": 2, "d": {"token": double.token}})
            await asyncio.wait_for(socket.receive(), 5)
        assert socket.close_code == code


async def test_a_command_for_managers_is_offered_to_them_and_to_whom_the_server_lets_use_it() -> None:
    """Others are not even offered it; the double does not let them give it."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        double.commands = [{"id": "1", "name": "subscribe", "type": 1, "default_member_permissions": "32"}]
        with pytest.raises(NotOffered):
            await double.command(chat, "subscribe")


async def test_a_form_error_names_the_field() -> None:
    """As Discord's does, so that a client can tell what is at fault."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        for body, field in (({"content": "x" * 2001}, "content"), ({"embeds": [{"title": "x" * 257}]}, "embeds")):
            url = f"{double.url}{API}/channels/{chat}/messages"
            sent = {**body, "allowed_mentions": {"parse": []}}
            headers = {"Authorization": f"Bot {double.token}"}
            async with aiohttp.ClientSession(headers=headers) as session, session.post(url, json=sent) as response:
                assert list((await response.json())["errors"]) == [field]


async def test_all_of_this_can_be_steered_from_another_process() -> None:
    """Rights, silences, closing codes, kicks and events in whatever form, by the control's verbs."""
    async with DiscordDouble() as double:
        chat = double.add_channel()
        guild = double.channels[chat].guild_id
        steer = discord_control.verbs(double)
        await steer["discord_deny"]({"chat": chat, "deny": objects.SEND_MESSAGES})
        assert await post(double, chat, TEXT) == (403, 50013)
        await steer["discord_deny"]({"chat": chat, "deny": 0})
        await steer["discord_silence"]({"chat": chat, "seconds": 60})
        assert (await post(double, chat, TEXT))[0] == 429
        await steer["discord_kick"]({"guild": guild})
        assert double.refusal(chat) is not None
        await steer["discord_invite"]({"guild": guild})
        assert double.refusal(chat) is None
        await steer["discord_gateway"]({"refuses": 4000, "drop": 4000})
        assert double.gateway.refuses == 4000
        async with aiohttp.ClientSession() as session:
            await steer["discord_gateway"]({})
            async with session.ws_connect(double.gateway.url) as socket:
                await socket.receive_json()
                await socket.send_json({"op": 2, "d": {"token": double.token}})
                await double.connected()
                await steer["discord_event"]({"event": "CHANNEL_UPDATE", "data": [5], "guild": guild})
                await steer["discord_frame"]({"frame": "none"})
                frames = [await socket.receive_str() for _ in range(4)]
    assert [json.loads(frame)["t"] for frame in frames[:3]] == ["READY", "GUILD_CREATE", "CHANNEL_UPDATE"]
    assert (json.loads(frames[2])["d"], frames[3]) == ([5], "none")


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({}, (200, 0)),
        ({"name": ""}, (400, 50035)),
        ({"name": "x" * 101}, (400, 50035)),
        ({"message": None}, (400, 50035)),
        ({"message": {"content": "x"}}, (400, 50035)),
        ({"message": {**FIRST, "nonce": "n", "enforce_nonce": True}}, (400, 50035)),
        ({"nonce": "n"}, (400, 50035)),
    ],
)
async def test_a_post_of_a_forum_has_a_name_and_a_message(change: dict[str, Any], answer: tuple[int, int]) -> None:
    """A hundred characters at most; a nonce is for messages, and nothing else of a message is beside it."""
    async with DiscordDouble() as double:
        forum = double.add_channel(kind=objects.FORUM)
        body = {"name": "A post", "message": FIRST, **change}
        headers, url = {"Authorization": f"Bot {double.token}"}, f"{double.url}{API}/channels/{forum}/threads"
        async with aiohttp.ClientSession(headers=headers) as session, session.post(url, json=body) as response:
            assert (response.status, (await response.json()).get("code", 0)) == answer
        assert len(double.ledger.messages) == (answer[0] == 200)
