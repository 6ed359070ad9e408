"""How areas are called: states, counties of every kind, agencies."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from bot.domain.agencies import AgencyName
from bot.reading.county_names import state_of_county
from bot.wording.areas import area_label, area_name, area_names, current_names
from bot.wording.languages import LANGUAGES
from bot.wording.phrases import Phrase

ASH = "VA-ash-county-sheriffs-office"
NAMES = current_names(
    [
        AgencyName(ASH, "VA", "Ash County Sheriff's Office"),
        AgencyName(ASH, "VA", "Ashe County Sheriff's Office", former=True),
    ]
)


@pytest.mark.parametrize(
    ("area", "english", "spanish"),
    [
        ("all", "every state", "todos los estados"),
        ("DC", "the District of Columbia", "el Distrito de Columbia"),
        ("51139", "Page County, Virginia", "el condado de Page, Virginia"),
        ("22071", "Orleans Parish, Louisiana", "la parroquia de Orleans, Luisiana"),
        ("02122", "Kenai Peninsula Borough, Alaska", "el municipio de Kenai Peninsula (borough), Alaska"),
        ("02110", "City and Borough of Juneau, Alaska", "la ciudad y municipio de Juneau, Alaska"),
        ("02050", "Bethel Census Area, Alaska", "el área censal de Bethel, Alaska"),
        ("02020", "Municipality of Anchorage, Alaska", "la municipalidad de Anchorage, Alaska"),
        ("72127", "San Juan Municipio, Puerto Rico", "el municipio de San Juan, Puerto Rico"),
        ("09110", "Capitol Planning Region, Connecticut", "la región de planificación de Capitol, Connecticut"),
        ("60010", "Eastern District, American Samoa", "el distrito de Eastern, Samoa Americana"),
        ("51510", "City of Alexandria, Virginia", "la ciudad de Alexandria, Virginia"),
        ("32510", "Carson City, Nevada", "Carson City, Nevada"),
        ("99999", "99999, no state printed", None),
        (ASH, "Ash County Sheriff's Office (Virginia)", "Ash County Sheriff's Office (Virginia)"),
        ("VA-elm-police", "VA-elm-police", "VA-elm-police"),
    ],
)
def test_an_area_has_its_name(area: str, english: str, spanish: str | None) -> None:
    """With its kind and its state, in each language; what nobody knows keeps its code."""
    assert spanish is None or area_name(LANGUAGES["es"], area, NAMES) == spanish
    assert area_name(LANGUAGES["en"], area, NAMES) == english


@pytest.mark.parametrize(
    ("area", "english", "spanish"),
    [
        ("all", "Every state", "Todos los estados"),
        ("DC", "District of Columbia", "Distrito de Columbia"),
        ("51139", "Page County, Virginia", "Condado de Page, Virginia"),
        ("02050", "Bethel Census Area, Alaska", "Área censal de Bethel, Alaska"),
        ("VA-elm-police", "VA-elm-police", "VA-elm-police"),
        ("OR-low-police", "low city police (Oregon)", "low city police (Oregón)"),
    ],
)
def test_a_line_begins_with_a_capital(area: str, english: str, spanish: str) -> None:
    """And with no article; an agency stays as it is printed."""
    names = current_names([AgencyName("OR-low-police", "OR", "low city police")])
    assert [area_label(LANGUAGES[code], area, names) for code in ("en", "es")] == [english, spanish]


_PLACES = {"area", "areas", "by", "place", "places", "state", "states"}


def test_no_place_follows_a_word_that_would_melt_into_its_article() -> None:
    """Spanish writes ``a el condado`` as ``al condado``: its phrases put other words before a place."""
    words = LANGUAGES["es"]
    for name in dir(type(words)):
        phrase = getattr(type(words), name)
        for text in phrase.forms.values() if isinstance(phrase, Phrase) else ():
            before = [(literal, value) for literal, value, *_ in Formatter().parse(text) if value in _PLACES]
            melted = [value for literal, value in before if re.search(r"(?:^|\s)(?:a|de)\s$", literal, re.IGNORECASE)]
            assert melted == [], (name, text)


def test_several_areas_are_named_one_after_the_other() -> None:
    """The last with its "and"; with semicolons where one has a comma; beside every state no other is named."""
    english = LANGUAGES["en"]
    assert area_names(english, ["VA", "MD"], NAMES) == "Virginia and Maryland"
    assert area_names(english, ["VA", "24021"], NAMES) == "Virginia; Frederick County, Maryland"
    assert area_names(english, ["VA", "all"], NAMES) == "every state"


def test_a_county_lies_in_a_state() -> None:
    """By its code, which begins with the state's."""
    assert [state_of_county(fips) for fips in ("51139", "66010", "99999")] == ["VA", "GU", ""]
