"""Every fault of the source that `docs/source-faults.md` names, over real HTTP: alerts, answers, and who is told."""

from __future__ import annotations

import datetime as dt

import pytest

from adapters.sources.ice import Ice
from bot.conversation.answers.state import state_message
from bot.domain.agreements import ChangeKind
from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Notice
from bot.domain.editions import ListKind
from bot.domain.errors import SourceError
from bot.ingest.poll import Asking, poll
from bot.wording.languages import ENGLISH
from storage.store import Store
from tests.support import ROOT
from tests.support.doubles.ice import IceDouble
from tests.support.make import DirectAccess
from tests.support.reading import Reader
from tests.support.source_faults import (
    BASE,
    BEING_CHECKED,
    CHECKED,
    FAULTS,
    FIRST,
    NEW,
    NOTHING,
    SECOND,
    TOLD,
    UNREADABLE,
    Fault,
    book,
    sheriffs,
    table,
)
from tests.unit.ingest.test_watching import text

OPERATOR = Place("telegram", "operator")
READER = Reader()
"""Most of what is published is the same in every test."""


class Day:
    """ICE's page on this machine, polled by a clock that a test moves."""

    def __init__(self, site: IceDouble, store: Store) -> None:
        self.site, self.store = site, store
        self.at = BASE + dt.timedelta(hours=1)
        self.source = Ice(site.page_url, timeout=5.0, clock=self.seconds)
        self.told: list[str] = []

    def seconds(self) -> float:
        return self.at.timestamp()

    async def poll(self, minutes: float = 0) -> None:
        self.at += dt.timedelta(minutes=minutes)
        try:
            intakes = await poll(
                [self.source], DirectAccess(self.store), READER.read, lambda: self.at, Asking(operators=(OPERATOR,))
            )
        except SourceError:
            return
        self.told += [
            change.change.agreement.agency
            for intake in intakes
            for change in intake.changes
            if change.change.kind in (ChangeKind.SIGNED, ChangeKind.ENDED)
        ]

    def operator(self) -> set[str]:
        """The kinds of trouble of which the operator has been told."""
        kinds = set()
        while due := self.store.write(lambda work: work.deliveries.claim("telegram", self.at, 100)):
            for delivery in due:
                assert isinstance(delivery.subject, Alert if delivery.place.address == "chat" else Notice)
                if isinstance(delivery.subject, Notice):
                    kinds.add(str(self.store.notices.get(delivery.subject.notice).what.kind).replace("_", " "))
                self.store.write(lambda work, sent=delivery.id: work.deliveries.sent(sent, "m", self.at))  # type: ignore[misc]
        return kinds - {"list unseen"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
async def test_a_fault_of_the_source(fault: Fault, store: Store) -> None:
    """Nothing false is alerted, readers and operator see what they must, and the next good edition is told once."""
    store.write(lambda work: work.chats.subscribe(Place("telegram", "chat"), ["VA"], "en", BASE))
    async with IceDouble(validators=False) as site:
        day = Day(site, store)
        async with day.source:
            site.publish(("participatingAgencies02062026am.xlsx", book(FIRST, minute=0)))
            site.serve("/old.xlsx", book(FIRST, minute=0))
            await day.poll()
            site.publish(("participatingAgencies02072026am.xlsx", book()))
            fault.put(site)
            for _ in range(5):
                await day.poll(minutes=10)
            new = [agency for agency in day.told if agency == NEW["LAW ENFORCEMENT AGENCY"]]
            assert (TOLD if new else NOTHING, len(new) <= 1) == (fault.alerted, True)
            assert set(day.told) <= {*new, "X PD"}
            said = text(state_message(ENGLISH, store, "VA", day.at, most=None))
            marks = {UNREADABLE: "not been readable since", BEING_CHECKED: "eing checked since", CHECKED: CHECKED}
            found = next(name for name, mark in marks.items() if mark in said)
            assert found == fault.readers, said
            assert day.operator() == (set() if fault.told == "nobody" else set(fault.told.split(", ")))
            await _comes_right(day)


async def _comes_right(day: Day) -> None:
    """The next good edition brings all that was not told yet, and each of it once."""
    day.site.answers.clear()
    day.site.faults_by_path.clear()
    day.told.clear()
    rows = [*SECOND, *sheriffs("VIRGINIA", "Lee")]
    day.site.publish(("participatingAgencies02082026am.xlsx", book(rows, minute=2000)))
    for _ in range(2):
        await day.poll(minutes=700)
    assert "Lee County Sheriff's Office" in day.told
    assert len(set(day.told)) == len(day.told)
    assert set(day.told) <= {"Lee County Sheriff's Office", str(NEW["LAW ENFORCEMENT AGENCY"]), "X PD"}
    listed = {agreement.agency for agreement in day.store.agreements.listed(ListKind.PARTICIPATING)}
    assert {"Lee County Sheriff's Office", str(NEW["LAW ENFORCEMENT AGENCY"])} <= listed


def test_the_documentation_has_every_fault() -> None:
    """The table there is this one, word for word, with sixty rows and more."""
    assert len(FAULTS) >= 60
    assert len({fault.what for fault in FAULTS}) == len(FAULTS)
    assert table() in (ROOT / "docs" / "source-faults.md").read_text("utf-8")
