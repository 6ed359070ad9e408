"""What was said of departures before they were believed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.domain.watching import EarlyWord
from storage.rows import Repository
from storage.times import moment, stamp


class EarlyRepository(Repository):
    """What was said early: `bot.domain.records.EarlyWords`."""

    def all(self) -> list[EarlyWord]:
        """What is open, or was settled and is not forgotten yet."""
        rows = self._rows("SELECT * FROM early_words ORDER BY agreement")
        return [
            EarlyWord(row["agreement"], row["hold"], moment(row["told_at"]), moment(row["over_at"])) for row in rows
        ]

    def tell(self, agreements: Iterable[int], hold: int, at: dt.datetime) -> None:
        """Note that the departure of these agreements, which a hold doubts, is told as not confirmed."""
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO early_words (agreement, hold, told_at) VALUES (?, ?, ?)",
            [(agreement, hold, stamp(at)) for agreement in agreements],
        )

    def settle(self, agreements: Iterable[int], at: dt.datetime) -> None:
        """What was said of these is confirmed or withdrawn."""
        self._db.conn.executemany(
            "UPDATE early_words SET over_at = ? WHERE agreement = ?",
            [(stamp(at), agreement) for agreement in agreements],
        )

    def forget(self, before: dt.datetime) -> None:
        """Forget what was told before that time and is settled."""
        self._db.execute("DELETE FROM early_words WHERE over_at IS NOT NULL AND told_at < ?", (stamp(before),))
