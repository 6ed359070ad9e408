"""What happened, as the JSON objects that ``--json`` prints: documented in ``docs/json.md``.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from bot.domain.agencies import AgencyRecord, Tenure
from bot.domain.agreements import Agreement, RecordedChange
from bot.domain.editions import Edition, EditionOutcome
from bot.domain.holds import Hold
from bot.domain.standing import Standing
from bot.ingest.decide import Intake
from bot.reading.counties import county_fips
from bot.reading.deportationdata import deportationdata_id
from bot.wording.editions import edition_detail, hold_detail
from bot.wording.languages import ENGLISH


def iso(at: dt.datetime) -> str:
    """Write a time as ISO 8601 in UTC, to the second: ``2025-02-28T14:05:09Z``."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def change_object(recorded: RecordedChange) -> dict[str, Any]:
    """One change as an object."""
    change, agreement = recorded.change, recorded.change.agreement
    return {
        "kind": change.kind,
        "sheet": recorded.sheet,
        "at": iso(recorded.at),
        "state": agreement.state,
        "agency": agreement.agency,
        "model": agreement.model,
        "signed_on": agreement.signed_on and agreement.signed_on.isoformat(),
        "relisted": change.relisted,
        "was": dict(change.was),
        "county": agreement.county,
        "county_fips": list(county_fips(agreement)),
        "reason": change.reason,
        **ids(agreement),
        "moa_url": agreement.moa_url,
        "addendum_url": agreement.addendum_url,
        "change": recorded.id,
        "level": change.basis and change.basis.level,
    }


def intake_objects(intake: Intake) -> Iterator[dict[str, Any]]:
    """What one edition came to: its changes, then what was not believed."""
    for recorded in intake.changes:
        yield change_object(recorded)
    edition = intake.edition
    if intake.outcome is EditionOutcome.REFUSED:
        yield {
            "kind": "refused",
            "sheet": edition.name,
            "reason": edition.reason,
            "detail": edition_detail(ENGLISH, edition),
        }
    for hold in intake.holds:
        yield {
            "kind": "held",
            "sheet": edition.name,
            "reason": hold.reason,
            "state": hold.state,
            "detail": hold_detail(ENGLISH, hold),
        }


def agreement_object(agreement: Agreement) -> dict[str, Any]:
    """One agreement as an object."""
    return {
        "list": agreement.list,
        "state": agreement.state,
        "agency": agreement.agency,
        "county": agreement.county,
        "county_fips": list(county_fips(agreement)),
        "model": agreement.model,
        "signed_on": agreement.signed_on and agreement.signed_on.isoformat(),
        "moa_url": agreement.moa_url,
        **ids(agreement),
    }


def agency_object(record: AgencyRecord) -> dict[str, Any]:
    """One agency as an object, with its agreements and their changes, newest first."""
    named = record.named
    return {
        "state": named.state,
        "agency": named.agency,
        "county": named.county,
        "agreements": [_tenure_object(tenure) for tenure in record.agreements],
        "changes": [change_object(recorded) for recorded in record.changes],
        "agency_id": named.agency_id,
        "deportationdata_id": deportationdata_id(named.agency, named.state),
    }


def _tenure_object(tenure: Tenure) -> dict[str, Any]:
    agreement = tenure.agreement
    return agreement_object(agreement) | {
        "addendum_url": agreement.addendum_url,
        "listed_since": iso(tenure.since),
        "from_start": tenure.from_start,
        "ended_at": agreement.ended_at and iso(agreement.ended_at),
    }


def ids(agreement: Agreement) -> dict[str, str | None]:
    """What others call an agreement and its agency: ``docs/ids.md``."""
    return {
        "agreement_id": agreement.public_id,
        "agency_id": agreement.agency_id,
        "deportationdata_id": deportationdata_id(agreement.agency, agreement.state),
    }


def standing_object(standing: Standing) -> dict[str, Any]:
    """What the totals rest on, as keys of their object."""
    return {
        "edition": standing.edition and edition_object(standing.edition),
        "pending_edition": standing.pending and edition_object(standing.pending),
        "checked_at": standing.checked_at and iso(standing.checked_at),
        "unreadable_since": standing.unreadable_since and iso(standing.unreadable_since),
        "being_checked": [hold_object(hold) for hold in standing.holds],
    }


def hold_object(hold: Hold) -> dict[str, Any]:
    """What is being checked, as an object."""
    return {
        "list": hold.list,
        "state": hold.state,
        "reason": hold.reason,
        "detail": hold_detail(ENGLISH, hold),
        "since": iso(hold.since),
    }


def edition_object(edition: Edition) -> dict[str, Any]:
    """An edition as an object."""
    return {
        "name": edition.name,
        "seen_at": iso(edition.found_at),
        "modified": edition.modified and iso(edition.modified),
        "source": edition.source,
    }
