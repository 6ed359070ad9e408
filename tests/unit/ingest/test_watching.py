"""Never blind in silence: what a poll notes of what it sees, and what it does where ICE itself is out of sight."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Notice
from bot.domain.editions import EditionOutcome, ListKind, Publication, Validators
from bot.domain.errors import DownloadFailed, PageUnusable, SourceError, SourceResting
from bot.domain.messages import Message
from bot.ingest.decide import Intake
from bot.ingest.poll import Asking, poll
from bot.wording.alerts import alert
from bot.wording.languages import ENGLISH
from bot.wording.notices import notice, trouble_line
from storage.store import Store
from tests.support.builders import PENDING_COLUMNS, make_workbook
from tests.support.make import NOW, DirectAccess
from tests.support.reading import Reader
from tests.unit.ingest.test_poll import COUNTIES, PENDING_URL, URL, book, sheriffs

OPERATOR = Place("telegram", "operator")
ARCHIVE = "github.com/someone/Tracking"
BLOCKED = PageUnusable("page_status", page="https://www.ice.gov/x", status=403)


@dataclass
class Shown:
    """A source that shows what a test puts there, or fails as told."""

    name: str = "ice.gov"
    files: dict[str, Publication | SourceError] = field(default_factory=dict)
    fault: SourceError | None = None
    asked: int = 0

    def put(self, content: bytes, url: str = URL, kind: ListKind | None = ListKind.PARTICIPATING) -> None:
        self.files[url] = Publication(content, url.rpartition("/")[2], url, kind, source=self.name)

    async def publications(
        self, validators: Mapping[str, Validators]
    ) -> AsyncIterator[tuple[str, Publication | SourceError | None]]:
        self.asked += 1
        if self.fault:
            raise self.fault
        for url, found in self.files.items():
            yield url, found


class Watched:
    """ICE, an archive, a store with a subscribed chat, and a clock."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ice, self.archive = Shown(), Shown(ARCHIVE)
        self.at = NOW
        self.read = Reader().read
        store.write(lambda work: work.chats.subscribe(Place("telegram", "chat"), ["VA"], "en", NOW))

    async def poll(self, rows: Sequence[str] | None = None) -> list[Intake]:
        if rows is not None:
            self.ice.put(book(sheriffs(*rows), self.at))
        asking = Asking(operators=(OPERATOR,))
        try:
            return await poll([self.ice, self.archive], DirectAccess(self.store), self.read, lambda: self.at, asking)
        except SourceError:
            return []

    async def polls(self, minutes: float, every: float = 10) -> list[Intake]:
        until, intakes = self.at + dt.timedelta(minutes=minutes), []
        while self.at < until:
            intakes += await self.poll()
            self.at += dt.timedelta(minutes=every)
        return intakes

    def open(self) -> dict[tuple[str, str], str]:
        troubles = self.store.troubles.open()
        return {
            (trouble.what.kind.value, trouble.what.about): trouble_line(ENGLISH, trouble.what, trouble.since)
            for trouble in troubles
        }

    def told(self) -> list[tuple[str, Message]]:
        """Everything that is owed, to whom, in order; it is settled as sent."""
        said = []
        while due := self.store.write(lambda work: work.deliveries.claim("telegram", self.at, 100)):
            for delivery in due:
                match delivery.subject:
                    case Notice(notice=number):
                        said.append((delivery.place.address, notice(ENGLISH, self.store.notices.get(number))))
                    case Alert(changes=changes):
                        said.append((delivery.place.address, alert(ENGLISH, self.store.agreements.changes(changes))))
                self.store.write(lambda work, sent=delivery.id: work.deliveries.sent(sent, "m", self.at))  # type: ignore[misc]
        return said


@pytest.fixture
def watched(store: Store) -> Watched:
    return Watched(store)


def text(message: Message) -> str:
    spans = [span.text for block in (*message.blocks, (message.footer,)) for line in block for span in line]
    return f"{message.title} {' '.join(spans)}"


def changed(intakes: Sequence[Intake]) -> list[str]:
    return [change.change.agreement.agency for intake in intakes for change in intake.changes]


async def test_every_poll_notes_that_it_looked_and_what_it_saw(watched: Watched) -> None:
    """Of each source and list: when, with what result, which edition."""
    await watched.poll(COUNTIES)
    (look,) = watched.store.looks.all()
    assert (look.source, look.asked_at, look.answered_at, look.problem) == ("ice.gov", NOW, NOW, None)
    (sighting,) = watched.store.looks.sightings()
    assert (sighting.list, sighting.edition.name) == (ListKind.PARTICIPATING, "participating.xlsx")
    watched.at += dt.timedelta(minutes=3)
    watched.ice.fault = BLOCKED
    await watched.poll()
    (look,) = watched.store.looks.all()
    assert (look.asked_at, look.answered_at) == (watched.at, NOW)
    assert look.problem is not None
    assert (look.problem.name, look.problem.figures["status"]) == ("problem_page_status", 403)


async def test_a_source_that_rests_is_not_looked_at_and_still_counts_as_unreadable(watched: Watched) -> None:
    """What it answered last is what is wrong with it."""
    await watched.poll(COUNTIES)
    watched.at += dt.timedelta(minutes=3)
    watched.ice.fault = SourceResting(900, BLOCKED)
    await watched.poll()
    assert watched.store.looks.all()[0].asked_at == NOW
    assert "answered 403" in watched.open()["source", "ice.gov"]


async def test_a_page_without_the_list_is_told_to_the_operator(watched: Watched) -> None:
    """Which list, and since when; the pending list only where it was ever linked."""
    pending = make_workbook(sheriffs("Floyd"), header=PENDING_COLUMNS, modified=NOW)
    watched.ice.put(pending, PENDING_URL, ListKind.PENDING)
    await watched.poll(COUNTIES)
    del watched.ice.files[URL]
    await watched.polls(35)
    assert [who for who, _ in watched.told()] == ["operator"]
    assert set(watched.open()) == {("list_missing", "participating"), ("list_unseen", "participating")}
    watched.ice.put(book(sheriffs(*COUNTIES)))
    del watched.ice.files[PENDING_URL]
    await watched.polls(35)
    first, second = [text(message) for who, message in watched.told()]
    assert "participating list is linked again" in first
    assert "pending list has not been linked since" in second
    await watched.polls(8 * 24 * 60, every=60)
    assert ("list_missing", "pending") not in watched.open()


async def test_a_pending_list_that_never_was_is_not_missed(watched: Watched) -> None:
    """Since March 2026 the page links none."""
    await watched.poll(COUNTIES)
    await watched.polls(300)
    assert watched.told() == []


async def test_a_workbook_that_fails_alone_is_in_the_way_alone(watched: Watched) -> None:
    """The other list is read; the operator hears of the address at half an hour."""
    watched.ice.files[PENDING_URL] = DownloadFailed("workbook_status", url=PENDING_URL, status=404)
    await watched.poll(COUNTIES)
    await watched.polls(35)
    ((who, said),) = watched.told()
    assert who == "operator"
    assert "answered 404" in text(said)
    assert watched.store.looks.all()[0].problem is None


async def test_a_refused_workbook_is_in_the_way_until_a_good_one_comes(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    """One line in the log, one notice at half an hour, and one when it is over."""
    await watched.poll(COUNTIES)
    watched.ice.put(b"PK no workbook")
    with caplog.at_level(logging.INFO):
        await watched.polls(40)
    assert len([line for line in caplog.messages if "refused" in line]) == 2
    assert [who for who, _ in watched.told()] == ["operator"]
    await watched.poll(COUNTIES)
    assert "no longer refused" in text(watched.told()[0][1])


async def test_chats_hear_after_a_day_of_blindness_and_when_it_is_over(watched: Watched) -> None:
    """Plainly, with what silence means meanwhile; and every change that it hid is told afterwards."""
    await watched.poll(COUNTIES)
    watched.ice.fault = BLOCKED
    await watched.polls(3 * 24 * 60, every=15)
    said = [text(message) for who, message in watched.told() if who == "chat"]
    assert len(said) == 1
    assert "do not take its silence for good news" in said[0]
    watched.ice.fault = None
    await watched.poll([*COUNTIES, "Tazewell"])
    said = [text(message) for who, message in watched.told() if who == "chat"]
    assert sorted("can be read again" in one for one in said) == [False, True]
    assert any("Tazewell" in one for one in said)


async def test_of_several_copies_the_one_saved_last_is_believed(watched: Watched) -> None:
    """An old file still linked beside the new one, whichever stands first, under whatever name."""
    await watched.poll(COUNTIES)
    watched.at += dt.timedelta(days=1)
    new = book(sheriffs(*COUNTIES, "Tazewell"), watched.at)
    old = watched.ice.files.pop(URL)
    assert isinstance(old, Publication)
    watched.ice.put(new, "https://www.ice.gov/file-download/download/public/1")
    watched.ice.put(old.content, URL)
    assert changed(await watched.poll()) == ["Tazewell County Sheriff's Office"]
    watched.ice.put(new, "https://www.ice.gov/file-download/download/public/1")
    assert changed(await watched.polls(3 * 24 * 60, every=60)) == []
    assert watched.store.holds.open() == []
    assert watched.store.looks.sightings()[0].edition.url.endswith("/1")


async def test_a_copy_that_was_never_believed_is_set_aside_when_a_newer_one_is_shown(watched: Watched) -> None:
    """It is kept, as one that another has replaced, and holds nothing up."""
    watched.ice.put(book(sheriffs(*COUNTIES[:2]), NOW - dt.timedelta(days=40)), "https://www.ice.gov/old.xlsx")
    (intake,) = await watched.poll(COUNTIES)
    assert intake.outcome is EditionOutcome.BASELINE
    outcomes = {
        row["name"]: row["outcome"] for row in watched.store.db.query("SELECT name, outcome FROM editions ORDER BY id")
    }
    assert outcomes == {"old.xlsx": "superseded", "participating.xlsx": "baseline"}


async def test_an_archive_is_asked_once_ice_has_been_out_of_sight_for_an_hour(watched: Watched) -> None:
    """Not before; an alert that rests on it says so; ICE's own later copy of the same is no news."""
    await watched.poll(COUNTIES)
    watched.ice.fault = BLOCKED
    later = NOW + dt.timedelta(minutes=20)
    copy = book(sheriffs(*COUNTIES, "Tazewell"), later)
    watched.archive.put(copy)
    assert changed(await watched.polls(60)) == []
    assert watched.archive.asked == 0
    assert changed(await watched.polls(20)) == ["Tazewell County Sheriff's Office"]
    said = [text(message) for who, message in watched.told() if who == "chat"]
    assert len(said) == 1
    assert f"in the public archive {ARCHIVE} while ICE's own page could not be read" in said[0]
    watched.ice.fault = None
    watched.ice.put(copy, "https://www.ice.gov/new-name.xlsx")
    assert changed(await watched.polls(60)) == []
    assert [who for who, _ in watched.told() if who == "chat"] == []


async def test_an_archive_is_never_believed_over_a_newer_edition_of_ice(watched: Watched) -> None:
    """What it has that is older, as old, or has no date of its own is set aside, and holds nothing."""
    await watched.poll(COUNTIES)
    watched.ice.fault = BLOCKED
    for number, modified in enumerate((NOW - dt.timedelta(days=1), NOW, None)):
        watched.archive.put(make_workbook(sheriffs("Floyd"), modified=modified), f"https://github.com/{number}.xlsx")
    assert changed(await watched.polls(24 * 60, every=30)) == []
    assert watched.archive.asked > 1
    assert watched.store.holds.open() == []
    assert ("list_unseen", "participating") in watched.open()


async def test_an_archive_with_the_edition_that_we_know_shows_the_list(watched: Watched) -> None:
    """Then the list is in sight: nobody is told that it is not, only that ICE's page is down."""
    await watched.poll(COUNTIES)
    known = watched.ice.files[URL]
    assert isinstance(known, Publication)
    watched.archive.put(known.content, "https://github.com/known.xlsx")
    watched.ice.fault = BLOCKED
    await watched.polls(40 * 60, every=30)
    assert [who for who, _ in watched.told() if who == "chat"] == []
    assert set(watched.open()) == {("source", "ice.gov")}
    (sighting,) = [one for one in watched.store.looks.sightings() if one.source == ARCHIVE]
    assert sighting.edition.source == "ice.gov"


async def test_a_bot_that_never_saw_ice_begins_with_an_archive_after_an_hour(watched: Watched) -> None:
    """A server that ICE blocks from the first day on is not blind for ever."""
    watched.ice.fault = BLOCKED
    watched.archive.put(book(sheriffs(*COUNTIES), NOW))
    await watched.polls(50)
    assert watched.archive.asked == 0
    await watched.polls(30)
    assert len(watched.store.agreements.listed(ListKind.PARTICIPATING)) == len(COUNTIES)
    assert changed(await watched.polls(30)) == []


async def test_a_list_that_is_quiet_for_longer_than_ever_is_worth_a_word(watched: Watched) -> None:
    """At least fourteen days, and longer than any time before; one word, until a new edition comes."""
    for day in (0, 20):
        watched.at = NOW + dt.timedelta(days=day)
        await watched.poll([*COUNTIES, *(["Tazewell"] if day else [])])
    watched.told()
    watched.at += dt.timedelta(days=19)
    await watched.poll()
    assert watched.told() == []
    watched.at += dt.timedelta(days=2)
    await watched.poll()
    await watched.polls(2000, every=60)
    ((who, said),) = watched.told()
    assert who == "operator"
    assert "no new edition for 21 days" in text(said)
    await watched.poll(COUNTIES)
    assert "has a new edition" in " ".join(text(message) for who, message in watched.told() if who == "operator")


async def test_a_hold_that_waits_is_told_to_the_operator(watched: Watched) -> None:
    """At once, with how to look at it; and when it is over."""
    await watched.poll(COUNTIES)
    watched.at += dt.timedelta(days=1)
    await watched.poll(COUNTIES[:1])
    ((who, said),) = watched.told()
    assert who == "operator"
    assert "9 of 10 agencies of Virginia miss agreements at once" in text(said)
    assert "review show 1" in text(said)


async def test_another_table_that_ice_links_is_not_in_the_way(watched: Watched) -> None:
    """It claims to be no list and is none: nobody is bothered with it while the list itself is read."""
    watched.ice.put(make_workbook([["x", "y"]], header=["YEAR", "COST"]), "https://www.ice.gov/costs.xlsx", None)
    await watched.poll(COUNTIES)
    await watched.polls(60)
    assert watched.open() == {}
    assert watched.told() == []
