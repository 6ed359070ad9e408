"""One part to one channel, or in the place of an earlier one, with its failures in our words.

Sending has an HTTP client of its own, which needs neither a login nor the gateway: what goes
wrong with receiving, or is closed there, stops no alert.  It alone keeps the limits of channels.

discord.py repeats a request by itself: five times after 500, 502, 504 and 524 with 1 to 9
seconds between, and after 429 once ``retry_after`` is over, all the while keeping the
caller, and after a global 429 every other caller, waiting inside the library; cancelled in
that wait it would never let anybody out again.  Our own pacer and outbox decide these
things, so ``watch`` reads the answer first and raises before discord.py sees it.  What
stays with the library is the wait for a channel's own bucket (five messages in five
seconds at the time of writing), bounded by ``BUCKET_WAIT``.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord.http import HTTPClient, Route, handle_message_parameters

from adapters.discord.errors import UNEXPECTED, already_delivered, limited, send_error
from adapters.discord.refusals import refused_edit
from adapters.discord.render import frames, role
from adapters.proxies import is_socks
from bot.domain.errors import ChatLost, NotEditable, RetryLater, SendError, Uncertain
from bot.domain.messages import Part, Tone

log = logging.getLogger(__name__)

SEND_WITHIN = 20.0
"""Seconds after which a send without an answer is given up as uncertain."""

BUCKET_WAIT = 10.0
"""Seconds that a send may wait for its channel's own bucket; who would wait longer is told for how long."""

NOBODY = discord.AllowedMentions.none()
"""Whom a message of ours notifies."""
COLOURS = {Tone.GONE: 0x3B82C4, Tone.NEW: 0xE08A1E, Tone.OTHER: 0x80848E}
"""Blue, orange and grey: told apart by whoever sees no red or green, and neither good nor bad."""

GONE = ""
"""The id of a message that was delivered and deleted before we learnt its id."""


@dataclass(slots=True)
class Attempt:
    """What is known of the requests of one task.

    ``strict``: 429 and 5xx are raised at once.  ``begun``: a request has left the library.
    ``doubtful``: one of them had no clear answer, so that Discord may have done what it says that it did not.
    """

    strict: bool = True
    begun: bool = False
    doubtful: bool = False


_attempt: ContextVar[Attempt | None] = ContextVar("discord_attempt", default=None)


@contextlib.contextmanager
def watched(attempt: Attempt) -> Iterator[None]:
    """Note in ``attempt`` what becomes of the requests that are made inside the block."""
    token = _attempt.set(attempt)
    try:
        yield
    finally:
        _attempt.reset(token)


def watch() -> aiohttp.TraceConfig:
    """Return the trace that tells `watched` of its requests, and of no others."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_begin)
    trace.on_request_end.append(_judge)
    trace.on_request_exception.append(_doubt)
    return trace


async def _begin(*_: object) -> None:
    attempt = _attempt.get()
    if attempt is not None:
        attempt.begun = True


async def _doubt(*_: object) -> None:
    attempt = _attempt.get()
    if attempt is not None:
        attempt.doubtful = True


async def _judge(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
) -> None:
    response, attempt = params.response, _attempt.get()
    if attempt is None or response.status < HTTPStatus.TOO_MANY_REQUESTS:
        return
    attempt.doubtful = attempt.doubtful or response.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    if not attempt.strict:
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


def through(proxy: str | None) -> dict[str, Any]:
    """What discord.py has to be given for a proxy; SOCKS is spoken by a connector of aiohttp's from elsewhere."""
    if not is_socks(proxy):
        return {"proxy": proxy}
    from aiohttp_socks import ProxyConnector  # noqa: PLC0415  an extra, which not everybody has

    return {"connector": ProxyConnector.from_url(str(proxy))}


class _Http(HTTPClient):
    """discord.py's HTTP side without its login: the only request that opening makes is answered here."""

    async def request(self, route: Route, **options: Any) -> Any:
        """Make a request, but for the login's: who we are is not needed for sending."""
        if route.path == "/users/@me":
            return {}
        return await super().request(route, **options)


@contextlib.asynccontextmanager
async def opened(token: str, proxy: str | None) -> AsyncIterator[HTTPClient]:
    """Give an HTTP client that sends with ``token``; opening it asks nobody anything."""
    http = _Http(asyncio.get_running_loop(), http_trace=watch(), **through(proxy))
    http.max_ratelimit_timeout = BUCKET_WAIT  # its constructor would make 30 of it, longer than a send may take
    await http.static_login(token)
    try:
        yield http
    finally:
        await http.close()


async def send(
    http: HTTPClient,
    address: str,
    part: Part,
    nonce: str,
    reply_to: str | None = None,
    *,
    silent: bool = False,
    within: float = SEND_WITHIN,
) -> str:
    """Post ``part`` and return its message id, ``GONE`` where it had been delivered and deleted before.

    It replies to the message ``reply_to``, and goes without where that is gone.
    A ``silent`` one sends nobody a notification (the flag SUPPRESS_NOTIFICATIONS).

    discord.py passes ``nonce`` on as it is, with ``enforce_nonce``: within a few minutes
    Discord answers a repetition with the first message.

    An answer that does not come in ``within`` seconds is not waited for: ``Uncertain``.

    Raises:
        SendError: one of its subclasses, whatever went wrong.
    """
    channel, attempt = _channel(address), Attempt()
    try:
        with watched(attempt):
            async with asyncio.timeout(within):
                return await _post(http, channel, part, nonce, reply_to, silent=silent)
    except Exception as error:
        if already_delivered(error):
            return GONE
        raise failure(error, part, attempt) from error


async def edit(http: HTTPClient, address: str, message_id: str, part: Part, *, within: float = SEND_WITHIN) -> None:
    """Put ``part`` in the place of an earlier message; a file that it has stays, for nothing is said of files.

    Raises:
        SendError: as `send`; NotEditable where the message is gone or can be changed no more.
    """
    channel, attempt = _channel(address), Attempt()
    if not message_id.isdecimal():
        raise NotEditable("message_unknown")
    try:
        with watched(attempt):
            async with asyncio.timeout(within):
                with handle_message_parameters(**shape(part), allowed_mentions=NOBODY) as params:
                    receipt(await http.edit_message(channel, int(message_id), params=params))
    except Exception as error:
        raise refused_edit(error) or failure(error, part, attempt) from error


def _channel(address: str) -> int:
    if not address.isdecimal():
        raise ChatLost("not_a_channel", removed=True)
    return int(address)


def failure(error: Exception, part: Part | None, attempt: Attempt) -> SendError:
    """Say what went wrong with a request, the last of an ``attempt``; what nobody foresaw is logged."""
    if isinstance(error, TimeoutError) and not attempt.begun:
        return RetryLater("channel_busy")  # it waited for its channel's bucket all the while
    refusal = send_error(error, part)
    if refusal.reason.startswith(UNEXPECTED):
        log.warning("Discord: a send failed in a way that nobody foresaw", exc_info=error)
    return refusal


async def _post(http: HTTPClient, channel: int, part: Part, nonce: str, reply_to: str | None, *, silent: bool) -> str:
    more = _reply(channel, reply_to)
    more |= {"flags": discord.MessageFlags(suppress_notifications=True)} if silent else {}
    with handle_message_parameters(
        **shape(part), **more, files=files(part), nonce=nonce, allowed_mentions=_notified(part)
    ) as params:
        return receipt(await http.send_message(channel, params=params))


def _notified(part: Part) -> discord.AllowedMentions:
    """Notify the one role that a part names, whatever else its text says."""
    if not role(part):
        return NOBODY
    roles = [discord.Object(int(part.mention))]
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def receipt(answer: object) -> str:
    """Read the id of a message that Discord has; an answer of the content network in front of it has none."""
    number = answer.get("id") if isinstance(answer, dict) else None
    if not isinstance(number, str) or not number.isdecimal():
        raise Uncertain("no_receipt")
    return number


def _reply(channel: int, message_id: str | None) -> dict[str, Any]:
    """Give what makes a message a reply that notifies nobody, and goes alone where the other is gone."""
    if message_id is None or not message_id.isdecimal():
        return {}
    reference = {"message_id": message_id, "channel_id": str(channel), "fail_if_not_exists": False}
    return {"message_reference": reference, "mention_author": False}


def shape(part: Part) -> dict[str, Any]:
    """Give what shows a part whose markup is done: its title in bold, and its body in embeds or below.

    The title is the message's content: that is what a telephone shows of it while it is locked.
    A role that is notified comes after it, so that what has happened is still what is read first.
    """
    heading = " ".join(filter(None, (f"**{part.title}**" if part.title else "", role(part))))
    if part.framed and part.body:
        colour = COLOURS[part.tone] if part.tone else None
        return {
            "content": heading,
            "embeds": [discord.Embed(description=text, colour=colour) for text in frames(part.body)],
        }
    return {"content": "\n".join(filter(None, (heading, part.body)))}


def files(part: Part) -> list[discord.File]:
    """Return the file that goes with a part, if any, in the form that discord.py uploads."""
    if part.attachment is None:
        return []
    file = part.attachment
    return [discord.File(io.BytesIO(file.content), filename=file.name, description=file.description or None)]
