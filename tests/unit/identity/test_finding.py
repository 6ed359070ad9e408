"""Which agency a person means: by any form of its name, mistyped, a part of it, with a state or without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agencies import AgencyName
from bot.identity.finding import find_agency

NAMES = [
    AgencyName(agency_id, agency_id[:2], name, county)
    for agency_id, name, county in (
        ("NC-thornbury", "Thornbury County Sheriff's Office", "Thornbury County"),
        ("OH-thornbury", "Thornbury County Sheriff's Office", "Thornbury County"),
        ("NC-jail", "Ardley County Detention Center", "Ardley County"),
        ("FL-quillmore", "Quillmore Police Department", ""),
        ("FL-beach", "Quillmore Beach Police Department", ""),
        ("FL-west", "West Quillmore Police Department", ""),
        ("NC-corrections", "North Carolina Department of Corrections", ""),
        ("OH-corrections", "Department of Corrections", ""),
        ("TX-1", "Ardley County Constable Precinct 1", "Ardley County"),
        ("TX-2", "Ardley County Constable Precinct 2", "Ardley County"),
        ("WI-port", "Port Washington Harbour Police", ""),
        ("OH-ohio", "Ohio County Sheriff's Office", "Ohio County"),
        ("FL-university", "University of Quillmore Police Department", ""),
    )
]
NAMES.append(AgencyName("NC-jail", "NC", "Ardley County Lockup", former=True))


def found(typed: str, state: str | None = None) -> set[str]:
    return {name.agency_id for name in find_agency(typed, NAMES, state).agencies}


def nearest(typed: str) -> set[str]:
    return {name.agency_id for name in find_agency(typed, NAMES).nearest}


@pytest.mark.parametrize(
    ("typed", "agencies"),
    [
        ("Thornbury County Sheriff's Office", {"NC-thornbury", "OH-thornbury"}),
        ("thornbury co. s.o. NC", {"NC-thornbury"}),
        ("Thornbury County Sheriff, Ohio", {"OH-thornbury"}),
        ("ohio thornbury county sheriff", {"OH-thornbury"}),
        ("THORNBURY, north carolina", {"NC-thornbury"}),
        ("Thornbry County Sherif NC", {"NC-thornbury"}),
        ("Quillmore", {"FL-quillmore"}),
        ("Quillmore P.D.", {"FL-quillmore"}),
        ("Police Department of Quillmore", {"FL-quillmore"}),
        ("Beach", {"FL-beach"}),
        ("West Quillmore", {"FL-west"}),
        ("corrections", {"NC-corrections", "OH-corrections"}),
        ("NC Department of Corrections", {"NC-corrections"}),
        ("Ardley Constable", {"TX-1", "TX-2"}),
        ("Ardley County Constable Pct. 2", {"TX-2"}),
        ("Port Washington", {"WI-port"}),
        ("NC-thornbury-county-sheriff-office", {"NC-thornbury"}),
        ("OH-thornbury-co-sheriffs-department", {"OH-thornbury"}),
        ("University of Quillmore", {"FL-university"}),
        ("Ardley County Lockup", {"NC-jail"}),
    ],
)
def test_a_name_is_found(typed: str, agencies: set[str]) -> None:
    """By the forms that identity knows; what fits best goes before what fits in part."""
    assert found(typed) == agencies


def test_a_state_that_is_given_counts() -> None:
    """And nothing in another is taken for it."""
    assert found("Thornbury County Sheriff", "OH") == {"OH-thornbury"}
    assert found("Thornbury County Sheriff", "VA") == set()


@pytest.mark.parametrize(
    ("typed", "agencies"),
    [
        ("Thornbury County Sheriff, Virginia", {"NC-thornbury", "OH-thornbury"}),
        ("Thornbury County Jail", {"NC-thornbury", "OH-thornbury"}),
        ("Thornbrook County Sheriff", {"NC-thornbury", "OH-thornbury"}),
        ("Xyzzy", set()),
    ],
)
def test_what_is_near_is_offered_and_not_taken(typed: str, agencies: set[str]) -> None:
    """The same name in another state, another kind of office there, names that look alike; or nothing at all."""
    assert found(typed) == set()
    assert nearest(typed) >= agencies
    assert agencies or not nearest(typed)


def test_a_kind_of_office_alone_is_no_agency() -> None:
    """Not even of a county that is called as its state is."""
    assert found("Sheriff") == set()
    assert found("Ohio County Sheriff") == {"OH-ohio"}


@pytest.mark.parametrize("typed", ["", " ", ",", "***", "\x00", "Жук", "x" * 9000, "quillmore " * 900, "NC", "🙂" * 50])
def test_nothing_that_is_typed_does_harm(typed: str) -> None:
    """It means an agency, or none."""
    assert found(typed) <= {name.agency_id for name in NAMES}


@given(st.text(max_size=400))
def test_any_text_has_an_answer(typed: str) -> None:
    """At most five names are near, and none where some are meant."""
    answer = find_agency(typed, NAMES)
    assert len(answer.nearest) <= 5
    assert not (answer.agencies and answer.nearest)
