"""What an update from Telegram means to us.  Pure: python-telegram-bot's objects in, ours out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Update
from telegram import Message as Post

from bot.domain.chats import Place

ALLOWED = (Update.MESSAGE, Update.CHANNEL_POST, Update.MY_CHAT_MEMBER)
"""The kinds of update that we ask for; edited messages are not among them."""

ADMINISTRATORS = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@([a-z0-9_]{1,64}))?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Given:
    """A command that is for us.

    ``may_manage`` is None where only Telegram can tell: ask it about ``user_id`` in ``chat_id``.
    """

    place: Place
    name: str
    words: str
    chat_id: int
    user_id: int | None
    may_manage: bool | None


@dataclass(frozen=True, slots=True)
class Lost:
    """We can no longer write in ``place``."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Back:
    """We can write in ``place``, again or for the first time."""

    place: Place


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat at ``place`` lives at ``to`` now; Telegram says so twice, once in each chat."""

    place: Place
    to: Place


Event: TypeAlias = Given | Lost | Back | Moved


def read(update: Update, username: str, commands: Mapping[str, bool]) -> Event | None:
    """Say what ``update`` means to the bot called ``username``, or None where it is not for us.

    ``commands`` are the names of those there are; True: it changes settings.
    """
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    post = update.message or update.channel_post
    if post is None:
        return None
    return _service(post) or _command(post, username, commands)


def _membership(update: ChatMemberUpdated) -> Event | None:
    place, member = Place("telegram", str(update.chat.id), _title(update.chat)), update.new_chat_member
    if member.status in (ChatMember.BANNED, ChatMember.LEFT):
        return Lost(place, "blocked" if update.chat.type == Chat.PRIVATE else "kicked")
    return Back(place) if _may_write(update.chat, member) else Lost(place, "may_not_write")


def _may_write(chat: Chat, member: ChatMember) -> bool:
    if chat.type == Chat.CHANNEL:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return True


def _service(post: Post) -> Event | None:
    place = _place(post)
    if post.migrate_to_chat_id:
        return Moved(Place("telegram", str(post.chat.id), place.title), Place("telegram", str(post.migrate_to_chat_id)))
    if post.migrate_from_chat_id:
        return Moved(
            Place("telegram", str(post.migrate_from_chat_id), place.title), Place("telegram", str(post.chat.id))
        )
    if post.forum_topic_closed:
        return Lost(place, "topic_closed")
    return Back(place) if post.forum_topic_reopened else None


def _command(post: Post, username: str, commands: Mapping[str, bool]) -> Given | None:
    """Read a command that was given here; a forwarded one was given somewhere else."""
    found = _COMMAND.fullmatch((post.text or "").strip())
    if found is None or post.forward_origin is not None:
        return None
    name, at, words = found[1].lower(), found[2], (found[3] or "").strip()
    if at is not None and at.lower() != username.lower():
        return None
    if name not in commands:
        # Other bots have commands too: an unknown one is ours only where nobody else can be meant.
        if name != "start" and at is None and post.chat.type != Chat.PRIVATE:
            return None
        name, words = "help", ""
    user_id = post.from_user.id if post.from_user else None
    return Given(_place(post), name, words, post.chat.id, user_id, _may_manage(post, changes_settings=commands[name]))


def _may_manage(post: Post, *, changes_settings: bool) -> bool | None:
    """Decide without asking where we can.

    Only administrators post in a channel, and an anonymous administrator of a group
    writes as the group itself; another ``sender_chat`` is a channel speaking in a group.
    """
    if post.chat.type in (Chat.PRIVATE, Chat.CHANNEL):
        return True
    if post.sender_chat is not None:
        return post.sender_chat.id == post.chat.id
    return None if changes_settings and post.from_user else False


def _place(post: Post) -> Place:
    """Give the chat, with its topic only where it is a forum topic: replies have thread ids too."""
    group = str(post.chat.id)
    if post.is_topic_message and post.message_thread_id:
        return Place("telegram", f"{group}:{post.message_thread_id}", _title(post.chat), group)
    return Place("telegram", group, _title(post.chat))


def _title(chat: Chat) -> str:
    return chat.title or chat.full_name or (f"@{chat.username}" if chat.username else "")
