"""Chats and their subscriptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from bot.domain.model import Place, Subscriber
from storage.times import NEVER, stamp


class Chats:
    """The part of `storage.store.Store` that knows who wants to be told what."""

    db: Database

    def subscribe(self, place: Place, states: Iterable[str], at: dt.datetime) -> None:
        """Add states to a chat's subscription; the chat is made known, and resumed if it was paused.

        ``all`` takes the place of every single state, before it and after it.
        """
        chat = self._chat(place, at)
        self.db.conn.executemany(
            "INSERT OR IGNORE INTO subscriptions (chat, state, since) VALUES (?, ?, ?)",
            [(chat, state, stamp(at)) for state in states],
        )
        self.db.execute(
            "DELETE FROM subscriptions WHERE chat = :chat AND state <> 'all' "
            "AND EXISTS (SELECT 1 FROM subscriptions WHERE chat = :chat AND state = 'all')",
            {"chat": chat},
        )

    def unsubscribe(self, place: Place, states: Iterable[str] | None) -> None:
        """Take states out of a chat's subscription; None takes all of them."""
        query = "DELETE FROM subscriptions WHERE chat = (SELECT id FROM chats WHERE platform = ? AND address = ?)"
        if states is None:
            self.db.execute(query, (place.platform, place.address))
            return
        self.db.conn.executemany(f"{query} AND state = ?", [(place.platform, place.address, state) for state in states])

    def subscriptions(self, place: Place) -> list[str]:
        """The states of a chat, sorted; ``all`` stands alone in its list."""
        rows = self.db.execute(
            "SELECT s.state FROM subscriptions s JOIN chats c ON c.id = s.chat "
            "WHERE c.platform = ? AND c.address = ? ORDER BY s.state",
            (place.platform, place.address),
        )
        return [row[0] for row in rows]

    def audience(self) -> list[Subscriber]:
        """Every chat that is subscribed to anything, in the order in which they came."""
        rows = self.db.execute(
            "SELECT c.id, c.platform, c.paused_at IS NOT NULL, group_concat(s.state) "
            "FROM chats c JOIN subscriptions s ON s.chat = c.id GROUP BY c.id ORDER BY c.id"
        )
        return [
            Subscriber(chat, platform, frozenset(states.split(",")), bool(paused))
            for chat, platform, paused, states in rows
        ]

    def pause_chat(self, place: Place, reason: str, at: dt.datetime) -> bool:
        """Keep a chat and its settings, and send it nothing until it is resumed; False when it is not known.

        A group stands for its topics too: who is thrown out of it can write in none.  What is
        under way stays claimed until its sender settles it: a chat that is resumed before that
        must not get it a second time.
        """
        chats = self._with_topics(place)
        self.db.conn.executemany(
            "UPDATE chats SET paused_at = coalesce(paused_at, ?), paused_reason = ? WHERE id = ?",
            [(stamp(at), reason, chat) for chat in chats],
        )
        self.db.conn.executemany(
            "UPDATE deliveries SET state = 'retry_at', due_at = ?, reason = ? "
            "WHERE chat = ? AND state IN ('due', 'retry_at', 'uncertain')",
            [(NEVER, reason, chat) for chat in chats],
        )
        return bool(chats)

    def is_paused(self, place: Place) -> bool:
        """Whether a chat, or a topic of it, is known and paused."""
        return bool(self._with_topics(place, "AND paused_at IS NOT NULL"))

    def resume_chat(self, place: Place, at: dt.datetime) -> None:
        """Send to a chat and its topics again, beginning with what was kept for them."""
        chats = self._with_topics(place, "AND paused_at IS NOT NULL")
        self.db.conn.executemany(
            "UPDATE chats SET paused_at = NULL, paused_reason = NULL WHERE id = ?", [(chat,) for chat in chats]
        )
        self.db.conn.executemany(
            "UPDATE deliveries SET state = iif(state = 'uncertain', state, 'due'), due_at = ? "
            "WHERE chat = ? AND state IN ('retry_at', 'uncertain') AND due_at = ?",
            [(stamp(at), chat, NEVER) for chat in chats],
        )

    def move_chat(self, place: Place, address: str) -> None:
        """Let a chat live at another address; if one lives there already, they become one.

        A chat that moved is not paused: its platform has just said where it is.
        """
        old, new = self._known(place), self._known(Place(place.platform, address))
        if old is None or old == new:
            return
        if new is not None:
            self.db.execute("UPDATE OR IGNORE subscriptions SET chat = ? WHERE chat = ?", (old, new))
            # What one of the two has been told is not told again by the other.
            self.db.execute(
                "DELETE FROM deliveries WHERE chat = ? AND parts_sent = 0 AND change_set IN "
                "(SELECT change_set FROM deliveries WHERE chat = ? AND parts_sent > 0)",
                (old, new),
            )
            self.db.execute("UPDATE OR IGNORE deliveries SET chat = ? WHERE chat = ?", (old, new))
            self.db.execute("DELETE FROM chats WHERE id = ?", (new,))
        self.db.execute(
            "UPDATE chats SET address = ?, paused_at = NULL, paused_reason = NULL WHERE id = ?", (address, old)
        )
        self.db.execute(
            "UPDATE deliveries SET due_at = created_at "
            "WHERE chat = ? AND state IN ('due', 'retry_at', 'uncertain') AND due_at = ?",
            (old, NEVER),
        )

    def chat_places(self, platform: str) -> list[Place]:
        """Every chat known on a platform."""
        rows = self.db.execute("SELECT address, title FROM chats WHERE platform = ? ORDER BY id", (platform,))
        return [Place(platform, address, title) for address, title in rows]

    def _chat(self, place: Place, at: dt.datetime) -> int:
        self.db.execute(
            "INSERT INTO chats (platform, address, title, added_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (platform, address) DO UPDATE SET title = excluded.title",
            (place.platform, place.address, place.title, stamp(at)),
        )
        self.resume_chat(place, at)
        chat = self._known(place)
        assert chat is not None, place  # noqa: S101  just inserted
        return chat

    def _known(self, place: Place) -> int | None:
        row: Any = self.db.execute(
            "SELECT id FROM chats WHERE platform = ? AND address = ?", (place.platform, place.address)
        ).fetchone()
        return int(row[0]) if row else None

    def _with_topics(self, place: Place, also: str = "") -> list[int]:
        """A chat, and if it is a whole group its topics, whose addresses go on after a colon.

        Both halves are looked up in the index, for a platform may ask this of every chat when it
        connects; ``;`` is the character after the colon.
        """
        one = "SELECT id FROM chats WHERE platform = :platform AND"
        query = (
            f"{one} address = :address {also} UNION ALL "
            f"{one} address > :address || ':' AND address < :address || ';' {also}"
        )
        rows = self.db.execute(query, {"platform": place.platform, "address": place.address})
        return [row[0] for row in rows]
