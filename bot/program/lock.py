"""One process a database."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from bot.domain.errors import AlreadyRunning, DatabaseGone, StoreError
from storage import opening

_HOLDER = re.compile(r"process (\d+), since ([\d: -]+) UTC\s*")


class Presence:
    """The database file as it was first seen, and a mark beside it that says that there was one."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._marker = Path(f"{database}.made")
        self._first: tuple[int, int] | None = None
        if not self._file() and self._marker.exists():
            raise self._gone()

    def check(self) -> None:
        """See that the file is the one it was.

        Raises:
            DatabaseGone: it was deleted, renamed, emptied or replaced.
            StoreError: the mark cannot be made.
        """
        now = self._file()
        if self._first is None and now:
            self._mark()
            self._first = now
        if now != self._first:
            raise self._gone()

    def _mark(self) -> None:
        try:
            self._marker.touch(0o600)
        except OSError as error:
            raise StoreError("database_unusable", path=str(self._database), error=str(error.strerror)) from None

    def _file(self) -> tuple[int, int] | None:
        try:
            found = self._database.stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found.st_size else None

    def _gone(self) -> DatabaseGone:
        return DatabaseGone("database_gone", path=str(self._database), marker=str(self._marker))


@contextlib.contextmanager
def only_instance(database: Path) -> Iterator[Presence]:
    """Hold the lock beside the file that ``database`` leads to; the system lets go of it even when we are killed.

    Raises:
        AlreadyRunning: another process holds it; it is named.
        DatabaseGone: there was a database here, and there is none now.
        StoreError: it is no database of ours, has several names, or nothing can be written there.
    """
    real = _real(database)
    holder = Path(f"{real}.holder")
    lock = FileLock(f"{real}.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        if not Path(lock.lock_file).exists():  # where no file can be made, filelock waits for one in vain
            raise StoreError("database_unusable", path=str(database), error=os.strerror(errno.EACCES)) from None
        raise _in_use(database, holder) from None
    except OSError as error:
        raise StoreError("database_unusable", path=str(database), error=str(error.strerror)) from None
    try:
        presence = Presence(real)
        _sign(holder, database)
        yield presence
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _sign(holder: Path, database: Path) -> None:
    """Say in ``holder`` who we are: a disk that has no room for a line has none for an edition."""
    try:
        holder.touch(0o600)
        holder.write_text(f"process {os.getpid()}, since {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC\n", "utf-8")
    except OSError as error:
        raise StoreError("database_unusable", path=str(database), error=str(error.strerror)) from None


def _real(database: Path) -> Path:
    """Follow links to the file itself; nothing is written beside what is none of ours."""
    try:
        opening.check(database)
        real = database.resolve()
        if real.exists() and real.stat().st_nlink > 1:  # SQLite cannot protect such a file: howtocorrupt.html, 2.4
            raise StoreError("database_linked", path=str(database))
    except (OSError, RuntimeError) as error:
        raise StoreError("database_unusable", path=str(database), error=str(error)) from None
    return real


def _in_use(database: Path, holder: Path) -> AlreadyRunning:
    text = holder.read_text("utf-8") if holder.exists() else ""
    if found := _HOLDER.fullmatch(text):
        return AlreadyRunning("database_in_use", path=str(database), process=found[1], since=found[2])
    return AlreadyRunning("database_in_use_elsewhere", path=str(database))


def is_running(database: Path) -> bool:
    """Whether the process that last took the lock beside ``database`` is still there; nothing is written."""
    try:
        found = _HOLDER.fullmatch(Path(f"{database.resolve()}.holder").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
    try:
        os.kill(int(found[1]) if found else 0, 0)  # asks whether it is there, and does nothing to it
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # it is another user's
    return found is not None
