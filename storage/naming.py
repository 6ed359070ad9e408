"""Public ids for the agreements of a database that was made before there were any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from bot.domain.agreements import Agreement, support_model
from bot.domain.editions import ListKind
from bot.identity.public_ids import Namer
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
    """Name every agreement, in the order of the editions that brought them, as they are printed now."""
    namer = Namer()
    named: list[Agreement] = []
    for _, rows in groupby(db.execute(_KNOWN).fetchall(), key=lambda row: row[0]):
        named += namer.name(map(_agreement, rows)).values()
    db.conn.executemany(
        "UPDATE agreements SET public_id = ?, agency_id = ? WHERE id = ?",
        [(agreement.public_id, agreement.agency_id, agreement.id) for agreement in named],
    )


def _agreement(row: Sequence[Any]) -> Agreement:
    """Read a row of just these columns: later versions of the table have more."""
    _, number, listed_in, state, agency, model, county, signed_on, printed, moa_url, ended_at = row
    return Agreement(
        id=number,
        list=ListKind(listed_in),
        state=state,
        agency=agency,
        model=support_model(model),
        county=county,
        signed_on=dt.date.fromisoformat(signed_on) if signed_on else None,
        signed_printed=printed,
        moa_url=moa_url,
        ended_at=moment(ended_at),
    )
