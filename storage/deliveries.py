"""The outbox: one row per subject and chat, from the transaction that owes it until it is settled."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from bot.domain.chats import Interest, Language
from bot.domain.deliveries import Delivery, Owed, Subject, named_by
from bot.domain.messages import Extra
from storage.delivery_rows import MARK, OPEN, detail, read_delivery, since, subject_name
from storage.times import NEVER, moment, stamp
from storage.told import Told
from storage.waiting import Waiting

PAUSED_FOR = dt.timedelta(days=30)
"""How long a delivery is kept that cannot go out, to a paused chat above all."""

SETTLED_FOR = dt.timedelta(days=90)
"""How long settled deliveries are kept: corrections name the message they correct."""

LONGEST_BREAK = dt.timedelta(days=92)
"""How long the bot may plausibly have been off; a clock that says more has jumped."""

PUT_OFF_FOR = dt.timedelta(days=1)
"""Longer than our own retries; a platform that asks for more is asked a little early."""


# SQLite takes a partial index only where the query repeats the index's own condition word for word.
_WAITING = (
    f"state IN {OPEN} AND state != 'claimed' AND NOT EXISTS "  # noqa: S608
    f"(SELECT 1 FROM deliveries e WHERE e.chat = d.chat AND e.id < d.id AND e.state IN {OPEN} "
    "AND (e.waited != 'digest' OR d.waited = 'digest') "
    f"AND (e.kind != '{MARK}' OR d.kind = '{MARK}'))"  # no message waits until an earlier one is marked
)
_BEGUN = "(state = 'uncertain' OR parts_sent > 0)"


_Row: TypeAlias = tuple[Subject, tuple[str, ...], str, Language, bool, bool, int | None]
"""What deliveries have in common.

The subject, the areas for which it is told, platform, language, whether their chats are paused and want files, and
what they answer.
"""


_INSERT = (
    "INSERT OR IGNORE INTO deliveries "
    "(chat, platform, language, files, follows, answers, "
    "kind, about, changes, since, detail, state, reason, created_at, due_at) "
    "SELECT value, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM json_each(?)"
)


class DeliveryRepository(Told, Waiting):
    """What is owed: `bot.domain.outbox.Deliveries`."""

    def generation(self) -> str:
        """A random name made with the database; nonces contain it."""
        return str(self._db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])

    def enqueue(self, owed: Iterable[Owed], at: dt.datetime) -> int:
        """Owe these; what is owed already stays as it is.  Returns how many are new.

        Many chats of one edition share a few lists of changes: what is written for each list writes all its rows.
        """
        before, since_then = self._db.conn.total_changes, stamp(at)
        for chats_by_row in _in_rounds(owed):
            self._db.conn.executemany(
                _INSERT, (_written(row, chats, since_then) for row, chats in chats_by_row.items())
            )
        return int(self._db.conn.total_changes - before)

    def claim(self, platform: str, at: dt.datetime, limit: int) -> list[Delivery]:
        """Take what is due on a platform, oldest first, one at a time a chat and in a chat's own order.

        What an earlier attempt began goes before everything else: Discord remembers a nonce for
        minutes only, and the parts of one message belong together.
        """
        ids = self._ready(platform, at, limit, f"AND {_BEGUN}")
        if len(ids) < limit:
            ids += [ready for ready in self._ready(platform, at, limit) if ready not in ids][: limit - len(ids)]
        if not ids:
            return []
        in_doubt = "SELECT id FROM deliveries WHERE id IN (SELECT value FROM json_each(?)) AND state = 'uncertain'"
        uncertain = {row[0] for row in self._db.conn.execute(in_doubt, (json.dumps(ids),))}
        self._db.conn.execute(
            "UPDATE deliveries SET state = 'claimed', attempts = attempts + 1 "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        rows = self._rows(
            "SELECT d.*, c.address, c.group_address, c.settings FROM deliveries d JOIN chats c ON c.id = d.chat "
            "WHERE d.id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        claimed = {row["id"]: read_delivery(row, uncertain=row["id"] in uncertain) for row in rows}
        return [claimed[delivery] for delivery in ids]

    def _ready(self, platform: str, at: dt.datetime, limit: int, also: str = "") -> list[int]:
        query = (
            f"SELECT id FROM deliveries d WHERE platform = ? AND due_at <= ? AND {_WAITING} {also} "  # noqa: S608
            "ORDER BY due_at, id LIMIT ?"
        )
        return [row[0] for row in self._db.conn.execute(query, (platform, stamp(at), limit))]

    def next_due(self, platform: str) -> dt.datetime | None:
        """When the next delivery of a platform may be claimed; None when none will be by waiting alone."""
        row: tuple[str] | None = self._db.execute(
            f"SELECT due_at FROM deliveries d WHERE platform = ? AND due_at < ? AND {_WAITING} "  # noqa: S608
            "ORDER BY due_at, id LIMIT 1",
            (platform, NEVER),
        ).fetchone()
        return moment(row[0]) if row else None

    def waiting(self) -> dict[str, int]:
        """How many deliveries are owed and kept for no chat's sake, by platform; none are left out."""
        rows = self._db.execute(
            f"SELECT platform, count(*) FROM deliveries WHERE state IN {OPEN} AND due_at < ? AND waited = '' "  # noqa: S608
            "GROUP BY platform",
            (NEVER,),
        )
        return dict(rows)

    def part_sent(self, delivery: int, message_id: str, *, address: str = "") -> None:
        """One more part has certainly arrived, in the chat at ``address``; others follow."""
        self._db.execute(
            "UPDATE deliveries SET parts_sent = parts_sent + 1, message_ids = json_insert(message_ids, '$[#]', ?), "
            "reached = iif(parts_sent = 0 OR reached = ?, ?, '') WHERE id = ?",
            (message_id, address, address, delivery),
        )

    def sent(self, delivery: int, message_id: str | None, at: dt.datetime, *, address: str = "") -> None:
        """The last part has certainly arrived, at ``address`` as ``message_id`` unless that is recorded already."""
        if message_id is not None:
            self.part_sent(delivery, message_id, address=address)
        self._settle(delivery, "sent", "", at)

    def omit(self, delivery: int, extra: Extra) -> None:
        """Leave something out of a message from here on, for its chat refuses it."""
        self._db.execute(
            "UPDATE deliveries SET omissions = json_insert(omissions, '$[#]', json_array(?, parts_sent)) WHERE id = ?",
            (extra, delivery),
        )

    def omit_nothing(self, delivery: int) -> None:
        """Leave nothing out of a message of which nothing has arrived: its chat refuses plain text as well."""
        self._db.execute("UPDATE deliveries SET omissions = '[]' WHERE id = ? AND parts_sent = 0", (delivery,))

    def abandon(self, delivery: int, reason: str, at: dt.datetime) -> None:
        """This will never be delivered, and here is why."""
        self._settle(delivery, "abandoned", reason, at)

    def try_again(self, delivery: int, reason: str, due_at: dt.datetime, *, uncertain: bool = False) -> None:
        """Not sent, or not certainly: try again at ``due_at``, or once a chat that is paused by now is resumed."""
        self._db.execute(
            "UPDATE deliveries SET state = ?, reason = ?, due_at = iif("
            "(SELECT paused_at FROM chats WHERE id = chat) IS NULL, ?, ?) WHERE id = ? AND state = 'claimed'",
            ("uncertain" if uncertain else "retry_at", reason, stamp(due_at), NEVER, delivery),
        )

    def defer(self, delivery: int, due_at: dt.datetime, *, uncertain: bool = False) -> None:
        """Not tried: this chat has had its share for now."""
        self._db.execute(
            "UPDATE deliveries SET state = ?, due_at = ?, attempts = attempts - 1 WHERE id = ? AND state = 'claimed'",
            ("uncertain" if uncertain else "due", stamp(due_at), delivery),
        )

    def take_over(self, kept: int, gone: int) -> None:
        """Owe to one chat what is owed to another; what either has been told is not told again."""
        self._db.execute(
            "DELETE FROM deliveries WHERE chat = ? AND parts_sent = 0 AND (kind, about) IN "
            "(SELECT kind, about FROM deliveries WHERE chat = ? AND parts_sent > 0)",
            (kept, gone),
        )
        self._db.execute("UPDATE OR IGNORE deliveries SET chat = ? WHERE chat = ?", (kept, gone))

    def release_claims(self, at: dt.datetime) -> int:
        """After a start: what was being sent when the process ended may or may not have arrived."""
        cursor = self._db.execute(
            "UPDATE deliveries SET state = 'uncertain', reason = 'interrupted', due_at = ? WHERE state = 'claimed'",
            (stamp(at),),
        )
        return int(cursor.rowcount)

    def hasten(self, at: dt.datetime) -> int:
        """Make due what a clock gone wrong has put off; returns how many those are."""
        cursor = self._db.execute(
            f"UPDATE deliveries SET due_at = ? WHERE state IN {OPEN} AND due_at > ? AND due_at < ?",  # noqa: S608
            (stamp(at), stamp(at + PUT_OFF_FOR), NEVER),
        )
        return int(cursor.rowcount)

    def tidy(self, at: dt.datetime) -> int:
        """Do what `bot.domain.outbox.Deliveries.tidy` says."""
        at = self.tidying_at(at)
        cursor = self._db.execute(
            f"UPDATE deliveries SET state = 'abandoned', reason = 'expired', settled_at = ? WHERE state IN {OPEN} "  # noqa: S608
            "AND chat IN (SELECT id FROM chats WHERE coalesce(paused_at, deliveries.created_at) < ?)",
            (stamp(at), stamp(at - PAUSED_FOR)),
        )
        self._db.execute(
            "DELETE FROM deliveries WHERE state IN ('sent', 'abandoned') AND settled_at < ?", (stamp(at - SETTLED_FOR),)
        )
        return int(cursor.rowcount)

    def tidying_at(self, at: dt.datetime) -> dt.datetime:
        """Do what `bot.domain.outbox.Deliveries.tidying_at` says."""
        known = (
            "SELECT coalesce((SELECT value FROM meta WHERE key = 'tidied_at'), "
            "(SELECT max(max(created_at, coalesce(settled_at, ''))) FROM deliveries))"
        )
        last = moment(self._db.execute(known).fetchone()[0]) or at
        at = last + dt.timedelta(days=1) if at - last > LONGEST_BREAK else at
        self._db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('tidied_at', ?)", (stamp(at),))
        return at

    def _settle(self, delivery: int, state: str, reason: str, at: dt.datetime) -> None:
        self._db.execute(
            "UPDATE deliveries SET state = ?, reason = ?, settled_at = ? WHERE id = ?",
            (state, reason, stamp(at), delivery),
        )


def _written(row: _Row, chats: list[int], at: str) -> tuple[object, ...]:
    """What `_INSERT` writes for these chats."""
    subject, follows, platform, language, paused, files, answers = row
    return (
        *(platform, language, files, _texts(follows), answers),
        *(*subject_name(subject), _numbers(named_by(subject))),
        *(since(subject), detail(subject)),
        *(("retry_at", "chat_paused", at, NEVER) if paused else ("due", "", at, at)),
        _numbers(chats),
    )


@lru_cache(maxsize=4096)
def _texts(texts: tuple[str, ...]) -> str:
    return json.dumps(texts)


def _numbers(numbers: Iterable[int]) -> str:
    """The same as JSON writes it, in a third of the time: an edition has these for every chat."""
    return f"[{', '.join(map(str, numbers))}]"


def _in_rounds(owed: Iterable[Owed]) -> Iterator[dict[_Row, list[int]]]:
    """Chats by what is written for them alike; each is once in a round, so that its own order is kept."""
    chats_by_row: dict[_Row, list[int]] = {}
    seen: set[int] = set()
    for planned in owed:
        subscriber = planned.subscriber
        if subscriber.chat in seen:
            yield chats_by_row
            chats_by_row, seen = {}, set()
        seen.add(subscriber.chat)
        files = Interest.FILES in subscriber.interests
        chat_wise = (subscriber.platform, subscriber.language, subscriber.paused, files)
        row = (planned.subject, planned.follows, *chat_wise, planned.answers)
        chats_by_row.setdefault(row, []).append(subscriber.chat)
    yield chats_by_row
