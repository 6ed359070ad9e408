"""The Bot API's objects as it documents them, with what python-telegram-bot asks of them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.doubles.faults import TELEGRAM_REFUSALS, Refusal
from tests.support.doubles.telegram_checks import Parsed

BOT_ID = 287000001
BOT_NAME = "alerts_loopback_bot"
PERSON_ID = 777000777
ANONYMOUS_ADMINISTRATOR = 1087968824
"""The account that posts for anonymous administrators: https://core.telegram.org/bots/api#message."""

POSTING_CHANNEL = 136817688
"""The account that posts in groups for channels."""

RIGHTS = [
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]


@dataclass(slots=True)
class Chat:
    """One chat; ``admins`` are user ids; ``bot_status`` is the bot's own membership.

    ``may_text`` and ``may_documents`` are what a group lets everyone do, or the restricted bot alone; in a channel
    ``may_text`` is the bot's right to post.  ``linked`` is the channel of a discussion group.
    """

    id: int
    type: str
    title: str = ""
    admins: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    closed_topics: set[int] = field(default_factory=set)
    bot_status: str = "member"
    may_text: bool = True
    may_documents: bool = True
    linked: int | None = None
    members_hidden: bool = False
    username: str = ""

    def refusal(self, *, file: bool) -> Refusal | None:
        """What is answered to a text, or a ``file``, by the rights that we have."""
        if self.type == "channel":
            allowed = self.bot_status == "administrator" and self.may_text
            return None if allowed else TELEGRAM_REFUSALS["need_administrator"]
        if self.type == "private" or self.bot_status == "administrator":
            return None
        if file:
            return None if self.may_documents else TELEGRAM_REFUSALS["no_documents"]
        return None if self.may_text else TELEGRAM_REFUSALS["no_rights"]

    @property
    def is_group(self) -> bool:
        """Whether Telegram's limit of 20 messages a minute applies."""
        return self.type in {"group", "supergroup", "channel"}

    def to_json(self) -> dict[str, Any]:
        """As in messages."""
        if self.type == "private":
            return {"id": self.id, "type": "private", "first_name": self.title or "Person"}
        data: dict[str, Any] = {"id": self.id, "type": self.type, "title": self.title or f"Chat {self.id}"}
        data |= {"username": self.username} if self.username else {}
        return data | ({"is_forum": True} if self.topics else {})

    def full(self) -> dict[str, Any]:
        """What getChat answers."""
        gifts = dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        )
        data = self.to_json() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
        if self.type in {"group", "supergroup"}:
            everyone = self.bot_status == "restricted"
            data["permissions"] = permissions(text=everyone or self.may_text, files=everyone or self.may_documents)
        return data | ({"linked_chat_id": self.linked} if self.linked is not None else {})


def permissions(*, text: bool, files: bool) -> dict[str, Any]:
    """What the members of a group may do: https://core.telegram.org/bots/api#chatpermissions."""
    others = ("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag")
    media = ("audios", "photos", "videos", "video_notes", "voice_notes", "polls", "other_messages")
    sending = {f"can_send_{each}": files for each in media} | {"can_add_web_page_previews": files}
    reacting = {"can_react_to_messages": True}
    own = {"can_send_messages": text, "can_send_documents": files}
    return dict.fromkeys(others, False) | sending | reacting | own


def own_membership(chat: Chat) -> dict[str, Any]:
    """The bot's own ChatMember, its rights included."""
    data = member(bot_user(), chat.bot_status)
    if chat.bot_status == "administrator":
        return data | {"can_post_messages": chat.may_text}
    if chat.bot_status == "restricted":
        return data | {"is_member": True, "until_date": 0} | permissions(text=chat.may_text, files=chat.may_documents)
    return data


def me() -> dict[str, Any]:
    """What getMe answers."""
    flags = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return bot_user() | flags | {"can_connect_to_business": False, "has_main_web_app": False}


def bot_user() -> dict[str, Any]:
    """The bot as a user."""
    return {"id": BOT_ID, "is_bot": True, "first_name": "Alerts", "username": BOT_NAME}


def person(user_id: int, language: str = "en") -> dict[str, Any]:
    """A person, whose app is in a language."""
    return {"id": user_id, "is_bot": False, "first_name": f"Person {user_id}", "language_code": language}


def member(user: Mapping[str, Any], status: str) -> dict[str, Any]:
    """A ChatMember of this status, with every field that the status demands."""
    data: dict[str, Any] = {"user": dict(user), "status": status}
    if status == "creator":
        data["is_anonymous"] = False
    elif status == "administrator":
        data |= {"is_anonymous": False, "can_post_messages": True, **dict.fromkeys(RIGHTS, True)}
    elif status == "kicked":
        data["until_date"] = 0
    return data


def member_update(chat: Chat, old: str, new: str, by: int, language: str = "en") -> dict[str, Any]:
    """A ``my_chat_member``: the bot's own status changed."""
    change = {"old_chat_member": member(bot_user(), old), "new_chat_member": member(bot_user(), new)}
    return {"chat": chat.to_json(), "from": person(by, language), "date": int(time.time()), **change}


def incoming(
    message_id: int,
    chat: Chat,
    text: str,
    *,
    user_id: int,
    thread_id: int | None,
    anonymous: bool,
    voice: Chat | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """A message or channel post with ``text``, its leading command marked as Telegram does.

    ``voice``: a channel as which somebody posts in a group.
    """
    data: dict[str, Any] = {"message_id": message_id, "date": int(time.time()), "chat": chat.to_json(), "text": text}
    command = re.match(r"/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]+)?", text)
    if command:
        data["entities"] = [{"type": "bot_command", "offset": 0, "length": command.end()}]
    if chat.type == "channel":
        data["sender_chat"] = chat.to_json()
    elif voice is not None:
        account = {"id": POSTING_CHANNEL, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
        data |= {"from": account, "sender_chat": voice.to_json()}
    elif anonymous:
        account = {"id": ANONYMOUS_ADMINISTRATOR, "is_bot": True, "first_name": "Group"}
        data |= {"from": account | {"username": "GroupAnonymousBot"}, "sender_chat": chat.to_json()}
    else:
        data["from"] = person(user_id, language)
    if thread_id is not None:
        data |= {"message_thread_id": thread_id, "is_topic_message": True}
    return data


def outgoing(message_id: int, chat: Chat, parsed: Parsed, thread_id: int | None) -> dict[str, Any]:
    """A text message as sendMessage answers it."""
    data: dict[str, Any] = {"message_id": message_id, "date": int(time.time()), "chat": chat.to_json()}
    data |= {"sender_chat": chat.to_json()} if chat.type == "channel" else {"from": bot_user()}
    if thread_id is not None:
        data |= {"message_thread_id": thread_id, "is_topic_message": True}
    return data | {"text": parsed.text, "entities": parsed.entities}


def replied(message_id: int, chat: Chat, text: str) -> dict[str, Any]:
    """A message of the bot, as it stands in a message that replies to it."""
    data = {"message_id": message_id, "date": int(time.time()), "chat": chat.to_json(), "text": text}
    return data | {"from": bot_user()}


def document(message: dict[str, Any], name: str, content: bytes) -> dict[str, Any]:
    """The same message with a file, its text as the caption."""
    caption = {"caption": message.pop("text"), "caption_entities": message.pop("entities")}
    ids = {"file_id": f"file{message['message_id']}", "file_unique_id": f"unique{message['message_id']}"}
    return message | caption | {"document": {**ids, "file_name": name, "file_size": len(content)}}
