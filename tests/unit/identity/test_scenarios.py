"""What editions to come may bring at once: near twins, cut-off lists, many changes."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest

from bot.identity.compare import compare
from bot.identity.likeness import Alike, alike
from bot.ingest.judge import Verdict, judge
from tests.support.identity import DAY, JAIL, LATER, WARRANT, after, known, listing, make_case, roster
from tests.support.identity import told as changes_in

SOON = DAY + dt.timedelta(days=29)
"""A signing date so near that the date alone does not tell two agreements apart."""


@pytest.mark.parametrize(
    ("gone", "came"),
    [
        ("Northampton Township Police Department", "Southampton Township Police Department"),
        ("Eastfield Police Department", "Westfield Police Department"),
        ("Northampton County Sheriff's Office", "Southampton County Sheriff's Office"),
    ],
)
@pytest.mark.parametrize("signed", [DAY, SOON])
def test_another_direction_is_no_slip_of_the_pen(gone: str, came: str, signed: dt.date) -> None:
    """Two letters make North of South, but the two are different places whatever the date."""
    assert alike(gone, came, "PA") is Alike.OTHER
    result = after(known(listing(gone, state="PA")), listing(came, state="PA", signed=signed))
    assert changes_in(result) == [("signed", came, "new_row"), ("ended", gone, "no_counterpart")]


@pytest.mark.parametrize(
    ("gone", "came"), [("Clarke", "Clark"), ("Stratford", "Stafford"), ("Maryville", "Marysville")]
)
def test_a_slip_that_makes_another_real_name_needs_the_date(gone: str, came: str) -> None:
    """Where other agencies bear both names, a near spelling with another date is another agency."""
    old, new = (f"{name} County Sheriff's Office" for name in (gone, came))
    others = [listing(f"{name} Police Department", state="OH", model=WARRANT) for name in (gone, came)]
    before = known(*others, listing(old, county=f"{gone} County"))
    result = after(before, *others, listing(new, county=f"{came} County", signed=SOON))
    assert changes_in(result) == [("signed", new, "new_row"), ("ended", old, "no_counterpart")]
    mended = after(before, *others, listing(new, county=f"{came} County"))
    assert changes_in(mended) == [("corrected", new, "respelt")]


def test_a_misprint_that_is_no_name_is_mended_with_its_date() -> None:
    """A word that no other agency bears is a misprint, though the date was corrected too."""
    others = [listing("Clark Police Department", state="OH", model=WARRANT)]
    before = known(*others, listing("Clrk County Sheriff's Office", county="Clark County"))
    result = after(before, *others, listing("Clark County Sheriff's Office", county="Clark County", signed=SOON))
    assert changes_in(result) == [("corrected", "Clark County Sheriff's Office", "respelt")]


def test_the_same_slip_in_name_and_county_says_nothing_twice() -> None:
    """A county that differs just as the name does is no evidence for one agency."""
    old, new = (listing(f"{n} County Sheriff's Office", county=f"{n} County") for n in ("Arlington", "Burlington"))
    result = after(known(old), replace(new, signed_on=SOON, signed_printed=str(SOON)))
    assert [kind for kind, _, _ in changes_in(result)] == ["signed", "ended"]


ROWS = [
    listing(f"{name} County Sheriff's Office", state=state, county=f"{name} County", model=model)
    for state in ("AL", "FL", "TX", "WV", "WY")
    for name in ("Lee", "Polk", "Pike", "Clay", "Wayne", "Marion", "Greene", "Harris", "Morgan", "Sumter")
    for model in (JAIL, WARRANT)
]


def _judged(*states: str) -> Verdict:
    """Return the verdict on an edition that lists these states alone."""
    before, shown = known(*ROWS), roster(*(row for row in ROWS if row.state in states))
    return judge(make_case(before, shown, compare(before, shown, at=LATER, next_id=1000)), LATER)


def test_a_list_whose_last_states_vanish_is_cut_off() -> None:
    """Two states that go altogether on one edition are a fault of the file, and nothing of it is believed."""
    before = _judged("AL", "FL", "TX", "WV", "WY")
    assert before.holds == ()
    verdict = _judged("AL", "FL", "TX")
    assert (verdict.whole, [hold.reason for hold in verdict.holds]) == (True, ["truncated"])


def test_one_state_that_goes_altogether_is_held_alone() -> None:
    """A state's new law can end all its agreements: that state waits, the rest goes through."""
    verdict = _judged("AL", "FL", "TX", "WV")
    assert (verdict.whole, [(hold.state, hold.reason) for hold in verdict.holds]) == (False, [("WY", "mass_departure")])


def test_many_respelt_rows_are_decided_quickly() -> None:
    """Six hundred respelt rows of one large state cost seconds at worst, also on a busy machine."""
    rows = [
        listing(f"{a}{b} Police Department", state="TX", signed=DAY + dt.timedelta(days=n % 90), county=f"{b} County")
        for n, (a, b) in enumerate((x, y) for x in ("Oak", "Pine", "Elm", "Cedar", "Rock", "Sand") for y in _endings())
    ]
    before = known(*rows)
    started = time.process_time()
    result = after(before, *(replace(row, agency=row.agency.replace("Police", "Polce")) for row in rows))
    assert time.process_time() - started < 5
    assert {kind for kind, _, _ in changes_in(result)} == {"corrected"}
    assert len(result.changes) == len(before) == 600


def _endings() -> list[str]:
    firsts = ("bank", "brook", "crest", "dale", "field", "ford", "grove", "haven", "hurst", "land")
    return [f"{first}{last}" for first in firsts for last in (*"abcdefghi", "ville")]
