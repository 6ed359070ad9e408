"""What is owed to chats: one delivery is one subject, to one chat."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never

from bot.domain.areas import Area
from bot.domain.chats import DEFAULT_LANGUAGE, Language, Place, Subscriber
from bot.domain.messages import Extra
from bot.domain.settings import UNSET, ChatSettings


@dataclass(frozen=True, slots=True)
class Alert:
    """What one edition, or the end of a hold, brought at one time: a change set, named by its first change.

    ``changes`` are those of the set that concern one chat, by their ids.  ``daily``: they are told once a day,
    whatever else is told at once.
    """

    change_set: int
    changes: tuple[int, ...]
    daily: bool = False


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


class Occasion(StrEnum):
    """Why several messages became one."""

    ABSENCE = "absence"
    """The chat could not be reached."""
    DIGEST = "digest"
    """It wants to hear daily or weekly."""
    QUIET = "quiet"
    """They waited for the end of its quiet hours."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a chat follows, counted: agreements on the list, and the agencies that have them."""

    agreements: int
    agencies: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What changed ``since`` then, in place of the messages that waited for a chat.

    ``of`` is the first of those deliveries; ``changes`` are all that they would have told and that still holds.
    ``zone``: the chat's, in which its times are said.  ``totals`` are those of a digest when it was made.
    """

    of: int
    since: dt.datetime
    changes: tuple[int, ...]
    occasion: Occasion = Occasion.ABSENCE
    zone: str = "UTC"
    totals: Totals | None = None


class Standstill(StrEnum):
    """How it stands with the list where a chat was told nothing."""

    CLEAR = "clear"
    """It was read, and nothing of it is in doubt."""
    CHECKING = "checking"
    """Something is held that may concern what the chat follows."""
    UNREADABLE = "unreadable"
    """It cannot be read."""


@dataclass(frozen=True, slots=True)
class AllClear:
    """That a chat was told nothing ``since`` then because nothing happened, or else why that cannot be said.

    ``number`` names the occasion.  ``areas``: those of the chat.  ``checked_at``: when the list was last read,
    if ever.
    """

    number: int
    since: dt.datetime
    areas: tuple[Area, ...]
    stands: Standstill
    checked_at: dt.datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Mark:
    """That a message which arrived earlier is marked, in place, with what became of what it says.

    ``of`` is its delivery.  ``settled`` are those that it names of which that is known since: the changes that were
    not so; of an early notice the agreements whose departure is confirmed or was none.
    """

    of: int
    settled: tuple[int, ...]


Subject: TypeAlias = Alert | Correction | Notice | Arrival | Summary | AllClear | Mark
"""What a delivery is about.  A new case makes mypy point at every place that must answer for it."""


def named_by(subject: Subject) -> tuple[int, ...]:
    """What a subject names to one chat, by ids: changes, or the agreements of a notice."""
    match subject:
        case Alert(changes=ids) | Correction(changes=ids) | Summary(changes=ids):
            return ids
        case Notice(agreements=ids) | Mark(settled=ids):
            return ids
        case Arrival() | AllClear():
            return ()
        case _:
            assert_never(subject)


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery as planned.

    ``answers`` is the earlier one to the same chat that its message replies to, if any; ``follows`` are the areas that
    the chat follows for which it is told.
    """

    subscriber: Subscriber
    subject: Subject
    answers: int | None = None
    follows: tuple[Area, ...] = ()


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


class Wait(StrEnum):
    """What a delivery waits for, or waited for, at its chat's own wish."""

    DIGEST = "digest"
    """The next digest; what does not wait for one goes before it."""
    QUIET = "quiet"
    """The end of quiet hours, which everything after it waits for as well."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row, claimed: what is owed to whom, and how far an earlier attempt came.

    ``language`` was the chat's when it was owed, so that every attempt consists of the same parts.
    ``attempts`` counts this one.  ``parts_sent`` parts have certainly arrived, as ``message_ids``;
    ``uncertain``: the next one may have, too.  ``omissions`` are what the chat has refused of it, in that order.
    ``files``: the chat wanted files when it was owed.  ``settings`` are the chat's when it was claimed.
    ``answers``: the earlier delivery that it replies to.
    ``follows``: why it is told, as `Owed` has it.
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
    settings: ChatSettings = UNSET
    waited: Wait | None = None
    answers: int | None = None
    follows: tuple[Area, ...] = ()

    @property
    def without(self) -> frozenset[Extra]:
        """What is left out of the message from here on."""
        return frozenset(omission.extra for omission in self.omissions)
