from __future__ import annotations

from dataclasses import replace

import pytest

from bot.identity.fields import as_known, former_values, updated
from tests.support.identity import DAY, JAIL, known, listing

PAGE = "Page County Sheriff's Office"
ROW = listing(PAGE, county="Page County", moa="https://www.ice.gov/doclib/287gMOA/page.pdf")


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, agency="PAGE COUNTY  SHERIFF\u2019S OFFICE"),
        replace(ROW, county=""),
        replace(ROW, moa_url=None),
        replace(ROW, state=None),
        replace(ROW, model=None),
        replace(ROW, signed_on=None, signed_printed="7/72025"),
    ],
)
def test_what_is_no_news_leaves_the_agreement_the_same_object(row: object) -> None:
    """Looks, emptied cells, a link that went and an unreadable date replace nothing."""
    (agreement,) = known(ROW)
    assert updated(agreement, row) is agreement  # type: ignore[arg-type]


def test_only_a_row_that_differs_in_nothing_is_as_known() -> None:
    """A cell that became empty is no news, but the row does not say exactly what is known."""
    (agreement,) = known(ROW)
    assert as_known(agreement, replace(ROW, row=99))
    assert not as_known(agreement, replace(ROW, county=""))


def test_the_former_values_are_those_that_were_corrected() -> None:
    """By field name and ready for JSON."""
    (before,) = known(ROW)
    now = updated(before, replace(ROW, state="MD", model=JAIL, signed_on=DAY.replace(day=12), county="Bath County"))
    assert former_values(before, now) == {
        "state": "VA",
        "model": "task_force",
        "signed_on": "2025-06-11",
        "county": "Page County",
    }


def test_a_cell_filled_in_is_no_correction() -> None:
    """A county or a link where there was none is kept, without a former value."""
    (before,) = known(listing(PAGE))
    now = updated(before, ROW)
    assert (now.county, now.moa_url) == (ROW.county, ROW.moa_url)
    assert former_values(before, now) == {}
