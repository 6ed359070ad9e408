"""What people type in Spanish is understood, whatever language they are answered in."""

from __future__ import annotations

import pytest

from bot.conversation.grammar import read_states
from bot.conversation.places import suggest_states
from bot.conversation.setting_words import AT_ONCE, DAILY
from bot.conversation.vocabulary import INTERESTS, SWITCHES, agency_typed
from bot.domain.chats import ALL_STATES, Interest
from bot.reading.states import STATES
from bot.reading.text import fold
from bot.wording.languages import LANGUAGES, Words
from bot.wording.replies import interest_name
from storage.store import Store
from tests.unit.conversation.test_agency import have, sheriff
from tests.unit.conversation.test_answers import Desk

SPANISH = LANGUAGES["es"]


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
def test_every_name_of_a_state_is_read_with_and_without_accents(words: Words) -> None:
    """As the language prints it, in a sentence too, folded, in capitals, and beside another."""
    for code in STATES:
        for name in (words.state(code), fold(words.state(code)), words.state(code).upper()):
            assert read_states(name) == [code]
            assert read_states(f"TX, {name}") == list(dict.fromkeys(["TX", code]))


@pytest.mark.parametrize(
    ("typed", "states"),
    [
        ("Nueva York", ["NY"]),
        ("nuevo mexico", ["NM"]),
        ("Carolina del Norte y Virginia Occidental", ["NC", "WV"]),
        ("Virginia e Illinois", ["VA", "IL"]),
        ("Virginia and Maryland", ["VA", "MD"]),
        ("el estado de Virginia", ["VA"]),
        ("Estado Libre Asociado de Puerto Rico", ["PR"]),
        ("Hawai, Oregón Misuri", ["HI", "OR", "MO"]),
        ("Islas Vírgenes", ["VI"]),
        ("Pensilvana NJ", ["PA", "NJ"]),
        ("Carolina del Nort", ["NC"]),
        ("todo", [ALL_STATES]),
        ("todos los estados", [ALL_STATES]),
    ],
)
def test_states_are_read_as_people_type_them_in_spanish(typed: str, states: list[str]) -> None:
    """Several beside each other, mistyped ones, and all of them."""
    assert read_states(typed) == states


def test_any_two_states_beside_each_other_are_just_these_two() -> None:
    """By code or Spanish name, with nothing but a space between; only ``Washington DC`` is one."""
    written = [(code, name) for code in STATES for name in (code, SPANISH.state(code))]
    read = {
        f"{name} {other}": (read_states(f"{name} {other}"), list(dict.fromkeys([code, another])))
        for code, name in written
        for another, other in written
    }
    assert [typed for typed, (found, meant) in read.items() if found != meant] == ["Washington DC"]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("nuev", ["Nueva Jersey (NJ)", "Nuevo México (NM)", "Nueva York (NY)"]),
        ("VA nuevo m", ["VA, Nuevo México (NM)"]),
        ("hawa", ["Hawái (HI)"]),
        ("HAWÁ", ["Hawái (HI)"]),
        ("new y", ["Nueva York (NY)"]),
    ],
)
def test_spanish_names_of_states_are_completed(typed: str, labels: list[str]) -> None:
    """Without accents, in any case, and from the English name."""
    assert [choice.label for choice in suggest_states(SPANISH, typed)] == labels


@pytest.mark.parametrize(
    ("typed", "name", "state"),
    [
        ("condado de Page", "County Page", None),
        ("Condado de Page, Nueva York", "County Page", "NY"),
        ("la oficina del sheriff del condado de El Paso en Texas", "Sheriff's Office County El Paso Texas", None),
        ("alguacil del condado de La Salle", "Sheriff County La Salle", None),
        ("departamento de policia de Leesburg Virginia", "Police Department Leesburg Virginia", None),
        ("Policía Estatal de Virginia", "State Police Virginia", None),
        ("Page County Sheriff", "Page County Sheriff", None),
    ],
)
def test_the_kinds_of_offices_and_places_are_read_in_spanish(typed: str, name: str, state: str | None) -> None:
    """An article that belongs to the name stays with it."""
    assert agency_typed(typed) == (name, state)


@pytest.mark.parametrize(
    "typed",
    [
        "condado de Thornbury",
        "Condado de Thornbury, Virginia",
        "oficina del sheriff del condado de Thornbury en Virginia",
    ],
)
async def test_an_agency_is_found_by_its_county_in_spanish(desk: Desk, typed: str) -> None:
    """The list has it in English."""
    have(desk.store, sheriff())
    reply = await desk.ask("agency", typed)
    assert reply.message.title == "Thornbury County Sheriff's Office (Thornbury County, Virginia)"


async def test_an_agency_is_found_in_its_state_in_spanish(desk: Desk) -> None:
    """Two of a name are told apart by it."""
    have(desk.store, sheriff(), sheriff(2, state="NM"))
    assert (await desk.ask("agency", "Thornbury County Sheriff Nuevo México")).message.title == (
        "Thornbury County Sheriff's Office (Thornbury County, New Mexico)"
    )


async def test_what_nobody_is_called_is_said_as_it_was_typed(desk: Desk) -> None:
    """The answer shows no translation of ours."""
    have(desk.store, sheriff())
    assert "“condado de Xyzzy”" in await desk.said("agency", "condado de Xyzzy")


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("renovaciones no", "Off: renewals"),
        ("renovación desactivar", "Off: renewals"),
        ("SALIDAS NO", "Off: departures"),
        ("firmas: no", "Off: signings"),
        ("pendientes no", "Off: pending"),
        ("documentos sí", "On: documents"),
        ("archivos, activar", "On: files"),
        ("si documento", "On: documents"),
    ],
)
async def test_kinds_of_news_are_switched_in_spanish(desk: Desk, words: str, changed: str) -> None:
    """With and without accents, one or many, in any order."""
    await desk.ask("subscribe", "VA")
    assert changed in await desk.said("alerts", words.replace(":", ""))


@pytest.mark.parametrize(("words", "is_on"), [("sí", True), ("Si", True), ("activar", True), ("no", False)])
async def test_early_notices_are_switched_in_spanish(desk: Desk, words: str, *, is_on: bool) -> None:
    """Yes and no, however they are written."""
    await desk.ask("subscribe", "VA")
    assert (await desk.said("early", words)).startswith("On:" if is_on else "Off:")


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
def test_every_name_and_example_that_is_shown_can_be_typed(words: Words) -> None:
    """Who reads how to switch something can write just that."""
    named = [interest for interest in Interest if interest is not Interest.DOCUMENTS_AT_ONCE]
    assert [INTERESTS[fold(interest_name(words, interest))] for interest in named] == named
    examples = f"{words.alerts_how()} {words.problem_which_alerts()}".replace(",", "").replace(".", "").split()
    for place, word in enumerate(examples):
        if word == "/alerts" and examples[place + 1 : place + 2] and fold(examples[place + 1]) in INTERESTS:
            assert fold(examples[place + 2]) in {*SWITCHES, *AT_ONCE, *DAILY}
    shown = [word for word in map(fold, examples) if word in INTERESTS]
    assert len(shown) == 4
