from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.agreements import ChangeKind, Listing, Reason
from bot.domain.editions import ListKind
from bot.identity.compare import compare
from tests.support import ROOT
from tests.support.identity import (
    AT,
    DAY,
    JAIL,
    LATER,
    TASK_FORCE,
    WARRANT,
    after,
    ended_then,
    known,
    listing,
    of_kind,
    roster,
)
from tests.support.identity import told as changes_in

PAGE = "Page County Sheriff's Office"
FRESH = dt.date(2025, 9, 1)
DOCUMENT = ROOT / "docs" / "how-changes-are-decided.md"
MOA = "https://www.ice.gov/doclib/287gMOA/page.pdf"
OTHERS = (listing("Warren County Sheriff's Office"), listing("Luray Police Department", model=JAIL))


def test_a_row_of_no_known_agreement_is_signed() -> None:
    """A new agency is told as signed, with the next id."""
    result = after(known(*OTHERS), *OTHERS, listing(PAGE, signed=FRESH))
    assert changes_in(result) == [("signed", PAGE, "new_row")]
    assert result.changes[0].agreement.id == 1000
    assert not result.changes[0].relisted


def test_an_agreement_without_a_row_has_ended() -> None:
    """A departure is told with the edition that shows it, as last listed."""
    before = known(*OTHERS, listing(PAGE))
    result = after(before, *OTHERS)
    assert changes_in(result) == [("ended", PAGE, "no_counterpart")]
    assert result.changes[0].agreement.ended_at == LATER
    assert result.listed == before[:2]


def test_one_more_model_is_told_with_those_that_the_agency_had() -> None:
    """An agency that was on the list already has not just come to it; two new models at once are no earlier ones."""
    before = known(*OTHERS, listing(PAGE))
    (change,) = after(before, *OTHERS, listing(PAGE), listing(PAGE, model=JAIL, signed=FRESH)).changes
    assert (change.kind, change.remaining) == (ChangeKind.SIGNED, (TASK_FORCE,))
    both = after(known(*OTHERS), *OTHERS, listing(PAGE), listing(PAGE, model=JAIL)).changes
    assert [change.remaining for change in both] == [(), ()]


def test_an_unchanged_agreement_is_the_same_object() -> None:
    """What nothing happened to need not be stored again."""
    before = known(*OTHERS)
    assert all(a is b for a, b in zip(after(before, *OTHERS).listed, before, strict=True))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tampa PD", "Tampa Police Department"),
        ("Gulf County BOCC", "Gulf County Board of County Commissioners"),
        ("Gulf County Board of County Commissioners", "Gulf County Board of County Commissioners /Detention Facility"),
        ("Department of Corrections", "Virginia Department of Corrections"),
        ("City of Luray Police Department", "Luray Police Department"),
        ("Town of Luray Police Department", "Luray Police Department"),
        ("Luray Police Department", "Luray Borough Police Department"),
        ("Page County Sheriff's Office", "Page County Sheriff's Department"),
        ("Ft. Henry Police Department", "Fort Henry Police Department"),
        ("Wyoming Highway State Patrol", "Wyoming State Highway Patrol"),
        ("Green Forks Police Department", "Greens Fork Police Department"),
        ("Lampass County Sheriff's Office", "Lampasas County Sheriff's Office"),
        ("Luray Police Deparment", "Luray Police Department"),
        ("Page County Sheriff's Offic", "Page County Sheriff's Office"),
        ("Department of Safety / THP", "Department of Safety"),
        ("De Land Police Department", "Deland Police Department"),
    ],
)
def test_a_respelt_agency_is_corrected_and_nothing_else(old: str, new: str) -> None:
    """Another spelling of the same agency is no departure and no arrival, in either direction."""
    for was, now in ((old, new), (new, old)):
        result = after(known(*OTHERS[:1], listing(was)), *OTHERS[:1], listing(now))
        assert changes_in(result) == [("corrected", now, "respelt")]
        assert result.changes[0].was == {"agency": was}


def test_a_wrong_name_put_right_is_corrected() -> None:
    """A telling word that resembles the old one, on the same date, is the same agreement."""
    old = listing("Freedom County Sheriff's Office", county="Freedom County")
    result = after(known(old), listing("Freeborn County Sheriff's Office", county="Freeborn County"))
    assert changes_in(result) == [("relabelled", "Freeborn County Sheriff's Office", "renamed")]


@pytest.mark.parametrize("later", [DAY, FRESH])
@pytest.mark.parametrize(
    ("gone", "came"),
    [
        ("Melbourne Police Department", "West Melbourne Police Department"),
        ("Melbourne Police Department", "Melbourne Beach Police Department"),
        ("Panama City Police Department", "Panama City Beach Police Department"),
        ("University of Florida Police Department", "University of West Florida Police Department"),
        ("Pima County Sheriff's Office", "Pinal County Sheriff's Office"),
        ("Constable Precinct 1", "Constable Precinct 2"),
        ("Marion County Sheriff's Office", "Marion Police Department"),
        ("Virginia Department of Law Enforcement", "Virginia Department of Corrections"),
        ("University of Virginia Police Department", "Virginia State University Police Department"),
        ("Franklin Township Police Department", "Franklin Borough Police Department"),
        ("State Attorney, Sixth Judicial Circuit", "State Attorney, Seventh Judicial Circuit"),
    ],
)
def test_a_near_twin_that_arrives_as_one_leaves_is_another_agency(gone: str, came: str, later: dt.date) -> None:
    """Both the departure and the arrival are told, even on the same signing date."""
    other = listing(gone, model=WARRANT)
    result = after(known(listing(gone), other), other, listing(came, signed=later))
    assert changes_in(result) == [("signed", came, "new_row"), ("ended", gone, "no_counterpart")]


def test_an_agency_that_moves_to_its_right_state_is_corrected() -> None:
    """The same name, model and date under another state is a mended row."""
    result = after(known(listing(PAGE, state="MT")), listing(PAGE, state="MN"))
    assert changes_in(result) == [("corrected", PAGE, "moved_state")]
    assert result.changes[0].was == {"state": "MT"}


def test_namesakes_in_two_states_are_two_agencies() -> None:
    """One Washington County leaves while another arrives: both are told."""
    name = "Washington County Sheriff's Office"
    result = after(known(listing(name, state="MD")), listing(name, state="UT", signed=FRESH))
    assert changes_in(result) == [("signed", name, "new_row"), ("ended", name, "no_counterpart")]


@pytest.mark.parametrize("new", [DAY + dt.timedelta(days=1), DAY - dt.timedelta(days=365), FRESH])
def test_another_signing_date_is_a_correction(new: dt.date) -> None:
    """The same agency with the same model stays the same agreement."""
    result = after(known(listing(PAGE)), listing(PAGE, signed=new))
    assert changes_in(result) == [("corrected", PAGE, "date_corrected")]
    assert result.changes[0].was == {"signed_on": str(DAY)}


def test_an_unreadable_date_never_replaces_a_good_one() -> None:
    """What was known stays; a readable date later is a correction."""
    garbled = listing(PAGE, signed=None, printed="7/72025")
    assert changes_in(after(known(listing(PAGE)), garbled)) == []
    result = after(known(garbled), listing(PAGE))
    assert changes_in(result) == [("corrected", PAGE, "date_corrected")]
    assert result.changes[0].was == {"signed_on": None, "signed_printed": "7/72025"}


def test_another_model_on_the_same_date_is_a_correction() -> None:
    """A mistaken support type is mended; a new agreement would have a new date."""
    result = after(known(listing(PAGE, model=JAIL)), listing(PAGE, model=WARRANT))
    assert changes_in(result) == [("corrected", PAGE, "model_corrected")]


def test_another_model_with_a_new_date_is_a_new_agreement() -> None:
    """One model ended and another was signed."""
    result = after(known(listing(PAGE, model=JAIL)), listing(PAGE, model=WARRANT, signed=FRESH))
    assert [kind for kind, _, _ in changes_in(result)] == ["signed", "ended"]
    assert of_kind(result, ChangeKind.ENDED)[0].remaining == (WARRANT,)


def test_one_model_of_several_ends_and_the_rest_remain() -> None:
    """The departure says what the agency keeps."""
    rows = [listing(PAGE, model=model) for model in (TASK_FORCE, JAIL, WARRANT)]
    result = after(known(*rows), rows[0], rows[2])
    assert [(change.kind, change.remaining) for change in result.changes] == [(ChangeKind.ENDED, (TASK_FORCE, WARRANT))]


def test_a_row_listed_twice_is_one_agreement() -> None:
    """Neither the second row nor its going is a change."""
    before = known(listing(PAGE))
    twice = after(before, listing(PAGE), listing(PAGE))
    assert changes_in(twice) == []
    assert twice.listed == before
    assert changes_in(after((), listing(PAGE), listing(f"{PAGE} "))) == [("signed", PAGE, "new_row")]


def test_an_agreement_is_not_ended_while_its_agency_is_listed_with_the_same_model() -> None:
    """An older and a newer row of one agency: when one goes, the agency is still there."""
    old, new = listing(PAGE, signed=dt.date(2020, 6, 1)), listing(PAGE)
    before = known(old, new)
    assert len(before) == 2
    result = after(before, new)
    assert changes_in(result) == [("corrected", PAGE, "listed_twice")]
    assert result.changes[0].agreement.ended_at == LATER


def test_a_renewed_agreement_beside_the_old_one_is_signed() -> None:
    """A second row with a far later date is an agreement of its own."""
    old = listing(PAGE, model=JAIL, signed=dt.date(2020, 6, 1))
    assert changes_in(after(known(old), old, listing(PAGE, model=JAIL, signed=FRESH))) == [("signed", PAGE, "new_row")]


def test_an_agreement_that_comes_back_keeps_its_id() -> None:
    """A return is told as signed, marked as relisted, even under another spelling."""
    before = known(*OTHERS, listing(PAGE))
    gone = ended_then(before, after(before, *OTHERS))
    for name in (PAGE, "Page County Sheriffs Dept."):
        (change,) = after(gone, *OTHERS, listing(name)).changes
        assert (change.kind, change.relisted, change.reason) == (ChangeKind.SIGNED, True, "came_back")
        assert (change.agreement.id, change.agreement.ended_at) == (before[2].id, None)


@pytest.mark.parametrize("county", ["", "Page County"])
def test_an_agency_that_signs_anew_long_after_it_left_has_a_new_agreement(county: str) -> None:
    """Another date long after is another agreement with another text, not the old one back."""
    before = known(*OTHERS, listing(PAGE, county=county, moa=MOA))
    gone = ended_then(before, after(before, *OTHERS))
    (change,) = after(gone, *OTHERS, listing(PAGE, county=county, signed=FRESH)).changes
    assert (change.reason, change.relisted, change.agreement.id) == ("new_row", False, 1000)
    assert change.agreement.moa_url is None


def test_only_the_first_link_is_told() -> None:
    """A link that appears is told once; one that goes is kept, one that changes is followed quietly."""
    first = after(known(listing(PAGE)), listing(PAGE, moa=MOA))
    assert changes_in(first) == [("moa_posted", PAGE, "first_link")]
    lost = after(first.listed, listing(PAGE))
    assert (changes_in(lost), lost.listed[0].moa_url) == ([], MOA)
    assert changes_in(after(lost.listed, listing(PAGE, moa=MOA + "?v=2"))) == []


@pytest.mark.parametrize(
    "row",
    [
        listing(PAGE, state=None),
        listing(PAGE, model=None),
        listing("", county="Page County"),
        listing(PAGE, signed=None, printed="05/082025"),
    ],
)
def test_a_row_that_cannot_be_read_in_part_is_still_the_known_agreement(row: Listing) -> None:
    """No false departure comes of a broken cell."""
    before = known(*OTHERS, listing(PAGE, county="Page County"))
    result = after(before, *OTHERS, row)
    assert changes_in(result) == []
    assert result.listed == before


@pytest.mark.parametrize("row", [listing("New PD", state=None), listing("New PD", model=None), listing("")])
def test_a_row_that_cannot_be_read_is_told_as_it_is_printed(row: Listing) -> None:
    """The operator gets a note besides; a row without an agency names nobody."""
    result = after(known(*OTHERS), *OTHERS, row)
    assert [change.kind for change in result.changes] == ([ChangeKind.SIGNED] if row.agency else [])
    assert len(result.unclear) == 1


def test_townships_of_one_name_in_two_counties_are_two_agencies() -> None:
    """Where the name does not hold the county, the county column tells them apart."""
    rows = [
        listing("Washington Township Police Department", state="NJ", county=county) for county in ("Morris", "Bergen")
    ]
    before = known(*rows)
    assert len(before) == 2
    assert changes_in(after(before, rows[1])) == [("ended", rows[0].agency, "no_counterpart")]


def test_a_county_put_right_is_a_correction_and_one_filled_in_is_not() -> None:
    """A column that appears changes nothing; another county is recorded."""
    assert changes_in(after(known(listing(PAGE)), listing(PAGE, county="Page County"))) == []
    before = known(listing("Luray Police Department", county="Flagere County"))
    result = after(before, listing("Luray Police Department", county="Flagler County"))
    assert changes_in(result) == [("corrected", "Luray Police Department", "county_corrected")]


def test_the_pending_list_has_its_own_kinds() -> None:
    """The same machinery, without dates."""
    rows = [listing(name, signed=None) for name in (PAGE, "Luray Police Department", "Tampa PD")]
    before = known(*rows, kind=ListKind.PENDING)
    respelt = listing("Tampa Police Department", signed=None)
    result = after(
        before, rows[0], respelt, listing("Bath County Sheriff's Office", signed=None), kind=ListKind.PENDING
    )
    assert changes_in(result) == [
        ("corrected", "Tampa Police Department", "respelt"),
        ("pending_listed", "Bath County Sheriff's Office", "new_row"),
        ("pending_dropped", "Luray Police Department", "no_counterpart"),
    ]


def test_every_reason_is_documented() -> None:
    """A reason that a reader can meet is explained in the documentation."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [reason for reason in Reason if f"`{reason}`" not in text] == []


def test_a_first_edition_has_every_row_as_an_agreement() -> None:
    """The baseline is what the caller makes of it; ids count up in the order of the rows."""
    result = compare((), roster(*OTHERS), at=AT, next_id=7)
    assert [agreement.id for agreement in result.listed] == [7, 8]
