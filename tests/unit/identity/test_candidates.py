from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.agreements import Agreement, Listing
from bot.identity import candidates
from bot.identity.candidates import pair_by_evidence, witness_of
from bot.identity.evidence import Evidence, Witness, weigh
from bot.identity.namesakes import grouped
from tests.support.identity import DAY, JAIL, known, listing

PAGE = "Page County Sheriff's Office"
MOA = "https://www.ice.gov/doclib/287gMOA/page.pdf"
ENDINGS = (
    *("bank", "brook", "crest", "dale", "field", "ford", "grove", "haven"),
    *("hurst", "land", "mont", "port", "ridge", "side", "view", "wood"),
)


def left_over(gone: list[Listing], came: list[Listing]) -> dict[int, int]:
    """Return the arrived row of each departed agreement, by position."""
    rows = dict(enumerate(came))
    matched = pair_by_evidence(dict(enumerate(known(*gone))), rows, Witness())
    return {member: position for member, (position, _) in matched.items()}


def test_a_mistyped_name_is_found_in_its_state() -> None:
    """8 points of the name and 4 of the date."""
    gone, came = [listing("Luray Police Deparment")], [listing("Bath PD"), listing("Luray Police Department")]
    assert left_over(gone, came) == {0: 1}


def test_a_row_without_a_state_is_weighed_in_every_state() -> None:
    """The name and the date outweigh the half point that an unread state costs."""
    assert left_over([listing(PAGE)], [listing(PAGE, state=None)]) == {0: 0}


@pytest.mark.parametrize(("link", "found"), [(MOA, {0: 0}), (None, {})])
def test_across_states_a_mistyped_name_needs_the_same_link(link: str | None, found: dict[int, int]) -> None:
    """Name, date and another state make 8 + 4 - 5 points; a link of their own adds 4."""
    gone = [listing("Luray Police Deparment", state="MT", moa=link)]
    assert left_over(gone, [listing("Luray Police Department", state="MN", moa=link)]) == found


def test_less_than_8_points_is_no_pair() -> None:
    """The same place with another kind of office on a slipped date: 4 + 2."""
    assert left_over([listing(PAGE)], [listing("Page County Jail", signed=DAY + dt.timedelta(days=1))]) == {}


def test_of_more_than_4000_pairs_only_the_15_nearest_names_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty-four by sixty-four in one state are 4,096."""
    names = [f"{first}{last} Police" for first in ("Oak", "Elm", "Pine", "Rock") for last in ENDINGS]
    weighings = []

    def count(agreement: Agreement, row: Listing, witness: Witness) -> Evidence:
        weighings.append(row)
        return weigh(agreement, row, witness)

    monkeypatch.setattr(candidates, "weigh", count)
    found = left_over([listing(name) for name in names], [listing(name.replace("Police", "Polce")) for name in names])
    assert found == {position: position for position in range(64)}
    assert len(weighings) == 64 * 15


def test_the_witness_knows_shared_links_names_and_how_many_names_bear_a_word() -> None:
    """A link on two rows now or before is shared; a name on two rows is one name."""
    rows = [listing(PAGE, moa=MOA), listing(PAGE, model=JAIL, moa=MOA), listing("Page PD", moa="a")]
    witness = witness_of(known(listing(PAGE, moa="b"), listing("Bath PD", moa="b")), rows, grouped(rows))
    assert witness == Witness(
        shared_links={MOA, "b"},
        names={("VA", ("page", "county", "sheriff")), ("VA", ("page", "police"))},
        words={"page": 2, "county": 1, "sheriff": 1, "police": 1},
    )
