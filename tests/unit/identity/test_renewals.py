"""An agreement signed anew, and what only looks like one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.agreements import Agreement, ChangeKind, Listing
from bot.domain.editions import ListKind
from tests.support.identity import JAIL, TASK_FORCE, WARRANT, after, known, listing
from tests.support.identity import told as changes_in

AGENCY, COUNTY = "Marrowby County Sheriff's Office", "Marrowby County"
SIGNED, ANEW = dt.date(2020, 6, 9), dt.date(2026, 6, 1)
OLD, NEW = (f"https://www.ice.gov/doclib/287gMOA/Marrowby_{year}.pdf" for year in (2020, 2026))
OTHERS = (listing("Velstead Police Department"), listing("Quillfern County Jail", model=WARRANT))


def row(agency: str = AGENCY, *, signed: dt.date | None = SIGNED, moa: str | None = OLD, county: str = "") -> Listing:
    return listing(agency, model=JAIL, signed=signed, moa=moa, county=county)


BEFORE = known(*OTHERS, row())


@pytest.mark.parametrize("moa", [None, NEW])
def test_a_later_signing_without_the_old_text_is_a_renewal(moa: str | None) -> None:
    """It is told as just that, under the agreement's own id, with the former date, and the text is the new one's."""
    result = after(BEFORE, *OTHERS, row(signed=ANEW, moa=moa))
    assert changes_in(result) == [("renewed", AGENCY, "signed_anew")]
    (change,) = result.changes
    assert change.was == {"signed_on": "2020-06-09", "moa_url": OLD}
    assert (change.agreement.id, change.agreement.signed_on, change.agreement.moa_url) == (BEFORE[2].id, ANEW, moa)
    assert result.listed == (*BEFORE[:2], change.agreement)


def test_a_renewal_is_told_once_and_its_text_when_it_is_posted() -> None:
    """The next edition says nothing, and the first link of the new agreement is a first link."""
    renewed = after(BEFORE, *OTHERS, row(signed=ANEW, moa=None)).listed
    assert changes_in(after(renewed, *OTHERS, row(signed=ANEW, moa=None))) == []
    assert changes_in(after(renewed, *OTHERS, row(signed=ANEW, moa=NEW))) == [("moa_posted", AGENCY, "first_link")]


@pytest.mark.parametrize(
    ("before", "signed", "moa"),
    [
        (OLD, ANEW, OLD),
        (OLD, ANEW, OLD.replace("287gMOA", "287gMOA/2026") + "?v=2"),
        (None, ANEW, None),
        (None, ANEW, NEW),
        (OLD, SIGNED + dt.timedelta(days=3), None),
        (OLD, SIGNED + dt.timedelta(days=45), NEW),
        (OLD, SIGNED.replace(year=2021), None),
        (OLD, dt.date(2020, 9, 6), None),
        (OLD, SIGNED - dt.timedelta(days=400), NEW),
    ],
    ids=[
        *("same_link", "same_file", "never_linked", "first_link"),
        *("some_days", "45_days", "one_year", "month_and_day_swapped", "earlier"),
    ],
)
def test_a_date_that_was_mended_is_no_renewal(before: str | None, signed: dt.date, moa: str | None) -> None:
    """Where the text stays, or was never there, or the date differs as by a slip, it is a correction."""
    result = after(known(*OTHERS, row(moa=before)), *OTHERS, row(signed=signed, moa=moa))
    assert changes_in(result)[0] == ("corrected", AGENCY, "date_corrected")
    assert ChangeKind.RENEWED not in {change.kind for change in result.changes}


@pytest.mark.parametrize("unread", [row(signed=None, moa=None), row(signed=SIGNED, moa=None)])
def test_without_a_new_date_nothing_is_renewed(unread: Listing) -> None:
    """A date that cannot be read is none, and a link that went is kept."""
    assert after(BEFORE, *OTHERS, unread).listed == BEFORE


def test_an_agreement_without_a_date_is_never_renewed() -> None:
    """Nobody knows what was before the first date; neither does the pending list, which has none."""
    undated = known(row(signed=None))
    assert changes_in(after(undated, row(signed=ANEW, moa=None))) == [("corrected", AGENCY, "date_corrected")]
    pending = known(row(signed=None), kind=ListKind.PENDING)
    told = changes_in(after(pending, row(signed=None, moa=NEW), kind=ListKind.PENDING))
    assert told == [("moa_replaced", AGENCY, "other_link")]


def test_one_of_two_models_is_renewed() -> None:
    """The other one stays as it was."""
    other = listing(AGENCY, model=TASK_FORCE, signed=SIGNED, moa=NEW)
    result = after(known(other, row()), other, row(signed=ANEW, moa=None))
    assert [(change.kind, change.agreement.model) for change in result.changes] == [("renewed", JAIL)]


@pytest.mark.parametrize(
    "respelt",
    [
        "Marrowby County S.O.",
        "Marrowby County Sheriff's Dept.",
        "Marowby County Sheriff's Office",
        "Marrowby County Sheriff Jane Roe",
    ],
)
def test_a_renewal_under_another_spelling_is_one_change(respelt: str) -> None:
    """The former spelling is in its history; a typing error in a far name needs no date to be one."""
    before = known(*OTHERS, row(county=COUNTY))
    result = after(before, *OTHERS, row(respelt, signed=ANEW, moa=None, county=COUNTY))
    assert changes_in(result) == [("renewed", respelt, "signed_anew")]
    assert result.changes[0].was["agency"] == AGENCY
    assert result.changes[0].agreement.id == before[2].id


@pytest.mark.parametrize(
    ("state", "name"), [("VA", "Marrowby Beach Police Department"), ("NC", f"North {AGENCY}"), ("WV", f"West {AGENCY}")]
)
def test_a_near_namesake_that_signs_later_is_no_renewal(state: str, name: str) -> None:
    """Another agency's signing beside a departure is both, also where the state's own name has the word."""
    old, came = (
        replace(one, state=state) for one in (row(county=COUNTY), row(name, signed=ANEW, moa=None, county=COUNTY))
    )
    assert [kind for kind, _, _ in changes_in(after(known(old), came))] == ["signed", "ended"]


def test_both_signings_on_one_edition_are_two_agreements() -> None:
    """The second row is told as one more, and the first going later is no departure."""
    old, new = row(), row(signed=ANEW, moa=None)
    both = after(known(old), old, new)
    assert changes_in(both) == [("signed", AGENCY, "new_row")]
    assert changes_in(after(both.listed, new)) == [("corrected", AGENCY, "listed_twice")]


def _state(count: int, moa: str | None) -> list[Listing]:
    names = ("Velstead", "Ombrook", "Tessaly", "Quillfern", "Harrowmere")[:count]
    return [
        listing(f"{name} County Jail", model=JAIL, moa=moa and f"https://www.ice.gov/{moa}/{name}_{moa}.pdf")
        for name in names
    ]


@pytest.mark.parametrize("shown", [None, "new"])
def test_where_all_links_of_a_state_go_or_change_a_date_is_no_renewal(shown: str | None) -> None:
    """Housekeeping explains the link that is no more, so the date alone says nothing."""
    before = known(*_state(4, "old"), row())
    moa = NEW if shown else None
    told = changes_in(after(before, *_state(4, shown), row(signed=ANEW, moa=moa)))
    assert told == [("corrected", AGENCY, "date_corrected")]
    assert _renewed(before, *_state(4, "old"), row(signed=ANEW, moa=moa)) == [AGENCY]


def test_all_agreements_of_a_state_renewed_on_one_day_are_told() -> None:
    """They end on one day, too: their links are no housekeeping."""
    before = known(*(replace(one, signed_on=SIGNED) for one in _state(5, "old")))
    shown = [replace(one, signed_on=ANEW) for one in _state(5, None)]
    assert len(_renewed(before, *shown)) == 5


def _renewed(before: tuple[Agreement, ...], *rows: Listing) -> list[str]:
    changes = after(before, *rows).changes
    return [change.agreement.agency for change in changes if change.kind is ChangeKind.RENEWED]
