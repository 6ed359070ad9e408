"""What each failure of Discord, discord.py and aiohttp means for a delivery."""

import contextlib
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from multidict import CIMultiDict

from adapters.discord.errors import FORMS, already_delivered, connection_error, limited, send_error
from bot.domain.errors import RetryLater, SendError, Uncertain
from tests.support.discord_failures import TOKEN, http_error


def library_modules() -> Iterator[Any]:
    for module in pkgutil.walk_packages(discord.__path__, "discord."):
        # discord.types is for type checkers only, discord.ext is another framework on top.
        if not module.name.startswith(("discord.types", "discord.ext", "discord.__main__")):
            with contextlib.suppress(ImportError):  # voice extras that are not installed
                importlib.import_module(module.name)
    yield from (module for name, module in list(sys.modules.items()) if name.partition(".")[0] == "discord")
    yield from (aiohttp, aiohttp.client_exceptions)


def library_errors() -> set[type[BaseException]]:
    found = {
        kind
        for module in library_modules()
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, discord.DiscordException | aiohttp.ClientError)
        or (issubclass(kind, Exception) and kind.__module__.startswith("discord."))
    }
    return {kind for kind in found if not kind.__module__.startswith("discord.ext")}


def test_every_error_class_of_the_libraries_is_mapped() -> None:
    """A class that a new release of discord.py or aiohttp adds fails here until somebody has judged it."""
    found = library_errors()
    assert len(found) > 50
    assert sorted(kind.__qualname__ for kind in found - set(FORMS)) == []


@pytest.mark.parametrize(
    ("headers", "body", "after", "everywhere"),
    [
        ({"Retry-After": "3", "X-RateLimit-Scope": "user"}, {"retry_after": 2.25, "global": False}, 2.25, False),
        ({"Retry-After": "3", "X-RateLimit-Scope": "shared"}, {"retry_after": 2.25}, 2.25, False),
        ({"X-RateLimit-Scope": "global"}, {"retry_after": 0.5, "global": True}, 0.5, True),
        ({"X-RateLimit-Global": "true"}, {"retry_after": 0.5}, 0.5, True),
        ({"Retry-After": "600"}, None, 600.0, True),
        ({}, None, 60.0, True),
        ({}, {"retry_after": "soon"}, None, False),
        ({"X-RateLimit-Scope": "user"}, {"retry_after": 3600.5}, 3600.5, False),
        ({}, {"retry_after": -1, "global": True}, 60.0, True),
    ],
)
def test_a_429_says_how_long_and_for_whom(
    headers: dict[str, str], body: object, after: float | None, everywhere: object
) -> None:
    """The body's precise time comes first; global limits and bans of our address pause the platform."""
    error = limited(CIMultiDict(headers), body)
    assert (error.after, error.platform_wide, error.chat_only) == (after, everywhere, not everywhere)


def test_a_rate_limit_that_the_library_foresees_is_for_later() -> None:
    """discord.py's own refusal to wait says how long it would have taken."""
    error = send_error(discord.RateLimited(31.5))
    assert isinstance(error, RetryLater)
    assert (error.after, error.platform_wide, error.chat_only) == (31.5, False, True)


def test_429_as_an_exception_is_for_later_too() -> None:
    """Where discord.py raises a 429, a JSON answer concerns the channel and any other concerns everyone."""
    of_channel = send_error(http_error(429, 0, {"Content-Type": "application/json", "Retry-After": "2"}))
    of_all = send_error(http_error(429, 0, {"Content-Type": "text/html"}))
    assert isinstance(of_channel, RetryLater)
    assert isinstance(of_all, RetryLater)
    assert (of_channel.after, of_channel.platform_wide) == (2.0, False)
    assert (of_all.after, of_all.platform_wide) == (60.0, True)


@pytest.mark.parametrize(
    ("exc", "kind", "reason"),
    [
        (TimeoutError(), Uncertain, "timeout"),
        (aiohttp.SocketTimeoutError(), Uncertain, "timeout"),
        (aiohttp.ServerDisconnectedError(), Uncertain, "connection_lost"),
        (ConnectionResetError(104, "reset"), Uncertain, "connection_lost"),
        (aiohttp.ConnectionTimeoutError(), RetryLater, "not_connected"),
        (ConnectionRefusedError(), RetryLater, "not_connected"),
        (aiohttp.ClientConnectorError(SimpleNamespace(), OSError(111, "x")), RetryLater, "not_connected"),  # type: ignore[arg-type]
        (KeyError(TOKEN), Uncertain, "unexpected_KeyError"),
        (RetryLater("as it was"), RetryLater, "as it was"),
    ],
)
def test_a_broken_connection_is_uncertain_unless_nothing_was_sent(
    exc: Exception, kind: type[SendError], reason: str
) -> None:
    """Only failures to connect are certain; whatever comes after may have been delivered."""
    error = send_error(exc)
    assert (type(error), error.reason) == (kind, reason)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_no_reason_repeats_what_the_server_said(status: int) -> None:
    """Text from the network never gets into a stored reason, so no token can."""
    assert TOKEN not in str(send_error(http_error(status, 12345)))


def test_an_unknown_message_means_that_it_was_delivered_before() -> None:
    """10008 answers the repetition of a nonce whose message has been deleted since."""
    assert already_delivered(http_error(404, 10008))
    assert not already_delivered(http_error(404, 10003))


@pytest.mark.parametrize(
    ("exc", "reason"),
    [
        (discord.LoginFailure("x"), "token_refused"),
        (http_error(401), "token_refused"),
        (discord.PrivilegedIntentsRequired(0), "intents_refused"),
        (discord.ConnectionClosed(SimpleNamespace(close_code=4004), shard_id=0), "token_refused"),  # type: ignore[arg-type]
        (discord.ConnectionClosed(SimpleNamespace(close_code=4000), shard_id=0), None),  # type: ignore[arg-type]
        (ConnectionError("x"), None),
        (http_error(500), None),
    ],
)
def test_only_a_refusal_of_ourselves_loses_the_platform(exc: Exception, reason: str | None) -> None:
    """A wrong token or intent needs the operator; everything else is tried again."""
    lost = connection_error(exc)
    assert (lost.reason if lost else None) == reason
