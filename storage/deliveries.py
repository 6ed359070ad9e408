"""The outbox: one row per (change set, chat), from the transaction that owes it until it is settled."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable

from sqlite_utils import Database

from bot.domain.model import Delivery, Owed, Place, Subscriber, Told
from storage.times import NEVER, moment, stamp

PAUSED_FOR = dt.timedelta(days=30)
"""How long a delivery is kept that cannot go out, to a paused chat above all."""

SETTLED_FOR = dt.timedelta(days=90)
"""How long settled deliveries are kept: corrections name the message they correct."""

_OPEN = "('due', 'claimed', 'retry_at', 'uncertain')"

# SQLite takes a partial index only where the query repeats the index's own condition word for word.
_WAITING = (
    f"state IN {_OPEN} AND state != 'claimed' AND NOT EXISTS "  # noqa: S608
    f"(SELECT 1 FROM deliveries e WHERE e.chat = d.chat AND e.id < d.id AND e.state IN {_OPEN})"
)
_BEGUN = "(state = 'uncertain' OR parts_sent > 0)"


class Outbox:
    """The part of `storage.store.Store` that keeps what is owed."""

    db: Database

    def generation(self) -> str:
        """A random name made with the database; nonces contain it."""
        return str(self.db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])

    def enqueue(self, owed: Iterable[Owed], change_set: str, at: dt.datetime) -> int:
        """Owe these; what is owed already stays as it is.  Returns how many are new."""
        now = stamp(at)
        before = self.db.conn.total_changes
        written = functools.cache(json.dumps)  # most chats of one edition share a few lists of changes
        self.db.conn.executemany(
            "INSERT OR IGNORE INTO deliveries (chat, platform, change_set, changes, state, reason, created_at, due_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    one.subscriber.chat,
                    one.subscriber.platform,
                    change_set,
                    written(one.changes),
                    "retry_at" if one.subscriber.paused else "due",
                    "chat_paused" if one.subscriber.paused else "",
                    now,
                    NEVER if one.subscriber.paused else now,
                )
                for one in owed
            ),
        )
        return self.db.conn.total_changes - before

    def claim(self, platform: str, at: dt.datetime, limit: int) -> list[Delivery]:
        """Take what is due on a platform, oldest first, one at a time a chat and in a chat's own order.

        What an earlier attempt began goes before everything else: Discord remembers a nonce for
        minutes only, and the parts of one message belong together.
        """
        ids = self._ready(platform, at, limit, f"AND {_BEGUN}")
        if len(ids) < limit:
            ids += [one for one in self._ready(platform, at, limit) if one not in ids][: limit - len(ids)]
        if not ids:
            return []
        in_doubt = "SELECT id FROM deliveries WHERE id IN (SELECT value FROM json_each(?)) AND state = 'uncertain'"
        uncertain = {row[0] for row in self.db.conn.execute(in_doubt, (json.dumps(ids),))}
        rows = self.db.conn.execute(
            """UPDATE deliveries SET state = 'claimed', attempts = attempts + 1
            WHERE id IN (SELECT value FROM json_each(?))
            RETURNING id, chat, change_set, changes, attempts, parts_sent, message_ids, created_at,
                (SELECT address FROM chats WHERE chats.id = chat)""",
            (json.dumps(ids),),
        )
        claimed = [
            Delivery(
                id=row[0],
                chat=row[1],
                place=Place(platform, row[8]),
                change_set=row[2],
                changes=tuple(json.loads(row[3])),
                attempts=row[4],
                parts_sent=row[5],
                message_ids=tuple(json.loads(row[6])),
                created_at=moment(row[7]),
                uncertain=row[0] in uncertain,
            )
            for row in rows.fetchall()
        ]
        return sorted(claimed, key=lambda one: ids.index(one.id))

    def _ready(self, platform: str, at: dt.datetime, limit: int, also: str = "") -> list[int]:
        query = (
            f"SELECT id FROM deliveries d WHERE platform = ? AND due_at <= ? AND {_WAITING} {also} "  # noqa: S608
            "ORDER BY due_at, id LIMIT ?"
        )
        return [row[0] for row in self.db.conn.execute(query, (platform, stamp(at), limit))]

    def next_due(self, platform: str) -> dt.datetime | None:
        """When the next delivery of a platform may be claimed; None when none will be by waiting alone."""
        row: tuple[str] | None = self.db.execute(
            f"SELECT due_at FROM deliveries d WHERE platform = ? AND due_at < ? AND {_WAITING} "  # noqa: S608
            "ORDER BY due_at, id LIMIT 1",
            (platform, NEVER),
        ).fetchone()
        return moment(row[0]) if row else None

    def part_sent(self, delivery: int, message_id: str) -> None:
        """One more part has certainly arrived; others follow."""
        self.db.execute(
            "UPDATE deliveries SET parts_sent = parts_sent + 1, message_ids = json_insert(message_ids, '$[#]', ?) "
            "WHERE id = ?",
            (message_id, delivery),
        )

    def sent(self, delivery: int, message_id: str | None, at: dt.datetime) -> None:
        """The last part has certainly arrived, as ``message_id`` unless that is recorded already."""
        if message_id is not None:
            self.part_sent(delivery, message_id)
        self._settle(delivery, "sent", "", at)

    def abandon(self, delivery: int, reason: str, at: dt.datetime) -> None:
        """This will never be delivered, and here is why."""
        self._settle(delivery, "abandoned", reason, at)

    def try_again(self, delivery: int, reason: str, due_at: dt.datetime, *, uncertain: bool = False) -> None:
        """Not sent, or not certainly: try again at ``due_at``, or once a chat that is paused by now is resumed."""
        self.db.execute(
            "UPDATE deliveries SET state = ?, reason = ?, due_at = iif("
            "(SELECT paused_at FROM chats WHERE id = chat) IS NULL, ?, ?) WHERE id = ? AND state = 'claimed'",
            ("uncertain" if uncertain else "retry_at", reason, stamp(due_at), NEVER, delivery),
        )

    def defer(self, delivery: int, due_at: dt.datetime, *, uncertain: bool = False) -> None:
        """Not tried: this chat has had its share for now."""
        self.db.execute(
            "UPDATE deliveries SET state = ?, due_at = ?, attempts = attempts - 1 WHERE id = ? AND state = 'claimed'",
            ("uncertain" if uncertain else "due", stamp(due_at), delivery),
        )

    def first_sent(self, delivery: Delivery) -> dt.datetime | None:
        """When the alert that a correction takes back was sent; None when that is no longer known."""
        row: tuple[str | None] | None = self.db.execute(
            "SELECT settled_at FROM deliveries WHERE id = ? AND chat = ?",
            (int(delivery.change_set.partition(":")[2]), delivery.chat),
        ).fetchone()
        return moment(row[0]) if row else None

    def told(self, changes: Iterable[int]) -> list[Told]:
        """The alerts that told a chat any of these changes, wholly or in part, with those that they told."""
        return self._told(changes, "d.parts_sent > 0")

    def told_or_tried(self, changes: Iterable[int]) -> list[Told]:
        """The alerts that told a chat any of these changes, and those that may have or still will."""
        return self._told(changes, f"(d.parts_sent > 0 OR d.state IN {_OPEN})")

    def withdraw(self, changes: Iterable[int], at: dt.datetime) -> None:
        """Take these changes out of every alert that has not been tried yet."""
        values = {"changes": json.dumps(list(changes)), "at": stamp(at)}
        untried = "attempts = 0 AND state IN ('due', 'retry_at') AND change_set LIKE 'changes:%'"
        self.db.execute(
            "UPDATE deliveries SET changes = (SELECT json_group_array(c.value) FROM json_each(changes) c "  # noqa: S608
            f"WHERE c.value NOT IN (SELECT value FROM json_each(:changes))) WHERE {untried} AND EXISTS "
            "(SELECT 1 FROM json_each(changes) c JOIN json_each(:changes) w ON w.value = c.value)",
            values,
        )
        self.db.execute(
            "UPDATE deliveries SET state = 'abandoned', reason = 'retracted', settled_at = :at "  # noqa: S608
            f"WHERE {untried} AND changes = '[]'",
            values,
        )

    def _told(self, changes: Iterable[int], where: str) -> list[Told]:
        rows = self.db.execute(
            "SELECT d.id, d.chat, d.platform, json_group_array(w.value), "  # noqa: S608
            "(SELECT paused_at IS NOT NULL FROM chats WHERE chats.id = d.chat) "
            "FROM deliveries d, json_each(d.changes) c "
            f"JOIN json_each(?) w ON w.value = c.value WHERE {where} AND d.change_set LIKE 'changes:%' "
            "GROUP BY d.id ORDER BY d.id",
            (json.dumps(list(changes)),),
        )
        return [
            Told(delivery, Subscriber(chat, platform, frozenset(), bool(paused)), tuple(json.loads(told)))
            for delivery, chat, platform, told, paused in rows
        ]

    def release_claims(self, at: dt.datetime) -> int:
        """After a start: what was being sent when the process ended may or may not have arrived."""
        cursor = self.db.execute(
            "UPDATE deliveries SET state = 'uncertain', reason = 'interrupted', due_at = ? WHERE state = 'claimed'",
            (stamp(at),),
        )
        return int(cursor.rowcount)

    def tidy(self, at: dt.datetime) -> int:
        """Expire what has waited for too long, and forget what was settled long ago.

        Too long is a month: for a paused chat since it was paused, for any other (of a platform
        that has no token any more, say) since it was owed.
        """
        cursor = self.db.execute(
            f"UPDATE deliveries SET state = 'abandoned', reason = 'expired', settled_at = ? WHERE state IN {_OPEN} "  # noqa: S608
            "AND chat IN (SELECT id FROM chats WHERE coalesce(paused_at, deliveries.created_at) < ?)",
            (stamp(at), stamp(at - PAUSED_FOR)),
        )
        self.db.execute(
            "DELETE FROM deliveries WHERE state IN ('sent', 'abandoned') AND settled_at < ?", (stamp(at - SETTLED_FOR),)
        )
        return int(cursor.rowcount)

    def outbox_counts(self) -> dict[tuple[str, str], int]:
        """How many deliveries there are, by platform and state."""
        rows = self.db.execute("SELECT platform, state, count(*) FROM deliveries GROUP BY platform, state")
        return {(platform, state): count for platform, state, count in rows}

    def _settle(self, delivery: int, state: str, reason: str, at: dt.datetime) -> None:
        self.db.execute(
            "UPDATE deliveries SET state = ?, reason = ?, settled_at = ? WHERE id = ?",
            (state, reason, stamp(at), delivery),
        )
