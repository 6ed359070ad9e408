"""What Discord's refusal of one message means: by its code, and by what the message carried.

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes, "JSON error codes".
What a code is not listed for was never meant for a message to a channel, or nobody knows it:
such an answer is `Refused`, which is tried again.  The same table for people is in ``docs/delivery.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus

import discord

from bot.domain.errors import (
    ChatLost,
    MessageRejected,
    NotEditable,
    PartRefused,
    PlatformLost,
    Refused,
    RetryLater,
    SendError,
    Uncertain,
)
from bot.domain.messages import Extra, Part

GONE: Mapping[int, str] = {
    10003: "unknown_channel",
    10004: "unknown_server",
    10013: "unknown_user",
    40007: "banned",
}
"""The channel, the server or the person is gone, or has put us out: an event or a command tells when that ends."""

SHUT: Mapping[int, str] = {
    10015: "interaction_expired",
    10062: "interaction_expired",
    40058: "forum_channel",
    40067: "tag_required",
    50001: "no_access",
    50003: "wrong_kind_of_channel",
    50007: "private_messages_refused",
    50008: "not_a_text_channel",
    50009: "verification_level",
    50024: "wrong_kind_of_channel",
    50027: "interaction_expired",
    50083: "thread_archived",
    50278: "no_common_server",
    160005: "thread_locked",
    160006: "too_many_threads",
    160007: "too_many_threads",
}
"""No text reaches this chat until a person acts, and nothing tells us when that is done."""

LATER: Mapping[int, str] = {
    20016: "slow_mode",
    20028: "channel_write_limit",
    20029: "server_write_limit",
    30046: "too_many_edits",
    40003: "opens_chats_too_fast",
    40004: "sending_switched_off",
    40006: "feature_switched_off",
    40062: "service_rate_limited",
    130000: "overloaded",
}
"""The message is in order, the moment is not."""

FILE_REFUSED: Mapping[int, str] = {
    20009: "explicit_content",
    40005: "too_large",
    50045: "file_too_large",
    50046: "file_invalid",
    50146: "file_not_found",
}
"""What a message's file draws; without a file nobody knows what was meant."""

REPLY_REFUSED: Mapping[int, str] = {
    160002: "may_not_read_history",
    160009: "may_not_read_history",
    160010: "age_restricted",
}
"""What a reply draws, and the same message alone does not."""

OWN_FAULT: Mapping[int, str] = {50006: "empty_message"}
"""The message itself is at fault, in any chat and at any time."""

NO_MORE: Mapping[int, str] = {
    10008: "message_gone",
    50005: "not_ours",
    50021: "not_editable",
    50083: "thread_archived",
}
"""What an edit draws where the message can be changed no more, in a place to which others may still be sent."""

OURSELVES: Mapping[int, str] = {
    40001: "token_refused",
    40002: "account_unverified",
    50014: "token_refused",
}

OF_THE_CHAT = frozenset({20016, 20028, 20029, 30046})
"""Of what is for later, what says nothing of other chats."""

MISSING_PERMISSIONS = 50013
INVALID_FORM = 50035
ALREADY_ANSWERED = 40060
NETWORK_BLOCKS = 40333
UNKNOWN_MESSAGE = 10008

BLOCKED_PAUSE = 60.0
"""Seconds of silence after the content network in front of Discord refused us."""


def _blocked() -> RetryLater:
    return RetryLater("blocked", after=BLOCKED_PAUSE, platform_wide=True)


WHATEVER_WAS_SENT: Mapping[int, Callable[[], SendError]] = {
    **{code: partial(ChatLost, reason, removed=True) for code, reason in GONE.items()},
    **{code: partial(ChatLost, reason) for code, reason in SHUT.items()},
    **{code: partial(RetryLater, reason, chat_only=code in OF_THE_CHAT) for code, reason in LATER.items()},
    **{code: partial(PartRefused, reason, Extra.REPLY) for code, reason in REPLY_REFUSED.items()},
    **{code: partial(MessageRejected, reason) for code, reason in OWN_FAULT.items()},
    **{code: partial(PlatformLost, reason) for code, reason in OURSELVES.items()},
    ALREADY_ANSWERED: partial(Refused, "already_answered"),
    NETWORK_BLOCKS: _blocked,
}
"""What these codes mean, whatever the part carries."""


def refused_edit(exc: BaseException) -> NotEditable | None:
    """Say whether an edit was refused because its message can be changed no more."""
    reason = NO_MORE.get(code_of(exc)) if isinstance(exc, discord.HTTPException) else None
    return NotEditable(reason) if reason else None


_REFUSED_STATUSES = frozenset({400, 403, 404, 413, 415, 422})
_OWN_FIELDS = frozenset({"content", "embeds", "nonce", "enforce_nonce", "allowed_mentions", "flags", "tts"})
_FILE_FIELDS = frozenset({"attachments", "files"})


def code_of(exc: discord.HTTPException) -> int:
    """Give Discord's own code, 0 where it has none that can be read."""
    return exc.code if isinstance(exc.code, int) else 0


def is_json(headers: Mapping[str, str]) -> bool:
    """Say whether an answer is Discord's own: what stands in front of it speaks no JSON."""
    return str(headers.get("Content-Type", "")).startswith("application/json")


def refusal(exc: discord.HTTPException, part: Part | None) -> SendError:
    """Say what an answer that is no success, and no 429, means for ``part``, None where it is not known."""
    status, code = exc.status, code_of(exc)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return Uncertain(f"server_error_{status}")
    if code in WHATEVER_WAS_SENT:
        return WHATEVER_WAS_SENT[code]()
    if status == HTTPStatus.UNAUTHORIZED:
        return PlatformLost("token_refused")
    if status == HTTPStatus.FORBIDDEN and not code and not is_json(exc.response.headers):
        return _blocked()
    return _of_the_part(exc, status, code, part)


def _of_the_part(exc: discord.HTTPException, status: int, code: int, part: Part | None) -> SendError:
    if code == INVALID_FORM:
        return _form(exc, status, part)
    if code in FILE_REFUSED or status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        reason = FILE_REFUSED.get(code, "too_large")
        return PartRefused(reason, Extra.FILE) if _has_file(part) else Refused(reason)
    if code == MISSING_PERMISSIONS or status == HTTPStatus.FORBIDDEN:
        return _withheld(code, part)
    if status in _REFUSED_STATUSES:
        return Refused(f"refused_{status}_{code}")
    return RetryLater(f"http_{status}_{code}")


def _has_file(part: Part | None) -> bool:
    return part is not None and part.attachment is not None


def _withheld(code: int, part: Part | None) -> SendError:
    """A right is missing and Discord does not say which: the file's, then the frame's, then that to write at all."""
    reason = "missing_permissions" if code == MISSING_PERMISSIONS else f"refused_403_{code}"
    if _has_file(part):
        return PartRefused(reason, Extra.FILE)
    if part is not None and part.framed:
        return PartRefused(reason, Extra.EMBED)
    return ChatLost(reason) if code == MISSING_PERMISSIONS else Refused(reason)


def _form(exc: discord.HTTPException, status: int, part: Part | None) -> SendError:
    """Judge a form error by the fields that Discord names: what can be left out is, the rest is our fault."""
    fields = _fields(getattr(exc, "_errors", None))
    if fields & _FILE_FIELDS and _has_file(part):
        return PartRefused("file_invalid", Extra.FILE)
    if "message_reference" in fields:
        return PartRefused("reply_invalid", Extra.REPLY)
    if "embeds" in fields and part is not None and part.framed:
        return PartRefused("frame_invalid", Extra.EMBED)
    if fields & _OWN_FIELDS:
        return MessageRejected(f"rejected_{status}_{INVALID_FORM}")
    return Refused(f"refused_{status}_{INVALID_FORM}")


def _fields(errors: object) -> set[str]:
    """The names of the wrong fields; the answer to a command has its message one level deeper."""
    if not isinstance(errors, Mapping):
        return set()
    inner = errors.get("data")
    return _fields(inner) if isinstance(inner, Mapping) else {str(name) for name in errors}
