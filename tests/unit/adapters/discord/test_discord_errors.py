"""What each failure of Discord, discord.py and aiohttp means for a delivery."""

import contextlib
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from multidict import CIMultiDict

from adapters.discord.errors import FORMS, already_delivered, connection_error, limited, send_error
from bot.domain.errors import ChatLost, MessageRejected, PlatformLost, RetryLater, SendError, Uncertain

TOKEN = "MTA.secret.token"


def response(status: int, headers: Mapping[str, str] | None = None) -> Any:
    return SimpleNamespace(status=status, reason="reason", headers=CIMultiDict(headers or {}))


def http_error(status: int, code: int = 0, headers: Mapping[str, str] | None = None) -> discord.HTTPException:
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = discord.DiscordServerError if status >= 500 else kinds.get(status, discord.HTTPException)
    return kind(response(status, headers), {"code": code, "message": f"no, {TOKEN}"})


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
    ("status", "code", "kind", "reason"),
    [
        (403, 50001, ChatLost, "no_access"),
        (403, 50013, ChatLost, "missing_permissions"),
        (404, 10003, ChatLost, "unknown_channel"),
        (404, 10004, ChatLost, "unknown_server"),
        (403, 50007, ChatLost, "private_messages_refused"),
        (400, 50083, ChatLost, "thread_archived"),
        (403, 160005, ChatLost, "thread_locked"),
        (400, 50008, ChatLost, "not_a_text_channel"),
        (403, 99999, ChatLost, "refused_99999"),
        (400, 50035, MessageRejected, "rejected_400_50035"),
        (400, 50006, MessageRejected, "rejected_400_50006"),
        (413, 40005, MessageRejected, "rejected_413_40005"),
        (401, 0, PlatformLost, "token_refused"),
        (403, 40001, PlatformLost, "token_refused"),
        (403, 40002, PlatformLost, "token_refused"),
        (400, 20016, RetryLater, "slow_mode"),
        (503, 130000, Uncertain, "server_error_503"),
        (500, 0, Uncertain, "server_error_500"),
        (502, 0, Uncertain, "server_error_502"),
        (408, 0, Uncertain, "server_error_408"),
        (404, 0, RetryLater, "http_404_0"),
        (405, 0, RetryLater, "http_405_0"),
    ],
)
def test_an_answer_of_discord_is_judged_by_its_code(status: int, code: int, kind: type[SendError], reason: str) -> None:
    """Each documented refusal has one meaning for the delivery and a short reason of ours."""
    error = send_error(http_error(status, code))
    assert (type(error), error.reason) == (kind, reason)


def test_a_refusal_without_a_code_is_the_networks_and_not_the_channels() -> None:
    """403 from the content network pauses the platform and costs no chat its subscription."""
    error = send_error(http_error(403))
    assert isinstance(error, RetryLater)
    assert (error.platform_wide, error.after) == (True, 60.0)


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
        ({}, {"retry_after": -1, "global": True}, 60.0, True),
    ],
)
def test_a_429_says_how_long_and_for_whom(
    headers: dict[str, str], body: object, after: float | None, everywhere: object
) -> None:
    """The body's precise time comes first; global limits and bans of our address pause the platform."""
    error = limited(CIMultiDict(headers), body)
    assert (error.after, error.platform_wide) == (after, everywhere)


def test_a_rate_limit_that_the_library_foresees_is_for_later() -> None:
    """discord.py's own refusal to wait says how long it would have taken."""
    error = send_error(discord.RateLimited(31.5))
    assert isinstance(error, RetryLater)
    assert (error.after, error.platform_wide) == (31.5, False)


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
