"""Short ways to write rosters and agreements for the tests of identity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.domain.agreements import Agreement, Change, ChangeKind, Comparison, Listing, Roster, SupportModel
from bot.domain.editions import Cell, Edition, ListKind, Row, Sheet, Value, Workbook
from bot.identity.compare import compare
from bot.ingest.doubts import Case

AT = dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
DAY = dt.date(2025, 6, 11)
TASK_FORCE, JAIL, WARRANT, _ = SupportModel
HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA")


def listing(
    agency: str,
    *,
    state: str | None = "VA",
    model: SupportModel | None = TASK_FORCE,
    signed: dt.date | None = DAY,
    printed: str | None = None,
    county: str = "",
    moa: str | None = None,
    row: int = 0,
) -> Listing:
    return Listing(
        row=row,
        state=state,
        agency=agency,
        model=model,
        county=county,
        signed_on=signed,
        signed_printed=printed if printed is not None else str(signed or ""),
        moa_url=moa,
        state_printed=state or "NOWHERE",
        model_printed=str(model or ""),
    )


def roster(*rows: Listing, kind: ListKind = ListKind.PARTICIPATING) -> Roster:
    return Roster(kind, rows)


def known(*rows: Listing, kind: ListKind = ListKind.PARTICIPATING) -> tuple[Agreement, ...]:
    """Return agreements as a first edition of these rows leaves them."""
    return compare((), roster(*rows, kind=kind), at=AT, next_id=1).listed


def after(before: Sequence[Agreement], *rows: Listing, kind: ListKind = ListKind.PARTICIPATING) -> Comparison:
    """Return what a next edition of these rows means."""
    return compare(before, roster(*rows, kind=kind), at=LATER, next_id=1000)


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return kind, agency and reason of every change."""
    return [(change.kind.value, change.agreement.agency, change.reason) for change in comparison.changes]


def of_kind(comparison: Comparison, kind: ChangeKind) -> list[Change]:
    return [change for change in comparison.changes if change.kind is kind]


def workbook(
    *rows: Sequence[Value | Cell], header: Sequence[str] = HEADER, modified: dt.datetime | None = AT
) -> Workbook:
    return Workbook((sheet(*rows, header=header),), modified)


def sheet(*rows: Sequence[Value | Cell], header: Sequence[str] = HEADER, name: str = "Sheet1") -> Sheet:
    cells = tuple(Row(one if isinstance(one, Cell) else Cell(one) for one in row) for row in rows)
    return Sheet(tuple(header), cells, tuple(range(2, len(rows) + 2)), name)


def ended_then(before: Sequence[Agreement], comparison: Comparison) -> list[Agreement]:
    """Return all agreements after an edition: the listed ones and those that have left, now and earlier."""
    now = {one.id: one for one in before} | {one.id: one for one in comparison.listed}
    now |= {change.agreement.id: change.agreement for change in comparison.changes}
    return list(now.values())


def make_case(
    known: Sequence[Agreement],
    shown: Roster,
    comparison: Comparison,
    *,
    linked_as: ListKind | None = ListKind.PARTICIPATING,
    modified: dt.datetime | None = None,
) -> Case:
    """An edition that shows ``shown``, to be judged for the first time."""
    edition = Edition(2, "", "2.xlsx", "", linked_as, AT, list=shown.list, modified=modified)
    return Case(edition, shown, comparison, known)


def make_believed(modified: dt.datetime | None) -> Edition | None:
    """The edition believed last, as far as judging asks for it."""
    if modified is None:
        return None
    return Edition(1, "", "1.xlsx", "", None, AT, modified=modified)
