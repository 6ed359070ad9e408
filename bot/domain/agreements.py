"""Agreements: what a roster says, what is known, and what an edition changed.

Pure: no platform, no SQL, no HTTP, no clock.  Times are aware UTC datetimes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from bot.domain.basis import Basis
from bot.domain.editions import OFFICIAL, ListKind


class SupportModel(StrEnum):
    """The kinds of 287(g) agreement that we know: ICE's page names four."""

    TASK_FORCE = "task_force"
    JAIL_ENFORCEMENT = "jail_enforcement"
    WARRANT_SERVICE = "warrant_service"
    TRIBAL_TASK_FORCE = "tribal_task_force"


class AsPrinted(str):
    """What a cell says where we do not understand it: kept, and shown as printed; empty where nothing is printed."""

    __slots__ = ()


Model: TypeAlias = SupportModel | AsPrinted
"""A kind of agreement; one that we do not know is what ICE prints."""


_MODELS = {model.value: model for model in SupportModel}


def support_model(text: str) -> Model:
    """Read what is stored of a model."""
    return _MODELS.get(text) or AsPrinted(text)


class ChangeKind(StrEnum):
    """What an edition did to an agreement."""

    SIGNED = "signed"
    ENDED = "ended"
    RENEWED = "renewed"
    RELABELLED = "relabelled"
    CORRECTED = "corrected"
    MOA_POSTED = "moa_posted"
    MOA_REPLACED = "moa_replaced"
    ADDENDUM_POSTED = "addendum_posted"
    ADDENDUM_REPLACED = "addendum_replaced"
    PENDING_LISTED = "pending_listed"
    PENDING_DROPPED = "pending_dropped"


class Reason(StrEnum):
    """The rule that decided a change: stored with it, explained in ``docs/how-changes-are-decided.md``."""

    NEW_ROW = "new_row"
    """No known agreement could be meant."""
    CAME_BACK = "came_back"
    """An agreement that had left the list is on it again."""
    NO_COUNTERPART = "no_counterpart"
    """No row of the edition could be meant."""
    RESPELT = "respelt"
    """Another spelling of the same agency."""
    RENAMED = "renamed"
    """The name of another agency; date, model and place agree, and nothing else could be meant."""
    SIGNED_ANEW = "signed_anew"
    """The same agency and model with a later signing, whose text is not that of the former."""
    MOVED_STATE = "moved_state"
    """The same agreement printed under another state."""
    MODEL_CORRECTED = "model_corrected"
    """The same agency and date with another model."""
    DATE_CORRECTED = "date_corrected"
    """The same agreement with another signing date."""
    COUNTY_CORRECTED = "county_corrected"
    """The same agreement with another county."""
    LISTED_TWICE = "listed_twice"
    """One of two rows of the same agreement went."""
    FIRST_LINK = "first_link"
    """The first link to the text of the agreement, or of its addendum."""
    OTHER_LINK = "other_link"
    """Another link than before, to another file."""
    NOW_SIGNED = "now_signed"
    """It left the pending list because it was signed: its signing is the news."""
    RETRACTED = "retracted"
    """An operator took a departure back."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of a roster: what one agreement looks like on one edition.

    ``state`` and ``model`` are None where the printed text cannot be understood;
    ``signed_on`` is None where the printed date is absent or cannot be a date, and
    ``signed_printed`` then keeps what was printed.  ``agency`` and ``county`` are as
    printed but for white space, apostrophes and control characters.  ``sheet`` names the sheet of
    ``row`` where the list is split over several.
    """

    row: int
    state: str | None
    agency: str
    model: Model | None
    type: str = ""
    county: str = ""
    signed_on: dt.date | None = None
    signed_printed: str = ""
    moa_url: str | None = None
    addendum_url: str | None = None
    state_printed: str = ""
    model_printed: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """What an edition says once read."""

    list: ListKind
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agency, one support model, one signing date; lives across editions under one id of ours.

    ``state`` is a USPS code; where the list's text means none, it is that text as printed.
    ``ended_at`` is the time of the edition that no longer had it, None while it is listed.
    On the pending list ``signed_on`` is always None.
    ``public_id`` and ``agency_id`` are what others call it and its agency (``docs/ids.md``), empty until it is stored.
    """

    id: int
    list: ListKind
    state: str
    agency: str
    model: Model
    type: str = ""
    county: str = ""
    signed_on: dt.date | None = None
    signed_printed: str = ""
    moa_url: str | None = None
    addendum_url: str | None = None
    ended_at: dt.datetime | None = None
    public_id: str = ""
    agency_id: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one edition did to one agreement, and why we say so.

    ``agreement`` is as it stands after the edition (for ``ended``: as last listed).
    ``was`` holds the former values of what changed by field name, JSON-ready: of ``renewed`` at least ``signed_on``,
    of ``relabelled`` ``agency``, of a text that was replaced its address.
    ``remaining`` are the other models that the agency has on the list: those that it keeps when
    one of several ended, those that it had already when one more was signed.  ``basis`` is None of
    a change that was decided before that was kept.  ``taken_back``: a chat that was told of it is shown
    since that it was not so.
    """

    kind: ChangeKind
    agreement: Agreement
    reason: Reason
    relisted: bool = False
    was: Mapping[str, str | None] = field(default_factory=dict)
    remaining: tuple[Model, ...] = ()
    basis: Basis | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change as stored: its id, the file name of the edition that made it known, its source, and when."""

    id: int
    sheet: str
    at: dt.datetime
    change: Change
    source: str = OFFICIAL


class Unclear(StrEnum):
    """What of a row is not understood, so that it cannot be told as new."""

    AGENCY = "agency"
    STATE = "state"
    MODEL = "model"
    SECOND = "second"
    """Nothing but the name, which is a slip away from that of another row: it is that row, printed again."""


@dataclass(frozen=True, slots=True)
class UnclearRow:
    """A row that is not understood: its number, its agency and the cell at fault, as printed, and its sheet.

    Of a second row ``printed`` is the name on the row that it repeats.
    """

    row: int
    agency: str
    what: Unclear
    printed: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one roster means against the agreements already known.

    ``listed`` are all agreements that the edition lists, as they stand after it;
    ``changes`` are in the order of the roster, departures last; ``unclear`` rows changed nothing.
    """

    listed: tuple[Agreement, ...]
    changes: tuple[Change, ...]
    unclear: tuple[UnclearRow, ...] = ()
