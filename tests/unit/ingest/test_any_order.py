"""A source that answers old and new editions in any order: what is held, decided and told must not depend on it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence

import pytest

from bot.domain.agreements import ChangeKind
from bot.domain.editions import ListKind
from bot.domain.holds import Decision, HoldReason
from bot.ingest import review
from storage.store import Store
from tests.support.builders import PENDING_COLUMNS, RowInput, make_workbook
from tests.support.make import NOW
from tests.unit.ingest.test_poll import COUNTIES, PENDING_URL, World, kinds, sheriffs

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)

ALL = sheriffs(*COUNTIES)
OTHERS = [
    row
    for state in ("ALABAMA", "ALASKA", "ARIZONA", "COLORADO", "FLORIDA", "GEORGIA", "WYOMING")
    for row in sheriffs(*COUNTIES, state=state)
]
WAVE = [*OTHERS, *ALL[:1]]
"""Nine of Virginia's ten are missing: a state's hold."""
SHORT = OTHERS[:30]
"""More than a third of the list is missing: a hold of everything."""
LEFT = 9
"""The departures of `WAVE`."""


@pytest.fixture
async def world(store: Store) -> World:
    """A list that is believed, and a chat that wants to hear of it."""
    made = World(store)
    made.subscribe("all")
    serve(made, edition([*OTHERS, *ALL], NOW))
    await made.poll()
    return made


def edition(rows: Sequence[RowInput], at: dt.datetime | None) -> bytes:
    return make_workbook(rows, modified=at)


def serve(world: World, content: bytes) -> None:
    world.site.files.clear()
    world.site.put(content)


async def answers(world: World, *contents: bytes, every: dt.timedelta) -> list[tuple[ChangeKind, str]]:
    """Poll once for each of the answers; return all that was told."""
    told = []
    for content in contents:
        world.at += every
        serve(world, content)
        told += kinds(await world.poll())
    return told


def ended(told: Sequence[tuple[ChangeKind, str]]) -> int:
    return sum(kind is ChangeKind.ENDED for kind, _ in told)


def open_holds(world: World) -> list[tuple[str | None, HoldReason]]:
    return [(stored.value.state, stored.value.reason) for stored in world.store.holds.open()]


def hold_of(world: World, reason: HoldReason) -> int:
    return next(stored.id for stored in world.store.holds.open() if stored.value.reason is reason)


SAVED = [
    pytest.param(NOW, NOW + HOUR, id="saved in order"),
    pytest.param(None, None, id="without the property"),
    pytest.param(NOW + 4000 * DAY, NOW + HOUR, id="the first in the future"),
    pytest.param(NOW, NOW + 4000 * DAY, id="the second in the future"),
]


@pytest.mark.parametrize(("first", "second"), SAVED)
async def test_a_states_hold_ends_in_its_time_though_old_answers_come_in_between(
    store: Store, first: dt.datetime | None, second: dt.datetime | None
) -> None:
    """Every third answer is the old edition: the departures are told within a day, and once."""
    world = World(store)
    old, new = edition([*OTHERS, *ALL], first), edition(WAVE, second)
    await answers(world, old, every=HOUR)
    told = await answers(world, *[new, new, old] * 8, every=HOUR)
    assert ended(told) == LEFT
    assert ended(await answers(world, *[new, new, old] * 150, every=HOUR)) == 0


@pytest.mark.parametrize(("first", "second"), SAVED)
async def test_a_whole_hold_ends_in_its_time_though_old_answers_come_in_between(
    store: Store, first: dt.datetime | None, second: dt.datetime | None
) -> None:
    """A shorter list is believed after a week of such answers, and not before."""
    world = World(store)
    old, new = edition([*OTHERS, *ALL], first), edition(SHORT, second)
    await answers(world, old, every=HOUR)
    assert ended(await answers(world, *[new, new, old] * 54, every=HOUR)) == 0
    assert ended(await answers(world, *[new, new, old] * 4, every=HOUR)) == len(OTHERS) + len(ALL) - len(SHORT)


@pytest.mark.parametrize("rows", [WAVE, SHORT])
async def test_flapping_is_a_line_a_day_at_most(
    world: World, rows: list[RowInput], caplog: pytest.LogCaptureFixture
) -> None:
    """Three weeks of old and new in turn fill no log."""
    old, new = edition([*OTHERS, *ALL], NOW), edition(rows, NOW + HOUR)
    with caplog.at_level(logging.INFO, logger="bot"):
        await answers(world, *[new, new, old] * 168, every=HOUR)
    assert len(caplog.records) <= 21, [record.getMessage() for record in caplog.records][:9]


@pytest.mark.parametrize(("rows", "left"), [(WAVE, LEFT), (SHORT, len(OTHERS) + len(ALL) - len(SHORT))])
async def test_what_was_approved_is_taken_in_whatever_is_answered_in_between(
    world: World, rows: list[RowInput], left: int
) -> None:
    """The old edition answers first after the approval."""
    old, new = edition([*OTHERS, *ALL], NOW), edition(rows, NOW + HOUR)
    await answers(world, new, every=HOUR)
    (hold,) = store_ids(world)
    world.store.write(lambda work: review.approve(work, hold))
    assert ended(await answers(world, old, new, every=HOUR)) == left


def store_ids(world: World) -> list[int]:
    return [stored.id for stored in world.store.holds.open()]


@pytest.mark.parametrize("rows", [WAVE, SHORT])
async def test_what_was_rejected_stays_rejected_whatever_is_answered_in_between(
    world: World, rows: list[RowInput]
) -> None:
    """Neither an old answer nor weeks make it believed."""
    old, new = edition([*OTHERS, *ALL], NOW), edition(rows, NOW + HOUR)
    await answers(world, new, every=HOUR)
    (hold,) = store_ids(world)
    world.store.write(lambda work: review.reject(work, hold, world.at))
    assert ended(await answers(world, *[old, new, new] * 30, every=8 * HOUR)) == 0
    decisions = {stored.value.decision for stored in world.store.holds.open() if stored.id == hold}
    assert decisions == {Decision.REJECTED}


async def test_a_rejection_holds_for_the_same_departures_of_a_later_edition(world: World) -> None:
    """Other changes of that edition go through, and those departures stay rejected."""
    await answers(world, edition(WAVE, NOW + HOUR), every=HOUR)
    world.store.write(lambda work: review.reject(work, store_ids(world)[0], world.at))
    later = edition([*WAVE, *sheriffs("Butler", state="OHIO")], NOW + 2 * DAY)
    told = await answers(world, *[later] * 20, every=8 * HOUR)
    assert told == [(ChangeKind.SIGNED, "Butler County Sheriff's Office")]


@pytest.mark.parametrize("weeks", [0, 3])
async def test_a_departure_more_than_was_rejected_is_a_new_doubt(world: World, weeks: int) -> None:
    """It gets a time of its own: what was rejected for weeks is not believed at once because one more is missing."""
    await answers(world, edition(WAVE, NOW + HOUR), every=HOUR)
    world.store.write(lambda work: review.reject(work, store_ids(world)[0], world.at))
    await answers(world, *[edition(WAVE, NOW + HOUR)] * (weeks * 7), every=DAY)
    more = edition(OTHERS, world.at + dt.timedelta(minutes=1))
    assert ended(await answers(world, more, more, every=HOUR)) == 0
    assert ended(await answers(world, *[more] * 17, every=HOUR)) == LEFT + 1


async def test_a_shorter_list_that_shrinks_after_weeks_of_rejection_is_a_new_doubt(world: World) -> None:
    """The same for a hold of everything."""
    await answers(world, edition(SHORT, NOW + HOUR), every=HOUR)
    world.store.write(lambda work: review.reject(work, store_ids(world)[0], world.at))
    await answers(world, *[edition(SHORT, NOW + HOUR)] * 21, every=DAY)
    assert ended(await answers(world, *[edition(SHORT[1:], world.at)] * 3, every=HOUR)) == 0


async def test_a_wrong_list_that_changes_after_weeks_of_rejection_is_not_believed(world: World) -> None:
    """Swapped lists change a little every day like any list: the rejection must not end in believing one."""

    def swapped(count: int) -> bytes:
        return make_workbook(sheriffs(*COUNTIES[:count]), header=PENDING_COLUMNS, modified=NOW + count * HOUR)

    world.site.files.clear()
    world.site.put(make_workbook(sheriffs("Floyd", "Bath"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    await world.poll()
    await answers(world, swapped(5), every=HOUR)
    world.store.write(lambda work: review.reject(work, hold_of(world, HoldReason.WRONG_LIST), world.at))
    await answers(world, *[swapped(5)] * 21, every=DAY)
    assert await answers(world, *[swapped(6)] * 3, every=HOUR) == []


async def test_departures_that_come_true_long_after_they_were_rejected_are_told(world: World) -> None:
    """A rejection is over once a newer edition shows the agreements again: what leaves later really left."""
    await answers(world, edition(WAVE, NOW + HOUR), every=HOUR)
    world.store.write(lambda work: review.reject(work, store_ids(world)[0], world.at))
    await answers(world, edition([*OTHERS, *ALL, *sheriffs("Floyd")], world.at), every=DAY)
    assert open_holds(world) == []
    world.at += 90 * DAY
    again = edition([*WAVE, *sheriffs("Floyd")], world.at)
    assert ended(await answers(world, *[again] * 20, every=HOUR)) == LEFT


async def test_departures_that_were_approved_once_are_held_when_they_are_missing_anew(world: World) -> None:
    """What came back after it was approved is doubted like anything else when it is missing again."""
    await answers(world, edition(WAVE, NOW + HOUR), every=HOUR)
    world.store.write(lambda work: review.approve(work, store_ids(world)[0]))
    assert ended(await answers(world, edition(WAVE, NOW + HOUR), every=HOUR)) == LEFT
    await answers(world, edition([*OTHERS, *ALL], world.at), every=30 * DAY)
    world.at += 90 * DAY
    assert ended(await answers(world, edition(WAVE, world.at), every=HOUR)) == 0


@pytest.mark.parametrize("first", [NOW - 90 * DAY, None])
async def test_a_much_older_and_shorter_copy_voids_no_decision_and_is_no_doubt_of_its_own(
    store: Store, first: dt.datetime | None
) -> None:
    """It misses far more than what was rejected, which says nothing of that."""
    world = World(store)
    ancient = edition(OTHERS[:20], first)
    await answers(world, ancient, edition([*OTHERS, *ALL], NOW), edition(SHORT, NOW + HOUR), every=HOUR)
    (hold,) = store_ids(world)
    world.store.write(lambda work: review.reject(work, hold, world.at))
    short = edition(SHORT, NOW + HOUR)
    assert ended(await answers(world, *[ancient, short, short] * 60, every=4 * HOUR)) == 0
    assert world.store.holds.open()[0].value.decision is Decision.REJECTED
    assert {reason for _, reason in open_holds(world)} == {HoldReason.TRUNCATED, HoldReason.OLDER_EDITION}


async def test_an_outage_of_days_and_an_old_answer_after_it_end_no_hold(world: World) -> None:
    """Only time in which the list could be read says that something is not shown any more."""
    new = edition(WAVE, NOW + HOUR)
    await answers(world, new, every=HOUR)
    hold = store_ids(world)
    world.at += 3 * DAY
    await answers(world, edition([*OTHERS, *ALL], NOW), every=HOUR)
    assert set(hold) <= set(store_ids(world))


async def test_an_old_truncated_answer_beside_a_list_that_grows_is_never_believed(store: Store) -> None:
    """An answer that was doubted, and replaced by an edition that is believed, is an old copy whatever its property."""
    world = World(store)
    await answers(world, edition([*OTHERS, *ALL], None), every=HOUR)
    short = edition(SHORT, None)
    await answers(world, short, every=HOUR)
    grown = edition([*OTHERS, *ALL, *sheriffs("Floyd")], None)
    told = await answers(world, *[grown, grown, short] * 90, every=HOUR)
    assert told == [(ChangeKind.SIGNED, "Floyd County Sheriff's Office")]


async def test_an_old_copy_now_and_then_is_no_hold_that_anyone_sees_begin_and_end(world: World) -> None:
    """It leaves neither a row for each time that it is answered, nor a line."""
    old, new = edition([*OTHERS, *ALL], NOW), edition([*OTHERS, *ALL, *sheriffs("Floyd")], NOW + HOUR)
    await answers(world, *[new, new, old] * 60, every=HOUR)
    (count,) = world.store.db.execute("SELECT count(*) FROM holds").fetchone()
    assert count <= 8
    (rows,) = world.store.db.execute("SELECT count(*) FROM editions").fetchone()
    assert rows <= 4


async def test_a_newer_edition_that_shows_all_again_ends_a_hold_at_once(world: World) -> None:
    """A fault of the source that is mended is told to nobody."""
    await answers(world, edition(WAVE, NOW + HOUR), every=HOUR)
    assert await answers(world, edition([*OTHERS, *ALL], world.at + HOUR), every=HOUR) == []
    assert open_holds(world) == []


WYOMING = [row for row in OTHERS if isinstance(row, dict) and row["STATE"] == "WYOMING"]
BEFORE = OTHERS[: -len(WYOMING)]


@pytest.mark.parametrize("really", [False, True], ids=["nothing else leaves", "another agency leaves as well"])
@pytest.mark.parametrize("cut", [2, 5, 9])
async def test_the_end_of_the_last_state_is_held_whatever_else_leaves(world: World, cut: int, *, really: bool) -> None:
    """What really leaves elsewhere on that day is told, and the end of the list is not."""
    rows = [*BEFORE, *ALL, *WYOMING]
    await answers(world, edition(rows, world.at), every=HOUR)
    told = await answers(world, edition(rows[1 if really else 0 : -cut], world.at), every=DAY)
    assert ended(told) == int(really)
    assert open_holds(world) == [("WY", HoldReason.TRUNCATED)]


@pytest.mark.parametrize("small", [1, 2])
async def test_a_small_last_state_and_the_end_of_the_one_before_are_held(world: World, small: int) -> None:
    """The cut need not fall inside the last state."""
    rows = [*BEFORE, *ALL, *WYOMING[:small]]
    await answers(world, edition([*BEFORE, *ALL, *WYOMING], NOW), edition(rows, world.at), every=HOUR)
    world.at += 3 * DAY
    await answers(world, edition(rows, world.at), every=HOUR)
    assert ended(await answers(world, edition(rows[: -small - 2], world.at), every=HOUR)) == 0


async def test_a_last_state_of_two_that_is_cut_off_whole_is_held(world: World) -> None:
    """The cut may fall between two states."""
    two = [*BEFORE, *ALL, *WYOMING[:2]]
    at_first = world.at + dt.timedelta(minutes=1)
    await answers(world, *[edition(two, at_first)] * 10, every=DAY)
    assert ended(await answers(world, edition(two[:-2], world.at), every=HOUR)) == 0


async def test_the_end_of_a_last_state_that_is_not_in_order_is_held(world: World) -> None:
    """Real lists have had the last state's agencies out of order (13 August and 16 October 2025)."""
    mixed = [*BEFORE, *ALL, *WYOMING[7:], *WYOMING[:7]]
    await answers(world, edition(mixed, world.at), every=HOUR)
    assert ended(await answers(world, edition(mixed[:-3], world.at), every=DAY)) == 0


async def test_an_empty_pending_list_is_no_baseline(world: World) -> None:
    """What it lists on the next day was not new on that day."""
    both = world.site.files.copy()
    world.site.put(make_workbook([], header=PENDING_COLUMNS, modified=NOW), PENDING_URL, ListKind.PENDING)
    await world.poll()
    world.at += DAY
    world.site.files = both
    world.site.put(
        make_workbook(sheriffs(*COUNTIES), header=PENDING_COLUMNS, modified=world.at), PENDING_URL, ListKind.PENDING
    )
    assert kinds(await world.poll()) == []


async def test_links_that_are_missing_keep_no_empty_pending_list_from_being_believed(world: World) -> None:
    """A hold that keeps nothing of the other list back says nothing against it."""
    linked = [{**row, "MOA": None} for row in [*OTHERS, *ALL] if isinstance(row, dict)]
    with_links = [
        {**row, "MOA": f"https://www.ice.gov/doclib/287gMOA/{number}.pdf"} for number, row in enumerate(linked)
    ]
    await answers(world, edition(with_links, world.at), every=HOUR)
    world.site.put(make_workbook(ALL, header=PENDING_COLUMNS, modified=world.at), PENDING_URL, ListKind.PENDING)
    await world.poll()
    world.at += DAY
    world.site.put(edition(linked, world.at))
    await world.poll()
    assert open_holds(world) == [(None, HoldReason.MASS_UNLINKING)]
    world.at += HOUR
    world.site.put(make_workbook([], header=PENDING_COLUMNS, modified=world.at), PENDING_URL, ListKind.PENDING)
    await world.poll()
    assert world.store.agreements.listed(ListKind.PENDING) == []
