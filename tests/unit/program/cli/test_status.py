"""``287g-alerts status``: one screen, one number, nothing written."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.delivery.troubles import observe
from bot.domain.chats import Place
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.holds import Hold, HoldReason
from bot.domain.watching import Observed, Problem, TroubleKind
from bot.program.app import utc_now
from bot.program.cli import main
from storage.store import Store
from tests.support.make import keep_edition, make_agreement, settle

BLOCKED = Problem("problem_page_status", {"page": "https://www.ice.gov/x", "status": 403})


class Kept:
    """A database as a running bot leaves it, with this very process as the one that holds it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "x.db"
        self.now = utc_now()
        self.holder = folder / "x.db.holder"
        self.holder.write_text(f"process {os.getpid()}, since 2026-02-06 15:04 UTC\n")

    def looked(self, ago: dt.timedelta = dt.timedelta(minutes=3), problem: Problem | None = None) -> None:
        with_edition = self.now - ago
        store = Store(self.path)
        edition = keep_edition(store, at=with_edition)
        with store.transaction() as work:
            settled = settle(work, edition, list=ListKind.PARTICIPATING, outcome=EditionOutcome.BASELINE)
            work.agreements.remember(settled, (), [make_agreement(1), make_agreement(2)], [], with_edition)
            work.looks.looked("ice.gov", with_edition, problem)
            work.looks.saw("ice.gov", ListKind.PARTICIPATING, settled, with_edition)
        store.close()

    def trouble(self, kind: TroubleKind, minutes: int, about: str = "ice.gov", problem: Problem = BLOCKED) -> None:
        store = Store(self.path)
        for ago in range(minutes, -1, -10):
            at = self.now - dt.timedelta(minutes=ago)
            store.write(lambda work, at=at: observe(work, [kind], [Observed(kind, about, problem)], (), at))  # type: ignore[misc]
        store.close()

    def status(self, *options: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["status", "--db", str(self.path), *options])
        return done.exit_code, done.stdout


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_a_bot_that_sees_the_list_is_healthy(kept: Kept) -> None:
    """When it was looked at, what is believed, and that nothing is wrong."""
    kept.looked()
    status, said = kept.status()
    assert status == 0
    assert said.startswith("Healthy\nice.gov: checked 3 minutes ago\n")
    assert "participating list: 2 agreements, from edition participatingAgencies02062026pm.xlsx" in said
    assert "Held: nothing\nIn the way: nothing\nChats: 0 subscribed, 0 paused\n" in said
    assert all(len(line) < 160 for line in said.splitlines())


def test_what_is_in_the_way_for_half_an_hour_makes_it_degraded(kept: Kept) -> None:
    """Before that nobody was told, and cron is not either."""
    kept.looked(problem=BLOCKED)
    kept.trouble(TroubleKind.SOURCE, 20)
    assert kept.status()[0] == 0
    kept.trouble(TroubleKind.SOURCE, 40)
    status, said = kept.status()
    assert status == 1
    assert "In the way: ice.gov has not been readable since" in said
    assert "the page https://www.ice.gov/x answered 403" in said


@pytest.mark.parametrize("kind", [TroubleKind.HOLD, TroubleKind.CHATS_PAUSED])
def test_what_is_ordinary_is_shown_and_breaks_nothing(kept: Kept, kind: TroubleKind) -> None:
    """A hold waits as it should, and a chat that blocked us is its own business."""
    kept.looked()
    kept.trouble(kind, 40, "1", Problem("trouble_said_paused", {"count": 1}))
    status, said = kept.status()
    assert status == 0
    assert "1 chat is paused" in said


def test_a_list_out_of_sight_for_an_hour_is_blind(kept: Kept) -> None:
    """Whatever the reason."""
    kept.looked(dt.timedelta(minutes=59))
    assert kept.status()[0] == 0
    kept.looked(dt.timedelta(minutes=61))
    status, said = kept.status()
    assert status == 2
    assert said.startswith("Blind")


@pytest.mark.parametrize("holder", [None, "process 4194304999, since 2026-02-06 15:04 UTC\n", "nonsense"])
def test_a_bot_whose_process_is_gone_is_not_running(kept: Kept, holder: str | None) -> None:
    """Killed, ended, or never begun."""
    kept.looked()
    kept.holder.unlink() if holder is None else kept.holder.write_text(holder)
    status, said = kept.status()
    assert (status, said.splitlines()[0]) == (2, "Not running")


def test_it_is_one_object_too(kept: Kept) -> None:
    """With every time as ISO 8601 and every word as a name."""
    kept.looked()
    store = Store(kept.path)
    store.write(lambda work: work.chats.subscribe(Place("telegram", "1"), ["VA"], "en", kept.now))
    hold = Hold(
        ListKind.PARTICIPATING, "VA", HoldReason.MASS_DEPARTURE, kept.now, 1, figures={"missing": 9, "listed": 10}
    )
    store.write(lambda work: work.holds.begin(hold))
    store.close()
    status, said = kept.status("--json")
    found = json.loads(said)
    assert (status, found["health"], found["running"]) == (0, "healthy", True)
    assert (found["chats"], found["paused"], found["waiting"]) == (1, 0, {})
    assert found["lists"][0]["believed"]["source"] == "ice.gov"
    assert [(one["hold"], one["state"], one["reason"]) for one in found["held"]] == [(1, "VA", "mass_departure")]
    assert found["sources"][0]["problem"] is None


def test_it_writes_nothing(kept: Kept) -> None:
    """It may be asked every minute beside a running bot."""
    kept.looked()
    before = {path.name: path.read_bytes() for path in kept.path.parent.iterdir()}
    kept.status()
    assert {path.name: path.read_bytes() for path in kept.path.parent.iterdir()} == before


def test_without_a_database_it_says_so(kept: Kept) -> None:
    """And exits with a status of its own: that is no bot at all."""
    done = CliRunner().invoke(main, ["status", "--db", str(kept.path)])
    assert done.exit_code == 2
    assert "there is no database" in done.stderr
