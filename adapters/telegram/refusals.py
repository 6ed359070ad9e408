"""What Telegram says when it refuses something for a chat or a message, as a table.

The words are those of the Bot API server and of the client library beneath it (github.com/tdlib/td), and the
capitals are Telegram's own errors; none of them is documented, all have been seen.  A refusal that is not in the
table is `bot.domain.errors.Refused`: Telegram has refused whole kinds of chats by mistake for hours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.chats import Place
from bot.domain.errors import ChatLost, ChatMoved, MessageRejected, NotEditable, PartRefused, SendError
from bot.domain.messages import Extra

NAME = "telegram"

TOPIC_GONE = "topic_gone"
"""The reason of a `ChatMoved` to the group itself, whose topic was deleted or which has no topics any more."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked for: something of ``chat`` (None: of no chat), in a ``topic`` of it, with a ``file``.

    ``edit``: that an earlier message be changed.
    """

    chat: int | None = None
    topic: bool = False
    file: bool = False
    edit: bool = False


PLAIN = Asking()


class Means(Enum):
    """What a refusal means."""

    REMOVED = auto()
    """We were put out, or the chat is gone: it comes back by its own act."""
    RIGHT = auto()
    """A right is missing."""
    FILE_RIGHT = auto()
    """A right is missing, of a file if one was sent."""
    FILE = auto()
    """The file itself is refused; said of anything else, nobody knows what it means."""
    TOPIC = auto()
    """The topic is gone: the group is still there."""
    MESSAGE = auto()
    """The message itself can be taken nowhere."""
    EDIT = auto()
    """An earlier message can be changed no more; said of anything else, nobody knows what it means."""


NOT_MODIFIED = "message is not modified"
"""What is answered to an edit that was made before: an attempt whose answer did not come did arrive."""

REFUSALS: tuple[tuple[str, Means, str], ...] = (
    ("message to edit not found", Means.EDIT, "message_gone"),
    ("message_id_invalid", Means.EDIT, "message_gone"),
    ("message can't be edited", Means.EDIT, "not_editable"),
    ("message_edit_time_expired", Means.EDIT, "too_old"),
    ("message_author_required", Means.EDIT, "not_ours"),
    ("no text in the message to edit", Means.EDIT, "not_editable"),
    ("no caption in the message to edit", Means.EDIT, "not_editable"),
    ("can't parse entities", Means.MESSAGE, "bad_markup"),
    ("too long", Means.MESSAGE, "too_long"),
    ("text is empty", Means.MESSAGE, "empty"),
    ("text must be non-empty", Means.MESSAGE, "empty"),
    ("encoded in utf-8", Means.MESSAGE, "bad_encoding"),
    ("rights to send text", Means.RIGHT, "may_not_write"),
    ("rights to send a message", Means.RIGHT, "may_not_write"),
    ("rights to send messages", Means.RIGHT, "may_not_write"),
    ("rights to send", Means.FILE_RIGHT, "may_not_send_files"),
    ("chat_send_plain_forbidden", Means.RIGHT, "may_not_write"),
    ("chat_send_", Means.FILE_RIGHT, "may_not_send_files"),
    ("file must be non-empty", Means.FILE, "file_refused"),
    ("file is too big", Means.FILE, "too_large"),
    ("request entity too large", Means.FILE, "too_large"),
    ("file_parts_invalid", Means.FILE, "file_refused"),
    ("document_invalid", Means.FILE, "file_refused"),
    ("media_invalid", Means.FILE, "file_refused"),
    ("media_empty", Means.FILE, "file_refused"),
    ("message thread not found", Means.TOPIC, "topic_deleted"),
    ("topic_deleted", Means.TOPIC, "topic_deleted"),
    ("topic_id_invalid", Means.TOPIC, "topic_deleted"),
    ("topic_closed", Means.RIGHT, "topic_closed"),
    ("blocked by the user", Means.REMOVED, "blocked"),
    ("user_is_blocked", Means.REMOVED, "blocked"),
    ("kicked", Means.REMOVED, "kicked"),
    ("not a member", Means.REMOVED, "not_a_member"),
    ("deactivated", Means.REMOVED, "deactivated"),
    ("was deleted", Means.REMOVED, "deleted"),
    ("is deleted", Means.REMOVED, "deleted"),
    ("user_deleted", Means.REMOVED, "deleted"),
    ("initiate conversation", Means.REMOVED, "never_started"),
    ("messages to bots", Means.REMOVED, "is_a_bot"),
    ("chat not found", Means.REMOVED, "chat_not_found"),
    ("user not found", Means.REMOVED, "chat_not_found"),
    ("peer_id_invalid", Means.REMOVED, "chat_not_found"),
    ("channel_private", Means.REMOVED, "chat_not_found"),
    ("channel_invalid", Means.REMOVED, "chat_not_found"),
    ("upgraded to a supergroup", Means.RIGHT, "moved_unknown"),
    ("not enough rights", Means.RIGHT, "may_not_write"),
    ("have no rights", Means.RIGHT, "may_not_write"),
    ("have no write access", Means.RIGHT, "may_not_write"),
    ("need administrator rights", Means.RIGHT, "may_not_write"),
    ("chat_admin_required", Means.RIGHT, "may_not_write"),
    ("chat_write_forbidden", Means.RIGHT, "may_not_write"),
    ("chat_guest_send_forbidden", Means.RIGHT, "may_not_write"),
    ("user_banned_in_channel", Means.RIGHT, "may_not_write"),
    ("chat_restricted", Means.RIGHT, "chat_restricted"),
    ("payment_required", Means.RIGHT, "payment_required"),
)
"""Words of a 400 or 403 in lower case, what they mean, and our name for it; the first that is found counts."""


def refused(text: str, asking: Asking) -> SendError | None:
    """Say what a refusal in the words of ``text`` means for what was asked; None where nobody knows."""
    lower = text.lower()
    for words, means, reason in REFUSALS:
        if words in lower:
            return _ERRORS[means](reason, asking)
    return None


def _file_right(reason: str, asking: Asking) -> SendError:
    return PartRefused(reason, Extra.FILE) if asking.file else ChatLost("may_not_write")


def _file(reason: str, asking: Asking) -> SendError | None:
    return PartRefused(reason, Extra.FILE) if asking.file else None


def _edit(reason: str, asking: Asking) -> SendError | None:
    return NotEditable(reason) if asking.edit else None


def _topic(_: str, asking: Asking) -> SendError | None:
    return ChatMoved(Place(NAME, str(asking.chat)), TOPIC_GONE) if asking.topic else None


_ERRORS: Mapping[Means, Callable[[str, Asking], SendError | None]] = {
    Means.REMOVED: lambda reason, _: ChatLost(reason, removed=True),
    Means.RIGHT: lambda reason, _: ChatLost(reason),
    Means.FILE_RIGHT: _file_right,
    Means.FILE: _file,
    Means.TOPIC: _topic,
    Means.MESSAGE: lambda reason, _: MessageRejected(reason),
    Means.EDIT: _edit,
}
