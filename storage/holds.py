"""Holds: what is not believed yet, and what an operator said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.domain.model import Edition, Hold, ListKind, StoredHold
from storage.rows import Rows
from storage.times import moment, stamp


class Holds(Rows):
    """The part of `storage.store.Store` that keeps holds."""

    def open_holds(self, kind: ListKind | None = None) -> list[StoredHold]:
        """What is held now, oldest first; of one list or of both."""
        rows = self._rows(
            "SELECT * FROM holds WHERE closed_at IS NULL AND list = coalesce(?, list) ORDER BY id", (kind,)
        )
        return [_stored_hold(row) for row in rows]

    def holds_since(self, at: dt.datetime) -> list[StoredHold]:
        """What is held now or ended at or after ``at``, oldest first."""
        rows = self._rows("SELECT * FROM holds WHERE closed_at IS NULL OR closed_at >= ? ORDER BY id", (stamp(at),))
        return [_stored_hold(row) for row in rows]

    def hold(self, hold_id: int) -> StoredHold | None:
        """The hold of that id, open or not."""
        rows = self._rows("SELECT * FROM holds WHERE id = ?", (hold_id,))
        return _stored_hold(rows[0]) if rows else None

    def reopen_hold(self, hold: StoredHold) -> None:
        """Hold again what was let through, as an operator rejected it."""
        self.db.execute(
            "UPDATE holds SET closed_at = NULL, outcome = NULL, decision = 'rejected' WHERE id = ?", (hold.id,)
        )

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
            self._end(gone, at)

    def begin_holds_anew(
        self, kind: ListKind, reasons: Collection[str], since: dt.datetime, *, but_of: Edition
    ) -> None:
        """Count the time of a list's whole holds of these reasons from ``since``, but for those of one edition."""
        self.db.conn.executemany(
            "UPDATE holds SET since = ?, editions = 1 "
            "WHERE closed_at IS NULL AND list = ? AND state IS NULL AND reason = ? AND edition != ?",
            [(stamp(since), kind, reason, but_of.id) for reason in reasons],
        )

    def end_holds_but_of(
        self, editions: Collection[int], kinds: Collection[ListKind], at: dt.datetime
    ) -> list[StoredHold]:
        """End every open hold of these lists that none of these editions shows; return those."""
        over = [hold for hold in self.open_holds() if hold.list in kinds and hold.edition not in editions]
        for hold in over:
            self._end(hold, at)
        return over

    def _end(self, hold: StoredHold, at: dt.datetime) -> None:
        outcome = "approved" if hold.decision == "approved" else "ended by itself"
        self.db.execute("UPDATE holds SET closed_at = ?, outcome = ? WHERE id = ?", (stamp(at), outcome, hold.id))

    def decide_hold(self, hold_id: int, decision: str) -> bool:
        """Note an operator's decision on an open hold; False when there is no such hold."""
        cursor = self.db.execute(
            "UPDATE holds SET decision = ? WHERE id = ? AND closed_at IS NULL", (decision, hold_id)
        )
        return cursor.rowcount == 1


def _stored_hold(row: Mapping[str, Any]) -> StoredHold:
    return StoredHold(
        list=ListKind(row["list"]),
        state=row["state"],
        reason=row["reason"],
        detail=row["detail"],
        since=moment(row["since"]),
        editions=row["editions"],
        id=row["id"],
        edition=row["edition"],
        decision=row["decision"],
        closed_at=moment(row["closed_at"]),
        outcome=row["outcome"],
    )
