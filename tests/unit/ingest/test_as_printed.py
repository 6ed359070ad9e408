"""What is not understood is not dropped: kept, told as printed, counted, shown, and reported."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from bot.conversation.answers.state import state_message
from bot.conversation.statistics import count
from bot.domain.agreements import AsPrinted, ChangeKind, SupportModel
from bot.domain.chats import Place
from bot.domain.editions import ListKind
from bot.reading.models import model
from bot.reading.states import could_be
from bot.wording.alerts import alert
from bot.wording.languages import ENGLISH
from storage.store import Store
from tests.support.builders import make_row
from tests.support.make import NOW
from tests.unit.ingest.test_poll import COUNTIES, World, kinds, sheriffs
from tests.unit.ingest.test_watching import text

LIAISON = make_row(agency="Tazewell County Sheriff's Office", county="Tazewell County", model="Community Liaison Model")
TRIBAL = make_row(agency="Pamunkey Tribal Police", county="", model="Tribal Task Force Model")
LOST = make_row(state="AKANSAS", agency="Benton County Jail", county="Benton County")


@pytest.fixture
def world(store: Store) -> World:
    made = World(store)
    for number, states in enumerate((["VA"], ["AR"], ["KS"], ["MD"], ["all"])):
        store.write(lambda work, n=number, s=states: work.chats.subscribe(Place("telegram", str(n)), s, "en", NOW))  # type: ignore[misc]
    return made


def audience(world: World) -> set[str]:
    return {one.place.address for one in world.store.write(lambda work: work.deliveries.claim("telegram", world.at, 9))}


@pytest.mark.parametrize("row", [LIAISON, TRIBAL])
async def test_an_agreement_under_a_model_that_is_new_is_told_at_once(world: World, row: dict[str, object]) -> None:
    """In its own state, with the model as ICE prints it."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    intakes = await world.poll([*sheriffs(*COUNTIES), row])  # type: ignore[list-item]
    assert [kind for kind, _ in kinds(intakes)] == [ChangeKind.SIGNED]
    assert audience(world) == {"0", "4"}
    said = text(alert(ENGLISH, intakes[0].changes))
    assert (
        "model printed as “Community Liaison Model”" if row is LIAISON else "Tribal Task Force Model (a tribe"
    ) in said
    assert str(row["SUPPORT TYPE"]) in text(state_message(ENGLISH, world.store, "VA", world.at, most=None))


def test_a_tribal_task_force_is_no_task_force() -> None:
    """The one is never a slip of the pen for the other."""
    for printed in (
        "Tribal Task Force Model",
        "TRIBAL TASK FORCE",
        "Tribal Task Force Officer",
        "Tribal Task Froce Model",
    ):
        assert model(printed) is SupportModel.TRIBAL_TASK_FORCE
    for printed in ("Task Force Model", "Task Froce Model", "The Task Force Model", "TFM"):
        assert model(printed) is SupportModel.TASK_FORCE
    assert model("Community Liaison Model") is None


async def test_a_state_that_is_not_understood_is_told_to_all_whom_it_may_concern(world: World) -> None:
    """``AKANSAS`` may be Arkansas or Kansas, and is neither until ICE mends it."""
    assert could_be("AKANSAS") == {"AR", "KS"}
    assert could_be("Arkansas") == could_be("KS") == could_be("") == frozenset()
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    intakes = await world.poll([*sheriffs(*COUNTIES), LOST])
    assert audience(world) == {"1", "2", "4"}
    assert "state printed as “AKANSAS”" in text(alert(ENGLISH, intakes[0].changes))
    for state, shown in (("AR", True), ("KS", True), ("VA", False)):
        answer = text(state_message(ENGLISH, world.store, state, world.at, most=None))
        assert ("ICE prints its state as “AKANSAS”" in answer) is shown


@pytest.mark.parametrize(
    ("odd", "mended"),
    [(LIAISON, {"SUPPORT TYPE": "Task Force Model"}), (LOST, {"STATE": "ARKANSAS"}), (LOST, {"STATE": "Kansas"})],
)
async def test_it_is_the_same_agreement_while_it_stays_and_when_it_is_mended(
    world: World, odd: dict[str, object], mended: dict[str, object]
) -> None:
    """Printed so again is no news; printed properly is a correction, no departure and no signing."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll([*sheriffs(*COUNTIES), odd])  # type: ignore[list-item]
    world.later(days=1)
    again = await world.poll([*sheriffs(*COUNTIES, "Warren"), odd])  # type: ignore[list-item]
    assert kinds(again) == [(ChangeKind.SIGNED, "Warren County Sheriff's Office")]
    world.later(days=1)
    right = await world.poll([*sheriffs(*COUNTIES, "Warren"), {**odd, **mended}])  # type: ignore[dict-item]
    assert [kind for kind, _ in kinds(right)] == [ChangeKind.CORRECTED]


async def test_it_can_leave_and_is_told_then(world: World) -> None:
    """As every agreement."""
    await world.poll([*sheriffs(*COUNTIES), LIAISON])
    world.later(days=1)
    assert kinds(await world.poll(sheriffs(*COUNTIES))) == [(ChangeKind.ENDED, "Tazewell County Sheriff's Office")]


async def test_it_is_counted_and_reported(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Under its own name among the models, in no state's count; in the log with its row, and as in the way."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    with caplog.at_level(logging.WARNING):
        await world.poll([*sheriffs(*COUNTIES), LIAISON, LOST])
    assert "'Community Liaison Model' is not understood, and told as printed" in caplog.text
    found = count(world.store.agreements.listed(ListKind.PARTICIPATING), world.at).as_object()
    assert (found["agreements"], found["states"], found["states_as_printed"]) == (12, 1, 1)
    assert found["other_models"] == {"Community Liaison Model": 1}
    (trouble,) = world.store.troubles.open()
    assert trouble.what.kind == "rows"
    assert trouble.what.problem.figures["count"] == 2


async def test_a_column_of_rubbish_is_not_told(world: World) -> None:
    """From a twentieth of the rows on nothing that is not understood is told as new; everything else is."""
    known = [*sheriffs(*COUNTIES), *sheriffs(*COUNTIES, state="OHIO")]
    await world.poll(known)
    world.later(days=1)
    rubbish = [
        make_row(agency=f"{place} Police Department", county="", model="#REF!x")
        for place in ("Lee", "Floyd", "Bath", "Bland", "Louisa")
    ]
    intakes = await world.poll([*known, *sheriffs("Tazewell"), *rubbish])
    assert kinds(intakes) == [(ChangeKind.SIGNED, "Tazewell County Sheriff's Office")]
    assert [hold.value.reason for hold in world.store.holds.open()] == ["unreadable"]


async def test_what_is_stored_is_read_again(world: World) -> None:
    """A text that is no model stays that text."""
    await world.poll([*sheriffs(*COUNTIES), LIAISON, TRIBAL])
    models = {agreement.model for agreement in world.store.agreements.listed(ListKind.PARTICIPATING)}
    assert models == {SupportModel.TASK_FORCE, SupportModel.TRIBAL_TASK_FORCE, AsPrinted("Community Liaison Model")}


async def test_a_row_without_an_agency_names_nobody(world: World) -> None:
    """It is reported, and nothing else can be done with it."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=dt.timedelta(days=1).days)
    assert kinds(await world.poll([*sheriffs(*COUNTIES), make_row(agency="")])) == []


async def test_a_row_printed_again_with_a_slip_is_for_the_operator_alone(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody is told of it, it counts for nothing, and the log says which row repeats which."""
    rows = sheriffs(*COUNTIES)
    printed = f"{COUNTIES[0]} County Sheriff's Office"
    again = make_row(agency=printed.replace("Sheriff", "Sherif"), county=f"{COUNTIES[0]} County", moa_url=None)
    await world.poll(rows)
    world.later(days=1)
    with caplog.at_level(logging.WARNING):
        intakes = await world.poll([*rows, again])
    assert kinds(intakes) == []
    assert f'but for a slip it repeats the row of "{printed}", and is not told' in caplog.text
    assert len(world.store.agreements.listed(ListKind.PARTICIPATING)) == len(rows)
