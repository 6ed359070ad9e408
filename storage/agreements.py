"""Agreements and changes: what the lists say, and what editions did to it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from bot.domain.agencies import AgencyName
from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, RecordedChange, SupportModel, support_model
from bot.domain.basis import Basis, Level, Weighed
from bot.domain.deliveries import Totals
from bot.domain.editions import Edition, ListKind
from bot.domain.verification import Told
from storage.rows import Repository
from storage.times import moment, stamp


class AgreementRepository(Repository):
    """Agreements and changes: `bot.domain.repositories.Agreements`."""

    def known(self, kind: ListKind) -> list[Agreement]:
        """Every agreement known of a list, those that have ended included, by id."""
        return self._agreements("list = ?", (kind,))

    def listed(self, kind: ListKind, state: str | None = None) -> list[Agreement]:
        """The agreements on a list now, of one state or of all, by id."""
        if state is None:
            return self._agreements("list = ? AND ended_at IS NULL", (kind,))
        return self._agreements("list = ? AND state = ? AND ended_at IS NULL", (kind, state))

    def get(self, ids: Iterable[int]) -> list[Agreement]:
        """The agreements of these ids, those that have ended included, by id."""
        return self._agreements("id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))

    def _agreements(self, where: str, values: Sequence[Any]) -> list[Agreement]:
        query = f"SELECT json_array({_COLUMNS}) FROM agreements WHERE {where} ORDER BY id"  # noqa: S608
        return [_agreement_of(text) for (text,) in self._db.execute(query, values)]

    def totals(self, states: Iterable[str]) -> Totals:
        """How much the participating list has now of these states, or of all of them (``all``)."""
        wanted = json.dumps(list(states))
        agreements, agencies = self._db.execute(
            "SELECT count(*), count(DISTINCT iif(agency_id = '', id, agency_id)) FROM agreements "
            "WHERE list = ? AND ended_at IS NULL AND (state IN (SELECT value FROM json_each(?)) "
            "OR 'all' IN (SELECT value FROM json_each(?)))",
            (ListKind.PARTICIPATING, wanted, wanted),
        ).fetchone()
        return Totals(agreements, agencies)

    def listed_as_printed(self, kind: ListKind, states: Iterable[str]) -> list[Agreement]:
        """The agreements on a list now whose state is none of ``states``, or whose model is none that we know."""
        rows = self._rows(
            "SELECT * FROM agreements WHERE list = ? AND ended_at IS NULL "
            "AND (state NOT IN (SELECT value FROM json_each(?)) OR model NOT IN (SELECT value FROM json_each(?))) "
            "ORDER BY id",
            (kind, json.dumps(list(states)), json.dumps(list(SupportModel))),
        )
        return [_agreement(row) for row in rows]

    def listed_at(self, at: dt.datetime) -> list[Agreement]:
        """What both lists had at ``at``; names, counties and links are as they are now."""
        rows = self._rows(
            """SELECT a.* FROM agreements a JOIN editions e ON e.id = a.first_edition WHERE e.found_at < :at
                AND coalesce((SELECT c.agreement_then ->> 'ended_at' IS NOT NULL FROM changes c
                    WHERE c.agreement = a.id AND c.at < :at ORDER BY c.at DESC, c.id DESC LIMIT 1), 0) = 0
                ORDER BY a.id""",
            {"at": stamp(at)},
        )
        return [_agreement(row) for row in rows]

    def next_id(self) -> int:
        """The first id that no agreement has."""
        return int(self._rows("SELECT coalesce(max(id), 0) + 1 AS id FROM agreements")[0]["id"])

    def remember(
        self,
        edition: Edition,
        known: Iterable[Agreement],
        now: Iterable[Agreement],
        changes: Sequence[Change],
        at: dt.datetime,
    ) -> list[RecordedChange]:
        """Store agreements as they stand now and the changes that made them so; return the changes with their ids."""
        before = {agreement.id: agreement for agreement in known}
        rows = [
            _agreement_row(agreement)
            for agreement in now
            if (old := before.get(agreement.id)) is not agreement and old != agreement
        ]
        rows += [_agreement_row(change.agreement) for change in changes if change.agreement.ended_at is not None]
        self._db.conn.executemany(
            """INSERT INTO agreements (id, list, state, agency, model, type, county, signed_on,
                 signed_printed, moa_url, addendum_url, first_edition, ended_at, public_id, agency_id)
               VALUES (:id, :list, :state, :agency, :model, :type, :county, :signed_on,
                 :signed_printed, :moa_url, :addendum_url, :first_edition, :ended_at, :public_id, :agency_id)
               ON CONFLICT (id) DO UPDATE SET state = :state, agency = :agency, model = :model, type = :type,
                 county = :county, signed_on = :signed_on, signed_printed = :signed_printed, moa_url = :moa_url,
                 addendum_url = :addendum_url, ended_at = :ended_at, agency_id = :agency_id,
                 public_id = iif(public_id = '', :public_id, public_id)""",
            [row | {"first_edition": edition.id} for row in rows],
        )
        return [
            RecordedChange(self._insert_change(edition, change, at), edition.name, at, change, edition.source)
            for change in changes
        ]

    def _insert_change(self, edition: Edition, change: Change, at: dt.datetime) -> int:
        cursor = self._db.execute(
            "INSERT INTO changes (edition, agreement, kind, at, reason, relisted, was, remaining, agreement_then, "
            "level, basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                edition.id,
                change.agreement.id,
                change.kind,
                stamp(at),
                change.reason,
                change.relisted,
                json.dumps(dict(change.was)),
                json.dumps(change.remaining),
                json.dumps(_agreement_row(change.agreement)),
                *(_basis_row(change.basis) if change.basis else (None, None)),
            ),
        )
        return int(cursor.lastrowid or 0)

    def changes(self, ids: Iterable[int]) -> list[RecordedChange]:
        """The changes of these ids, in the order of their recording."""
        return self._changes("c.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))

    def told(self) -> list[Told]:
        """Every change, in the order of their recording."""
        rows = self._rows(
            "SELECT c.*, e.name AS sheet, e.source AS source FROM changes c JOIN editions e ON e.id = c.edition "
            "ORDER BY c.id"
        )
        return [Told(row["edition"], _change(row)) for row in rows]

    def departures_since(self, agreements: Iterable[int], since: dt.datetime) -> list[RecordedChange]:
        """The departures of these agreements that were recorded at or after ``since``."""
        return self._changes(
            "c.agreement IN (SELECT value FROM json_each(?)) AND c.kind = 'ended' AND c.at >= ?",
            (json.dumps(list(agreements)), stamp(since)),
        )

    def departures_at(self, kind: ListKind, at: dt.datetime) -> list[RecordedChange]:
        """The departures recorded at just that time whose agreements are still gone."""
        return self._changes(
            "c.at = ? AND c.kind = 'ended' AND c.agreement IN "
            "(SELECT id FROM agreements WHERE list = ? AND ended_at IS NOT NULL)",
            (stamp(at), kind),
        )

    def latest_changes(self, state: str, limit: int) -> list[RecordedChange]:
        """The latest changes of one state, newest first."""
        return self._changes(
            "c.agreement IN (SELECT id FROM agreements WHERE state = ?)",
            (state,),
            f"c.at DESC, c.id DESC LIMIT {limit:d}",
        )

    def changes_of(self, agreements: Iterable[int]) -> list[RecordedChange]:
        """Every change of these agreements, newest first."""
        ids = json.dumps(list(agreements))
        return self._changes("c.agreement IN (SELECT value FROM json_each(?))", (ids,), "c.at DESC, c.id DESC")

    def agency_names(self) -> list[AgencyName]:
        """Every name that an agency has or had on either list, the latest of each agency first."""
        now = self._rows(
            "SELECT agency_id, state, agency AS name, county FROM agreements WHERE agency_id != '' "
            "GROUP BY agency_id, state, agency, county ORDER BY max(ended_at IS NULL) DESC, max(id) DESC"
        )
        before = self._rows(
            "SELECT a.agency_id, a.state, c.was ->> 'agency' AS name, a.county FROM changes c "
            "JOIN agreements a ON a.id = c.agreement WHERE c.was != '{}' AND a.agency_id != '' "
            "AND coalesce(c.was ->> 'agency', '') != '' GROUP BY 1, 2, 3, 4 ORDER BY max(c.id) DESC"
        )
        return [
            AgencyName(row["agency_id"], row["state"], row["name"], row["county"], former=former)
            for rows, former in ((now, False), (before, True))
            for row in rows
        ]

    def retired_agency_ids(self) -> set[str]:
        """The public ids of agencies that an agreement had before it was found to be another agency's."""
        former = "SELECT json_extract(was, '$.agency_id') AS former FROM changes WHERE former IS NOT NULL"
        return {agency_id for (agency_id,) in self._db.execute(former)}

    def agency_of(self, public_id: str) -> str | None:
        """The public id of an agency that is asked for by it, by one that it had, or by that of an agreement."""
        rows = self._rows(
            """SELECT agency_id FROM agreements WHERE agency_id = :id COLLATE NOCASE OR public_id = :id COLLATE NOCASE
                UNION ALL
                SELECT a.agency_id FROM changes c JOIN agreements a ON a.id = c.agreement
                WHERE json_extract(c.was, '$.agency_id') = :id COLLATE NOCASE LIMIT 1""",
            {"id": public_id},
        )
        return rows[0]["agency_id"] if rows and public_id else None

    def of_agencies(self, agency_ids: Iterable[str]) -> list[Agreement]:
        """The agreements of these agencies, by their public ids, those that have ended included, by id."""
        return self._agreements("agency_id IN (SELECT value FROM json_each(?))", (json.dumps(list(agency_ids)),))

    def first_seen(self, agreements: Iterable[int]) -> dict[int, dt.datetime]:
        """When the edition that first listed each of these agreements was found."""
        rows = self._rows(
            "SELECT a.id, e.found_at FROM agreements a JOIN editions e ON e.id = a.first_edition "
            "WHERE a.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(agreements)),),
        )
        return {row["id"]: moment(row["found_at"]) for row in rows}

    def _changes(self, where: str, values: Sequence[Any], order: str = "c.id") -> list[RecordedChange]:
        query = (
            "SELECT c.*, e.name AS sheet, e.source AS source FROM changes c JOIN editions e ON e.id = c.edition "  # noqa: S608
            f"WHERE {where} ORDER BY {order}"
        )
        return [_change(row) for row in self._rows(query, values)]


def _agreement_row(agreement: Agreement) -> dict[str, Any]:
    row = {name: getattr(agreement, name) for name in _FIELDS}
    row["signed_on"] = agreement.signed_on and agreement.signed_on.isoformat()
    row["ended_at"] = agreement.ended_at and stamp(agreement.ended_at)
    return row


_LISTS = {kind.value: kind for kind in ListKind}
_FIELDS = tuple(field.name for field in dataclasses.fields(Agreement))
_COLUMNS = ", ".join(_FIELDS)


@lru_cache(maxsize=131_072)
def _agreement_of(text: str) -> Agreement:
    """Read the `_COLUMNS` of a row, as one text for one column is fetched in half the time of fourteen.

    Most rows are what they were when an edition was decided about before, and are found by it.
    """
    return _agreement(dict(zip(_FIELDS, json.loads(text), strict=True)))


def _agreement(row: Mapping[str, Any]) -> Agreement:
    return Agreement(
        id=row["id"],
        list=_LISTS[row["list"]],
        state=row["state"],
        agency=row["agency"],
        model=support_model(row["model"]),
        type=row["type"],
        county=row["county"],
        signed_on=row["signed_on"] and dt.date.fromisoformat(row["signed_on"]),
        signed_printed=row["signed_printed"],
        moa_url=row["moa_url"],
        addendum_url=row["addendum_url"],
        ended_at=moment(row["ended_at"]),
        public_id=row["public_id"],
        agency_id=row["agency_id"],
    )


def _change(row: Mapping[str, Any]) -> RecordedChange:
    change = Change(
        kind=ChangeKind(row["kind"]),
        agreement=_agreement(json.loads(row["agreement_then"])),
        reason=Reason(row["reason"]),
        relisted=bool(row["relisted"]),
        was=json.loads(row["was"]),
        remaining=tuple(support_model(name) for name in json.loads(row["remaining"])),
        basis=_basis(row["level"], json.loads(row["basis"])) if row["level"] else None,
    )
    return RecordedChange(row["id"], row["sheet"], moment(row["at"]), change, row["source"])


def _basis_row(basis: Basis) -> tuple[str, str]:
    """The level, and all else as a JSON object."""
    fields = _plain(basis)
    level = fields.pop("level")
    return level, json.dumps(fields, ensure_ascii=False, default=_plain)


def _plain(record: Basis | Weighed) -> dict[str, Any]:
    """The fields of one record; those in it are written in the same way."""
    return {field: getattr(record, field) for field in record.__slots__}


def _basis(level: str, fields: Mapping[str, Any]) -> Basis:
    evidence = fields["evidence"]
    return Basis(
        Level(level),
        fields["row"],
        fields["sheet"],
        evidence and Weighed(**evidence),
        tuple(Weighed(**other) for other in fields["considered"]),
        fields["hold"],
    )
