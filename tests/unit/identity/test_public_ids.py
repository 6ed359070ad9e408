"""Public ids: made of what an agency and an agreement are, plain, short, apart from all others, and kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agreements import Agreement, AsPrinted, Model, SupportModel
from bot.domain.editions import ListKind
from bot.identity.public_ids import Namer, slug

PLAIN = re.compile(r"[A-Z]{2}-[a-z0-9]+(-[a-z0-9]+)*")
WARRANT, TASK_FORCE = SupportModel.WARRANT_SERVICE, SupportModel.TASK_FORCE
TOWNSHIP = "Quillmore Township Police Department"
SHERIFF = "Thornbury County Sheriff's Office"
DAY = dt.date(2025, 2, 26)


def agreement(
    number: int,
    agency: str = SHERIFF,
    *,
    state: str = "NC",
    county: str = "",
    model: Model = TASK_FORCE,
    signed: dt.date | None = DAY,
    kind: ListKind = ListKind.PARTICIPATING,
) -> Agreement:
    return Agreement(number, kind, state, agency, model, county=county, signed_on=signed)


def named(*agreements: Agreement, known: Sequence[Agreement] = ()) -> list[Agreement]:
    """The agreements in the order given, each with its ids."""
    found = Namer(known).name(agreements)
    return [found[agreement.id] for agreement in agreements]


def ids(*agreements: Agreement, known: Sequence[Agreement] = ()) -> list[tuple[str, str]]:
    return [(one.agency_id, one.public_id) for one in named(*agreements, known=known)]


def test_an_id_says_which_agency_and_which_agreement_of_it() -> None:
    """State and name; then the model, and the day of signing."""
    assert ids(agreement(7)) == [
        ("NC-thornbury-county-sheriffs-office", "NC-thornbury-county-sheriffs-office-task-force-2025-02-26")
    ]


@pytest.mark.parametrize(
    ("odd", "ends"),
    [
        (agreement(1, signed=None), "-task-force-undated"),
        (agreement(1, signed=None, kind=ListKind.PENDING), "-task-force-pending"),
        (agreement(1, model=AsPrinted("Community Liaison Model")), "-community-liaison-model-2025-02-26"),
        (agreement(1, model=AsPrinted("")), "-no-model-2025-02-26"),
    ],
)
def test_what_is_not_read_has_a_word_in_its_place(odd: Agreement, ends: str) -> None:
    """A date that is none, the pending list, a model as printed, no model at all."""
    (found,) = named(odd)
    assert found.public_id == f"NC-thornbury-county-sheriffs-office{ends}"


def test_a_state_that_means_none_is_xx() -> None:
    """Whatever the list prints there."""
    assert ids(agreement(1, state=AsPrinted("NORHT CARLOINA")))[0][0] == "XX-thornbury-county-sheriffs-office"


def test_all_agreements_of_an_agency_have_one_agency_id() -> None:
    """However the list spells it on each, and on whichever list it is."""
    found = ids(
        agreement(1),
        agreement(2, "Thornbury Co. Sheriff\u2019s Department", model=WARRANT),
        agreement(3, "THORNBURY COUNTY S.O.", kind=ListKind.PENDING, signed=None),
    )
    assert len({agency for agency, _ in found}) == 1
    assert len({public for _, public in found}) == 3


def test_namesakes_in_one_state_are_told_apart_by_their_counties() -> None:
    """The first by the names of the counties has the plain id, whichever row stands first."""
    rows = [agreement(1, TOWNSHIP, county="Wexcombe County"), agreement(2, TOWNSHIP, county="Ardley County")]
    for found in (ids(*rows), ids(*reversed(rows))[::-1]):
        assert [agency for agency, _ in found] == [
            "NC-quillmore-township-police-department-wexcombe-county",
            "NC-quillmore-township-police-department",
        ]


def test_what_nothing_tells_apart_has_a_number() -> None:
    """Names of one sound that are two agencies, and two agreements of one agency, model and day."""
    apart = ids(agreement(1, "Qüill Police"), agreement(2, "Quill-Police, Precinct"), agreement(3, "Quill Police 2"))
    assert len({agency for agency, _ in apart}) == 3
    known = named(agreement(1))
    assert ids(agreement(2), known=known)[0] == (known[0].agency_id, f"{known[0].public_id}-2")
    moved = replace(known[0], state="VA", agency="Elsewhere Police Department")
    assert ids(agreement(2), known=[moved])[0][0] == f"{moved.agency_id}-2"


def test_a_further_agreement_takes_the_id_of_its_agency() -> None:
    """Also where that has left, or was put right since it was first seen."""
    (first,) = named(agreement(1, "Thornbuy County Sheriff's Office"))
    for known in (
        replace(first, agency=SHERIFF),
        replace(first, agency=SHERIFF, ended_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
    ):
        (further,) = named(agreement(2, model=WARRANT, signed=dt.date(2026, 3, 1)), known=[known])
        assert further.agency_id == "NC-thornbuy-county-sheriffs-office"
        assert further.public_id == "NC-thornbuy-county-sheriffs-office-warrant-service-2026-03-01"


def test_of_two_agencies_that_could_be_meant_the_nearer_is() -> None:
    """That of the same county, then one that is listed."""
    gone = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    ardley, wexcombe = named(
        agreement(1, TOWNSHIP, county="Ardley County"), agreement(2, TOWNSHIP, county="Wexcombe County")
    )
    (found,) = named(agreement(3, TOWNSHIP, county="Wexcombe County", model=WARRANT), known=[ardley, wexcombe])
    assert found.agency_id == wexcombe.agency_id
    (found,) = named(agreement(3, TOWNSHIP, model=WARRANT), known=[replace(ardley, ended_at=gone), wexcombe])
    assert found.agency_id == wexcombe.agency_id


def test_an_id_that_was_given_is_kept() -> None:
    """Whatever was corrected since."""
    (first,) = named(agreement(1))
    changed = replace(first, agency="Another Name", state="SC", model=WARRANT, signed_on=None)
    assert ids(changed, known=[first]) == [(first.agency_id, first.public_id)]


def test_an_agreement_that_goes_over_to_another_agency_keeps_its_own_id() -> None:
    """Without an agency's id it gets that of the agency that it names now, known or new."""
    attorney, sheriff = named(agreement(1, "Thornbury County Attorney"), agreement(2, model=WARRANT))
    over = replace(attorney, agency=SHERIFF, agency_id="")
    assert ids(over, known=[attorney, sheriff]) == [(sheriff.agency_id, attorney.public_id)]
    assert ids(over, known=[attorney]) == [("NC-thornbury-county-sheriffs-office", attorney.public_id)]


@pytest.mark.parametrize("name", ["Ж" * 3, "警察", "***", "!!", "Ålesund Политсия Police"])
def test_a_name_that_is_not_latin_has_a_digest(name: str) -> None:
    """And is no other's."""
    made = slug(name, 80)
    assert re.fullmatch(r"([a-z0-9]+-)*[0-9a-f]{8}", made)
    assert made != slug(f"{name}Ж!", 80)


def test_a_name_of_three_hundred_characters_is_cut_between_words() -> None:
    """What was cut off still counts."""
    name = "Department of the Commissioner for the Harbours and Inland Waterways " * 5
    made = slug(name, 80)
    assert made.startswith("department-of-the-commissioner-for-the-harbours-and-inland-waterways-")
    assert len(made) <= 80
    assert made != slug(f"{name}Police", 80)
    assert len(slug("x" * 300, 80)) == 80


texts = st.one_of(
    st.text(min_size=1, max_size=300),
    st.sampled_from(["Quill PD", "Quill Police Department", "quill police", "Quill", "Ж", "***", TOWNSHIP, SHERIFF]),
)
agreements = st.lists(
    st.builds(
        agreement,
        st.just(0),
        texts,
        state=st.sampled_from(["NC", "VA", "NORHT CARLOINA", ""]),
        county=st.sampled_from(["", "Ardley County", "Wexcombe County", "Ж" * 200]),
        model=st.one_of(st.sampled_from(SupportModel), st.text(max_size=60).map(AsPrinted)),
        signed=st.sampled_from([None, DAY]),
        kind=st.sampled_from(ListKind),
    ),
    min_size=1,
    max_size=12,
).map(lambda found: [replace(one, id=number) for number, one in enumerate(found, 1)])


@given(agreements)
def test_every_id_is_plain_short_and_apart_in_any_case(made: list[Agreement]) -> None:
    """Letters, figures and hyphens; 100 characters for an agency, 150 for an agreement; no two alike."""
    found = named(*made)
    for one in found:
        assert PLAIN.fullmatch(one.agency_id)
        assert PLAIN.fullmatch(one.public_id)
        assert len(one.agency_id) <= 100
        assert len(one.public_id) <= 150
    assert len({one.public_id.lower() for one in found}) == len(found)


@given(agreements, st.randoms())
def test_the_order_of_rows_makes_no_difference(made: list[Agreement], random: object) -> None:
    """Two databases that are fed with the same make the same ids, however the rows are sorted."""
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    renumbered = [replace(one, id=number) for number, one in enumerate(shuffled, 100)]
    assert sorted(ids(*made)) == sorted(ids(*renumbered))
