"""A source that answers old, new and odd copies in any order: holds, decisions and the disk are as if it did not."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.agreements import ChangeKind
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.holds import Decision
from bot.ingest.decide import Intake
from storage.store import Store
from tests.support.builders import PENDING_COLUMNS, RowInput, make_row, make_workbook
from tests.support.make import NOW
from tests.unit.ingest.test_poll import COUNTIES, PENDING_URL, World, book, kinds, sheriffs

OHIO = ("Butler", "Lake", "Seneca", "Portage", "Medina", "Geauga", "Stark", "Allen")
BOTH = [*sheriffs(*OHIO, state="OHIO"), *sheriffs(*COUNTIES)]


@pytest.fixture
def world(store: Store) -> World:
    made = World(store)
    made.subscribe("VA", "OH")
    return made


class Copies:
    """Copies of the list by name, each saved at its own time; ``show`` polls while the source answers one of them."""

    def __init__(self, world: World, **rows: Sequence[RowInput]) -> None:
        self.world = world
        self.bytes = {name: book(rows[name], NOW + dt.timedelta(days=day)) for day, name in enumerate(rows)}
        self.changes: list[tuple[ChangeKind, str]] = []

    async def show(self, name: str, hours: float = 0.0) -> list[Intake]:
        self.world.later(hours=hours)
        self.world.site.put(self.bytes[name])
        intakes = await self.world.poll()
        self.changes += kinds(intakes)
        return intakes


DEPARTED = BOTH[1:4]
"""Three of Ohio's eight, which is no mass departure; the rest of what is held is Virginia's."""


async def test_a_held_state_is_believed_in_its_time_though_every_third_answer_is_old(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Eighteen hours after it was first shown, with one line in the log and not one a look."""
    copies = Copies(world, a=BOTH, b=[*BOTH[:8], *BOTH[8:9]])
    await copies.show("a")
    world.later(days=2)
    with caplog.at_level(logging.INFO):
        for poll in range(60):
            await copies.show("a" if poll % 3 == 2 else "b", hours=0.5)
    assert [kind for kind, _ in copies.changes] == [ChangeKind.ENDED] * 9
    ended = world.store.agreements.latest_changes("VA", 1)[0].at
    assert dt.timedelta(hours=18) <= ended - (NOW + dt.timedelta(days=2, hours=0.5)) <= dt.timedelta(hours=19.5)
    assert len(caplog.records) <= 3


async def test_a_held_list_is_believed_in_its_time_though_every_third_answer_is_old(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """After seven days of nothing else that is new; a line a day at most."""
    many = sheriffs(*(f"County{number:02}" for number in range(40)), state="OHIO")
    copies = Copies(world, a=[*many, *BOTH[8:]], b=[*many[:15], *BOTH[8:]])
    await copies.show("a")
    world.later(days=2)
    with caplog.at_level(logging.INFO):
        for poll in range(21 * 8):
            await copies.show("a" if poll % 3 == 2 else "b", hours=3)
    assert len(copies.changes) == 25
    first = world.store.agreements.latest_changes("OH", 1)[0].at
    assert dt.timedelta(days=7) <= first - (NOW + dt.timedelta(days=2, hours=3)) <= dt.timedelta(days=7, hours=9)
    assert len(caplog.records) <= 21


async def test_a_copy_that_is_cut_off_now_and_then_is_one_line_a_day(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Each time at another place, the whole list between: one hold under one number, and three lines in three days."""
    many = sheriffs(*(f"County{number:02}" for number in range(60)), state="OHIO")
    cuts = {f"c{number}": many[: 10 + number] for number in range(12)}
    copies = Copies(world, a=many, **cuts)
    copies.bytes = {name: book(rows, NOW) for name, rows in {"a": many, **cuts}.items()}
    await copies.show("a")
    world.later(days=2)
    with caplog.at_level(logging.INFO):
        for poll in range(72):
            await copies.show("a" if poll % 3 else f"c{poll // 3 % 12}", hours=1)
    assert copies.changes == []
    assert 1 <= len(caplog.records) <= 4, caplog.messages
    assert {stored.id for stored in world.store.holds.since(NOW)} == {1}


async def test_an_approval_survives_an_old_answer(world: World) -> None:
    """It is taken in when it is shown again."""
    copies = Copies(world, a=BOTH, b=BOTH[:9])
    for name in ("a", "b"):
        await copies.show(name, hours=30)
    (hold,) = world.store.holds.open()
    world.store.write(lambda work: work.holds.decide(hold.id, Decision.APPROVED))
    await copies.show("a", hours=0.1)
    assert copies.changes == []
    await copies.show("b", hours=0.1)
    assert len(copies.changes) == 9


@pytest.mark.parametrize("away", [0.1, 30.0])
async def test_a_rejection_survives_an_old_answer(world: World, away: float) -> None:
    """Even one that lasted a day, after which the hold was over: the same departures are rejected still."""
    copies = Copies(world, a=BOTH, b=BOTH[:9])
    for name in ("a", "b"):
        await copies.show(name, hours=30)
    (hold,) = world.store.holds.open()
    world.store.write(lambda work: work.holds.decide(hold.id, Decision.REJECTED))
    await copies.show("a", hours=0.1)
    await copies.show("a", hours=away)
    for _ in range(10):
        await copies.show("b", hours=12)
    assert copies.changes == []
    (again,) = world.store.holds.open()
    assert again.value.decision is Decision.REJECTED


async def test_a_decision_is_about_what_was_held_and_no_more(world: World) -> None:
    """One departure less is covered by a rejection, one more is a new doubt; the rest of the edition goes through."""
    copies = Copies(world, a=BOTH, b=BOTH[:10], c=[*BOTH[:11], *sheriffs("Tazewell")], d=BOTH[:9])
    for name in ("a", "b"):
        await copies.show(name, hours=30)
    (hold,) = world.store.holds.open()
    world.store.write(lambda work: work.holds.decide(hold.id, Decision.REJECTED))
    for _ in range(3):
        await copies.show("c", hours=20)
    assert copies.changes == [(ChangeKind.SIGNED, "Tazewell County Sheriff's Office")]
    await copies.show("d", hours=1)
    (held,) = world.store.holds.open()
    assert held.value.decision is None


async def test_a_later_edition_that_shows_again_what_was_known_ends_a_hold(world: World) -> None:
    """ICE has put it right: nobody hears of it, and the operator has nothing more to decide."""
    copies = Copies(world, a=BOTH, b=BOTH[:9], c=[*BOTH, *sheriffs("Tazewell")])
    for name in ("a", "b", "c"):
        await copies.show(name, hours=2)
    assert world.store.holds.open() == []
    assert copies.changes == [(ChangeKind.SIGNED, "Tazewell County Sheriff's Office")]


async def test_what_has_not_been_shown_for_a_day_is_not_held_any_more(world: World) -> None:
    """ICE went back to the old copy: after a day nothing is left of the other."""
    copies = Copies(world, a=BOTH, b=BOTH[:9])
    for name in ("a", "b", "a"):
        await copies.show(name, hours=1)
    assert "VA" in {hold.value.state for hold in world.store.holds.open()}
    await copies.show("a", hours=22)
    assert "VA" in {hold.value.state for hold in world.store.holds.open()}
    await copies.show("a", hours=2)
    assert "VA" not in {hold.value.state for hold in world.store.holds.open()}
    assert copies.changes == []


async def test_an_old_copy_that_flaps_bothers_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A cache that answers what was believed long ago: no hold that lasts, no line, nothing told."""
    copies = Copies(world, a=BOTH, b=[*BOTH, *sheriffs("Tazewell")])
    for name in ("a", "b"):
        await copies.show(name, hours=30)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        for poll in range(200):
            await copies.show("ab"[poll % 2], hours=1)
    assert len(copies.changes) == 1
    assert caplog.records == []
    assert world.store.troubles.open() == []


async def test_new_signings_of_a_held_state_are_told_at_once(world: World) -> None:
    """Only the doubted departures wait."""
    copies = Copies(world, a=BOTH, b=[*BOTH[:9], *sheriffs("Tazewell")])
    for name in ("a", "b"):
        await copies.show(name, hours=1)
    assert copies.changes == [(ChangeKind.SIGNED, "Tazewell County Sheriff's Office")]
    (hold,) = world.store.holds.open()
    assert hold.value.state == "VA"
    await copies.show("b", hours=19)
    assert [kind for kind, _ in copies.changes] == [ChangeKind.SIGNED, *[ChangeKind.ENDED] * 9]


async def test_new_rows_that_may_be_the_departed_under_other_names_wait_with_them(world: World) -> None:
    """A state whose names were all replaced is neither a wave of departures nor one of signings."""
    renamed = [make_row(agency=f"Troop {letter}", county="") for letter in "ABCDEFGHK"]
    copies = Copies(world, a=BOTH, b=[*BOTH[:9], *renamed])
    for name in ("a", "b"):
        await copies.show(name, hours=1)
    assert copies.changes == []
    assert len(world.store.holds.open()) == 1


@pytest.mark.parametrize("missing", [2, 12])
async def test_a_list_cut_off_inside_its_last_state_is_held_as_cut_off(world: World, missing: int) -> None:
    """Two of its nineteen rows or twelve: exactly the end of the list."""
    last = sheriffs(*(f"County{number:02}" for number in range(19)), state="WYOMING")
    copies = Copies(world, a=[*BOTH, *last], b=[*BOTH, *last[: 19 - missing]])
    for name in ("a", "b"):
        await copies.show(name, hours=1)
    (hold,) = world.store.holds.open()
    assert (hold.value.state, hold.value.reason) == ("WY", "truncated")
    assert copies.changes == []
    await copies.show("b", hours=18)
    assert len(copies.changes) == missing


@pytest.mark.parametrize("gone", [[0], [18], [3, 18], [16, 17]])
async def test_departures_of_the_last_state_that_are_not_its_end_are_told(world: World, gone: list[int]) -> None:
    """One row alone, or one from the middle, is no list cut off."""
    last = sheriffs(*(f"County{number:02}" for number in range(19)), state="WYOMING")
    copies = Copies(world, a=[*BOTH, *last], b=[*BOTH, *(row for n, row in enumerate(last) if n not in gone)])
    for name in ("a", "b"):
        await copies.show(name, hours=1)
    assert len(copies.changes) == len(gone)


def dated(day: int, text: str | None = None, state: str = "OHIO") -> list[RowInput]:
    signed = [dt.date(2025, 1 + n % 9, 1 + n % 28) for n in range(60)]
    return [
        make_row(
            state=state,
            agency=f"County{n:02} County Sheriff's Office",
            county=f"County{n:02} County",
            signed=(date + dt.timedelta(days=day)) if text is None else date.strftime(text),
        )
        for n, date in enumerate(signed)
    ]


@pytest.mark.parametrize(
    "rows",
    [dated(0, "%d/%m/%Y"), dated(30), dated(-365), dated(0, "7/72025")],
    ids=["European", "all a month later", "all a year earlier", "none of them a date"],
)
async def test_dates_that_change_all_at_once_are_not_believed(world: World, rows: list[RowInput]) -> None:
    """The known ones stay, everything else goes through, and a new row has its date as it is printed."""
    new = make_row(state="OHIO", agency="Zane Police Department", county="", signed="06/07/2025")
    copies = Copies(world, a=[*dated(0), *BOTH], b=[*rows, *BOTH[1:], new])
    for name in ("a", "b"):
        await copies.show(name, hours=1)
    assert {kind for kind, _ in copies.changes} == {ChangeKind.SIGNED, ChangeKind.ENDED}
    assert [hold.value.reason for hold in world.store.holds.open()] == ["mass_redating"]
    listed = {one.agency: one for one in world.store.agreements.listed(ListKind.PARTICIPATING, "OH")}
    assert listed["County10 County Sheriff's Office"].signed_on == dt.date(2025, 2, 11)
    assert listed["Zane Police Department"].signed_on is None
    assert listed["Zane Police Department"].signed_printed == "06/07/2025"


async def test_dates_that_an_operator_approves_are_believed(world: World) -> None:
    """Then the list has been right all along."""
    copies = Copies(world, a=[*dated(0), *BOTH], b=[*dated(30), *BOTH])
    for name in ("a", "b"):
        await copies.show(name, hours=1)
    (hold,) = world.store.holds.open()
    world.store.write(lambda work: work.holds.decide(hold.id, Decision.APPROVED))
    await copies.show("b", hours=1)
    assert {kind for kind, _ in copies.changes} == {ChangeKind.CORRECTED}
    assert world.store.holds.open() == []


async def test_a_workbook_repacked_at_every_download_is_one_edition(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Same rows, other bytes, another time of its own: one stored copy, nothing in the log, no hold confirmed by it."""
    copies = Copies(world, a=BOTH)
    await copies.show("a")
    world.later(days=1)
    with caplog.at_level(logging.INFO):
        for minute in range(50):
            world.site.put(book(BOTH, world.at + dt.timedelta(seconds=minute)))
            assert [intake.news for intake in await world.poll()] == [False]
            world.later(minutes=3)
    assert caplog.records == []
    assert [count(world, table) for table in ("editions", "contents")] == [1, 1]
    for minute in range(20):
        world.site.put(book(BOTH[:9], world.at + dt.timedelta(seconds=minute)))
        assert kinds(await world.poll()) == []
        world.later(minutes=30)
    (hold,) = world.store.holds.open()
    assert hold.value.editions == 1


def count(world: World, table: str) -> int:
    return int(world.store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  our own names


async def test_rubbish_of_every_kind_does_not_fill_the_disk(world: World) -> None:
    """Two hundred different answers of half a megabyte that are no list: 64 MB of them are kept at most."""
    await world.poll(BOTH)
    for number in range(200):
        world.site.put(b"PK\x03\x04" + number.to_bytes(4, "big") * 131_072)
        await world.poll()
        world.later(minutes=3)
    kept = world.store.db.execute("SELECT sum(length(content)) FROM contents").fetchone()[0]
    assert kept < 65 * 1024 * 1024
    assert count(world, "editions") < 140
    world.later(days=31)
    world.site.put(b"PK\x03\x04 once more")
    await world.poll()
    assert count(world, "editions") == 2


async def test_an_empty_pending_list_is_believed_while_the_other_list_is_fine(world: World) -> None:
    """It was officially empty on seven days of November 2025."""
    world.site.put(make_workbook(sheriffs("Floyd", "Bath"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    await world.poll(BOTH)
    world.later(days=1)
    world.site.put(make_workbook([], header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    assert [kind for kind, _ in kinds(await world.poll())] == [ChangeKind.PENDING_DROPPED] * 2
    assert world.store.agreements.listed(ListKind.PENDING) == []
    world.site.put(make_workbook(sheriffs("Floyd"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    assert len(kinds(await world.poll())) == 1


async def test_an_empty_pending_list_is_held_while_the_other_list_is_not_seen(world: World) -> None:
    """Then it is more likely a fault of the source."""
    world.site.put(make_workbook(sheriffs("Floyd", "Bath"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    await world.poll(BOTH)
    world.later(days=3)
    world.site.files.clear()
    world.site.put(make_workbook([], header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    assert kinds(await world.poll()) == []
    assert [hold.value.reason for hold in world.store.holds.open()] == ["truncated"]


@pytest.mark.parametrize("first", [True, False])
async def test_an_empty_participating_list_is_never_simply_believed(world: World, first: bool) -> None:  # noqa: FBT001
    """Not as a first edition either: all that follows would be told as new."""
    if not first:
        await world.poll(BOTH)
        world.later(days=1)
    (intake,) = await world.poll([])
    assert intake.outcome is EditionOutcome.HELD
    assert kinds([intake]) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from("aabbbc"), min_size=10, max_size=40), st.sampled_from([None, "approved", "rejected"]))
async def test_old_copies_in_any_order_change_no_outcome(order: list[str], said: str | None) -> None:
    """What is told in the end is what would be told without them, and each of it once."""
    store = Store(":memory:")
    world = World(store)
    copies = Copies(world, a=BOTH, b=BOTH[:9], c=[*BOTH[:9], *sheriffs("Tazewell")])
    await copies.show("a")
    world.later(days=3)
    for name in order:
        await copies.show(name, hours=1)
        for hold in store.holds.open():
            if said and hold.value.reason != "older_edition":
                store.write(lambda work, number=hold.id: work.holds.decide(number, Decision(said or "")))  # type: ignore[misc]
    for _ in range(8):
        await copies.show("c", hours=6)
    told = sorted(agency for kind, agency in copies.changes if kind is ChangeKind.ENDED)
    assert len(told) == (0 if said == "rejected" else 9)
    assert len(set(told)) == len(told)
    assert [agency for kind, agency in copies.changes if kind is ChangeKind.SIGNED] == [
        "Tazewell County Sheriff's Office"
    ]
    store.close()


SAVED = NOW + dt.timedelta(days=2)
"""When the believed edition was saved, and so when every damaged copy of it says that it was."""


async def flap(
    world: World, whole: Sequence[RowInput], copies: Sequence[Sequence[RowInput]], *, hours: int
) -> list[tuple[ChangeKind, str]]:
    """Show damaged copies one after another, the whole list every third time; return what was told of it."""
    told = []
    for poll in range(hours):
        rows = whole if poll % 3 == 0 else copies[poll % len(copies)]
        world.site.put(book(rows, SAVED))
        told += kinds(await world.poll())
        world.later(hours=1)
    return told


MANY = [*sheriffs(*(f"County{number:02}" for number in range(40)), state="OHIO"), *sheriffs(*COUNTIES)]


@pytest.mark.parametrize(
    ("copies", "hours"),
    [
        ([MANY[:length] for length in (12, 15, 18, 20)], 60),
        ([MANY[:41]], 30),
        ([MANY[:46]], 30),
        ([MANY[:49]], 30),
        ([[]], 200),
    ],
    ids=[
        "several lengths over a weekend",
        "one state missing",
        "the last rows missing",
        "one row missing",
        "no row for a week",
    ],
)
async def test_damaged_copies_of_the_believed_edition_are_never_believed(
    world: World, copies: Sequence[Sequence[RowInput]], hours: int
) -> None:
    """They say that they were saved when it was, and it is shown in between: time does not count for them."""
    world.site.put(book(MANY, SAVED))
    await world.poll()
    assert await flap(world, MANY, copies, hours=hours) == []
    world.site.put(book([*MANY, *sheriffs("Tazewell")], SAVED + dt.timedelta(days=3)))
    assert kinds(await world.poll()) == [(ChangeKind.SIGNED, "Tazewell County Sheriff's Office")]
    assert world.store.holds.open() == []


async def test_a_copy_saved_at_the_same_moment_is_believed_once_the_other_is_gone(world: World) -> None:
    """Two editions of one second are rare and real: the other is believed after seven days of nothing else."""
    world.site.put(book(BOTH, SAVED))
    await world.poll()
    assert await flap(world, BOTH, [BOTH[:9]], hours=20) == []
    world.site.put(book(BOTH[:9], SAVED))
    for _ in range(27):
        assert kinds(await world.poll()) == []
        world.later(hours=6)
    world.later(hours=12)
    assert [kind for kind, _ in kinds(await world.poll())] == [ChangeKind.ENDED] * 9


async def test_an_empty_copy_of_a_pending_list_that_had_rows_is_held(world: World) -> None:
    """It was saved when the believed one was, so it is no later edition; a really later one is believed."""
    rows = sheriffs("Floyd", "Bath")
    world.site.put(make_workbook(rows, header=PENDING_COLUMNS, modified=SAVED), PENDING_URL, ListKind.PENDING)
    await world.poll(BOTH)
    world.later(hours=1)
    world.site.put(make_workbook([], header=PENDING_COLUMNS, modified=SAVED), PENDING_URL, ListKind.PENDING)
    assert kinds(await world.poll()) == []
    later = SAVED + dt.timedelta(hours=1)
    world.site.put(make_workbook([], header=PENDING_COLUMNS, modified=later), PENDING_URL, ListKind.PENDING)
    assert [kind for kind, _ in kinds(await world.poll())] == [ChangeKind.PENDING_DROPPED] * 2


async def test_an_old_copy_between_two_looks_at_what_is_held_says_nothing_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """What was held is still held: that is no news, whatever copy is answered in between."""
    copies = Copies(world, a=BOTH, b=[*BOTH, *sheriffs("Tazewell")], c=[*BOTH[:8], *sheriffs("Tazewell")])
    for name in "ab":
        await copies.show(name, hours=1)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        for poll in range(12):
            await copies.show("ca"[poll % 2], hours=0.5)
    assert len([line for line in caplog.messages if "held" in line]) == 1
