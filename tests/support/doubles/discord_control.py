"""The loopback Discord's own verbs for `tests.support.doubles.control`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from tests.support.doubles.discord import DiscordDouble

Asked: TypeAlias = dict[str, Any]
Verb: TypeAlias = Callable[[Asked], Awaitable[object]]


def verbs(discord: DiscordDouble) -> dict[str, Verb]:
    """Give each verb, to be called with a JSON object.

    - ``discord_event`` ``{"event", "data", "guild": … or null}``: an event in whatever form
    - ``discord_frame`` ``{"frame"}``: a frame that need not be one
    - ``discord_deny`` ``{"chat", "deny": bits}``: take rights in a channel, 0 gives all back
    - ``discord_silence`` ``{"chat": … or null, "seconds"}``: 429 for one channel, or for every request
    - ``discord_gateway`` ``{"refuses": close code or null, "drop": close code or null}``
    - ``discord_kick``, ``discord_invite`` ``{"guild"}``
    """

    async def event(asked: Asked) -> object:
        await discord.gateway.dispatch(asked["event"], asked["data"], asked.get("guild"))
        return True

    async def frame(asked: Asked) -> object:
        await discord.gateway.garble(asked["frame"])
        return True

    async def deny(asked: Asked) -> object:
        await discord.permit(int(asked["chat"]), deny=int(asked["deny"]))
        return True

    async def silence(asked: Asked) -> object:
        chat = asked.get("chat")
        discord.rates.silence(float(asked["seconds"]), None if chat is None else int(chat))
        return True

    async def gateway(asked: Asked) -> object:
        discord.gateway.refuses = asked.get("refuses")
        if asked.get("drop") is not None:
            await discord.gateway.drop(code=int(asked["drop"]))
        return True

    async def kick(asked: Asked) -> object:
        await discord.kick(int(asked["guild"]))
        return True

    async def invite(asked: Asked) -> object:
        await discord.invite(int(asked["guild"]))
        return True

    every = (event, frame, deny, silence, gateway, kick, invite)
    return {f"discord_{verb.__name__}": verb for verb in every}
