"""Chats, what they want to be told, and what people ask in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.domain.areas import EVERYWHERE, Area
from bot.domain.messages import Message

ALL_STATES = EVERYWHERE
"""What stands in a subscription for every state."""

Language: TypeAlias = str
"""A language by its code (ISO 639-1), as ``bot.wording.languages`` lists them."""

DEFAULT_LANGUAGE: Language = "en"


def language_of(tag: str) -> Language:
    """The language of a tag as platforms and systems write it: ``es`` of ``es-419``, ``es_US`` and ``es_MX.UTF-8``."""
    return re.split(r"[-_.@]", tag.strip(), maxsplit=1)[0].lower() or DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chat is: ``address`` is the platform's own, as text, and means nothing outside its adapter.

    ``group`` is the address of the chat that this one is a part of (a forum for its topic):
    they share the platform's limits, and who is put out of the group is put out of its parts.
    """

    platform: str
    address: str
    title: str = ""
    group: str | None = None

    @property
    def shared(self) -> str:
        """The address whose limits this place shares: its group's, or its own."""
        return self.group or self.address


class Right(StrEnum):
    """A permission that alerts need in a chat, as far as platforms tell them apart."""

    VIEW_CHANNEL = "view_channel"
    SEND_MESSAGES = "send_messages"
    SEND_IN_THREADS = "send_messages_in_threads"
    CREATE_POSTS = "create_posts"
    """In a forum: what is the right to send messages elsewhere."""
    CONNECT = "connect"
    """To a voice channel: without it, its text cannot be written in either."""
    JOIN_THREAD = "join_thread"
    """Being a member of a private thread."""
    EMBED_LINKS = "embed_links"
    ATTACH_FILES = "attach_files"


@dataclass(frozen=True, slots=True)
class CannotPost:
    """What keeps alerts from arriving in a chat: rights that are missing, or that we are no member of it."""

    missing: tuple[Right, ...] = ()
    member: bool = True

    @property
    def entirely(self) -> bool:
        """Whether not even plain text arrives; else alerts come without files or frames."""
        return not self.member or not set(self.missing) <= {Right.EMBED_LINKS, Right.ATTACH_FILES}


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a chat is paused (a short name, as `ChatLost.reason`) and since when; ``waiting`` messages are kept for it.

    ``removed``: it comes back by its own act; otherwise it is tried again at ``next_try``.  ``unexplained``: it
    refuses everything and nobody knows why, so that only a message that arrives shows that it can be reached.
    ``later``: the chat has set when it wants to be told, so that what waits does not follow at once.
    """

    since: dt.datetime
    reason: str
    waiting: int = 0
    removed: bool = False
    next_try: dt.datetime | None = None
    unexplained: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a forum: a chat of its own, whose ``group`` is the forum; its name, and a link to it."""

    place: Place
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Forum:
    """What can be done in a forum, in which nothing is said but in its posts.

    ``open_post`` makes a post of a title and a first message.  ``find_post`` gives a post by its address, None where
    it is gone or closed.  Both raise `SendError`.  ``turn`` is kept from looking for a post until it is subscribed, so
    that who presses twice has one made.
    """

    open_post: Callable[[str, Message], Awaitable[Post]]
    find_post: Callable[[str], Awaitable[Post | None]]
    turn: AbstractAsyncContextManager[None]


PLAIN = ""
"""The name of what is no command: words that a person writes to the bot alone."""

EXPIRED = "?"
"""The name of what an old button gives, which nobody understands any more."""


async def nobody() -> bool:
    """Answer `Asked.may_manage` for someone who may not."""
    return False


def unknown(role: str) -> bool | None:  # noqa: ARG001  no role is known
    """Answer `Asked.notifies` where nobody can tell."""
    return None


@dataclass(frozen=True, slots=True)
class Asked:
    """One command as a person gave it in a chat.

    ``name`` is without a slash, ``words`` is the rest, untrusted and unparsed.
    ``may_manage`` tells, when awaited, whether that person may change this chat's subscriptions:
    an administrator (Discord: Manage Server), or anyone in a private chat.  It may raise a
    `SendError` where the platform has to be asked.  ``hindrance`` is what would keep alerts from
    arriving here, None where nothing does or nobody can tell.  ``person`` tells people apart, by a
    platform's number: it is used to keep one from asking for too much, and never stored or logged.
    ``pressed``: it was given by a button, whose message the answer takes the place of where it can.
    ``here``: the chat in which it was given, where that is not the ``place`` that it is about.
    ``forum``: that ``place`` is a forum, which is told nothing itself.
    ``notifies`` says of a role, by its number, whether a message of ours that names it in ``place`` notifies those
    who have it; None where nobody can tell.
    """

    place: Place
    name: str
    words: str = ""
    language: Language = DEFAULT_LANGUAGE
    may_manage: Callable[[], Awaitable[bool]] = nobody
    hindrance: CannotPost | None = None
    person: str = ""
    pressed: bool = False
    here: Place | None = None
    forum: Forum | None = None
    notifies: Callable[[str], bool | None] = unknown


class Interest(StrEnum):
    """What a chat can switch on or off, by the word that people type: kinds of news, and files beside long alerts."""

    SIGNINGS = "signings"
    DEPARTURES = "departures"
    RENEWALS = "renewals"
    RELABELLINGS = "relabellings"
    PENDING = "pending"
    DOCUMENTS = "documents"
    """Texts of agreements and addenda that are posted or replaced."""
    DOCUMENTS_AT_ONCE = "documents_at_once"
    """Each of these at once, and not once a day."""
    CORRECTIONS = "corrections"
    """What ICE's list corrects of an agreement: its county, date or model."""
    FILES = "files"
    """A spreadsheet beside each alert in short lines; the text names everything all the same."""


TOLD_UNASKED = frozenset(Interest) - {
    Interest.DOCUMENTS,
    Interest.DOCUMENTS_AT_ONCE,
    Interest.CORRECTIONS,
    Interest.FILES,
}
"""What a chat is told that has switched nothing."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat as routing sees it: ``areas`` are what it follows, or ``all`` alone among them.

    ``early``: it asked to hear of departures that are still held.  ``interests``: what it is told of.
    ``statewide``: whoever follows a county hears also of agencies of that state whose county no list says.
    ``without_models``: support models of which it is told nothing.
    """

    chat: int
    platform: str
    areas: frozenset[Area]
    language: Language = DEFAULT_LANGUAGE
    paused: bool = False
    early: bool = False
    interests: frozenset[Interest] = TOLD_UNASKED
    statewide: bool = True
    without_models: frozenset[str] = frozenset()


class Completes(StrEnum):
    """What kind of thing the argument of a command names, so that it can be completed."""

    PLACES = "places"
    """States, counties and agencies, several of them."""
    AGENCIES = "agencies"
    """One agency."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion: what a person sees, and what it stands for; each at most 100 characters."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MenuOption:
    """The one argument of a command, worded."""

    name: str
    description: str
    required: bool = False
    completes: Completes | None = None


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One command, worded for a platform's menu; ``manages``: it needs an administrator in a group or server.

    ``alone``: it is of use only where a person is alone with the bot.
    ``local_name``: what it is called in the language of the menu, where it is understood as well; empty where it has
    no second name.  ``of_chat``: it is about the chat in which it is given, not about ICE's list.
    ``forums``: it can be about a forum as well, whose posts are chats.
    Names have at most 32 characters and descriptions 100: the strictest platform's limits.
    """

    name: str
    description: str
    option: MenuOption | None = None
    manages: bool = False
    alone: bool = False
    local_name: str = ""
    of_chat: bool = False
    forums: bool = False
