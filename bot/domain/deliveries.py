"""What is owed to chats: one delivery is one subject, to one chat."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from bot.domain.chats import DEFAULT_LANGUAGE, Language, Place, Subscriber
from bot.domain.messages import Extra


@dataclass(frozen=True, slots=True)
class Alert:
    """What one edition, or the end of a hold, brought at one time: a change set, named by its first change.

    ``changes`` are those of the set that concern one chat, by their ids.
    """

    change_set: int
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What takes back an alert that was wrong: ``of`` is that alert's delivery, ``changes`` what was not so."""

    of: int
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What we say of our own watching, not of the list: a `bot.domain.watching.NoticeText`, by its number.

    ``agreements`` are those that it names to one chat, by their ids.
    """

    notice: int
    agreements: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """That alerts of a topic that is gone come to its group now: told once, however many topics it had."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a chat missed while it could not be reached, ``since`` then: in place of the messages that waited for it.

    ``of`` is the first of those deliveries; ``changes`` are all that they would have told and that still holds.
    """

    of: int
    since: dt.datetime
    changes: tuple[int, ...]


Subject: TypeAlias = Alert | Correction | Notice | Arrival | Summary
"""What a delivery is about.  A new case makes mypy point at every place that must answer for it."""


def named_by(subject: Subject) -> tuple[int, ...]:
    """What a subject names to one chat, by ids: changes, or the agreements of a notice."""
    match subject:
        case Alert(changes=ids) | Correction(changes=ids) | Summary(changes=ids) | Notice(agreements=ids):
            return ids
        case Arrival():
            return ()
        case _:
            assert_never(subject)


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery as planned; ``follows`` are the states of the chat, or ``all``, for which it is told."""

    subscriber: Subscriber
    subject: Subject
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentAlert:
    """An alert that told one chat of some changes, or may have."""

    delivery: int
    subscriber: Subscriber
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Omission:
    """What a chat refused of a message, ``after`` so many parts of it had arrived."""

    extra: Extra
    after: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row, claimed: what is owed to whom, and how far an earlier attempt came.

    ``language`` was the chat's when it was owed, so that every attempt consists of the same parts.
    ``attempts`` counts this one.  ``parts_sent`` parts have certainly arrived, as ``message_ids``;
    ``uncertain``: the next one may have, too.  ``omissions`` are what the chat has refused of it, in that order.
    ``files``: the chat wanted files when it was owed.  ``follows``: why it is told, as `Owed` has it.
    """

    id: int
    chat: int
    place: Place
    subject: Subject
    language: Language = DEFAULT_LANGUAGE
    attempts: int = 1
    parts_sent: int = 0
    message_ids: tuple[str, ...] = ()
    created_at: dt.datetime | None = None
    uncertain: bool = False
    omissions: tuple[Omission, ...] = ()
    files: bool = False
    follows: tuple[str, ...] = ()

    @property
    def without(self) -> frozenset[Extra]:
        """What is left out of the message from here on."""
        return frozenset(omission.extra for omission in self.omissions)
