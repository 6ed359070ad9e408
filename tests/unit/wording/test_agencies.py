"""What a chat reads of one agency, on every platform."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.agencies import AgencyName, AgencyRecord, Tenure
from bot.domain.agreements import Agreement, ChangeKind, Reason, SupportModel
from bot.domain.editions import ListKind
from bot.domain.messages import Message
from bot.wording.agencies import agency_answer, no_agency, several_agencies
from bot.wording.languages import ENGLISH
from tests.support.golden import golden
from tests.support.make import NOW, make_agreement, make_recorded
from tests.unit.wording.test_missed import RENDERED, on

HOSTILE = "**Page** [x](https://evil.example) <b>@everyone</b> `/unsubscribe` " * 5
SOURCE = "edition participatingAgencies02062026pm.xlsx, seen 6 February 2026, 15:04 UTC; checked just now"


def record(agency: str = "Page County Sheriff's Office", changes: int = 3) -> AgencyRecord:
    """A sheriff with three agreements, one of them pending and one that left, and a history."""
    listed = make_agreement(1, agency=agency)
    pending = make_agreement(
        2, agency=agency, list=ListKind.PENDING, model=SupportModel.JAIL_ENFORCEMENT, signed_on=None, moa_url=None
    )
    left = make_agreement(3, agency=agency, model=SupportModel.WARRANT_SERVICE, ended_at=NOW)
    listed = replace(listed, addendum_url="https://www.ice.gov/doclib/287gMOA/page-addendum.pdf")
    since = NOW - dt.timedelta(days=90)
    history = [
        make_recorded(1, ChangeKind.ENDED, agency=agency, model=SupportModel.WARRANT_SERVICE),
        make_recorded(2, agency=agency),
        make_recorded(3, ChangeKind.CORRECTED, reason=Reason.RESPELT, agency=agency, was={"agency": "Page Couny S.O."}),
    ]
    return AgencyRecord(
        (Tenure(listed, since, from_start=True), Tenure(pending, NOW), Tenure(left, since)),
        tuple((history * changes)[:changes]),
    )


def names(*states: str) -> list[AgencyName]:
    return [
        AgencyName(f"{state}-page-county-sheriffs-office", state, "Page County Sheriff's Office", "Page County")
        for state in states
    ]


def answers(agency: str) -> Sequence[Message]:
    return [
        agency_answer(ENGLISH, record(agency), source=SOURCE, notes=["A note."], most=8),
        several_agencies(ENGLISH, agency, names("IA", "VA"), command="/agency"),
        no_agency(ENGLISH, agency, names("VA"), command="/agency"),
    ]


@pytest.mark.parametrize("platform", RENDERED)
def test_an_agency_reads_well_on(platform: str) -> None:
    """Its agreements, ids and history; which could be meant; which is near; and the same of a hostile name."""
    messages = (*answers("Page County Sheriff's Office"), *answers(HOSTILE))
    golden(f"{platform}/agency.txt", "\n----------\n".join(on(platform, message) for message in messages))


@pytest.mark.parametrize("platform", ["discord", "telegram"])
@pytest.mark.parametrize("agency", ["Page County Sheriff's Office", "A" * 300, HOSTILE])
def test_a_long_history_is_cut_to_one_message_and_its_file(platform: str, agency: str) -> None:
    """Also of a name that takes much of the message by itself; Telegram sends the file behind it."""
    message = agency_answer(ENGLISH, record(agency, 40), source=SOURCE, most=8)
    assert [bool(part.attachment) for part in RENDERED[platform](message)] == (
        [True] if platform == "discord" else [False, True]
    )
    assert 40 > len(message.blocks) >= 3 + 1 + 1 + 1 + 1


def test_where_nothing_is_to_be_cut_everything_is_told() -> None:
    """As the command line wants it."""
    message = agency_answer(ENGLISH, record(changes=40), source=SOURCE, most=None)
    assert message.attachment is None
    assert len(message.blocks) == 3 + 1 + 1 + 40


def test_an_agreement_without_an_id_has_no_line_of_it() -> None:
    """None is stored so; a message says nothing empty all the same."""
    bare: Agreement = replace(make_agreement(1), public_id="")
    message = agency_answer(ENGLISH, AgencyRecord((Tenure(bare, NOW),)), source=SOURCE)
    assert len(message.blocks[0]) == 2
