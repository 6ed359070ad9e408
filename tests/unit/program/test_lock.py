"""One process a database, whatever path it is reached by; a database that vanishes is missed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.domain.errors import AlreadyRunning, DatabaseGone, StoreError
from bot.program.lock import only_instance
from storage.store import Store


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "real").mkdir()
    path = tmp_path / "real" / "x.db"
    Store(path).close()
    return path


def test_links_to_a_database_lead_to_one_lock(database: Path, tmp_path: Path) -> None:
    """A linked file, a linked folder and a roundabout path are the file itself, and nothing appears beside the link."""
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(database)
    (tmp_path / "folder").symlink_to(database.parent)
    with only_instance(link):
        for other in (database, link, tmp_path / "folder" / "x.db", database.parent / ".." / "real" / "x.db"):
            with pytest.raises(AlreadyRunning), only_instance(other):
                pass
    assert [file.name for file in link.parent.iterdir()] == ["link.db"]


def test_a_hard_link_is_refused(database: Path, tmp_path: Path) -> None:
    """SQLite would keep a second -wal for the second name, and lose what the first holds."""
    os.link(database, tmp_path / "second.db")
    with pytest.raises(StoreError, match="database_linked"), only_instance(tmp_path / "second.db"):
        pass


@pytest.mark.parametrize("what", ["deleted", "renamed", "replaced", "emptied"])
def test_a_database_that_vanishes_is_missed(database: Path, what: str) -> None:
    """The next look says so, and so does the next start: no new baseline in silence."""
    with only_instance(database) as presence:
        presence.check()
        if what == "emptied":
            os.truncate(database, 0)
        elif what == "deleted":
            database.unlink()
        else:
            database.rename(database.with_name("kept.db"))
        if what == "replaced":
            Store(database).close()
        with pytest.raises(DatabaseGone):
            presence.check()
    if what != "replaced":
        with pytest.raises(DatabaseGone), only_instance(database):
            pass


def test_without_its_mark_a_database_is_begun_anew(database: Path) -> None:
    """The operator removes the file that the error names."""
    with only_instance(database) as presence:
        presence.check()
    database.unlink()
    Path(f"{database}.made").unlink()
    with only_instance(database) as presence:
        Store(database).close()
        presence.check()


def test_nothing_is_made_beside_what_is_not_ours(tmp_path: Path) -> None:
    """No lock beside another program's file, and none in a folder that is not there."""
    (tmp_path / "songs.db").write_bytes(b"songs" * 1000)
    for path in (tmp_path / "songs.db", tmp_path / "absent" / "x.db"):
        with pytest.raises(StoreError), only_instance(path):
            pass
    assert [file.name for file in tmp_path.iterdir()] == ["songs.db"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_a_folder_where_no_file_can_be_made_is_no_other_bot() -> None:
    """What fails is said: nothing runs there that could be stopped."""
    with pytest.raises(StoreError, match="database_unusable"), only_instance(Path("/proc/x.db")):
        pass
