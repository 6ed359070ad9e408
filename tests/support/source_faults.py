"""Everything that can be wrong with the source, what follows from each, and the table of it in the documentation."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from tests.support.builders import (
    PARTICIPATING_COLUMNS,
    PENDING_COLUMNS,
    CellInput,
    RowInput,
    Tab,
    make_row,
    make_tabs,
    make_workbook,
)
from tests.support.doubles.ice import FOLDER, PAGE, IceDouble, SiteFault

NAME = "participatingAgencies02072026am.xlsx"
COUNTIES = ("Amherst", "Bedford", "Campbell", "Craig", "Giles", "Greene", "Page", "Scott", "Smyth", "Wise")
BASE = dt.datetime(2026, 2, 6, 12, tzinfo=dt.UTC)
DOWNLOAD = "/file-download/download/public/209067"
NAMED = 'attachment; filename="287gParticipatingAgencies020726am.xlsx"'

TOLD, NOTHING = "the change", "nothing"
CHECKED, UNREADABLE, BEING_CHECKED = "checked just now", "not readable since", "being checked since"


def sheriffs(state: str, *counties: str) -> list[RowInput]:
    return [
        make_row(state=state, agency=f"{county} County Sheriff's Office", county=f"{county} County")
        for county in counties
    ]


OHIO = sheriffs("OHIO", *(f"Oh{letter}" for letter in "abcdefghijklmnopqrst"))
WYOMING = sheriffs("WYOMING", *(f"Wy{letter}" for letter in "abcdefghijklmnopqrs"))
FIRST = [*OHIO, *sheriffs("VIRGINIA", *COUNTIES), *WYOMING]
NEW = make_row(state="VIRGINIA", agency="Tazewell County Sheriff's Office", county="Tazewell County")
SECOND = [*OHIO, *sheriffs("VIRGINIA", *COUNTIES), NEW, *WYOMING]
"""The edition that a fault is put on: one agreement of Virginia is new."""


def book(rows: Sequence[RowInput] = SECOND, header: Sequence[str] = PARTICIPATING_COLUMNS, minute: int = 10) -> bytes:
    return make_workbook(rows, header=header, modified=BASE + dt.timedelta(minutes=minute))


Put = Callable[[IceDouble], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong: what is alerted, what a reader of /state sees, and what the operator is told of."""

    what: str
    put: Put
    alerted: str
    readers: str
    told: str


def _page(fault: SiteFault) -> Put:
    return lambda site: site.fault("page", fault)


def _file(fault: SiteFault) -> Put:
    return lambda site: site.fault(NAME, fault)


def _page_is(body: bytes, status: int = 200, **headers: str) -> Put:
    return lambda site: site.serve(PAGE, body, status=status, **headers)


def _file_is(body: bytes, status: int = 200, **headers: str) -> Put:
    return lambda site: site.serve(FOLDER + NAME, body, status=status, **headers)


def _linked(html: str, *, body: bytes | None = None, at: str = DOWNLOAD, named: str = NAMED) -> Put:
    def put(site: IceDouble) -> None:
        site.write_page(f"<h1>287(g)</h1>{html}")
        site.serve(at, body or book(), Content_Disposition=named)

    return put


def _rows(rows: Sequence[RowInput], header: Sequence[str] = PARTICIPATING_COLUMNS) -> Put:
    return _file_is(book(rows, header))


def _without(*columns: str) -> Put:
    return _rows(SECOND, [column for column in PARTICIPATING_COLUMNS if column not in columns])


def _tabs(*tabs: Tab) -> Put:
    return _file_is(make_tabs(*tabs, modified=BASE + dt.timedelta(minutes=10)))


def _cells(rows: Sequence[RowInput]) -> list[Sequence[CellInput]]:
    return [[row[column] for column in PARTICIPATING_COLUMNS] for row in rows if isinstance(row, dict)]


def _renamed(column: str, name: str) -> Put:
    header = [name if known == column else known for known in PARTICIPATING_COLUMNS]
    return _tabs(Tab([header, *_cells(SECOND)]))


def _each(**cells: CellInput) -> list[RowInput]:
    return [{**row, **cells} for row in SECOND if isinstance(row, dict)]


def _both_lists(participating: bytes, pending: bytes) -> Put:
    def put(site: IceDouble) -> None:
        site.publish((NAME, participating), ("pendingAgencies02072026am.xlsx", pending))

    return put


def _repacked(rows: Sequence[RowInput]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book(rows, minute=0))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def _european(rows: Sequence[RowInput]) -> list[RowInput]:
    return [{**row, "SIGNED": f"{13 + n % 15}/02/2025"} for n, row in enumerate(rows) if isinstance(row, dict)]


def _moved(column: str) -> list[RowInput]:
    rows = [row for row in SECOND if isinstance(row, dict)]
    return [{**row, column: above[column]} for row, above in zip(rows, [rows[-1], *rows[:-1]], strict=True)]


def _west_virginia(rows: Sequence[RowInput]) -> list[RowInput]:
    states = {"VIRGINIA": "WEST VIRGINIA"}
    return [{**row, "STATE": states.get(str(row["STATE"]), row["STATE"])} for row in rows if isinstance(row, dict)]


def _bomb(layers: int) -> bytes:
    data = b"\0" * 200_000_000
    for _ in range(layers):
        data = gzip.compress(data, 1)
    return data


_SOURCE, _REFUSED, _HOLD, _MISSING, _ROWS, _NOBODY = "source", "refused", "hold", "list missing", "rows", "nobody"
_HEAD = [PARTICIPATING_COLUMNS]
_LIST = f'<a href="{DOWNLOAD}">View 287(g) Participating Agencies</a>'
_BLOCK = b"<title>Just a moment...</title>"
_XLS = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512


def _blind(what: str, put: Put) -> Fault:
    return Fault(what, put, NOTHING, UNREADABLE, _SOURCE)


def _refused(what: str, put: Put) -> Fault:
    return Fault(what, put, NOTHING, UNREADABLE, _REFUSED)


def _seen(what: str, put: Put, told: str = _NOBODY) -> Fault:
    return Fault(what, put, TOLD, CHECKED, told)


def _quiet(what: str, put: Put, told: str = _NOBODY, readers: str = CHECKED) -> Fault:
    return Fault(what, put, NOTHING, readers, told)


FAULTS: Sequence[Fault] = (
    # The page.
    _blind("the page answers 401", _page_is(b"no", 401)),
    _blind("the page answers 403", _page(SiteFault.FORBIDDEN)),
    _blind("the page answers 404", _page(SiteFault.NOT_FOUND)),
    _blind("the page answers 429 and when to come back", _page_is(b"slow down", 429, Retry_After="120")),
    _blind("the page answers 500", _page_is(b"oops", 500)),
    _blind("the page answers 503", _page(SiteFault.UNAVAILABLE)),
    _blind("the connection is reset", _page(SiteFault.RESET)),
    _blind("the page ends in the middle", _page(SiteFault.CUT)),
    _blind("the page is empty", _page(SiteFault.EMPTY)),
    _blind("a block page of Cloudflare stands in its place", _page_is(_BLOCK)),
    _blind("a block page without HTML stands in its place", _page_is(b"Please verify you are a human.")),
    _blind("a script stands in its place", _page_is(b"<script>location.reload()</script>")),
    _blind("another page stands in its place", _page(SiteFault.HTML)),
    _blind("the page leads to another host", _page_is(b"", 302, Location="https://evil.example/")),
    _blind("the page leads to this machine's other port", _page_is(b"", 302, Location="http://127.0.0.1:9/")),
    _blind("the page leads round in a circle", _page_is(b"", 302, Location=PAGE)),
    _blind("the page has 9 MB", _page_is(b"287(g) " * 1_300_000)),
    _blind("the page inflates to 200 MB", _page_is(_bomb(1), Content_Encoding="gzip")),
    _blind("the page inflates twice", _page_is(_bomb(2), Content_Encoding="gzip, gzip")),
    _blind("the page is packed in a way that we do not undo", _page_is(b"x", Content_Encoding="br")),
    _blind("the page links nothing that may be the list", _page_is(b"<h1>287(g)</h1><a href='/about'>x</a>")),
    _blind(
        "the page links the list on another host",
        _page_is(b"287(g)<a href='https://evil.example/participating.xlsx'>x</a>"),
    ),
    _blind(
        "the link has a user and a password",
        _page_is(b"287(g)<a href='http://me:secret@127.0.0.1/participating.xlsx'>x</a>"),
    ),
    Fault(
        "the page links the pending list alone",
        lambda site: site.publish(("pendingAgencies1.xlsx", book(SECOND[:3], PENDING_COLUMNS))),
        NOTHING,
        UNREADABLE,
        _MISSING,
    ),
    # The workbook's answer.
    _blind("the workbook answers 403", _file(SiteFault.FORBIDDEN)),
    _blind("the workbook answers 404", _file(SiteFault.NOT_FOUND)),
    _blind("the workbook answers 500", _file_is(b"oops", 500)),
    _blind("the workbook answers 503 and when to come back", _file_is(b"busy", 503, Retry_After="600")),
    _blind("the workbook's connection is reset", _file(SiteFault.RESET)),
    _blind("the workbook ends in the middle", _file(SiteFault.CUT)),
    _blind("the workbook is empty", _file(SiteFault.EMPTY)),
    _blind("a page stands in the workbook's place", _file(SiteFault.HTML)),
    _blind("a block page without HTML stands in the workbook's place", _file_is(b"Request unsuccessful.")),
    _blind("JSON stands in the workbook's place", _file_is(b'{"error": 1}')),
    _blind("CSV stands in the workbook's place", _file_is(b"STATE,AGENCY\nVIRGINIA,Page\n")),
    _blind("the workbook leads to another host", _file_is(b"", 302, Location="https://evil.example/x.xlsx")),
    _blind("the workbook inflates to 200 MB", _file_is(_bomb(1), Content_Encoding="gzip")),
    # Its bytes.
    _refused("the workbook is cut short, whole as far as HTTP can tell", _file(SiteFault.TRUNCATED)),
    _refused("the workbook is rubbish", _file_is(b"PK\x03\x04" + b"\xff" * 1000)),
    _refused("the workbook is of Excel 97, or protected", _file_is(_XLS)),
    _refused("the column STATE is missing", _without("STATE")),
    _refused("the column of agencies is missing", _without("LAW ENFORCEMENT AGENCY")),
    _refused("the column of models is missing", _without("SUPPORT TYPE")),
    _refused("no sheet is the list", _tabs(Tab([("About", "Contact"), ("x", "y")]))),
    _refused("no visible sheet has a value", _tabs(Tab([]), Tab([*_HEAD, *_cells(SECOND)], state="hidden"))),
    # What it says.
    _quiet("the list is empty", _rows([]), _HOLD, BEING_CHECKED),
    _quiet("half of the list is missing", _rows(SECOND[:24]), _HOLD, BEING_CHECKED),
    _quiet(
        "the two lists are exchanged",
        _both_lists(book(SECOND[:3], PENDING_COLUMNS), book()),
        _HOLD,
        BEING_CHECKED,
    ),
    _quiet(
        "a third of the models are rubbish",
        _rows([*SECOND[:30], *_each(**{"SUPPORT TYPE": "#REF!x"})[30:]]),
        _HOLD,
        BEING_CHECKED,
    ),
    _quiet("Virginia loses eight of ten", _rows([*OHIO, *SECOND[20:22], *WYOMING]), _HOLD, BEING_CHECKED),
    Fault(
        "Virginia loses eight of ten and gains one",
        _rows([*OHIO, *SECOND[20:22], NEW, *WYOMING]),
        TOLD,
        BEING_CHECKED,
        _HOLD,
    ),
    _seen("the list is cut off inside its last state", _rows(SECOND[:-2]), _HOLD),
    _seen("every link to the agreements is gone", _rows(_each(MOA="link pending")), _HOLD),
    _seen("all dates are typed the European way", _rows(_european(SECOND)), _HOLD),
    _quiet("the names are moved by a row", _rows(_moved("LAW ENFORCEMENT AGENCY")), _HOLD, BEING_CHECKED),
    _quiet(
        "one model stands on every row",
        _rows(_each(**{"SUPPORT TYPE": "Jail Enforcement Model"})),
        _HOLD,
        BEING_CHECKED,
    ),
    _quiet("Virginia is printed as West Virginia", _rows(_west_virginia(SECOND)), _HOLD, BEING_CHECKED),
    _seen("the counties are moved by a row", _rows(_moved("COUNTY")), _HOLD),
    _quiet("an old copy is answered", _file_is(book([*FIRST, *sheriffs("VIRGINIA", "Lee")], minute=-600))),
    _quiet("the same list is packed anew at every download", _file_is(_repacked(FIRST))),
    _quiet("the known list is linked under a new name", _file_is(book(FIRST, minute=0))),
    _seen(
        "one row has a model that nobody knows",
        _rows([*SECOND, make_row(state="OHIO", agency="X PD", model="Liaison Model")]),
        _ROWS,
    ),
    _seen(
        "one row has a state that is none", _rows([*SECOND, make_row(state="AKANSAS", agency="X PD", county="")]), _ROWS
    ),
    _seen("one row names no agency", _rows([*SECOND, make_row(agency="")])),
    # The form in which it is linked.
    _seen("the list is linked as a download without a name", _linked(_LIST)),
    _seen(
        "both forms are linked, the old file with the old list",
        _linked(f'<a href="/old.xlsx">Participating</a>{_LIST}'),
    ),
    _seen("the link says nothing of the list", _linked(f'<a href="{DOWNLOAD}">here</a>')),
    _seen(
        "the link is relative to a base", _linked(f'<base href="{DOWNLOAD[:-6]}"><a href="209067">Participating</a>')
    ),
    _seen("the link has a query", _linked(f'<a href="{DOWNLOAD}?v=7">x</a>')),
    _seen(
        "the link stands in a script alone", _linked('<script>{"u":"' + DOWNLOAD.replace("/", "\\/") + '"}</script>')
    ),
    _seen("the link stands in an attribute alone", _linked(f'<div data-file="{DOWNLOAD}">x</div>')),
    _seen("only the link's words speak of the list", _linked('<a href="/node/7">Participating</a>', at="/node/7")),
    _seen("the workbook has macros", _linked('<a href="/x/list.xlsm">x</a>', at="/x/list.xlsm", named="")),
    _seen("the name has control characters", _linked(_LIST, named="attachment; filename*=UTF-8''a%1b%5b2J%0d.xlsx")),
    _seen("one link on the page is no address", _linked(f'<a href="https://[x">x</a>{_LIST}')),
    # Where it is in the workbook.
    _seen("a sheet of notes comes first", _tabs(Tab([("Note", "x")]), Tab([*_HEAD, *_cells(SECOND)]))),
    _seen(
        "the list is split over sheets",
        _tabs(Tab([*_HEAD, *_cells(SECOND[:20])], "A"), Tab([*_HEAD, *_cells(SECOND[20:])], "B")),
    ),
    _seen(
        "an old copy is on a hidden sheet",
        _tabs(Tab([*_HEAD, *_cells(SECOND)]), Tab([*_HEAD, *_cells(FIRST)], state="hidden")),
    ),
    _seen("a title of several cells stands above", _tabs(Tab([("List", "as of", "2026"), *_HEAD, *_cells(SECOND)]))),
    _seen("the date's header says its format", _renamed("SIGNED", "SIGNED (MM/DD/YYYY)")),
    _seen("the model's header has another name", _renamed("SUPPORT TYPE", "PROGRAM MODEL")),
    _seen("the dates are typed as text", _rows(_each(SIGNED="February 28, 2025"))),
)


def table() -> str:
    """The table as it stands in ``docs/source-faults.md``."""
    lines = ["| | what is wrong | alerted | `/state` says | the operator is told of |", "|---|---|---|---|---|"]
    lines += [
        f"| {number} | {fault.what} | {fault.alerted} | {fault.readers} | {fault.told} |"
        for number, fault in enumerate(FAULTS, 1)
    ]
    return "\n".join(lines)
