"""What a pressed button means to us: a command, as the person who pressed it.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.telegram.events import Back, Event, Given, Member, Press
from adapters.telegram.fields import Fields
from adapters.telegram.refusals import NAME
from adapters.telegram.whereabouts import PRIVATE, kind_of, language_used, place_of
from bot.domain.buttons import pressed
from bot.domain.chats import EXPIRED, Place

UNCHANGEABLE = ("document", "photo", "video", "audio", "animation")
"""What a message has that is not a text: nothing else of ours can stand in its place."""


def press(query: Fields) -> Iterator[Event]:
    """Read a ``callback_query``; whoever presses in a private chat has not blocked us.

    Of a message that is too old to be told of, only its chat is known and its date is 0
    (https://core.telegram.org/bots/api#inaccessiblemessage): its buttons are expired, and no message is changed.

    Raises:
        Unreadable: something that we need is missing, or not of its documented form.
    """
    message, person = query.optional("message"), query.part("from").number("id")
    if message is None:  # it stands in a chat that we are not in: ours never do
        place, kind, known = Place(NAME, str(person)), PRIVATE, False
    else:
        chat = message.part("chat")
        place, kind, known = place_of(message, chat), kind_of(chat), message.number("date") > 0
        if kind == PRIVATE:
            yield Back(place)
    given = pressed(query.text("data")) if known else None
    name, words, about = (given.command, given.words, given.about) if given else (EXPIRED, "", "")
    may_manage = kind == PRIVATE or Member(int(place.shared), person)
    changed = str(message.number("message_id")) if message and known and not _has_file(message) else None
    command = Given(place, name, words, language_used(query), may_manage, kind, str(person), about)
    yield Press(command, query.text("id"), changed)


def _has_file(message: Fields) -> bool:
    return any(message.has(kind) for kind in UNCHANGEABLE)
