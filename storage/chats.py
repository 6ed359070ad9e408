"""Chats and their subscriptions."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.domain.areas import Area
from bot.domain.chats import TOLD_UNASKED, Absence, Interest, Language, Place, Subscriber
from storage.delivery_rows import MARK, OPEN
from storage.settings import SettingsOfChats, read_settings
from storage.times import moment, stamp

TRIED_DAILY = dt.timedelta(days=2)
"""No next try is further off than this; one that is comes of a clock that went wrong."""


KEPT_FOR = dt.timedelta(days=30)
"""How long a chat is remembered that wants nothing any more."""

_REACHED = "paused_at = NULL, paused_reason = NULL, removed = 0, next_try = NULL, refused_since = NULL"


class ChatRepository(SettingsOfChats):
    """Who wants to be told what: `bot.domain.repositories.Chats`."""

    def subscribe(self, place: Place, areas: Iterable[Area], language: Language, at: dt.datetime) -> None:
        """Add areas to a chat's subscription; the chat is made known.

        ``all`` takes the place of every other area, before it and after it.
        The first subscription says the chat's language, where none is set: a chat that was only written to before has
        chosen none.
        """
        chat = self._make_known(place, language, at)
        self._db.execute(
            "UPDATE chats SET language = :language WHERE id = :chat AND settings ->> 'language' IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM subscriptions WHERE chat = :chat)",
            {"chat": chat, "language": language},
        )
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO subscriptions (chat, area, since) VALUES (?, ?, ?)",
            [(chat, area, stamp(at)) for area in areas],
        )
        self._leave_all_alone(chat)

    def _leave_all_alone(self, chat: int) -> None:
        """Take every other area of a chat out where it follows them all."""
        self._db.execute(
            "DELETE FROM subscriptions WHERE chat = :chat AND area <> 'all' "
            "AND EXISTS (SELECT 1 FROM subscriptions WHERE chat = :chat AND area = 'all')",
            {"chat": chat},
        )

    def unsubscribe(self, place: Place, areas: Iterable[Area] | None) -> None:
        """Take areas out of a chat's subscription; None takes all of them."""
        query = "DELETE FROM subscriptions WHERE chat = (SELECT id FROM chats WHERE platform = ? AND address = ?)"
        if areas is None:
            self._db.execute(query, (place.platform, place.address))
            return
        self._db.conn.executemany(f"{query} AND area = ?", [(place.platform, place.address, area) for area in areas])

    def subscriptions(self, place: Place) -> list[Area]:
        """The areas that a chat follows, sorted; ``all`` stands alone in its list."""
        rows = self._db.execute(
            "SELECT s.area FROM subscriptions s JOIN chats c ON c.id = s.chat "
            "WHERE c.platform = ? AND c.address = ? ORDER BY s.area",
            (place.platform, place.address),
        )
        return [row[0] for row in rows]

    def set_early(self, place: Place, *, early: bool) -> None:
        """Whether a chat that is known hears of departures that are still held."""
        self._db.execute(
            "UPDATE chats SET early = ? WHERE platform = ? AND address = ?", (early, place.platform, place.address)
        )

    def is_early(self, place: Place) -> bool:
        """Whether a chat hears of departures that are still held."""
        row: Any = self._db.execute(
            "SELECT early FROM chats WHERE platform = ? AND address = ?", (place.platform, place.address)
        ).fetchone()
        return bool(row and row[0])

    def switch(self, place: Place, interests: Iterable[Interest], *, on: bool) -> None:
        """Whether a chat that is known is told of these kinds of news; what it never switched is as for everyone."""
        self._db.execute(
            "UPDATE chats SET switched = json_patch(switched, ?) WHERE platform = ? AND address = ?",
            (json.dumps(dict.fromkeys(interests, on)), place.platform, place.address),
        )

    def interests(self, place: Place) -> frozenset[Interest]:
        """The kinds of news that a chat is told of."""
        row: Any = self._db.execute(
            "SELECT switched FROM chats WHERE platform = ? AND address = ?", (place.platform, place.address)
        ).fetchone()
        return _interests(row[0]) if row else TOLD_UNASKED

    def audience(self) -> list[Subscriber]:
        """Every chat that is subscribed to anything, in the order in which they came."""
        rows = self._db.execute(
            "SELECT c.id, c.platform, c.language, c.paused_at IS NOT NULL, c.early, c.switched, c.settings, "
            "group_concat(s.area) FROM chats c JOIN subscriptions s ON s.chat = c.id GROUP BY c.id ORDER BY c.id"
        )
        wanted: dict[str, frozenset[Area]] = {}  # most chats share a few lists of areas, of interests and of settings
        heard: dict[str, frozenset[Interest]] = {}
        filters: dict[str, tuple[bool, frozenset[str]]] = {}
        found: list[Subscriber] = []
        for chat, platform, language, paused, early, switched, settings, text in rows:
            if (areas := wanted.get(text)) is None:
                areas = wanted[text] = frozenset(text.split(","))
            if (interests := heard.get(switched)) is None:
                interests = heard[switched] = _interests(switched)
            if (filtered := filters.get(settings)) is None:
                filtered = filters[settings] = _filters(settings)
            found.append(Subscriber(chat, platform, areas, language, bool(paused), bool(early), interests, *filtered))
        return found

    def reached(self, place: Place, language: Language, at: dt.datetime) -> Subscriber:
        """A chat that we write to without a subscription of its own; it is made known."""
        chat = self._make_known(place, language, at)
        spoken, paused = self._db.execute(
            "SELECT language, paused_at IS NOT NULL FROM chats WHERE id = ?", (chat,)
        ).fetchone()
        return Subscriber(chat, place.platform, frozenset(), spoken, bool(paused))

    def numbers(self) -> tuple[int, int]:
        """How many chats are subscribed to anything, and how many of those are paused."""
        subscribed, paused = self._db.execute(
            "SELECT count(*), count(paused_at) FROM chats WHERE id IN (SELECT chat FROM subscriptions)"
        ).fetchone()
        return int(subscribed), int(paused)

    def paused_by_platform(self) -> dict[str, int]:
        """How many subscribed chats of each platform cannot be reached; platforms without one are left out."""
        rows = self._db.execute(
            "SELECT platform, count(*) FROM chats WHERE paused_at IS NOT NULL "
            "AND id IN (SELECT chat FROM subscriptions) GROUP BY platform"
        )
        return dict(rows)

    def known(self, place: Place) -> int | None:
        """The number of a chat, None where it is not known."""
        row: Any = self._db.execute(
            "SELECT id FROM chats WHERE platform = ? AND address = ?", (place.platform, place.address)
        ).fetchone()
        return int(row[0]) if row else None

    def pause(self, place: Place, reason: str, at: dt.datetime, next_try: dt.datetime | None) -> list[int]:
        """Do what `bot.domain.repositories.Chats.pause` says."""
        chats = self._with_parts(place)
        tried = next_try and stamp(next_try)
        self._db.conn.executemany(
            "UPDATE chats SET paused_at = coalesce(paused_at, ?), paused_reason = ?, removed = ?, next_try = ? "
            "WHERE id = ?",
            [(stamp(at), reason, next_try is None, tried, chat) for chat in chats],
        )
        return chats

    def is_paused(self, place: Place) -> bool:
        """Whether a chat, or a part of it, is known and paused."""
        return bool(self._with_parts(place, "AND paused_at IS NOT NULL"))

    def absence(self, place: Place) -> Absence | None:
        """Why this very chat is paused and what waits for it; None where it is not."""
        rows = self._rows(
            "SELECT paused_at, paused_reason, removed, next_try, refused_since, settings, "  # noqa: S608
            "(SELECT count(*) FROM deliveries d "
            f"WHERE d.chat = c.id AND d.state IN {OPEN} AND d.kind != '{MARK}') AS waiting "
            "FROM chats c WHERE platform = ? AND address = ? AND paused_at IS NOT NULL",
            (place.platform, place.address),
        )
        return next((_absence(row) for row in rows), None)

    def unexplained(self, place: Place) -> list[int]:
        """Do what `bot.domain.repositories.Chats.unexplained` says."""
        message = f"d.state IN {OPEN} AND d.kind != '{MARK}'"
        waits = f"EXISTS (SELECT 1 FROM deliveries d WHERE d.chat = chats.id AND {message})"  # noqa: S608
        return self._with_parts(
            place, f"AND paused_at IS NOT NULL AND refused_since IS NOT NULL AND NOT removed AND {waits}"
        )

    def resume(self, place: Place, but: Collection[int] = ()) -> dict[int, dt.datetime]:
        """Do what `bot.domain.repositories.Chats.resume` says."""
        paused = self._with_parts(place, "AND paused_at IS NOT NULL")
        chats = json.dumps([chat for chat in paused if chat not in but])
        among = "WHERE id IN (SELECT value FROM json_each(?))"
        since = self._db.execute(f"SELECT id, paused_at FROM chats {among}", (chats,)).fetchall()  # noqa: S608
        self._db.execute(f"UPDATE chats SET {_REACHED} {among}", (chats,))  # noqa: S608
        return {chat: moment(paused_at) for chat, paused_at in since}

    def refused(self, chat: int, at: dt.datetime) -> dt.datetime:
        """Note that a chat refused a message, nobody knows why; return since when it has, without taking one."""
        self._db.execute(
            "UPDATE chats SET refused_since = min(coalesce(refused_since, :at), :at) WHERE id = :chat",
            {"at": stamp(at), "chat": chat},
        )
        return moment(str(self._db.execute("SELECT refused_since FROM chats WHERE id = ?", (chat,)).fetchone()[0]))

    def accepted(self, chat: int) -> None:
        """Note that a chat took a message."""
        self._db.execute("UPDATE chats SET refused_since = NULL WHERE id = ? AND refused_since IS NOT NULL", (chat,))

    def to_try(self, at: dt.datetime) -> list[int]:
        """Do what `bot.domain.repositories.Chats.to_try` says."""
        rows = self._db.execute(
            "SELECT id FROM chats WHERE next_try <= ? UNION ALL SELECT id FROM chats WHERE next_try > ?",
            (stamp(at), stamp(at + TRIED_DAILY)),
        )
        return [row[0] for row in rows]

    def forget(self, at: dt.datetime, kept: Collection[Place]) -> int:
        """Do what `bot.domain.repositories.Chats.forget` says."""
        self._db.execute(
            "UPDATE chats SET idle_since = iif(idle_since IS NULL, ?, NULL) "
            "WHERE (idle_since IS NULL) != (id IN (SELECT chat FROM subscriptions))",
            (stamp(at),),
        )
        before, places = stamp(at - KEPT_FOR), json.dumps([(place.platform, place.address) for place in kept])
        cursor = self._db.execute(
            "DELETE FROM chats WHERE (idle_since < ? OR (removed AND paused_at < ?)) AND NOT EXISTS "
            "(SELECT 1 FROM json_each(?) WHERE value ->> 0 = platform AND value ->> 1 = address)",
            (before, before, places),
        )
        return int(cursor.rowcount)

    def erase(self, place: Place) -> None:
        """Forget a chat with all that is its own."""
        self._db.execute("DELETE FROM chats WHERE platform = ? AND address = ?", (place.platform, place.address))

    def move(self, chat: int, to: Place) -> None:
        """Let a chat live at another place, where none lives yet; it is not paused there."""
        self._db.execute(
            f"UPDATE chats SET address = ?, group_address = ?, {_REACHED} WHERE id = ?",  # noqa: S608
            (to.address, to.group, chat),
        )

    def merge(self, kept: int, gone: int) -> None:
        """Give one chat the subscriptions of another, which is forgotten with all that is still its own."""
        self._db.execute("UPDATE OR IGNORE subscriptions SET chat = ? WHERE chat = ?", (kept, gone))
        self._leave_all_alone(kept)
        self._db.execute("DELETE FROM chats WHERE id = ?", (gone,))

    def _with_parts(self, place: Place, also: str = "") -> list[int]:
        """A chat and the chats that are parts of it.

        Both halves are looked up in an index, for a platform may ask this of every chat when it connects.
        """
        found = "SELECT id FROM chats WHERE platform = :platform AND"
        rows = self._db.execute(
            f"{found} address = :address {also} UNION ALL {found} group_address = :address {also}",
            {"platform": place.platform, "address": place.address},
        )
        return [row[0] for row in rows]


def _interests(switched: str) -> frozenset[Interest]:
    """Read what a chat switched on and off, a JSON object, as the kinds of news that it is told of."""
    chosen = json.loads(switched)
    return frozenset(interest for interest in Interest if chosen.get(interest, interest in TOLD_UNASKED))


def _filters(settings: str) -> tuple[bool, frozenset[str]]:
    """Read whether state-wide agencies are told, and which models are not."""
    read = read_settings(settings)
    return read.statewide, read.without_models


def _absence(row: Mapping[str, Any]) -> Absence:
    settings = read_settings(row["settings"])
    return Absence(
        moment(str(row["paused_at"])),
        row["paused_reason"],
        row["waiting"],
        bool(row["removed"]),
        moment(row["next_try"]),
        row["refused_since"] is not None and not row["removed"],
        settings.digest is not None or settings.quiet is not None,
    )
