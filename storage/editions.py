"""Editions: every published version of the lists, as it came, and what became of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.editions import Edition, EditionOutcome, ListKind, ListStanding, Publication, Validators
from bot.domain.verification import KeptEdition
from storage.rows import Repository, dump_figures, load_figures
from storage.times import moment, stamp

USELESS_FOR = dt.timedelta(days=30)
USELESS_BYTES = 64 * 1024 * 1024
"""For how long, and how many bytes in all, contents are kept that were refused or set aside."""

_BELIEVED = "('baseline', 'accepted', 'partly_held')"


class EditionRepository(Repository):
    """Editions, and what the source said of them: `bot.domain.repositories.Editions`."""

    def any(self) -> bool:
        """Whether anything at all has been kept."""
        return bool(self._rows("SELECT 1 FROM editions LIMIT 1"))

    def validators(self) -> dict[str, Validators]:
        """By address: those of the answer that we have fully dealt with."""
        rows = self._rows("SELECT url, etag, last_modified FROM checks")
        return {row["url"]: Validators(row["etag"], row["last_modified"]) for row in rows}

    def checked(self, found: Publication, edition: Edition, at: dt.datetime) -> None:
        """Remember an answer that has been fully dealt with, and the edition that it brought."""
        self._db.execute(
            "INSERT OR REPLACE INTO checks (url, etag, last_modified, edition, checked_at) VALUES (?, ?, ?, ?, ?)",
            (found.url, found.validators.etag, found.validators.last_modified, edition.id, stamp(at)),
        )

    def served_at(self, url: str) -> Edition | None:
        """The edition that this address last served, if we have dealt with it."""
        return self._edition("id = (SELECT edition FROM checks WHERE url = ?)", (url,))

    def keep(self, found: Publication, at: dt.datetime) -> Edition:
        """Store the bytes before anything looks at them; return the edition they are.

        It is an edition already known if it was linked as the same list, and nothing later has
        been seen of its list: only then can the same bytes mean the same publication.
        """
        sha256 = hashlib.sha256(found.content).hexdigest()
        last = self._edition("sha256 = ? AND linked_as IS ? ORDER BY id DESC LIMIT 1", (sha256, found.linked_as))
        if last is not None and not self._believed_since(last):
            return last
        self._db.execute("INSERT OR IGNORE INTO contents VALUES (?, ?, ?)", (sha256, found.content, stamp(at)))
        cursor = self._db.execute(
            "INSERT INTO editions (sha256, name, url, linked_as, found_at, source, outcome) "
            "VALUES (?, ?, ?, ?, ?, ?, 'new')",
            (sha256, found.name, found.url, found.linked_as, stamp(at), found.source),
        )
        return self.get(int(cursor.lastrowid or 0))

    def same_rows(self, edition: Edition, digest: str) -> Edition:
        """The edition that these values already are, whatever its bytes: then the new one is forgotten.

        It is one of the same list by its link, and nothing later has been believed of its list.
        """
        twin = self._edition(
            "digest = ? AND id != ? AND linked_as IS ? ORDER BY id DESC LIMIT 1",
            (digest, edition.id, edition.linked_as),
        )
        if edition.outcome is not EditionOutcome.NEW or twin is None or self._believed_since(twin):
            self._db.execute("UPDATE editions SET digest = ? WHERE id = ?", (digest, edition.id))
            return edition
        self._forget([edition.id])
        return twin

    def shed(self, at: dt.datetime) -> None:
        """Forget what a source served that is of no use, the oldest first: a bounded time, and a bounded size."""
        rows = self._rows(
            "SELECT e.id, e.found_at, length(c.content) AS size FROM editions e JOIN contents c USING (sha256) "
            "WHERE e.outcome IN ('refused', 'superseded') "
            "AND NOT EXISTS (SELECT 1 FROM checks WHERE edition = e.id) "
            "AND NOT EXISTS (SELECT 1 FROM sightings WHERE edition = e.id) "
            "AND NOT EXISTS (SELECT 1 FROM holds WHERE edition = e.id) "
            "AND NOT EXISTS (SELECT 1 FROM changes WHERE edition = e.id) "
            "AND NOT EXISTS (SELECT 1 FROM agreements WHERE first_edition = e.id) ORDER BY e.id DESC"
        )
        spent, gone = 0, []
        for row in rows:
            spent += row["size"]
            if spent > USELESS_BYTES or row["found_at"] < stamp(at - USELESS_FOR):
                gone.append(row["id"])
        self._forget(gone)

    def _forget(self, editions: Sequence[int]) -> None:
        for edition in editions:
            sha256 = self.get(edition).sha256
            self._db.execute("DELETE FROM editions WHERE id = ?", (edition,))
            self._db.execute(
                "DELETE FROM contents WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM editions WHERE sha256 = ?)",
                (sha256, sha256),
            )

    def get(self, edition_id: int) -> Edition:
        """The edition of that id, which exists."""
        found = self._edition("id = ?", (edition_id,))
        assert found is not None, edition_id  # noqa: S101  ids come from this database alone
        return found

    def content(self, sha256: str) -> bytes:
        """The bytes of an edition."""
        return bytes(self._rows("SELECT content FROM contents WHERE sha256 = ?", (sha256,))[0]["content"])

    def kept(self, sha256: str) -> bytes | None:
        """The bytes of an edition; None where they are not stored any more."""
        rows = self._rows("SELECT content FROM contents WHERE sha256 = ?", (sha256,))
        return bytes(rows[0]["content"]) if rows else None

    def all(self) -> list[KeptEdition]:
        """Every edition, in the order in which they were found."""
        rows = self._rows("SELECT * FROM editions ORDER BY id")
        return [KeptEdition(read_edition(row), moment(row["decided_at"]), row["digest"]) for row in rows]

    def begin_again(self, kept: KeptEdition) -> None:
        """Know an edition of another database, without its bytes, as one that nothing was decided about."""
        edition, found_at = kept.edition, stamp(kept.edition.found_at)
        self._db.execute("INSERT OR IGNORE INTO contents VALUES (?, ?, ?)", (edition.sha256, b"", found_at))
        self._db.execute(
            "INSERT INTO editions (id, sha256, name, url, linked_as, found_at, source, digest, outcome) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'new')",
            (
                edition.id,
                edition.sha256,
                edition.name,
                edition.url,
                edition.linked_as,
                found_at,
                edition.source,
                kept.digest,
            ),
        )

    def of_change(self, change_id: int) -> Edition:
        """The edition that made a change known, which exists."""
        found = self._edition("id = (SELECT edition FROM changes WHERE id = ?)", (change_id,))
        assert found is not None, change_id  # noqa: S101  ids come from this database alone
        return found

    def believed_before(self, edition: Edition) -> Edition | None:
        """The last edition of the same list that was believed and came before this one."""
        return self._edition(
            f"list = ? AND id < ? AND outcome IN {_BELIEVED} ORDER BY id DESC LIMIT 1", (edition.list, edition.id)
        )

    def believed(self, kind: ListKind) -> Edition | None:
        """The last edition of a list that was believed, wholly or in part."""
        return self._edition(f"list = ? AND outcome IN {_BELIEVED} ORDER BY id DESC LIMIT 1", (kind,))

    def replaced(self, edition: Edition) -> bool:
        """Whether the same bytes or rows were an earlier edition, believed or held, and another was believed since.

        An edition that was set aside beside a later one was never judged, and counts for nothing; nor does
        one that was linked as the other list.
        """
        query = (
            "SELECT 1 FROM editions e JOIN editions now ON now.id = ? WHERE e.id < now.id "  # noqa: S608
            "AND (e.sha256 = now.sha256 OR e.digest = now.digest) AND (e.outcome IN "
            f"{_BELIEVED} OR (e.outcome = 'superseded' AND e.reason != '' AND e.linked_as IS now.linked_as)) LIMIT 1"
        )
        return bool(self._rows(query, (edition.id,)))

    def last_found(self, before: dt.datetime) -> dt.datetime | None:
        """When the last edition that was believed before that time was found."""
        rows = self._rows(
            f"SELECT max(found_at) AS at FROM editions WHERE found_at < ? AND outcome IN {_BELIEVED}",  # noqa: S608
            (stamp(before),),
        )
        at_text: str | None = rows[0]["at"]
        return moment(at_text)

    def believed_by(self, kind: ListKind, at: dt.datetime) -> Edition | None:
        """The last edition of a list that was believed and found before ``at``."""
        return self._edition(
            f"list = ? AND found_at < ? AND outcome IN {_BELIEVED} ORDER BY id DESC LIMIT 1", (kind, stamp(at))
        )

    def times_believed(self, kind: ListKind) -> list[dt.datetime]:
        """When each edition of a list that was believed was found, in order."""
        query = f"SELECT found_at FROM editions WHERE list = ? AND outcome IN {_BELIEVED} ORDER BY found_at"  # noqa: S608
        return [moment(row["found_at"]) for row in self._rows(query, (kind,))]

    def settle(self, edition: Edition, at: dt.datetime) -> None:
        """Commit what became of an edition: its list, outcome, own time, reason and figures."""
        modified = edition.modified and stamp(edition.modified)
        figures = dump_figures(edition.figures)
        self._db.execute(
            "UPDATE editions SET list = ?, outcome = ?, modified = ?, reason = ?, detail = ?, decided_at = ? "
            "WHERE id = ?",
            (edition.list, edition.outcome, modified, edition.reason, figures, stamp(at), edition.id),
        )
        if edition.outcome in (EditionOutcome.BASELINE, EditionOutcome.ACCEPTED, EditionOutcome.PARTLY_HELD):
            self._db.execute(
                "UPDATE editions SET outcome = 'superseded' WHERE list = ? AND outcome = 'held' AND id < ?",
                (edition.list, edition.id),
            )

    def linked(self, kind: ListKind, at: dt.datetime) -> None:
        """Note that the source links this list now."""
        self._db.execute(
            "INSERT INTO lists (list, linked_at) VALUES (?, ?) "
            "ON CONFLICT (list) DO UPDATE SET linked_at = excluded.linked_at, expired_at = NULL",
            (kind, stamp(at)),
        )

    def standing(self, kind: ListKind) -> ListStanding | None:
        """When a list was last linked; None if it never was."""
        rows = self._rows("SELECT * FROM lists WHERE list = ?", (kind,))
        return ListStanding(moment(rows[0]["linked_at"]), moment(rows[0]["expired_at"])) if rows else None

    def expire(self, kind: ListKind, at: dt.datetime) -> None:
        """A list is no longer published: say so wherever it is shown, and alert nobody."""
        self._db.execute("UPDATE lists SET expired_at = ? WHERE list = ? AND expired_at IS NULL", (stamp(at), kind))

    def _believed_since(self, edition: Edition) -> bool:
        if edition.list is None:
            return False
        query = f"SELECT 1 FROM editions WHERE list = ? AND id > ? AND outcome IN {_BELIEVED} LIMIT 1"  # noqa: S608
        return bool(self._rows(query, (edition.list, edition.id)))

    def _edition(self, where: str, values: Sequence[Any]) -> Edition | None:
        rows = self._rows(f"SELECT * FROM editions WHERE {where}", values)  # noqa: S608
        return read_edition(rows[0]) if rows else None


def read_edition(row: Mapping[str, Any]) -> Edition:
    """Read a row of the table as an edition."""
    return Edition(
        id=row["id"],
        sha256=row["sha256"],
        name=row["name"],
        url=row["url"],
        linked_as=row["linked_as"] and ListKind(row["linked_as"]),
        found_at=moment(row["found_at"]),
        list=row["list"] and ListKind(row["list"]),
        modified=moment(row["modified"]),
        outcome=EditionOutcome(row["outcome"]),
        reason=row["reason"],
        figures=load_figures(row["detail"]),
        source=row["source"],
    )
