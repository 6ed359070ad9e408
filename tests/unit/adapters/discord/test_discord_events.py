"""What is kept of a server that tells itself oddly, and that half an event is never kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest_asyncio

from adapters.discord import render
from adapters.discord.client import AlertsClient
from adapters.discord.events import blank_user
from tests.support.discord_session import WORD, Server, channel, guild, role, thread
from tests.support.doubles import discord_objects as objects
from tests.support.handlers import Heard
from tests.support.spoiling import spoiled

ODD = Server(1_500_000_000_000_000_000)
WHOLE = guild(ODD)
KNOWN = {"channels": 7, "threads": 2, "roles": 2}
"""Of eight channels one is of a kind that nobody knows."""


@pytest_asyncio.fixture
async def client() -> AsyncIterator[AlertsClient]:
    made = AlertsClient(Heard(render.parts))
    await made.open()
    state: Any = made._connection
    state.user = discord.ClientUser(state=state, data={**blank_user(objects.BOT_ID), "username": "alerts"})  # type: ignore[typeddict-item]
    tell(made, "GUILD_CREATE", WHOLE)
    yield made
    await made.shut()


def tell(client: AlertsClient, event: str, data: Any) -> None:
    client._connection.parsers[event](data)


def counts(server: discord.Guild) -> dict[str, int]:
    return {"channels": len(server.channels), "threads": len(server.threads), "roles": len(server.roles)}


def known(client: AlertsClient) -> discord.Guild:
    found = client.get_guild(ODD.id)
    assert found is not None
    return found


async def test_of_a_server_only_the_odd_piece_is_left_out(client: AlertsClient) -> None:
    """Over a thousand variants: at most one channel, thread or role is missing, unless their whole list is."""
    told = 0
    for done, variant in spoiled(WHOLE):
        name, _, rest = done.partition(" = ")[0].partition(".")
        if name in {"id", "unavailable"}:
            continue
        told += 1
        tell(client, "GUILD_CREATE", variant)
        found = counts(known(client))
        tolerated = 0 if name not in KNOWN else 1 if rest else KNOWN[name]
        assert all(count >= KNOWN[piece] - (tolerated if piece == name else 0) for piece, count in found.items()), done
    assert told > 1000


async def test_nobody_but_ourselves_is_kept_of_a_servers_members(client: AlertsClient) -> None:
    """Nor any name of a person, ours among them."""
    (member,) = known(client).members
    assert (member.id, member.name, member.nick) == (objects.BOT_ID, "", None)
    assert WORD not in f"{member} {member.display_name} {member.global_name}"


async def test_a_change_that_cannot_be_read_changes_nothing(client: AlertsClient) -> None:
    """A channel keeps the rights that it denied, a server its roles, a role its rights, and the list its threads."""
    denying = {**channel(ODD, 1, objects.TEXT), "permission_overwrites": [overwrite("2048")]}
    tell(client, "CHANNEL_UPDATE", denying)
    before, rights = counts(known(client)), known(client).default_role.permissions
    tell(client, "CHANNEL_UPDATE", {**denying, "permission_overwrites": [overwrite("0"), {"id": "x"}]})
    tell(client, "GUILD_UPDATE", {**WHOLE, "roles": [WHOLE["roles"][0], {"id": "x"}]})
    tell(
        client,
        "GUILD_ROLE_UPDATE",
        {"guild_id": ODD.number(0), "role": {**role(ODD.number(0), "x"), "permissions": []}},
    )
    synced = {"guild_id": ODD.number(0), "threads": [{**thread(ODD, 20), "owner_id": []}, thread(ODD, 21)]}
    tell(client, "THREAD_LIST_SYNC", synced)
    (left,) = known(client).channels[0].overwrites.values()
    assert left.send_messages is False
    assert known(client).default_role.permissions == rights
    assert counts(known(client)) == {**before, "threads": 1}


def overwrite(deny: str) -> dict[str, Any]:
    return {"id": ODD.number(0), "type": 0, "allow": "0", "deny": deny}
