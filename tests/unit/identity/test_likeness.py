from __future__ import annotations

from itertools import combinations

import pytest

from bot.identity.likeness import Alike, alike
from bot.reading.county_names import counties_in
from bot.reading.states import STATES


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Tampa PD", "Tampa Police Department", Alike.SAME),
        ("Luray Police Deparment", "Luray Police Department", Alike.TYPO),
        ("De Land Police Department", "Deland Police Department", Alike.TYPO),
        ("Luray PoliceDepartment", "Luray Police Department", Alike.TYPO),
        ("Jim County Sheriff's Offorice", "Jim County Sheriff's Office", Alike.TYPO),
        ("Luray Pvolce Department", "Luray Police Department", Alike.TYPO),
        ("Luray Ploice Department, Chief Jane Roe", "Luray Police Department", Alike.PART),
        ("Jim Cgounty Sheriff Jane Roe", "Jim County Sheriff's Office", Alike.PART),
        ("Jim County Sherif Jane Roe", "Jim County Sheriff's Office", Alike.PART),
        ("Jim County Sheinff's Office", "Jim County Sheriff's Office", Alike.TYPO),
        ("Jim County Sherrif's Office", "Jim County Sheriff's Office", Alike.TYPO),
        ("Jim County Shebrif's Office", "Jim County Sheriff's Department", Alike.TYPO),
        ("Luray Depratmnet of Public Safety", "Luray Department of Public Safety", Alike.TYPO),
        ("Luray Davison Police", "Luray Division Police", Alike.TWIN),
        ("Luray Winter Police", "Luray Center Police", Alike.TWIN),
        ("Luray Offorice Annex", "Luray Beach Annex", Alike.OTHER),
        ("Town of Luray Police Department", "Luray Police Department", Alike.WORDS),
        ("Wyoming Highway State Patrol", "Wyoming State Highway Patrol", Alike.WORDS),
        ("Virginia Department of Corrections", "Department of Corrections", Alike.WORDS),
        ("Gulf County BOCC / Xavier Annex", "Gulf County BOCC", Alike.PART),
        ("Page County Sheriff's Office", "Pagge County Sheriff's Office", Alike.TYPO),
        ("Bath County Sheriff's Office", "Batth County Sheriff's Office", Alike.TYPO),
        ("Lunenburg County Sheriff's Office", "Lunenbrug County Sheriff's Office", Alike.TYPO),
        ("Freedom County Sheriff's Office", "Freeborn County Sheriff's Office", Alike.RELATED),
        ("Page County Sheriff's Office", "Page County Jail", Alike.OFFICE),
        ("Melbourne Police Department", "Melbourne Beach Police Department", Alike.TWIN),
        ("Franklin Township Police Department", "Franklin Borough Police Department", Alike.TWIN),
        ("Marion County Sheriff's Office", "Marion Police Department", Alike.TWIN),
        ("Constable Precinct 1", "Constable", Alike.TWIN),
        ("Pima County Sheriff's Office", "Pinal County Sheriff's Office", Alike.OTHER),
        ("Northampton Township Police", "Southampton Township Police", Alike.OTHER),
        ("Department of Law Enforcement", "Department of Corrections", Alike.OTHER),
        ("Constable Precinct 1", "Constable Precinct 2", Alike.NUMBER),
        ("State Attorney, Sixth Circuit", "State Attorney, 7th Circuit", Alike.NUMBER),
    ],
)
def test_the_kind_of_difference_between_two_names(a: str, b: str, kind: Alike) -> None:
    """It is the same from either side."""
    assert (alike(a, b, "VA"), alike(b, a, "VA")) == (kind, kind)


@pytest.mark.parametrize("state", sorted(STATES))
def test_two_counties_of_a_state_are_no_slip_for_each_other(state: str) -> None:
    """Walker and Waller County resemble each other and are both in Texas."""
    names = sorted({f"{county.name} County Sheriff's Office" for county in counties_in(state)})
    assert [pair for pair in combinations(names, 2) if alike(*pair, state) is Alike.TYPO] == []
