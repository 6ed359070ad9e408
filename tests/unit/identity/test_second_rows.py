"""A row that is another one printed again with a slip of the pen: nothing new, and the operator is told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations

import pytest

from bot.domain.agreements import Comparison, Listing, Unclear
from bot.domain.editions import ListKind
from bot.identity.likeness import Alike, alike
from bot.identity.pairing import pair
from bot.identity.second_rows import MOST_ROWS
from bot.reading.county_names import counties_in
from bot.reading.states import STATES
from tests.support.identity import DAY, WARRANT, after, known, listing, told

QUILLBY = "Quillby Police Department"
SLIP = "Quilbly Police Department"
MOA = "https://www.ice.gov/doclib/287gMOA/quillby.pdf"
ORVE = "Orve County"


def beside(row: Listing, second: Listing, *others: Listing) -> Comparison:
    """What an edition means that shows the row as before, and a second one."""
    rows = [replace(one, row=number) for number, one in enumerate((row, *others, second), 2)]
    return after(known(*rows[:-1]), *rows)


@pytest.mark.parametrize(
    ("row", "second"),
    [
        (listing(QUILLBY, county=ORVE, moa=MOA), listing(SLIP, county=ORVE)),
        (listing(QUILLBY, county=ORVE, moa=MOA), listing(SLIP, county=ORVE, moa=MOA)),
        (listing(QUILLBY, county=ORVE), listing(SLIP, county=ORVE)),
        (listing(SLIP, county=ORVE), listing(QUILLBY, county=ORVE)),
        (listing(QUILLBY), listing("Quillby Polcie Department")),
        (listing(QUILLBY), listing("Quillby Police Department, Chief Jane Roe")),
        (listing("Orve County BOCC", county=ORVE), listing("Orve County BOCC / Tessaly Annex", county=ORVE)),
        (listing(QUILLBY), listing("Quillby Police Departmnt", county=ORVE)),
        (listing("De Quill Police Department", county=ORVE), listing("Dequill Police Department", county=ORVE)),
        (
            listing("Tessaly County Sheriff's Office", county="Tessaly"),
            listing("Tessally County Sheriff's Ofice", county="Tessaly"),
        ),
    ],
)
def test_a_row_printed_again_with_a_slip_is_nothing_new(row: Listing, second: Listing) -> None:
    """On the next edition and on the first, and the one that goes later was none either."""
    comparison = beside(row, second)
    assert comparison.changes == ()
    (unclear,) = comparison.unclear
    assert (unclear.what, unclear.row, unclear.agency, unclear.printed) == (
        Unclear.SECOND,
        3,
        second.agency,
        row.agency,
    )
    assert len(after((), row, replace(second, row=3)).listed) == 1
    assert told(after(comparison.listed, row)) == []


def test_the_row_that_stays_is_the_agreement() -> None:
    """Where the first row goes and the second stays, its name is a correction."""
    comparison = beside(listing(QUILLBY, county=ORVE, moa=MOA), listing(SLIP, county=ORVE))
    assert told(after(comparison.listed, listing(SLIP, county=ORVE, row=3))) == [("corrected", SLIP, "respelt")]


@pytest.mark.parametrize(
    ("row", "second"),
    [
        (listing(QUILLBY, county=ORVE), listing(SLIP, county="Tessaly County")),
        (listing(QUILLBY, county=ORVE), listing(SLIP, county=ORVE, signed=DAY + dt.timedelta(days=1))),
        (listing(QUILLBY, county=ORVE), listing(SLIP, county=ORVE, model=WARRANT)),
        (listing(QUILLBY, county=ORVE), listing(SLIP, county=ORVE, state="WV")),
        (listing(QUILLBY, county=ORVE), listing(SLIP, county=ORVE, moa=MOA)),
        (listing(QUILLBY, signed=None, printed="7/72025"), listing(SLIP, signed=None, printed="7/72025")),
        (listing(QUILLBY), listing(SLIP)),
        (listing(QUILLBY, county=ORVE), listing(SLIP)),
        (listing("Quillby Borough Police Department"), listing("Quillby Township Police Department")),
        (listing("Quillby Police Department"), listing("Quillby Beach Police Department")),
        (listing("Orve Constable Precinct 1"), listing("Orve Constable Precinct 2")),
        (listing("North Quillby Police Department"), listing("South Quillby Police Department")),
    ],
)
def test_what_says_anything_else_is_told(row: Listing, second: Listing) -> None:
    """Another county, date, model, state or text, another kind of place, another number or direction; or no county."""
    assert [change.kind.value for change in beside(row, second).changes] == ["signed"]


def test_names_that_other_agencies_bear_are_two_real_names() -> None:
    """Each of the words that differ is on another row as well: it is no slip for the other."""
    days = [DAY, DAY - dt.timedelta(days=200)]
    others = [
        listing(f"{name} Fire Marshal", signed=day) for name, day in zip(("Quillby", "Quilbly"), days, strict=True)
    ]
    comparison = beside(listing(QUILLBY, county=ORVE), listing(SLIP, county=ORVE), *others)
    assert told(comparison) == [("signed", SLIP, "new_row")]


@pytest.mark.parametrize("state", sorted(STATES))
def test_two_sheriffs_of_one_state_are_never_one(state: str) -> None:
    """All counties whose names are a slip apart, even where no county is printed to tell them apart."""
    names = sorted({f"{county.name} County Sheriff's Office" for county in counties_in(state)})
    near = [(a, b) for a, b in combinations(names, 2) if alike(a, b, state) in (Alike.TYPO, Alike.RELATED)]
    assert near or state not in {"GA", "TX", "VA"}
    for pair_of in near:
        rows = [listing(name, state=state, row=number) for number, name in enumerate(pair_of)]
        assert pair(known(rows[0]), rows).seconds == ()


@pytest.mark.parametrize(
    ("second", "county", "new"),
    [(SLIP, ORVE, False), (SLIP, "", True), ("Quillby Polcie Department", "", False)],
)
def test_the_pending_list_is_read_in_the_same_way(second: str, county: str, *, new: bool) -> None:
    """It has no dates: without a county no telling word may differ."""
    rows = [listing(name, signed=None, county=county, row=number) for number, name in enumerate((QUILLBY, second))]
    comparison = after(known(rows[0], kind=ListKind.PENDING), *rows, kind=ListKind.PENDING)
    assert [change.kind.value for change in comparison.changes] == (["pending_listed"] if new else [])


def test_a_state_that_signs_as_a_whole_is_not_looked_at() -> None:
    """Every row beside every other would take too long; then it is told, and how sure that is."""
    many = [listing(f"Ardley {number} Town", row=number) for number in range(MOST_ROWS)]
    second = [listing(name, county=ORVE, row=MOST_ROWS + n) for n, name in enumerate((QUILLBY, SLIP))]
    comparison = after(known(*many, second[0]), *many, *second)
    assert [change.kind.value for change in comparison.changes] == ["signed"]
