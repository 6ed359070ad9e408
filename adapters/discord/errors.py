"""The one place where a failure of Discord, discord.py or aiohttp becomes one of our errors.

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes, "JSON error codes".
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

from bot.domain.errors import ChatLost, MessageRejected, PlatformLost, RetryLater, SendError, Uncertain

CHAT_LOST: Mapping[int, str] = {
    10003: "unknown_channel",
    10004: "unknown_server",
    10013: "unknown_user",
    10062: "interaction_expired",
    40058: "forum_channel",
    50001: "no_access",
    50007: "private_messages_refused",
    50008: "not_a_text_channel",
    50009: "verification_level",
    50013: "missing_permissions",
    50024: "wrong_kind_of_channel",
    50083: "thread_archived",
    50278: "no_common_server",
    160005: "thread_locked",
}
"""Nothing reaches this channel until a person acts; a part of these come as 400."""

LATER: Mapping[int, str] = {
    20016: "slow_mode",
    20028: "channel_write_limit",
    20029: "server_write_limit",
    40062: "service_rate_limited",
    130000: "overloaded",
}
"""The message is in order, the moment is not."""

UNEXPECTED = "unexpected"
"""How the reason of an error begins that nobody foresaw, so that it can be looked into."""

UNKNOWN_MESSAGE = 10008
UNAUTHORIZED = 40001
VERIFY_ACCOUNT = 40002
BLOCKED_PAUSE = 60.0
"""Seconds of silence after the content network in front of Discord refused us without a JSON answer."""

GATEWAY_REFUSALS: Mapping[int, str] = {
    4004: "token_refused",
    4012: "gateway_version_refused",
    4013: "intents_refused",
    4014: "intents_refused",
}
REJECTED_STATUSES = frozenset({400, 413, 415, 422})


def send_error(exc: BaseException) -> SendError:
    """Say what ``exc``, raised while a message was being sent, means for the delivery.

    A class that the table does not hold is judged by its nearest base; what nobody foresaw is
    ``Uncertain``, for then only the nonce keeps a second try from being a second message.
    """
    if isinstance(exc, SendError):
        return exc
    for kind in type(exc).__mro__:
        if kind in FORMS:
            return FORMS[kind](exc)
    return _unexpected(exc)


def already_delivered(exc: BaseException) -> bool:
    """Say whether Discord answered that the message of this nonce was sent before, and deleted since."""
    return isinstance(exc, discord.NotFound) and exc.code == UNKNOWN_MESSAGE


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
    everywhere = not parsed or parsed.get("global") is True or scope == "global" or "X-RateLimit-Global" in headers
    if after is None:
        after = BLOCKED_PAUSE if everywhere else None
    return RetryLater("rate_limited", after=after, platform_wide=everywhere)


def _is_json(headers: Mapping[str, str]) -> bool:
    return headers.get("Content-Type", "").startswith("application/json")


def _seconds(value: object) -> float | None:
    try:
        seconds = float(str(value))
    except ValueError:
        return None
    return min(seconds, 24 * 3600.0) if seconds >= 0 else None


def _http(exc: discord.HTTPException) -> SendError:
    status, code = exc.status, exc.code
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return limited(exc.response.headers, {"code": code} if _is_json(exc.response.headers) else None)
    if status == HTTPStatus.UNAUTHORIZED or code in (UNAUTHORIZED, VERIFY_ACCOUNT):
        return PlatformLost("token_refused")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return Uncertain(f"server_error_{status}")
    if code in LATER:
        return RetryLater(LATER[code])
    if code in CHAT_LOST:
        return ChatLost(CHAT_LOST[code])
    return _unlisted(status, code)


def _unlisted(status: int, code: int) -> SendError:
    if code and status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        return ChatLost(f"refused_{code}")
    if status == HTTPStatus.FORBIDDEN:
        return RetryLater("blocked", after=BLOCKED_PAUSE, platform_wide=True)
    if status in REJECTED_STATUSES:
        return MessageRejected(f"rejected_{status}_{code}")
    return RetryLater(f"http_{status}_{code}")


def _rate_limited(exc: discord.RateLimited) -> SendError:
    return RetryLater("rate_limited", after=exc.retry_after)


def _not_connected(_exc: BaseException) -> SendError:
    return RetryLater("not_connected")


def _timed_out(_exc: BaseException) -> SendError:
    return Uncertain("timeout")


def _broken_off(_exc: BaseException) -> SendError:
    return Uncertain("connection_lost")


def _unexpected(exc: BaseException) -> SendError:
    return Uncertain(f"{UNEXPECTED}_{type(exc).__name__}")


def _refused_token(_exc: BaseException) -> SendError:
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

FORMS: Mapping[type[BaseException], Callable[[Any], SendError]] = {
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
