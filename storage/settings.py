"""What chats have set of how and when they are told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from bot.domain.areas import Area
from bot.domain.chats import Language, Place, Subscriber
from bot.domain.settings import UNSET, ChatSettings, Quiet, Times, Weekday
from storage.rows import Repository
from storage.times import moment, stamp

NEXT_WITHIN = dt.timedelta(days=8)
"""No all-clear is further off than this; one that is comes of a clock that went wrong."""


class SettingsOfChats(Repository):
    """`bot.domain.wishes.SettingsOfChats`: how and when each wants to be told."""

    def settings(self, place: Place) -> ChatSettings:
        """What a chat has set."""
        row: Any = self._db.execute(
            "SELECT settings FROM chats WHERE platform = ? AND address = ?", (place.platform, place.address)
        ).fetchone()
        return read_settings(row[0]) if row else UNSET

    def change_settings(self, place: Place, settings: ChatSettings, language: Language, at: dt.datetime) -> int:
        """Do what `bot.domain.wishes.SettingsOfChats.change_settings` says."""
        chat = self._make_known(place, language, at)
        self._db.execute(
            "UPDATE chats SET settings = ?, language = coalesce(?, language) WHERE id = ?",
            (write_settings(settings), settings.language, chat),
        )
        return chat

    def all_clear_due(self, at: dt.datetime) -> list[tuple[Subscriber, ChatSettings, dt.datetime]]:
        """Do what `bot.domain.wishes.SettingsOfChats.all_clear_due` says."""
        rows = self._rows(
            "SELECT c.id, c.platform, c.language, c.paused_at IS NOT NULL AS paused, c.settings, c.all_clear_at, "
            "(SELECT group_concat(area) FROM subscriptions s WHERE s.chat = c.id) AS areas FROM chats c "
            "WHERE all_clear_at <= ? OR all_clear_at > ?",
            (stamp(at), stamp(at + NEXT_WITHIN)),
        )
        return [
            (
                Subscriber(
                    row["id"],
                    row["platform"],
                    frozenset(row["areas"].split(",") if row["areas"] else ()),
                    row["language"],
                    bool(row["paused"]),
                ),
                read_settings(row["settings"]),
                moment(str(row["all_clear_at"])),
            )
            for row in rows
        ]

    def set_all_clear(self, chat: int, at: dt.datetime | None) -> None:
        """Say when a chat is next told that nothing is new; None: not again."""
        self._db.execute("UPDATE chats SET all_clear_at = ? WHERE id = ?", (at and stamp(at), chat))

    def subscribed_since(self, chat: int) -> dt.datetime | None:
        """When a chat subscribed to the latest of its areas; None where it has none."""
        row: tuple[str | None] = self._db.execute(
            "SELECT max(since) FROM subscriptions WHERE chat = ?", (chat,)
        ).fetchone()
        return moment(row[0])

    def follow_something(self, places: Iterable[Place]) -> bool:
        """Do what `bot.domain.wishes.SettingsOfChats.follow_something` says; each is looked up in an index."""
        found = "SELECT 1 FROM chats c JOIN subscriptions s ON s.chat = c.id WHERE c.platform = :platform AND"
        either = f"{found} c.address = :address UNION ALL {found} c.group_address = :address LIMIT 1"
        wanted = ({"platform": place.platform, "address": place.address} for place in places)
        return any(self._db.execute(either, values).fetchone() for values in wanted)

    def areas_of(self, chat: int) -> frozenset[Area]:
        """The areas that a chat follows, by its number."""
        rows: Iterable[tuple[Area]] = self._db.execute("SELECT area FROM subscriptions WHERE chat = ?", (chat,))
        return frozenset(area for (area,) in rows)

    def parts(self, place: Place) -> list[Place]:
        """The chats that are parts of this one, in the order in which they came."""
        rows = self._db.execute(
            "SELECT address FROM chats WHERE platform = ? AND group_address = ? ORDER BY id",
            (place.platform, place.address),
        )
        return [Place(place.platform, address, group=place.address) for (address,) in rows]

    def follow_agencies(self, moved: Iterable[tuple[Area, Area]], gone: Collection[Area]) -> None:
        """Do what `bot.domain.wishes.SettingsOfChats.follow_agencies` says."""
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO subscriptions (chat, area, since) SELECT chat, ?, since FROM subscriptions "
            "WHERE area = ?",
            [(now, before) for before, now in moved],
        )
        self._db.execute(
            "DELETE FROM subscriptions WHERE area IN (SELECT value FROM json_each(?))", (json.dumps(list(gone)),)
        )

    def _make_known(self, place: Place, language: Language, at: dt.datetime) -> int:
        self._db.execute(
            "INSERT INTO chats (platform, address, group_address, title, language, added_at) "
            "VALUES (?, ?, ?, '', ?, ?) ON CONFLICT (platform, address) DO NOTHING",
            (place.platform, place.address, place.group, language, stamp(at)),
        )
        row: Any = self._db.execute(
            "SELECT id FROM chats WHERE platform = ? AND address = ?", (place.platform, place.address)
        ).fetchone()
        return int(row[0])


def write_settings(settings: ChatSettings) -> str:
    """Write what is set as a JSON object; what is not is not in it."""
    written = {
        "language": settings.language,
        "zone": settings.zone if settings.zone != UNSET.zone else None,
        "digest": settings.digest and _times(settings.digest),
        "quiet": settings.quiet and [_clock(settings.quiet.start), _clock(settings.quiet.end)],
        "silent": settings.silent or None,
        "all_clear": settings.all_clear and _times(settings.all_clear),
        "statewide": None if settings.statewide else False,
        "without_models": sorted(settings.without_models) or None,
        "mention": settings.mention,
        "publish": settings.publish or None,
    }
    return json.dumps({name: value for name, value in written.items() if value is not None})


@lru_cache(maxsize=1024)
def read_settings(text: str) -> ChatSettings:
    """Read what `write_settings` wrote."""
    if text == "{}":
        return UNSET
    read: dict[str, Any] = json.loads(text)
    digest, quiet, all_clear = read.get("digest"), read.get("quiet"), read.get("all_clear")
    return ChatSettings(
        read.get("language"),
        read.get("zone", UNSET.zone),
        _read_times(digest),
        Quiet(*map(dt.time.fromisoformat, quiet)) if quiet else None,
        read.get("silent", False),
        _read_times(all_clear),
        read.get("statewide", True),
        frozenset(read.get("without_models", ())),
        read.get("mention"),
        read.get("publish", False),
    )


def _times(times: Times) -> list[str | int | None]:
    return [_clock(times.at), times.weekday]


def _clock(at: dt.time) -> str:
    return f"{at:%H:%M}"


def _read_times(written: list[Any] | None) -> Times | None:
    if written is None:
        return None
    at, weekday = written
    return Times(dt.time.fromisoformat(at), None if weekday is None else Weekday(weekday))
