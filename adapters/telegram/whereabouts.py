"""Where something happened and in which language, out of a message of Telegram's.  Pure."""

from __future__ import annotations

from adapters.telegram.fields import Fields, Unreadable
from adapters.telegram.refusals import NAME
from bot.domain.chats import Language, Place, language_of

PRIVATE, CHANNEL = "private", "channel"
CHATS = (PRIVATE, "group", "supergroup", CHANNEL)


def language_used(post: Fields) -> Language:
    """Give the language of the person's app, such as ``pt-br``; nobody in particular posts in a channel."""
    person = post.optional("from")
    return language_of(person.text("language_code") if person is not None else "")


def place_of(post: Fields, chat: Fields) -> Place:
    """Give the chat, with its topic only where it is a forum topic: replies have thread ids too."""
    group, title = str(chat.number("id")), title_of(chat)
    topic = post.optional_number("message_thread_id") if post.flag("is_topic_message") else None
    if topic:
        return Place(NAME, f"{group}:{topic}", title, group)
    return Place(NAME, group, title)


def kind_of(chat: Fields) -> str:
    """Give the kind of a chat, which decides who may manage it and whether its name is a person's."""
    kind = chat.text("type")
    if kind not in CHATS:
        raise Unreadable("type")
    return kind


def title_of(chat: Fields) -> str:
    """Name a group or a channel; a private chat is named after its person, which is nobody else's business."""
    if kind_of(chat) == PRIVATE:
        return ""
    return chat.text("title") or (f"@{name}" if (name := chat.text("username")) else "")
