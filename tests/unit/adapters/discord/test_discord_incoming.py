"""How an interaction is read, in whatever form it comes."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from adapters.discord import fields, incoming, render
from adapters.discord.aside import Aside
from adapters.discord.incoming import Incoming
from adapters.discord.rights import Rights
from bot.domain.chats import CannotPost, Right
from tests.support.discord_session import Server, command, interaction
from tests.support.doubles import discord_objects as objects
from tests.support.handlers import Heard
from tests.support.log_lines import lines_of

SERVER = Server(1_500_000_000_000_000_000)


def asked(name: str = "state", **changes: Any) -> dict[str, Any]:
    data = {**interaction(SERVER, 2, command(name, "state"), "t", 1), **changes}
    return {key: value for key, value in data.items() if value is not None}


async def nothing(_server: int) -> object:
    return []


def unsaid() -> Rights:
    """Of a server whose own settings say nothing."""
    return Rights(nothing, lambda: 1)


def reader(guild: object = None) -> Incoming:
    client = SimpleNamespace(get_guild=lambda _number: guild)
    return Incoming(cast("discord.Client", client), Heard(render.parts), Aside(), unsaid())


def entry(reading: Incoming, name: str) -> Any:
    return reading._entries[name]


KNOWN = SimpleNamespace(name="Neighbours", get_channel_or_thread=lambda _number: None)


@pytest.mark.parametrize(
    ("changes", "title", "person"),
    [
        ({}, "Neighbours #zqxwordchannel0", "287000000000000777"),
        ({"channel": 5}, "", "287000000000000777"),
        ({"channel": {"name": 5}}, "", "287000000000000777"),
        ({"member": None, "user": {"id": "5"}, "guild_id": None, "context": None}, "", "5"),
        ({"member": {"user": {"id": "me"}}}, "Neighbours #zqxwordchannel0", ""),
        ({"member": [], "user": "x"}, "Neighbours #zqxwordchannel0", ""),
    ],
)
def test_where_something_was_asked_has_no_persons_name(changes: dict[str, Any], title: str, person: str) -> None:
    """A server's and channel's names, as far as they are texts; a person is a number or nobody."""
    reading = reader(KNOWN)
    question = reading._questions.given(asked(**changes), entry(reading, "state"))
    assert (question.place.address, question.place.title, question.person) == (SERVER.number(1), title, person)


@pytest.mark.parametrize(
    ("name", "changes", "may"),
    [
        ("subscribe", {"member": {"permissions": "0"}}, False),
        ("subscribe", {"member": {"permissions": "16", "user": {"id": "5"}}}, True),
        ("state", {"member": {"permissions": "0"}}, False),
        ("state", {"member": {"permissions": "32"}}, True),
        ("state", {"member": {"permissions": "8"}}, True),
        ("state", {"member": {"permissions": "all"}}, False),
        ("state", {"guild_id": None}, True),
        ("state", {"guild_id": None, "member": None, "context": None}, True),
        ("state", {"guild_id": None, "member": {"permissions": "0"}}, False),
    ],
)
async def test_who_may_manage_is_decided_by_rights_where_settings_say_nothing(
    name: str, changes: dict[str, Any], may: object
) -> None:
    """Manage Server, or Manage Channels in the channel; a server without an id is no private chat."""
    reading = reader(KNOWN)
    assert await reading._questions.given(asked(**changes), entry(reading, name)).may_manage() == may


@pytest.mark.parametrize(
    ("changes", "hindrance"),
    [
        ({}, None),
        ({"app_permissions": str(objects.BOT_PERMISSIONS & ~objects.EMBED_LINKS)}, CannotPost((Right.EMBED_LINKS,))),
        ({"app_permissions": "no number"}, None),
        ({"app_permissions": None}, None),
        ({"channel": {"type": 12}}, CannotPost((Right.JOIN_THREAD,))),
        ({"channel": {"type": 2}, "app_permissions": str(1 << 10 | 1 << 11)}, None),
        ({"channel": {"type": 99}}, None),
    ],
)
def test_what_is_missing_is_read_from_the_question_itself(
    changes: dict[str, Any], hindrance: CannotPost | None
) -> None:
    """Its channel's kind and our rights there; what cannot be read hinders nothing."""
    reading = reader(KNOWN)
    found = reading._questions.given(asked(**changes), entry(reading, "state")).hindrance
    if changes.get("channel") == {"type": 2}:
        assert found is not None
        assert found.missing == (Right.CONNECT, Right.EMBED_LINKS, Right.ATTACH_FILES)
    else:
        assert found == hindrance


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([{"name": "state", "value": "VA"}], "VA"),
        ([5, {"value": "VA"}], "VA"),
        ([{"value": 5}], ""),
        ({"value": "VA"}, ""),
        (None, ""),
        ([], ""),
    ],
)
def test_words_are_those_of_the_first_option_that_has_any(options: object, words: str) -> None:
    """A command of ours has one option; without words the conversation asks for them."""
    assert fields.words_in({"data": {"options": options}}) == words


async def test_a_command_that_is_on_no_menu_is_apologized_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was registered by another version: the person hears that it failed, the log which failure it was."""
    said: list[bool] = []

    class Silent:
        def __init__(self, *_: object) -> None:
            pass

        async def say(self, _part: object, private: bool) -> None:  # noqa: FBT001  the shape of Say
            said.append(private)

    monkeypatch.setattr(incoming, "Responder", Silent)
    client = discord.Client(intents=discord.Intents.none())
    with lines_of("adapters.discord") as log:
        Incoming(client, Heard(render.parts), Aside(), unsaid()).take(asked("bygone"))
        await log.until("INTERACTION_CREATE was set aside")
    assert said == [True]
    assert "bygone" not in "".join(log.lines)


async def test_a_fault_while_answering_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its class and place, none of its text: that may be what somebody typed."""

    class Broken(Heard):
        async def command(self, *_: Any) -> None:
            raise RuntimeError("zqxword")

    client = discord.Client(intents=discord.Intents.none())
    with lines_of("adapters.discord") as log:
        reading = Incoming(client, Broken(render.parts), Aside(), unsaid())
        for _ in range(3):
            reading.take(asked())
        await asyncio.gather(*reading._answering)
    first, *others = log.lines
    assert "RuntimeError at test_discord_incoming.py" in first
    assert others == ["Discord: INTERACTION_CREATE was set aside again"] * 2
