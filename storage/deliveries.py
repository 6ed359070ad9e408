"""The outbox: one row per subject and chat, from the transaction that owes it until it is settled."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring_ascii
from typing import TypeAlias

from bot.domain.areas import Area
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


_Row: TypeAlias = tuple[Subject, tuple[Area, ...], str, Language, bool, bool, int | None]
"""What deliveries have in common.

The subject, the areas for which it is told, platform, language, whether their chats are paused and want files, and
what they answer.
"""

_OF_MANY = "platform, language, files, answers, kind, about, since, detail"
"""The columns in which what one edition owes is alike but for a few."""

_MAKE_ROOM = (  # a temporary table hides another of its name
    f"CREATE TEMP TABLE IF NOT EXISTS owed_alike (sort INTEGER PRIMARY KEY, paused, {_OF_MANY})",
    "CREATE TEMP TABLE IF NOT EXISTS owed_lists (number INTEGER PRIMARY KEY, sort, changes, follows)",
)

_NOTE_ALIKE = f"INSERT INTO temp.owed_alike (sort, paused, {_OF_MANY}) VALUES (?, ?{', ?' * len(_OF_MANY.split(', '))})"  # noqa: S608

_NOTE_LISTS = "INSERT INTO temp.owed_lists (number, sort, changes, follows) VALUES (?, ?, ?, ?)"

_INSERT = (
    f"INSERT OR IGNORE INTO deliveries (chat, {_OF_MANY}, changes, follows, state, reason, created_at, due_at) "  # noqa: S608
    f"SELECT json_each.key, {_OF_MANY}, changes, follows, "
    "iif(paused, 'retry_at', 'due'), iif(paused, 'chat_paused', ''), :at, iif(paused, :never, :at) "
    "FROM json_each(:pairs) CROSS JOIN temp.owed_lists ON number = json_each.value "
    "CROSS JOIN temp.owed_alike USING (sort)"
)
"""A JSON object gives pairs of two plain values, here chats and the numbers of their lists, in the order it has."""


class DeliveryRepository(Told, Waiting):
    """What is owed: `bot.domain.outbox.Deliveries`."""

    def generation(self) -> str:
        """A random name made with the database; nonces contain it."""
        return str(self._db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])

    def enqueue(self, owed: Iterable[Owed], at: dt.datetime) -> int:
        """Owe these; what is owed already stays as it is.  Returns how many are new.

        Many chats of one edition share a list of changes, and all of them nearly all else: what is alike is written
        once, and then every row from it, in the order in which they are owed, so that the indexes grow at their ends.
        """
        numbers: dict[_Row, int] = {}
        pairs = [f'"{one.subscriber.chat}":{numbers.setdefault(_row(one), len(numbers))}' for one in owed]
        if not pairs:
            return 0
        for room in _MAKE_ROOM:
            self._db.execute(room)
        self._note(numbers)
        given = {"pairs": f"{{{','.join(pairs)}}}", "at": stamp(at), "never": NEVER}
        new = self._db.execute(_INSERT, given).rowcount
        self._db.execute("DELETE FROM temp.owed_lists")
        self._db.execute("DELETE FROM temp.owed_alike")
        return int(new)

    def _note(self, numbers: Mapping[_Row, int]) -> None:
        """Write down for `_INSERT` what deliveries have in common."""
        sorts: dict[tuple[object, ...], int] = {}
        lists = [(n, sorts.setdefault(_alike(row), len(sorts)), *_lists(row)) for row, n in numbers.items()]
        self._db.conn.executemany(_NOTE_LISTS, lists)
        self._db.conn.executemany(_NOTE_ALIKE, [(number, *sort) for sort, number in sorts.items()])

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


def _row(owed: Owed) -> _Row:
    chat = owed.subscriber
    files = Interest.FILES in chat.interests
    return owed.subject, owed.follows, chat.platform, chat.language, chat.paused, files, owed.answers


def _alike(row: _Row) -> tuple[object, ...]:
    """Whether a chat is paused, and the columns `_OF_MANY`."""
    subject, _, platform, language, paused, files, answers = row
    return (paused, platform, language, files, answers, *subject_name(subject), since(subject), detail(subject))


def _lists(row: _Row) -> tuple[str, str]:
    """Changes and areas as JSON writes them, in a third of its time: there may be as many lists as chats."""
    subject, follows, *_ = row
    return str(list(named_by(subject))), f"[{', '.join(map(encode_basestring_ascii, follows))}]"
