"""One part to one channel, with its failures in our words.

discord.py repeats a request by itself: five times after 500, 502, 504 and 524 with 1 to 9
seconds between, and after 429 once ``retry_after`` is over, all the while keeping the
caller, and after a global 429 every other caller, waiting inside the library; cancelled in
that wait it would never let anybody out again.  Our own pacer and outbox decide these
things, so ``watch`` reads the answer first and raises before discord.py sees it.  What
stays with the library is the wait for a channel's own bucket (five messages in five
seconds at the time of writing), bounded by ``SEND_WITHIN``.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
from contextvars import ContextVar
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp
import discord

from adapters.discord.errors import UNEXPECTED, already_delivered, limited, send_error
from bot.domain.errors import ChatLost, Uncertain
from bot.domain.messages import Part

log = logging.getLogger(__name__)

SEND_WITHIN = 20.0
"""Seconds after which a send without an answer is given up as uncertain."""

GONE = ""
"""The id of a message that was delivered and deleted before we learnt its id."""

_sending: ContextVar[bool] = ContextVar("discord_sending", default=False)


def watch() -> aiohttp.TraceConfig:
    """Return the trace that keeps 429 and 5xx answers to our sends, and to nothing else, from discord.py."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_judge)
    return trace


async def _judge(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
) -> None:
    response = params.response
    if not _sending.get() or response.status < HTTPStatus.TOO_MANY_REQUESTS:
        return
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise limited(response.headers, _parsed(await response.text(errors="replace")))
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Uncertain(f"server_error_{response.status}")


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


async def send(client: discord.Client, address: str, part: Part, nonce: str, *, within: float = SEND_WITHIN) -> str:
    """Post ``part`` and return its message id, ``GONE`` where it had been delivered and deleted before.

    discord.py passes ``nonce`` on as it is, with ``enforce_nonce``: within a few minutes
    Discord answers a repetition with the first message.

    An answer that does not come in ``within`` seconds is not waited for: ``Uncertain``.

    Raises:
        SendError: one of its subclasses, whatever went wrong.
    """
    if not address.isdecimal():
        raise ChatLost("not_a_channel")
    token = _sending.set(True)
    try:
        async with asyncio.timeout(within):
            return await _post(client, int(address), part, nonce)
    except Exception as error:
        if already_delivered(error):
            return GONE
        refusal = send_error(error)
        if refusal.reason.startswith(UNEXPECTED):
            log.warning("Discord: a send failed in a way that nobody foresaw", exc_info=error)
        if refusal is error:
            raise
        raise refusal from error
    finally:
        _sending.reset(token)


async def _post(client: discord.Client, channel: int, part: Part, nonce: str) -> str:
    target = client.get_partial_messageable(channel)
    message = await target.send(
        embed=embed(part), files=files(part), nonce=nonce, allowed_mentions=discord.AllowedMentions.none()
    )
    return str(message.id)


def embed(part: Part) -> discord.Embed:
    """Return the embed of a part whose markup is done."""
    return discord.Embed(title=part.title or None, description=part.body or None)


def files(part: Part) -> list[discord.File]:
    """Return the file that goes with a part, if any, in the form that discord.py uploads."""
    if part.attachment is None:
        return []
    return [discord.File(io.BytesIO(part.attachment.content), filename=part.attachment.name)]
