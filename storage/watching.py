"""Our own watching: when we looked, what is in the way, and what we said of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import Any

from bot.domain.editions import Edition, ListKind
from bot.domain.watching import (
    Look,
    NoticeText,
    Observed,
    Problem,
    Sighting,
    Topic,
    Trouble,
    TroubleKind,
)
from storage.editions import read_edition
from storage.rows import Repository, dump_figures, load_figures
from storage.times import moment, stamp


class LookRepository(Repository):
    """When we looked: `bot.domain.records.Looks`."""

    def looked(self, source: str, at: dt.datetime, problem: Problem | None = None) -> None:
        """Note that a source was asked, and what was wrong with its answer (None: nothing was)."""
        name, figures = (problem.name, dump_figures(problem.figures)) if problem else (None, "")
        self._db.execute(
            "INSERT INTO looks (source, asked_at, answered_at, problem, figures) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (source) DO UPDATE SET asked_at = excluded.asked_at, problem = excluded.problem, "
            "figures = excluded.figures, answered_at = coalesce(excluded.answered_at, answered_at)",
            (source, stamp(at), None if problem else stamp(at), name, figures),
        )

    def saw(self, source: str, kind: ListKind, edition: Edition, at: dt.datetime) -> None:
        """Note that a source shows this edition of a list now."""
        self._db.execute(
            "INSERT OR REPLACE INTO sightings (source, list, edition, at) VALUES (?, ?, ?, ?)",
            (source, kind, edition.id, stamp(at)),
        )

    def all(self) -> list[Look]:
        """Every source that was ever asked, the one asked last first."""
        return [
            Look(
                row["source"],
                moment(row["asked_at"]),
                moment(row["answered_at"]),
                Problem(row["problem"], load_figures(row["figures"])) if row["problem"] else None,
            )
            for row in self._rows("SELECT * FROM looks ORDER BY asked_at DESC, source")
        ]

    def sightings(self) -> list[Sighting]:
        """What each source showed last of each list, the latest first."""
        rows = self._rows(
            "SELECT e.*, s.source AS shown_by, s.list AS shown_as, s.at AS shown_at "
            "FROM sightings s JOIN editions e ON e.id = s.edition ORDER BY s.at DESC, s.source, s.list"
        )
        return [
            Sighting(row["shown_by"], ListKind(row["shown_as"]), read_edition(row), moment(row["shown_at"]))
            for row in rows
        ]

    def last_answer(self) -> dt.datetime | None:
        """When any source last answered with something of use."""
        at_text: str | None = self._rows("SELECT max(answered_at) AS at FROM looks")[0]["at"]
        return moment(at_text)

    def last_sighting(self, kind: ListKind) -> Sighting | None:
        """Where a list was last seen; None where it never was."""
        return next((sighting for sighting in self.sightings() if sighting.list is kind), None)


class TroubleRepository(Repository):
    """What is in the way: `bot.domain.records.Troubles`."""

    def open(self, kinds: Collection[TroubleKind] = tuple(TroubleKind)) -> list[Trouble]:
        """What is in the way now, the longest first."""
        rows = self._rows(
            "SELECT * FROM troubles WHERE over_at IS NULL AND kind IN (SELECT value FROM json_each(?)) "
            "ORDER BY since, kind, about",
            (json.dumps(list(kinds)),),
        )
        return [_trouble(row) for row in rows]

    def keep(self, trouble: Trouble) -> None:
        """Begin a trouble, or bring one of the same kind about the same thing up to date."""
        self._db.execute(
            "INSERT OR REPLACE INTO troubles (kind, about, problem, figures, since, seen_at, age, told, heard, before, "
            "quiet) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *_named(trouble.what),
                stamp(trouble.since),
                stamp(trouble.seen_at),
                trouble.age.total_seconds(),
                trouble.told,
                trouble.heard,
                trouble.before,
                trouble.quiet,
            ),
        )

    def end(self, what: Observed, at: dt.datetime) -> None:
        """A trouble is over."""
        self._db.execute(
            "UPDATE troubles SET over_at = ? WHERE kind = ? AND about = ?", (stamp(at), what.kind, what.about)
        )

    def over(self, what: Observed) -> Trouble | None:
        """A trouble like this one that is over and not forgotten yet, as it was when last seen."""
        query = "SELECT * FROM troubles WHERE kind = ? AND about = ? AND over_at IS NOT NULL"
        return next(map(_trouble, self._rows(query, (what.kind, what.about))), None)

    def forget(self, before: dt.datetime) -> None:
        """Forget what was over before that time."""
        self._db.execute("DELETE FROM troubles WHERE over_at < ?", (stamp(before),))


class NoticeRepository(Repository):
    """What we say of our own watching: `bot.domain.records.Notices`."""

    def post(self, text: NoticeText) -> int:
        """Keep a notice, and return the number under which it can be owed."""
        cursor = self._db.execute(
            "INSERT INTO notices (topic, kind, about, problem, figures, since, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (text.topic, *_named(text.what), stamp(text.since), stamp(text.at)),
        )
        return int(cursor.lastrowid or 0)

    def get(self, notice: int) -> NoticeText:
        """The notice of that number, which exists."""
        row = self._rows("SELECT * FROM notices WHERE id = ?", (notice,))[0]
        return NoticeText(Topic(row["topic"]), _observed(row), moment(row["since"]), moment(row["at"]))


def _trouble(row: Mapping[str, Any]) -> Trouble:
    return Trouble(
        _observed(row),
        moment(row["since"]),
        moment(row["seen_at"]),
        dt.timedelta(seconds=row["age"]),
        row["told"],
        bool(row["heard"]),
        row["before"],
        bool(row["quiet"]),
    )


def _named(what: Observed) -> tuple[str, str, str, str]:
    return what.kind, what.about, what.problem.name, dump_figures(what.problem.figures)


def _observed(row: Mapping[str, Any]) -> Observed:
    problem = Problem(row["problem"], load_figures(row["figures"]))
    return Observed(TroubleKind(row["kind"]), row["about"], problem)
