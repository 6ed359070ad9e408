"""Discord, for the suite; its wire leads to a loopback double."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from adapters.discord import Discord, sending
from bot.domain.messages import Part
from tests.contract.kind import TOKEN, Kind, Line, running, strike, units
from tests.support.doubles.discord import API, DiscordDouble


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
            yield Line(platform, double.token, str(chat), strike(double, chat, "missing_permissions"))


KIND = Kind("discord", lambda: Discord(TOKEN), reads, fits, {"5": (), "1234567890123456789": ()}, wire)
