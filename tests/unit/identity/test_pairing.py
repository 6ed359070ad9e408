from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agreements import Agreement, Listing, Reason, SupportModel
from bot.identity.evidence import Evidence
from bot.identity.likeness import Alike
from bot.identity.pairing import Arrival, Departure, Pair, Pairing, pair
from tests.support.identity import DAY, JAIL, LATER, TASK_FORCE, WARRANT, known, listing

PAGE = "Page County Sheriff's Office"
MOA = "https://www.ice.gov/doclib/287gMOA/page.pdf"
OTHER = listing("Luray Police Department", model=JAIL)
FRESH = dt.date(2025, 9, 1)


def paired(before: Sequence[Agreement], *rows: Listing) -> Pair:
    """Return the only pair of these rows that does not say exactly what is known."""
    (found,) = pair(before, rows).pairs
    return found


def test_a_row_that_says_what_is_known_is_unchanged() -> None:
    """It is found by its position, and nothing is weighed."""
    before = known(OTHER, listing(PAGE))
    assert pair(before, (listing(PAGE), OTHER)) == Pairing(unchanged={0: before[1], 1: before[0]})


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (listing("Tampa PD"), listing("Tampa Police Department"), Reason.RESPELT),
        (listing("Luray Police Deparment"), listing("Luray Police Department"), Reason.RESPELT),
        (listing("Freedom County Sheriff"), listing("Freeborn County Sheriff"), Reason.RENAMED),
        (listing(PAGE, state="MT"), listing(PAGE, state="MN"), Reason.MOVED_STATE),
        (listing(PAGE, model=JAIL), listing(PAGE, model=WARRANT), Reason.MODEL_CORRECTED),
        (listing(PAGE), listing(PAGE, signed=FRESH), Reason.DATE_CORRECTED),
        (listing(PAGE, signed=None, printed="TBD"), listing(PAGE), Reason.DATE_CORRECTED),
        (listing(PAGE, signed=None, printed="TBD"), listing(PAGE, signed=None, printed="7/72"), Reason.DATE_CORRECTED),
        (listing(PAGE, county="Paige"), listing(PAGE, county="Page"), Reason.COUNTY_CORRECTED),
        (listing(PAGE), listing(PAGE, county="Page"), None),
        (listing(PAGE), listing(PAGE.upper()), None),
        (listing(PAGE), listing(PAGE, moa=MOA), None),
        (listing(PAGE), listing(PAGE, state=None), None),
        (listing(PAGE), listing(PAGE, signed=None, printed="7/72025"), None),
    ],
)
def test_a_pair_says_what_its_row_corrects(old: Listing, new: Listing, reason: Reason | None) -> None:
    """A reason names the correction; a filled cell, another case, a link or an unreadable cell corrects nothing."""
    assert paired(known(old), new).reason is reason


def test_the_weightiest_field_is_the_reason() -> None:
    """State before name before date before county."""
    old = listing("Page County Jail", state="MT", county="Paige", moa=MOA)
    assert paired(known(old), replace(old, agency="Page Jail", state="MN", county="Page")).reason is Reason.MOVED_STATE
    respelt = listing("Page Co. Jail", state="MT", county="Page", signed=FRESH, moa=MOA)
    assert paired(known(old), respelt).reason is Reason.RESPELT
    assert paired(known(old), replace(respelt, agency=old.agency)).reason is Reason.DATE_CORRECTED


def test_a_pair_of_one_name_carries_its_evidence() -> None:
    """Namesakes start from 8 points; a date 82 days away takes 3."""
    before = known(OTHER, listing(PAGE))
    row = listing(PAGE, signed=FRESH)
    evidence = Evidence(name=8, date=-3, likeness=Alike.SAME)
    assert paired(before, OTHER, row) == Pair(before[1], row, 1, Reason.DATE_CORRECTED, evidence)


def test_a_pair_of_two_names_carries_its_evidence() -> None:
    """A resembling name whose word is nowhere else (5), the date (4) and its own county (-1) make 8."""
    old, new = (listing(f"{n} County Sheriff's Office", county=f"{n} County") for n in ("Freedom", "Freeborn"))
    evidence = paired(known(old), new).evidence
    assert evidence == Evidence(name=5, date=4, county=-1, likeness=Alike.RELATED)
    assert evidence.total == 8


def test_an_agreement_without_a_row_has_no_counterpart() -> None:
    """No row of the edition could be meant."""
    before = known(OTHER, listing(PAGE))
    assert pair(before, (OTHER,)).departures == (Departure(before[1], Reason.NO_COUNTERPART),)


def test_a_departure_listed_twice_says_so() -> None:
    """Its agency is still listed with the same model: nothing has ended."""
    before = known(listing(PAGE, signed=dt.date(2020, 6, 1)), listing(PAGE))
    found = pair(before, (listing(PAGE),))
    assert found.departures == (Departure(before[0], Reason.LISTED_TWICE),)
    assert [match.agreement for match in found.pairs] == [before[1]]


def test_a_row_of_no_known_agreement_is_new() -> None:
    """It stands for nothing that is known, nor for anything that has ended."""
    row = listing(PAGE)
    assert pair(known(OTHER), (row, OTHER)).arrivals == (Arrival(row, 0, "VA", TASK_FORCE, Reason.NEW_ROW),)


def test_a_row_of_an_ended_agreement_came_back_with_the_evidence_for_it() -> None:
    """The same name (10) on the same date (4)."""
    (gone,) = (replace(agreement, ended_at=LATER) for agreement in known(listing(PAGE)))
    row = listing("Page County Sheriffs Dept.")
    evidence = Evidence(name=10, date=4, likeness=Alike.SAME)
    assert pair((gone,), (row,)).arrivals == (Arrival(row, 0, "VA", TASK_FORCE, Reason.CAME_BACK, gone, evidence),)


@pytest.mark.parametrize(
    ("before", "now", "county", "reason"),
    [
        ("Velstead Township Constable", "Velstead Constable", "", Reason.CAME_BACK),
        ("Velstead PD", "Velsteed Police Department", "Orve County", Reason.CAME_BACK),
        ("Velstead PD", "Velsteed Police Department", "", Reason.NEW_ROW),
        ("Velstead PD", "Virginia Velsteed Police Department", "", Reason.NEW_ROW),
    ],
)
def test_what_comes_back_mistyped_and_undated_must_agree_in_more_than_its_name(
    before: str, now: str, county: str, reason: Reason
) -> None:
    """The pending list has no dates: another town a letter apart is newly pending."""
    (agreement,) = known(listing(before, signed=None, county=county))
    gone = replace(agreement, ended_at=LATER)
    (arrival,) = pair((gone,), (listing(now, signed=None, county=county),)).arrivals
    assert arrival.reason is reason


def test_of_two_that_left_the_last_comes_back() -> None:
    """Where the evidence for both is the same, the later departure decides."""
    (agreement,) = known(listing(PAGE))
    first = replace(agreement, ended_at=LATER)
    last = replace(agreement, id=2, ended_at=LATER + dt.timedelta(days=1))
    for ended in ((first, last), (last, first)):
        assert [arrival.former for arrival in pair(ended, (listing(PAGE),)).arrivals] == [last]


@pytest.mark.parametrize("row", [listing("New PD", state=None), listing("New PD", model=None), listing("")])
def test_a_row_that_cannot_be_read_arrives_as_it_is_printed(row: Listing) -> None:
    """It stands apart, too, for the operator to see; one that names nobody is no arrival."""
    found = pair(known(OTHER), (row, OTHER))
    assert found.unreadable == (row,)
    assert [(arrival.state, arrival.model) for arrival in found.arrivals] == (
        [(row.state or row.state_printed, row.model or row.model_printed)] if row.agency else []
    )


@pytest.mark.parametrize("row", [listing(PAGE, state=None), listing(PAGE, model=None)])
def test_a_row_that_may_repeat_another_is_none_of_its_own(row: Listing) -> None:
    """The same agency and date printed twice, once mistyped, is one agreement."""
    found = pair((), (listing(PAGE), row))
    assert (len(found.arrivals), found.unreadable) == (1, (row,))


def test_a_row_that_repeats_another_says_so() -> None:
    """Of two rows within 45 days one is the agreement; a row of 46 days later is another agreement."""
    early, soon, later = (listing(PAGE, signed=DAY + dt.timedelta(days=days)) for days in (0, 45, 46))
    assert pair((), (early, soon)).repeated == (soon,)
    assert pair((), (early, later)).repeated == ()


def test_of_fifty_one_rows_of_one_agency_and_model_the_last_is_not_looked_at() -> None:
    """It counts as a repetition, whatever its date."""
    rows = [listing(PAGE, signed=dt.date(1990, 1, 1) + dt.timedelta(days=46 * n)) for n in range(51)]
    found = pair((), rows)
    assert (len(found.arrivals), found.repeated) == (50, (rows[50],))


def test_the_order_of_the_rows_does_not_decide() -> None:
    """Two respelt rows that each resemble both old ones go to the right one each, in either order."""
    before = known(listing("Greene Fork Police Department"), listing("Green Forks Police Department", signed=FRESH))
    rows = [listing("Greens Forks Police Department", signed=FRESH), listing("Green Fork Police Department")]
    for ordered in (rows, rows[::-1]):
        found = {match.agreement.agency: match.row.agency for match in pair(before, ordered).pairs}
        assert found == {before[0].agency: rows[1].agency, before[1].agency: rows[0].agency}


ROWS = st.lists(
    st.builds(
        lambda agency, state, model, signed, county: listing(
            agency, state=state, model=model, signed=signed, county=county
        ),
        st.sampled_from([PAGE, "Page Co. SO", "Page Jail", "Luray PD", "Lurai PD", "Constable 1", "Constable 2", ""]),
        st.sampled_from(["VA", "MD", None]),
        st.sampled_from([*SupportModel, None]),
        st.sampled_from([DAY, FRESH, None]),
        st.sampled_from(["", "Page", "Bath"]),
    ),
    max_size=12,
)


@given(ROWS, ROWS)
def test_every_row_and_every_agreement_is_in_one_place(before: list[Listing], rows: list[Listing]) -> None:
    """No row is left out or used twice, and no agreement is."""
    agreements = known(*before)
    found = pair(agreements, rows)
    positions = [match.position for match in found.pairs] + [arrival.position for arrival in found.arrivals]
    positions += found.unchanged
    assert len(set(positions)) == len(positions)
    apart = [row for row in found.unreadable if not any(arrival.row is row for arrival in found.arrivals)]
    assert len(positions) + len(apart) + len(found.repeated) + len(found.seconds) == len(rows)
    kept = [match.agreement for match in found.pairs] + [departure.agreement for departure in found.departures]
    kept += found.unchanged.values()
    assert sorted(agreement.id for agreement in kept) == [agreement.id for agreement in agreements]
