"""One SQLite file: how it is opened, and who may use it when.

`Store` has a repository for each noun; `AsyncStore` (`bot.domain.ports.Store`) runs what is asked of
them for the event loop, writes in one thread and reads in another, each with a connection of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3's fixed SQLite where installed

from bot.domain.errors import StoreError
from storage import opening
from storage.agreements import AgreementRepository
from storage.chats import ChatRepository
from storage.deliveries import DeliveryRepository
from storage.early import EarlyRepository
from storage.editions import EditionRepository
from storage.holds import HoldRepository
from storage.migrations import MIGRATIONS
from storage.watching import LookRepository, NoticeRepository, TroubleRepository

T = TypeVar("T")

# Why each: docs/decisions/0003-sqlite.md
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA temp_store=MEMORY",  # no folder for other files is needed, and nothing of ours is left in one
)

WAIT_FOR_OTHERS = 10.0
"""Seconds that a transaction waits for another process that is writing; as the pragma has it for all else."""

ASK_AGAIN = 0.2
"""Seconds after which it asks whether it may still wait."""


class Store:
    """A unit of work (`bot.domain.ports.Work`) over one connection, in the thread that opened it.

    Use its repositories inside `transaction` (all or nothing) or, to read, as they are.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        """Open and migrate the database at ``path`` (``:memory:`` for a passing one).

        With ``read_only`` nothing is written, made or migrated, neither the file nor anything beside it.

        Raises:
            StoreError: the file is not a database of ours or cannot be opened.
        """
        self._until: float | None = None
        connection: Any = None
        try:
            connection = opening.read_only(Path(path)) if read_only else _connected(path)
            self.db = Database(connection)
            if read_only:
                opening.check_current(self.db, Path(path))
            else:
                _prepare(self.db)
        except (sqlite3.Error, OSError, StoreError) as error:
            if connection is not None:
                connection.close()
            if isinstance(error, StoreError):
                raise
            raise StoreError("database_unusable", path=str(path), error=str(error)) from error
        self.editions = EditionRepository(self.db)
        self.agreements = AgreementRepository(self.db)
        self.holds = HoldRepository(self.db)
        self.chats = ChatRepository(self.db)
        self.deliveries = DeliveryRepository(self.db)
        self.looks = LookRepository(self.db)
        self.troubles = TroubleRepository(self.db)
        self.notices = NoticeRepository(self.db)
        self.early = EarlyRepository(self.db)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Self]:
        """Everything in the block is committed together, or not at all.

        IMMEDIATE: a deferred transaction that reads before it writes fails at once when
        another connection has committed in between (SQLITE_BUSY_SNAPSHOT).
        """
        self._begin()
        try:
            yield self
            self.db.conn.execute("COMMIT")
        except BaseException:
            # A COMMIT that fails (a full disk) can leave its transaction open, and every later one would fail.
            self.db.rollback()
            raise

    def _begin(self) -> None:
        """Wait in small steps, for SQLite's own wait cannot be cut short."""
        limit = time.monotonic() + WAIT_FOR_OTHERS
        execute = self.db.conn.execute
        execute(f"PRAGMA busy_timeout={ASK_AGAIN * 1000:.0f}")
        try:
            while True:
                try:
                    execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() >= min(limit, self._until or limit):
                        raise
                else:
                    return
        finally:
            execute(f"PRAGMA busy_timeout={WAIT_FOR_OTHERS * 1000:.0f}")

    def hurry(self, seconds: float) -> None:
        """Wait for other processes ``seconds`` more at most, from now on and in all; from any thread."""
        self._until = time.monotonic() + seconds

    def write(self, work: Callable[[Self], T]) -> T:
        """Do ``work`` in one transaction and return what it returns.

        Raises:
            StoreError: the database is locked for too long, full, or cannot be read.
        """
        with _said(), self.transaction():
            return work(self)

    def read(self, ask: Callable[[Self], T]) -> T:
        """Ask outside any transaction.

        Raises:
            StoreError: as `write` does.
        """
        with _said():
            return ask(self)

    def close(self) -> None:
        """Close the connection."""
        self.db.close()


def _connected(path: Path | str) -> Any:
    if str(path) != ":memory:":
        opening.check(Path(path))
        if not Path(path).exists():
            Path(path).touch(0o600)  # its owner's alone, if it is new; SQLite gives -wal and -shm the same
    return sqlite3.connect(str(path), isolation_level=None, cached_statements=512)


def _prepare(db: Database) -> None:
    for pragma in _PRAGMAS:
        db.conn.execute(pragma)
    if MIGRATIONS.pending(db):
        MIGRATIONS.apply(db)


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Say what SQLite cannot do as an error of ours; a broken constraint is a fault of this program, and stays one."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError("database_busy", error=str(error)) from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise
        raise StoreError("database_damaged", error=str(error)) from error


class AsyncStore:
    """`Store` for an event loop; open it with ``async with AsyncStore(path)``."""

    def __init__(self, path: Path | str) -> None:
        self._path = path
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="store-reader")
        self._stores: dict[ThreadPoolExecutor, Store] = {}

    async def __aenter__(self) -> Self:
        """Open both connections, the writer first: it migrates.

        Raises:
            StoreError: as `Store` does.
        """
        try:
            for executor in (self._writer, self._reader):
                self._stores[executor] = await self._run(executor, lambda: Store(self._path))
        except StoreError:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Finish what was begun, then close."""
        for executor, store in reversed(self._stores.items()):
            await self._run(executor, store.close)
        self._stores.clear()
        self._reader.shutdown()
        self._writer.shutdown()

    async def write(self, work: Callable[[Store], T]) -> T:
        """Do ``work`` in one transaction in the writer thread; once begun it is finished, even if cancelled."""
        return await self._run(self._writer, lambda: self._stores[self._writer].write(work))

    async def read(self, ask: Callable[[Store], T]) -> T:
        """Ask in the reader thread; never waits for a write."""
        return await self._run(self._reader, lambda: self._stores[self._reader].read(ask))

    def hurry(self, seconds: float) -> None:
        """Wait for other processes ``seconds`` more at most: we are to end."""
        for store in self._stores.values():
            store.hurry(seconds)

    @staticmethod
    async def _run(executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(executor, work)
