"""What is kept in the outbox for chats that cannot be reached."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from bot.domain.deliveries import Delivery
from storage.delivery_rows import MARK, OPEN, read_delivery
from storage.rows import Repository
from storage.times import NEVER, stamp


class Waiting(Repository):
    """A part of `bot.domain.outbox.Deliveries`: what waits for its chat, not for a time."""

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
            "SELECT d.*, c.address, c.group_address FROM deliveries d JOIN chats c ON c.id = d.chat "
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
