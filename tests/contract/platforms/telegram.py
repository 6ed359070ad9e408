"""Telegram, for the suite; its wire leads to a loopback double."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

from telegram.request import BaseRequest, HTTPXRequest

from adapters.telegram import Telegram
from bot.domain.messages import Part
from tests.contract.kind import TOKEN, Kind, Line, line, running, units
from tests.support.doubles.telegram import TelegramDouble


def reads(part: Part) -> str:
    return html.unescape(re.sub(r"</?(?:b|code|a|s)(?: [^>]*)?>", "", part.body))


def fits(part: Part) -> bool:
    room = 1024 if part.attachment is not None else 4096
    return units(reads(part)) <= room and len(re.findall(r"<(?:b|code|a|s)[ >]", part.body)) <= 100


def impatient(connections: int) -> BaseRequest:
    return HTTPXRequest(connection_pool_size=connections, read_timeout=0.5)


@contextlib.asynccontextmanager
async def wire() -> AsyncIterator[Line]:
    async with TelegramDouble() as double:
        double.add_chat(7)
        platform = Telegram(double.token, api_url=double.url, request=impatient)
        async with running(platform):
            yield line(platform, double, 7, "no_rights")


def replies_to(payload: Mapping[str, Any]) -> str | None:
    reply = payload.get("reply_parameters")
    return str(reply["message_id"]) if reply else None


GROUP = ((1.0, 1), (60.0, 20))

KIND = Kind(
    name="telegram",
    make=lambda: Telegram(TOKEN),
    reads=reads,
    fits=fits,
    windows={"5": ((1.0, 1),), "-5": GROUP, "-1005": GROUP, "-1005:9": GROUP},
    wire=wire,
    replies_to=replies_to,
    silent=lambda payload: bool(payload.get("disable_notification")),
)
