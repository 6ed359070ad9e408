"""The words of this project as frozen types: see ``docs/words.md`` for what each means.

Pure: no platform, no SQL, no HTTP, no clock.  Times are aware UTC datetimes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""What one cell of a workbook can hold once read; a formula is its stored value."""


class ListKind(StrEnum):
    """Which of ICE's two official lists; a list's headers decide it, never its name."""

    PARTICIPATING = "participating"
    PENDING = "pending"


class SupportModel(StrEnum):
    """The three kinds of 287(g) agreement."""

    TASK_FORCE = "task_force"
    JAIL_ENFORCEMENT = "jail_enforcement"
    WARRANT_SERVICE = "warrant_service"


class ChangeKind(StrEnum):
    """What an edition did to an agreement."""

    SIGNED = "signed"
    ENDED = "ended"
    CORRECTED = "corrected"
    MOA_POSTED = "moa_posted"
    PENDING_LISTED = "pending_listed"
    PENDING_DROPPED = "pending_dropped"


class Outcome(StrEnum):
    """What became of an edition; ``new`` until a decision is committed."""

    NEW = "new"
    BASELINE = "baseline"
    ACCEPTED = "accepted"
    PARTLY_HELD = "partly_held"
    HELD = "held"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Publication:
    """A workbook as the source serves it now: its bytes, and the headers for the next conditional request.

    ``linked_as`` is the list that its link or its name says it is, which need not be true.
    """

    content: bytes
    name: str
    url: str
    linked_as: ListKind | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One published version of an official list, as kept; its bytes are stored under ``sha256``.

    ``list`` is None until its headers have been read; ``modified`` is the workbook's own property.
    """

    id: int
    sha256: str
    name: str
    url: str
    linked_as: ListKind | None
    found_at: dt.datetime
    list: ListKind | None = None
    modified: dt.datetime | None = None
    outcome: Outcome = Outcome.NEW
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value and the address of its hyperlink, both as the workbook has them."""

    value: Value = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a workbook: a header row and the rows below it, untrusted text.

    Every row has ``len(header)`` cells; rows without any value are left out.
    ``numbers[i]`` is the 1-based row number of ``rows[i]`` in the workbook.
    ``modified`` is the workbook's own last-modified property, or None.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    modified: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of a roster: what one agreement looks like on one edition.

    ``state`` and ``model`` are None where the printed text cannot be understood;
    ``signed_on`` is None where the printed date is absent or cannot be a date, and
    ``signed_printed`` then keeps what was printed.  ``agency`` and ``county`` are as
    printed but for white space, apostrophes and control characters.
    """

    row: int
    state: str | None
    agency: str
    model: SupportModel | None
    type: str = ""
    county: str = ""
    signed_on: dt.date | None = None
    signed_printed: str = ""
    moa_url: str | None = None
    addendum_url: str | None = None
    state_printed: str = ""
    model_printed: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """What an edition says once read."""

    list: ListKind
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agency, one support model, one signing date; lives across editions under one id of ours.

    ``ended_at`` is the time of the edition that no longer had it, None while it is listed.
    On the pending list ``signed_on`` is always None.
    """

    id: int
    list: ListKind
    state: str
    agency: str
    model: SupportModel
    type: str = ""
    county: str = ""
    signed_on: dt.date | None = None
    signed_printed: str = ""
    moa_url: str | None = None
    addendum_url: str | None = None
    ended_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one edition did to one agreement, and why we say so.

    ``agreement`` is as it stands after the edition (for ``ended``: as last listed).
    ``was`` holds the former values of a correction by field name, JSON-ready.
    ``reason`` is the name of the rule that decided, listed in ``docs/how-changes-are-decided.md``.
    ``remaining`` are the other models that the agency has on the list: those that it keeps when
    one of several ended, those that it had already when one more was signed.
    """

    kind: ChangeKind
    agreement: Agreement
    reason: str
    relisted: bool = False
    was: Mapping[str, str | None] = field(default_factory=dict)
    remaining: tuple[SupportModel, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change as stored: its id, the file name of the edition that made it known, and when."""

    id: int
    sheet: str
    at: dt.datetime
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one roster means against the agreements already known.

    ``listed`` are all agreements that the edition lists, as they stand after it;
    ``changes`` are in the order of the roster, departures last.
    ``notes`` are sentences for the operator (rows that could not be understood, say).
    """

    listed: tuple[Agreement, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """An edition, or one state's part of it, that is not believed yet.

    ``state`` is None where the whole edition is held.  ``reason`` is a short name
    (``mass_departure``), ``detail`` the sentence shown to the operator.
    ``since`` is the time of the first edition that showed it; ``editions`` how many
    different editions have shown it so far, this one included.
    """

    list: ListKind
    state: str | None
    reason: str
    detail: str
    since: dt.datetime
    editions: int = 1


@dataclass(frozen=True, slots=True)
class StoredHold(Hold):
    """A hold as stored; ``decision`` is what an operator said of it, to be applied by the next poll.

    ``edition`` is the last that showed it.  ``closed_at`` is None while it is open; ``outcome``
    then says how it ended.
    """

    id: int = 0
    edition: int = 0
    decision: str | None = None
    closed_at: dt.datetime | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``text`` is plain and untrusted, every platform escapes it.

    ``url`` makes it a link; it is always one that ``bot.reading.names`` accepted or one of ours.
    """

    text: str
    bold: bool = False
    code: bool = False
    url: str | None = None


Line: TypeAlias = tuple[Span, ...]
Block: TypeAlias = tuple[Line, ...]
"""Lines that stay together: a message is only ever split between blocks."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message, such as the full list as CSV."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """What we say in one chat, before any platform's markup; the footer ends its last part."""

    title: str
    blocks: tuple[Block, ...] = ()
    footer: Line = ()
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chat is: ``address`` is the platform's own, as text (Telegram: ``chat`` or ``chat:topic``)."""

    platform: str
    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One command as a person gave it in a chat.

    ``name`` is without a slash, ``words`` is the rest, untrusted and unparsed.
    ``may_manage`` says whether that person may change this chat's subscriptions: an
    administrator (Discord: Manage Server), or anyone in a private chat.
    """

    place: Place
    name: str
    words: str = ""
    may_manage: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a command; ``private`` asks that only the asker sees it, where that is possible."""

    message: Message
    private: bool = False


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat as routing sees it: ``states`` are codes, or ``all`` alone among them."""

    chat: int
    platform: str
    states: frozenset[str]
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery as planned: these changes, to this chat."""

    subscriber: Subscriber
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What an alert that went out told one chat of some changes."""

    delivery: int
    subscriber: Subscriber
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row, claimed: what is owed to whom, and how far an earlier attempt came.

    ``change_set`` names what it is about: ``changes:12`` by its first change, or ``correction:12``.
    ``attempts`` counts this one.  ``parts_sent`` parts have certainly arrived, as ``message_ids``;
    ``uncertain``: the next one may have, too.
    """

    id: int
    chat: int
    place: Place
    change_set: str
    changes: tuple[int, ...]
    attempts: int = 1
    parts_sent: int = 0
    message_ids: tuple[str, ...] = ()
    created_at: dt.datetime | None = None
    uncertain: bool = False
