"""Which places a person means: states, counties and agencies, in every form that is known, and mixtures of them."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.areas import read_area, read_areas
from bot.conversation.cities import LIES_IN
from bot.domain.agencies import AgencyName
from bot.domain.areas import EVERYWHERE, AreaKind, kind_of
from bot.domain.chats import Asked, Place
from bot.domain.errors import UsageError
from bot.reading.county_names import County, counties_in, county_of, state_of_county, words_of
from bot.reading.states import STATES, exact_state
from bot.wording.areas import typed as written
from bot.wording.languages import ENGLISH, LANGUAGES, Words
from bot.wording.problems import problem_text

SPANISH = LANGUAGES["es"]

AGENCIES = [
    AgencyName(agency_id, agency_id[:2], name, county)
    for agency_id, name, county in (
        ("VA-page-county-sheriffs-office", "Page County Sheriff's Office", "Page"),
        ("FL-tampa-police-department", "Tampa Police Department", "Hillsborough"),
        ("UT-washington-county-sheriffs-office", "Washington County Sheriff's Office", "Washington"),
        ("MD-washington-county-sheriffs-office", "Washington County Sheriff's Office", "Washington"),
        ("FL-fish-and-wildlife", "Florida Fish and Wildlife Conservation Commission", ""),
        ("VA-page-county-jail", "Page County Jail", "Page"),
    )
]
SHERIFF, TAMPA, UTAH, MARYLAND, WILDLIFE, JAIL = (name.agency_id for name in AGENCIES)
PAGE, WARREN, CLARKE, FAIRFAX, FAIRFAX_CITY = "51139", "51187", "51043", "51059", "51600"


def read(typed: str) -> list[str]:
    return read_areas(typed, AGENCIES)


@pytest.mark.parametrize(
    ("typed", "areas"),
    [
        ("Montgomery County, MD", ["24031"]),
        ("Montgomery County MD", ["24031"]),
        ("MD: Montgomery", ["24031"]),
        ("Harris County TX", ["48201"]),
        ("Miami-Dade", ["12086"]),
        ("Miami-Dade FL", ["12086"]),
        ("miami dade", ["12086"]),
        ("Fairfax County", [FAIRFAX]),
        ("condado de Webb, TX", ["48479"]),
        ("condado de Webb en Texas", ["48479"]),
        ("Condado de La Salle, Texas", ["48283"]),
        ("Orleans Parish", ["22071"]),
        ("parroquia de Orleans", ["22071"]),
        ("page va", [PAGE]),
        ("va page", [PAGE]),
        ("va-page", [PAGE]),
        ("va-page md-montgomery", [PAGE, "24031"]),
        ("fl-miami-dade", ["12086"]),
        ("Page (VA)", [PAGE]),
        ("“Page County”, Va.", [PAGE]),
        ("Page County, Virginia, USA", [PAGE]),
        ("Page Co., Virginia", [PAGE]),
        ("Texas Co, MO", ["29215"]),
        ("St. Mary's County", ["24037"]),
        ("Saint Marys MD", ["24037"]),
        ("Prince George's", ["24033"]),
        ("DeKalb County, GA", ["13089"]),
        ("De Kalb GA", ["13089"]),
        ("Doña Ana", ["35013"]),
        ("dona ana", ["35013"]),
        ("missoula", ["30063"]),
        ("Carson City", ["32510"]),
        ("Alexandria city", ["51510"]),
        ("Richmond city VA", ["51760"]),
        ("ciudad de Richmond, Virginia", ["51760"]),
        ("Richmond County VA", ["51159"]),
        ("Virginia Beach", ["51810"]),
        ("City and Borough of Juneau", ["02110"]),
        ("King and Queen", ["51097"]),
        ("Lewis & Clark County and King and Queen County", ["30049", "51097"]),
        ("51139", [PAGE]),
        ("51139, VA", [PAGE, "VA"]),
        ("VA 51139 MD", ["VA", PAGE, "MD"]),
        ("Page and Warren counties, Virginia", [PAGE, WARREN]),
        ("Page, Warren and Clarke counties in Virginia", [PAGE, WARREN, CLARKE]),
        ("condados de Page y Warren, Virginia", [PAGE, WARREN]),
        ("Page, Warren, VA", [PAGE, WARREN]),
        ("VA: Page, Warren; MD: Montgomery", [PAGE, WARREN, "24031"]),
        ("Page VA, Warren VA", [PAGE, WARREN]),
        ("Page VA Warren VA", [PAGE, WARREN]),
        ("Fairfax County and Maryland", [FAIRFAX, "MD"]),
        ("Page County, VA or MD", [PAGE, "MD"]),
        ("Orange y Seminole, Florida", ["12095", "12117"]),
        ("El Paso CO", ["08041"]),
        ("Lake IN", ["18089"]),
        ("cole mo", ["29051"]),
        ("Marion OR, Page VA", ["41047", PAGE]),
        ("please tell me about Page County, VA", [PAGE]),
        ("avisos para el condado de Page en Virginia por favor", [PAGE]),
        ("all of Page County VA", [PAGE]),
        ("Page County\nFairfax County", []),
    ],
)
def test_counties_are_read_as_people_type_them(typed: str, areas: list[str]) -> None:
    """With or without their state, in any order, in either language, in lists."""
    if areas:
        assert read(typed) == areas
    else:
        with pytest.raises(UsageError, match="which_of_areas"):
            read(typed)


@pytest.mark.parametrize(
    ("typed", "areas"),
    [
        ("Page County Sheriff's Office", [SHERIFF]),
        ("Page County Sheriff VA", [SHERIFF]),
        ("Page County Sheriff's Office, Virginia", [SHERIFF]),
        ("VA Page County Sheriff", [SHERIFF]),
        ("oficina del sheriff del condado de Page", [SHERIFF]),
        ("VA-page-county-sheriffs-office", [SHERIFF]),
        ("va-page-county-sheriffs-office, MD", [SHERIFF, "MD"]),
        ("Tampa PD", [TAMPA]),
        ("policía de Tampa", [TAMPA]),
        ("Tampa PD and Page County VA", [TAMPA, PAGE]),
        ("Tampa PD, Paige County Sheriff VA", [TAMPA, SHERIFF]),
        ("Washington County Sheriff, Utah", [UTAH]),
        ("Florida Fish and Wildlife Conservation Commission", [WILDLIFE]),
        ("Florida Fish and Wildlife Conservation Commission and Virginia", [WILDLIFE, "VA"]),
        ("Page County jail", [JAIL]),
        (f"51187 {SHERIFF} {JAIL.lower()} MD", [WARREN, SHERIFF, JAIL, "MD"]),
        ("Page County Sheriff, Page County, VA", [SHERIFF, PAGE]),
    ],
)
def test_agencies_are_read_by_name_and_by_their_ids(typed: str, areas: list[str]) -> None:
    """With or without their state, in either language, beside other places."""
    assert read(typed) == areas


@pytest.mark.parametrize(
    "name",
    [
        "Page, Warren, Clarke Regional Jail Authority",
        "Warren County Board of County Commissioners/ Department of Corrections",
        "County of Page / Page County Jail",
        "Clarke A&M University Board of Trustees",
        "Division of Corrections and Rehabilitation",
        "Department of Public Safety, Page Division",
    ],
)
def test_a_name_with_commas_and_the_like_in_it_is_one_agency(name: str) -> None:
    """By itself, with its state, and in a list: never the counties that are in it."""
    names = [AgencyName("VA-quill", "VA", name, ""), *AGENCIES]
    for given_name in (name, name.lower(), f"{name}, VA", f"{name} Virginia"):
        assert read_areas(given_name, names) == ["VA-quill"], given_name
    assert read_areas(f"Maryland; {name}, VA; {TAMPA}", names) == ["MD", "VA-quill", TAMPA]


@pytest.mark.parametrize(
    ("typed", "problem", "about", "codes"),
    [
        ("Page", "which_of_areas", "Page", {"19145", PAGE}),
        ("VA and  Page", "which_of_areas", "Page", {"19145", PAGE}),
        ("Page Co", "which_of_areas", "Page Co", {"19145", PAGE}),
        ("VA, Page", "which_of_areas", "VA, Page", {PAGE, "VA"}),
        ("Virginia, Page County", "which_of_areas", "Virginia, Page County", {PAGE, "VA"}),
        ("Richmond VA", "which_of_areas", "Richmond VA", {"51159", "51760"}),
        ("Richmond, VA", "which_of_areas", "Richmond, VA", {"51159", "51760"}),
        ("Baltimore", "which_of_areas", "Baltimore", {"24005", "24510"}),
        ("Juneau", "which_of_areas", "Juneau", {"02110", "55057"}),
        ("El Paso co", "which_of_areas", "El Paso co", {"08041", "48141"}),
        ("Houston TX", "which_of_areas", "Houston TX", {"48225", "48201"}),
        ("Washington County Sheriff", "which_of_areas", "Washington County Sheriff", {UTAH, MARYLAND}),
        ("Washington County", "too_many_places", "Washington County", {"24043", "49053"}),
        ("VA, Jefferson County", "too_many_places", "Jefferson County", {"22051", "48245"}),
        ("Franklin", "too_many_places", "Franklin", {"51067", "51620"}),
        ("Dakota County", "which_of_areas", "Dakota County", {"27037", "31043"}),
        ("Carolina", "which_of_states", "Carolina", {"NC", "SC"}),
        ("Fairfax County, Maryland", "no_such_county", "Fairfax County, Maryland", {FAIRFAX}),
        ("Paige VA", "no_such_county", "Paige VA", {PAGE}),
        ("Fairfx", "nearest_places", "Fairfx", {FAIRFAX, FAIRFAX_CITY}),
        ("Portland OR", "nearest_places", "Portland OR", {"OR"}),
        ("Winston-Salem", "no_such_place", "Winston-Salem", set()),
        ("Kansas City", "no_such_place", "Kansas City", set()),
        ("counties in Virginia", "which_county", "counties in Virginia", {"VA"}),
        ("Warren County Sheriff VA", "no_such_agency", "Warren County Sheriff VA", {SHERIFF}),
        ("Narnia Police", "agency_unknown", "Narnia Police", set()),
        ("lake in", "small_word", "in", {"IN"}),
        ("Washington County ok", "small_word", "ok", {"OK"}),
        ("Page County VA, me", "small_word", "me", {"ME"}),
        ("Virginia task force", "models_elsewhere", "Virginia task force", set()),
        ("Page County VA, renewals", "kinds_elsewhere", "Page County VA, renewals", set()),
    ],
)
def test_what_is_not_clear_is_asked_with_what_it_may_be(typed: str, problem: str, about: str, codes: set[str]) -> None:
    """The question repeats the very words that are not clear, so that a choice can take their place."""
    with pytest.raises(UsageError, match=problem) as asked:
        read(typed)
    assert asked.value.values["typed"] == about
    assert about in typed
    given = asked.value.values.get("codes", ())
    assert isinstance(given, tuple)
    assert codes <= set(given)
    assert len(given) <= 31


@pytest.mark.parametrize(
    ("typed", "choices", "areas"),
    [
        ("Page and Maryland", [PAGE], [PAGE, "MD"]),
        ("VA OR MD", ["OR"], ["VA", "OR", "MD"]),
        ("Richmond, Fairfax, VA", ["51760", FAIRFAX], ["51760", FAIRFAX]),
        ("Fairfax County, Maryland", [FAIRFAX], [FAIRFAX]),
        ("VA, Page", ["VA"], ["VA"]),
        ("VA, Page", [PAGE], [PAGE]),
        ("Tampa PD; Washington County Sheriff", [UTAH], [TAMPA, UTAH]),
    ],
)
def test_what_is_chosen_takes_the_place_of_what_was_not_clear(typed: str, choices: list[str], areas: list[str]) -> None:
    """Question after question, until all of it is clear."""
    for choice in choices:
        with pytest.raises(UsageError) as asked:
            read(typed)
        codes = asked.value.values["codes"]
        assert isinstance(codes, tuple)
        assert choice in codes
        typed = typed.replace(str(asked.value.values["typed"]), STATES.get(choice, choice))
    assert read(typed) == areas


def test_a_mistyped_agency_is_asked_about_and_never_its_county() -> None:
    """What names an office is an agency, or a question."""
    for typed in ("Warren County Sheriff", "Warren County VA police", "Warren jail", "alguacil de Warren"):
        with pytest.raises(UsageError):
            read(typed)


def test_every_county_is_read_with_its_state() -> None:
    """By its name with its kind, in both languages, and by its bare name where that is clear."""
    for state, county in _counties():
        for words in (ENGLISH, SPANISH):
            for typed in (
                f"{_kinded(county, words.code)}, {words.state(state)}",
                f"{_kinded(county, words.code)} {state}",
                f"{state}: {_kinded(county, words.code)}",
            ):
                assert read(typed) == [county.fips], typed
        if county.fips not in LIES_IN and len(_of_name(county.name, state)) == 1:
            assert read(f"{county.name} {state}") in ([county.fips], _as_states(county, state)), county
        assert read(county.fips) == [county.fips]


def test_a_bare_name_is_its_county_or_a_question() -> None:
    """Never the county of another name, and a state only where it is a state's name."""
    for _, county in _counties():
        try:
            found = read(county.name.lower())
        except UsageError:
            continue
        assert found in (
            [exact_state(county.name)],
            [fips for fips in [county.fips] if len(_of_name(county.name)) == 1],
        )


def test_a_city_that_lies_elsewhere_is_asked_about() -> None:
    """The table names counties of one state each, and others than that of the city's name."""
    for namesake, county in LIES_IN.items():
        assert state_of_county(namesake) == state_of_county(county)
        assert namesake != county
        with pytest.raises(UsageError, match="which_of_areas"):
            read(f"{_name(namesake)} {state_of_county(namesake)}")
        assert read(f"{_name(namesake)} County {state_of_county(namesake)}") == [namesake]


def test_the_place_that_a_command_is_about_is_one() -> None:
    """None, several and all are asked about; one is read."""
    place = Place("discord", "1")
    assert read_area(Asked(place, "state", "Page County VA"), AGENCIES) == PAGE
    for typed in ("", "Page VA, Warren VA", "all", "please"):
        with pytest.raises(UsageError, match="which_area"):
            read_area(Asked(place, "state", typed), AGENCIES)


@given(st.text())
def test_any_text_names_areas_or_is_refused_in_a_line(typed: str) -> None:
    """Whatever somebody sends, what comes of it are codes, each once, or a question of a few lines."""
    question = None
    try:
        areas = read(typed)
    except UsageError as error:
        question, areas = problem_text(ENGLISH, error), []
    assert question is None or len(question) < 400
    assert len(set(areas)) == len(areas)
    for area in areas:
        assert area == EVERYWHERE or area in STATES or county_of(area) or kind_of(area) is AreaKind.AGENCY


@dataclass(frozen=True)
class _Spoken:
    """A place as it is written; what it may be, and whether a state behind a comma would be its own."""

    text: str
    may_be: frozenset[str]
    open: bool = False


MIXTURES = int(os.environ.get("MIXTURES", "10000"))
"""How many mixtures are read: 10,000, of real names of places."""


def test_mixtures_of_places_are_what_they_say_or_a_question() -> None:
    """Joined and surrounded as people do: never a place that was not named, and none lost."""
    chance = random.Random(287)
    names = list(_agencies(chance))
    counties = list(_counties())
    wrong, asked, named = [], 0, 0
    for _ in range(MIXTURES):
        places = [_spoken(chance, counties, names) for _ in range(chance.choice((1, 1, 2, 2, 3, 4)))]
        joints = [
            chance.choice((", ", ",", "; ", "\n", " and ", " or ", " y ", " e ", " & ", "/", " - ")) for _ in places[1:]
        ]
        before = chance.choice(("", "", "", "please ", "alerts for ", "avisos para ", "hi ", "me "))
        text = before + places[0].text + "".join(j + place.text for j, place in zip(joints, places[1:], strict=True))
        text += chance.choice(("", "", "", " please", ", please", "!", " ok"))
        try:
            found = read_areas(text, names)
        except UsageError:
            asked += 1
            continue
        named += len(places)
        if not _is_right(found, places, joints):
            wrong.append((text, found))
    assert not wrong, wrong[:20]
    assert asked < MIXTURES * 0.6
    assert named > MIXTURES / 2


def _is_right(found: list[str], places: list[_Spoken], joints: list[str]) -> bool:
    """Whether each place that was named is there, once, and nothing else; a state may have gone to a county before."""
    rest = list(found)
    for at, place in enumerate(places):
        owned = (
            at > 0 and place.text in _STATE_TEXTS and joints[at - 1].strip() in {",", "/", "-"} and places[at - 1].open
        )
        mine = [area for area in rest if area in place.may_be]
        if mine:
            rest.remove(mine[0])
        elif not owned and not any(set(found) & place.may_be & other.may_be for other in places if other is not place):
            return False
    return not rest


def _spoken(chance: random.Random, counties: list[tuple[str, County]], names: list[AgencyName]) -> _Spoken:
    sort = chance.randrange(6)
    if sort == 0:
        code = chance.choice(sorted(STATES))
        return _Spoken(chance.choice((code, STATES[code], SPANISH.state(code))), frozenset({code}))
    if sort == 1:
        name = chance.choice(names)
        state = chance.choice(("", f", {name.state}", f" {STATES[name.state]}"))
        same = frozenset(other.agency_id for other in names if other.name == name.name and (not state or other is name))
        return _Spoken(chance.choice((name.name, name.name.lower())) + state, same, open=not state)
    state, county = chance.choice(counties)
    kinded = _kinded(county, chance.choice(("en", "es")))
    if sort == 2:
        return _Spoken(kinded, _of_name(county.name), open=True)
    if sort == 3 and county.name not in {*STATES.values()}:
        return _Spoken(chance.choice((county.name, county.name.lower())), _of_name(county.name), open=True)
    behind = chance.choice(
        (f", {state}", f" {state}", f", {STATES[state]}", f" en {SPANISH.state(state)}", f" in {STATES[state]}")
    )
    return _Spoken(kinded + behind, frozenset({county.fips}))


_STATE_TEXTS = {text for code in STATES for text in (code, STATES[code], SPANISH.state(code))}


def _agencies(chance: random.Random) -> Iterator[AgencyName]:
    """A list of 300 agencies, made of real names of counties."""
    for number, (state, county) in enumerate(chance.sample(list(_counties()), 300)):
        office = ("County Sheriff's Office", "Police Department", "County Jail")[number % 3]
        yield AgencyName(f"{state}-agency-{number}", state, f"{county.name} {office}", county.name)


def _counties() -> Iterator[tuple[str, County]]:
    """Every county that is not its whole state."""
    for state in STATES:
        yield from ((state, county) for county in counties_in(state) if not exact_state(county.name) or county.kind)


def _as_states(county: County, state: str) -> list[str]:
    """What a county's name and its state are where that name is a state's."""
    code = exact_state(county.name)
    return list(dict.fromkeys([code, state])) if code else []


def _name(fips: str) -> str:
    county = county_of(fips)
    assert county is not None
    return county.name


def _kinded(county: County, language: str) -> str:
    if not county.kind:
        return county.name
    spanish = {"county": "condado de", "parish": "parroquia de", "city": "ciudad de", "municipio": "municipio de"}
    if language == "es" and county.kind in spanish:
        return f"{spanish[county.kind]} {county.name}"
    return f"{county.name} {county.kind}"


def _of_name(name: str, state: str = "") -> frozenset[str]:
    """The counties that have this name, in a state or in any."""
    return frozenset(fips for code, fips in _by_letters()["".join(words_of(name))] if state in ("", code))


@cache
def _by_letters() -> dict[str, list[tuple[str, str]]]:
    found = defaultdict(list)
    for state, county in _counties():
        found["".join(words_of(county.name))].append((state, county.fips))
    return found


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_what_is_proposed_to_be_typed_is_understood(words: Words) -> None:
    """Every county as it is written behind a command means that county, or the state that it is."""
    odd = []
    for fips in (county.fips for state in STATES for county in counties_in(state)):
        (area,) = read_areas(written(words, [fips]), [])
        if area not in (fips, state_of_county(fips)):
            odd.append((fips, area))
    assert odd == []
    assert read_areas(written(words, ["51139", "VA", "48479"]), []) == ["51139", "VA", "48479"]
