"""Discord's events before discord.py keeps what they say: cut down to our use, and tried before they change a thing.

discord.py raises out of an event that lacks a field, and drops the connection; half of the event may
have been taken in by then.  So each event is tried on a server of nobody's first, and one that fails
is set aside.  Of a server the odd pieces alone are left out, for without it nobody there is heard.

What is cut away is never read: people who speak, are present, or have roles; pictures; appointments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import discord

from adapters.discord.aside import Aside, readable_id

Event: TypeAlias = Any
"""What came as the data of an event: an object as a rule, and of no form that could be relied on."""

State: TypeAlias = Any
"""discord.py's ``ConnectionState``, which it does not publish."""

_SERVER = ("id", "unavailable")
_PIECES = ("roles", "channels", "threads")


def guard(state: State, aside: Aside) -> None:
    """Put something between the gateway and every parser of ``state`` that raises nothing."""
    for kind, parse in list(state.parsers.items()):
        state.parsers[kind] = _guarded(kind, parse, state, aside)


def _guarded(kind: str, parse: Callable[[Event], None], state: State, aside: Aside) -> Callable[[Event], None]:
    amend = AMENDED.get(kind)

    def parsed(data: Event) -> None:
        try:
            parse(data if amend is None else amend(data, state, aside))
        except Exception as error:  # noqa: BLE001  whatever the library makes of an event that it cannot read
            aside.note(kind, data, error)

    return parsed


def _try(state: State, **pieces: object) -> None:
    """Let discord.py read these pieces of a server; raises what they make it raise, and changes nothing."""
    discord.Guild(data={"id": 1, **pieces}, state=state)  # type: ignore[typeddict-item]


def _sound(state: State, name: str, piece: object) -> bool:
    try:
        _try(state, **{name: [piece]})
    except Exception:  # noqa: BLE001  it is left out, and the caller says so
        return False
    return True


def _pieces(data: Mapping[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    return found if isinstance(found, list) else []


def _ready(data: Event, state: State, _aside: Aside) -> Event:
    """Keep the servers' ids: who we are is known from the login."""
    me = state.user
    servers = [readable_id(each.get("id")) for each in _pieces(data, "guilds") if isinstance(each, Mapping)]
    shard = data.get("shard")
    known = isinstance(shard, list) and shard and shard[0] in state.shard_ids
    return {
        "user": {**blank_user(me.id), "username": me.name, "bot": True},
        "shard": shard if known else [next(iter(state.shard_ids)), len(state.shard_ids)],
        "guilds": [{"id": number, "unavailable": True} for number in servers if number],
    }


def _server(data: Event, state: State, aside: Aside) -> Event:
    """Keep a server's name and language, its roles, channels and threads, and ourselves among its members."""
    kept = {name: data[name] for name in _SERVER if name in data}
    kept["name"] = data["name"] if isinstance(data.get("name"), str) else ""
    kept |= {"system_channel_id": readable_id(data.get("system_channel_id"))}
    kept |= {"preferred_locale": data["preferred_locale"]} if isinstance(data.get("preferred_locale"), str) else {}
    pieces: dict[str, list[Any]] = {name: _pieces(data, name) for name in _PIECES}
    pieces["members"] = list(_ourselves(data, state))
    try:
        _try(state, **pieces)
    except Exception as error:  # noqa: BLE001  then its pieces are tried one by one
        aside.note("GUILD_CREATE", data, error)
        pieces = {name: [each for each in found if _sound(state, name, each)] for name, found in pieces.items()}
    return {**kept, **pieces}


def _ourselves(data: Mapping[str, Any], state: State) -> Iterable[dict[str, Any]]:
    for member in _pieces(data, "members"):
        user = member.get("user") if isinstance(member, Mapping) else None
        if isinstance(user, Mapping) and readable_id(user.get("id")) == str(state.self_id):
            own = {name: member.get(name) for name in ("joined_at", "communication_disabled_until")}
            yield {**own, "user": {**blank_user(state.self_id), "bot": True}, "roles": member.get("roles"), "flags": 0}


def _server_update(data: Event, state: State, _aside: Aside) -> Event:
    """Change a server only if all of its roles can be read: else it would be left without them."""
    _try(state, roles=data["roles"])
    return {name: data[name] for name in (*_SERVER, "name", "roles") if name in data}


def _channel(data: Event, state: State, _aside: Aside) -> Event:
    _try(state, channels=[data])
    return data


def _thread(data: Event, state: State, _aside: Aside) -> Event:
    _try(state, threads=[data])
    return data


def _role(data: Event, state: State, _aside: Aside) -> Event:
    _try(state, roles=[data["role"]])
    return data


def _threads(data: Event, state: State, aside: Aside) -> Event:
    """Give each thread our own membership, which discord.py would read and forget, and leave the odd ones out."""
    ours = {each["id"]: each for each in _pieces(data, "members") if isinstance(each, Mapping) and "id" in each}
    threads = []
    for thread in _pieces(data, "threads"):
        whole = {**thread, "member": ours[thread["id"]]} if _is_of(thread, ours) else thread
        if _sound(state, "threads", whole):
            threads.append(whole)
        else:
            aside.note("THREAD_LIST_SYNC", data, None)
    return {**{key: data[key] for key in ("guild_id", "channel_ids") if key in data}, "threads": threads}


def _is_of(thread: object, ours: Mapping[Any, object]) -> bool:
    number = thread.get("id") if isinstance(thread, Mapping) else None
    return isinstance(number, str) and number in ours


def blank_user(number: int) -> dict[str, Any]:
    """Somebody as discord.py needs them, without a name."""
    return {"id": str(number), "username": "", "discriminator": "0", "avatar": None}


AMENDED: Mapping[str, Callable[[Event, State, Aside], Event]] = {
    "READY": _ready,
    "GUILD_CREATE": _server,
    "GUILD_UPDATE": _server_update,
    "CHANNEL_CREATE": _channel,
    "CHANNEL_UPDATE": _channel,
    "THREAD_CREATE": _thread,
    "THREAD_UPDATE": _thread,
    "THREAD_LIST_SYNC": _threads,
    "GUILD_ROLE_CREATE": _role,
    "GUILD_ROLE_UPDATE": _role,
}
