"""The list is read wherever it is in the workbook, from bytes to listings."""

from __future__ import annotations

import datetime as dt

import pytest

from adapters.workbook import reader as workbook
from bot.domain.agreements import Roster
from bot.domain.editions import ListKind
from bot.domain.errors import WorkbookRefused
from bot.reading.dates import signed_date
from bot.reading.roster import read_roster
from tests.support.builders import PARTICIPATING_COLUMNS, PENDING_COLUMNS, CellInput, Link, Tab, make_tabs

DAY = dt.date(2025, 2, 28)
Row = tuple[CellInput, ...]


def row(agency: str, state: str | None = "VIRGINIA", signed: CellInput = DAY, model: str = "Task Force Model") -> Row:
    return (state, agency, "County", "", model, signed, Link("link", "https://www.ice.gov/x.pdf"))


def roster(*tabs: Tab) -> Roster:
    return read_roster(workbook.read_sync(make_tabs(*tabs)))


def agencies(found: Roster) -> list[tuple[str | None, str]]:
    return [(listing.state, listing.agency) for listing in found.listings]


HEADER = PARTICIPATING_COLUMNS
NOTES = Tab([("About this list", "Updated"), ("Contact", "ERO287g@ice.dhs.gov")], "Notes")


def test_a_notes_sheet_first_is_passed_over() -> None:
    """The list is on the sheet that has its headers."""
    assert agencies(roster(NOTES, Tab([HEADER, row("Page PD")]))) == [("VA", "Page PD")]


def test_a_list_split_over_a_sheet_a_state_is_one_roster() -> None:
    """In the order of the sheets, each row with the name of its own; columns may stand in another order."""
    found = roster(
        Tab([HEADER, row("Page PD")], "Virginia"),
        Tab([HEADER[::-1], (None, *row("Cecil PD", "MARYLAND")[::-1])], "Maryland"),
    )
    assert agencies(found) == [("VA", "Page PD"), ("MD", "Cecil PD")]
    assert [(listing.sheet, listing.row) for listing in found.listings] == [("Virginia", 2), ("Maryland", 2)]
    assert {listing.signed_on for listing in found.listings} == {DAY}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_what_is_hidden_is_not_the_list(state: str) -> None:
    """An old copy that ICE hid must not bring departures back."""
    old = Tab([HEADER, row("Page PD"), row("Gone PD")], "old", state)
    assert agencies(roster(old, Tab([HEADER, row("Page PD")]))) == [("VA", "Page PD")]
    assert agencies(roster(Tab([HEADER, row("Page PD")]), old)) == [("VA", "Page PD")]


def test_a_sheet_that_repeats_the_list_adds_nothing() -> None:
    """A copy, a view of a part, or last week's list beside this one's."""
    rows = [row(f"Agency {number}") for number in range(10)]
    whole = Tab([HEADER, *rows], "List")
    for other in (rows, rows[:3], [*rows[:8], row("Gone PD")]):
        assert len(roster(whole, Tab([HEADER, *other], "Other")).listings) == 10


def test_a_row_that_stands_on_two_sheets_of_a_split_list_counts_once() -> None:
    """The rest of its sheet is a part of the list all the same."""
    found = roster(
        Tab([HEADER, row("Page PD"), row("Wise PD")], "A"),
        Tab([HEADER, row("Page PD"), row("Craig PD"), row("Giles PD")], "B"),
    )
    assert [agency for _, agency in agencies(found)] == ["Page PD", "Wise PD", "Craig PD", "Giles PD"]


def test_of_both_lists_in_one_workbook_the_participating_one_is_read() -> None:
    """Pending agreements must never be told as signed."""
    pending = Tab([PENDING_COLUMNS, row("Soon PD")[:5]], "Pending")
    for tabs in ((pending, Tab([HEADER, row("Page PD")])), (Tab([HEADER, row("Page PD")]), pending)):
        found = roster(*tabs)
        assert (found.list, agencies(found)) == (ListKind.PARTICIPATING, [("VA", "Page PD")])


def test_without_a_sheet_that_has_the_headers_the_nearest_is_named() -> None:
    """By the column that it lacks."""
    with pytest.raises(WorkbookRefused) as caught:
        roster(NOTES, Tab([("STATE", "LAW ENFORCEMENT AGENCY"), ("VIRGINIA", "Page PD")]))
    assert (caught.value.reason, caught.value.figures["column"]) == ("missing_column", "SUPPORT TYPE")


@pytest.mark.parametrize(
    "above",
    [
        [("287(g) Participating Agencies",)],
        [("287(g) Participating Agencies", "as of", "10/9/2026")],
        [("Note", "see below"), ("x", "y", "z"), ()],
        [("Total", 2510)] * 18,
    ],
)
def test_titles_and_notes_above_the_header_are_passed_over(above: list[Row]) -> None:
    """However many cells they have."""
    assert agencies(roster(Tab([*above, HEADER, row("Page PD"), row("Wise PD")]))) == [
        ("VA", "Page PD"),
        ("VA", "Wise PD"),
    ]


@pytest.mark.parametrize(
    ("column", "printed"),
    [
        ("SIGNED", "SIGNED (MM/DD/YYYY)"),
        ("SIGNED", "DATE SIGNED"),
        ("SIGNED", "Date\nSigned"),
        ("SIGNED", "Signed*"),
        ("SIGNED", "MOA SIGNED DATE (mm/dd/yy)"),
        ("SIGNED", "DATE OF SIGNATURE"),
        ("SUPPORT TYPE", "PROGRAM MODEL"),
        ("SUPPORT TYPE", "SUPPORT TYPE / MODEL"),
        ("SUPPORT TYPE", "287(g) MODEL"),
        ("SUPPORT TYPE", "SUPPORT TYPE (see note 2)"),
        ("LAW ENFORCEMENT AGENCY", "LAW ENFORCEMENT AGENCY (LEA)"),
        ("LAW ENFORCEMENT AGENCY", "LEA NAME"),
        ("LAW ENFORCEMENT AGENCY", "Law\nEnforcement\nAgency"),
        ("STATE", "STATE*"),
        ("STATE", "STATE/TERRITORY"),
        ("STATE", "State (if known)"),
    ],
)
def test_a_column_is_known_by_its_name_with_additions(column: str, printed: str) -> None:
    """Formats, notes, marks and line breaks do not make it another."""
    header = [printed if name == column else name for name in HEADER]
    (listing,) = roster(Tab([header, row("Page PD")])).listings
    assert (listing.state, listing.agency, listing.model, listing.signed_on) == ("VA", "Page PD", "task_force", DAY)


@pytest.mark.parametrize("column", ["DATE RECEIVED", "DATE SUBMITTED", "REQUEST DATE", "DATE OF APPLICATION", "STATUS"])
def test_a_column_of_the_pending_list_is_no_signing_date(column: str) -> None:
    """What is pending has not been signed."""
    found = roster(Tab([(*PENDING_COLUMNS, column), (*row("Soon PD")[:5], "10/9/2026")]))
    assert found.list is ListKind.PENDING
    assert found.listings[0].signed_on is None


def test_a_merged_cell_is_the_value_of_every_row_that_it_covers() -> None:
    """The state is printed at the first row of a run only; a link too belongs to all of them."""
    rows = [row("Page PD"), row("Wise PD", None), row("Craig PD", None), row("Cecil PD", "MARYLAND")]
    assert [state for state, _ in agencies(roster(Tab([HEADER, *rows], merged=["A2:A4"])))] == ["VA", "VA", "VA", "MD"]
    title = [("287(g) list", None, None), HEADER, *rows]
    found = agencies(roster(Tab(title, merged=["A1:G1", "A3:A5"])))
    assert [state for state, _ in found] == ["VA", "VA", "VA", "MD"]


def test_an_empty_state_that_is_not_merged_stays_empty() -> None:
    """Nothing is guessed."""
    assert [state for state, _ in agencies(roster(Tab([HEADER, row("Page PD"), row("Wise PD", None)])))] == ["VA", None]


@pytest.mark.parametrize("areas", [["A2:XFD1048576"], ["A1:A1048576"] * 10_000, ["A2:B3", "A2:B3"], ["nonsense"]])
def test_merges_without_measure_are_clipped_or_refused(areas: list[str]) -> None:
    """A merge of the whole sheet costs no more than its values."""
    content = make_tabs(Tab([HEADER, row("Page PD")], merged=areas))
    try:
        book = workbook.read_sync(content)
    except WorkbookRefused as refusal:
        assert refusal.reason in {"damaged_xml", "too_many_links", "unreadable"}  # noqa: PT017  either will do
    else:
        assert len(book.sheets[0].rows) == 1


def test_many_sheets_have_one_bound_together() -> None:
    """Eighty sheets cannot be eighty times as large as one."""
    tabs = [Tab([HEADER, row(f"Agency {number}")], f"S{number}") for number in range(81)]
    with pytest.raises(WorkbookRefused) as caught:
        roster(*tabs)
    assert caught.value.reason == "too_many_sheets"
    assert len(roster(*tabs[:60]).listings) == 60
    wide = [("x",) * 60] * 2_000
    with pytest.raises(WorkbookRefused):
        workbook.read_sync(make_tabs(*(Tab(wide, f"S{number}") for number in range(20))))


@pytest.mark.parametrize(
    "printed",
    [
        "6/1/2026 12:00:00 AM",
        "1-Jun-26",
        "2026/06/01",
        "June 1, 2026",
        "1 June 2026",
        "6-1-26",
        "Jun. 1 2026",
        "06.01.2026",
        "2026-06-01T00:00:00Z",
        "Monday, June 1, 2026",
        "46174",
        46174,
        "6/1/2026 0:00",
        "June 1st, 2026",
        "  6/1/2026 ",
    ],
)
def test_a_date_is_read_in_the_forms_that_people_type(printed: str | int) -> None:
    """With numbers alone the month is first: the list is American."""
    assert signed_date(printed, around=dt.date(2026, 6, 10))[0] == dt.date(2026, 6, 1)


@pytest.mark.parametrize("printed", ["7/72025", "05/082025", "13/1/2026", "6/1-2026", "June 31, 2026", "1"])
def test_what_is_no_date_stays_as_it_is_printed(printed: str) -> None:
    """Nothing is guessed."""
    assert signed_date(printed, around=dt.date(2026, 6, 10)) == (None, printed)
