"""One process a database."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from bot.domain.errors import AlreadyRunning, StoreError

_HOLDER = re.compile(r"process (\d+), since ([\d: -]+) UTC\s*")


@contextlib.contextmanager
def only_instance(database: Path) -> Iterator[None]:
    """Hold the lock beside ``database``; the system lets go of it even when the process is killed.

    Raises:
        AlreadyRunning: another process holds it; it is named.
        StoreError: nothing can be written there.
    """
    holder = Path(f"{database}.holder")
    lock = FileLock(f"{database}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise _in_use(database, holder) from None
    except OSError as error:
        raise StoreError("database_unusable", path=str(database), error=str(error.strerror)) from None
    try:
        holder.write_text(f"process {os.getpid()}, since {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC\n", "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _in_use(database: Path, holder: Path) -> AlreadyRunning:
    text = holder.read_text("utf-8") if holder.exists() else ""
    if found := _HOLDER.fullmatch(text):
        return AlreadyRunning("database_in_use", path=str(database), process=found[1], since=found[2])
    return AlreadyRunning("database_in_use_elsewhere", path=str(database))
