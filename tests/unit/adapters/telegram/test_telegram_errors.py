"""What each error of python-telegram-bot means to a delivery."""

from __future__ import annotations

import inspect

import httpx
import pytest
from telegram import error

from adapters.telegram.errors import RULES, send_error
from bot.domain.chats import Place
from bot.domain.errors import ChatLost, ChatMoved, MessageRejected, PlatformLost, RetryLater, SendError, Uncertain


def caused(exc: Exception, cause: Exception) -> Exception:
    exc.__cause__ = cause
    return exc


def test_every_error_class_of_the_library_has_a_rule_of_its_own() -> None:
    """A new class in telegram.error fails here until somebody decides what it means."""
    classes = {kind for _, kind in inspect.getmembers(error, inspect.isclass) if issubclass(kind, error.TelegramError)}
    assert classes == set(RULES)


def test_a_narrow_class_comes_before_its_wide_one() -> None:
    """BadRequest and TimedOut are NetworkErrors in the library, and must not be read as such."""
    kinds = list(RULES)
    for position, kind in enumerate(kinds):
        assert not any(issubclass(later, kind) for later in kinds[position + 1 :])


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("Forbidden: bot was kicked from the group chat", "kicked"),
        ("Forbidden: bot was kicked from the channel chat", "kicked"),
        ("Forbidden: bot is not a member of the channel chat", "not_a_member"),
        ("Forbidden: user is deactivated", "deactivated"),
        ("Forbidden: the group chat was deleted", "deleted"),
        ("Forbidden: bot can't initiate conversation with a user", "never_started"),
        ("Forbidden: something new", "forbidden"),
    ],
)
def test_a_403_loses_the_chat_and_names_why(description: str, reason: str) -> None:
    """Blocked, kicked, deactivated and deleted are told apart for whoever reads the operator's page."""
    lost = send_error(error.Forbidden(description))
    assert isinstance(lost, ChatLost)
    assert lost.reason == reason


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("chat not found", "chat_not_found"),
        ("Bad Request: not enough rights to send text messages to the chat", "may_not_write"),
        ("Bad Request: have no rights to send a message", "may_not_write"),
        ("Bad Request: need administrator rights in the channel chat", "may_not_write"),
        ("Bad Request: CHAT_WRITE_FORBIDDEN", "may_not_write"),
        ("Bad Request: CHAT_SEND_DOCS_FORBIDDEN", "may_not_write"),
        ("Bad Request: CHAT_RESTRICTED", "chat_restricted"),
        ("Bad Request: TOPIC_CLOSED", "topic_closed"),
        ("Bad Request: TOPIC_DELETED", "topic_deleted"),
        ("Bad Request: message thread not found", "topic_deleted"),
        ("Bad Request: group chat was upgraded to a supergroup chat", "moved_unknown"),
    ],
)
def test_a_400_about_the_chat_loses_the_chat(description: str, reason: str) -> None:
    """Telegram reports some lost permissions as 400: the message is not at fault."""
    lost = send_error(error.BadRequest(description))
    assert isinstance(lost, ChatLost)
    assert lost.reason == reason


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("Bad Request: can't parse entities: unclosed start tag at byte offset 7", "bad_markup"),
        ("Bad Request: message is too long", "too_long"),
        ("Bad Request: message caption is too long", "too_long"),
        ("Bad Request: message text is empty", "empty"),
        ("Bad Request: a thing never seen", "bad_request"),
    ],
)
def test_any_other_400_rejects_the_message(description: str, reason: str) -> None:
    """What is wrong with a message is wrong with it tomorrow."""
    rejected = send_error(error.BadRequest(description))
    assert isinstance(rejected, MessageRejected)
    assert rejected.reason == reason


@pytest.mark.parametrize("after", [3, 0.5])
def test_a_429_pauses_the_whole_platform(after: float) -> None:
    """Telegram does not say whether the chat's limit or the bot's was exceeded."""
    later = send_error(error.RetryAfter(after))  # type: ignore[arg-type]
    assert isinstance(later, RetryLater)
    assert (later.after, later.platform_wide) == (after, True)


def test_a_429_of_a_proxy_pauses_the_platform_without_a_time() -> None:
    """Without retry_after the library has no RetryAfter for it."""
    later = send_error(error.NetworkError("Too Many Requests (429)"))
    assert isinstance(later, RetryLater)
    assert (later.after, later.platform_wide) == (None, True)


@pytest.mark.parametrize(
    "exc",
    [
        error.TimedOut("Pool timeout: All connections in the connection pool are occupied."),
        caused(error.TimedOut(), httpx.ConnectTimeout("")),
        caused(error.NetworkError("httpx.ConnectError: refused"), httpx.ConnectError("refused")),
        error.NetworkError("httpx.ConnectError: All connection attempts failed"),
        caused(error.NetworkError("x"), httpx.ProxyError("502")),
        caused(error.NetworkError("x"), RuntimeError("This HTTPXRequest is not initialized!")),
        error.Conflict("terminated by other getUpdates request"),
    ],
)
def test_what_never_left_is_tried_again(exc: Exception) -> None:
    """No connection, no message: trying again cannot double it."""
    later = send_error(exc)
    assert isinstance(later, RetryLater)
    assert not later.platform_wide


@pytest.mark.parametrize(
    "exc",
    [
        error.TimedOut(),
        caused(error.TimedOut(), httpx.ReadTimeout("")),
        caused(error.TimedOut(), httpx.WriteTimeout("")),
        caused(error.NetworkError("httpx.ReadError: "), httpx.ReadError("")),
        caused(error.NetworkError("httpx.RemoteProtocolError: gone"), httpx.RemoteProtocolError("gone")),
        error.NetworkError("Internal Server Error (500)"),
        error.NetworkError("Bad Gateway"),
        error.TelegramError("Invalid server response"),
        KeyError("message_id"),
    ],
)
def test_what_may_have_arrived_is_uncertain(exc: Exception) -> None:
    """A lost answer says nothing about the message."""
    assert type(send_error(exc)) is Uncertain


def test_a_refused_token_loses_the_platform_and_is_not_repeated() -> None:
    """The library writes the token into this very error."""
    lost = send_error(error.InvalidToken("The token `123:SECRET` was rejected by the server."))
    assert isinstance(lost, PlatformLost)
    assert str(lost) == "invalid_token"


def test_a_chat_that_moved_gives_its_new_address() -> None:
    """A supergroup made from a group has a new id and no topics yet."""
    moved = send_error(error.ChatMigrated(-1001234))
    assert isinstance(moved, ChatMoved)
    assert moved.place == Place("telegram", "-1001234")


@pytest.mark.parametrize("kind", [kind for kind in RULES if kind not in (error.ChatMigrated, error.RetryAfter)])
def test_no_reason_holds_what_the_library_said(kind: type[error.TelegramError]) -> None:
    """Reasons are stored with deliveries and shown: they are our own words."""
    mapped = send_error(kind("123:SECRET"))
    assert isinstance(mapped, SendError)
    assert "SECRET" not in mapped.reason
