from __future__ import annotations

import string

import pytest
from hatchling.builders.wheel import WheelBuilder
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.reading.counties import find_counties
from bot.reading.county_names import County, counties_in, county_key, words_of
from bot.reading.states import STATES
from tests.support import ROOT

ALL = [(state, county) for state in STATES for county in counties_in(state)]
PAIRS = {"Baltimore", "Fairfax", "Franklin", "Richmond", "Roanoke", "St. Louis"}
"""Names that a county and a city of one state share."""


def full(county: County) -> str:
    return f"{county.name} {county.kind}".strip()


def letters(county: County) -> str:
    return "".join(words_of(county.name))


def test_the_table_has_every_county_once() -> None:
    """3,143 counties of the fifty states and the District of 2020, Connecticut's nine regions, and the territories."""
    assert len(ALL) == len({county.fips for _, county in ALL}) == 3243
    territories = {"AS": 5, "GU": 1, "MP": 4, "PR": 78, "VI": 3}
    assert {state: len(counties_in(state)) for state in territories} == territories
    sizes = {"AK": 30, "CT": 17, "DC": 1, "LA": 64, "TX": 254, "VA": 133}
    assert {state: len(counties_in(state)) for state in sizes} == sizes


def test_a_states_codes_begin_with_its_own_digits() -> None:
    """Two digits a state, and no other state has them."""
    digits = {state: {county.fips[:2] for county in counties_in(state)} for state in STATES}
    assert all(len(found) == 1 for found in digits.values())
    assert len({min(found) for found in digits.values()}) == 56
    assert (digits["AL"], digits["VA"], digits["WY"], digits["PR"]) == ({"01"}, {"51"}, {"56"}, {"72"})
    assert all(len(county.fips) == 5 and county.fips.isdecimal() for _, county in ALL)


@pytest.mark.parametrize("state", STATES)
def test_every_name_of_the_table_means_itself(state: str) -> None:
    """With its kind, and without it where no other bears the name."""
    for county in counties_in(state):
        shared = state in ("MD", "MO", "VA") and county.name in PAIRS
        for printed in (full(county), full(county).upper(), *(() if shared else (county.name,))):
            assert find_counties(state, "Harbor Patrol", printed).codes == (county.fips,), printed


@given(st.sampled_from(ALL), st.data())
def test_one_slip_never_makes_another_county(place: tuple[str, County], data: st.DataObject) -> None:
    """A letter lost, doubled, replaced or exchanged with its neighbour: the same county, or none."""
    state, county = place
    assume(len(counties_in(state)) > 1)
    name = county.name
    at = data.draw(st.integers(0, len(name) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    exchanged = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    typed = data.draw(
        st.sampled_from([name[:at] + name[at + 1 :], name[:at] + letter + name[at:], exchanged])
        | st.just(name[:at] + letter + name[at + 1 :])
    )
    assume("".join(words_of(typed)) not in {letters(other) for other in counties_in(state)} - {letters(county)})
    found = find_counties(state, "Harbor Patrol", f"{typed} {county.kind}").codes
    assert found in ((), (county.fips,))


@given(st.sampled_from(sorted(STATES)), st.text(), st.text())
def test_a_code_is_always_of_its_state(state: str, agency: str, county: str) -> None:
    """Whatever stands in the cells; and nothing there makes it fail."""
    assert all(code[:2] == counties_in(state)[0].fips[:2] for code in find_counties(state, agency, county).codes)


@given(st.sampled_from(ALL), st.sampled_from(sorted(STATES)), st.sampled_from(ALL))
def test_no_county_is_found_across_a_state_line(
    printed: tuple[str, County], state: str, named: tuple[str, County]
) -> None:
    """A cell and a name of other states' counties give a code of this state or none."""
    found = find_counties(state, f"{named[1].name} County Sheriff's Office", full(printed[1])).codes
    assert {code[:2] for code in found} <= {counties_in(state)[0].fips[:2]}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("St. Francois County", "Saint Francois"),
        ("De Kalb County", "DEKALB"),
        ("Doña Ana County", "Dona Ana"),
        ("Prince George's County", "prince georges"),
        ("Winn Parish", "Winn County"),
    ],
)
def test_two_cells_of_one_county_have_one_key(a: str, b: str) -> None:
    """By it editions are compared, too."""
    assert county_key(a) == county_key(b) != ""


def test_the_table_is_in_what_is_installed() -> None:
    """A wheel without it would have no codes."""
    shipped = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert "bot/reading/data/counties.csv" in shipped
