"""Columns that were sorted by themselves, moved or filled down: held as what they are, and told to nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bot.domain.agreements import ChangeKind, Listing, SupportModel
from bot.domain.holds import Decision
from bot.ingest.judge import Verdict
from tests.support.identity import AT, DAY, JAIL, TASK_FORCE, WARRANT, listing
from tests.unit.ingest.test_judge import HOUR, MOA, Watch, reasons

NAMES = (
    *("Abelmoor", "Brindlow", "Carvath", "Dunquill", "Eskerby", "Fennimarsh", "Gorrandal", "Hesperly"),
    *("Ivernook", "Jaspermill", "Kelverton", "Lorimont", "Moltravers", "Nethercask", "Oxbarrow", "Pellingdene"),
)
SIZES = {"AL": 16, "FL": 16, "MD": 12, "TX": 16, "VA": 12, "WY": 3}


def rows_of(state: str, count: int) -> list[Listing]:
    """Sheriffs of counties and police of towns by turns, every third without a link, each signed on its own day."""
    return [
        listing(
            f"{name} {state} County Sheriff's Office" if n % 2 else f"{name} {state} Police Department",
            state=state,
            county=f"{name} {state} County",
            model=(TASK_FORCE, TASK_FORCE, WARRANT, JAIL)[n % 4],
            signed=DAY + dt.timedelta(days=67 * n + len(state)),
            moa=MOA.format(f"{state}{n}") if n % 3 else None,
        )
        for n, name in enumerate(NAMES[:count])
    ]


LIST = [row for state, count in SIZES.items() for row in rows_of(state, count)]
NEW = listing("Quarndon Police Department", state="TX", county="Quarndon County", signed=DAY, moa=None)
Damage = Callable[[Sequence[Listing]], list[Listing]]


def moved_by_a_row(column: str) -> Damage:
    def damage(rows: Sequence[Listing]) -> list[Listing]:
        values = [getattr(row, column) for row in rows]
        return [replace(row, **{column: value}) for row, value in zip(rows, values[-1:] + values[:-1], strict=True)]

    return damage


def sorted_apart(column: str) -> Damage:
    def damage(rows: Sequence[Listing]) -> list[Listing]:
        values = sorted((getattr(row, column) for row in rows), reverse=True)
        return [replace(row, **{column: value}) for row, value in zip(rows, values, strict=True)]

    return damage


def each(**cells: object) -> Damage:
    return lambda rows: [replace(row, **cells) for row in rows]  # type: ignore[arg-type]  # passed through by name


def in_state(state: str, damage: Damage) -> Damage:
    """Damage the rows of one state alone."""

    def damaged(rows: Sequence[Listing]) -> list[Listing]:
        here = iter(damage([row for row in rows if row.state == state]))
        return [next(here) if row.state == state else row for row in rows]

    return damaged


@pytest.fixture
def watch() -> Watch:
    started = Watch()
    assert started.see(LIST, AT).holds == ()
    return started


def told(verdict: Verdict) -> list[str]:
    return [change.agreement.agency for change in verdict.believed.changes]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (moved_by_a_row("agency"), "mass_renaming"),
        (sorted_apart("agency"), "mass_renaming"),
        (moved_by_a_row("model"), "mass_remodelling"),
        (each(model=WARRANT), "mass_remodelling"),
        (each(state="WI"), "mass_moving"),
    ],
    ids=["names moved by a row", "names sorted apart", "models moved by a row", "one model for all", "one state"],
)
def test_a_list_of_other_agreements_is_held_as_a_whole(watch: Watch, damage: Damage, reason: str) -> None:
    """Nothing of it is told or kept, and when the list comes right nothing was ever said."""
    known = dict(watch.known)
    verdict = watch.see([*damage(LIST), NEW], AT + HOUR)
    assert (verdict.whole, told(verdict)) == (True, [])
    assert reason in {hold.reason for hold in verdict.holds}
    assert watch.known == known
    assert told(watch.see([*LIST, NEW], AT + 2 * HOUR)) == [NEW.agency]
    assert watch.holds == ()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (moved_by_a_row("agency"), "mass_renaming"),
        (sorted_apart("agency"), "mass_renaming"),
        (each(model=WARRANT), "mass_remodelling"),
        (each(state="WI"), "mass_moving"),
    ],
    ids=["names moved by a row", "names sorted apart", "one model for all", "another state"],
)
def test_a_state_of_other_agreements_is_held_alone(watch: Watch, damage: Damage, reason: str) -> None:
    """Nothing of that state is told, what was known of it is kept, and the rest of the list goes through."""
    known = dict(watch.known)
    verdict = watch.see([*in_state("VA", damage)(LIST), NEW], AT + HOUR)
    assert (verdict.whole, told(verdict)) == (False, [NEW.agency])
    assert ("VA", reason) in reasons(verdict)
    assert {state for state, _ in reasons(verdict)} == {"VA"}
    assert {one.id: one for one in watch.known.values() if one.agency != NEW.agency} == known


def test_names_that_are_moved_on_a_list_without_counties_are_held() -> None:
    """Another date says so there, where names are gone that the first and the last row should have."""
    bare = [replace(row, county="", moa_url=None) for row in LIST]
    plain = Watch()
    plain.see(bare, AT)
    verdict = plain.see(in_state("VA", _without_the_first)(bare), AT + HOUR)
    assert (("VA", "mass_renaming") in reasons(verdict), told(verdict)) == (True, [])


def _without_the_first(rows: Sequence[Listing]) -> list[Listing]:
    """Delete the first name, so that all others move up, and type a new one at the end."""
    names = [*(row.agency for row in rows[1:]), "Quarndon County Sheriff's Office"]
    return [replace(row, agency=name) for row, name in zip(rows, names, strict=True)]


@pytest.mark.parametrize(
    ("damage", "reason", "field"),
    [
        (moved_by_a_row("county"), "mass_counties", "county"),
        (each(county="Zorrel County"), "mass_counties", "county"),
        (each(signed_on=dt.date(2024, 3, 5)), "mass_redating", "signed_on"),
    ],
    ids=["counties moved by a row", "one county for all", "one date for all"],
)
@pytest.mark.parametrize("state", [None, "VA"])
def test_a_column_is_kept_as_known_and_the_rest_goes_through(
    watch: Watch, damage: Damage, reason: str, field: str, state: str | None
) -> None:
    """The rows are who they were; a new one is told, and without what stands in the doubted column."""
    damaged = damage if state is None else in_state(state, damage)
    before = {one.agency: getattr(one, field) for one in watch.known.values()}
    verdict = watch.see(damaged([*LIST, replace(NEW, state=state or "TX")]), AT + HOUR)
    assert (reasons(verdict), told(verdict)) == ([(state, reason)], [NEW.agency])
    after = {one.agency: getattr(one, field) for one in watch.known.values()}
    assert not after.pop(NEW.agency)
    assert after == before


def test_as_many_of_several_states_hold_each_of_them(watch: Watch) -> None:
    """Twenty over a list that is far longer doubt every state that has any, one or two of a state included."""
    more = [
        replace(row, agency=f"{row.agency} {n}", signed_on=row.signed_on and row.signed_on.replace(year=1990 + n))
        for n in range(6)
        for row in LIST
    ]
    rows = [*LIST, *(replace(row, moa_url=None) for row in more)]
    watch.see(rows, AT + HOUR)
    wrong = {id(row) for state, count in SIZES.items() for row in rows_in(state, rows)[: max(1, count // 3)]}
    verdict = watch.see([replace(row, model=_next(row)) if id(row) in wrong else row for row in rows], AT + 2 * HOUR)
    assert reasons(verdict) == [(state, "mass_remodelling") for state in SIZES]
    assert told(verdict) == []


def rows_in(state: str, rows: Sequence[Listing]) -> list[Listing]:
    return [row for row in rows if row.state == state]


def _next(row: Listing) -> SupportModel:
    return JAIL if row.model is not JAIL else WARRANT


@pytest.mark.parametrize(
    "keep_house",
    [
        lambda row: replace(row, agency=row.agency.upper(), state_printed=row.state),
        lambda row: replace(row, agency=row.agency.replace("Sheriff's Office", "Sheriff's Department")),
        lambda row: replace(row, agency=row.agency.replace("Police Department", "P.D.").replace("County", "Co.")),
        lambda row: replace(row, agency=f"{row.agency} ({row.state})", county=row.county.removesuffix(" County")),
        lambda row: replace(row, moa_url=row.moa_url and row.moa_url.replace("287gMOA", "2026"), type=""),
        lambda row: replace(row, county="", type="Municipality"),
    ],
    ids=["capitals", "departments", "abbreviations", "additions", "links", "blank counties"],
)
@pytest.mark.parametrize("state", [None, "VA"])
def test_house_keeping_is_neither_held_nor_told(
    watch: Watch, keep_house: Callable[[Listing], Listing], state: str | None
) -> None:
    """What is only spelt, linked or left out otherwise is believed at once."""
    verdict = watch.see([keep_house(row) if state in (None, row.state) else row for row in LIST], AT + HOUR)
    assert verdict.holds == ()
    assert {change.kind for change in verdict.believed.changes} <= {ChangeKind.CORRECTED}


@pytest.mark.parametrize("count", [1, 2])
def test_single_corrections_go_through_at_once(watch: Watch, count: int) -> None:
    """Two of a state's agencies under another office, and two of other models, are mended rows."""
    names = [row.agency for row in rows_of("MD", 12)[:count]]
    rows = [replace(row, model=_next(row)) if row.agency in names else row for row in LIST]
    verdict = watch.see(rows, AT + HOUR)
    assert (verdict.holds, len(verdict.believed.changes)) == ((), count)


def test_a_state_that_was_really_renamed_is_believed_within_a_day(watch: Watch) -> None:
    """Shown for 18 hours, or still by another edition after six."""
    rows = in_state("VA", each(model=WARRANT))(LIST)
    corrected = sum(row.model is not WARRANT for row in rows_of("VA", 12))
    assert told(watch.see(rows, AT + HOUR)) == []
    assert told(watch.see(rows, AT + 18 * HOUR)) == []
    verdict = watch.see(rows, AT + 19 * HOUR)
    assert (verdict.holds, len(verdict.believed.changes)) == ((), corrected)


def test_another_edition_confirms_a_state_after_six_hours(watch: Watch) -> None:
    """As it does departures."""
    rows = in_state("VA", each(model=WARRANT))(LIST)
    watch.see(rows, AT + HOUR)
    assert watch.see([*rows, NEW], AT + 8 * HOUR).holds == ()


def test_a_whole_list_is_believed_when_three_editions_agree_over_a_day(watch: Watch) -> None:
    """As it is when it is cut; its states are not doubted anew."""
    wrong = each(model=WARRANT)(LIST)
    editions = [wrong, [*wrong, NEW], [*wrong, NEW, replace(NEW, agency="Rathlowe Police Department")]]
    assert [watch.see(rows, AT + (1 + 13 * n) * HOUR).whole for n, rows in enumerate(editions)] == [True, True, False]
    assert watch.holds == ()


@pytest.mark.parametrize(("decision", "whole"), [(Decision.APPROVED, False), (Decision.REJECTED, True)])
def test_an_operator_decides_of_a_whole_list(watch: Watch, decision: Decision, *, whole: bool) -> None:
    """Approved it is taken in at once, with a row more as well; rejected it stays held."""
    wrong = each(model=WARRANT)(LIST)
    (hold,) = watch.see(wrong, AT + HOUR).holds
    watch.holds = (replace(hold, decision=decision),)
    assert watch.see([*wrong, NEW], AT + 300 * HOUR).whole is whole
