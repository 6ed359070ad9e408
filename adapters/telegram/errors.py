"""Every error of python-telegram-bot as one of ours, in one place.

``BadRequest`` and ``TimedOut`` are subclasses of ``NetworkError`` in the library, so the
rules below go from the narrow class to the wide one.  A test fails when the library brings
a class that has no rule here.  Reasons are fixed names: no text of the library or of the
server goes into them, so no token can.

What follows from an answer of 5xx is ours to decide: Telegram does not say whether the
message was stored before it failed, so it is ``Uncertain``, never ``RetryLater``.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping

import httpx
from telegram import error

from bot.domain.chats import Place
from bot.domain.errors import ChatLost, ChatMoved, MessageRejected, PlatformLost, RetryLater, SendError, Uncertain

# The library's own switch: without it, every 429 gives a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

NAME = "telegram"

_NOT_SENT = (
    (httpx.PoolTimeout, "pool_full"),
    (httpx.ConnectTimeout, "cannot_connect"),
    (httpx.ConnectError, "cannot_connect"),
    (httpx.ProxyError, "cannot_connect"),
    (httpx.UnsupportedProtocol, "cannot_connect"),
)
"""What httpx raises before a single byte of the request is written."""

_FORBIDDEN = (
    ("blocked by the user", "blocked"),
    ("kicked", "kicked"),
    ("not a member", "not_a_member"),
    ("deactivated", "deactivated"),
    ("deleted", "deleted"),
    ("initiate conversation", "never_started"),
    ("rights", "may_not_write"),
)
"""What a 403 says, in lower case, and our name for it."""

_LOST = (
    ("chat not found", "chat_not_found"),
    ("user not found", "chat_not_found"),
    ("peer_id_invalid", "chat_not_found"),
    ("channel_private", "chat_not_found"),
    ("channel_invalid", "chat_not_found"),
    ("not enough rights", "may_not_write"),
    ("have no rights", "may_not_write"),
    ("need administrator rights", "may_not_write"),
    ("chat_admin_required", "may_not_write"),
    ("chat_write_forbidden", "may_not_write"),
    ("chat_send_", "may_not_write"),
    ("chat_guest_send_forbidden", "may_not_write"),
    ("user_banned_in_channel", "may_not_write"),
    ("chat_restricted", "chat_restricted"),
    ("payment_required", "payment_required"),
    ("not a member", "not_a_member"),
    ("was kicked", "kicked"),
    ("user_is_blocked", "blocked"),
    ("was blocked", "blocked"),
    ("deactivated", "deactivated"),
    ("was deleted", "deleted"),
    ("upgraded to a supergroup", "moved_unknown"),
    ("topic_closed", "topic_closed"),
    ("topic_deleted", "topic_deleted"),
    ("topic_id_invalid", "topic_deleted"),
    ("message thread not found", "topic_deleted"),
)
"""What a 400 says, in lower case, when the chat and not the message is at fault."""

_REJECTED = (
    ("can't parse entities", "bad_markup"),
    ("too long", "too_long"),
    ("text is empty", "empty"),
    ("must be non-empty", "empty"),
    ("encoded in utf-8", "bad_encoding"),
)
"""What a 400 says, in lower case, when the message is at fault."""


def send_error(exc: BaseException) -> SendError:
    """Say what follows from ``exc``, raised by the library while it talked to Telegram.

    What the library is not known to raise counts as ``Uncertain``: the request may have gone out.
    """
    for kind, rule in RULES.items():
        if isinstance(exc, kind):
            return rule(exc)
    return Uncertain(f"unexpected_{type(exc).__name__}")


def _bad_request(exc: BaseException) -> SendError:
    text = str(exc).lower()
    if lost := _named(text, _LOST):
        return ChatLost(lost)
    return MessageRejected(_named(text, _REJECTED) or "bad_request")


def _forbidden(exc: BaseException) -> SendError:
    return ChatLost(_named(str(exc).lower(), _FORBIDDEN) or "forbidden")


def _timed_out(exc: BaseException) -> SendError:
    if str(exc).startswith("Pool timeout"):
        return RetryLater("pool_full")
    return _unsent(exc) or Uncertain("timed_out")


def _network(exc: BaseException) -> SendError:
    text = str(exc).lower()
    if text.startswith("too many requests"):  # a proxy's 429, without Telegram's own retry_after
        return RetryLater("rate_limited", platform_wide=True)
    if text.startswith("request entity too large"):
        return MessageRejected("too_large")
    return _unsent(exc) or Uncertain("network")


def _unsent(exc: BaseException) -> RetryLater | None:
    for kind, reason in _NOT_SENT:
        if isinstance(exc.__cause__, kind) or str(exc).startswith(f"httpx.{kind.__name__}:"):
            return RetryLater(reason)
    if isinstance(exc.__cause__, RuntimeError) and "not initialized" in str(exc.__cause__):
        return RetryLater("not_connected")  # our own connection was closed just before
    return None


def _moved(exc: BaseException) -> SendError:
    """Give the new chat without a topic: a group that became a supergroup never had any."""
    assert isinstance(exc, error.ChatMigrated)  # noqa: S101 - the table below saw to it
    return ChatMoved(Place(NAME, str(exc.new_chat_id)))


def _retry_after(exc: BaseException) -> SendError:
    """Pause the whole platform: Telegram does not say which of its limits was exceeded."""
    assert isinstance(exc, error.RetryAfter)  # noqa: S101 - the table below saw to it
    after: object = exc.retry_after  # as the server wrote it: the library does not look
    seconds = after.total_seconds() if isinstance(after, dt.timedelta) else after
    known = max(0.0, float(seconds)) if isinstance(seconds, (int, float)) else None
    return RetryLater("rate_limited", after=known, platform_wide=True)


def _named(text: str, table: tuple[tuple[str, str], ...]) -> str | None:
    return next((name for needle, name in table if needle in text), None)


RULES: Mapping[type[error.TelegramError], Callable[[BaseException], SendError]] = {
    error.BadRequest: _bad_request,
    error.TimedOut: _timed_out,
    error.NetworkError: _network,
    error.ChatMigrated: _moved,
    error.RetryAfter: _retry_after,
    error.Forbidden: _forbidden,
    error.InvalidToken: lambda _: PlatformLost("invalid_token"),
    error.EndPointNotFound: lambda _: PlatformLost("unknown_method"),
    # 409: another process polls with our token, or a webhook is set.  The request was refused.
    error.Conflict: lambda _: RetryLater("conflict"),
    # Only ever raised while a passport is read, which we never do.
    error.PassportDecryptionError: lambda _: Uncertain("unexpected_passport"),
    # Raised by itself when the answer is not JSON: it came, but says nothing.
    error.TelegramError: lambda _: Uncertain("unreadable_answer"),
}
"""One rule for each class of ``telegram.error``, the narrow before the wide."""
