"""Builders of what tests need; the workbook part writes a small valid .xlsx by hand, with no spreadsheet library.

The parts and their names follow ECMA-376 (Office Open XML), 5th edition, parts 1 and 2.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

PARTICIPATING_COLUMNS = (
    "STATE",
    "LAW ENFORCEMENT AGENCY",
    "TYPE",
    "COUNTY",
    "SUPPORT TYPE",
    "SIGNED",
    "MOA",
    "ADDENDUM",
)
"""The columns of the participating list since July 2025."""

PENDING_COLUMNS = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE")
"""The columns of the pending list."""

DOCLIB = "https://www.ice.gov/doclib/287gMOA/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that shows ``text`` and whose hyperlink goes to ``url``."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula and the ``value`` that the spreadsheet program stored for it."""

    formula: str
    value: str | float


CellInput = str | int | float | bool | dt.date | Link | Formula | None
RowInput = Mapping[str, CellInput] | Sequence[CellInput]


def make_row(
    *,
    state: str = "VIRGINIA",
    agency: str = "Page County Sheriff's Office",
    type: str = "County",  # noqa: A002  the column's own name
    county: str | None = "Page County",
    model: str = "Task Force Model",
    signed: dt.date | str | None = dt.date(2025, 2, 28),
    moa: str | None = "link",
    moa_url: str | None = DOCLIB + "page.pdf",
    addendum: str | None = None,
) -> dict[str, CellInput]:
    """Return one row of a list by column name; columns that a list does not have are ignored by `make_workbook`."""
    return {
        "STATE": state,
        "LAW ENFORCEMENT AGENCY": agency,
        "TYPE": type,
        "COUNTY": county,
        "SUPPORT TYPE": model,
        "SIGNED": signed,
        "MOA": Link(moa, moa_url) if moa and moa_url else moa,
        "ADDENDUM": addendum,
    }


def make_workbook(
    rows: Sequence[RowInput | None] = (),
    *,
    header: Sequence[str | None] = PARTICIPATING_COLUMNS,
    above: int = 0,
    links: Mapping[str, str] | None = None,
    modified: dt.datetime | None = None,
    hidden_rows: Collection[int] = (),
    second_sheet: Sequence[RowInput] | None = None,
    inline: bool = False,
    date1904: bool = False,
    replace: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """Return the bytes of an .xlsx whose first sheet has ``header`` and below it ``rows``.

    A row is a mapping by column name or a sequence of cells; None is a blank row.  ``above``
    blank rows come before the header.  ``links`` are more hyperlinks, ``{"G2:G4": url}``.
    ``hidden_rows`` are 1-based row numbers.  ``inline`` writes texts into their cells instead
    of the shared table.  ``replace`` puts other content under a part's name, adds a part, or
    with None leaves it out: that is how hostile files are made.
    """
    shared: dict[str, int] | None = None if inline else {}
    table: list[Sequence[CellInput]] = [()] * above + [tuple(header)]
    table += [_in_order(row, header) for row in rows]
    sheet, relations = _sheet(table, links or {}, hidden_rows, shared)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [("officeDocument", "xl/workbook.xml"), ("metadata/core-properties", "docProps/core.xml")]
        ),
        "docProps/core.xml": _core(modified),
        "xl/workbook.xml": _workbook(second=second_sheet is not None, date1904=date1904),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                ("worksheet", "worksheets/sheet1.xml"),
                ("worksheet", "worksheets/sheet2.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": relations,
    }
    if second_sheet is not None:
        other = [_in_order(row, header) for row in second_sheet]
        parts["xl/worksheets/sheet2.xml"] = _sheet(other, {}, (), shared)[0]
    parts["xl/sharedStrings.xml"] = _shared_strings(shared or {})
    return make_archive({**parts, **(replace or {})})


def make_archive(parts: Mapping[str, str | bytes | None]) -> bytes:
    """Return a zip archive of ``parts`` by name, in their order; those that are None are left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                # A fixed date makes equal workbooks equal bytes.
                archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a workbook of several: rows of cells as they stand, ``merged`` areas such as ``A2:A5``."""

    rows: Sequence[Sequence[CellInput]]
    name: str = "Sheet"
    state: str = "visible"
    merged: Sequence[str] = ()


def make_tabs(*tabs: Tab, modified: dt.datetime | None = None) -> bytes:
    """Return the bytes of an .xlsx with these sheets, in this order."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [("officeDocument", "xl/workbook.xml"), ("metadata/core-properties", "docProps/core.xml")]
        ),
        "docProps/core.xml": _core(modified),
        "xl/styles.xml": _styles(),
        "xl/sharedStrings.xml": _shared_strings({}),
    }
    listed = ""
    for number, tab in enumerate(tabs, 1):
        sheet, relations = _sheet(tab.rows, {}, (), None)
        areas = "".join(f'<mergeCell ref="{area}"/>' for area in tab.merged)
        merges = f"<mergeCells>{areas}</mergeCells>" if areas else ""
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet.replace("</sheetData>", f"</sheetData>{merges}")
        parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relations
        listed += f'<sheet name={quoteattr(tab.name)} sheetId="{number}" state="{tab.state}" r:id="rId{number}"/>'
    parts["xl/workbook.xml"] = (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(tabs) + 1)]
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        [*targets, ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    )
    return make_archive(parts)


def make_sheet_xml(data: str, tail: str = "", dimension: str = "A1:H2") -> str:
    """Return the XML of a worksheet whose ``<sheetData>`` holds ``data``, followed by ``tail``."""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><dimension ref="{dimension}"/>'
        f"<sheetData>{data}</sheetData>{tail}</worksheet>"
    )


def column_name(index: int) -> str:
    """Return the letters of the 0-based column ``index``: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _in_order(row: RowInput | None, header: Sequence[str | None]) -> Sequence[CellInput]:
    if row is None:
        return ()
    if isinstance(row, Mapping):
        return [row.get(name) if name else None for name in header]
    return row


def _sheet(
    table: Sequence[Sequence[CellInput]],
    links: Mapping[str, str],
    hidden: Collection[int],
    shared: dict[str, int] | None,
) -> tuple[str, str]:
    """Return a sheet's XML and that of its relations; new texts are added to ``shared``."""
    addresses: list[tuple[str, str]] = []
    lines: list[str] = []
    for number, row in enumerate(table, 1):
        cells = []
        for index, value in enumerate(row):
            ref = f"{column_name(index)}{number}"
            if isinstance(value, Link):
                addresses.append((ref, value.url))
            cells.append(_cell(ref, value.text if isinstance(value, Link) else value, shared))
        attribute = ' hidden="1"' if number in hidden else ""
        lines.append(f'<row r="{number}"{attribute}>{"".join(cells)}</row>')
    addresses += links.items()
    width = max((len(row) for row in table), default=1) or 1
    refs = "".join(f'<hyperlink ref="{ref}" r:id="rId{i}"/>' for i, (ref, _) in enumerate(addresses, 1))
    tail = f"<hyperlinks>{refs}</hyperlinks>" if refs else ""
    xml = make_sheet_xml("".join(lines), tail, f"A1:{column_name(width - 1)}{max(len(table), 1)}")
    return xml, _relations([("hyperlink", url) for _, url in addresses])


def _cell(ref: str, value: CellInput, shared: dict[str, int] | None) -> str:  # noqa: PLR0911  one for each type
    match value:
        case None:
            return ""
        case Formula(formula, str(text)):
            return f'<c r="{ref}" t="str"><f>{escape(formula)}</f><v>{escape(text)}</v></c>'
        case Formula(formula, number):
            return f'<c r="{ref}"><f>{escape(formula)}</f><v>{number}</v></c>'
        case bool():
            return f'<c r="{ref}" t="b"><v>{int(value)}</v></c>'
        case dt.date():
            # A date is a styled number: days since 1899-12-30 (ECMA-376 part 1, 18.17.4.1).
            return f'<c r="{ref}" s="1"><v>{(value - dt.date(1899, 12, 30)).days}</v></c>'
        case int() | float():
            return f'<c r="{ref}"><v>{value!r}</v></c>'
        case str() if shared is not None:
            return f'<c r="{ref}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'
        case _:
            return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def _shared_strings(shared: Mapping[str, int]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    return f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    items = []
    for number, (kind, target) in enumerate(targets, 1):
        base = f"{_PACKAGE}/relationships" if "/" in kind else _OFFICE
        mode = ' TargetMode="External"' if kind == "hyperlink" else ""
        items.append(f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target={quoteattr(target)}{mode}/>')
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(items)}</Relationships>'


def _workbook(*, second: bool, date1904: bool) -> str:
    other = '<sheet name="Notes" sheetId="2" r:id="rId2"/>' if second else ""
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(date1904)}"/>'
        f'<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/>{other}</sheets></workbook>'
    )


def _styles() -> str:
    """Return two cell styles: 0 is general, 1 is a date (built-in number format 14)."""
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )


def _core(modified: dt.datetime | None) -> str:
    stamp = "" if modified is None else modified.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    element = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>' if stamp else ""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{element}</cp:coreProperties>"
    )


def _content_types() -> str:
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kinds = {
        "/xl/workbook.xml": f"{office}.sheet.main+xml",
        "/xl/worksheets/sheet1.xml": f"{office}.worksheet+xml",
        "/xl/worksheets/sheet2.xml": f"{office}.worksheet+xml",
        "/xl/styles.xml": f"{office}.styles+xml",
        "/xl/sharedStrings.xml": f"{office}.sharedStrings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
