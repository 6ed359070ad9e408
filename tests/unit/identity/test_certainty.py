"""How sure each change is: what nothing else could be, what a rule decided, and what is doubtful."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.agreements import Change, Comparison, Listing
from bot.domain.basis import Basis, Level
from bot.domain.editions import ListKind
from bot.identity.certainty import level_of
from bot.identity.compare import compare
from tests.support.identity import DAY, JAIL, LATER, WARRANT, after, known, listing, roster

QUILLBY = "Quillby Police Department"
TESSALY = "Tessaly County Sheriff's Office"
FAR = dt.date(2024, 1, 9)
MOA = "https://www.ice.gov/doclib/287gMOA/tessaly.pdf"


def only(comparison: Comparison) -> Change:
    (change,) = comparison.changes
    return change


def basis(change: Change) -> Basis:
    assert change.basis is not None
    return change.basis


def level(before: Listing, now: Listing) -> Level:
    """How sure the one change between two rows is."""
    return basis(only(after(known(before), now))).level


def levels(before: list[Listing], now: list[Listing]) -> dict[str, Level]:
    return {change.kind.value: basis(change).level for change in after(known(*before), *now).changes}


@pytest.mark.parametrize(
    ("margin", "found"), [(4, "plain"), (3.5, "decided"), (2, "decided"), (1.5, "doubtful"), (-3, "doubtful")]
)
def test_a_level_is_how_far_any_other_reading_is(margin: float, found: str) -> None:
    """A date's or a link's worth, a county's worth, or less."""
    assert level_of(margin) == found


def test_what_comes_and_goes_with_nothing_like_it_is_plain() -> None:
    """A signing and a departure of agencies that have nothing in common."""
    found = after(known(listing(QUILLBY, county="Orve", row=2)), listing(TESSALY, signed=FAR, county="Tessaly", row=3))
    assert {basis(change).level for change in found.changes} == {Level.PLAIN}
    assert [basis(change).row for change in found.changes] == [3, 0]
    assert all(basis(change).considered == () for change in found.changes)


def test_an_agency_beside_a_resembling_one_is_decided() -> None:
    """The rule that a telling word more makes another agency turned the other reading down: 5 of 8 points."""
    former = listing(QUILLBY, county="Orve", moa=MOA)
    found = after(known(former), listing("Quillby Beach Police Department", county="Orve"))
    assert len(found.changes) == 2
    for change in found.changes:
        assert basis(change).level is Level.DECIDED
        (other,) = basis(change).considered
        assert (other.likeness, other.points, other.total) == ("twin", {"date": 4.0, "county": 1.0}, 5.0)


def test_another_agency_of_one_place_or_county_is_decided() -> None:
    """Where nothing was linked: what a rule of its own takes for one agreement."""
    assert level(listing(TESSALY), listing("Tessaly County Detention Center")) is Level.DECIDED
    other = listing("Quillby Beach Police Department", county="Orve")
    assert level(listing(QUILLBY, county="Orve"), other) is Level.DECIDED


def test_a_renewal_is_decided() -> None:
    """A later date and a text that is gone: a rule of its own, however far the dates are."""
    old = listing(TESSALY, signed=dt.date(2020, 6, 9), moa=MOA)
    assert level(old, listing(TESSALY, signed=dt.date(2026, 6, 1))) is Level.DECIDED


def test_other_numbers_are_never_the_same_but_are_named() -> None:
    """Precinct 1 left and precinct 2 came, with one date and county: decided, by the rule of numbers."""
    before = listing("Tessaly County Constable Precinct 1", county="Tessaly", row=5)
    found = after(known(before), listing("Tessaly County Constable Precinct 2", county="Tessaly", row=6))
    assert [basis(change).level for change in found.changes] == [Level.DECIDED] * 2
    assert not basis(found.changes[0]).considered[0].possible


def test_one_model_ends_and_another_begins_is_decided() -> None:
    """The same agency under another model, its date off by days, is near to being one agreement."""
    later = DAY + dt.timedelta(days=3)
    assert levels([listing(TESSALY, model=JAIL)], [listing(TESSALY, model=WARRANT, signed=later)]) == {
        "signed": Level.DECIDED,
        "ended": Level.DECIDED,
    }


def test_a_second_row_in_another_spelling_is_doubtful() -> None:
    """The agency stays on its row, and a new one has its name in other words, its date and its county."""
    here = listing(QUILLBY, county="Orve")
    new = listing("City of Quillby Borough Police Department", county="Orve")
    found = only(after(known(here), here, new))
    assert (found.kind, basis(found).level) == ("signed", Level.DOUBTFUL)
    assert basis(found).considered[0].agency == QUILLBY


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (listing(QUILLBY, signed=DAY + dt.timedelta(days=1)), Level.PLAIN),
        (listing("Quilbly Police Department"), Level.PLAIN),
        (listing("Quilbly Police Department", signed=DAY + dt.timedelta(days=1)), Level.DECIDED),
        (listing("Quilbly Police Department", signed=DAY + dt.timedelta(days=20)), Level.DOUBTFUL),
        (listing(QUILLBY, signed=FAR), Level.DECIDED),
    ],
)
def test_a_correction_is_as_sure_as_what_it_has_to_spare(now: Listing, found: Level) -> None:
    """One name suffices by itself unless its date is far off; a mistyped one does with the same date."""
    assert level(listing(QUILLBY), now) is found


def test_the_same_link_makes_it_plain() -> None:
    """A state mended with the link that nobody else has needs no more."""
    assert level(listing(TESSALY, state="OR", moa=MOA), listing(TESSALY, state="WI", moa=MOA)) is Level.PLAIN


def test_two_rows_of_one_agency_that_are_equally_near_are_doubtful() -> None:
    """Which of them is the known agreement is a matter of their order."""
    rows = [listing(QUILLBY, signed=DAY + dt.timedelta(days=way), row=way + 5) for way in (-2, 2)]
    found = after(known(listing(QUILLBY)), *rows)
    assert {basis(change).level for change in found.changes if change.kind == "corrected"} == {Level.DOUBTFUL}


def test_what_another_row_fits_better_casts_no_doubt() -> None:
    """A new agreement of an agency whose other one was only respelt, with all else equal, is its own."""
    before = [listing("Tesaly County Sheriff's Office", model=WARRANT, county="Tessaly", moa=MOA)]
    now = [
        listing(TESSALY, model=WARRANT, county="Tessaly", moa=MOA),
        listing(TESSALY, model=JAIL, county="Tessaly"),
    ]
    assert levels(before, now) == {"corrected": Level.PLAIN, "signed": Level.PLAIN}


def test_what_was_signed_casts_no_doubt_on_its_namesakes() -> None:
    """On the pending list a row that left because it was signed is no reading of another state's."""
    pending = known(listing(TESSALY, state="OR", signed=None), kind=ListKind.PENDING)
    signed = known(listing(TESSALY, state="OR"))
    shown = roster(listing(TESSALY, state="WI", signed=None), kind=ListKind.PENDING)
    found = compare(pending, shown, at=LATER, next_id=9, signed=signed)
    assert [basis(change).level for change in found.changes] == [Level.PLAIN] * 2


def test_what_came_back_is_as_sure_as_it_resembles_what_left() -> None:
    """The same name and date are plain; a mistyped name and a date off by a day are not."""
    gone = after(known(listing(QUILLBY), listing(TESSALY)), listing(TESSALY))
    left = [*gone.listed, *(change.agreement for change in gone.changes)]
    same = only(after(left, listing(TESSALY), listing(QUILLBY, row=4)))
    assert (same.reason, basis(same).level) == ("came_back", Level.PLAIN)
    other = listing("Quilbly Police Department", signed=DAY + dt.timedelta(days=1), row=4)
    assert basis(only(after(left, listing(TESSALY), other))).level is Level.DECIDED


def test_one_of_two_rows_that_went_is_decided() -> None:
    """The agency is still there with the same model, so that nothing has ended."""
    twice = known(listing(QUILLBY, county="Orve"), listing(QUILLBY, signed=FAR, county="Orve"))
    assert basis(only(after(twice, listing(QUILLBY, county="Orve")))).level is Level.DECIDED
