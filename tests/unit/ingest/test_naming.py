"""What an edition brings is named in the transaction that records it, and keeps its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.agreements import Agreement, Change, ChangeKind, Comparison, Reason, RecordedChange
from bot.domain.editions import ListKind
from bot.ingest.naming import with_ids
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
    return [agreement for agreement in known(store) if "Thorn" in agreement.agency]


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


async def test_a_row_that_is_moved_to_its_right_state_has_the_id_of_its_agency_there(world: World) -> None:
    """Where that is known, or another keeps the id; the agreement's own stays, and the change says what was."""
    wrong = thornbury(state="MARYLAND", model="Warrant Service Officer")
    await polled(world, thornbury(), wrong)
    world.later(days=1)
    right = thornbury(model="Warrant Service Officer")
    (intake,) = await world.poll([*sheriffs(*COUNTIES), thornbury(), right])
    (moved,) = intake.changes
    assert dict(moved.change.was) == {"state": "MD", "agency_id": "MD-thornbury-county-sheriffs-office"}
    assert {one.agency_id for one in of_thornbury(world.store)} == {"VA-thornbury-county-sheriffs-office"}
    assert moved.change.agreement.public_id == "MD-thornbury-county-sheriffs-office-warrant-service-2025-02-28"
    assert world.store.agreements.latest_changes("VA", 1)[0].change == moved.change


@pytest.mark.parametrize("changed", [{"state": "MARYLAND"}, {"agency": "Thornbery County Sheriff's Office"}])
async def test_an_agency_that_is_corrected_as_a_whole_keeps_its_id(world: World, changed: dict[str, object]) -> None:
    """Both its agreements are printed under another state, or another name, from one edition on."""
    signed = {"Task Force Model": 1, "Warrant Service Officer": 2}
    both = [{"model": model, "signed": dt.date(2025, 6, day)} for model, day in signed.items()]
    await polled(world, *[thornbury(**one) for one in both])  # type: ignore[arg-type]  # by name
    await polled(world, *[thornbury(**{**one, **changed}) for one in both])  # type: ignore[arg-type]
    found = of_thornbury(world.store)
    assert {(one.state, one.agency) for one in found} != {("VA", SHERIFF)}
    assert {one.agency_id for one in found} == {"VA-thornbury-county-sheriffs-office"}
    assert len(found) == 2


@pytest.mark.parametrize("known", [True, False])
async def test_two_agencies_never_share_an_id(world: World, *, known: bool) -> None:
    """A sheriff's second agreement turns out to be the jail's, whether the jail is known or not."""
    jail, day = "Thornbury County Detention Center", dt.date(2025, 6, 2)
    more = [thornbury(jail, model="Jail Enforcement Model")] if known else []
    await polled(world, thornbury(), thornbury(model="Warrant Service Officer", signed=day), *more)
    await polled(world, thornbury(), thornbury(jail, model="Warrant Service Officer", signed=day), *more)
    assert {(one.agency, one.agency_id) for one in of_thornbury(world.store)} == {
        (SHERIFF, "VA-thornbury-county-sheriffs-office"),
        (jail, "VA-thornbury-county-detention-center"),
    }
    await polled(world, thornbury(), *more)
    assert world.store.agreements.agency_of("VA-thornbury-county-detention-center") is not None


async def test_a_slip_between_two_agencies_that_are_both_known_ends(world: World) -> None:
    """A row of the one that was mistyped as the other's, by two letters, goes over to the one that it names."""
    both = [
        thornbury(f"{name}dersonby County Sheriff's Office", county=f"{name}dersonby County") for name in ("Han", "Wen")
    ]
    slip = {"model": "Warrant Service Officer", "signed": dt.date(2025, 6, 2), "county": ""}
    await polled(world, *both, thornbury("Handersonby County Sheriff's Office", **slip))
    await polled(world, *both, thornbury("Wendersonby County Sheriff's Office", **slip))
    found = [one for one in known(world.store) if "dersonby" in one.agency]
    assert {(one.agency[:3], one.agency_id[3:6]) for one in found} == {("Han", "han"), ("Wen", "wen")}


async def test_another_name_of_one_agency_keeps_the_id_while_nobody_else_has_it(world: World) -> None:
    """It was misprinted; and no other agency ever gets an id that one had."""
    await polled(world, thornbury("Thornhill County Sheriff's Office"))
    await polled(world, thornbury("Thornhall County Sheriff's Office"))
    (now,) = of_thornbury(world.store)
    assert (now.agency, now.agency_id) == ("Thornhall County Sheriff's Office", "VA-thornhill-county-sheriffs-office")
    signed = thornbury("Thornhill County Sheriff's Office", model="Warrant Service Officer", signed=dt.date(2026, 1, 5))
    await polled(world, thornbury("Thornhall County Sheriff's Office"), signed)
    assert len({one.agency_id for one in of_thornbury(world.store)}) == 2


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


async def test_an_agreement_that_is_said_to_be_anothers_gets_that_ones_id(world: World) -> None:
    """Whoever decides that empties its agency's id: it goes over, keeps its own, and its change says what was."""
    await polled(world, thornbury(), thornbury("Thornbury County Attorney", model="Warrant Service Officer"))
    listed = world.store.agreements.known(ListKind.PARTICIPATING)
    (attorney,) = (one for one in listed if "Attorney" in one.agency)
    over = replace(attorney, agency=SHERIFF, agency_id="")
    change = Change(ChangeKind.CORRECTED, over, Reason.RENAMED, was={"agency": attorney.agency})
    now = tuple(over if one.id == over.id else one for one in listed)
    found = with_ids(world.store, Comparison(now, (change,)), ListKind.PARTICIPATING, world.store.agreements.known)
    (named,) = (one for one in found.listed if one.id == over.id)
    assert (named.agency_id, named.public_id) == ("VA-thornbury-county-sheriffs-office", attorney.public_id)
    assert found.changes[0].agreement == named
    assert found.changes[0].was == {"agency": attorney.agency, "agency_id": "VA-thornbury-county-attorney"}


def elsewhere(number: int) -> RecordedChange:
    return make_recorded(number, agency=f"Velstead {number} Police Department", county="")


def test_a_file_names_each_agreement_and_its_agency(world: World) -> None:
    """In the last columns, for whoever joins it with other data."""
    attachment = alert(ENGLISH, [make_recorded(1, ChangeKind.ENDED), *map(elsewhere, range(2, 8))]).attachment
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
