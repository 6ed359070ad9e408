"""What another state, another model or another date makes of a row: the same agreement, or another one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.agreements import Listing, SupportModel
from bot.domain.editions import ListKind
from bot.identity.agencies import count_agencies
from bot.identity.compare import compare
from bot.reading.roster import read_roster
from tests.support.identity import AT, JAIL, LATER, TASK_FORCE, WARRANT, after, known, listing, roster, workbook
from tests.support.identity import told as changes_in

TESSALY = "Tessaly County Sheriff's Office"
COUNTY = "Tessaly County"
SPRING = dt.date(2025, 3, 10)
MOA = "https://www.ice.gov/doclib/287gMOA/tessaly.pdf"
BOTH = [("signed", TESSALY, "new_row"), ("ended", TESSALY, "no_counterpart")]


def sheriff(
    model: SupportModel = WARRANT, *, state: str = "OR", signed: dt.date | None = SPRING, moa: str | None = None
) -> Listing:
    """A row of the same sheriff's office, wherever it is."""
    return listing(TESSALY, state=state, model=model, signed=signed, county=COUNTY, moa=moa)


@pytest.mark.parametrize("later", [SPRING.replace(year=2026), SPRING + dt.timedelta(days=2), dt.date(2025, 10, 3)])
def test_a_namesake_in_another_state_with_another_date_is_another_agreement(later: dt.date) -> None:
    """One county's name and a date that may be a slip do not make one agency of two in two states."""
    assert changes_in(after(known(sheriff()), sheriff(state="WI", signed=later))) == BOTH


@pytest.mark.parametrize("moa", [None, MOA])
def test_the_same_date_moves_an_agency_to_its_right_state(moa: str | None) -> None:
    """Name, model and date are the same, with or without the same link: the state was mended."""
    result = after(known(sheriff(moa=moa)), sheriff(state="WI", moa=moa))
    assert changes_in(result) == [("corrected", TESSALY, "moved_state")]


def test_the_same_link_moves_an_agency_though_its_date_slipped() -> None:
    """A link that no other row has says what a date two days off does not."""
    result = after(known(sheriff(moa=MOA)), sheriff(state="WI", signed=SPRING + dt.timedelta(days=2), moa=MOA))
    assert changes_in(result) == [("corrected", TESSALY, "moved_state")]


def test_a_wave_in_one_state_does_not_pair_with_namesakes_in_others() -> None:
    """Six departures beside six arrivals of the same names a year later are twelve changes."""
    names = [f"{name} County" for name in ("Tessaly", "Marrowby", "Quillfern", "Ombrook", "Velstead", "Dunmarsh")]
    gone = [listing(f"{name} Sheriff's Office", state="OR", county=name, signed=SPRING) for name in names]
    came = [replace(row, state="WI", signed_on=SPRING.replace(year=2026)) for row in gone]
    kinds = [kind for kind, _, _ in changes_in(after(known(*gone), *came))]
    assert kinds == ["signed"] * 6 + ["ended"] * 6


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        (JAIL, TASK_FORCE, dt.date(2025, 6, 2), dt.date(2026, 6, 2)),
        (JAIL, WARRANT, dt.date(2025, 5, 30), dt.date(2025, 6, 2)),
        (WARRANT, JAIL, dt.date(2025, 5, 11), dt.date(2025, 5, 12)),
    ],
)
def test_another_model_with_another_date_is_another_agreement(
    old: SupportModel, new: SupportModel, was: dt.date, now: dt.date
) -> None:
    """Who changes the model signs anew: a date one year or a few days later is no slip there."""
    assert changes_in(after(known(sheriff(old, signed=was)), sheriff(new, signed=now))) == BOTH


def test_another_model_with_the_same_date_is_a_correction() -> None:
    """One signing under another support type is a mended row."""
    result = after(known(sheriff(TASK_FORCE)), sheriff(WARRANT))
    assert changes_in(result) == [("corrected", TESSALY, "model_corrected")]


@pytest.mark.parametrize("other", [sheriff(state="WI", signed=None), sheriff(JAIL, signed=None)])
def test_a_pending_row_that_was_signed_is_no_partner_of_a_namesake(other: Listing) -> None:
    """What left the pending list for the other one is gone; the namesake is newly pending."""
    before = known(sheriff(signed=None), kind=ListKind.PENDING)
    signed = known(sheriff())
    result = compare(before, roster(other, kind=ListKind.PENDING), at=LATER, next_id=1000, signed=signed)
    assert changes_in(result) == [
        ("pending_listed", TESSALY, "new_row"),
        ("pending_dropped", TESSALY, "no_counterpart"),
    ]


@pytest.mark.parametrize("other", [sheriff(state="WI", signed=None), sheriff(JAIL, signed=None)])
@pytest.mark.parametrize("kind", list(ListKind))
def test_a_namesake_without_a_date_is_another_agreement(other: Listing, kind: ListKind) -> None:
    """No date is no equal date: nothing says that the one has become the other, on the pending list as on the other."""
    result = after(known(sheriff(signed=None), kind=kind), other, kind=kind)
    pending = [("pending_listed", TESSALY, "new_row"), ("pending_dropped", TESSALY, "no_counterpart")]
    assert changes_in(result) == (pending if kind is ListKind.PENDING else BOTH)


@pytest.mark.parametrize(("before", "corrected"), [("OR", True), ("WI", True), ("ME", False)])
def test_a_pending_row_under_a_state_without_such_a_county_is_put_right(before: str, *, corrected: bool) -> None:
    """Sagadahoc County is in Maine alone: under Oregon it was a wrong cell, under Maine it was none."""
    rows = [
        listing("Sagadahoc County Sheriff's Office", county="Sagadahoc County", state=state, signed=None)
        for state in (before, "ME" if before != "ME" else "OR")
    ]
    result = after(known(rows[0], kind=ListKind.PENDING), rows[1], kind=ListKind.PENDING)
    told = [("corrected", rows[0].agency, "moved_state")]
    assert (changes_in(result) == told) is corrected


@pytest.mark.parametrize("now", [SPRING + dt.timedelta(days=3), SPRING.replace(year=2024), dt.date(2025, 10, 3)])
@pytest.mark.parametrize("moa", [None, MOA])
def test_a_date_that_slipped_is_corrected(now: dt.date, moa: str | None) -> None:
    """Some days, a year, or month and day exchanged: one row, one agreement."""
    result = after(known(sheriff(moa=moa)), sheriff(signed=now, moa=moa))
    assert changes_in(result) == [("corrected", TESSALY, "date_corrected")]


def test_another_form_of_a_whole_state_is_no_news() -> None:
    """Other case, other links, no type and states as codes: nothing is told."""
    day = dt.datetime(2025, 6, 2, tzinfo=dt.UTC)
    names = ("Tessaly County Sheriff's Office", "Ombrook Police Department", "Velstead Township Constable")
    rows = [("OREGON", name, "County", COUNTY, "Task Force Model", day, f"{MOA}?n={name[0]}") for name in names]
    recased = [("OR", name.upper(), "", COUNTY, model, day, f"{moa}&v=2") for _, name, _, _, model, _, moa in rows]
    before = compare((), read_roster(workbook(*rows)), at=AT, next_id=1).listed
    result = compare(before, read_roster(workbook(*recased)), at=LATER, next_id=1000)
    assert changes_in(result) == []
    assert len(before) == 3


def test_two_spellings_on_one_edition_are_one_agency() -> None:
    """An office and a department of one sheriff count once, and each knows the other's model."""
    rows = (sheriff(), replace(sheriff(JAIL), agency="Tessaly County Sheriff's Department"))
    agreements = known(*rows)
    assert count_agencies(agreements) == 1
    (change,) = after(agreements[:1], *rows).changes
    assert change.remaining == (WARRANT,)


def test_a_row_printed_twice_in_place_of_the_agencys_other_model_ends_nothing() -> None:
    """Two agreements of one day, printed as one model twice: a wrong cell, that comes right again."""
    first, second = (
        listing("Velstead Police Department", model=TASK_FORCE),
        listing("Velstead Police Department", model=JAIL),
    )
    before = known(first, second)
    wrong = after(before, first, replace(second, model=TASK_FORCE))
    assert changes_in(wrong) == [("corrected", "Velstead Police Department", "model_corrected")]
    assert changes_in(after(wrong.listed, first, second)) == [
        ("corrected", "Velstead Police Department", "model_corrected")
    ]


def test_a_row_printed_twice_stands_for_no_agreement_of_another_day() -> None:
    """What the agency signed at another time has ended, whatever is printed twice."""
    first = listing("Velstead Police Department", model=TASK_FORCE)
    second = listing("Velstead Police Department", model=JAIL, signed=dt.date(2019, 2, 4))
    assert changes_in(after(known(first, second), first, first)) == [
        ("ended", "Velstead Police Department", "no_counterpart")
    ]
