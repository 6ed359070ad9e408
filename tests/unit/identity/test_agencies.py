from __future__ import annotations

import pytest

from bot.identity.agencies import agencies_of, by_agency, count_agencies, other_models, same_agency
from tests.support.identity import JAIL, TASK_FORCE, WARRANT, known, listing
from tests.support.make import make_agreement

TOWNSHIP = "Washington Township Police Department"


@pytest.mark.parametrize(
    ("name", "counties", "same"),
    [
        (TOWNSHIP, ("Morris", "Bergen"), False),
        (TOWNSHIP, ("Morris", "Moris"), True),
        (TOWNSHIP, ("Morris", ""), True),
        ("Page County Sheriff's Office", ("Morris", "Bergen"), True),
    ],
)
def test_a_name_without_its_county_needs_the_county_column(name: str, counties: tuple[str, str], *, same: bool) -> None:
    """Another county makes another agency of it, unless the name itself holds its county."""
    a, b = (listing(name, county=county) for county in counties)
    assert same_agency(a, b) is same


def test_another_model_or_date_is_the_same_agency_and_another_state_is_not() -> None:
    """An agency is one name in one state, whatever it signed."""
    row = listing("Tampa PD")
    assert same_agency(row, listing("Tampa Police Department", model=JAIL, signed=None))
    assert not same_agency(row, listing("Tampa PD", state="MD"))


def test_the_other_models_are_those_of_the_same_agency() -> None:
    """Its own are left out, and an agency without another agreement is."""
    rows = [listing(TOWNSHIP, county="Morris", model=model) for model in (WARRANT, JAIL, TASK_FORCE)]
    listed = known(*rows, listing(TOWNSHIP, county="Bergen"))
    assert other_models([listed[1], listed[3]], listed) == {listed[1].id: (TASK_FORCE, WARRANT)}


def test_an_agency_is_counted_once_however_it_is_spelt() -> None:
    """The rule that tells agencies apart between editions tells them apart here."""
    spelt = ["Page County Sheriff's Office", "PAGE COUNTY SHERIFF\u2019S OFFICE", "Page County  Sheriff's Office"]
    assert count_agencies([make_agreement(n, agency=name) for n, name in enumerate(spelt)]) == 1


def test_the_same_name_in_two_states_is_two_agencies() -> None:
    """Eleven states have a Washington County sheriff."""
    assert count_agencies([make_agreement(n, state=state) for n, state in enumerate(("VA", "MD", "PA"))]) == 3


@pytest.mark.parametrize(
    ("counties", "agencies"), [(("Lake County", "Polk County", "Lake County"), 2), (("Lake County", ""), 1)]
)
def test_a_name_in_two_counties_is_two_agencies(counties: tuple[str, ...], agencies: int) -> None:
    """Two towns of one name in one state are told apart by their counties; a missing county is none more."""
    name = "Springfield Police Department"
    listed = [make_agreement(n, agency=name, county=county) for n, county in enumerate(counties)]
    assert count_agencies(listed) == agencies


def test_the_agreements_of_one_agency_are_together_however_it_is_spelt() -> None:
    """In the order of the first of each, office and department alike."""
    names = ["Velstead County Sheriff's Office", "Ombrook P.D.", "Velstead County Sheriff's Department"]
    listed = [make_agreement(n, agency=name, county="") for n, name in enumerate(names)]
    assert [[one.id for one in group] for group in agencies_of(listed)] == [[0, 2], [1]]
    assert by_agency(["b", "a"], lambda n: listed["ab".index(n)]) == [["b"], ["a"]]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
def test_a_row_without_a_county_makes_no_agency_more_whatever_the_order(order: tuple[int, ...]) -> None:
    """Two towns of one name stay two, and the row without a county joins one of them."""
    listed = [
        make_agreement(n, agency="Marsh Hollow Police Department", county=county)
        for n, county in enumerate(("Tessaly County", "", "Quillfern County"))
    ]
    assert count_agencies([listed[n] for n in order]) == 2
