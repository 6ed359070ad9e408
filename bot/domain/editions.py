"""What the source publishes: workbooks, the sheets in them, and what became of each edition.

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

Figures: TypeAlias = Mapping[str, str | int]
"""What a sentence about an edition has to say, by name: `bot.wording` makes the sentence of it."""


class ListKind(StrEnum):
    """Which of ICE's two official lists; a list's headers decide it, never its name."""

    PARTICIPATING = "participating"
    PENDING = "pending"

    @property
    def other(self) -> ListKind:
        """The list that this one is not."""
        return ListKind.PENDING if self is ListKind.PARTICIPATING else ListKind.PARTICIPATING


class EditionOutcome(StrEnum):
    """What became of an edition; ``new`` until a decision is committed."""

    NEW = "new"
    BASELINE = "baseline"
    ACCEPTED = "accepted"
    PARTLY_HELD = "partly_held"
    HELD = "held"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


OFFICIAL = "ice.gov"
"""The name of the official source: what any other shows is a copy."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request for an address conditional: its last ETag and Last-Modified."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A workbook as the source serves it now: its bytes, and the headers for the next conditional request.

    ``linked_as`` is the list that its link or its name says it is, which need not be true.
    ``source`` is the name of the source: `OFFICIAL`, or an archive's own.
    """

    content: bytes
    name: str
    url: str
    linked_as: ListKind | None = None
    validators: Validators = Validators()
    source: str = OFFICIAL


WRONG_CLOCK = dt.timedelta(days=1)
"""A workbook saved further in the future than this does not say when it was saved."""


def plausible(modified: dt.datetime | None, at: dt.datetime) -> dt.datetime | None:
    """When a workbook that was there ``at`` that time was saved; None where it does not say, or cannot have been."""
    return modified if modified and modified < at + WRONG_CLOCK else None


@dataclass(frozen=True, slots=True)
class Edition:
    """One published version of an official list, as kept; its bytes are stored under ``sha256``.

    ``list`` is None until its headers have been read; ``modified`` is the workbook's own property.
    ``reason`` is the name of the refusal or of the first hold, with its ``figures``; empty where neither is.
    """

    id: int
    sha256: str
    name: str
    url: str
    linked_as: ListKind | None
    found_at: dt.datetime
    list: ListKind | None = None
    modified: dt.datetime | None = None
    outcome: EditionOutcome = EditionOutcome.NEW
    reason: str = ""
    figures: Figures = field(default_factory=dict)
    source: str = OFFICIAL


@dataclass(frozen=True, slots=True)
class ListStanding:
    """When the source last linked a list, and since when it counts as no longer published (None: it is)."""

    linked_at: dt.datetime
    expired_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Cell:
    """One cell: its value and the address of its hyperlink, both as the workbook has them."""

    value: Value = None
    url: str | None = None

    def __repr__(self) -> str:
        """As a dataclass has it, four times as quick: editions are named by it, and have tens of thousands of cells."""
        return f"Cell(value={self.value!r}, url={self.url!r})"


class Row(tuple[Cell, ...]):
    """The cells of one row.

    In a dictionary it is found by what it is, not by what is in it: a reader gives the same row for what is printed
    the same, in the next edition too, so that what was made of it need not be made again.
    """

    __slots__ = ()
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet of a workbook: what may be its header row and the rows below it, untrusted text.

    ``header`` is the first row with two values, which a note above the list may have, too: which row really
    is the header, `bot.reading.roster` decides.  Rows without any value are left out; a row may be longer than
    the header.  ``numbers[i]`` is the 1-based row number of ``rows[i]`` in the sheet of that ``name``.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook holds: its visible sheets in order, and its own last-modified property, or None."""

    sheets: tuple[Sheet, ...]
    modified: dt.datetime | None = None
