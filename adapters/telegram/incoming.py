"""What happens when an update comes in: commands are answered, and chats that change are followed.

`read` says what an update means to us; it is pure, python-telegram-bot's objects in and ours out.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import TypeAlias
from weakref import WeakValueDictionary

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Update
from telegram import Message as Post
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.errors import NAME, send_error
from bot.domain.chats import DEFAULT_LANGUAGE, Asked, Language, Place
from bot.domain.messages import Part
from bot.domain.ports import Handlers, Say

log = logging.getLogger(__name__)

ALLOWED = (Update.MESSAGE, Update.CHANNEL_POST, Update.MY_CHAT_MEMBER)
"""The kinds of update that we ask for; edited messages are not among them."""

ADMINISTRATORS = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@([a-z0-9_]{1,64}))?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a group, of whom only Telegram can tell whether they manage it."""

    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Given:
    """A command that is for us."""

    place: Place
    name: str
    words: str
    language: Language
    may_manage: bool | Person


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


class Incoming:
    """Updates in, calls of ``handlers`` and replies out; what belongs to one chat stays in order."""

    def __init__(self, handlers: Handlers, send: Callable[[str, Part, str], Awaitable[str]]) -> None:
        self.menu = handlers.menu(DEFAULT_LANGUAGE)
        self._commands = frozenset(entry.name for entry in self.menu)
        self._handlers = handlers
        self._send = send
        self._tasks: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def open(self) -> int:
        """How many updates are being handled."""
        return len(self._tasks)

    async def cancel(self) -> None:
        """End the handling of every update."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def hear(self, update: Update, bot: ExtBot[None]) -> None:
        """Handle one update; called in a task of its own, in the order of the updates.  Never raises."""
        event = read(update, bot.username, self._commands)
        task: asyncio.Task[None] | None = asyncio.current_task()
        if event is None or task is None:
            return
        self._tasks.add(task)
        try:
            # Kicked and added again, subscribed and unsubscribed: the last one has to win.
            async with self._locks.setdefault(event.place.shared, asyncio.Lock()):
                await self._act(event, bot)
        finally:
            self._tasks.discard(task)

    async def _act(self, event: Event, bot: ExtBot[None]) -> None:
        if isinstance(event, Given):
            await self._handlers.command(_asked(event, bot), self._say_in(event.place))
            return
        try:
            match event:
                case Lost(place, reason):
                    await self._handlers.chat_lost(place, reason)
                case Back(place):
                    await self._handlers.chat_back(place)
                case Moved(place, to):
                    await self._handlers.chat_moved(place, to)
        except Exception:
            log.exception("Telegram: a change of chat %s was not recorded", event.place.address)

    def _say_in(self, place: Place) -> Say:
        async def say(part: Part, private: bool) -> None:  # noqa: ARG001, FBT001  a chat has no private corner
            await self._send(place.address, part, "")

        return say


def _asked(given: Given, bot: ExtBot[None]) -> Asked:
    async def may_manage() -> bool:
        person = given.may_manage
        if not isinstance(person, Person):
            return person
        try:
            member = await bot.get_chat_member(person.chat_id, person.user_id)
        except TelegramError as exc:
            raise send_error(exc) from None
        return member.status in ADMINISTRATORS

    return Asked(given.place, given.name, given.words, given.language, may_manage)


def read(update: Update, username: str, commands: Collection[str]) -> Event | None:
    """Say what ``update`` means to the bot ``username`` that has these ``commands``, or None where it is not for us."""
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    post = update.message or update.channel_post
    if post is None:
        return None
    return _service(post) or _command(post, username, commands)


def _membership(update: ChatMemberUpdated) -> Event | None:
    place, member = Place(NAME, str(update.chat.id), _title(update.chat)), update.new_chat_member
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
        return Moved(Place(NAME, str(post.chat.id), place.title), Place(NAME, str(post.migrate_to_chat_id)))
    if post.migrate_from_chat_id:
        return Moved(Place(NAME, str(post.migrate_from_chat_id), place.title), Place(NAME, str(post.chat.id)))
    if post.forum_topic_closed:
        return Lost(place, "topic_closed")
    return Back(place) if post.forum_topic_reopened else None


def _command(post: Post, username: str, commands: Collection[str]) -> Given | None:
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
    return Given(_place(post), name, words, _language(post), _may_manage(post))


def _language(post: Post) -> Language:
    """Give the language of the person's app, such as ``pt-br``; nobody in particular posts in a channel."""
    code = post.from_user.language_code if post.from_user else None
    return (code or DEFAULT_LANGUAGE).partition("-")[0].lower()


def _may_manage(post: Post) -> bool | Person:
    """Decide without asking where we can.

    Only administrators post in a channel, and an anonymous administrator of a group
    writes as the group itself; another ``sender_chat`` is a channel speaking in a group.
    """
    if post.chat.type in (Chat.PRIVATE, Chat.CHANNEL):
        return True
    if post.sender_chat is not None:
        return post.sender_chat.id == post.chat.id
    return Person(post.chat.id, post.from_user.id) if post.from_user else False


def _place(post: Post) -> Place:
    """Give the chat, with its topic only where it is a forum topic: replies have thread ids too."""
    group = str(post.chat.id)
    if post.is_topic_message and post.message_thread_id:
        return Place(NAME, f"{group}:{post.message_thread_id}", _title(post.chat), group)
    return Place(NAME, group, _title(post.chat))


def _title(chat: Chat) -> str:
    return chat.title or chat.full_name or (f"@{chat.username}" if chat.username else "")
