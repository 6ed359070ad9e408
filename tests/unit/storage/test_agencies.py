"""Agencies as the store finds them: by every name that they have or had, and by every id."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.agencies import AgencyName
from bot.domain.agreements import Change, ChangeKind, Reason, SupportModel
from bot.domain.deliveries import Totals
from bot.domain.editions import EditionOutcome, ListKind
from bot.identity.agencies import count_agencies
from storage.store import Store
from tests.support.make import NOW, keep_edition, make_agreement, settle

ID = "VA-thornbury-county-sheriffs-office"
LATER = NOW + dt.timedelta(days=2)
FIRST = make_agreement(1, agency="Thornbury County Sheriff's Office", county="Thornbury County")
SECOND = make_agreement(
    2, agency="Thornbury County Sheriff's Office", county="Thornbury County", model=SupportModel.WARRANT_SERVICE
)
PENDING = make_agreement(3, agency="Ardley Police", county="", list=ListKind.PENDING, ended_at=NOW)


@pytest.fixture
def known(store: Store) -> Store:
    """A sheriff who was respelt and then got a second agreement, and an agency that left the pending list."""
    former = replace(FIRST, agency="Thornbuy County Sheriff's Office")
    was = {"agency": former.agency, "agency_id": "WV-thornbuy-county-sheriffs-office"}
    changes = [
        Change(ChangeKind.CORRECTED, FIRST, Reason.RESPELT, was=dict(was)),
        Change(ChangeKind.SIGNED, SECOND, Reason.NEW_ROW),
    ]
    for number, (now, told, at) in enumerate((([former, PENDING], [], NOW), ([FIRST, SECOND], changes, LATER))):
        edition = keep_edition(store, b"PK %d" % number, at)
        with store.transaction():
            settled = settle(store, edition, list=ListKind.PARTICIPATING, outcome=EditionOutcome.ACCEPTED)
            store.agreements.remember(settled, store.agreements.known(ListKind.PARTICIPATING), now, told, at)
    return store


def test_every_name_is_known_today_s_before_former_ones(known: Store) -> None:
    """Listed agencies first; of both lists."""
    assert known.agreements.agency_names() == [
        AgencyName(ID, "VA", "Thornbury County Sheriff's Office", "Thornbury County"),
        AgencyName("VA-ardley-police", "VA", "Ardley Police"),
        AgencyName(ID, "VA", "Thornbuy County Sheriff's Office", "Thornbury County", former=True),
    ]


@pytest.mark.parametrize(
    ("public_id", "agency"),
    [
        (ID, ID),
        (ID.upper(), ID),
        (FIRST.public_id, ID),
        (SECOND.public_id.lower(), ID),
        ("WV-thornbuy-county-sheriffs-office", ID),
        (PENDING.public_id, "VA-ardley-police"),
        ("VA-nobody", None),
        ("", None),
        ("%", None),
    ],
)
def test_an_agency_is_found_by_any_id(known: Store, public_id: str, agency: str | None) -> None:
    """Its own, one that it had, an agreement's; in whatever case, and as a whole."""
    assert known.agreements.agency_of(public_id) == agency


def test_the_totals_of_some_states_count_an_agency_once(known: Store) -> None:
    """Of the participating list as it is now, by state or all of it."""
    assert known.agreements.totals(["VA", "MD"]) == known.agreements.totals(["all"]) == Totals(2, 1)
    assert known.agreements.totals(["MD"]) == known.agreements.totals([]) == Totals(0, 0)
    assert count_agencies(known.agreements.listed(ListKind.PARTICIPATING)) == 1


def test_an_agency_has_its_agreements_changes_and_first_days(known: Store) -> None:
    """Changes newest first; and nothing of another agency."""
    found = known.agreements.of_agencies([ID])
    assert found == [FIRST, SECOND]
    numbers = [agreement.id for agreement in found]
    assert [one.change.kind for one in known.agreements.changes_of(numbers)] == [
        ChangeKind.SIGNED,
        ChangeKind.CORRECTED,
    ]
    assert known.agreements.first_seen(numbers) == {1: NOW, 2: LATER}
    assert known.agreements.retired_agency_ids() == {"WV-thornbuy-county-sheriffs-office"}


def test_what_each_edition_asks_is_found_by_an_index(known: Store) -> None:
    """Neither a sort of all that is known of a list, nor a look at every change that was ever recorded."""
    asked: list[str] = []
    known.db.conn.set_trace_callback(asked.append)
    known.agreements.known(ListKind.PARTICIPATING)
    known.agreements.retired_agency_ids()
    known.agreements.agency_of(ID)
    known.db.conn.set_trace_callback(None)
    plans = [[row[3] for row in known.db.execute(f"EXPLAIN QUERY PLAN {query}")] for query in asked]
    listed, retired, found = plans
    assert listed == ["SEARCH agreements USING INDEX agreements_list (list=?)"]
    assert retired == ["SCAN changes USING COVERING INDEX changes_agency"]
    assert "SCAN c USING INDEX changes_agency" in found
