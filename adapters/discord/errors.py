"""The one place where a failure of Discord, discord.py or aiohttp becomes one of our errors.

What Discord itself refuses is judged in ``refusals``, by its code and by what was sent.
No text of the server or of the library goes into a reason: reasons are ours or numbers, so
no token can be in one.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
from discord import app_commands

from adapters.discord.refusals import BLOCKED_PAUSE, LATER, UNKNOWN_MESSAGE, code_of, is_json, refusal
from bot.domain.errors import PlatformLost, RetryLater, SendError, Uncertain
from bot.domain.messages import Part

UNEXPECTED = "unexpected"
"""How the reason of an error begins that nobody foresaw, so that it can be looked into."""

GATEWAY_REFUSALS: Mapping[int, str] = {
    4004: "token_refused",
    4012: "gateway_version_refused",
    4013: "intents_refused",
    4014: "intents_refused",
}


def send_error(exc: BaseException, part: Part | None = None) -> SendError:
    """Say what ``exc``, raised while ``part`` was being sent, means for the delivery.

    A class that the table does not hold is judged by its nearest base; what nobody foresaw is
    ``Uncertain``, for then only the nonce keeps a second try from being a second message.
    """
    if isinstance(exc, SendError):
        return exc
    for kind in type(exc).__mro__:
        if kind in FORMS:
            return FORMS[kind](exc, part)
    return _unexpected(exc, part)


def already_delivered(exc: BaseException) -> bool:
    """Say whether Discord answered that the message of this nonce was sent before, and deleted since."""
    return isinstance(exc, discord.NotFound) and code_of(exc) == UNKNOWN_MESSAGE


def connection_error(exc: BaseException) -> PlatformLost | None:
    """Say whether a failed connection means that Discord refuses us, so that trying again soon is pointless.

    Close codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes, "Gateway".
    """
    if isinstance(exc, discord.LoginFailure):
        return PlatformLost("token_refused")
    if isinstance(exc, discord.PrivilegedIntentsRequired):
        return PlatformLost("intents_refused")
    if isinstance(exc, discord.ConnectionClosed) and exc.code in GATEWAY_REFUSALS:
        return PlatformLost(GATEWAY_REFUSALS[exc.code])
    if isinstance(exc, discord.HTTPException) and exc.status == HTTPStatus.UNAUTHORIZED:
        return PlatformLost("token_refused")
    return None


def limited(headers: Mapping[str, str], body: object) -> RetryLater:
    """Read an answer 429: how long to wait, and whether every message must.

    ``body`` is the parsed JSON, or anything else where it was none: then the content network
    in front of Discord has banned our address, which concerns every message.
    Source: https://discord.com/developers/docs/topics/rate-limits.
    """
    parsed = body if isinstance(body, Mapping) else {}
    after = _seconds(parsed.get("retry_after"))
    if after is None:
        after = _seconds(headers.get("Retry-After"))
    scope = headers.get("X-RateLimit-Scope", "")
    code = parsed.get("code")
    reason = LATER.get(code, "rate_limited") if isinstance(code, int) else "rate_limited"
    everywhere = not parsed or parsed.get("global") is True or scope == "global" or "X-RateLimit-Global" in headers
    if after is None:
        after = BLOCKED_PAUSE if everywhere else None
    return RetryLater(reason, after=after, platform_wide=everywhere, chat_only=not everywhere)


def _seconds(value: object) -> float | None:
    try:
        seconds = float(str(value))
    except ValueError:
        return None
    return min(seconds, 24 * 3600.0) if seconds >= 0 else None


def _http(exc: discord.HTTPException, part: Part | None) -> SendError:
    if exc.status == HTTPStatus.TOO_MANY_REQUESTS:
        return limited(exc.response.headers, {"code": code_of(exc)} if is_json(exc.response.headers) else None)
    return refusal(exc, part)


def _rate_limited(exc: discord.RateLimited, _part: Part | None) -> SendError:
    return RetryLater("rate_limited", after=exc.retry_after, chat_only=True)


def _not_connected(_exc: BaseException, _part: Part | None) -> SendError:
    return RetryLater("not_connected")


def _timed_out(_exc: BaseException, _part: Part | None) -> SendError:
    return Uncertain("timeout")


def _broken_off(_exc: BaseException, _part: Part | None) -> SendError:
    return Uncertain("connection_lost")


def _unexpected(exc: BaseException, _part: Part | None) -> SendError:
    return Uncertain(f"{UNEXPECTED}_{type(exc).__name__}")


def _refused_token(_exc: BaseException, _part: Part | None) -> SendError:
    return PlatformLost("token_refused")


_NEVER_SENT: tuple[type[BaseException], ...] = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientConnectorDNSError,
    aiohttp.ClientConnectorSSLError,
    aiohttp.ClientConnectorCertificateError,
    aiohttp.ClientProxyConnectionError,
    aiohttp.ClientHttpProxyError,
    aiohttp.client_exceptions.UnixClientConnectorError,
    aiohttp.ClientSSLError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.InvalidUrlClientError,
    aiohttp.NonHttpUrlClientError,
    ConnectionRefusedError,
    ssl.SSLCertVerificationError,
)
"""Raised before any byte of the request is written."""

_HALFWAY = (
    aiohttp.ClientError,
    aiohttp.ClientConnectionError,
    aiohttp.ClientConnectionResetError,
    aiohttp.ClientOSError,
    aiohttp.ClientPayloadError,
    aiohttp.ClientResponseError,
    aiohttp.ContentTypeError,
    aiohttp.InvalidUrlRedirectClientError,
    aiohttp.NonHttpUrlRedirectClientError,
    aiohttp.RedirectClientError,
    aiohttp.ServerConnectionError,
    aiohttp.ServerDisconnectedError,
    aiohttp.TooManyRedirects,
    aiohttp.UploadAbortedError,
    aiohttp.WSMessageTypeError,
    aiohttp.WSServerHandshakeError,
    OSError,
)
"""Raised after bytes may have been written, or while the answer was read."""

_TIMEOUTS = (asyncio.TimeoutError, aiohttp.ServerTimeoutError, aiohttp.SocketTimeoutError)
_OF_THE_LIBRARY = (discord.DiscordException, discord.ClientException, discord.InvalidData)

_CONNECTION = (
    discord.GatewayNotFound,
    discord.ConnectionClosed,
    discord.gateway.ReconnectWebSocket,
    discord.gateway.WebSocketClosure,
)
_OF_VOICE = (
    discord.FFmpegProcessError,
    discord.oggparse.OggError,
    discord.opus.OpusError,
    discord.opus.OpusNotLoaded,
)
_OF_COMMANDS = (
    app_commands.AppCommandError,
    app_commands.BotMissingPermissions,
    app_commands.CheckFailure,
    app_commands.CommandAlreadyRegistered,
    app_commands.CommandInvokeError,
    app_commands.CommandLimitReached,
    app_commands.CommandNotFound,
    app_commands.CommandOnCooldown,
    app_commands.CommandSignatureMismatch,
    app_commands.CommandSyncFailure,
    app_commands.MissingAnyRole,
    app_commands.MissingApplicationID,
    app_commands.MissingPermissions,
    app_commands.MissingRole,
    app_commands.NoPrivateMessage,
    app_commands.TransformerError,
    app_commands.TranslationError,
    discord.InteractionResponded,
)
"""Errors of slash commands: no send raises them, and if one did we would not know what it had sent."""

FORMS: Mapping[type[BaseException], Callable[[Any, Part | None], SendError]] = {
    **dict.fromkeys(_HALFWAY, _broken_off),
    **dict.fromkeys(_TIMEOUTS, _timed_out),
    **dict.fromkeys(_OF_COMMANDS, _unexpected),
    **dict.fromkeys(_OF_VOICE, _unexpected),
    **dict.fromkeys(_OF_THE_LIBRARY, _unexpected),
    **dict.fromkeys(_NEVER_SENT, _not_connected),
    **dict.fromkeys(_CONNECTION, _not_connected),
    discord.HTTPException: _http,
    discord.Forbidden: _http,
    discord.NotFound: _http,
    discord.DiscordServerError: _http,
    discord.RateLimited: _rate_limited,
    discord.LoginFailure: _refused_token,
    discord.PrivilegedIntentsRequired: _refused_token,
}
"""Every exception class of discord.py and of aiohttp's client, by itself; a test fails when one is absent."""
