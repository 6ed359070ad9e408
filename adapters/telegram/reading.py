"""What an update means to us.  Pure: what Telegram sends in, ours out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from adapters.telegram.events import MANAGE, Back, Event, Given, Joined, Lost, Member, Moved, Sought, Voice
from adapters.telegram.fields import Fields
from adapters.telegram.pressing import press
from adapters.telegram.refusals import NAME
from adapters.telegram.whereabouts import CHANNEL, PRIVATE, kind_of, language_used, place_of, title_of
from bot.domain.chats import PLAIN, Place

MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post")
"""Where commands are given: in a caption too, and in a message that was mended."""

KINDS = (*MESSAGES, "callback_query", "inline_query", "my_chat_member")
"""The kinds of update that we ask for."""

OUTSIDE = ("left", "kicked")
"""What we are in a chat that we are not in."""

UNLISTED = ("start", "stop")
"""What Telegram and people send that no menu has."""

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@([a-z0-9_]{1,64}))?(?:[\s:,;.!]+(.*))?", re.IGNORECASE | re.DOTALL)


def read(body: object, username: str, commands: Collection[str]) -> tuple[Event, ...]:
    """Say what an update means to the bot ``username`` that has these ``commands``; nothing where it is not for us.

    Raises:
        Unreadable: something that we need is missing, or not of its documented form.
    """
    update = Fields(body)
    change = update.optional("my_chat_member")
    if change is not None:
        return tuple(_membership(change))
    if query := update.optional("callback_query"):
        return tuple(press(query))
    if sought := update.optional("inline_query"):
        return (_sought(sought),)
    post = next((post for kind in MESSAGES if (post := update.optional(kind))), None)
    return tuple(_said(post, username, commands)) if post is not None else ()


def _sought(query: Fields) -> Sought:
    """Read what somebody types behind our name: in which chat, nobody tells."""
    person = Place(NAME, str(query.part("from").number("id")))
    return Sought(person, query.text("id"), _visible(query.text("query")), language_used(query))


def _said(post: Fields, username: str, commands: Collection[str]) -> Iterator[Event]:
    chat = post.part("chat")
    place, kind = place_of(post, chat), kind_of(chat)
    if kind == PRIVATE:
        yield Back(place)  # who speaks to us has not blocked us
    event = _service(post, place) or _command(post, place, kind, username, commands)
    if event is not None:
        yield event


def _membership(change: Fields) -> Iterator[Event]:
    chat, member = change.part("chat"), change.part("new_chat_member")
    place, kind, status = Place(NAME, str(chat.number("id")), title_of(chat)), kind_of(chat), member.text("status")
    if status in OUTSIDE:
        yield Lost(place, "blocked" if kind == PRIVATE else "kicked")
    elif not _may_write(kind, status, member):
        yield Lost(place, "may_not_write")
    else:
        yield Back(place)
        before = change.optional("old_chat_member")
        if kind != PRIVATE and before is not None and before.text("status") in OUTSIDE:
            yield Joined(place, language_used(change))


def _may_write(kind: str, status: str, member: Fields) -> bool:
    if kind == CHANNEL:
        return status == "administrator" and member.flag("can_post_messages")
    if status == "restricted":
        return member.flag("is_member") and member.flag("can_send_messages")
    return True


def _service(post: Fields, place: Place) -> Event | None:
    """Follow a move, and a topic that is open again; whether a closed one takes messages, only sending one tells."""
    here = Place(NAME, place.shared, place.title)
    if to := post.optional_number("migrate_to_chat_id"):
        return Moved(here, Place(NAME, str(to)))
    if origin := post.optional_number("migrate_from_chat_id"):
        return Moved(Place(NAME, str(origin), place.title), Place(NAME, place.shared))
    return Back(place) if post.has("forum_topic_reopened") else None


def _command(post: Fields, place: Place, kind: str, username: str, commands: Collection[str]) -> Given | None:
    """Read a command that was given here, or what is said to us alone; a forwarded text was said somewhere else."""
    text = _visible(post.text("text") or post.text("caption"))
    if origin := post.optional("forward_origin"):
        return _forwarded(post, place, origin) if kind == PRIVATE else None
    if not text:
        return None
    found = _COMMAND.fullmatch(text)
    if found is None:
        return _plain(post, place, kind, text, username)
    name, at, words = found[1].lower(), found[2], (found[3] or "").strip()
    for_us = at.lower() == username.lower() if at else name in commands or name == "start" or kind == PRIVATE
    if not for_us:  # other bots have commands too: an unknown one is ours only where nobody else can be meant
        return None
    if name not in (*commands, *UNLISTED):
        name, words = "help", ""
    may_manage, person = _asker(post, kind)
    return Given(place, name, words, language_used(post), may_manage, kind, person)


def _forwarded(post: Fields, place: Place, origin: Fields) -> Given:
    """Read what somebody forwards to us: he wants to manage the chat that it is from, where that is said.

    Of a message of a person Telegram tells the person alone: https://core.telegram.org/bots/api#messageorigin.
    """
    chat = origin.optional("chat") or origin.optional("sender_chat")
    may_manage, person = _asker(post, PRIVATE)
    words = str(chat.number("id")) if chat is not None else ""
    return Given(place, MANAGE, words, language_used(post), may_manage, PRIVATE, person)


def _visible(text: str) -> str:
    """Leave out what nobody sees, such as the marks that some keyboards put before a slash."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf").strip()


def _plain(post: Fields, place: Place, kind: str, text: str, username: str) -> Given | None:
    """Read what a person writes in a private chat, or in a group as a reply to us: perhaps the answer to a question."""
    answered = post.optional("reply_to_message")
    author = answered.optional("from") if answered else None
    ours = author is not None and author.text("username").lower() == username.lower()
    if post.optional("from") is None or not (kind == PRIVATE or ours):
        return None
    may_manage, person = _asker(post, kind)
    return Given(place, PLAIN, text, language_used(post), may_manage, kind, person)


def _asker(post: Fields, kind: str) -> tuple[bool | Member | Voice, str]:
    """Say whether who gave a command may manage, deciding without asking where we can; and who it was, by number.

    Only administrators post in a channel, and an anonymous administrator of a group
    writes as the group itself; another ``sender_chat`` is a channel speaking in a group.
    """
    chat = post.part("chat").number("id")
    voice, person = post.optional("sender_chat"), post.optional("from")
    if voice is not None:
        speaks = voice.number("id")
        return kind == CHANNEL or speaks == chat or Voice(chat, speaks), str(speaks)
    if person is None:
        return kind in (PRIVATE, CHANNEL), ""
    user = person.number("id")
    return kind in (PRIVATE, CHANNEL) or Member(chat, user), str(user)
