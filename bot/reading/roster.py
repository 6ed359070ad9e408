"""Rows of a workbook to what they mean: which list it is, and one listing a row.  Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from bot.domain.agreements import Listing, Roster
from bot.domain.editions import Cell, ListKind, Sheet
from bot.domain.errors import WorkbookRefused
from bot.reading.dates import signed_date
from bot.reading.links import official_link
from bot.reading.models import model
from bot.reading.states import state
from bot.reading.text import fold, text_of

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "state": ("state", "states", "state name", "state territory"),
    "agency": ("law enforcement agency", "law enforcement agencies", "agency", "agency name", "lea"),
    "type": ("type", "agency type", "type of agency"),
    "county": ("county", "counties", "county name", "county parish"),
    "model": ("support type", "support types", "support model", "model", "287 g model", "type of support"),
    "signed": ("signed", "date signed", "signed date", "signing date", "moa signed", "date"),
    "moa": ("moa", "moas", "moa link", "link", "links"),
    "addendum": ("addendum", "addenda", "addendums", "addendum link"),
}
"""What each column has been, or may be, called; case, white space and punctuation do not count."""

REQUIRED = ("state", "agency", "model")

_NOTHING = Cell()


def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(header)).strip()


def _columns(header: tuple[str, ...]) -> dict[str, int]:
    plain = [_plain(cell) for cell in header]
    found: dict[str, int] = {}
    for column, called in COLUMNS.items():
        where = next((plain.index(name) for name in called if name in plain), None)
        if where is not None:
            found[column] = where
    return found


def _listing(row: tuple[Cell, ...], number: int, columns: Mapping[str, int], around: dt.date | None) -> Listing:
    def cell(column: str) -> Cell:
        where = columns.get(column, len(row))
        return row[where] if where < len(row) else _NOTHING

    state_printed = text_of(cell("state").value)
    model_printed = text_of(cell("model").value)
    signed_on, signed_printed = signed_date(cell("signed").value, around=around)
    return Listing(
        row=number,
        state=state(state_printed),
        agency=text_of(cell("agency").value),
        model=model(model_printed),
        type=text_of(cell("type").value),
        county=text_of(cell("county").value),
        signed_on=signed_on,
        signed_printed=signed_printed,
        moa_url=official_link(_address(cell("moa"))),
        addendum_url=official_link(_address(cell("addendum"))),
        state_printed=state_printed,
        model_printed=model_printed,
    )


def _address(cell: Cell) -> str | None:
    """Return the cell's hyperlink; an address pasted as text counts where there is none."""
    if cell.url:
        return cell.url
    text = text_of(cell.value)
    return text if "://" in text or text.lower().startswith(("https:", "http:", "www.")) else None


def read_roster(sheet: Sheet) -> Roster:
    """Return what ``sheet`` says, one listing a row.

    The headers decide which list it is: only the participating list has a column of signing
    dates.  A row counts when it names an agency, or a state and a model; titles, totals and
    remarks are passed over, and a repeated header row too.

    Raises:
        WorkbookRefused: ``missing_column`` or ``no_rows``.
    """
    columns = _columns(sheet.header)
    if missing := [COLUMNS[column][0].upper() for column in REQUIRED if column not in columns]:
        raise _without(missing)
    kind = ListKind.PARTICIPATING if "signed" in columns else ListKind.PENDING
    around = sheet.modified.date() if sheet.modified else None
    listings = (_listing(row, number, columns, around) for row, number in zip(sheet.rows, sheet.numbers, strict=True))
    counted = tuple(listing for listing in listings if _counts(listing))
    if not counted:
        raise WorkbookRefused("no_rows")
    return Roster(kind, counted)


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


def _counts(listing: Listing) -> bool:
    if listing.agency:
        header = _plain(listing.agency) in COLUMNS["agency"] and _plain(listing.model_printed) in COLUMNS["model"]
        return not header and bool(listing.state_printed or listing.model_printed)
    return bool(listing.state and listing.model)
