"""One agreement that the next edition has under another agency, and what must stay two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from bot.domain.agreements import Listing
from bot.domain.editions import ListKind
from tests.support.identity import DAY, JAIL, WARRANT, after, ended_then, known, listing
from tests.support.identity import told as changes_in

ATTORNEY, SHERIFF = "Marrowby County Attorney", "Marrowby County Sheriff's Office"
COUNTY = "Marrowby County"
MOA = "https://www.ice.gov/doclib/287gMOA/Marrowby.pdf"
OTHER_MOA = "https://www.ice.gov/doclib/287gMOA/MarrowbyAnew.pdf"
APART = ["signed", "ended"]


def told(before: Sequence[Listing], *shown: Listing) -> list[str]:
    return [kind for kind, _, _ in changes_in(after(known(*before), *shown))]


@pytest.mark.parametrize(("old", "new"), [("", ""), (COUNTY, COUNTY), (COUNTY, ""), ("", COUNTY)])
@pytest.mark.parametrize("names", [(ATTORNEY, SHERIFF), (SHERIFF, ATTORNEY), (SHERIFF, "Marrowby County Jail")])
def test_another_office_of_the_place_on_the_next_edition_is_the_same_agreement(
    names: tuple[str, str], old: str, new: str
) -> None:
    """Told as just that, under one id, with the former name."""
    before = known(listing(names[0], county=old))
    result = after(before, listing(names[1], county=new))
    assert changes_in(result) == [("relabelled", names[1], "renamed")]
    assert result.changes[0].was == {"agency": names[0]}
    assert result.listed[0].id == before[0].id


def test_a_first_link_on_the_same_edition_is_told_besides() -> None:
    """The former never had one."""
    assert told([listing(ATTORNEY)], listing(SHERIFF, moa=MOA)) == ["relabelled", "moa_posted"]


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (listing(ATTORNEY), listing(SHERIFF, signed=DAY + dt.timedelta(days=1))),
        (listing(ATTORNEY, moa=MOA), listing(SHERIFF)),
        (listing(ATTORNEY, moa=MOA, county=COUNTY), listing(SHERIFF, moa=OTHER_MOA, county=COUNTY)),
        (listing(ATTORNEY, signed=None, printed="TBD"), listing(SHERIFF, signed=None, printed="TBD")),
        (listing(ATTORNEY, county=COUNTY), listing(SHERIFF, county="Velstead County")),
        (listing(ATTORNEY), listing(SHERIFF, model=JAIL)),
        (listing(ATTORNEY), listing(SHERIFF, state="MD")),
    ],
    ids=["other_date", "linked_before", "other_link", "no_date", "other_county", "other_model", "other_state"],
)
def test_what_does_not_agree_in_all_of_it_has_ended_and_signed(before: Listing, shown: Listing) -> None:
    """A date, a link, a county, a model or a state that speaks against it."""
    assert told([before], shown) == APART


def test_the_same_link_that_nobody_else_has_is_the_same_agreement() -> None:
    """Nothing says more plainly which agreement a row is; who was told the former name hears of it."""
    assert told([listing(ATTORNEY, moa=MOA)], listing(SHERIFF, moa=MOA)) == ["relabelled"]
    other = listing("Velstead Police Department", moa=MOA)
    assert told([listing(ATTORNEY, moa=MOA), other], listing(SHERIFF, moa=MOA), other) == APART


def test_another_agency_of_the_same_county_is_the_same_agreement() -> None:
    """Where nothing else could be meant, whatever the names."""
    old, new = (listing(f"{name} Police Department", county=COUNTY) for name in ("Ombrook", "Velstead"))
    assert told([old], new) == ["relabelled"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ombrook Police Department", "Velstead Police Department"),
        ("Ombrook Police Department", "West Ombrook Police Department"),
    ],
)
def test_agencies_of_unknown_places_are_two(old: str, new: str) -> None:
    """Without a county neither the place nor the office says that they are one."""
    assert told([listing(old)], listing(new)) == APART


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tessaly County Constable Precinct 1", "Tessaly County Constable Precinct 2"),
        ("North Ombrook Police Department", "South Ombrook Police Department"),
        ("Northwell Police Department", "Southwell Police Department"),
    ],
)
def test_other_numbers_and_directions_are_never_one(old: str, new: str) -> None:
    """Precincts and directions are there to tell agencies apart."""
    assert told([listing(old, county=COUNTY)], listing(new, county=COUNTY)) == APART


def test_an_agency_that_is_still_listed_was_no_slip() -> None:
    """It may really have ended one agreement; but another office of its very place is the same agreement."""
    old, still = (listing("Ombrook Police Department", county=COUNTY, model=model) for model in (JAIL, WARRANT))
    new = listing("Velstead Police Department", county=COUNTY, model=JAIL)
    assert told([old, still], still, new) == APART
    sheriff = [listing(SHERIFF, county=COUNTY, model=model) for model in (JAIL, WARRANT)]
    assert told(sheriff, listing(ATTORNEY, county=COUNTY, model=JAIL), sheriff[1]) == ["relabelled"]


def test_on_a_busy_day_the_county_says_which() -> None:
    """Four agencies of one state with one date and model; where the county is the same for two, nothing does."""
    counties = (COUNTY, "Velstead County", "Ombrook County", "Tessaly County")
    came = [listing(f"Constable of {county}", county=county) for county in counties]
    assert told([listing(ATTORNEY, county=COUNTY)], *came) == ["relabelled", "signed", "signed", "signed"]
    again = listing("Quillfern Police Department", county=COUNTY)
    assert sorted(told([listing(ATTORNEY, county=COUNTY)], *came, again)) == ["ended", *["signed"] * 5]


def test_two_that_leave_and_could_each_be_the_one_that_comes_have_ended() -> None:
    """Nobody can tell which of them it was."""
    gone = [listing(name, county=COUNTY) for name in ("Ombrook Police Department", "Velstead Police Department")]
    assert sorted(told(gone, listing("Quillfern Police Department", county=COUNTY))) == ["ended", "ended", "signed"]


def test_an_agency_that_comes_back_is_no_other_agency_under_its_name() -> None:
    """Its own agreement explains it."""
    before = known(listing(ATTORNEY), listing(SHERIFF))
    gone = ended_then(before, after(before, listing(ATTORNEY)))
    result = after(gone, listing(SHERIFF))
    assert changes_in(result) == [("signed", SHERIFF, "came_back"), ("ended", ATTORNEY, "no_counterpart")]


def test_back_under_the_former_name_is_told_again() -> None:
    """Nobody keeps a wrong name, however often it changes; the agreement is one throughout."""
    there = after(known(listing(ATTORNEY)), listing(SHERIFF))
    back = after(there.listed, listing(ATTORNEY))
    assert changes_in(back) == [("relabelled", ATTORNEY, "renamed")]
    assert back.listed[0].id == there.listed[0].id


def test_on_the_pending_list_only_evidence_makes_two_names_one() -> None:
    """It has no dates, and many come and go; a misread name of the same county is put right."""
    pending = known(listing(ATTORNEY, signed=None), kind=ListKind.PENDING)
    shown = after(pending, listing(SHERIFF, signed=None), kind=ListKind.PENDING)
    assert [kind for kind, _, _ in changes_in(shown)] == ["pending_listed", "pending_dropped"]
    misread, right = (
        listing(f"{name} County Sheriff's Office", signed=None, county=COUNTY) for name in ("Marrowdon", "Marrowby")
    )
    result = after(known(misread, kind=ListKind.PENDING), right, kind=ListKind.PENDING)
    assert changes_in(result) == [("relabelled", SHERIFF, "renamed")]
