"""Who may manage, by a server's own settings and by permissions."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from adapters.discord.rights import Entries, Person, Rights, judged, settings_of

SERVER, APP, COMMAND, ROLE, OTHER_ROLE, ME, HERE = 100, 1, 2, 30, 31, 5, 60
NONE, MANAGE_SERVER, MANAGE_CHANNELS, ADMINISTRATOR = 0, 32, 16, 8


def person(rights: int = NONE) -> Person:
    return Person(ME, SERVER, {ROLE}, HERE, discord.Permissions(rights))


@pytest.mark.parametrize(
    ("own", "common", "said"),
    [
        ({}, {}, None),
        ({(1, ROLE): True}, {}, True),
        ({(1, ROLE): False}, {}, False),
        ({(1, OTHER_ROLE): True}, {}, None),
        ({(2, ME): False, (1, ROLE): True}, {}, False),
        ({(2, ME): True, (1, ROLE): False}, {}, True),
        ({(1, SERVER): True}, {}, None),
        ({(1, SERVER): False}, {}, False),
        ({(1, SERVER): False, (1, ROLE): True}, {}, True),
        ({}, {(1, ROLE): True}, None),
        ({}, {(1, ROLE): False}, False),
        ({}, {(1, SERVER): False}, False),
        ({}, {(1, SERVER): False, (1, ROLE): True}, None),
        ({(1, ROLE): True}, {(1, SERVER): False}, True),
        ({(1, SERVER): True}, {(1, ROLE): False}, None),
        ({(3, HERE): False, (1, ROLE): True}, {}, False),
        ({(3, SERVER - 1): False, (1, ROLE): True}, {}, False),
        ({(3, SERVER - 1): False, (3, HERE): True, (1, ROLE): True}, {}, True),
        ({(1, ROLE): True}, {(3, HERE): False}, False),
        ({(3, HERE): True, (1, ROLE): True}, {(3, HERE): False}, True),
    ],
)
def test_settings_of_the_command_go_before_those_of_all(own: Entries, common: Entries, said: bool | None) -> None:  # noqa: FBT001
    """A person before their roles; everyone means whoever has the permissions; what is for all gives no command."""
    assert judged({COMMAND: own, APP: common}, person(), COMMAND, APP) is said


async def said_of(answer: Any, rights: int, *, enforced: bool = False) -> bool:
    async def ask(_server: int) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    judge = Rights(ask, lambda: APP)
    judge.commands = {"subscribe": COMMAND}
    return await judge.may_manage(person(rights), "subscribe", enforced=enforced)


def form(kind: int, number: int, *, allow: bool) -> list[dict[str, Any]]:
    return [{"id": str(COMMAND), "permissions": [{"type": kind, "id": str(number), "permission": allow}]}]


@pytest.mark.parametrize(
    ("rights", "silent", "allowed", "forbidden"),
    [
        (NONE, False, True, False),
        (MANAGE_SERVER, True, True, False),
        (MANAGE_CHANNELS, True, True, False),
        (ADMINISTRATOR, True, True, True),
    ],
)
async def test_where_settings_say_nothing_permissions_do(
    rights: int,
    silent: bool,  # noqa: FBT001
    allowed: bool,  # noqa: FBT001
    forbidden: bool,  # noqa: FBT001
) -> None:
    """Manage Server, or Manage Channels in the channel; nobody forbids an administrator anything."""
    assert await said_of([], rights) is silent
    assert await said_of(form(1, ROLE, allow=True), rights) is allowed
    assert await said_of(form(1, ROLE, allow=False), rights) is forbidden
    assert await said_of(OSError("secret"), rights) is silent


async def test_a_server_is_asked_once_a_minute() -> None:
    """Whatever is pressed meanwhile; after that, anew."""
    asked: list[int] = []
    now = [0.0]

    async def ask(server: int) -> object:
        asked.append(server)
        return []

    judge = Rights(ask, lambda: APP, lambda: now[0])
    for at in (0.0, 30.0, 59.0, 60.0, 61.0):
        now[0] = at
        await judge.may_manage(person(MANAGE_SERVER), "subscribe", enforced=False)
    assert asked == [SERVER, SERVER]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        [5],
        [{"id": "x", "permissions": []}],
        [{"id": "2", "permissions": {}}],
        [{"id": "2", "permissions": [5, {}, {"id": "5", "type": "1", "permission": True}, {"id": 5, "type": 1}]}],
    ],
)
def test_settings_that_cannot_be_read_say_nothing(answer: object) -> None:
    """Whatever comes."""
    assert not any(settings_of(answer).values())
