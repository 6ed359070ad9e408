"""Discord, for the suite; its wire leads to a loopback double."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

from adapters.discord import Discord, sending
from bot.domain.messages import Part
from tests.contract.kind import TOKEN, Kind, Line, line, running, units
from tests.support.doubles.discord import API, DiscordDouble
from tests.support.doubles.discord_checks import SUPPRESS_NOTIFICATIONS


def reads(part: Part) -> str:
    return f"{part.title}\n{part.body}"


def fits(part: Part) -> bool:
    whole = units(part.title) <= 256 and units(part.body) <= 6000
    return whole and (part.framed or units(str(sending.shape(part)["content"])) <= 2000)


@contextlib.asynccontextmanager
async def wire() -> AsyncIterator[Line]:
    async with DiscordDouble() as double:
        chat, gateway = double.add_channel(), double.url.replace("http", "ws", 1) + "/gateway"
        platform = Discord(double.token, api_url=double.url + API, gateway_url=gateway, send_within=0.5)
        async with running(platform):
            yield line(platform, double, chat, "missing_permissions")


def replies_to(payload: Mapping[str, Any]) -> str | None:
    reference = payload.get("message_reference")
    return str(reference["message_id"]) if reference else None


def silent(payload: Mapping[str, Any]) -> bool:
    return bool((payload.get("flags") or 0) & SUPPRESS_NOTIFICATIONS)


KIND = Kind(
    name="discord",
    make=lambda: Discord(TOKEN),
    reads=reads,
    fits=fits,
    windows={"5": (), "1234567890123456789": ()},
    wire=wire,
    replies_to=replies_to,
    silent=silent,
)
