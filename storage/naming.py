"""Public ids for the agreements of a database that was made before there were any."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from bot.domain.agreements import Agreement, support_model
from bot.domain.editions import ListKind
from bot.identity.public_ids import Namer, name_anew
from storage.times import moment

_COLUMNS = (
    "ALTER TABLE agreements ADD COLUMN public_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE agreements ADD COLUMN agency_id TEXT NOT NULL DEFAULT ''",
)
_EVERYWHERE = (
    """UPDATE changes SET agreement_then = (
        SELECT json_set(changes.agreement_then, '$.public_id', a.public_id, '$.agency_id', a.agency_id)
        FROM agreements a WHERE a.id = changes.agreement)""",
    "CREATE UNIQUE INDEX agreements_public_id ON agreements (public_id) WHERE public_id != ''",
    "CREATE INDEX agreements_agency ON agreements (agency_id)",
)
_KNOWN = """SELECT first_edition, id, list, state, agency, model, county, signed_on, signed_printed, moa_url, ended_at
    FROM agreements ORDER BY first_edition, id"""


def give_public_ids(db: Database) -> None:
    """Bring a database along that has none."""
    for statement in _COLUMNS:
        db.execute(statement)
    _name_all(db)
    for statement in _EVERYWHERE:
        db.execute(statement)


def _name_all(db: Database) -> None:
    """Name every agreement as it would have been from the first edition on, as far as its changes tell."""
    editions: dict[int, list[Agreement]] = defaultdict(list)
    now = {}
    for first_edition, *row in db.execute(_KNOWN).fetchall():
        agreement = _agreement(row)
        now[agreement.id] = agreement
        editions[first_edition].append(agreement)
    former, namer, first = _former_values(db), Namer(), dict[int, Agreement]()
    for brought in editions.values():
        first |= namer.name(_at_first(agreement, former.get(agreement.id, {})) for agreement in brought)
    named = {
        number: replace(agreement, public_id=first[number].public_id, agency_id=first[number].agency_id)
        for number, agreement in now.items()
    }
    corrected = [named[number] for number in former if number in named]
    at_first = {agreement.id: first[agreement.id] for agreement in corrected}
    named |= name_anew(corrected, at_first, list(named.values()))
    db.conn.executemany(
        "UPDATE agreements SET public_id = ?, agency_id = ? WHERE id = ?",
        [(agreement.public_id, agreement.agency_id, agreement.id) for agreement in named.values()],
    )


def _former_values(db: Database) -> dict[int, dict[str, str | None]]:
    """Return what the fields that were corrected were at first, by agreement."""
    found: dict[int, dict[str, str | None]] = defaultdict(dict)
    for number, was in db.execute("SELECT agreement, was FROM changes WHERE was != '{}' ORDER BY id DESC"):
        found[number] |= json.loads(was)
    return found


def _at_first(agreement: Agreement, was: Mapping[str, str | None]) -> Agreement:
    return replace(
        agreement,
        state=was.get("state") or agreement.state,
        agency=was.get("agency") or agreement.agency,
        county=was.get("county") or agreement.county,
        model=support_model(was.get("model") or agreement.model),
        signed_on=_day(was["signed_on"]) if "signed_on" in was else agreement.signed_on,
        signed_printed=was.get("signed_printed") or agreement.signed_printed,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _agreement(row: Sequence[Any]) -> Agreement:
    """Read a row of just these columns: later versions of the table have more."""
    number, listed_in, state, agency, model, county, signed_on, printed, moa_url, ended_at = row
    return Agreement(
        id=number,
        list=ListKind(listed_in),
        state=state,
        agency=agency,
        model=support_model(model),
        county=county,
        signed_on=_day(signed_on),
        signed_printed=printed,
        moa_url=moa_url,
        ended_at=moment(ended_at),
    )
