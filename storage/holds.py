"""Holds: what is not believed yet, and what an operator said of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import Any

from bot.domain.editions import ListKind
from bot.domain.holds import Decided, Decision, Hold, HoldEnd, HoldOutcome, HoldReason, Stored
from storage.rows import Repository, dump_figures, load_figures
from storage.times import moment, stamp


class HoldRepository(Repository):
    """Holds: `bot.domain.records.Holds`."""

    def open(self, kind: ListKind | None = None) -> list[Stored[Hold]]:
        """What is held now, oldest first; of one list or of both."""
        return self._holds("closed_at IS NULL AND list = coalesce(?, list)", kind)

    def since(self, at: dt.datetime) -> list[Stored[Hold]]:
        """What is held now or ended at or after ``at``, oldest first."""
        return self._holds("closed_at IS NULL OR closed_at >= ?", stamp(at))

    def get(self, hold_id: int) -> Stored[Hold] | None:
        """The hold of that id, open or not."""
        return next(iter(self._holds("id = ?", hold_id)), None)

    def decided(self, kind: ListKind) -> list[Decided]:
        """What an operator has said of a list's holds, the latest first.

        It counts for a hold that is over until an edition after the held one is believed: from then on it is past.
        """
        rows = self._rows(
            "SELECT * FROM holds WHERE list = ? AND decision IS NOT NULL AND (closed_at IS NULL OR NOT EXISTS ("
            "SELECT 1 FROM editions e WHERE e.list = holds.list AND e.id > holds.edition "
            "AND e.outcome IN ('baseline', 'accepted', 'partly_held'))) ORDER BY id DESC",
            (kind,),
        )
        return [
            Decided(row["state"], HoldReason(row["reason"]), _content(row), Decision(row["decision"])) for row in rows
        ]

    def begin(self, hold: Hold) -> None:
        """Hold something that was not held before."""
        self._db.execute(
            "INSERT INTO holds (list, state, reason, told_at, edition, detail, since, editions, content, seen_at, "
            "decision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (hold.list, hold.state, hold.reason, _told_at(hold), *_standing(hold)),
        )

    def lately(self, hold: Hold, since: dt.datetime) -> Stored[Hold] | None:
        """The last hold of the same list, state and reason that ended by itself at or after ``since``, undecided."""
        rows = self._rows(
            "SELECT * FROM holds WHERE list = ? AND state IS ? AND reason = ? AND closed_at >= ? AND outcome = ? "
            "AND decision IS NULL ORDER BY id DESC LIMIT 1",
            (hold.list, hold.state, hold.reason, stamp(since), HoldOutcome.ENDED_BY_ITSELF),
        )
        return next((Stored(row["id"], _hold(row)) for row in rows), None)

    def resume(self, hold_id: int, hold: Hold) -> None:
        """Hold again, under its old number, what was not held for a while: all that `go_on` says, and ``told_at``."""
        self._db.execute(
            "UPDATE holds SET closed_at = NULL, outcome = NULL, told_at = ? WHERE id = ?", (_told_at(hold), hold_id)
        )
        self.go_on(hold_id, hold)

    def go_on(self, hold_id: int, hold: Hold) -> None:
        """Bring an open hold up to date: edition, figures, beginning, number of editions, content and decision."""
        self._db.execute(
            "UPDATE holds SET edition = ?, detail = ?, since = ?, editions = ?, content = ?, seen_at = ?, decision = ? "
            "WHERE id = ?",
            (*_standing(hold), hold_id),
        )

    def begin_anew(self, kind: ListKind, reasons: Collection[HoldReason], since: dt.datetime, *, but_of: int) -> None:
        """Count the time of a list's whole holds of these reasons from ``since``, but for those of an edition."""
        self._db.conn.executemany(
            "UPDATE holds SET since = ?, editions = 1 "
            "WHERE closed_at IS NULL AND list = ? AND state IS NULL AND reason = ? AND edition != ?",
            [(stamp(since), kind, reason, but_of) for reason in reasons],
        )

    def end(self, hold_id: int, end: HoldEnd) -> None:
        """An open hold is over."""
        self._db.execute(
            "UPDATE holds SET closed_at = ?, outcome = ? WHERE id = ?", (stamp(end.at), end.outcome, hold_id)
        )

    def reopen(self, hold_id: int) -> None:
        """Hold again, as rejected, what was let through."""
        self._db.execute(
            "UPDATE holds SET closed_at = NULL, outcome = NULL, decision = ? WHERE id = ?", (Decision.REJECTED, hold_id)
        )

    def decide(self, hold_id: int, decision: Decision) -> bool:
        """Note an operator's decision on an open hold; False when there is no such hold."""
        cursor = self._db.execute(
            "UPDATE holds SET decision = ? WHERE id = ? AND closed_at IS NULL", (decision, hold_id)
        )
        return bool(cursor.rowcount == 1)

    def _holds(self, where: str, value: object) -> list[Stored[Hold]]:
        rows = self._rows(f"SELECT * FROM holds WHERE {where} ORDER BY id", (value,))  # noqa: S608
        return [Stored(row["id"], _hold(row)) for row in rows]


def _standing(hold: Hold) -> tuple[int, str, str, int, str, str | None, str | None]:
    return (
        hold.edition,
        dump_figures(hold.figures),
        stamp(hold.since),
        hold.editions,
        json.dumps(sorted(hold.content)),
        stamp(hold.seen_at) if hold.seen_at else None,
        hold.decision,
    )


def _told_at(hold: Hold) -> str | None:
    return stamp(hold.told_at) if hold.told_at else None


def _content(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(json.loads(row["content"]))


def _hold(row: Mapping[str, Any]) -> Hold:
    closed_at = moment(row["closed_at"])
    return Hold(
        list=ListKind(row["list"]),
        state=row["state"],
        reason=HoldReason(row["reason"]),
        since=moment(row["since"]),
        edition=row["edition"],
        editions=row["editions"],
        figures=load_figures(row["detail"]),
        content=_content(row),
        seen_at=moment(row["seen_at"]),
        told_at=moment(row["told_at"]),
        decision=row["decision"] and Decision(row["decision"]),
        end=closed_at and HoldEnd(closed_at, HoldOutcome(row["outcome"])),
    )
