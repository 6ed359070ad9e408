"""What a row of the outbox is about, as columns and as types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, assert_never

from bot.domain.chats import Place
from bot.domain.deliveries import Alert, Arrival, Correction, Delivery, Notice, Omission, Subject, Summary
from bot.domain.messages import Extra
from storage.times import moment, stamp

OPEN = "('due', 'claimed', 'retry_at', 'uncertain')"
"""The states in which something is still to be done, as SQL."""

_ALERT, _CORRECTION, _NOTICE, _ARRIVAL, _SUMMARY = "alert", "correction", "notice", "arrival", "summary"

TELLING = f"('{_ALERT}', '{_SUMMARY}')"
"""The kinds that tell changes, as SQL."""


def subject_name(subject: Subject) -> tuple[str, int]:
    """What a subject is stored as: its kind, and the number of the change or delivery that it is about."""
    match subject:
        case Alert(change_set=change_set):
            return _ALERT, change_set
        case Correction(of=alert):
            return _CORRECTION, alert
        case Notice(notice=notice):
            return _NOTICE, notice
        case Arrival():
            return _ARRIVAL, 0
        case Summary(of=first):
            return _SUMMARY, first
        case _:
            assert_never(subject)


def since(subject: Subject) -> str | None:
    """Since when a subject counts, where it says so."""
    return stamp(subject.since) if isinstance(subject, Summary) else None


def _subject(row: Mapping[str, Any]) -> Subject:
    about, changes = row["about"], tuple(json.loads(row["changes"]))
    match row["kind"]:
        case "alert":
            return Alert(about, changes)
        case "correction":
            return Correction(about, changes)
        case "notice":
            return Notice(about, changes)
        case "arrival":
            return Arrival()
        case _:
            return Summary(about, moment(str(row["since"])), changes)


def read_delivery(row: Mapping[str, Any], *, uncertain: bool) -> Delivery:
    """Read a row of ``deliveries`` with the address and group of its chat."""
    return Delivery(
        id=row["id"],
        chat=row["chat"],
        place=Place(row["platform"], row["address"], group=row["group_address"]),
        subject=_subject(row),
        language=row["language"],
        attempts=row["attempts"],
        parts_sent=row["parts_sent"],
        message_ids=tuple(json.loads(row["message_ids"])),
        created_at=moment(row["created_at"]),
        uncertain=uncertain,
        files=bool(row["files"]),
        follows=tuple(json.loads(row["follows"])),
        omissions=tuple(Omission(Extra(extra), after) for extra, after in json.loads(row["omissions"])),
    )
