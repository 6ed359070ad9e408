"""What is proposed while somebody types a place: states, then counties, then agencies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.areas import read_areas
from bot.conversation.places import complete, suggest_places
from bot.domain.agencies import AgencyName
from bot.domain.chats import Choice, Completes
from bot.reading.county_names import counties_in
from bot.reading.states import STATES
from bot.wording.areas import county_name
from bot.wording.languages import ENGLISH, LANGUAGES, Words
from tests.unit.conversation.test_areas import AGENCIES, PAGE, SHERIFF, TAMPA, UTAH

SPANISH = LANGUAGES["es"]


def places(typed: str, words: Words = ENGLISH) -> list[Choice]:
    return suggest_places(words, typed, AGENCIES)


@pytest.mark.parametrize(
    ("typed", "label", "value"),
    [
        ("pag", "Page County, Iowa", "19145"),
        ("page county v", "Page County, Virginia", PAGE),
        ("page va", "Page County, Virginia", PAGE),
        ("va page", "Page County, Virginia", PAGE),
        ("VA, pag", "VA, Page County, Iowa", "VA, 19145"),
        ("Page County VA, Fairf", "51139, Fairfax, Virginia", "51139, 51600"),
        ("dona", "Doña Ana County, New Mexico", "35013"),
        ("prince geo", "Prince George County, Virginia", "51149"),
        ("carson ci", "Carson City, Nevada", "32510"),
        ("richmond city", "City of Richmond, Virginia", "51760"),
        ("tampa", "Tampa Police Department — Florida", TAMPA),
        ("TAMPA police f", "Tampa Police Department — Florida", TAMPA),
        (
            "washington county sheriff",
            "Washington County Sheriff's Office — Maryland",
            "MD-washington-county-sheriffs-office",
        ),
        ("washington county sheriff ut", "Washington County Sheriff's Office — Utah", UTAH),
        ("VA-page-county-s", "Page County Sheriff's Office — Virginia", SHERIFF),
    ],
)
def test_a_place_that_is_begun_is_completed(typed: str, label: str, value: str) -> None:
    """Whatever the case and the accents, with its state before or behind it; what stands before is kept as codes."""
    found = places(typed)
    assert any(choice.value == value for choice in found), found
    if "Fairf" not in typed and "prince" not in typed:
        assert (found[0].label, found[0].value) == (label, value)


def test_states_stand_before_counties_and_counties_before_agencies() -> None:
    """``wash`` begins all three."""
    values = [choice.value for choice in suggest_places(ENGLISH, "washington", AGENCIES[2:4])]
    assert values[0] == "WA"
    assert values[1].isdecimal()
    assert len(values) == 25
    few = [choice.value for choice in places("page")]
    assert few[:2] == ["19145", PAGE]
    assert set(few[2:]) == {SHERIFF, "VA-page-county-jail"}


def test_spanish_names_are_completed_in_spanish() -> None:
    """English ones, too, for whoever types them."""
    for typed in ("condado de pag", "page county"):
        assert places(typed, SPANISH)[0].label == "Condado de Page, Iowa"


def test_an_agency_that_is_begun_is_completed_for_agency() -> None:
    """By the name that it has now alone, and no place beside it."""
    names = [AgencyName(TAMPA, "FL", "Tampa P. D. of old", former=True), *AGENCIES]
    choices = complete(Completes.AGENCIES, "tam", ENGLISH, names)
    assert [(choice.label, choice.value) for choice in choices] == [("Tampa Police Department — Florida", TAMPA)]
    assert len(complete(Completes.AGENCIES, "", ENGLISH, names)) == len(AGENCIES)
    assert complete(Completes.PLACES, "tam", ENGLISH, names)[-1].value == TAMPA


def test_nothing_typed_proposes_states_and_nonsense_nothing() -> None:
    """At most 25."""
    assert [choice.value for choice in places("")][:2] == ["AL", "AK"]
    assert len(places("")) == 25
    assert places("zzz") == []
    assert places("x " * 90 + "v") == []


@given(
    st.lists(st.sampled_from(["VA", PAGE, "Page County VA", SHERIFF]), max_size=3, unique=True), st.text(max_size=12)
)
def test_every_proposal_keeps_the_limits_and_can_be_read(done: list[str], typed: str) -> None:
    """Labels and values are of 1 to 100 characters, and a value that is chosen names what was typed and one place."""
    for choice in places(", ".join([*done, typed])):
        assert 1 <= len(choice.label) <= 100
        assert 1 <= len(choice.value) <= 100
    before = read_areas(", ".join(done), AGENCIES)
    for choice in places(", ".join([*done, "page"])):
        read = read_areas(choice.value, AGENCIES)
        assert read[: len(before)] == before
        assert len(read) <= len(before) + 1


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
def test_every_county_is_proposed_by_its_whole_name(words: Words) -> None:
    """As the language calls it, with its state."""
    for state in ("VA", "LA", "AK", "MD", "NV", "PR", "CT"):
        for county in counties_in(state):
            typed = f"{county_name(words, county.fips)} {STATES[state]}"
            assert county.fips in [choice.value for choice in places(typed, words)], typed


def test_what_is_proposed_for_a_county_reads_as_it() -> None:
    """The label, typed by hand, is the same place."""
    for state in STATES:
        for county in counties_in(state):
            for words in LANGUAGES.values():
                label = f"{county_name(words, county.fips)}, {state}"
                assert read_areas(label, AGENCIES) in ([county.fips], [state]), label
