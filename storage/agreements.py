"""Agreements and changes: what the lists say, and what editions did to it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, RecordedChange, SupportModel, support_model
from bot.domain.editions import Edition, ListKind
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
        rows = self._rows(f"SELECT * FROM agreements WHERE {where} ORDER BY id", values)  # noqa: S608
        return [_agreement(row) for row in rows]

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
            """INSERT INTO agreements VALUES (:id, :list, :state, :agency, :model, :type, :county, :signed_on,
                 :signed_printed, :moa_url, :addendum_url, :first_edition, :ended_at)
               ON CONFLICT (id) DO UPDATE SET state = :state, agency = :agency, model = :model, type = :type,
                 county = :county, signed_on = :signed_on, signed_printed = :signed_printed, moa_url = :moa_url,
                 addendum_url = :addendum_url, ended_at = :ended_at""",
            [row | {"first_edition": edition.id} for row in rows],
        )
        return [
            RecordedChange(self._insert_change(edition, change, at), edition.name, at, change, edition.source)
            for change in changes
        ]

    def _insert_change(self, edition: Edition, change: Change, at: dt.datetime) -> int:
        cursor = self._db.execute(
            "INSERT INTO changes (edition, agreement, kind, at, reason, relisted, was, remaining, agreement_then) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            ),
        )
        return int(cursor.lastrowid or 0)

    def changes(self, ids: Iterable[int]) -> list[RecordedChange]:
        """The changes of these ids, in the order of their recording."""
        return self._changes("c.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))

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

    def _changes(self, where: str, values: Sequence[Any], order: str = "c.id") -> list[RecordedChange]:
        query = (
            "SELECT c.*, e.name AS sheet, e.source AS source FROM changes c JOIN editions e ON e.id = c.edition "  # noqa: S608
            f"WHERE {where} ORDER BY {order}"
        )
        return [_change(row) for row in self._rows(query, values)]


def _agreement_row(agreement: Agreement) -> dict[str, Any]:
    row = dataclasses.asdict(agreement)
    row["signed_on"] = agreement.signed_on and agreement.signed_on.isoformat()
    row["ended_at"] = agreement.ended_at and stamp(agreement.ended_at)
    return row


_LISTS = {kind.value: kind for kind in ListKind}


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
    )


def _change(row: Mapping[str, Any]) -> RecordedChange:
    change = Change(
        kind=ChangeKind(row["kind"]),
        agreement=_agreement(json.loads(row["agreement_then"])),
        reason=Reason(row["reason"]),
        relisted=bool(row["relisted"]),
        was=json.loads(row["was"]),
        remaining=tuple(support_model(name) for name in json.loads(row["remaining"])),
    )
    return RecordedChange(row["id"], row["sheet"], moment(row["at"]), change, row["source"])
