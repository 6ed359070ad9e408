"""What is read from an honest workbook, with all the habits that the real lists have."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters import confined
from adapters.workbook import answer as workbook_answer
from adapters.workbook import child as workbook_child
from adapters.workbook import reader as workbook
from bot.domain.editions import Cell, Sheet, Value, Workbook
from tests.support.builders import (
    DOCLIB,
    PARTICIPATING_COLUMNS,
    PENDING_COLUMNS,
    Formula,
    make_row,
    make_sheet_xml,
    make_workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/worksheets/_rels/sheet1.xml.rels"


def book_here(content: bytes) -> Workbook:
    """Read a workbook that we made ourselves with the child's code, without its process."""
    records = workbook_child.parse(workbook._question(content, workbook.LIMITS), asdict(workbook.LIMITS))
    return workbook._workbook(workbook_answer.write(records))


def read_here(content: bytes) -> Sheet:
    """The first visible sheet of a workbook."""
    return book_here(content).sheets[0]


def values(sheet: Sheet) -> list[list[Value]]:
    return [[cell.value for cell in row] for row in sheet.rows]


def cells(data: str, tail: str = "", dimension: str = "A1:H2") -> Sheet:
    return read_here(make_workbook(replace={SHEET: make_sheet_xml(data, tail, dimension)}))


def text(ref: str, content: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'


HEADER = f'<row r="1">{text("A1", "STATE")}{text("B1", "AGENCY")}</row>'


async def test_a_child_process_reads_a_list() -> None:
    """Header, values, addresses, row numbers and the time of the last change come back from the child."""
    content = make_workbook(
        [make_row(), make_row(moa=None)], modified=dt.datetime(2025, 10, 21, 14, 33, 55, tzinfo=dt.UTC)
    )
    book = await workbook.read(content)
    (sheet,) = book.sheets
    assert sheet.header == PARTICIPATING_COLUMNS
    assert sheet.rows[0] == (
        Cell("VIRGINIA"),
        Cell("Page County Sheriff's Office"),
        Cell("County"),
        Cell("Page County"),
        Cell("Task Force Model"),
        Cell(dt.date(2025, 2, 28)),
        Cell("link", DOCLIB + "page.pdf"),
        Cell(),
    )
    assert sheet.rows[1][6] == Cell()
    assert sheet.numbers == (2, 3)
    assert book.modified == dt.datetime(2025, 10, 21, 14, 33, 55, tzinfo=dt.UTC)


async def test_reading_does_not_hold_up_the_event_loop() -> None:
    """While the child works, everything else goes on."""
    reading = asyncio.ensure_future(workbook.read(make_workbook([make_row()])))
    turns = 0
    while not reading.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 1
    assert len(reading.result().sheets[0].rows) == 1


def test_the_child_gets_none_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token in our environment is not in that of the process that parses hostile files."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setattr(confined, "CODE", "import os; print(sorted(os.environ))")
    assert b"DISCORD" not in workbook._ask_child(b"", workbook.LIMITS)


def test_the_pending_list_has_fewer_columns() -> None:
    """The header is whatever the workbook has: which list it is, others decide."""
    sheet = read_here(make_workbook([make_row()], header=PENDING_COLUMNS))
    assert sheet.header == PENDING_COLUMNS
    assert [len(row) for row in sheet.rows] == [5]


def test_columns_in_another_order_keep_their_cells() -> None:
    """Every value stays under its own column's name."""
    sheet = read_here(make_workbook([make_row()], header=PARTICIPATING_COLUMNS[::-1]))
    assert dict(zip(sheet.header, (cell.value for cell in sheet.rows[0]), strict=True))["STATE"] == "VIRGINIA"


def test_white_space_in_a_header_is_evened_out() -> None:
    """A header with spaces, no-break spaces or a line break about it is the same header."""
    assert read_here(make_workbook([["x", "y"]], header=["\xa0STATE ", "LAW\nENFORCEMENT  AGENCY"])).header == (
        "STATE",
        "LAW ENFORCEMENT AGENCY",
    )


def test_unnamed_columns_at_the_end_have_no_name() -> None:
    """The header ends with its last named column; what stands further right is kept, for it may be the header's row."""
    sheet = read_here(make_workbook([["VA", "Page", "a note", "more"]], header=["STATE", "AGENCY", None, " "]))
    assert sheet.header == ("STATE", "AGENCY")
    assert values(sheet) == [["VA", "Page", "a note", "more"]]


def test_an_unnamed_column_in_between_is_kept() -> None:
    """A column that lost its name stays in its place, so that the others keep theirs."""
    sheet = read_here(make_workbook([["VA", "?", "Page"]], header=["STATE", None, "AGENCY"]))
    assert sheet.header == ("STATE", "", "AGENCY")
    assert values(sheet) == [["VA", "?", "Page"]]


def test_a_sheet_may_start_further_right_and_down() -> None:
    """Blank rows above and blank columns before the list change nothing but the row numbers."""
    sheet = cells(f'<row r="4">{text("C4", "STATE")}{text("D4", "MOA")}</row><row r="6">{text("D6", "link")}</row>')
    assert sheet.header == ("STATE", "MOA")
    assert values(sheet) == [[None, "link"]]
    assert sheet.numbers == (6,)


def test_a_title_above_the_list_is_not_the_header() -> None:
    """One cell alone is a title: the first row with two values is the header."""
    sheet = cells(
        f'<row r="1">{text("A1", "Participating")}</row>{HEADER.replace("1", "3")}<row r="4">{text("A4", "VA")}</row>'
    )
    assert sheet.header == ("STATE", "AGENCY")
    assert sheet.numbers == (4,)


def test_blank_rows_are_left_out_and_numbers_kept() -> None:
    """Blank rows in between and at the end are no rows; the numbers are the workbook's own."""
    sheet = read_here(make_workbook([make_row(), None, ["", " ", "\xa0"], make_row(), None, None]))
    assert sheet.numbers == (2, 5)


def test_a_list_without_rows_is_read() -> None:
    """A header alone is a sheet without rows: whether that can be is judged elsewhere."""
    assert read_here(make_workbook()).rows == ()


def test_hidden_rows_are_read() -> None:
    """A filter left on hides rows from the eye, not from us."""
    sheet = read_here(make_workbook([make_row()] * 5, hidden_rows=(3, 4)))
    assert len(sheet.rows) == 5


def test_a_second_sheet_is_ignored() -> None:
    """Only the first sheet is the list."""
    sheet = read_here(make_workbook([make_row()], second_sheet=[make_row(state="TEXAS")] * 3))
    assert [row[0].value for row in sheet.rows] == ["VIRGINIA"]


def test_the_workbook_says_which_sheet_is_first() -> None:
    """The order of the sheets is the workbook's, not that of the members' names."""
    content = make_workbook(
        [make_row()],
        second_sheet=[PARTICIPATING_COLUMNS, make_row(state="TEXAS")],
        replace={
            "xl/workbook.xml": '<workbook xmlns:x="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="b" x:id="rId2"/><sheet name="a" x:id="rId1"/></sheets></workbook>'
        },
    )
    assert [row[0].value for row in read_here(content).rows] == ["TEXAS"]


def test_prefixed_elements_and_absolute_targets_are_read() -> None:
    """Programs other than Excel write prefixes and absolute part names: the same workbook."""
    prefixed = make_sheet_xml(HEADER + f'<row r="2">{text("A2", "VA")}</row>')
    for name in ("worksheet", "sheetData", "row", "c", "is", "t"):
        prefixed = prefixed.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        prefixed = prefixed.replace(f"</{name}>", f"</x:{name}>")
    plain = "http://schemas.openxmlformats.org/package/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{plain}/worksheet" Target="/XL/worksheets/Sheet1.xml"/>'
    content = make_workbook(
        replace={
            SHEET: prefixed.replace("xmlns=", "xmlns:x="),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{plain}">{relation}</Relationships>',
        }
    )
    assert values(read_here(content)) == [["VA", None]]


def test_an_extent_far_larger_than_the_data_costs_nothing() -> None:
    """The extent that a sheet declares is not believed."""
    sheet = cells(HEADER + f'<row r="2">{text("A2", "VA")}</row>', dimension="A1:XFD1048576")
    assert values(sheet) == [["VA", None]]


def test_far_cells_without_a_value_are_no_harm() -> None:
    """A format laid on a whole column or a far cell does not get a list refused."""
    sheet = cells(HEADER + f'<row r="2">{text("A2", "VA")}</row><row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert values(sheet) == [["VA", None]]


def test_texts_are_as_they_are_in_the_workbook() -> None:
    """Trailing spaces, no-break spaces and curly apostrophes are for others to judge."""
    printed = "Page County\xa0Sheriff\u2019s Office \u2028 <b>@everyone</b> &amp; "
    assert read_here(make_workbook([make_row(agency=printed)])).rows[0][1].value == printed


def test_texts_may_stand_in_their_cells_or_in_runs() -> None:
    """Inline texts, and texts of several runs with their reading aids left out, are read whole."""
    assert values(read_here(make_workbook([make_row()], inline=True)))[0][0] == "VIRGINIA"
    runs = "<is><r><rPr><b/></rPr><t>VIR</t></r><r><t>GINIA</t></r></is>"
    assert values(cells(HEADER + f'<row r="2"><c r="A2" t="inlineStr">{runs}</c></row>')) == [["VIRGINIA", None]]


def test_a_date_is_a_date_and_a_typed_date_is_text() -> None:
    """A cell formatted as a date is a date; what someone typed stays as typed."""
    sheet = read_here(make_workbook([make_row(signed=dt.date(2020, 6, 9)), make_row(signed="7/72025")]))
    assert [row[5].value for row in sheet.rows] == [dt.date(2020, 6, 9), "7/72025"]


def test_dates_of_the_1904_calendar_are_right() -> None:
    """A workbook may count its days from 1904: the same number is then another day."""
    sheet = read_here(make_workbook([make_row(signed=dt.date(2025, 2, 28))], date1904=True))
    assert sheet.rows[0][5].value == dt.date(2029, 3, 1)


def test_each_kind_of_value_keeps_its_type() -> None:
    """Numbers, truth values, days with a time, times and errors: an error is no value."""
    row = (
        '<c r="A2"><v>1.5</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" s="1"><v>45000.5</v></c>'
        '<c r="D2" s="1"><v>0.5</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2"><v>1</v></c><c r="G2"><v>NaN</v></c>'
    )
    header = "".join(text(f"{letter}1", letter) for letter in "ABCDEFG")
    found = values(cells(f'<row r="1">{header}</row><row r="2">{row}</row>'))[0]
    assert found[:6] == [1.5, True, dt.datetime(2023, 3, 15, 12), dt.time(12), None, 1.0]  # noqa: DTZ001  a cell has no zone
    assert [type(value) for value in found[:2]] == [float, bool]


def test_a_formula_is_its_stored_value() -> None:
    """What the spreadsheet program last computed is read; nothing is computed here."""
    sheet = read_here(make_workbook([make_row(), ["TEXAS", Formula('UPPER("x"&[1]S!A1)', "Page")]]))
    assert sheet.rows[1][1] == Cell("Page")


def test_a_hyperlink_formula_is_a_link() -> None:
    """`HYPERLINK("address", "text")` gives its cell an address as a hyperlink does."""
    formula = Formula(f'HYPERLINK( "{DOCLIB}a""b.pdf", "link")', "link")
    other = Formula("HYPERLINK(A1)", "link")
    sheet = read_here(make_workbook([make_row(), {"MOA": formula, "ADDENDUM": other}]))
    assert sheet.rows[1][6:] == (Cell("link", DOCLIB + 'a"b.pdf'), Cell("link"))


def test_a_link_on_a_range_is_on_each_cell() -> None:
    """One hyperlink may cover several cells, and a cell's own hyperlink wins over it."""
    rows = [make_row(moa_url=None), make_row(moa_url=None), make_row(moa_url="https://own")]
    sheet = read_here(make_workbook(rows, links={"G2:G4": "https://range", "$H$2": "https://h"}))
    assert [row[6].url for row in sheet.rows] == ["https://range", "https://range", "https://own"]
    assert sheet.rows[0][7] == Cell(None, "https://h")


def test_links_may_share_one_relation() -> None:
    """Several cells may name the same relation, and one may name none that exists."""
    tail = '<hyperlinks><hyperlink ref="A2" r:id="rId1"/><hyperlink ref="B2" r:id="rId1" location="page=2"/>'
    tail += '<hyperlink ref="A3" r:id="rId9"/><hyperlink ref="B3" location="Sheet1!A1"/></hyperlinks>'
    data = HEADER + "".join(f'<row r="{n}">{text(f"A{n}", "a")}{text(f"B{n}", "b")}</row>' for n in (2, 3))
    relation = '<Relationship Id="rId1" Type="x/hyperlink" Target="https://a/b?c=1&amp;d" TargetMode="External"/>'
    content = make_workbook(
        replace={SHEET: make_sheet_xml(data, tail), RELS: f"<Relationships>{relation}</Relationships>"}
    )
    urls = [[cell.url for cell in row] for row in read_here(content).rows]
    assert urls == [["https://a/b?c=1&d", "https://a/b?c=1&d#page=2"], [None, None]]


def test_a_long_list_of_links_is_no_long_cell() -> None:
    """Thousands of hyperlinks after the cells are read: their length is not that of the last cell."""
    rows = [make_row(moa_url=f"https://www.ice.gov/{i}") for i in range(9_000)]
    assert read_here(make_workbook(rows)).rows[-1][6].url == "https://www.ice.gov/8999"


def test_cells_without_references_follow_each_other() -> None:
    """Row and cell references may be left out: position then counts."""
    sheet = cells("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>4</v></c></row>")
    assert sheet.header == ("1.0", "2.0")
    assert values(sheet) == [[None, 4.0]]


def test_rows_may_stand_in_any_order() -> None:
    """Their references count, and all their values lie within the bounds that are looked at."""
    sheet = cells(
        '<row r="5"><c r="B5"><v>1</v></c><c r="C5"><v>2</v></c></row>'
        '<row r="2"><c r="C2"><v>3</v></c><c r="B2"><v>4</v></c></row>'
        '<row r="7"><c r="D7"><v>5</v></c><c r="B7"><v>6</v></c></row>'
    )
    assert sheet.header == ("4.0", "3.0")
    assert values(sheet) == [[1.0, 2.0], [6.0, None, 5.0]]


def test_a_cell_shows_its_value_and_its_address() -> None:
    """Kept editions are told apart by a digest of just this text."""
    assert repr(Cell(dt.date(2025, 2, 28))) == "Cell(value=datetime.date(2025, 2, 28), url=None)"
    assert repr((Cell("Vale's", "https://a"),)) == """(Cell(value="Vale's", url='https://a'),)"""


def test_separators_of_our_own_in_a_text_become_spaces() -> None:
    """No text can end a field or a record of the child's answer."""
    sheet = read_here(make_workbook([make_row(agency="a_x001E_!_x001F_b_x001D_c", moa_url="https://a")]))
    assert sheet.rows[0][1].value == "a ! b c"


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        ("2025-10-21T14:33:55Z", dt.datetime(2025, 10, 21, 14, 33, 55, tzinfo=dt.UTC)),
        ("2025-10-21T10:33:55-04:00", dt.datetime(2025, 10, 21, 14, 33, 55, tzinfo=dt.UTC)),
        ("2025-10-21", dt.datetime(2025, 10, 21, tzinfo=dt.UTC)),
        ("yesterday", None),
        ("", None),
        ("9" * 99, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_the_last_change_is_a_time_in_utc_or_nothing(stamp: str, time: dt.datetime | None) -> None:
    """The workbook's own time is read in UTC; what is no time is nothing, and no refusal."""
    core = f'<c xmlns:d="x"><d:modified>{stamp}</d:modified></c>'
    assert book_here(make_workbook(replace={"docProps/core.xml": core})).modified == time


@pytest.mark.parametrize("part", ["docProps/core.xml", "xl/styles.xml", "xl/worksheets/_rels/sheet1.xml.rels"])
def test_parts_that_are_not_needed_may_be_absent(part: str) -> None:
    """A workbook without properties, styles or links is still a workbook."""
    sheet = read_here(make_workbook([make_row(signed=None)], replace={part: None}))
    assert sheet.rows[0][0] == Cell("VIRGINIA")


def test_properties_that_are_no_xml_are_no_refusal() -> None:
    """The last-modified time is not worth an edition."""
    assert book_here(make_workbook(replace={"docProps/core.xml": "<c"})).modified is None


# XML 1.0 allows no other control characters; a lone carriage return is read as a line feed.
# A text that spells out _xHHHH_ means that character (ECMA-376 part 1, 22.4.2.4).
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_\ufffe\uffff"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), max_size=6), st.booleans())
def test_any_text_comes_back_as_it_was(table: list[list[str]], inline: bool) -> None:  # noqa: FBT001  hypothesis gives it
    """Whatever texts a sheet holds, each is read unchanged; blank ones are nothing."""
    sheet = read_here(make_workbook(table, header=["A", "B", "C", "D"], inline=inline))
    padded = [[cell if cell.strip() else None for cell in row] + [None] * (4 - len(row)) for row in table]
    assert values(sheet) == [row for row in padded if any(row)]
