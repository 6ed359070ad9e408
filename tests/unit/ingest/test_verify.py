"""Everything decided again from the stored bytes: the same, or what is not."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from adapters.workbook import reader as workbook
from bot.domain.agreements import ChangeKind, Reason
from bot.domain.basis import Level
from bot.domain.verification import Verification
from bot.ingest import review
from bot.ingest.verify import Again, differences, not_as_they_came
from storage.store import Store
from tests.support.make import DirectAccess
from tests.unit.ingest.test_poll import COUNTIES, World, kinds, sheriffs


@pytest.fixture
async def world(store: Store) -> World:
    """A state of ten agencies, all of them known."""
    made = World(store)
    await made.poll(sheriffs(*COUNTIES))
    made.later(days=1)
    return made


async def verified(store: Store) -> Verification:
    """What `verify` finds, in a database that is gone afterwards."""
    found = not_as_they_came(store)
    if not found.same:
        return found
    with contextlib.closing(Store(":memory:")) as fresh:
        async for _ in Again(store, DirectAccess(fresh), workbook.read).run():
            pass
        return Verification(found.editions, found.changes, differences=differences(store, fresh))


async def busy(world: World) -> None:
    """A departure and a correction, a hold that time ends, its retraction, and one that an operator approves."""
    respelt = sheriffs(*COUNTIES[1:9])
    respelt[0] = {**respelt[0], "LAW ENFORCEMENT AGENCY": "Bedfrod County Sheriff's Office"}  # type: ignore[dict-item]
    assert len(kinds(await world.poll(respelt))) == 3
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[1:2]))
    world.later(hours=19)
    assert [kind for kind, _ in kinds(await world.poll())] == [ChangeKind.ENDED] * 7
    world.later(hours=1)
    world.store.write(lambda store: review.reject(store, 1, world.at))
    world.later(hours=1)
    await world.poll(sheriffs(*COUNTIES[1:9]))
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[1:3], "Quillby"))
    world.later(minutes=5)
    open_one = world.store.holds.open()[0].id
    world.store.write(lambda store: review.approve(store, open_one))
    world.later(minutes=5)
    assert len(kinds(await world.poll())) == 6


async def test_every_change_comes_out_the_same(world: World) -> None:
    """Holds that time ended, that an operator approved and whose departures were taken back among them."""
    await busy(world)
    told = world.store.agreements.told()
    assert Reason.RETRACTED in {one.recorded.change.reason for one in told}
    found = await verified(world.store)
    assert found.differences == ()
    assert (found.editions, found.changes, found.same) == (5, len(told), True)


async def test_what_waited_in_a_hold_says_so(world: World) -> None:
    """It is no plain change, and names the hold."""
    await busy(world)
    changes = [one.recorded.change for one in world.store.agreements.told()]
    held = [one.basis for one in changes if one.kind is ChangeKind.ENDED and one.basis and one.basis.hold]
    assert {one.level for one in held} == {Level.DECIDED}
    assert {one.hold for one in held} == {1, 2}


async def test_a_signing_of_an_edition_that_was_held_as_a_whole_names_that_hold(world: World) -> None:
    """Half of the states cannot be read: everything waits for the operator, and comes out the same again."""
    unread = sheriffs(*COUNTIES[:5], state="NOWHERE")
    assert kinds(await world.poll([*unread, *sheriffs(*COUNTIES[5:], "Quillby")])) == []
    world.later(minutes=5)
    world.store.write(lambda store: review.approve(store, 1))
    world.later(minutes=5)
    assert kinds(await world.poll()) == [(ChangeKind.SIGNED, "Quillby County Sheriff's Office")]
    (told,) = world.store.agreements.told()
    basis = told.recorded.change.basis
    assert basis is not None
    assert (basis.level, basis.hold) == (Level.DECIDED, 1)
    assert (await verified(world.store)).same


async def test_a_changed_byte_is_found_and_named(world: World) -> None:
    """The edition whose bytes are not those of its SHA-256 is named, and nothing is decided again."""
    await busy(world)
    first = world.store.editions.all()[0].edition
    content = bytearray(world.store.editions.content(first.sha256))
    content[100] ^= 1
    world.store.db.execute("UPDATE contents SET content = ? WHERE sha256 = ?", (bytes(content), first.sha256))
    found = await verified(world.store)
    assert (found.damaged, found.absent, found.same) == ((first,), (), False)


async def test_absent_bytes_are_named(world: World) -> None:
    """Those who prune a database by hand hear of it."""
    first = world.store.editions.all()[0].edition
    world.store.db.execute("PRAGMA foreign_keys=OFF")
    world.store.db.execute("DELETE FROM contents")
    assert not_as_they_came(world.store).absent == (first,)


async def test_what_this_version_decides_otherwise_is_named(world: World) -> None:
    """A change that was altered, one that was taken out, and one that was put in, each as just that."""
    await world.poll(sheriffs(*COUNTIES[2:], "Quillby"))
    signed, first, second = world.store.agreements.told()
    world.store.db.execute("UPDATE changes SET reason = 'came_back', level = NULL WHERE id = ?", (signed.recorded.id,))
    world.store.db.execute("DELETE FROM changes WHERE id = ?", (first.recorded.id,))
    world.store.db.execute(
        "UPDATE changes SET agreement_then = json_set(agreement_then, '$.agency', 'Nobody') WHERE id = ?",
        (second.recorded.id,),
    )
    found = await verified(world.store)
    told = [one.told and one.told.change.agreement.agency for one in found.differences]
    now = [one.now and one.now.change.agreement.agency for one in found.differences]
    assert told == ["Quillby County Sheriff's Office", "Nobody", None, None]
    assert now[:2] == ["Quillby County Sheriff's Office", None]
    assert [one.fields for one in found.differences] == [("reason",), (), (), ()]


async def test_changes_from_before_levels_were_kept_are_compared_without(world: World) -> None:
    """Nothing is made up for them."""
    await world.poll(sheriffs(*COUNTIES[1:], "Quillby"))
    world.store.db.execute("UPDATE changes SET level = NULL, basis = NULL")
    assert (await verified(world.store)).same


async def test_only_a_level_that_differs_is_named(world: World) -> None:
    """The same change, otherwise sure."""
    await world.poll(sheriffs(*COUNTIES[1:]))
    world.store.db.execute("UPDATE changes SET level = 'doubtful'")
    assert [one.fields for one in (await verified(world.store)).differences] == [("level",)]


def test_nothing_is_written_to_what_is_verified(tmp_path: Path) -> None:
    """It can be a copy that nobody may write to."""
    Store(tmp_path / "x.db").close()
    with contextlib.closing(Store(tmp_path / "x.db", read_only=True)) as given:
        assert not_as_they_came(given) == Verification(0, 0)
