"""One SQLite file: how it is opened, and who may use it when.

`Store` has a repository for each noun; `AsyncStore` (`bot.domain.ports.Store`) runs what is asked of
them for the event loop, writes in one thread and reads in another, each with a connection of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3's fixed SQLite where installed

from bot.domain.errors import StoreError
from storage.agreements import AgreementRepository
from storage.chats import ChatRepository
from storage.deliveries import DeliveryRepository
from storage.editions import EditionRepository
from storage.holds import HoldRepository
from storage.migrations import MIGRATIONS

T = TypeVar("T")

# Why each: docs/decisions/0003-sqlite.md
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
)


class Store:
    """A unit of work (`bot.domain.ports.Work`) over one connection, in the thread that opened it.

    Use its repositories inside `transaction` (all or nothing) or, to read, as they are.
    """

    def __init__(self, path: Path | str) -> None:
        """Open and migrate the database at ``path`` (``:memory:`` for a passing one).

        Raises:
            StoreError: the file is not a database of ours or cannot be opened.
        """
        try:
            connection = sqlite3.connect(str(path), isolation_level=None, cached_statements=512)
        except sqlite3.Error as error:
            raise StoreError("database_unusable", path=str(path), error=str(error)) from error
        try:
            self.db = Database(connection)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            if MIGRATIONS.pending(self.db):
                MIGRATIONS.apply(self.db)
        except sqlite3.Error as error:
            connection.close()
            raise StoreError("database_unusable", path=str(path), error=str(error)) from error
        self.editions = EditionRepository(self.db)
        self.agreements = AgreementRepository(self.db)
        self.holds = HoldRepository(self.db)
        self.chats = ChatRepository(self.db)
        self.deliveries = DeliveryRepository(self.db)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Self]:
        """Everything in the block is committed together, or not at all.

        IMMEDIATE: a deferred transaction that reads before it writes fails at once when
        another connection has committed in between (SQLITE_BUSY_SNAPSHOT).
        """
        self.db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self
            self.db.conn.execute("COMMIT")
        except BaseException:
            # A COMMIT that fails (a full disk) can leave its transaction open, and every later one would fail.
            self.db.rollback()
            raise

    def write(self, work: Callable[[Self], T]) -> T:
        """Do ``work`` in one transaction and return what it returns.

        Raises:
            StoreError: the database is locked for too long, full, or cannot be read.
        """
        try:
            with self.transaction():
                return work(self)
        except sqlite3.OperationalError as error:
            raise StoreError("database_busy", error=str(error)) from error

    def read(self, ask: Callable[[Self], T]) -> T:
        """Ask outside any transaction.

        Raises:
            StoreError: as `write` does.
        """
        try:
            return ask(self)
        except sqlite3.OperationalError as error:
            raise StoreError("database_busy", error=str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self.db.close()


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

    @staticmethod
    async def _run(executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(executor, work)
