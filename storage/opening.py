"""What a file is before it is opened: ours, of another version, or somebody else's."""

from __future__ import annotations

import contextlib
import stat
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from bot.domain.errors import StoreError
from storage.migrations import MIGRATIONS

_BEFORE_THE_FIRST = {"_sqlite_migrations", "sqlite_sequence"}  # all that a start cut short can have made


def read_only(path: Path) -> Any:
    """Connect to the file at ``path`` so that neither it nor its folder is written to.

    Without a log of changes beside it the file is all there is, and SQLite is told that it stands still:
    else it makes ``-wal`` and ``-shm`` files even to read (https://www.sqlite.org/wal.html, Read-Only Databases).
    """
    real = path.resolve()
    log = Path(f"{real}-wal")
    still = "" if log.exists() and log.stat().st_size else "&immutable=1"
    return sqlite3.connect(f"{real.as_uri()}?mode=ro{still}", uri=True, isolation_level=None)


def check(path: Path) -> None:
    """See that ``path`` is a database of ours, or that one can be made there; nothing is written.

    Raises:
        StoreError: its folder is not there, it is no file, it cannot be read, or `check_ours` refuses it.
    """
    if not path.resolve().parent.is_dir():
        raise StoreError("database_folder_absent", path=str(path), folder=str(path.resolve().parent))
    if not path.exists():
        return
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise StoreError("database_no_file", path=str(path))
    if found.st_size == 0:
        return
    try:
        with contextlib.closing(read_only(path)) as connection:
            check_ours(Database(connection), path, may_be_new=True)
    except sqlite3.Error as error:
        raise StoreError("database_unusable", path=str(path), error=str(error)) from error


def check_current(db: Database, path: Path) -> None:
    """See that ``db`` can be read as it is.

    Raises:
        StoreError: it is another program's, or of another version than ours.
        sqlite3.Error: it cannot be read.
    """
    check_ours(db, path, may_be_new=False)
    if MIGRATIONS.pending(db):
        raise StoreError("database_older", path=str(path))


def check_ours(db: Database, path: Path, *, may_be_new: bool) -> None:
    """See that ``db`` is ours and of a version that we know; one without any table is ours if it ``may_be_new``.

    Raises:
        StoreError: it is another program's, or a newer version's.
        sqlite3.Error: it cannot be read.
    """
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    if not applied and not (may_be_new and set(db.table_names()) <= _BEFORE_THE_FIRST):
        raise StoreError("database_foreign", path=str(path))
    if newer := applied - {migration.name for migration in MIGRATIONS._migrations}:  # noqa: SLF001  no other way
        raise StoreError("database_newer", path=str(path), names=", ".join(sorted(newer)))
