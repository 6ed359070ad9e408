"""Full and read-only disks, and files that are no database, under the real program."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.store import Store
from tests.e2e.test_app import FIRST, SECOND
from tests.support.builders import make_workbook
from tests.support.disks import fill, read_only, small_disk
from tests.support.doubles.ice import IceDouble
from tests.support.make import count_deliveries
from tests.support.program import edition

COMMAND = str(Path(sys.executable).with_name("287g-alerts"))
BARE = {key: value for key, value in os.environ.items() if not key.endswith("_TOKEN")}


def configure(folder: Path, database: Path, page: str = "http://127.0.0.1:9/") -> None:
    (folder / "config.toml").write_text(
        f'[source]\npage = "{page}"\nevery_minutes = 0.005\narchives = []\n'
        f'[storage]\npath = "{database}"\n[console]\nstates = ["OH"]\n',
        "utf-8",
    )


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [COMMAND, *words]
    return subprocess.run(command, cwd=folder, env=BARE, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  our own


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that could not use its database."""
    assert (done.returncode != 0, done.stdout, done.stderr.count("\n")) == (True, "", 1), done.stderr
    return done.stderr


@pytest.mark.parametrize("kilobytes", [16, 64, 128])
@pytest.mark.parametrize("command", ["run", "poll"])
def test_a_disk_that_is_full_at_start_is_one_line(tmp_path: Path, command: str, kilobytes: int) -> None:
    """Wherever on the way to a database it ends; with room again the same folder serves."""
    with small_disk(tmp_path / "disk", kilobytes) as disk:
        configure(tmp_path, disk / "x.db")
        filler = fill(disk) if kilobytes == 16 else None
        assert "x.db: " in (said := refused(run(tmp_path, command)))
        assert "full" in said or "No space" in said
        if filler:
            filler.unlink()
            subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)  # noqa: S603, S607  the system's own
            assert "cannot be reached" in refused(run(tmp_path, "poll"))


async def test_a_disk_that_fills_while_running_delays_and_loses_nothing(tmp_path: Path) -> None:
    """Lines instead of traces while it is full; with room again the edition is taken in and told, once."""
    with small_disk(tmp_path / "disk", 4096) as disk:
        async with IceDouble() as site:
            site.publish(edition(FIRST, 1))
            configure(tmp_path, disk / "x.db", site.page_url)
            pipe = asyncio.subprocess.PIPE
            running = await asyncio.create_subprocess_exec(
                COMMAND, "run", cwd=tmp_path, env=BARE, stdout=pipe, stderr=pipe
            )
            assert running.stdout is not None
            assert running.stderr is not None
            try:
                await site.until(lambda: len(site.requests) > 4, "the bot polls", 30)
                filler = fill(disk)
                site.publish(edition(SECOND, 2))
                while b"cannot be used now" not in await asyncio.wait_for(running.stderr.readline(), 30):
                    pass
                filler.unlink()
                line = await asyncio.wait_for(running.stdout.readline(), 30)
            finally:
                running.send_signal(signal.SIGTERM)
                out, log = await asyncio.wait_for(running.communicate(), 15)
        assert line == b"Portage County Sheriff's Office (Portage County, Ohio) is on ICE's list.\n"
        assert out.count(b"Portage") == 0
        assert running.returncode == 0
        assert b"Traceback" not in log
        with closing(Store(disk / "x.db")) as store:
            assert count_deliveries(store) == {("console", "sent"): 1}


@pytest.mark.parametrize("command", ["run", "poll", "status", "stats"])
def test_a_path_and_a_file_that_are_no_database_are_one_line(tmp_path: Path, command: str) -> None:
    """A file system that is none, and a file that is damaged."""
    configure(tmp_path, Path("/proc/x.db"))
    assert "/proc/x.db" in refused(run(tmp_path, command))
    (tmp_path / "bad.db").write_bytes(bytes(range(256)) * 40)
    configure(tmp_path, tmp_path / "bad.db")
    assert "file is not a database" in refused(run(tmp_path, command))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.db", "config.toml"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one edition in it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "1.xlsx").write_bytes(make_workbook(FIRST))
    assert run(folder, "replay", ".", "--order", "name", "--db", "x.db").returncode == 0
    return folder / "x.db"


@pytest.mark.parametrize(("command", "status"), [("stats", 0), ("status", 2), ("state", 0), ("review", 0)])
def test_a_copy_in_a_read_only_folder_is_read(tmp_path: Path, database: Path, command: str, status: int) -> None:
    """Nothing is written, nor left beside it."""
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy2(database, copy / "x.db")
    words = {"state": ["state", "OH"], "review": ["review", "list"]}.get(command, [command])
    with read_only(copy):
        done = run(tmp_path, *words, "--db", "copy/x.db")
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout
    assert [path.name for path in copy.iterdir()] == ["x.db"]
