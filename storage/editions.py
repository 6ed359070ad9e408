"""Editions, agreements, changes, holds: what has been seen, and what it meant."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from bot.model import (
    Agreement,
    Change,
    ChangeKind,
    Edition,
    Hold,
    ListKind,
    OpenHold,
    Outcome,
    Publication,
    RecordedChange,
    SupportModel,
)
from storage.times import moment, stamp

_SEEN = "('baseline', 'accepted', 'partly_held')"


class Editions:
    """The part of `storage.store.Store` that remembers what the lists have said."""

    db: Database

    def has_editions(self) -> bool:
        """Whether anything at all has been kept."""
        return bool(self._rows("SELECT 1 FROM editions LIMIT 1"))

    def validators(self) -> dict[str, tuple[str | None, str | None]]:
        """Per address: the ETag and Last-Modified of the answer that we have fully dealt with."""
        rows = self._rows("SELECT url, etag, last_modified FROM checks")
        return {row["url"]: (row["etag"], row["last_modified"]) for row in rows}

    def checked(self, url: str, etag: str | None, last_modified: str | None, *, sha256: str, at: dt.datetime) -> None:
        """Remember an answer that has been fully dealt with."""
        self.db.execute(
            "INSERT OR REPLACE INTO checks (url, etag, last_modified, sha256, checked_at) VALUES (?, ?, ?, ?, ?)",
            (url, etag, last_modified, sha256, stamp(at)),
        )

    def edition_at(self, url: str) -> Edition | None:
        """The edition that this address last served, if we have dealt with it."""
        return self._edition("sha256 = (SELECT sha256 FROM checks WHERE url = ?) ORDER BY id DESC LIMIT 1", (url,))

    def keep(self, found: Publication, at: dt.datetime) -> Edition:
        """Store the bytes before anything looks at them; return the edition they are.

        It is an edition already known while nothing later has been seen of its list: only then
        can the same bytes mean the same publication.
        """
        sha256 = hashlib.sha256(found.content).hexdigest()
        last = self._edition("sha256 = ? ORDER BY id DESC LIMIT 1", (sha256,))
        if last is not None and not self._seen_since(last):
            return last
        self.db.execute("INSERT OR IGNORE INTO contents VALUES (?, ?, ?)", (sha256, found.content, stamp(at)))
        cursor = self.db.execute(
            "INSERT INTO editions (sha256, name, url, linked_as, found_at, outcome) VALUES (?, ?, ?, ?, ?, 'new')",
            (sha256, found.name, found.url, found.linked_as, stamp(at)),
        )
        return self.edition(int(cursor.lastrowid or 0))

    def edition(self, edition_id: int) -> Edition:
        """The edition of that id, which exists."""
        found = self._edition("id = ?", (edition_id,))
        assert found is not None, edition_id  # noqa: S101  ids come from this database alone
        return found

    def content(self, sha256: str) -> bytes:
        """The bytes of an edition."""
        return bytes(self._rows("SELECT content FROM contents WHERE sha256 = ?", (sha256,))[0]["content"])

    def current(self, kind: ListKind) -> Edition | None:
        """The last edition of a list that was believed, wholly or in part."""
        return self._edition(f"list = ? AND outcome IN {_SEEN} ORDER BY id DESC LIMIT 1", (kind,))

    def seen_before(self, edition: Edition) -> bool:
        """Whether the same bytes have been believed as an earlier edition."""
        query = f"SELECT 1 FROM editions WHERE sha256 = ? AND id < ? AND outcome IN {_SEEN} LIMIT 1"  # noqa: S608
        return bool(self._rows(query, (edition.sha256, edition.id)))

    def agreements(self, kind: ListKind, *, state: str | None = None, listed: bool = False) -> list[Agreement]:
        """Agreements known of a list, those that have ended included unless ``listed``."""
        where, values = ["list = ?"], [str(kind)]
        if state is not None:
            where.append("state = ?")
            values.append(state)
        if listed:
            where.append("ended_at IS NULL")
        query = f"SELECT * FROM agreements WHERE {' AND '.join(where)} ORDER BY id"  # noqa: S608
        return [_agreement(row) for row in self._rows(query, values)]

    def agreements_at(self, at: dt.datetime) -> list[Agreement]:
        """What both lists had at ``at``; names, counties and links are as they are now."""
        rows = self._rows(
            """SELECT a.* FROM agreements a JOIN editions e ON e.id = a.first_edition WHERE e.found_at < :at
                AND coalesce((SELECT c.agreement_then ->> 'ended_at' IS NOT NULL FROM changes c
                    WHERE c.agreement = a.id AND c.at < :at ORDER BY c.at DESC, c.id DESC LIMIT 1), 0) = 0
                ORDER BY a.id""",
            {"at": stamp(at)},
        )
        return [_agreement(row) for row in rows]

    def last_seen(self, at: dt.datetime) -> dt.datetime | None:
        """When the last edition that was believed before ``at`` was found."""
        rows = self._rows(
            f"SELECT max(found_at) AS at FROM editions WHERE found_at < ? AND outcome IN {_SEEN}",  # noqa: S608
            (stamp(at),),
        )
        at_text: str | None = rows[0]["at"]
        return moment(at_text)

    def next_agreement_id(self) -> int:
        """The first id that no agreement has."""
        return int(self._rows("SELECT coalesce(max(id), 0) + 1 AS id FROM agreements")[0]["id"])

    def settle(
        self,
        edition: Edition,
        *,
        kind: ListKind | None,
        outcome: Outcome,
        at: dt.datetime,
        modified: dt.datetime | None = None,
        reason: str = "",
        detail: str = "",
    ) -> None:
        """Commit what became of an edition."""
        self.db.execute(
            "UPDATE editions SET list = ?, outcome = ?, modified = ?, reason = ?, detail = ?, decided_at = ? "
            "WHERE id = ?",
            (kind, outcome, modified and stamp(modified), reason, detail, stamp(at), edition.id),
        )
        if outcome in (Outcome.BASELINE, Outcome.ACCEPTED, Outcome.PARTLY_HELD):
            self.db.execute(
                "UPDATE editions SET outcome = 'superseded' WHERE list = ? AND outcome = 'held' AND id < ?",
                (kind, edition.id),
            )

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
        rows = [_agreement_row(one) for one in now if before.get(one.id) != one]
        rows += [_agreement_row(change.agreement) for change in changes if change.agreement.ended_at is not None]
        self.db.conn.executemany(
            """INSERT INTO agreements VALUES (:id, :list, :state, :agency, :model, :type, :county, :signed_on,
                 :signed_printed, :moa_url, :addendum_url, :first_edition, :ended_at)
               ON CONFLICT (id) DO UPDATE SET state = :state, agency = :agency, model = :model, type = :type,
                 county = :county, signed_on = :signed_on, signed_printed = :signed_printed, moa_url = :moa_url,
                 addendum_url = :addendum_url, ended_at = :ended_at""",
            [row | {"first_edition": edition.id} for row in rows],
        )
        return [
            RecordedChange(self._insert_change(edition, change, at), edition.name, at, change) for change in changes
        ]

    def _insert_change(self, edition: Edition, change: Change, at: dt.datetime) -> int:
        cursor = self.db.execute(
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

    def changes_of(self, edition: Edition) -> list[RecordedChange]:
        """What one edition changed."""
        return self._changes("c.edition = ?", (edition.id,))

    def changes_in(self, state: str, *, limit: int) -> list[RecordedChange]:
        """The latest changes of one state, newest first."""
        return self._changes(
            "c.agreement IN (SELECT id FROM agreements WHERE state = ?)",
            (state,),
            f"c.at DESC, c.id DESC LIMIT {limit:d}",
        )

    def _changes(self, where: str, values: Sequence[Any], order: str = "c.id") -> list[RecordedChange]:
        query = (
            "SELECT c.*, e.name AS sheet FROM changes c JOIN editions e ON e.id = c.edition "  # noqa: S608
            f"WHERE {where} ORDER BY {order}"
        )
        return [_change(row) for row in self._rows(query, values)]

    def open_holds(self, kind: ListKind | None = None) -> list[OpenHold]:
        """What is held now, oldest first; of one list or of both."""
        rows = self._rows(
            "SELECT * FROM holds WHERE closed_at IS NULL AND list = coalesce(?, list) ORDER BY id", (kind,)
        )
        return [_open_hold(row) for row in rows]

    def update_holds(self, kind: ListKind, edition: Edition, holds: Sequence[Hold], *, at: dt.datetime) -> None:
        """Make ``holds`` the open holds of a list: new ones begin, known ones go on, absent ones end."""
        before = {(hold.state, hold.reason): hold for hold in self.open_holds(kind)}
        for hold in holds:
            known = before.pop((hold.state, hold.reason), None)
            values = (edition.id, hold.detail, stamp(hold.since), hold.editions)
            if known is None:
                self.db.execute(
                    "INSERT INTO holds (list, state, reason, edition, detail, since, editions) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (kind, hold.state, hold.reason, *values),
                )
            else:
                self.db.execute(
                    "UPDATE holds SET edition = ?, detail = ?, since = ?, editions = ? WHERE id = ?",
                    (*values, known.id),
                )
        for gone in before.values():
            outcome = "approved" if gone.decision == "approved" else "ended by itself"
            self.db.execute("UPDATE holds SET closed_at = ?, outcome = ? WHERE id = ?", (stamp(at), outcome, gone.id))

    def decide_hold(self, hold_id: int, decision: str) -> bool:
        """Note an operator's decision on an open hold; False when there is no such hold."""
        cursor = self.db.execute(
            "UPDATE holds SET decision = ? WHERE id = ? AND closed_at IS NULL", (decision, hold_id)
        )
        return cursor.rowcount == 1

    def list_linked(self, kind: ListKind, at: dt.datetime) -> None:
        """Note that the source links this list now."""
        self.db.execute(
            "INSERT INTO lists (list, linked_at) VALUES (?, ?) "
            "ON CONFLICT (list) DO UPDATE SET linked_at = excluded.linked_at, expired_at = NULL",
            (kind, stamp(at)),
        )

    def list_state(self, kind: ListKind) -> tuple[dt.datetime, dt.datetime | None] | None:
        """When a list was last linked and since when it counts as no longer published, or None if never linked."""
        rows = self._rows("SELECT * FROM lists WHERE list = ?", (kind,))
        return (moment(rows[0]["linked_at"]), moment(rows[0]["expired_at"])) if rows else None

    def expire_list(self, kind: ListKind, at: dt.datetime) -> None:
        """A list is no longer published: say so wherever it is shown, and alert nobody."""
        self.db.execute("UPDATE lists SET expired_at = ? WHERE list = ? AND expired_at IS NULL", (stamp(at), kind))

    def _seen_since(self, edition: Edition) -> bool:
        if edition.list is None:
            return False
        query = f"SELECT 1 FROM editions WHERE list = ? AND id > ? AND outcome IN {_SEEN} LIMIT 1"  # noqa: S608
        return bool(self._rows(query, (edition.list, edition.id)))

    def _edition(self, where: str, values: Sequence[Any]) -> Edition | None:
        rows = self._rows(f"SELECT * FROM editions WHERE {where}", values)  # noqa: S608
        return _read_edition(rows[0]) if rows else None

    def _rows(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        cursor = self.db.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def _read_edition(row: Mapping[str, Any]) -> Edition:
    return Edition(
        id=row["id"],
        sha256=row["sha256"],
        name=row["name"],
        url=row["url"],
        linked_as=row["linked_as"] and ListKind(row["linked_as"]),
        found_at=moment(row["found_at"]),
        list=row["list"] and ListKind(row["list"]),
        modified=moment(row["modified"]),
        outcome=Outcome(row["outcome"]),
        reason=row["reason"],
        detail=row["detail"],
    )


def _agreement_row(agreement: Agreement) -> dict[str, Any]:
    row = dataclasses.asdict(agreement)
    row["signed_on"] = agreement.signed_on and agreement.signed_on.isoformat()
    row["ended_at"] = agreement.ended_at and stamp(agreement.ended_at)
    return row


def _agreement(row: Mapping[str, Any]) -> Agreement:
    return Agreement(
        id=row["id"],
        list=ListKind(row["list"]),
        state=row["state"],
        agency=row["agency"],
        model=SupportModel(row["model"]),
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
        reason=row["reason"],
        relisted=bool(row["relisted"]),
        was=json.loads(row["was"]),
        remaining=tuple(SupportModel(name) for name in json.loads(row["remaining"])),
    )
    return RecordedChange(row["id"], row["sheet"], moment(row["at"]), change)


def _open_hold(row: Mapping[str, Any]) -> OpenHold:
    return OpenHold(
        list=ListKind(row["list"]),
        state=row["state"],
        reason=row["reason"],
        detail=row["detail"],
        since=moment(row["since"]),
        editions=row["editions"],
        id=row["id"],
        edition=row["edition"],
        decision=row["decision"],
    )
