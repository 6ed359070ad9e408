"""Renewals, texts and other agencies, from workbooks to what chats are owed."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.agreements import ChangeKind
from bot.domain.chats import Interest, Place
from bot.domain.deliveries import Alert, Correction, Delivery, Mark
from bot.domain.editions import EditionOutcome
from bot.ingest.decide import Intake
from storage.store import Store
from tests.support.builders import DOCLIB, Link, RowInput, make_row
from tests.support.make import NOW
from tests.unit.ingest.test_poll import COUNTIES, World, kinds, sheriffs

AGENCY, ATTORNEY = "Marrowby County Sheriff's Office", "Marrowby County Attorney"
SIGNED, ANEW = dt.date(2020, 6, 9), dt.date(2025, 12, 1)
VIRGINIA, SILENT, OHIO = (Place("telegram", number) for number in ("1", "2", "3"))
ENDS = ("mead", "bury", "holm", "rick", "wold", "garth")
OTHERS = sheriffs(*COUNTIES)


def row(agency: str = AGENCY, signed: dt.date = SIGNED, moa_url: str | None = DOCLIB + "m.pdf") -> RowInput:
    moa = "link" if moa_url else "link pending"
    return make_row(agency=agency, county="Marrowby County", signed=signed, moa=moa, moa_url=moa_url)


OLD, RENEWED = row(), row(signed=ANEW, moa_url=None)
FORMER, LATTER = row(ATTORNEY, moa_url=None), row(moa_url=None)


@pytest.fixture
def world(store: Store) -> World:
    """Three chats: of Virginia, of Virginia with everything switched off, of Ohio."""
    made = World(store)
    for place, state in ((VIRGINIA, "VA"), (SILENT, "VA"), (OHIO, "OH")):
        store.write(lambda work, at=place, of=state: work.chats.subscribe(at, [of], "en", NOW))  # type: ignore[misc]
    store.write(lambda work: work.chats.switch(SILENT, Interest, on=False))
    return made


async def believe(world: World, *editions: list[RowInput]) -> list[Intake]:
    """Poll editions an hour apart; return what the last one came to."""
    taken: list[Intake] = []
    for rows in editions:
        world.later(hours=1)
        taken = await world.poll(rows)
    return taken


def delivered(world: World) -> list[Delivery]:
    """Whatever is owed now, sent."""
    found: list[Delivery] = []
    while claimed := world.store.write(lambda work: work.deliveries.claim("telegram", world.at, 100)):
        for delivery in claimed:
            world.store.write(lambda work, one=delivery.id: work.deliveries.sent(one, "m", world.at))  # type: ignore[misc]
        found += claimed
    return found


def heard(world: World) -> list[tuple[str, type, list[ChangeKind]]]:
    """What each chat is told now: where, as what, and of which kinds."""
    told = []
    for delivery in delivered(world):
        if isinstance(delivery.subject, Mark):  # no message: it changes the one that was wrong
            continue
        assert isinstance(delivery.subject, Alert | Correction)
        changes = world.store.agreements.changes(delivery.subject.changes)
        told.append((delivery.place.address, type(delivery.subject), [one.change.kind for one in changes]))
    return told


async def test_a_renewal_is_told_once_and_to_nobody_who_switched_it_off(world: World) -> None:
    """The edition after it has nothing to say; nor has a departure or a signing been told."""
    taken = await believe(world, [*OTHERS, OLD], [*OTHERS, RENEWED])
    assert kinds(taken) == [(ChangeKind.RENEWED, AGENCY)]
    assert heard(world) == [("1", Alert, [ChangeKind.RENEWED])]
    assert kinds(await believe(world, [RENEWED, *OTHERS])) == []
    assert heard(world) == []


@pytest.mark.parametrize("days", [0, 20])
async def test_a_renewal_that_is_undone_is_taken_back_where_it_was_told(world: World, days: int) -> None:
    """Whenever the former date is there again; and told again if it comes again."""
    await believe(world, [*OTHERS, OLD], [*OTHERS, RENEWED])
    assert len(delivered(world)) == 1
    world.later(days=days)
    taken = await believe(world, [*OTHERS, OLD])
    assert (ChangeKind.CORRECTED, AGENCY) in kinds(taken)
    assert heard(world) == [("1", Correction, [ChangeKind.RENEWED])]
    await believe(world, [*OTHERS, RENEWED])
    assert heard(world) == [("1", Alert, [ChangeKind.RENEWED])]


async def test_a_renewal_that_is_undone_before_it_was_sent_is_never_told(world: World) -> None:
    """Nothing goes out that is known to be no more."""
    await believe(world, [*OTHERS, OLD], [*OTHERS, RENEWED], [*OTHERS, OLD])
    assert heard(world) == []


async def test_a_departure_and_a_renewal_of_one_message_are_taken_back_together(world: World) -> None:
    """One message is corrected once."""
    await believe(world, [*OTHERS, OLD], [*OTHERS[1:], RENEWED])
    delivered(world)
    await believe(world, [*OTHERS, OLD])
    assert heard(world) == [("1", Correction, [ChangeKind.RENEWED, ChangeKind.ENDED])]


async def test_a_renewed_agreement_whose_date_is_mended_stays_renewed(world: World) -> None:
    """Another date than the former one takes nothing back."""
    await believe(world, [*OTHERS, OLD], [*OTHERS, RENEWED])
    delivered(world)
    mended = row(signed=ANEW + dt.timedelta(days=1), moa_url=None)
    assert kinds(await believe(world, [*OTHERS, mended])) == [(ChangeKind.CORRECTED, AGENCY)]
    assert heard(world) == []


async def test_who_was_told_the_former_name_hears_the_new_one(world: World) -> None:
    """Also a chat that has since switched everything off, or left; and whoever subscribes to the state."""
    world.store.write(lambda work: work.chats.subscribe(OHIO, ["VA"], "en", NOW))
    world.store.write(lambda work: work.chats.switch(SILENT, [Interest.SIGNINGS], on=True))
    await believe(world, OTHERS, [*OTHERS, FORMER])
    assert [address for address, _, _ in heard(world)] == ["1", "2", "3"]
    world.store.write(lambda work: work.chats.switch(SILENT, Interest, on=False))
    world.store.write(lambda work: work.chats.unsubscribe(OHIO, None))
    world.store.write(lambda work: work.chats.subscribe(Place("telegram", "4"), ["VA"], "en", NOW))
    taken = await believe(world, [*OTHERS, LATTER])
    assert kinds(taken) == [(ChangeKind.RELABELLED, AGENCY)]
    assert heard(world) == [(address, Alert, [ChangeKind.RELABELLED]) for address in ("1", "2", "4", "3")]
    assert kinds(await believe(world, [LATTER, *OTHERS])) == []


async def test_who_never_heard_of_it_and_wants_no_such_news_is_left_alone(world: World) -> None:
    """What the baseline had, nobody was told."""
    await believe(world, [*OTHERS, FORMER], [*OTHERS, LATTER])
    assert heard(world) == [("1", Alert, [ChangeKind.RELABELLED])]


async def test_an_alert_that_is_still_on_its_way_is_followed_by_the_new_name(world: World) -> None:
    """In the chat's own order, so that the last word is the right one."""
    await believe(world, OTHERS, [*OTHERS, FORMER], [*OTHERS, LATTER])
    assert heard(world) == [("1", Alert, [ChangeKind.SIGNED]), ("1", Alert, [ChangeKind.RELABELLED])]


async def test_both_names_are_in_the_history_of_the_agreement(world: World) -> None:
    """The change that told the second one has the first."""
    await believe(world, OTHERS, [*OTHERS, FORMER], [*OTHERS, LATTER])
    renamed, signed, *_ = world.store.agreements.latest_changes("VA", 15)
    history = world.store.agreements.changes_of([signed.change.agreement.id])
    assert [one.change.agreement.agency for one in history] == [AGENCY, ATTORNEY]
    assert (renamed.change.was, renamed.change.agreement.id) == (
        {"agency": ATTORNEY, "agency_id": "VA-marrowby-county-attorney"},
        signed.change.agreement.id,
    )


async def test_in_a_held_state_renewals_and_other_agencies_are_told_at_once(world: World) -> None:
    """Only the departures wait."""
    moved = row("Tessaly County Attorney", moa_url=None)
    now = row("Tessaly County Sheriff's Office", moa_url=None)
    taken = await believe(world, [*OTHERS, OLD, moved], [*OTHERS[:2], RENEWED, now])
    assert [intake.outcome for intake in taken] == [EditionOutcome.PARTLY_HELD]
    assert {kind for kind, _ in kinds(taken)} == {ChangeKind.RENEWED, ChangeKind.RELABELLED}
    assert heard(world) == [("1", Alert, [ChangeKind.RENEWED, ChangeKind.RELABELLED])]
    world.later(hours=19)
    assert {kind for kind, _ in kinds(await world.poll())} == {ChangeKind.ENDED}


async def test_where_a_state_may_have_been_renamed_its_renewals_wait_too_and_are_told_once(world: World) -> None:
    """Half as many new rows as missing ones: everything of the state stays as it was until that is settled."""
    new = sheriffs("Velstead", "Ombrook", "Harrowmere", "Lowenfell", "Quillfern")
    shown = [*OTHERS[:2], RENEWED, *({**one, "SIGNED": ANEW} for one in new if isinstance(one, dict))]
    assert kinds(await believe(world, [*OTHERS, OLD], shown)) == []
    assert heard(world) == []
    world.later(hours=19)
    told = [kind for kind, _ in kinds(await world.poll())]
    assert told.count(ChangeKind.RENEWED) == 1
    assert set(told) == {ChangeKind.RENEWED, ChangeKind.SIGNED, ChangeKind.ENDED}


async def test_where_all_dates_are_doubted_nothing_is_renewed(world: World) -> None:
    """Thirty agreements dated anew without their texts are no thirty renewals; the agreements stay as they were."""
    names = [f"{first}{last} County Jail" for first in ("Vel", "Om", "Tess", "Quill", "Low") for last in ENDS]
    before = [row(name, moa_url=f"{DOCLIB}{n}.pdf") for n, name in enumerate(names)]
    anew = [row(name, ANEW, f"{DOCLIB}new{n}.pdf" if n else None) for n, name in enumerate(names)]
    taken = await believe(world, before, anew)
    assert kinds(taken) == []
    assert "mass_redating" in {hold.reason for intake in taken for hold in intake.holds}
    assert {agreement.signed_on for agreement in world.store.agreements.listed(taken[0].holds[0].list)} == {SIGNED}


async def test_texts_are_recorded_and_told_to_who_asked(world: World) -> None:
    """Of agreements and of addenda, posted or replaced; every chat can ask for them."""
    world.store.write(lambda work: work.chats.switch(SILENT, [Interest.DOCUMENTS], on=True))
    with_addendum = {**row(moa_url=DOCLIB + "n.pdf"), "ADDENDUM": Link("link", DOCLIB + "a.pdf")}  # type: ignore[dict-item]
    taken = await believe(world, [*OTHERS, OLD], [*OTHERS, with_addendum])
    assert kinds(taken) == [(ChangeKind.MOA_REPLACED, AGENCY), (ChangeKind.ADDENDUM_POSTED, AGENCY)]
    assert heard(world) == [("2", Alert, [ChangeKind.MOA_REPLACED, ChangeKind.ADDENDUM_POSTED])]
    other = {**with_addendum, "ADDENDUM": Link("link", DOCLIB + "b.pdf")}
    assert kinds(await believe(world, [*OTHERS, other])) == [(ChangeKind.ADDENDUM_REPLACED, AGENCY)]


async def test_links_that_are_reissued_or_gone_all_at_once_tell_nothing(world: World) -> None:
    """Nor does their return."""
    names = [f"{first}{last} County Jail" for first in ("Vel", "Om", "Tess", "Quill") for last in ENDS]
    first, second = ([row(name, moa_url=f"{DOCLIB}{name[:7]}{time}.pdf") for name in names] for time in (1, 2))
    gone = [row(name, moa_url=None) for name in names]
    assert kinds(await believe(world, first, second)) == []
    assert kinds(await believe(world, gone)) == []
    assert kinds(await believe(world, second)) == []
