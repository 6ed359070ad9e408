from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.domain.agreements import Agreement, ChangeKind, Listing, Roster
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.holds import Decision, Hold, HoldReason
from bot.identity.compare import compare
from bot.ingest.judge import Verdict, judge
from tests.support.identity import AT, WARRANT, listing, make_believed, make_case, roster

HOUR = dt.timedelta(hours=1)
MOA = "https://www.ice.gov/doclib/287gMOA/{}.pdf"


def state_rows(state: str, count: int) -> list[Listing]:
    """Return rows of ``count`` agencies whose names resemble nothing."""
    words = ("Abbot", "Birch", "Cedar", "Dogwood", "Elmtree", "Fir", "Ginkgo", "Hazel", "Ivory", "Juniper")
    tails = ("crest", "mont", "valley", "quay")
    return [
        listing(f"{words[n % 10]}{tails[n // 10]} Police Department", state=state, moa=MOA.format(f"{state}{n}"))
        for n in range(count)
    ]


@dataclass
class Watch:
    """A list watched the way a poll does it."""

    known: dict[int, Agreement] = field(default_factory=dict)
    holds: tuple[Hold, ...] = ()
    last: dt.datetime | None = None
    judged: Roster | None = None

    def see(
        self,
        rows: Sequence[Listing],
        at: dt.datetime,
        *,
        linked_as: ListKind | None = ListKind.PARTICIPATING,
        modified: dt.datetime | None = None,
        kind: ListKind = ListKind.PARTICIPATING,
    ) -> Verdict:
        shown = roster(*rows, kind=kind)
        known = tuple(self.known.values())
        comparison = compare(known, shown, at=at, next_id=max(self.known, default=0) + 1)
        case = make_case(known, shown, comparison, linked_as=linked_as, modified=modified or at)
        case = replace(case, last=make_believed(self.last), holds=self.holds)
        if self.judged == shown:
            case = replace(case, edition=replace(case.edition, outcome=EditionOutcome.HELD))
        verdict = judge(case, at)
        self.holds, self.judged = verdict.holds, shown if verdict.holds else None
        if not verdict.whole:
            self.last = modified or at
            self.known |= {one.id: one for one in verdict.believed.listed}
            self.known |= {change.agreement.id: change.agreement for change in verdict.believed.changes}
        return verdict

    @property
    def listed(self) -> int:
        return sum(one.ended_at is None for one in self.known.values())


def reasons(verdict: Verdict) -> list[tuple[str | None, str]]:
    return [(hold.state, hold.reason) for hold in verdict.holds]


def ended(verdict: Verdict) -> int:
    return sum(change.kind is ChangeKind.ENDED for change in verdict.believed.changes)


BIG = [*state_rows("FL", 40), *state_rows("TX", 30), *state_rows("VA", 12), *state_rows("MD", 9), *state_rows("ME", 3)]


@pytest.fixture
def watch() -> Watch:
    started = Watch()
    assert started.see(BIG, AT).holds == ()
    return started


def without(state: str, count: int, rows: Sequence[Listing] = tuple(BIG)) -> list[Listing]:
    """Return the rows without the first ``count`` of a state."""
    gone = [row for row in rows if row.state == state][:count]
    return [row for row in rows if row not in gone]


@pytest.mark.parametrize(("state", "count"), [("FL", 3), ("MD", 5), ("ME", 1), ("ME", 2), ("VA", 4)])
def test_ordinary_departures_go_through_at_once(watch: Watch, state: str, count: int) -> None:
    """Five of nine sheriffs on one day, or two of a state's three, have really happened."""
    verdict = watch.see(without(state, count), AT + HOUR)
    assert (reasons(verdict), ended(verdict)) == ([], count)


@pytest.mark.parametrize(("state", "count"), [("FL", 12), ("VA", 6), ("VA", 12), ("ME", 3), ("MD", 7)])
def test_too_many_departures_of_one_state_hold_that_state(watch: Watch, state: str, count: int) -> None:
    """Its changes wait, its agreements stay, and the rest of the edition goes through."""
    before = watch.listed
    new = listing("Quartz Police Department", state="TX", signed=AT.date())
    verdict = watch.see([*without(state, count), new], AT + HOUR)
    assert reasons(verdict) == [(state, "mass_departure")]
    assert [change.agreement.agency for change in verdict.believed.changes] == [new.agency]
    assert watch.listed == before + 1
    assert not verdict.whole


def test_several_models_of_one_agency_are_one_departing_agency(watch: Watch) -> None:
    """An agency that leaves with all its models is no mass."""
    rows = [*BIG, *[replace(row, model=WARRANT) for row in BIG if row.state == "ME"]]
    watch.see(rows, AT + HOUR)
    gone = next(row.agency for row in BIG if row.state == "ME")
    verdict = watch.see([row for row in rows if row.state != "ME" or row.agency != gone], AT + 2 * HOUR)
    assert (reasons(verdict), ended(verdict)) == ([], 2)


def test_a_real_wave_gets_through_within_a_day_without_anyone(watch: Watch) -> None:
    """The same page shown over night is believed; each departure is told once."""
    wave = without("VA", 12)
    watch.see(wave, AT + HOUR)
    assert ended(watch.see(wave, AT + 12 * HOUR)) == 0
    verdict = watch.see(wave, AT + 19 * HOUR)
    assert (ended(verdict), reasons(verdict)) == (12, [])
    assert verdict.holds == ()
    assert watch.see(wave, AT + 20 * HOUR).believed.changes == ()


def test_a_wave_is_believed_when_a_later_edition_agrees(watch: Watch) -> None:
    """Another edition six hours on that shows the same is confirmation enough; one an hour on is not."""
    wave, extra = without("VA", 12), listing("Quartz Police Department", state="TX", signed=AT.date())
    watch.see(wave, AT + HOUR)
    assert ended(watch.see([*wave, extra], AT + 2 * HOUR)) == 0
    later = listing("Topaz Police Department", state="TX", signed=AT.date())
    assert ended(watch.see([*wave, extra, later], AT + 8 * HOUR)) == 12


def test_a_state_that_comes_back_was_never_told(watch: Watch) -> None:
    """A fault of the source that is mended leaves no trace in any chat."""
    watch.see(without("VA", 12), AT + HOUR)
    verdict = watch.see(BIG, AT + 3 * HOUR)
    assert (verdict.believed.changes, reasons(verdict)) == ((), [])
    assert watch.listed == len(BIG)


def test_departures_scattered_over_many_states_are_held_everywhere() -> None:
    """Twenty agencies of ten states at once are a fault until confirmed."""
    codes = ("AL", "AR", "AZ", "FL", "GA", "ID", "KS", "KY", "LA", "MO")
    rows = [row for code in codes for row in state_rows(code, 20)]
    watch = Watch()
    watch.see(rows, AT)
    fewer = [row for row in rows if row.agency not in {state_rows("AL", 2)[n].agency for n in range(2)}]
    assert sorted(reasons(watch.see(fewer, AT + HOUR))) == [(code, "mass_departure") for code in codes]


def test_a_truncated_list_is_held_whole_and_not_by_mere_time(watch: Watch) -> None:
    """A third of the list missing needs three different editions over a day, or a week."""
    cut = BIG[:50]
    verdict = watch.see(cut, AT + HOUR)
    assert (reasons(verdict), verdict.whole, verdict.believed.changes) == ([(None, "truncated")], True, ())
    assert watch.see(cut, AT + 3 * 24 * HOUR).whole
    assert not watch.see(cut, AT + 8 * 24 * HOUR).whole
    assert watch.listed == 50


def test_a_truncated_list_that_three_editions_show_is_believed(watch: Watch) -> None:
    """Editions that agree confirm, once a day has passed."""
    assert watch.see(BIG[:50], AT + HOUR).whole
    assert watch.see(BIG[:49], AT + 10 * HOUR).whole
    verdict = watch.see(BIG[:48], AT + 30 * HOUR)
    assert (verdict.whole, ended(verdict)) == (False, len(BIG) - 48)


def test_swapped_lists_are_held_whole(watch: Watch) -> None:
    """The headers against what the page linked it as; the right list ends the hold."""
    rows = [replace(row, signed_on=None, signed_printed="") for row in BIG[:20]]
    pending = Watch()
    pending.see(rows, AT, linked_as=ListKind.PENDING, kind=ListKind.PENDING)
    verdict = pending.see(rows[:5], AT + HOUR, kind=ListKind.PENDING)
    assert (reasons(verdict), verdict.whole) == ([(None, "wrong_list")], True)
    assert pending.see(rows, AT + 2 * HOUR, linked_as=ListKind.PENDING, kind=ListKind.PENDING).holds == ()


def test_a_swapped_list_is_held_even_where_none_is_known() -> None:
    """The very first edition can be the wrong one, too."""
    assert Watch().see(BIG, AT, linked_as=ListKind.PENDING).whole


def test_an_older_edition_is_held_whole(watch: Watch) -> None:
    """A stale copy changes nothing, and the next newer edition ends the hold."""
    watch.see([*BIG, listing("Quartz Police Department", state="TX")], AT + HOUR)
    verdict = watch.see(BIG, AT + 2 * HOUR, modified=AT)
    assert (reasons(verdict), verdict.whole) == ([(None, "older_edition")], True)
    assert watch.see(BIG, AT + 3 * HOUR).holds == ()


def test_a_last_edition_from_the_future_holds_nothing(watch: Watch) -> None:
    """One wrong clock must not stop the bot."""
    watch.last = AT + dt.timedelta(days=400)
    assert watch.see(BIG, AT + HOUR).holds == ()


def test_many_rows_that_cannot_be_read_are_shown_and_most_of_them_hold_everything(watch: Watch) -> None:
    """Some unreadable states are shown to the operator; a third of the list holds the edition."""
    some = [replace(row, state=None) if row.state == "VA" else row for row in BIG]
    verdict = watch.see(some, AT + HOUR)
    assert (reasons(verdict), verdict.whole, verdict.believed.changes) == ([(None, "unreadable")], False, ())
    most = [replace(row, model=None) if row.state == "FL" else row for row in BIG]
    assert watch.see(most, AT + 2 * HOUR).whole


def test_mass_unlinking_is_shown_and_no_link_is_lost(watch: Watch) -> None:
    """Links that vanish are kept; when they come back nothing is told as new."""
    bare = [replace(row, moa_url=None) if row.state != "FL" else row for row in BIG]
    verdict = watch.see(bare, AT + HOUR)
    assert (reasons(verdict), verdict.whole) == ([(None, "mass_unlinking")], False)
    assert reasons(watch.see(bare, AT + 40 * HOUR)) == [(None, "mass_unlinking")]
    back = watch.see(BIG, AT + 41 * HOUR)
    assert (back.believed.changes, back.holds) == ((), ())


def test_many_leave_the_pending_list_on_any_day() -> None:
    """Its agencies get signed; nothing is held for it."""
    rows = [replace(row, signed_on=None, signed_printed="") for row in BIG]
    watch = Watch()
    watch.see(rows, AT, linked_as=ListKind.PENDING, kind=ListKind.PENDING)
    assert watch.see(rows[:10], AT + HOUR, linked_as=ListKind.PENDING, kind=ListKind.PENDING).holds == ()


@pytest.mark.parametrize(("decision", "after", "told"), [("approved", 2, 12), ("rejected", 200, 0)])
def test_an_operator_decides(watch: Watch, decision: str, after: int, told: int) -> None:
    """Approved is believed at the next look; rejected stays held while just that is shown."""
    wave = without("VA", 12)
    (hold,) = watch.see(wave, AT + HOUR).holds
    watch.holds = (replace(hold, decision=Decision(decision)),)
    assert ended(watch.see(wave, AT + after * HOUR)) == told


def test_a_whole_hold_keeps_the_holds_of_states(watch: Watch) -> None:
    """A truncated edition says nothing about a state that waits."""
    watch.see(without("VA", 12), AT + HOUR)
    verdict = watch.see(BIG[:40], AT + 2 * HOUR)
    assert set(reasons(verdict)) == {("VA", "mass_departure"), (None, "truncated")}


def test_a_move_into_a_held_state_goes_through(watch: Watch) -> None:
    """Only the departures are doubted; the agreement is never lost between two states."""
    mover = listing("Quartz County Sheriff's Office", state="TX")
    watch.see([*BIG, mover], AT + HOUR)
    verdict = watch.see([*without("VA", 11), replace(mover, state="VA")], AT + 2 * HOUR)
    assert reasons(verdict) == [("VA", "mass_departure")]
    assert [change.reason for change in verdict.believed.changes] == ["moved_state"]
    assert watch.listed == len(BIG) + 1


@pytest.mark.parametrize("reason", HoldReason)
def test_every_hold_is_documented(reason: HoldReason) -> None:
    """A hold that an operator can meet is explained in the documentation."""
    from tests.unit.identity.test_compare import DOCUMENT

    assert f"`{reason}`" in DOCUMENT.read_text(encoding="utf-8")
