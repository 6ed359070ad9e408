"""Every error of python-telegram-bot as one of ours, in one place.

``BadRequest`` and ``TimedOut`` are subclasses of ``NetworkError`` in the library, so the
rules below go from the narrow class to the wide one.  A test fails when the library brings
a class that has no rule here.  Reasons are fixed names: no text of the library or of the
server goes into them, so no token can.

What Telegram refuses for a chat or a message is in `adapters.telegram.refusals`.

What follows from an answer of 5xx is ours to decide: Telegram does not say whether the
message was stored before it failed, so it is ``Uncertain``, never ``RetryLater``.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping

import httpx
from telegram import error

from adapters.telegram.fields import Unreadable, is_number
from adapters.telegram.refusals import NAME, PLAIN, Asking, refused
from bot.domain.chats import Place
from bot.domain.errors import ChatMoved, PartRefused, PlatformLost, Refused, RetryLater, SendError, Uncertain
from bot.domain.messages import Extra

# The library's own switch: without it, every 429 gives a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

_NOT_SENT = (
    (httpx.PoolTimeout, "pool_full"),
    (httpx.ConnectTimeout, "cannot_connect"),
    (httpx.ConnectError, "cannot_connect"),
    (httpx.ProxyError, "cannot_connect"),
    (httpx.UnsupportedProtocol, "cannot_connect"),
)
"""What httpx raises before a single byte of the request is written."""


LONGEST_ASKED = 86_400.0
"""Seconds: a number that is a mistake must not silence a chat for years."""


def send_error(exc: BaseException, asking: Asking = PLAIN) -> SendError:
    """Say what follows from ``exc``, raised by the library while it talked to Telegram, ``asking`` for something.

    What the library is not known to raise counts as ``Uncertain``: the request may have gone out.
    """
    if isinstance(exc, Unreadable):
        return Uncertain("unreadable_answer")
    for kind, rule in RULES.items():
        if isinstance(exc, kind):
            return rule(exc, asking)
    return Uncertain(f"unexpected_{type(exc).__name__}")


def _bad_request(exc: BaseException, asking: Asking) -> SendError:
    return refused(str(exc), asking) or Refused("bad_request")


def _forbidden(exc: BaseException, asking: Asking) -> SendError:
    return refused(str(exc), asking) or Refused("forbidden")


def _timed_out(exc: BaseException, _: Asking) -> SendError:
    if str(exc).startswith("Pool timeout"):
        return RetryLater("pool_full")
    return _unsent(exc) or Uncertain("timed_out")


def _network(exc: BaseException, asking: Asking) -> SendError:
    text = str(exc).lower()
    if text.startswith("too many requests"):  # a proxy's 429, without Telegram's own retry_after: of no chat
        return RetryLater("rate_limited", platform_wide=True)
    if text.startswith(("request entity too large", "content too large")):
        return PartRefused("too_large", Extra.FILE) if asking.file else Refused("too_large")
    return _unsent(exc) or Uncertain("network")


def _unsent(exc: BaseException) -> RetryLater | None:
    for kind, reason in _NOT_SENT:
        if isinstance(exc.__cause__, kind) or str(exc).startswith(f"httpx.{kind.__name__}:"):
            return RetryLater(reason)
    if isinstance(exc.__cause__, RuntimeError) and "not initialized" in str(exc.__cause__):
        return RetryLater("not_connected")  # our own connection was closed just before
    return None


def _moved(exc: BaseException, _: Asking) -> SendError:
    """Give the new chat without a topic: a group that became a supergroup never had any."""
    assert isinstance(exc, error.ChatMigrated)  # noqa: S101 - the table below saw to it
    to: object = exc.new_chat_id  # as the server wrote it: the library does not look
    return ChatMoved(Place(NAME, str(to))) if is_number(to) else Refused("moved_unknown")


def _retry_after(exc: BaseException, asking: Asking) -> SendError:
    """Hold back one chat where a message to one was refused: it is mostly that chat's own limit."""
    assert isinstance(exc, error.RetryAfter)  # noqa: S101 - the table below saw to it
    after: object = exc.retry_after  # as the server wrote it: the library does not look
    seconds = after.total_seconds() if isinstance(after, dt.timedelta) else after
    known = min(max(0.0, float(seconds)), LONGEST_ASKED) if isinstance(seconds, (int, float)) else None
    return RetryLater("rate_limited", after=known, platform_wide=asking.chat is None)


RULES: Mapping[type[error.TelegramError], Callable[[BaseException, Asking], SendError]] = {
    error.BadRequest: _bad_request,
    error.TimedOut: _timed_out,
    error.NetworkError: _network,
    error.ChatMigrated: _moved,
    error.RetryAfter: _retry_after,
    error.Forbidden: _forbidden,
    error.InvalidToken: lambda *_: PlatformLost("invalid_token"),
    error.EndPointNotFound: lambda *_: PlatformLost("unknown_method"),
    # 409: another process polls with our token, or a webhook is set.  The request was refused.
    error.Conflict: lambda *_: RetryLater("conflict"),
    # Only ever raised while a passport is read, which we never do.
    error.PassportDecryptionError: lambda *_: Uncertain("unexpected_passport"),
    # Raised by itself when the answer is not JSON: it came, but says nothing.
    error.TelegramError: lambda *_: Uncertain("unreadable_answer"),
}
"""One rule for each class of ``telegram.error``, the narrow before the wide."""
