"""What an edition brings is named in the transaction that records it, and keeps its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.agreements import Agreement, ChangeKind
from bot.domain.editions import ListKind
from bot.wording.alerts import alert
from bot.wording.languages import ENGLISH
from storage.store import Store
from tests.support.builders import PENDING_COLUMNS, CellInput, RowInput, make_row, make_workbook
from tests.support.make import NOW, keep_edition, make_agreement, make_recorded
from tests.unit.ingest.test_poll import COUNTIES, PENDING_URL, World, sheriffs

SHERIFF = "Thornbury County Sheriff's Office"


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def thornbury(agency: str = SHERIFF, **fields: object) -> dict[str, CellInput]:
    return make_row(agency=agency, **{"county": "Thornbury County", **fields})  # type: ignore[arg-type]  # by name


def known(store: Store) -> list[Agreement]:
    return [agreement for kind in ListKind for agreement in store.agreements.known(kind)]


def of_thornbury(store: Store) -> list[Agreement]:
    return [agreement for agreement in known(store) if "Thornb" in agreement.agency]


async def polled(world: World, *more: RowInput) -> None:
    world.later(days=1)
    await world.poll([*sheriffs(*COUNTIES), *more])


async def test_every_agreement_has_ids_from_the_baseline_on(world: World) -> None:
    """What is there from the start, and what is signed later."""
    await world.poll(sheriffs(*COUNTIES))
    await polled(world, thornbury())
    assert {agreement.public_id for agreement in known(world.store)} == {
        f"VA-{county.lower()}-county-sheriffs-office-task-force-2025-02-28" for county in (*COUNTIES, "Thornbury")
    }


@pytest.mark.parametrize(
    ("corrected", "field"),
    [
        (thornbury("Thornbury Co. Sheriffs Department"), "agency"),
        (thornbury(signed=dt.date(2025, 3, 1)), "signed_on"),
        (thornbury(model="Warrant Service Officer"), "model"),
        (thornbury(state="MARYLAND"), "state"),
        (thornbury(county="Thornbury Countty"), "county"),
    ],
)
async def test_a_correction_changes_no_id(world: World, corrected: RowInput, field: str) -> None:
    """Of the name, the date, the model, the state or the county."""
    await polled(world, thornbury())
    (before,) = of_thornbury(world.store)
    await polled(world, corrected)
    (now,) = of_thornbury(world.store)
    assert getattr(now, field) != getattr(before, field)
    assert (now.agency_id, now.public_id) == (before.agency_id, before.public_id)
    assert now.public_id == "VA-thornbury-county-sheriffs-office-task-force-2025-02-28"


async def test_what_leaves_and_comes_back_has_the_id_that_it_had(world: World) -> None:
    """It is the same agreement."""
    await polled(world, thornbury())
    (before,) = of_thornbury(world.store)
    await polled(world)
    await polled(world, thornbury())
    (now,) = of_thornbury(world.store)
    assert now.public_id == before.public_id


async def test_a_new_agreement_of_an_agency_that_is_respelt_meanwhile_has_its_id(world: World) -> None:
    """The edition that mends the name brings the second agreement."""
    await polled(world, thornbury("Thornbuy County Sheriff's Office"))
    await polled(world, thornbury(), thornbury(model="Warrant Service Officer", signed=dt.date(2026, 2, 1)))
    assert {agreement.agency_id for agreement in of_thornbury(world.store)} == {"VA-thornbuy-county-sheriffs-office"}


async def test_both_lists_know_an_agency_by_one_id(world: World) -> None:
    """Its pending agreement and the one that is signed later are two agreements of one agency."""
    await polled(world)
    pending = [make_row(agency=SHERIFF, county="Thornbury County")]
    world.site.put(make_workbook(pending, header=PENDING_COLUMNS, modified=world.at), PENDING_URL, ListKind.PENDING)
    await polled(world)
    await polled(world, thornbury())
    found = of_thornbury(world.store)
    assert {agreement.agency_id for agreement in found} == {"VA-thornbury-county-sheriffs-office"}
    assert {agreement.public_id.removeprefix("VA-thornbury-county-sheriffs-office-") for agreement in found} == {
        "task-force-pending",
        "task-force-2025-02-28",
    }


async def test_a_change_names_the_agreement_from_then_on(world: World) -> None:
    """What is told, printed and looked up later has the ids that were given with it."""
    await polled(world)
    world.later(days=1)
    (intake,) = await world.poll([*sheriffs(*COUNTIES), thornbury()])
    (signed,) = intake.changes
    (stored,) = world.store.agreements.latest_changes("VA", 5)
    assert signed.change.kind is ChangeKind.SIGNED
    assert stored.change.agreement == signed.change.agreement == of_thornbury(world.store)[0]


async def test_two_databases_make_the_same_ids(world: World) -> None:
    """Of the same editions, whatever the order of their rows."""
    town = "Quillmore Township Police Department"
    rows: Sequence[RowInput] = [*[thornbury(town, county=f"{county} County") for county in COUNTIES], thornbury()]
    other = World(Store(":memory:"))
    for where, shown in ((world, rows), (other, rows[::-1])):
        await polled(where, *shown)
    assert len({agreement.agency_id for agreement in known(world.store)}) == 2 * len(COUNTIES) + 1
    assert {(one.public_id, one.agency, one.county) for one in known(world.store)} == {
        (one.public_id, one.agency, one.county) for one in known(other.store)
    }
    other.store.close()


def test_a_file_names_each_agreement_and_its_agency(world: World) -> None:
    """In the last columns, for whoever joins it with other data."""
    attachment = alert(ENGLISH, [make_recorded(number) for number in range(1, 22)]).attachment
    assert attachment is not None
    head, first, *_ = attachment.content.decode("utf-8-sig").splitlines()
    assert head.endswith(",agreement_id,agency_id,deportationdata_id")
    assert first.endswith(
        ",VA-page-county-sheriffs-office-task-force-2025-02-28,VA-page-county-sheriffs-office,VA-page-county-sheriff-office"
    )


def test_an_id_is_never_written_over(world: World) -> None:
    """Whatever later comes without it, or with another one."""
    store = world.store
    edition = keep_edition(store)
    given = make_agreement(1)
    for public_id in (given.public_id, "", "VA-another"):
        changed = replace(given, public_id=public_id, agency=f"Agency {public_id}")
        store.write(lambda work, one=changed: work.agreements.remember(edition, [], [one], [], NOW))  # type: ignore[misc]
    (stored,) = store.agreements.known(ListKind.PARTICIPATING)
    assert (stored.agency, stored.public_id) == ("Agency VA-another", given.public_id)
