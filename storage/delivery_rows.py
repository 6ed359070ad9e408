"""What a row of the outbox is about, as columns and as types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, assert_never

from bot.domain.chats import Place
from bot.domain.deliveries import (
    Alert,
    AllClear,
    Arrival,
    Correction,
    Delivery,
    Mark,
    Notice,
    Occasion,
    Omission,
    Standstill,
    Subject,
    Summary,
    Totals,
    Wait,
)
from bot.domain.messages import Extra
from storage.settings import read_settings
from storage.times import moment, stamp

OPEN = "('due', 'claimed', 'retry_at', 'uncertain')"
"""The states in which something is still to be done, as SQL."""

_ALERT, _CORRECTION, _NOTICE, _ARRIVAL, _SUMMARY = "alert", "correction", "notice", "arrival", "summary"
_DAILY, _ALL_CLEAR = "daily", "all_clear"

MARK = "mark"
"""The kind that changes an earlier message, and is none itself."""

TELLING = f"('{_ALERT}', '{_DAILY}', '{_SUMMARY}')"
"""The kinds that tell changes, as SQL."""


def subject_name(subject: Subject) -> tuple[str, int]:  # noqa: PLR0911  one for each
    """What a subject is stored as: its kind, and the number of the change or delivery that it is about."""
    match subject:
        case Alert(change_set=change_set, daily=daily):
            return _DAILY if daily else _ALERT, change_set
        case Correction(of=alert):
            return _CORRECTION, alert
        case Notice(notice=notice):
            return _NOTICE, notice
        case Arrival():
            return _ARRIVAL, 0
        case Summary(of=first):
            return _SUMMARY, first
        case AllClear(number=number):
            return _ALL_CLEAR, number
        case Mark(of=marked):
            return MARK, marked
        case _:
            assert_never(subject)


def since(subject: Subject) -> str | None:
    """Since when a subject counts, where it says so."""
    return stamp(subject.since) if isinstance(subject, Summary | AllClear) else None


def detail(subject: Subject) -> str:
    """What a subject says beside its name, what it names and since when it counts."""
    match subject:
        case Summary(occasion=occasion, zone=zone, totals=totals):
            counted = [totals.agreements, totals.agencies] if totals else None
            return json.dumps({"occasion": occasion, "zone": zone, "totals": counted})
        case AllClear(areas=areas, stands=stands, checked_at=checked_at, zone=zone):
            seen = checked_at and stamp(checked_at)
            return json.dumps({"states": areas, "stands": stands, "checked_at": seen, "zone": zone})
        case _:
            return "{}"


def _subject(row: Mapping[str, Any]) -> Subject:  # noqa: PLR0911  one for each
    about, changes = row["about"], tuple(json.loads(row["changes"]))
    match row["kind"]:
        case "alert" | "daily" as kind:
            return Alert(about, changes, daily=kind == _DAILY)
        case "correction":
            return Correction(about, changes)
        case "notice":
            return Notice(about, changes)
        case "arrival":
            return Arrival()
        case "all_clear":
            return _all_clear(row)
        case "mark":
            return Mark(about, changes)
        case _:
            return _summary(row, changes)


def _summary(row: Mapping[str, Any], changes: tuple[int, ...]) -> Summary:
    said: dict[str, Any] = {"occasion": Occasion.ABSENCE, "zone": "UTC", "totals": None} | json.loads(row["detail"])
    totals = Totals(*said["totals"]) if said["totals"] else None
    return Summary(row["about"], moment(str(row["since"])), changes, Occasion(said["occasion"]), said["zone"], totals)


def _all_clear(row: Mapping[str, Any]) -> AllClear:
    said: dict[str, Any] = json.loads(row["detail"])
    return AllClear(
        row["about"],
        moment(str(row["since"])),
        tuple(said["states"]),
        Standstill(said["stands"]),
        moment(said["checked_at"]),
        said["zone"],
    )


def read_delivery(row: Mapping[str, Any], *, uncertain: bool) -> Delivery:
    """Read a row of ``deliveries`` with the address, group and settings of its chat."""
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
        settings=read_settings(row["settings"]),
        waited=Wait(row["waited"]) if row["waited"] else None,
        answers=row["answers"],
        follows=tuple(json.loads(row["follows"])),
        omissions=tuple(Omission(Extra(extra), after) for extra, after in json.loads(row["omissions"])),
    )
