"""What is answered about counties and agencies, and what plain words are answered with."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.chats import PLAIN
from bot.domain.editions import ListKind
from storage.store import Store
from tests.support.make import NOW, keep_edition, make_agreement, make_change
from tests.unit.conversation.test_answers import Desk, have

STATE_POLICE = "Virginia Department of Corrections"


@pytest.fixture
def desk(store: Store) -> Desk:
    """Page has an agreement and a pending one, Warren one, and one agency is of no county."""
    desk = Desk(store)
    have(
        store,
        make_agreement(1),
        make_agreement(2, agency="Warren County Sheriff's Office", county="Warren County"),
        make_agreement(3, agency=STATE_POLICE, county="", type="State"),
        make_agreement(4, state="IA", agency="Polk County Sheriff's Office", county="Polk County"),
    )
    have(store, make_agreement(5, list=ListKind.PENDING, agency="Luray Police Department"), name=b"PK pending")
    return desk


@pytest.mark.parametrize(
    "typed", ["Page County VA", "page va", "condado de Page, Virginia", "51139", "va-page", "VA: Page"]
)
async def test_a_county_is_answered_with_its_own_agencies(desk: Desk, typed: str) -> None:
    """What is pending there, too; what no list says the county of is counted apart, and the whole state beside."""
    reply = await desk.ask("state", typed)
    said = await desk.said("state", typed)
    assert reply.message.title == "287(g) agreements in Page County, Virginia"
    assert "1 agreement of 1 agency" in said
    assert "Page County Sheriff's Office" in said
    assert "Luray Police Department" in said
    assert "Warren" not in said
    assert STATE_POLICE not in said
    assert "Counted apart: 1 agency in Virginia" in said
    assert "In all of Virginia: 3 agencies. See /state VA" in said


async def test_a_county_without_an_agreement_says_so_and_how_many_its_state_has(desk: Desk) -> None:
    """Nothing there is an answer, and no mistake."""
    said = await desk.said("state", "Fairfax County")
    assert "No agency in Fairfax County, Virginia is on ICE's list" in said
    assert "In all of Virginia: 3 agencies" in said


async def test_the_changes_of_a_county_are_its_own(desk: Desk) -> None:
    """Those of the state's other agencies are left out."""
    for number, agency in ((11, "Page County Sheriff's Office"), (12, "Warren County Sheriff's Office")):
        edition = keep_edition(desk.store, b"PK %d" % number)
        agreement = make_agreement(number, agency=agency, county="", signed_on=dt.date(2025, 3, number))
        change = replace(make_change(), agreement=agreement)
        with desk.store.transaction():
            desk.store.agreements.remember(edition, [], [agreement], [change], NOW)
    said = await desk.said("changes", "Page County VA")
    assert "Page County Sheriff's Office" in said
    assert "Warren" not in said
    assert "No change has been seen" in await desk.said("changes", "Polk County IA")


@pytest.mark.parametrize("command", ["state", "changes"])
async def test_an_agency_is_answered_as_agency_answers(desk: Desk, command: str) -> None:
    """By its name or its id."""
    whole = await desk.said("agency", "Page County Sheriff's Office")
    for typed in ("Page County Sheriff's Office", "oficina del sheriff de Page", "VA-page-county-sheriffs-office"):
        assert await desk.said(command, typed) == whole


async def test_what_could_be_several_places_is_asked_by_every_command(desk: Desk) -> None:
    """With those that it could be."""
    for command in ("state", "changes", PLAIN):
        assert "Page County, Iowa or Page County, Virginia" in await desk.said(command, "Page County")
        assert "31 states" in await desk.said(command, "Washington County")


async def test_plain_words_about_a_county_are_answered_and_offer_it(desk: Desk) -> None:
    """Not where it is followed, by itself or with its state."""
    said = await desk.said(PLAIN, "Page County, VA")
    assert "Page County Sheriff's Office" in said
    assert said.endswith("To be told here when something changes in Page County, Virginia: /subscribe Page County VA")
    await desk.ask("subscribe", "VA")
    assert "/subscribe" not in await desk.said(PLAIN, "Page County, VA")


async def test_plain_words_about_an_agency_are_answered_and_offer_it(desk: Desk) -> None:
    """By its id, which nothing can be confused with."""
    said = await desk.said(PLAIN, "Warren County Sheriff's Office")
    assert "/subscribe VA-warren-county-sheriffs-office" in said


async def test_several_places_are_offered_together(desk: Desk) -> None:
    """Each is named."""
    said = await desk.said(PLAIN, "Page County VA and Maryland")
    assert "in Page County, Virginia; Maryland: /subscribe Page County VA, MD" in said


@pytest.mark.parametrize(
    "typed",
    ["hello", "hola", "hi", "thanks", "gracias", "buenos días", "good morning", "what is this?", "ok", "🙂", "test"],
)
async def test_talk_is_answered_with_help(desk: Desk, typed: str) -> None:
    """Nobody who greets is asked about a place."""
    assert await desk.said(PLAIN, typed) == await desk.said("help")


async def test_nothing_has_been_read_yet_is_said_of_a_county_too(store: Store) -> None:
    """Never that nobody there has an agreement."""
    assert "No edition of ICE's list has been read yet" in await Desk(store).said("state", "Fairfax County")
