"""``/agency``: one agency by name or id, which are meant where it is not one, and what people type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, SupportModel
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.holds import Hold, HoldReason
from storage.store import Store
from tests.support.make import NOW, keep_edition, make_agreement, settle
from tests.unit.conversation.test_answers import Desk, text_of

WARRANT = SupportModel.WARRANT_SERVICE
SHERIFF = "Thornbury County Sheriff's Office"
ID = "VA-thornbury-county-sheriffs-office"


def sheriff(number: int = 1, **fields: object) -> Agreement:
    return make_agreement(number, **{"agency": SHERIFF, "county": "Thornbury County", **fields})  # type: ignore[arg-type]


def have(
    store: Store, *agreements: Agreement, changes: Sequence[Change] = (), at: dt.datetime = NOW, name: bytes = b"PK one"
) -> None:
    edition = keep_edition(store, name, at)
    with store.transaction():
        settled = settle(store, edition, list=ListKind.PARTICIPATING, outcome=EditionOutcome.ACCEPTED)
        known = store.agreements.known(ListKind.PARTICIPATING)
        store.agreements.remember(settled, known, agreements, changes, at)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def test_an_agency_is_told_with_its_agreements_and_ids(desk: Desk) -> None:
    """Each with its model in plain words, its signing, its texts, since when, and what it is called."""
    have(desk.store, replace(sheriff(), addendum_url="https://www.ice.gov/doclib/287gMOA/more.pdf"))
    reply = await desk.ask("agency", "thornbury county s.o., Virginia")
    assert reply.message.title == "Thornbury County Sheriff's Office (Thornbury County, Virginia)"
    assert not reply.private
    assert text_of(reply.message).split("\n") == [
        (
            "Task Force Model (enforces immigration law during routine police work), signed 28 February 2025 · "
            "agreement (PDF) · addendum (PDF)"
        ),
        "On ICE's list already when this bot began to watch, on 6 February 2026.",
        f"Id: {ID}-task-force-2025-02-28",
        f"Id of the agency: {ID}",
        "No change has been seen since this bot began to watch.",
    ]
    urls = {span.url for block in reply.message.blocks for line in block for span in line if span.url}
    assert urls == {sheriff().moa_url, "https://www.ice.gov/doclib/287gMOA/more.pdf"}


async def test_the_history_is_told_newest_first_with_both_names(desk: Desk) -> None:
    """Since when each agreement is there, when it left, and what the list had printed before."""
    have(desk.store, sheriff(agency="Thornbuy County Sheriff's Office"))
    respelt = Change(
        ChangeKind.CORRECTED, sheriff(), Reason.RESPELT, was={"agency": "Thornbuy County Sheriff's Office"}
    )
    second = sheriff(2, model=WARRANT)
    signed = Change(ChangeKind.SIGNED, second, Reason.NEW_ROW, remaining=(SupportModel.TASK_FORCE,))
    have(desk.store, sheriff(), second, changes=[respelt, signed], at=NOW + dt.timedelta(days=3), name=b"PK two")
    gone = sheriff(2, model=WARRANT, ended_at=NOW + dt.timedelta(days=9))
    ended = Change(ChangeKind.ENDED, gone, Reason.NO_COUNTERPART)
    have(desk.store, sheriff(), changes=[ended], at=NOW + dt.timedelta(days=9), name=b"PK three")
    said = await desk.said("agency", "Thornbuy County Sheriff's Office")
    assert "No longer on ICE's list since 15 February 2026; seen there from 9 February 2026 on." in said
    told = [line for line in said.split("\n") if line.startswith(("9 ", "15 "))]
    assert told == [
        f"15 February 2026: {SHERIFF} (Thornbury County, Virginia) is no longer on ICE's list (no. 3)",
        f"9 February 2026: {SHERIFF} (Thornbury County, Virginia) has one more agreement on ICE's list (no. 2)",
        (
            f"9 February 2026: {SHERIFF} (Thornbury County, Virginia) was corrected: "
            "name was “Thornbuy County Sheriff's Office” (no. 1)"
        ),
    ]


async def test_a_pending_agreement_is_told_as_one(desk: Desk) -> None:
    """Listed and gone, since the start and later."""
    pending = {"list": ListKind.PENDING, "signed_on": None, "moa_url": None}
    have(desk.store, sheriff(1, **pending), sheriff(2, model=WARRANT, ended_at=NOW, **pending))
    later = sheriff(3, model=SupportModel.JAIL_ENFORCEMENT, **pending)
    listed = Change(ChangeKind.PENDING_LISTED, later, Reason.NEW_ROW)
    have(desk.store, later, changes=[listed], at=NOW + dt.timedelta(days=1), name=b"PK two")
    said = await desk.said("agency", ID)
    assert "On ICE's list of pending agreements already when this bot began to watch, on 6 February 2026." in said
    assert "On ICE's list of pending agreements since 7 February 2026." in said
    assert "No longer on ICE's list of pending agreements since 6 February 2026;" in said


@pytest.mark.parametrize("typed", [ID, ID.upper(), f" {ID}-task-force-2025-02-28 "])
async def test_a_public_id_finds_its_agency(desk: Desk, typed: str) -> None:
    """An agency's or an agreement's, in whatever case; a name in common with others is no hindrance."""
    have(desk.store, sheriff(), sheriff(2, state="OH"))
    assert (await desk.ask("agency", typed)).message.title.endswith("(Thornbury County, Virginia)")


async def test_several_agencies_of_one_name_are_listed_with_what_to_type(desk: Desk) -> None:
    """By state, to the asker alone; with one of the ids, or the state, it is one."""
    have(desk.store, *(sheriff(number, state=state) for number, state in enumerate(("WI", "OH", "VA"), 1)))
    reply = await desk.ask("agency", "Thornbury County Sheriff")
    assert reply.private
    assert text_of(reply.message).split("\n") == [
        (
            "3 agencies could be meant by “Thornbury County Sheriff”. Ask for one by its id, such as "
            "/agency OH-thornbury-county-sheriffs-office, or add a state or more of the name."
        ),
        f"{SHERIFF} (Thornbury County, Ohio): OH-thornbury-county-sheriffs-office",
        f"{SHERIFF} (Thornbury County, Virginia): VA-thornbury-county-sheriffs-office",
        f"{SHERIFF} (Thornbury County, Wisconsin): WI-thornbury-county-sheriffs-office",
    ]
    for words in (
        "OH-thornbury-county-sheriffs-office",
        "Thornbury County Sheriff OH",
        "ohio Thornbury County Sheriff",
    ):
        assert (await desk.ask("agency", words)).message.title.endswith("Ohio)")


async def test_very_many_agencies_are_counted(desk: Desk) -> None:
    """Fifteen are named."""
    have(desk.store, *(sheriff(n, agency=f"Ardley Precinct {n} Constable", county="") for n in range(1, 19)))
    said = await desk.said("agency", "Ardley Constable")
    assert said.startswith("18 agencies could be meant")
    assert said.endswith("\nAnd 3 more.")
    assert len(said.split("\n")) == 17


async def test_one_agency_that_was_spelt_in_two_ways_is_one(desk: Desk) -> None:
    """It has two ids, for each was given for life; both are told."""
    have(desk.store, sheriff(1), replace(sheriff(2, model=WARRANT), agency_id="VA-thornbuy-county-sheriffs-office"))
    for typed in (SHERIFF, ID, "VA-thornbuy-county-sheriffs-office"):
        said = await desk.said("agency", typed)
        assert f"Id of the agency: {ID} and VA-thornbuy-county-sheriffs-office" in said


async def test_an_id_that_an_agency_had_still_finds_it(desk: Desk) -> None:
    """Its agreement went over to another id; the history says which it had."""
    was = {"state": "WV", "agency_id": "WV-thornbury-county-sheriffs-office"}
    moved = Change(ChangeKind.CORRECTED, sheriff(), Reason.MOVED_STATE, was=dict(was))
    have(desk.store, sheriff(), changes=[moved])
    said = await desk.said("agency", "wv-thornbury-county-sheriffs-office")
    assert f"Id of the agency: {ID}" in said
    assert "state was West Virginia, the id of its agency was “WV-thornbury-county-sheriffs-office”" in said


async def test_another_spelling_on_one_of_its_agreements_is_told(desk: Desk) -> None:
    """Under the agreement that it stands beside."""
    other = replace(sheriff(2, model=WARRANT), agency="Thornbury County Sheriff's Department")
    have(desk.store, sheriff(1), other)
    assert "Printed here as “Thornbury County Sheriff's Department”." in await desk.said("agency", ID)


async def test_no_agency_is_answered_with_the_nearest(desk: Desk) -> None:
    """And with what to type; where nothing is near, with how to ask."""
    have(desk.store, sheriff())
    reply = await desk.ask("agency", "Thornbury County Sheriff Maryland")
    assert reply.private
    assert text_of(reply.message).split("\n") == [
        (
            "No agency that is or was on ICE's list is called “Thornbury County Sheriff Maryland”, "
            "as far as this bot has seen."
        ),
        f"These come nearest. Ask for one by its id, such as /agency {ID}",
        f"{SHERIFF} (Thornbury County, Virginia): {ID}",
    ]
    assert "such as /agency Page County Sheriff VA" in await desk.said("agency", "Xyzzy")


async def test_before_any_edition_it_asks_for_patience(desk: Desk) -> None:
    """An empty memory is not told as an agency that is not there."""
    assert "No edition of ICE's list has been read yet" in await desk.said("agency", SHERIFF)


@pytest.mark.parametrize(
    "typed", ["<b>x</b> @everyone", "x" * 6000, "thornbury " * 700, "\u202e\x00", "' OR 1=1 --", "%", "**", "Ж" * 300]
)
async def test_what_people_type_is_answered_shortly(desk: Desk, typed: str) -> None:
    """Whatever it is; what is shown back of it is cut."""
    have(desk.store, sheriff())
    assert len(await desk.said("agency", typed)) < 700


async def test_nothing_typed_shows_how(desk: Desk) -> None:
    """To the asker alone."""
    reply = await desk.ask("agency", "  ")
    assert reply.private
    assert "/agency Page County Sheriff VA" in text_of(reply.message)


async def test_a_long_history_is_cut_and_whole_in_a_file(desk: Desk) -> None:
    """Eight changes are shown; the file has every one with its day and what was printed before."""
    have(desk.store, sheriff())
    for day in range(1, 13):
        was = {"county": f"Thornbuy {day}"}
        change = Change(ChangeKind.CORRECTED, sheriff(), Reason.COUNTY_CORRECTED, was=dict(was))
        have(desk.store, sheriff(), changes=[change], at=NOW + dt.timedelta(days=day), name=b"PK %d" % day)
    message = (await desk.ask("agency", ID)).message
    said = text_of(message)
    assert said.count("was corrected") == 8
    assert said.endswith("Shown here: 8 of 12 changes, the latest ones. All of them are in the attached file.")
    assert message.attachment is not None
    assert message.attachment.name == f"287g-{ID}.csv"
    rows = message.attachment.content.decode("utf-8-sig").splitlines()
    assert rows[0].endswith(",date,was")
    assert rows[1].endswith(",2026-02-18,county was “Thornbuy 12”")
    assert len(rows) == 13
    assert message.instead is not None
    assert text_of(message.instead).count("was corrected") == 12


async def test_what_is_being_checked_in_its_state_is_told(desk: Desk) -> None:
    """As every answer does."""
    have(desk.store, sheriff())
    edition = keep_edition(desk.store, b"PK two")
    figures = {"missing": 9, "listed": 10}
    hold = Hold(ListKind.PARTICIPATING, "VA", HoldReason.MASS_DEPARTURE, NOW, edition.id, figures=figures)
    desk.store.write(lambda work: work.holds.begin(hold))
    assert "Being checked since 6 February 2026" in await desk.said("agency", ID)
