"""What the XML parser is spared: whatever stands in a part, the outcome is as if the parser had read all of it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.workbook import answer, child, plain, reader
from adapters.workbook.bounds import LIMITS
from adapters.workbook.sheet import Sheet
from adapters.workbook.xml import Part, Relations, Texts
from bot.domain.editions import Workbook
from bot.domain.errors import WorkbookRefused
from bot.ingest.look import digest
from tests.support.builders import make_row, make_workbook

SMALL = {**asdict(LIMITS), "rows": 30, "columns": 20, "cells": 200, "cell_chars": 40}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="3"><v>45706</v></c><c r="C1" s="1"/></row>',
    '<row r="2" spans="1:8" ht="33.75" customHeight="1" x14ac:dyDescent="0.25"><c r="D2" t="e"><v>#N/A</v></c></row>',
    '<row r="7"/>',
    '<row r="8"><c r="A8"/></row>',
    '<row r="9"><c r="B9"><v>1.5E-3</v></c></row>',
    '<row r="3"><c r="A2"><v>1</v></c></row>',  # its cell says another row
    '<row r="4"><c><v>1</v></c></row>',  # its cell says none
    "<row><c><v>1</v></c></row>",
    '<row r="5"><c r="A5"><f>HYPERLINK("https://www.ice.gov/a")</f><v>1</v></c></row>',
    '<row r="6"><c r="A6" t="inlineStr"><is><t>plain &amp; simple</t></is></c></row>',
    '<row r="10"><c r="A10"><v>1</v></c><!--<c r="B10"><v>1</v></c>--></row>',
    '<row r="11"><c r="A11" t="s" t="n"><v>1</v></c></row>',  # not well-formed
    '<row r="12" r="12"/>',
    '<row r="13"><c r="A13"><v>1</v></row></c>',
    '<row r="14"><c r="Z14"><v>1</v></c></row>',  # beyond the columns
    '<row r="40"><c r="A40"><v>1</v></c></row>',  # beyond the rows
    '<x:row r="15"><x:c r="A15"><x:v>1</x:v></x:c></x:row>',
    '<row r="16"><c r="A16"><v>' + "1" * 31 + "</v></c></row>",
    '<row r="17"><c r="A17"><v>' + "1" * 500 + "</v></c></row>",
    "</sheetData><sheetData>",
    '<![CDATA[<row r="18"><c r="A18"><v>1</v></c></row>]]>',
)
LINKS = (
    '<hyperlink ref="A1" r:id="rId1"/>',
    '<hyperlink ref="B1" r:id="rId2" display="a&amp;b" xr:uid="{A09C64AB-CC81-4C64-9254-FE0D8A8DC4A0}"/>',
    '<hyperlink ref="A1" r:id="rId2"/>',
    '<hyperlink ref="$A$1" r:id="rId3"/>',
    '<hyperlink ref="A1:B9" r:id="rId3"/>',
    '<hyperlink ref="D2" r:id="rId1" location="here"/>',
    '<hyperlink ref="B9" r:id="rId1" r:id="rId2"/>',
    '<hyperlink r:id="rId1"/>',
    "<!-- -->",
)
TAILS = (
    "",
    '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    '<row r="3"/>',
    "<c><v>1</v></c>",
    "<pageMargins/>",
    "<",
)
HEADS = (
    "",
    '<dimension ref="A1:H2"/>',
    '<cols><col min="1" max="2"/></cols>',
    '<row r="2"><c r="C2"><v>1</v></c></row>',
)
DECLARATIONS = (DECLARED, "", "<?xml version='1.0'?>", '<?xml version="1.0" encoding="latin-1"?>', "<?odd?>", " ")
RELATED = {f"rId{number}": ("hyperlink", f"https://www.ice.gov/{number}") for number in (1, 2, 3)}


class SparingSheet(Sheet):
    """A sheet that is looked at however short it is."""

    worth = 0


class SparingRelations(Relations):
    """Relations that are looked at however few they are."""

    worth = 0


class SparingTexts(Texts):
    """Shared texts that are looked at however few they are."""

    worth = 0


class ParsedSheet(Sheet):
    """A sheet of which the parser is spared nothing."""

    _read = Part.feed


class ParsedRelations(Relations):
    """Relations of which the parser is spared nothing."""

    _read = Part.feed


class ParsedTexts(Texts):
    """Shared texts of which the parser is spared nothing."""

    _read = Part.feed


def sheet_xml(declared: str, head: str, rows: list[str], links: list[str], tail: str) -> bytes:
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    body = f"{head}<sheetData>{''.join(rows)}</sheetData>{tail}{linked}"
    return f'{declared}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{body}</worksheet>'.encode()


def read_by(part: Part, data: bytes) -> bool:
    """Read a part in pieces, as the child does; return whether it was refused."""
    try:
        for start in range(0, len(data), 100):
            part.feed(data[start : start + 100])
        part.close()
    except WorkbookRefused:
        return True
    return False


def outcome(sheet: Sheet, data: bytes) -> Any:
    if read_by(sheet, data):
        return "refused"
    try:
        return sheet.rows, sheet._area, sheet.links(RELATED), sheet.merged()
    except WorkbookRefused:
        return "refused"


@given(
    st.sampled_from(DECLARATIONS),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(ROWS), max_size=6),
    st.lists(st.sampled_from(LINKS), max_size=4),
    st.sampled_from(TAILS),
)
@example(DECLARED, "", [ROWS[0], ROWS[4]], [LINKS[0], LINKS[2]], "")
@example(DECLARED, "", [ROWS[4], ROWS[0]], [LINKS[0], LINKS[3]], "")
@example(DECLARED, HEADS[3], [ROWS[4]], [], TAILS[3])
def test_a_sheet_comes_out_as_if_the_parser_had_read_all_of_it(
    declared: str, head: str, rows: list[str], links: list[str], tail: str
) -> None:
    """Rows, bounds, links, merged areas and refusals do not depend on what the parser was spared."""
    data = sheet_xml(declared, head, rows, links, tail)
    assert outcome(SparingSheet(SMALL), data) == outcome(ParsedSheet(SMALL), data)


@given(st.lists(st.sampled_from(ROWS[:5]), min_size=1, max_size=5), st.binary(min_size=1, max_size=3), st.floats(0, 1))
def test_a_spoilt_sheet_comes_out_as_if_the_parser_had_read_all_of_it(
    rows: list[str], spoilt: bytes, place: float
) -> None:
    """The same where some bytes of a plain sheet are others, wherever they are."""
    data = sheet_xml(DECLARED, "", rows, [LINKS[0]], "")
    at = int(place * len(data))
    data = data[:at] + spoilt + data[at + len(spoilt) :]
    assert outcome(SparingSheet(SMALL), data) == outcome(ParsedSheet(SMALL), data)


def relation(key: str, target: str = "https://www.ice.gov/a", kind: str = "hyperlink", mode: str = "External") -> str:
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'


RELATIONS = (
    relation("rId1"),
    relation("rId1", "https://www.ice.gov/b"),
    relation("rId2", "https://gcc02.safelinks.protection.outlook.com/?url=a&amp;data=b"),
    relation("rId2", "a", "image", "Internal"),
    relation("rId3", "https://example.org/\u00e9&#38;"),
    relation("rId4", kind="externalLink"),
    f'<Relationship TargetMode="External" Target="x" Type="{OFFICE}/hyperlink" Id="rId1"/>',
    relation("rId5").replace(" Target=", ' Id="rId6" Target='),
    "<!--" + relation("rId7") + "-->",
)


@given(st.sampled_from(DECLARATIONS), st.lists(st.sampled_from(RELATIONS), max_size=5))
@example(DECLARED, [RELATIONS[0], RELATIONS[6]])
@example(DECLARED, [RELATIONS[6], RELATIONS[0]])
@example(DECLARED, [RELATIONS[0], RELATIONS[1]])
def test_relations_come_out_as_if_the_parser_had_read_all_of_them(declared: str, relations: list[str]) -> None:
    """Of two relations with one id the last counts, whichever of them is plain."""
    data = f'{declared}<Relationships xmlns="x">{"".join(relations)}</Relationships>'.encode()
    found, expected = SparingRelations(), ParsedRelations()
    refused = [read_by(found, data), read_by(expected, data)]
    assert refused in ([True, True], [False, False])
    assert refused[0] or found.by_id == expected.by_id


@pytest.mark.parametrize(
    "run", ["a" * 39, "a" * 40, "a" * 41, "\u20ac" * 30, "a" * 30 + "</t><!--<si>--><t>" + "a" * 30]
)
def test_a_shared_text_is_as_long_as_the_parser_says(run: str) -> None:
    """A text is refused for its characters, whether its bytes were counted first or not."""
    data = f"{DECLARED}<sst><si><t>{run}</t></si><si><t>b</t></si></sst>".encode()
    assert read_by(SparingTexts(SMALL), data) == read_by(ParsedTexts(SMALL), data)


@pytest.mark.parametrize("row", ROWS[:5])
def test_a_plain_sheet_leaves_the_parser_next_to_nothing(row: str) -> None:
    """The forms in which Excel and other programs write the list are plain: what is left has no row and no link."""
    found = plain.split(sheet_xml(DECLARED, HEADS[1], [row], list(LINKS[:2]), TAILS[1]))
    assert found is not None
    assert b"<row" not in found.head + found.tail
    assert b"<hyperlink " not in found.tail


def book(*rows: dict[str, Any]) -> Workbook:
    content = make_workbook(list(rows))
    records = child.parse(reader._question(content, LIMITS), asdict(LIMITS))
    return reader._workbook(answer.write(records))


def test_what_the_next_edition_prints_again_is_the_same_row() -> None:
    """A row that is printed the same is the same object, one that is not is another, whatever is equal in Python."""
    first, second = make_row(agency="Marrowby Police Department"), make_row(agency="Tessaly Police Department")
    before, after = book(first).sheets[0].rows[0], book(second, first).sheets[0].rows
    assert after[1] is before
    assert after[0] is not before
    yes, one = (book({**make_row(), "COUNTY": county}).sheets[0].rows[0] for county in (True, 1))
    assert [yes is one, yes == one] == [False, True]


def test_an_edition_is_named_by_what_it_prints() -> None:
    """The name of an edition's values is the one that earlier versions gave it."""
    for found in (book(make_row(), make_row(state="TEXAS")), book(make_row(agency="Rat's Nest"))):
        assert digest(found) == hashlib.sha256(repr(found.sheets).encode()).hexdigest()
