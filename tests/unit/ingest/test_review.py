"""What an operator can say of a hold, before and after it went through."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.domain.agreements import ChangeKind
from bot.domain.deliveries import Correction
from bot.domain.editions import ListKind
from bot.domain.errors import UsageError
from bot.ingest import review
from bot.program.cli.main import main
from storage.store import Store
from tests.unit.ingest.test_poll import COUNTIES, World, kinds, sheriffs


@pytest.fixture
async def world(store: Store) -> World:
    """A state of which nine of ten agencies are held."""
    made = World(store)
    made.subscribe("VA")
    await made.poll(sheriffs(*COUNTIES))
    made.later(days=1)
    await made.poll(sheriffs(*COUNTIES[:1]))
    return made


async def believed(world: World) -> None:
    """Let time settle the hold, and the alert go out."""
    world.later(hours=19)
    await world.poll()
    for one in world.store.write(lambda store: store.deliveries.claim("telegram", world.at, 10)):
        world.store.write(lambda store, one=one: store.deliveries.sent(one.id, "m1", world.at))  # type: ignore[misc]


async def test_a_departure_that_went_through_can_be_taken_back(world: World) -> None:
    """Its agreements are listed again, the chats that were told get a correction, and it stays held."""
    await believed(world)
    assert len(world.store.agreements.listed(ListKind.PARTICIPATING)) == 1
    said = world.store.write(lambda store: review.reject(store, 1, world.at))
    assert said == review.TakenBack(departures=9, corrections=1)
    assert len(world.store.agreements.listed(ListKind.PARTICIPATING)) == 10
    (correction,) = world.store.write(lambda store: store.deliveries.claim("telegram", world.at, 10))
    assert isinstance(correction.subject, Correction)
    assert len(correction.subject.changes) == 9


async def test_what_was_taken_back_is_not_told_again(world: World) -> None:
    """Later polls of the same list, and editions that show just that, leave it held."""
    await believed(world)
    world.store.write(lambda store: review.reject(store, 1, world.at))
    world.later(days=2)
    assert kinds(await world.poll()) == []
    assert kinds(await world.poll([*sheriffs(*COUNTIES[:1]), *sheriffs("Butler", state="OHIO")])) == [
        (ChangeKind.SIGNED, "Butler County Sheriff's Office")
    ]


async def test_it_comes_right_after_a_rejection(world: World) -> None:
    """When the list shows the agencies again nothing is told: they had never left."""
    world.store.write(lambda store: review.reject(store, 1, world.at))
    world.later(days=1)
    assert kinds(await world.poll(sheriffs(*COUNTIES))) == []
    assert world.store.holds.open() == []


async def test_a_hold_that_came_right_has_nothing_to_take_back(world: World) -> None:
    """The operator is told so in one line."""
    world.later(hours=1)
    await world.poll(sheriffs(*COUNTIES))
    with pytest.raises(UsageError, match="nothing_to_take_back"):
        world.store.write(lambda store: review.reject(store, 1, world.at))
    with pytest.raises(UsageError, match="hold_ended_by_itself"):
        world.store.write(lambda store: review.approve(store, 1))


async def test_the_commands_list_show_and_decide(world: World, tmp_path: Path) -> None:
    """An operator sees what is held back, change by change, and decides beside a running bot."""
    database = str(tmp_path / "test.db")

    def told(*words: str) -> str:
        done = CliRunner().invoke(main, ["review", *words, "--db", database])
        assert done.exit_code == 0, done.output
        return done.output

    assert "mass_departure" in told("list")
    shown = told("show", "1")
    assert shown.count("ended: ") == 9
    assert "Bedford County Sheriff's Office, VA, Task Force Model" in shown
    assert "approved" in told("approve", "1")
    assert len(kinds(await world.poll())) == 9
    assert "approved on" in told("show", "1")


def test_an_unknown_hold_is_one_line(store: Store, tmp_path: Path) -> None:
    """A wrong number is answered with what to do, on standard error."""
    done = CliRunner().invoke(main, ["review", "show", "7", "--db", str(tmp_path / "test.db")])
    assert done.exit_code == 1
    assert done.stderr == "Error: there is no hold 7; `287g-alerts review list` shows those there are\n"
    assert done.stdout == ""
    assert store.holds.get(7) is None


def test_an_empty_list_prints_nothing_as_json(store: Store, tmp_path: Path) -> None:
    """With --json nothing is printed where nothing is held."""
    done = CliRunner().invoke(main, ["review", "list", "--json", "--db", str(tmp_path / "test.db")])
    assert (done.exit_code, done.output) == (0, "")
    assert store.holds.since(dt.datetime(2020, 1, 1, tzinfo=dt.UTC)) == []
