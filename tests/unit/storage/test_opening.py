"""Which files are opened, how, and that nobody else's is touched."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # as the store does

from bot.domain.errors import StoreError
from storage.store import Store
from tests.support import ROOT


def foreign(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(str(path))) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
        connection.commit()


def newer(path: Path) -> None:
    Store(path).close()
    with contextlib.closing(sqlite3.connect(str(path))) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('287g-alerts', 'later', 'now')"
        )
        connection.commit()


def garbage(path: Path) -> None:
    path.write_bytes(b"no database " * 1000)


def cut_off(path: Path) -> None:
    Store(path).close()
    path.write_bytes(path.read_bytes()[:5000])


def older(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(str(path))) as connection:
        connection.executescript((ROOT / "tests/support/databases/first.sql").read_text("utf-8"))


def empty(path: Path) -> None:
    path.touch()


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (foreign, "database_foreign"),
        (newer, "database_newer"),
        (garbage, "database_unusable"),
        (cut_off, "database_unusable"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, make: object, problem: str, *, read_only: bool
) -> None:
    """Neither its bytes nor its time change, and nothing appears beside it."""
    assert callable(make)
    make(tmp_path / "x.db")
    before = snapshot(tmp_path)
    with pytest.raises(StoreError) as refused:
        Store(tmp_path / "x.db", read_only=read_only)
    assert refused.value.problem == problem
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(("make", "problem"), [(empty, "database_foreign"), (older, "database_older")])
def test_a_reader_makes_and_migrates_nothing(tmp_path: Path, make: object, problem: str) -> None:
    """What `run` would fill or bring along is refused to a reader, and left as it is."""
    assert callable(make)
    make(tmp_path / "x.db")
    before = snapshot(tmp_path)
    with pytest.raises(StoreError) as refused:
        Store(tmp_path / "x.db", read_only=True)
    assert refused.value.problem == problem
    assert snapshot(tmp_path) == before


def test_a_reader_of_a_file_at_rest_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """No -wal, no -shm, and the file as it was."""
    Store(tmp_path / "x?#%.db").close()
    before = snapshot(tmp_path)
    with contextlib.closing(Store(tmp_path / "x?#%.db", read_only=True)) as store:
        assert not store.editions.any()
    assert snapshot(tmp_path) == before


def test_a_reader_sees_what_a_running_bot_wrote(tmp_path: Path) -> None:
    """What is only in the -wal file yet is read too."""
    with contextlib.closing(Store(tmp_path / "x.db")) as writer:
        writer.write(lambda work: work.db.execute("INSERT INTO meta VALUES ('seen', 'yes')"))
        with contextlib.closing(Store(tmp_path / "x.db", read_only=True)) as reader:
            assert reader.db.execute("SELECT value FROM meta WHERE key = 'seen'").fetchone() == ("yes",)


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    """SQLite itself refuses."""
    Store(tmp_path / "x.db").close()
    with contextlib.closing(Store(tmp_path / "x.db", read_only=True)) as store, pytest.raises(StoreError):
        store.write(lambda work: work.db.execute("DELETE FROM meta"))


@pytest.mark.parametrize(
    ("name", "problem"),
    [("absent/x.db", "database_folder_absent"), ("folder", "database_no_file"), ("pipe", "database_no_file")],
)
def test_a_path_that_holds_no_file_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    """A folder that is not there is not made; a folder and a pipe are no database."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError) as refused:
        Store(tmp_path / name)
    assert refused.value.problem == problem
    assert not (tmp_path / "absent").exists()


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    """The file and what SQLite keeps beside it: nobody else reads which chats asked for what."""
    with contextlib.closing(Store(tmp_path / "x.db")):
        assert {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {
            "x.db": 0o600,
            "x.db-wal": 0o600,
            "x.db-shm": 0o600,
        }
