"""What the outbox has told chats, and what of it can still be kept from them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace

from bot.domain.chats import Subscriber
from bot.domain.deliveries import Delivery, SentAlert
from storage.delivery_rows import MARK, OPEN, TELLING, read_delivery
from storage.rows import Repository
from storage.times import NEVER, moment, stamp


class Told(Repository):
    """A part of `bot.domain.outbox.Deliveries`: alerts by the changes that they tell."""

    def sent_at(self, delivery: int, chat: int) -> dt.datetime | None:
        """When a delivery to a chat was settled; None when that is no longer known."""
        row: tuple[str | None] | None = self._db.execute(
            "SELECT settled_at FROM deliveries WHERE id = ? AND chat = ?", (delivery, chat)
        ).fetchone()
        return moment(row[0]) if row else None

    def earlier(self, delivery: int, chat: int) -> Delivery | None:
        """Do what `bot.domain.outbox.Deliveries.earlier` says."""
        rows = self._rows(
            "SELECT d.*, c.address, c.group_address, c.settings, d.reached = c.address AS there FROM deliveries d "
            "JOIN chats c ON c.id = d.chat WHERE d.id = ? AND d.chat = ?",
            (delivery, chat),
        )
        for row in rows:
            found = read_delivery(row, uncertain=False)
            return found if row["there"] else replace(found, message_ids=())
        return None

    def settled(self, delivery: int, chat: int) -> frozenset[int]:
        """Do what `bot.domain.outbox.Deliveries.settled` says."""
        rows = self._db.execute(
            f"SELECT value FROM deliveries d, json_each(d.changes) "  # noqa: S608
            f"WHERE d.chat = ? AND d.kind = '{MARK}' AND d.about = ?",
            (chat, delivery),
        )
        return frozenset(row[0] for row in rows)

    def alerts_sent(self, changes: Iterable[int]) -> list[SentAlert]:
        """The alerts that told a chat any of these changes, wholly or in part, with those that they told."""
        return self._alerts(changes, "d.parts_sent > 0")

    def alerts_sent_or_open(self, changes: Iterable[int]) -> list[SentAlert]:
        """The alerts that told a chat any of these changes, and those that may have or still will."""
        return self._alerts(changes, f"(d.parts_sent > 0 OR d.state IN {OPEN})")

    def early_sent(self, agreements: Iterable[int], since: dt.datetime) -> list[SentAlert]:
        """Do what `bot.domain.outbox.Deliveries.early_sent` says."""
        early = "d.kind = 'notice' AND d.about IN (SELECT id FROM notices WHERE topic = 'unconfirmed')"
        return self._naming(agreements, f"{early} AND d.created_at >= ?", stamp(since))

    def mark_again(self, deliveries: Iterable[int], at: dt.datetime) -> None:
        """Do what `bot.domain.outbox.Deliveries.mark_again` says."""
        paused = "(SELECT paused_at FROM chats WHERE chats.id = deliveries.chat) IS NOT NULL"
        self._db.execute(
            f"UPDATE deliveries SET state = iif({paused}, 'retry_at', 'due'), due_at = iif({paused}, ?, ?), "  # noqa: S608
            "attempts = 0, parts_sent = 0, message_ids = '[]', reason = '', settled_at = NULL "
            f"WHERE kind = '{MARK}' AND state IN ('sent', 'abandoned') AND about IN (SELECT value FROM json_each(?))",
            (NEVER, stamp(at), json.dumps(list(deliveries))),
        )

    def withdraw(self, changes: Iterable[int], at: dt.datetime) -> None:
        """Take these changes out of every alert that has not been tried yet."""
        values = {"changes": json.dumps(list(changes)), "at": stamp(at)}
        untried = f"attempts = 0 AND state IN ('due', 'retry_at') AND kind IN {TELLING}"
        self._db.execute(
            "UPDATE deliveries SET changes = (SELECT json_group_array(c.value) FROM json_each(changes) c "  # noqa: S608
            f"WHERE c.value NOT IN (SELECT value FROM json_each(:changes))) WHERE {untried} AND EXISTS "
            "(SELECT 1 FROM json_each(changes) c JOIN json_each(:changes) w ON w.value = c.value)",
            values,
        )
        self._db.execute(
            "UPDATE deliveries SET state = 'abandoned', reason = 'retracted', settled_at = :at "  # noqa: S608
            f"WHERE {untried} AND changes = '[]'",
            values,
        )

    def _alerts(self, changes: Iterable[int], where: str) -> list[SentAlert]:
        return self._naming(changes, f"{where} AND d.kind IN {TELLING}")

    def _naming(self, named: Iterable[int], where: str, *values: str) -> list[SentAlert]:
        rows = self._db.execute(
            "SELECT d.id, d.chat, d.platform, d.language, json_group_array(w.value), "  # noqa: S608
            "(SELECT paused_at IS NOT NULL FROM chats WHERE chats.id = d.chat) "
            "FROM deliveries d, json_each(d.changes) c "
            f"JOIN json_each(?) w ON w.value = c.value WHERE {where} "
            "GROUP BY d.id ORDER BY d.id",
            (json.dumps(list(named)), *values),
        )
        return [
            SentAlert(
                delivery,
                Subscriber(chat, platform, frozenset(), language, bool(paused)),
                tuple(json.loads(wrong)),
            )
            for delivery, chat, platform, language, wrong, paused in rows
        ]
