"""Rows of a workbook to what they mean: which list it is, and one listing a row.  Pure."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from bot.domain.agreements import Listing, Model, Roster
from bot.domain.editions import Cell, ListKind, Row, Sheet, Value, Workbook
from bot.domain.errors import WorkbookRefused
from bot.reading.dates import signed_date
from bot.reading.links import official_link
from bot.reading.models import model
from bot.reading.states import state
from bot.reading.text import fold, text_of

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "state": ("state", "states", "state name", "state territory", "state or territory"),
    "agency": (
        "law enforcement agency",
        "law enforcement agencies",
        "law enforcement agency name",
        "agency",
        "agency name",
        "name of agency",
        "lea",
        "lea name",
    ),
    "type": ("type", "agency type", "type of agency", "law enforcement agency type", "lea type"),
    "county": ("county", "counties", "county name", "county parish", "county or parish"),
    "model": (
        "support type",
        "support types",
        "support model",
        "model",
        "models",
        "model type",
        "program model",
        "program type",
        "287 g model",
        "type of support",
        "agreement type",
    ),
    "signed": (
        "signed",
        "date signed",
        "signed date",
        "signing date",
        "date of signing",
        "signature date",
        "date of signature",
        "moa signed",
        "date moa signed",
        "moa signed date",
        "moa date",
        "date",
    ),
    "moa": ("moa", "moas", "moa link", "link", "links", "link to moa"),
    "addendum": ("addendum", "addenda", "addendums", "addendum link"),
}
"""What each column has been, or may be, called; case, white space and punctuation do not count."""

REQUIRED = ("state", "agency", "model")

WHOLE = frozenset({"state", "agency", "type", "county", "model"})
"""The columns that both lists have had since March 2025: without all of them an empty sheet is no empty list."""

HEADER_AMONG = 20
"""The header is looked for among so many rows of a sheet: titles and notes may stand above it."""

ADDITIONS = frozenset(
    {"mm", "dd", "yyyy", "yy", "m", "d", "y", "the", "of", "us", "287", "g", "287g", "ice", "official", "current"}
    | {"column", "required", "updated", "see", "note", "notes", "if", "known", "applicable", "available", "optional"}
    | {"pdf", "full", "name"}
)
"""Words that may stand beside a known name of a column without making it another: ``SIGNED (MM/DD/YYYY)``."""

REPEATED = 0.5
"""A sheet of whose agreements so many stand on sheets before it repeats them, and is no part of the list."""

_NOTHING, _NOWHERE = Cell(), sys.maxsize
_BRACKETS = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=4096)
def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(header)).strip()


def _means(header: str, called: tuple[str, ...]) -> bool:
    """Whether a header is a known name of a column, alone or with additions that do not change it."""
    for text in (header, _BRACKETS.sub(" ", header), *header.split("/")):
        words = _plain(text).split()
        if " ".join(words) in called or " ".join(word for word in words if word not in ADDITIONS) in called:
            return True
    return False


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Where each column is: an exact name goes before one with additions."""
    plain = [_plain(cell) for cell in header]
    found: dict[str, int] = {}
    for column, called in COLUMNS.items():
        where = next((plain.index(name) for name in called if name in plain), None)
        if where is None:
            where = next((i for i, cell in enumerate(header) if plain[i] and _means(cell, called)), None)
        if where is not None and where not in found.values():
            found[column] = where
    return found


@dataclass(frozen=True, slots=True)
class _Table:
    """The list on one sheet: where its columns are, and the first of the sheet's rows below the header."""

    sheet: Sheet
    columns: Mapping[str, int]
    first: int

    @property
    def missing(self) -> list[str]:
        """The columns that the list needs and this lacks, as they are called."""
        return [COLUMNS[column][0].upper() for column in REQUIRED if column not in self.columns]


def _table(sheet: Sheet) -> _Table:
    """The list on a sheet, or what comes nearest to it."""
    best = _Table(sheet, _columns(sheet.header), 0)
    for place, row in enumerate(sheet.rows[:HEADER_AMONG], 1):
        if not best.missing:
            break
        found = _Table(sheet, _columns([text_of(cell.value) for cell in row]), place)
        best = min(best, found, key=lambda table: len(table.missing))
    return best


def heading(sheet: Sheet) -> tuple[str, ...]:
    """What the columns of a sheet are called: its own header, or the row below its titles that is the list's."""
    table = _table(sheet)
    return tuple(text_of(cell.value) for cell in sheet.rows[table.first - 1]) if table.first else sheet.header


class _Said(NamedTuple):
    """What a row says, on whatever sheet it stands and whenever that was saved; ``counts``: it is of the list."""

    counts: bool
    state: str | None
    agency: str
    model: Model | None
    type: str
    county: str
    signed: Value
    moa_url: str | None
    addendum_url: str | None
    state_printed: str
    model_printed: str


@lru_cache(maxsize=131_072)
def _said(row: Row, places: tuple[int, ...]) -> _Said:
    """Return what a row says; ``places`` are those of its cells in the order of `COLUMNS`.  Most say it again."""
    cells = [row[place] if place < len(row) else _NOTHING for place in places]
    state_cell, agency_cell, type_, county, model_cell, signed, moa, addendum = cells
    state_printed, agency, model_printed = (text_of(cell.value) for cell in (state_cell, agency_cell, model_cell))
    state_meant, model_meant = state(state_printed), model(model_printed)
    if agency:
        header = _plain(model_printed) in COLUMNS["model"] and _plain(agency) in COLUMNS["agency"]
        counts = not header and bool(state_printed or model_printed)
    else:
        counts = bool(state_meant and model_meant)
    return _Said(
        counts,
        state_meant,
        agency,
        model_meant,
        text_of(type_.value),
        text_of(county.value),
        signed.value,
        official_link(_address(moa)),
        official_link(_address(addendum)),
        state_printed,
        model_printed,
    )


def _address(cell: Cell) -> str | None:
    """Return the cell's hyperlink; an address pasted as text counts where there is none."""
    if cell.url:
        return cell.url
    text = text_of(cell.value)
    return text if "://" in text or text.lower().startswith(("https:", "http:", "www.")) else None


def read_roster(workbook: Workbook) -> Roster:
    """Return what the list's sheets say, one listing a row.

    Every visible sheet that has the list's headers is a part of it, one that repeats those before
    it excepted.  The headers decide which list it is: only the participating list has a column of
    signing dates, and where sheets with and without one stand in one workbook, those without are
    no part of it.  A row counts when it names an agency, or a state and a model; titles, totals
    and remarks are passed over, and a repeated header row too.  A list with whole headers and no row is
    empty; whether that is believed, `bot.ingest.judge` decides.

    Raises:
        WorkbookRefused: ``no_header``, ``missing_column`` or ``no_rows``.
    """
    tables = _tables(workbook)
    dated = [table for table in tables if "signed" in table.columns]
    around = workbook.modified.date() if workbook.modified else None
    counted = _counted(dated or tables, around)
    if not counted and not any(table.columns.keys() >= WHOLE for table in tables):
        raise WorkbookRefused("no_rows")
    return Roster(ListKind.PARTICIPATING if dated else ListKind.PENDING, tuple(counted))


def _counted(tables: Sequence[_Table], around: dt.date | None) -> list[Listing]:
    """The rows that count, of every sheet but one that repeats those before it; each with its sheet if several do."""
    if len(tables) == 1:
        return list(_listings(tables[0], "", around))
    counted: list[Listing] = []
    for table in tables:
        listings = list(_listings(table, table.sheet.name, around))
        seen = {_same(listing) for listing in counted}
        again = sum(_same(listing) in seen for listing in listings)
        if not counted or again < REPEATED * len(listings):
            counted += [listing for listing in listings if _same(listing) not in seen]
    split = len({listing.sheet for listing in counted}) > 1
    return counted if split else [replace(listing, sheet="") for listing in counted]


def _tables(workbook: Workbook) -> list[_Table]:
    """The sheets that have the list's headers; raises WorkbookRefused where none has."""
    found = [_table(sheet) for sheet in workbook.sheets if sheet.header]
    if not found:
        raise WorkbookRefused("no_header")
    whole = [table for table in found if not table.missing]
    if not whole:
        raise _without(min(found, key=lambda table: len(table.missing)).missing)
    return whole


def _listings(table: _Table, sheet: str, around: dt.date | None) -> Iterator[Listing]:
    """The rows that count, as rows of ``sheet``; a column that is absent, or beyond a row's end, is empty."""
    places = tuple(table.columns.get(column, _NOWHERE) for column in COLUMNS)
    for row, number in zip(table.sheet.rows[table.first :], table.sheet.numbers[table.first :], strict=True):
        counts, state_, agency, model_, type_, county, signed, moa, addendum, state_text, model_text = _said(
            row, places
        )
        if counts:
            signed_on, signed_text = signed_date(signed, around)
            yield Listing(
                number,
                state_,
                agency,
                model_,
                type_,
                county,
                signed_on,
                signed_text,
                moa,
                addendum,
                state_text,
                model_text,
                sheet,
            )


def _same(listing: Listing) -> tuple[object, ...]:
    """What makes two rows of different sheets one: all that they print."""
    return replace(listing, row=0, sheet=""), listing.state_printed, listing.model_printed


def _without(columns: list[str]) -> WorkbookRefused:
    """The refusal of a list that lacks columns: there are three that it needs."""
    match columns:
        case [column]:
            return WorkbookRefused("missing_column", "single", column=column)
        case [first, second]:
            return WorkbookRefused("missing_column", "two", first=first, second=second)
        case [first, second, *others]:
            return WorkbookRefused("missing_column", "three", first=first, second=second, third=others[0])
    raise AssertionError(columns)
