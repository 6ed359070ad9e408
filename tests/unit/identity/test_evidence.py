from __future__ import annotations

import datetime as dt
from dataclasses import replace
from math import inf

import pytest

from bot.domain.agreements import Agreement, Listing
from bot.identity.evidence import Evidence, Witness, date_points, slipped, weigh, weigh_namesake
from bot.identity.likeness import Alike
from bot.identity.scale import SCALE
from tests.support.identity import DAY, JAIL, known, listing

PAGE = "Page County Sheriff's Office"
MOA = "https://www.ice.gov/doclib/287gMOA/page.pdf"


def known_as(row: Listing) -> Agreement:
    (agreement,) = known(row)
    return agreement


def weighed(old: Listing, new: Listing, witness: Witness | None = None) -> Evidence:
    return weigh(known_as(old), new, witness or Witness())


def test_the_row_as_it_was_has_every_point() -> None:
    """Name 10, date 4, county 1 and link 4 make 19."""
    row = listing(PAGE, county="Page County", moa=MOA)
    evidence = weighed(row, row)
    assert evidence == Evidence(name=10, date=4, county=1, link=4, likeness=Alike.SAME)
    assert evidence.total == 19


def test_a_row_is_the_agreement_from_8_points() -> None:
    """The threshold is on the scale with the points."""
    assert SCALE.enough == 8


@pytest.mark.parametrize(
    ("old", "new", "points"),
    [
        ("Tampa PD", "Tampa Police Department", 10),
        ("Luray Police Deparment", "Luray Police Department", 8),
        ("Town of Luray Police Department", "Luray Police Department", 7),
        ("Gulf County BOCC / Xavier Annex", "Gulf County BOCC", 6),
        ("Page County Sheriff's Office", "Page County Jail", 4),
        ("Melbourne Police Department", "Melbourne Beach Police Department", 0),
        ("Pima County Sheriff's Office", "Pinal County Sheriff's Office", 0),
        ("Constable Precinct 1", "Constable Precinct 2", -inf),
        (PAGE, "", 3),
    ],
)
def test_points_of_the_names(old: str, new: str, points: float) -> None:
    """The more of its words a name keeps, the more it speaks for the same agency; numbers exclude each other."""
    assert weighed(listing(old), listing(new)).name == points


def test_a_resembling_name_counts_by_where_else_it_stands() -> None:
    """4 points; 1 more where its word is nowhere else on the list, 3 less where its rows are still there."""
    old, new = listing("Freedom County Sheriff's Office"), listing("Freeborn County Sheriff's Office")
    elsewhere = Witness(words={"freedom": 1})
    listed = Witness(names={("VA", ("freedom", "county", "sheriff"))}, words={"freedom": 1})
    assert [weighed(old, new, witness).name for witness in (elsewhere, Witness(), listed)] == [4, 5, 1]


def test_a_mistyped_name_that_others_bear_loses_three_points_and_a_half() -> None:
    """The old word must be on one other name, the new word on another besides this row's."""
    old, new = listing("Clarke County Sheriff's Office"), listing("Clark County Sheriff's Office")
    assert weighed(old, new, Witness(words={"clarke": 1, "clark": 2})).name == 4.5
    assert weighed(old, new, Witness(words={"clarke": 1, "clark": 1})).name == 8


@pytest.mark.parametrize(
    ("old", "new", "points"),
    [
        ((DAY, ""), (DAY, ""), 4),
        ((DAY, ""), (DAY + dt.timedelta(days=3), ""), 2),
        ((DAY, ""), (DAY + dt.timedelta(days=45), ""), 0),
        ((DAY, ""), (DAY + dt.timedelta(days=46), ""), -3),
        ((DAY, ""), (None, "7/72025"), 1.5),
        ((None, "7/72025"), (None, "TBD"), 1.5),
        ((None, "TBD"), (None, "TBD"), 3),
        ((None, ""), (None, ""), 2),
    ],
)
def test_points_of_the_dates(old: tuple[dt.date | None, str], new: tuple[dt.date | None, str], points: float) -> None:
    """The nearer the dates, the more points; what cannot be read speaks a little for the same agreement."""
    rows = [replace(listing(PAGE), signed_on=day, signed_printed=printed) for day, printed in (old, new)]
    assert date_points(known_as(rows[0]), rows[1]) == points


@pytest.mark.parametrize(
    ("agency", "old", "new", "points"),
    [
        (PAGE, "Page County", "Page", 1),
        ("Luray Police Department", "Flager County", "Flagler County", -0.5),
        ("Luray Police Department", "Page County", "Warren County", -3),
        ("Luray Police Department", "", "Warren County", 0),
    ],
)
def test_points_of_the_counties(agency: str, old: str, new: str, points: float) -> None:
    """Another county speaks against the same agreement, an empty cell does not."""
    assert weighed(listing(agency, county=old), listing(agency, county=new)).county == points


def test_counties_that_follow_their_names_say_little_more() -> None:
    """Each name's own county costs 1 point, not 3."""
    old, new = (listing(f"{n} County Sheriff's Office", county=f"{n} County") for n in ("Freedom", "Freeborn"))
    assert weighed(old, new).county == -1


def test_a_link_counts_only_where_no_other_row_has_it() -> None:
    """The same link gives 4 points, on several rows none, a different one takes 1."""
    row = listing(PAGE, moa=MOA)
    assert weighed(row, row).link == 4
    assert weighed(row, row, Witness(shared_links={MOA})).link == 0
    assert weighed(row, listing(PAGE, moa=f"{MOA}?v=2")).link == -1
    assert weighed(row, listing(PAGE)).link == 0


def test_another_model_or_state_takes_5_points_and_an_unread_cell_half_a_point() -> None:
    """What cannot be read may well be right."""
    row = listing(PAGE)
    other, unread = weighed(row, listing(PAGE, model=JAIL)), weighed(row, listing(PAGE, model=None))
    assert (other.model, unread.model) == (-5, -0.5)
    other, unread = weighed(row, listing(PAGE, state="MD")), weighed(row, listing(PAGE, state=None))
    assert (other.state, unread.state) == (-5, -0.5)


def test_names_that_cannot_make_up_for_the_rest_are_not_compared() -> None:
    """Another model on a far date is another agreement whatever the name."""
    evidence = weighed(listing(PAGE), listing(PAGE, model=JAIL, signed=DAY + dt.timedelta(days=90)))
    assert (evidence.name, evidence.likeness, evidence.total) == (0, None, -8)


def test_namesakes_are_told_apart_by_date_county_and_link() -> None:
    """They start from 8 points; another county takes 4, the same link gives 1."""
    row = listing(PAGE, county="Page County", moa=MOA)
    assert weigh_namesake(known_as(row), row) == Evidence(name=8, date=4, county=1, link=1, likeness=Alike.SAME)
    assert weigh_namesake(known_as(row), listing(PAGE, county="Bath County")) == Evidence(
        name=8, date=4, county=-4, likeness=Alike.SAME
    )


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("2025-12-03", "2025-12-27", False),
        ("2025-12-03", "2025-12-13", True),
        ("2025-12-21", "2025-12-27", True),
        ("2025-12-03", "2024-12-03", True),
        ("2025-12-03", "2025-11-03", True),
        ("2025-12-03", "2025-03-12", True),
        ("2025-11-30", "2025-12-02", True),
    ],
)
def test_two_days_of_one_month_are_a_slip_only_by_one_digit(a: str, b: str, *, slip: bool) -> None:
    """Agencies that sign in one month have no date in common."""
    assert slipped(dt.date.fromisoformat(a), dt.date.fromisoformat(b)) is slip
