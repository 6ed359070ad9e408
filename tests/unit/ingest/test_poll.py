"""One poll from bytes to deliveries, with real workbooks of our own and a real store."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from adapters.workbook import reader as workbook
from bot.domain.agreements import ChangeKind
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Correction, named_by
from bot.domain.editions import EditionOutcome, ListKind, ListStanding, Publication, Validators
from bot.domain.errors import DownloadFailed, SourceError
from bot.domain.holds import Decision
from bot.ingest.decide import Intake
from bot.ingest.intake import take_lapsed
from bot.ingest.poll import poll
from bot.wording.editions import edition_detail
from bot.wording.languages import ENGLISH
from storage.deliveries import DeliveryRepository
from storage.store import Store
from tests.support.builders import PENDING_COLUMNS, RowInput, make_row, make_workbook
from tests.support.make import NOW, DirectAccess
from tests.support.reading import Reader

URL = "https://www.ice.gov/doclib/participating.xlsx"
PENDING_URL = "https://www.ice.gov/doclib/pending.xlsx"
COUNTIES = ("Amherst", "Bedford", "Campbell", "Craig", "Giles", "Greene", "Page", "Scott", "Smyth", "Wise")


@dataclass
class Address:
    url: str


@dataclass
class Site:
    """A source that serves what a test put there, with an ETag each."""

    files: dict[str, Publication | SourceError] = field(default_factory=dict)
    name: str = "ice.gov"
    asked: list[str | None] = field(default_factory=list)

    def put(self, content: bytes, url: str = URL, kind: ListKind | None = ListKind.PARTICIPATING) -> None:
        name = f"{kind or 'list'}{len(self.asked)}.xlsx"
        self.files[url] = Publication(content, name, url, kind, Validators(etag=str(hash(content))))

    async def publications(
        self, validators: Mapping[str, Validators]
    ) -> AsyncIterator[tuple[str, Publication | SourceError | None]]:
        for url, found in self.files.items():
            etag = validators.get(url, Validators()).etag
            self.asked.append(etag)
            known = isinstance(found, Publication) and etag == found.validators.etag
            yield url, None if known else found


def sheriffs(*counties: str, state: str = "VIRGINIA") -> list[RowInput]:
    return [
        make_row(
            state=state,
            agency=f"{county} County Sheriff's Office",
            county=f"{county} County",
            moa_url=None,
            moa="link pending",
        )
        for county in counties
    ]


def book(rows: Sequence[RowInput], at: dt.datetime = NOW) -> bytes:
    return make_workbook(rows, modified=at)


class World:
    """A site, a store and a clock, polled together."""

    def __init__(self, store: Store) -> None:
        self.site = Site()
        self.store = store
        self.at = NOW
        self.read = Reader().read

    async def poll(self, rows: Sequence[RowInput] | None = None) -> list[Intake]:
        if rows is not None:
            self.site.put(book(rows, self.at))
        return await poll([self.site], DirectAccess(self.store), self.read, lambda: self.at)

    def later(self, **by: float) -> None:
        self.at += dt.timedelta(**by)

    def subscribe(self, *states: str) -> None:
        self.store.write(lambda one: one.chats.subscribe(Place("telegram", "1"), states, "en", self.at))

    def owed(self) -> list[tuple[int, ...]]:
        claimed = self.store.write(lambda one: one.deliveries.claim("telegram", self.at, 100))
        return [named_by(delivery.subject) for delivery in claimed]


@pytest.fixture
def world(store: Store) -> World:
    made = World(store)
    made.subscribe("VA")
    return made


def kinds(taken: list[Intake]) -> list[tuple[ChangeKind, str]]:
    return [(one.change.kind, one.change.agreement.agency) for each in taken for one in each.changes]


async def test_the_first_edition_is_a_silent_baseline(world: World) -> None:
    """Nothing is a change and nobody is told, but all of it is known."""
    (taken,) = await world.poll(sheriffs(*COUNTIES))
    assert (taken.outcome, taken.changes, taken.owed) == (EditionOutcome.BASELINE, (), 0)
    assert len(world.store.agreements.listed(ListKind.PARTICIPATING)) == len(COUNTIES)


async def test_what_appears_and_what_leaves_is_owed_to_the_chat(world: World) -> None:
    """One delivery holds both changes of the edition."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    taken = await world.poll(sheriffs(*COUNTIES[1:], "Tazewell"))
    assert kinds(taken) == [
        (ChangeKind.SIGNED, "Tazewell County Sheriff's Office"),
        (ChangeKind.ENDED, "Amherst County Sheriff's Office"),
    ]
    assert world.owed() == [tuple(one.id for one in taken[0].changes)]


async def test_an_edition_is_taken_once(world: World) -> None:
    """The same bytes again are asked for with their validators and bring nothing."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(minutes=10)
    taken = await world.poll()
    assert [one.news for one in taken] == [False]
    assert world.site.asked[-1] is not None


async def test_the_same_bytes_under_a_new_name_are_no_new_edition(world: World) -> None:
    """A file name is not an identity."""
    await world.poll(sheriffs(*COUNTIES))
    content = world.site.files.pop(URL)
    assert isinstance(content, Publication)
    world.site.put(content.content, URL + "?2")
    assert [one.news for one in await world.poll()] == [False]


async def test_a_respelt_agency_alerts_nobody(world: World) -> None:
    """The correction is recorded with what it was."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    taken = await world.poll(
        [*sheriffs(*COUNTIES[1:]), make_row(agency="Amherst Couny Sheriffs Office", county="Amherst County")]
    )
    assert [kind for kind, _ in kinds(taken) if kind is not ChangeKind.MOA_POSTED] == [ChangeKind.CORRECTED]
    assert world.owed() == []


async def test_a_refused_workbook_loses_nothing_and_is_tried_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """The operator is told once in one line; the known list stays; the next good edition is compared with it."""
    await world.poll(sheriffs(*COUNTIES))
    world.site.put(book(sheriffs(*COUNTIES))[:500])
    with caplog.at_level(logging.WARNING):
        (first,) = await world.poll()
        (again,) = await world.poll()
    assert (first.outcome, again.outcome) == (EditionOutcome.REFUSED, EditionOutcome.REFUSED)
    assert len(caplog.records) == 1
    assert "\n" not in caplog.text.strip()
    world.later(days=1)
    assert kinds(await world.poll(sheriffs(*COUNTIES, "Tazewell"))) == [
        (ChangeKind.SIGNED, "Tazewell County Sheriff's Office")
    ]


async def test_a_missing_column_is_named(world: World) -> None:
    """A workbook without a column that we need is refused by the column's name."""
    world.site.put(make_workbook([make_row()], header=("STATE", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED")))
    (taken,) = await world.poll()
    assert taken.outcome is EditionOutcome.REFUSED
    assert taken.edition.reason == "missing_column"
    assert "agency" in edition_detail(ENGLISH, taken.edition).lower()


async def test_a_failed_download_is_left_for_the_next_poll(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A workbook that is still 404 is not recorded as seen."""
    await world.poll(sheriffs(*COUNTIES))
    world.site.files[URL] = DownloadFailed("the workbook answered 404")
    assert await world.poll() == []
    assert "404" in caplog.text
    assert kinds(await world.poll(sheriffs(*COUNTIES, "Tazewell"))) == [
        (ChangeKind.SIGNED, "Tazewell County Sheriff's Office")
    ]


async def test_swapped_lists_are_held_and_come_right(world: World) -> None:
    """The pending list under the participating link alerts nobody, and nothing is left of it afterwards."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    swapped = make_workbook([make_row(agency="Tazewell County Sheriff's Office")], header=PENDING_COLUMNS)
    world.site.put(swapped)
    (taken,) = await world.poll()
    assert taken.outcome is EditionOutcome.HELD
    assert [hold.reason for hold in taken.holds] == ["wrong_list"]
    world.later(hours=2)
    assert kinds(await world.poll(sheriffs(*COUNTIES))) == []
    assert world.owed() == []


async def test_the_known_list_under_the_other_link_as_well_changes_nothing(world: World) -> None:
    """The very bytes of the participating list under the pending link are no pending list, and no news."""
    await world.poll(sheriffs(*COUNTIES))
    known = world.site.files[URL]
    assert isinstance(known, Publication)
    world.site.put(known.content, PENDING_URL, ListKind.PENDING)
    for _ in range(3):
        assert [intake.news for intake in await world.poll()] == [False]
        world.later(days=2)
    assert world.store.holds.open() == []
    assert world.owed() == []


async def test_a_mass_departure_is_held_and_then_believed(world: World) -> None:
    """A state that loses nine of ten is held; shown long enough it goes through, in one alert."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    (held,) = await world.poll(
        [*sheriffs(*COUNTIES[:1]), make_row(state="OHIO", agency="Butler County Sheriff's Office")]
    )
    assert held.outcome is EditionOutcome.PARTLY_HELD
    assert kinds([held]) == [(ChangeKind.SIGNED, "Butler County Sheriff's Office")]
    world.later(hours=17)
    assert kinds(await world.poll()) == []
    world.later(hours=2)
    taken = await world.poll()
    assert [kind for kind, _ in kinds(taken)] == [ChangeKind.ENDED] * 9
    assert [len(ids) for ids in world.owed()] == [9]
    assert world.store.holds.open() == []


async def test_a_held_part_that_comes_right_is_forgotten(world: World) -> None:
    """When the list shows again what was believed, the hold ends and nobody hears of it."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[:1]))
    world.later(hours=2)
    await world.poll(sheriffs(*COUNTIES))
    assert world.store.holds.open() == []
    assert world.owed() == []


async def test_two_change_sets_of_one_edition_are_both_delivered(world: World) -> None:
    """What a hold let through later is owed beside what the edition brought at once."""
    world.subscribe("VA", "OH")
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll([*sheriffs(*COUNTIES[:1]), make_row(state="OHIO", agency="Butler County Sheriff's Office")])
    world.later(hours=19)
    await world.poll()
    sets = world.store.db.execute("SELECT json_array_length(changes) FROM deliveries ORDER BY id").fetchall()
    assert sets == [(1,), (9,)]


@pytest.mark.parametrize(("decision", "changes"), [("approved", 9), ("rejected", 0)])
async def test_an_operator_settles_a_hold(world: World, decision: str, changes: int) -> None:
    """Approved goes through with the next poll; rejected never does while the list shows just that."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[:1]))
    (hold,) = world.store.holds.open()
    assert world.store.write(lambda one: one.holds.decide(hold.id, Decision(decision)))
    world.later(days=3 if decision == "rejected" else 0, minutes=10)
    assert len(kinds(await world.poll())) == changes


async def test_a_signed_agreement_leaves_the_pending_list_quietly(world: World) -> None:
    """Its signing is told; its leaving the pending list is recorded only."""
    await world.poll(sheriffs(*COUNTIES))
    world.site.put(make_workbook(sheriffs("Tazewell", "Floyd"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    await world.poll()
    world.later(days=1)
    world.site.put(make_workbook(sheriffs("Floyd"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    taken = await world.poll(sheriffs(*COUNTIES, "Tazewell"))
    assert [kind for kind, _ in kinds(taken)] == [ChangeKind.SIGNED, ChangeKind.PENDING_DROPPED]
    assert [len(ids) for ids in world.owed()] == [1]


async def test_a_pending_row_that_was_signed_is_not_taken_for_its_namesake(world: World) -> None:
    """It leaves quietly, and the agency of its name in another state is newly pending, not moved."""
    await world.poll(sheriffs(*COUNTIES))
    world.site.put(make_workbook(sheriffs("Quillfern"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    await world.poll()
    world.later(days=1)
    namesake = make_workbook(sheriffs("Quillfern", state="OHIO"), header=PENDING_COLUMNS)
    world.site.put(namesake, PENDING_URL, ListKind.PENDING)
    taken = await world.poll(sheriffs(*COUNTIES, "Quillfern"))
    assert [kind for kind, _ in kinds(taken)] == [
        ChangeKind.SIGNED,
        ChangeKind.PENDING_LISTED,
        ChangeKind.PENDING_DROPPED,
    ]


async def test_a_list_that_is_no_longer_published_expires_visibly(world: World) -> None:
    """More than seven days without a link to the pending list mark it, and alert nobody."""
    world.site.put(make_workbook(sheriffs("Floyd"), header=PENDING_COLUMNS), PENDING_URL, ListKind.PENDING)
    await world.poll(sheriffs(*COUNTIES))
    published = world.at
    del world.site.files[PENDING_URL]
    world.at += dt.timedelta(days=7)
    await world.poll()
    assert world.store.editions.standing(ListKind.PENDING) == ListStanding(published)
    world.later(minutes=1)
    await world.poll()
    assert world.store.editions.standing(ListKind.PENDING) == ListStanding(published, world.at)
    assert world.owed() == []


async def test_time_settles_in_a_replay_what_polls_would_have_settled(world: World) -> None:
    """Between two editions of a replay a hold ends at its own time."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[:1]))
    taken = await take_lapsed(DirectAccess(world.store), workbook.read, world.at + dt.timedelta(days=2))
    assert len(kinds(taken)) == 9
    assert taken[0].changes[0].at == world.at + dt.timedelta(hours=18)


async def test_a_crash_between_keeping_and_deciding_loses_nothing(world: World) -> None:
    """Bytes kept but not decided are taken in by the next poll as if for the first time."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    content = book(sheriffs(*COUNTIES, "Tazewell"), world.at)
    world.store.write(
        lambda one: one.editions.keep(Publication(content, "x.xlsx", URL, ListKind.PARTICIPATING), world.at)
    )
    world.site.put(content)
    assert kinds(await world.poll()) == [(ChangeKind.SIGNED, "Tazewell County Sheriff's Office")]
    assert len(world.owed()) == 1


async def test_nothing_of_an_edition_is_stored_unless_all_of_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the last write of the transaction fails, the edition has not been seen, and the next poll takes it."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)

    def full(*_: object) -> int:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(DeliveryRepository, "enqueue", full)
        with pytest.raises(OSError, match="disk full"):
            await world.poll(sheriffs(*COUNTIES, "Tazewell"))
    assert len(world.store.agreements.known(ListKind.PARTICIPATING)) == len(COUNTIES)
    assert kinds(await world.poll()) == [(ChangeKind.SIGNED, "Tazewell County Sheriff's Office")]


async def test_a_departure_that_was_none_is_taken_back(world: World) -> None:
    """Back within a day: who was told of the departure gets a correction, others hear that it is on the list again."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[1:]))
    (alert,) = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 1))
    world.store.write(lambda one: one.deliveries.sent(alert.id, "m1", world.at))
    world.store.write(lambda one: one.chats.subscribe(Place("telegram", "2"), ["VA"], "en", world.at))
    world.later(hours=20)
    (taken,) = await world.poll(sheriffs(*COUNTIES))
    assert [(one.change.kind, one.change.relisted) for one in taken.changes] == [(ChangeKind.SIGNED, True)]
    owed = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 10))
    assert {(delivery.place.address, type(delivery.subject)) for delivery in owed} == {("1", Correction), ("2", Alert)}
    correction = next(delivery for delivery in owed if delivery.place.address == "1")
    assert correction.subject == Correction(alert.id, named_by(alert.subject))
    assert world.store.deliveries.sent_at(alert.id, correction.chat) == world.at - dt.timedelta(hours=20)


async def test_a_return_after_a_day_is_news(world: World) -> None:
    """An agreement that was really gone and comes back is told as being on the list again, to everyone."""
    await world.poll(sheriffs(*COUNTIES))
    world.later(days=1)
    await world.poll(sheriffs(*COUNTIES[1:]))
    (alert,) = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 1))
    world.store.write(lambda one: one.deliveries.sent(alert.id, "m1", world.at))
    world.later(days=2)
    await world.poll(sheriffs(*COUNTIES))
    (owed,) = world.store.write(lambda one: one.deliveries.claim("telegram", world.at, 10))
    assert isinstance(owed.subject, Alert)
