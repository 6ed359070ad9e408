"""Totals, counted on small lists whose totals are plain to see."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.statistics import count
from bot.domain.agreements import Agreement, SupportModel
from bot.domain.editions import ListKind
from tests.support.make import NOW, make_agreement

TFM, JEM, WSO, _ = SupportModel


def totals(*agreements: Agreement, since: dt.date | None = None) -> dict[str, object]:
    return count(agreements, NOW, since).as_object()


def test_an_empty_list_has_totals_of_nothing() -> None:
    """Every key is there all the same, the models each."""
    assert totals() == {
        "as_of": "2026-02-06T15:04:00Z",
        "agreements": 0,
        "agencies": 0,
        "names_as_printed": None,
        "rows": None,
        "states": 0,
        "territories": 0,
        "models": {"task_force": 0, "jail_enforcement": 0, "warrant_service": 0, "tribal_task_force": 0},
        "pending": 0,
        "other_models": {},
        "states_as_printed": 0,
        "pending_last_published": None,
    }


def test_each_total_counts_what_it_says() -> None:
    """Agreements, bodies, states, territories and models of the list; the pending ones apart."""
    found = totals(
        make_agreement(1),
        make_agreement(2, model=WSO),
        make_agreement(3, state="GU", agency="Guam Police Department", county=""),
        make_agreement(4, state="DC", agency="Some Police", county="", model=JEM),
        make_agreement(5, list=ListKind.PENDING, state="OH", agency="Elsewhere Police"),
    )
    expected = {"agreements": 4, "agencies": 3, "states": 2, "territories": 1, "pending": 1}
    assert {key: found[key] for key in expected} == expected
    assert found["models"] == {"task_force": 2, "jail_enforcement": 1, "warrant_service": 1, "tribal_task_force": 0}


def test_signed_since_counts_that_day_and_later() -> None:
    """An agreement without a date is not counted, nor is a pending one."""
    days = (dt.date(2025, 2, 27), dt.date(2025, 2, 28), dt.date(2025, 3, 1), None)
    agreements = [make_agreement(n, signed_on=day) for n, day in enumerate(days)]
    agreements.append(make_agreement(9, list=ListKind.PENDING, signed_on=dt.date(2025, 3, 1)))
    found = totals(*agreements, since=dt.date(2025, 2, 28))
    assert (found["since"], found["signed_since"]) == ("2025-02-28", 2)


def test_an_agency_is_new_where_all_its_agreements_are() -> None:
    """One that has an older agreement, or one without a date, has only signed again."""
    day = dt.date(2026, 1, 1)
    older, newer = dt.date(2025, 7, 1), dt.date(2026, 1, 20)
    found = totals(
        make_agreement(1, agency="Ombrook Police", model=TFM, signed_on=older),
        make_agreement(2, agency="Ombrook Police", model=WSO, signed_on=newer),
        make_agreement(3, agency="Velstead Police", model=TFM, signed_on=newer),
        make_agreement(4, agency="Velstead Police", model=JEM, signed_on=day),
        make_agreement(5, agency="Dunmarsh Police", model=TFM, signed_on=newer),
        make_agreement(6, agency="Dunmarsh Police", model=JEM, signed_on=None),
        since=day,
    )
    assert [found[key] for key in ("signed_since", "agencies_signed_since", "new_agencies")] == [4, 3, 1]


agreements = st.builds(
    make_agreement,
    st.integers(1, 99),
    list=st.sampled_from(ListKind),
    state=st.sampled_from(["VA", "MD", "GU", "MP", "DC"]),
    agency=st.sampled_from(["A Police", "B Police", "C County Sheriff"]),
    model=st.sampled_from(SupportModel),
)


@given(st.lists(agreements, max_size=20))
def test_the_totals_agree_with_one_another(listed: list[Agreement]) -> None:
    """Models add up to agreements, agencies and places are no more than agreements, order does not count."""
    found = count(listed, NOW)
    assert sum(found.models.values()) == found.agreements
    assert found.agreements + found.pending == len(listed)
    assert found.states + found.territories <= found.agencies <= found.agreements
    assert count(listed[::-1], NOW) == found
