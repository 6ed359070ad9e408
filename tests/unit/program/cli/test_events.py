"""The objects of ``--json``: an interface, so their shape is written out here."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from bot.domain.agencies import AgencyRecord, Tenure
from bot.domain.agreements import ChangeKind, Reason
from bot.domain.editions import Edition, EditionOutcome, ListKind
from bot.domain.holds import Hold, HoldReason
from bot.ingest.decide import Intake
from bot.program.cli.events import agency_object, agreement_object, change_object, intake_objects, iso
from tests.support.make import NOW, make_agreement, make_recorded

EDITION = Edition(1, "0" * 64, "participatingAgencies02062026pm.xlsx", "https://www.ice.gov/x.xlsx", None, NOW)


def through_json(given: object) -> object:
    return json.loads(json.dumps(given))


def test_a_change_is_an_object_of_this_shape() -> None:
    """These keys, these types, in JSON."""
    assert through_json(change_object(make_recorded(1))) == {
        "kind": "signed",
        "sheet": "participatingAgencies02062026pm.xlsx",
        "at": "2026-02-06T15:04:00Z",
        "state": "VA",
        "agency": "Page County Sheriff's Office",
        "model": "task_force",
        "signed_on": "2025-02-28",
        "relisted": False,
        "was": {},
        "county": "Page County",
        "county_fips": ["51139"],
        "reason": "no_counterpart",
        "agreement_id": "VA-page-county-sheriffs-office-task-force-2025-02-28",
        "agency_id": "VA-page-county-sheriffs-office",
        "deportationdata_id": "VA-page-county-sheriff-office",
        "moa_url": "https://www.ice.gov/doclib/287gMOA/page.pdf",
        "addendum_url": None,
        "change": 1,
        "level": None,
    }


def test_a_correction_says_what_was() -> None:
    """The former values by field, null where there was none."""
    was = {"agency": "Page Co. SO", "signed_on": None}
    found = change_object(make_recorded(1, ChangeKind.CORRECTED, reason=Reason.RETRACTED, was=was, signed_on=None))
    assert (found["was"], found["signed_on"], found["reason"]) == (was, None, "retracted")


def test_a_relisting_is_marked() -> None:
    """It is a signing that says so."""
    assert change_object(make_recorded(1, relisted=True))["relisted"] is True


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_is_its_own_word(kind: ChangeKind) -> None:
    """The word in JSON is the word of the glossary."""
    assert through_json(change_object(make_recorded(1, kind)))["kind"] == kind.value  # type: ignore[index]  # an object


def test_a_refused_workbook_is_one_object() -> None:
    """With a reason that a program can tell from others, and a sentence."""
    figures: dict[str, str | int] = {"ratio": 100, "case": "ratio"}
    refused = replace(EDITION, outcome=EditionOutcome.REFUSED, reason="zip_bomb", figures=figures)
    said = "the archive inflates to more than 100 times its size"
    assert through_json(list(intake_objects(Intake(refused)))) == [
        {"kind": "refused", "sheet": EDITION.name, "reason": "zip_bomb", "detail": said}
    ]


def test_a_refusal_of_an_earlier_version_is_said_as_it_was_kept() -> None:
    """It kept the sentence itself."""
    refused = replace(EDITION, outcome=EditionOutcome.REFUSED, reason="zip_bomb", figures={"said": "too large"})
    assert [found["detail"] for found in intake_objects(Intake(refused))] == ["too large"]


def test_a_held_part_follows_what_went_through() -> None:
    """The believed changes first, then one object for each hold; a null state is the whole edition."""
    holds = (
        Hold(ListKind.PARTICIPATING, "VA", HoldReason.MASS_DEPARTURE, NOW, 1, figures={"missing": 9, "listed": 10}),
        Hold(ListKind.PARTICIPATING, None, HoldReason.UNREADABLE, NOW, 1, figures={"unread": 5, "rows": 10}),
    )
    held = replace(EDITION, outcome=EditionOutcome.PARTLY_HELD)
    signed, first, second = intake_objects(Intake(held, (make_recorded(1, state="MD"),), holds))
    assert signed["state"] == "MD"
    assert first == {
        "kind": "held",
        "sheet": EDITION.name,
        "reason": "mass_departure",
        "state": "VA",
        "detail": "9 of 10 agencies of Virginia miss agreements at once",
    }
    assert (second["state"], second["reason"]) == (None, "unreadable")


def test_an_edition_without_news_has_no_objects() -> None:
    """Nothing is printed for a baseline."""
    assert list(intake_objects(Intake(replace(EDITION, outcome=EditionOutcome.BASELINE)))) == []


def test_an_agreement_is_an_object_of_this_shape() -> None:
    """What ``state --json`` prints."""
    assert through_json(agreement_object(make_agreement(list=ListKind.PENDING, signed_on=None, moa_url=None))) == {
        "list": "pending",
        "state": "VA",
        "agency": "Page County Sheriff's Office",
        "county": "Page County",
        "county_fips": ["51139"],
        "model": "task_force",
        "signed_on": None,
        "moa_url": None,
        "agreement_id": "VA-page-county-sheriffs-office-task-force-pending",
        "agency_id": "VA-page-county-sheriffs-office",
        "deportationdata_id": "VA-page-county-sheriff-office",
    }


def test_an_agency_is_an_object_of_its_agreements_and_changes() -> None:
    """What ``agency --json`` prints."""
    agreement = make_agreement(ended_at=NOW)
    found = agency_object(AgencyRecord((Tenure(agreement, NOW, from_start=True),), (make_recorded(1),)))
    assert found["agreements"] == [
        agreement_object(agreement)
        | {
            "addendum_url": None,
            "listed_since": "2026-02-06T15:04:00Z",
            "from_start": True,
            "ended_at": "2026-02-06T15:04:00Z",
        }
    ]
    assert found["changes"] == [change_object(make_recorded(1))]
    assert (found["state"], found["agency_id"]) == ("VA", "VA-page-county-sheriffs-office")


def test_times_are_utc_to_the_second() -> None:
    """A time of another zone is converted, not relabelled."""
    east = dt.timezone(dt.timedelta(hours=-5))
    assert iso(dt.datetime(2025, 2, 28, 9, 5, 9, 999, tzinfo=east)) == "2025-02-28T14:05:09Z"
