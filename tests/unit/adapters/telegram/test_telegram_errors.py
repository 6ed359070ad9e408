"""What each error of python-telegram-bot means to a delivery."""

from __future__ import annotations

import inspect
from typing import Any

import httpx
import pytest
from telegram import error

from adapters.telegram.errors import RULES, send_error
from adapters.telegram.refusals import REFUSALS, Asking
from bot.domain.chats import Place
from bot.domain.errors import (
    ChatLost,
    ChatMoved,
    MessageRejected,
    NotEditable,
    PartRefused,
    PlatformLost,
    Refused,
    RetryLater,
    SendError,
    Uncertain,
)
from bot.domain.messages import Extra


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


REMOVED = {
    "Forbidden: bot was blocked by the user": "blocked",
    "Forbidden: bot was kicked from the group chat": "kicked",
    "Forbidden: bot was kicked from the channel chat": "kicked",
    "Forbidden: bot is not a member of the channel chat": "not_a_member",
    "Forbidden: user is deactivated": "deactivated",
    "Forbidden: the group chat was deleted": "deleted",
    "Forbidden: bot can't initiate conversation with a user": "never_started",
    "Forbidden: bot can't send messages to bots": "is_a_bot",
    "Bad Request: chat not found": "chat_not_found",
    "Bad Request: PEER_ID_INVALID": "chat_not_found",
    "Bad Request: CHANNEL_PRIVATE": "chat_not_found",
    "Bad Request: group chat was deactivated": "deactivated",
}

RIGHT = {
    "Bad Request: not enough rights to send text messages to the chat": "may_not_write",
    "Forbidden: not enough rights to send text messages to the chat": "may_not_write",
    "Bad Request: have no rights to send a message": "may_not_write",
    "Bad Request: need administrator rights in the channel chat": "may_not_write",
    "Bad Request: CHAT_WRITE_FORBIDDEN": "may_not_write",
    "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN": "may_not_write",
    "Bad Request: CHAT_RESTRICTED": "chat_restricted",
    "Bad Request: PAYMENT_REQUIRED": "payment_required",
    "Bad Request: TOPIC_CLOSED": "topic_closed",
    "Bad Request: group chat was upgraded to a supergroup chat": "moved_unknown",
}

FILE_RIGHT = (
    "Bad Request: not enough rights to send documents to the chat",
    "Forbidden: not enough rights to send documents to the chat",
    "Bad Request: CHAT_SEND_DOCS_FORBIDDEN",
    "Bad Request: CHAT_SEND_MEDIA_FORBIDDEN",
)

FILE = {
    "Bad Request: file must be non-empty": "file_refused",
    "Bad Request: file is too big": "too_large",
    "Bad Request: FILE_PARTS_INVALID": "file_refused",
    "Bad Request: MEDIA_EMPTY": "file_refused",
}

MESSAGE = {
    "Bad Request: can't parse entities: unclosed start tag at byte offset 7": "bad_markup",
    "Bad Request: message is too long": "too_long",
    "Bad Request: message caption is too long": "too_long",
    "Bad Request: message text is empty": "empty",
    "Bad Request: text must be non-empty": "empty",
    "Bad Request: strings must be encoded in UTF-8": "bad_encoding",
}

UNKNOWN = (
    "Bad Request: a thing never seen",
    "Forbidden: a thing never seen",
    "Bad Request: message thread not found",  # though no topic was written in
    "Bad Request: file is too big",  # though no file was sent
)

EDIT = {
    "Bad Request: message to edit not found": "message_gone",
    "Bad Request: MESSAGE_ID_INVALID": "message_gone",
    "Bad Request: message can't be edited": "not_editable",
    "Bad Request: there is no text in the message to edit": "not_editable",
    "Bad Request: there is no caption in the message to edit": "not_editable",
    "Bad Request: MESSAGE_EDIT_TIME_EXPIRED": "too_old",
    "Forbidden: MESSAGE_AUTHOR_REQUIRED": "not_ours",
}

TEXT, DOCUMENT, TOPIC = Asking(5), Asking(5, file=True), Asking(-1005, topic=True)


def said(description: str) -> error.TelegramError:
    kind = error.Forbidden if description.startswith("Forbidden") else error.BadRequest
    return kind(description)


@pytest.mark.parametrize(("description", "reason"), REMOVED.items())
@pytest.mark.parametrize("asking", [TEXT, DOCUMENT, TOPIC])
def test_who_put_us_out_is_lost_until_it_comes_back_by_itself(description: str, reason: str, asking: Asking) -> None:
    """Blocked, kicked, deactivated and deleted are told apart for whoever reads the operator's page."""
    lost = send_error(said(description), asking)
    assert isinstance(lost, ChatLost)
    assert (lost.reason, lost.removed) == (reason, True)


@pytest.mark.parametrize(("description", "reason"), RIGHT.items())
@pytest.mark.parametrize("asking", [TEXT, DOCUMENT, TOPIC])
def test_a_missing_right_loses_the_chat_until_it_is_given_back(description: str, reason: str, asking: Asking) -> None:
    """Telegram says it with 400 or 403, in words or in capitals."""
    lost = send_error(said(description), asking)
    assert isinstance(lost, ChatLost)
    assert (lost.reason, lost.removed) == (reason, False)


@pytest.mark.parametrize("description", FILE_RIGHT)
def test_a_missing_right_for_files_refuses_the_file_alone(description: str) -> None:
    """The text of the same message may be taken; said of a text, no text is taken."""
    refused, lost = send_error(said(description), DOCUMENT), send_error(said(description), TEXT)
    assert isinstance(refused, PartRefused)
    assert (refused.reason, refused.extra) == ("may_not_send_files", Extra.FILE)
    assert isinstance(lost, ChatLost)
    assert (lost.reason, lost.removed) == ("may_not_write", False)


@pytest.mark.parametrize(("description", "reason"), FILE.items())
def test_a_file_that_is_refused_is_left_out(description: str, reason: str) -> None:
    """Its size or form is nothing that a chat could mend."""
    refused = send_error(said(description), DOCUMENT)
    assert isinstance(refused, PartRefused)
    assert (refused.reason, refused.extra) == (reason, Extra.FILE)


def test_a_request_that_is_too_large_is_so_because_of_its_file() -> None:
    """A proxy says it, too; of a text within Telegram's limit nobody knows what it means."""
    refused = send_error(error.NetworkError("Request Entity Too Large (413)"), DOCUMENT)
    assert isinstance(refused, PartRefused)
    assert refused.extra is Extra.FILE
    assert type(send_error(error.NetworkError("Request Entity Too Large (413)"), TEXT)) is Refused


@pytest.mark.parametrize("description", ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"])
def test_a_topic_that_is_gone_is_the_group_from_now_on(description: str) -> None:
    """Deleted, or the group has no topics any more: the group itself is still there."""
    moved = send_error(error.BadRequest(f"Bad Request: {description}"), TOPIC)
    assert isinstance(moved, ChatMoved)
    assert (moved.place, moved.reason) == (Place("telegram", "-1005"), "topic_gone")


@pytest.mark.parametrize(("description", "reason"), MESSAGE.items())
def test_only_a_fault_of_the_message_itself_rejects_it(description: str, reason: str) -> None:
    """Its markup, its length or its encoding is the same tomorrow."""
    rejected = send_error(said(description), TEXT)
    assert isinstance(rejected, MessageRejected)
    assert rejected.reason == reason


@pytest.mark.parametrize(("description", "reason"), EDIT.items())
def test_a_message_that_can_be_changed_no_more_is_told_from_a_chat_that_is_lost(description: str, reason: str) -> None:
    """Deleted, too old, not ours; said of a new message, nobody knows what it means."""
    refused = send_error(said(description), Asking(5, edit=True))
    assert isinstance(refused, NotEditable)
    assert refused.reason == reason
    assert type(send_error(said(description), TEXT)) is Refused


@pytest.mark.parametrize("description", UNKNOWN)
def test_a_refusal_that_nobody_knows_may_be_over_tomorrow(description: str) -> None:
    """Telegram has refused whole kinds of chats by mistake for hours."""
    assert type(send_error(said(description), TEXT)) is Refused


def test_every_refusal_of_the_table_is_found_by_its_own_words() -> None:
    """None stands behind a shorter one that would be found first."""
    found = [next(row for row in REFUSALS if row[0] in words) for words, _, _ in REFUSALS]
    assert found == list(REFUSALS)


@pytest.mark.parametrize("after", [3, 0.5, 3600])
def test_a_429_that_answers_a_message_is_that_chats_own(after: float) -> None:
    """Telegram does not say which limit was exceeded, and it is mostly the chat's."""
    later = send_error(error.RetryAfter(after), TEXT)  # type: ignore[arg-type]
    assert isinstance(later, RetryLater)
    assert (later.after, later.platform_wide) == (after, False)


@pytest.mark.parametrize(("after", "believed"), [("soon", None), (None, None), (-5, 0), (10**12, 86_400)])
def test_an_odd_time_of_a_429_is_not_believed(after: Any, believed: float | None) -> None:
    """Without a time our own waits are taken; a day is the longest."""
    later = send_error(error.RetryAfter(after), TEXT)
    assert isinstance(later, RetryLater)
    assert later.after == believed


def test_a_429_without_a_chat_pauses_the_whole_platform() -> None:
    """No chat's limit can be meant."""
    later = send_error(error.RetryAfter(3))
    assert isinstance(later, RetryLater)
    assert (later.after, later.platform_wide) == (3, True)


def test_a_429_of_a_proxy_pauses_the_platform_without_a_time() -> None:
    """Without retry_after the library has no RetryAfter for it."""
    later = send_error(error.NetworkError("Too Many Requests (429)"), TEXT)
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
    assert (moved.place, moved.reason) == (Place("telegram", "-1001234"), "chat_moved")


def test_a_chat_that_moved_to_no_number_is_refused() -> None:
    """Nothing but a number is an address."""
    assert type(send_error(error.ChatMigrated("-1001234; x"))) is Refused  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [kind for kind in RULES if kind not in (error.ChatMigrated, error.RetryAfter)])
def test_no_reason_holds_what_the_library_said(kind: type[error.TelegramError]) -> None:
    """Reasons are stored with deliveries and shown: they are our own words."""
    mapped = send_error(kind("123:SECRET"))
    assert isinstance(mapped, SendError)
    assert "SECRET" not in mapped.reason
