from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.agreements import SupportModel
from bot.domain.editions import Cell, ListKind
from bot.domain.errors import WorkbookRefused
from bot.reading.roster import read_roster
from tests.support.identity import DAY, HEADER, workbook

ROW = ("VIRGINIA", "Page County Sheriff's Office", "County", "Page County", "Task Force Model", DAY, "link")
PDF = "https://www.ice.gov/doclib/287gMOA/page.pdf"


def test_the_column_of_dates_makes_it_the_participating_list() -> None:
    """The headers decide which list it is."""
    assert read_roster(workbook(ROW)).list is ListKind.PARTICIPATING
    assert read_roster(workbook(ROW[:5], header=HEADER[:5])).list is ListKind.PENDING


def test_a_row_is_read_cell_by_cell() -> None:
    """Each cell becomes what it means."""
    one = read_roster(workbook((*ROW[:6], Cell("link", PDF)))).listings[0]
    assert (one.row, one.state, one.agency, one.model) == (2, "VA", ROW[1], SupportModel.TASK_FORCE)
    assert (one.type, one.county, one.signed_on, one.signed_printed) == ("County", "Page County", DAY, str(DAY))
    assert one.moa_url == PDF
    assert one.addendum_url is None


def test_columns_may_move_be_renamed_and_be_joined_by_others() -> None:
    """Case, white space, order and strange columns do not matter."""
    header = ("", "support\u00a0type ", "Date Signed", "Law  Enforcement Agency", "notes", "State", "Unnamed: 6")
    one = read_roster(workbook(("x", ROW[4], DAY, ROW[1], "hidden", "VA", 3), header=header)).listings[0]
    assert (one.state, one.agency, one.model, one.signed_on) == ("VA", ROW[1], SupportModel.TASK_FORCE, DAY)


def test_a_pasted_address_counts_as_a_link() -> None:
    """Where the cell has no hyperlink, an address in its text serves."""
    assert read_roster(workbook((*ROW[:6], PDF))).listings[0].moa_url == PDF


def test_titles_totals_and_repeated_headers_are_no_agencies() -> None:
    """Only rows that name an agency with a state or a support type count."""
    remarks = [("Total: 1414", *[None] * 6), (None, "as of today", *[None] * 5), HEADER]
    assert [one.agency for one in read_roster(workbook(ROW, *remarks)).listings] == [ROW[1]]


def test_a_row_without_a_name_is_kept_for_comparison() -> None:
    """An agency's emptied cell must not look like a departure."""
    one = read_roster(workbook(("VIRGINIA", None, "County", "Page County", "Task Force Model", DAY, None))).listings[0]
    assert (one.agency, one.county) == ("", "Page County")


def test_error_values_of_a_spreadsheet_are_empty_cells() -> None:
    """``#N/A`` is not a county."""
    assert read_roster(workbook((*ROW[:3], "#N/A", *ROW[4:]))).listings[0].county == ""


def test_a_date_after_the_edition_is_kept_as_printed_only() -> None:
    """The workbook's own time bounds what can be a signing date."""
    one = read_roster(workbook((*ROW[:5], dt.date(2026, 6, 11), None))).listings[0]
    assert (one.signed_on, one.signed_printed) == (None, "2026-06-11")


@pytest.mark.parametrize("missing", ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE"])
def test_a_sheet_without_a_needed_column_is_refused(missing: str) -> None:
    """The refusal names the column."""
    header = tuple("OTHER" if column == missing else column for column in HEADER)
    with pytest.raises(WorkbookRefused) as refusal:
        read_roster(workbook(ROW, header=header))
    assert refusal.value.reason == "missing_column"
    assert refusal.value.figures == {"column": missing}


def test_a_list_without_rows_is_an_empty_list() -> None:
    """Where its headers are whole; a sheet that has but some of them is refused."""
    assert read_roster(workbook((None,) * 7)).listings == ()
    short = ("STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE")
    with pytest.raises(WorkbookRefused) as refusal:
        read_roster(workbook((None,) * 3, header=short))
    assert refusal.value.reason == "no_rows"
