"""What is kept in the outbox for chats that cannot be reached."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from bot.domain.deliveries import Delivery, Wait
from storage.delivery_rows import MARK, OPEN, TELLING, read_delivery
from storage.rows import Repository
from storage.times import NEVER, stamp


class Waiting(Repository):
    """A part of `bot.domain.outbox.Deliveries`: what waits for its chat, or for a time that its chat has chosen."""

    def keep(self, delivery: int, waits: Wait | None, due_at: dt.datetime) -> None:
        """Do what `bot.domain.outbox.Deliveries.keep` says."""
        self._db.execute(
            "UPDATE deliveries SET state = 'due', waited = ?, due_at = ?, attempts = attempts - 1 WHERE id = ?",
            (waits or "", stamp(due_at), delivery),
        )

    def reconsider(self, chat: int, at: dt.datetime) -> None:
        """Ask at ``at`` anew for what a chat's deliveries wait, in the chat's own order: it wishes something else."""
        self._db.execute(
            "UPDATE deliveries SET waited = 'quiet', due_at = iif(due_at = ?, due_at, ?) "
            "WHERE chat = ? AND state IN ('due', 'retry_at') AND waited != ''",
            (NEVER, stamp(at), chat),
        )

    def told_anything(self, chat: int, since: dt.datetime) -> bool:
        """Whether a chat was told of a change at or after ``since``, or will be, or something kept it from that."""
        rows = self._db.execute(
            f"SELECT 1 FROM deliveries WHERE chat = ? AND (kind IN {TELLING} OR kind = 'correction') "  # noqa: S608
            f"AND (state IN {OPEN} OR (settled_at >= ? AND reason NOT IN ('retracted', 'summarized'))) LIMIT 1",
            (chat, stamp(since)),
        )
        return rows.fetchone() is not None

    def park(self, chats: Iterable[int], reason: str) -> None:
        """Keep what is owed to these chats until they are resumed.

        What is under way stays claimed until its sender settles it: a chat that is resumed before
        that must not get it a second time.
        """
        self._db.conn.executemany(
            "UPDATE deliveries SET state = iif(state = 'uncertain', state, 'retry_at'), due_at = ?, reason = ? "
            "WHERE chat = ? AND state IN ('due', 'retry_at', 'uncertain')",
            [(NEVER, reason, chat) for chat in chats],
        )

    def untouched(self, chat: int) -> list[Delivery]:
        """What is owed to a chat, is not under way, and of which certainly nothing has arrived; in its order."""
        rows = self._rows(
            "SELECT d.*, c.address, c.group_address, c.settings FROM deliveries d JOIN chats c ON c.id = d.chat "
            "WHERE d.chat = ? AND d.state IN ('due', 'retry_at') AND d.parts_sent = 0 ORDER BY d.id",
            (chat,),
        )
        return [read_delivery(row, uncertain=False) for row in rows]

    def unpark(self, chats: Iterable[int], at: dt.datetime) -> None:
        """What was kept for these chats is due at ``at``."""
        self._db.conn.executemany(
            "UPDATE deliveries SET state = iif(state = 'uncertain', state, 'due'), due_at = ? "
            "WHERE chat = ? AND state IN ('retry_at', 'uncertain') AND due_at = ?",
            [(stamp(at), chat, NEVER) for chat in chats],
        )

    def probe(self, chats: Iterable[int], at: dt.datetime) -> int:
        """Make due at ``at`` the first message kept for each of these paused chats; return how many those are."""
        first = (
            f"SELECT min(id) FROM deliveries WHERE state IN {OPEN} AND kind != '{MARK}' "  # noqa: S608
            "AND chat IN (SELECT value FROM json_each(?)) GROUP BY chat"
        )
        cursor = self._db.execute(
            f"UPDATE deliveries SET due_at = ? WHERE id IN ({first}) AND due_at = ? AND state != 'claimed'",  # noqa: S608
            (stamp(at), json.dumps(list(chats)), NEVER),
        )
        return int(cursor.rowcount)
