"""``replay``: what it is given, what it warns of, and what it leaves behind when it does not end well."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.program.cli.main import main
from storage.store import Store
from tests.support import ROOT
from tests.support.builders import make_row, make_workbook
from tests.unit.program.cli.test_cli import COMMAND

DAY = dt.datetime(2026, 2, 2, 12, tzinfo=dt.UTC)
COUNTIES = ("Amherst", "Bedford", "Campbell", "Craig", "Giles", "Greene", "Page", "Scott", "Smyth", "Wise")


def workbook(*counties: str, modified: dt.datetime | None = None) -> bytes:
    rows = [make_row(agency=f"{county} County Sheriff's Office", county=f"{county} County") for county in counties]
    return make_workbook(rows, modified=modified)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def editions(done: Result) -> list[str]:
    """The workbooks in the order in which they were taken in; what they changed is indented."""
    return [line.split(":")[0] for line in done.stdout.splitlines() if not line.startswith(" ")]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Forty editions by an index, a day apart."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.xlsx").write_bytes(workbook(*COUNTIES, f"New{number}"))
    write_index(folder, 40)
    return folder


def write_index(folder: Path, count: int) -> None:
    rows = [
        {"file": f"{n:02}.xlsx", "modified": (DAY + dt.timedelta(days=n)).isoformat(), "kind": "participating"}
        for n in range(count)
    ]
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")


def test_a_workbook_alone_is_replayed(tmp_path: Path) -> None:
    """It is a baseline, and nothing is warned of."""
    (tmp_path / "a.xlsx").write_bytes(workbook(*COUNTIES, modified=DAY))
    done = run("replay", tmp_path / "a.xlsx")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "a.xlsx: baseline\n", "")


def test_workbooks_without_a_date_are_warned_of_once(tmp_path: Path) -> None:
    """In one line that names how many, the first of them, and how to give an order."""
    (tmp_path / "a.xlsx").write_bytes(workbook(*COUNTIES, modified=DAY))
    for number, name in enumerate(("c.xlsx", "b.xlsx"), 1):
        (tmp_path / name).write_bytes(workbook(*COUNTIES, name))
        os.utime(tmp_path / name, ((DAY + dt.timedelta(days=number)).timestamp(),) * 2)
    done = run("replay", tmp_path)
    assert done.stderr.count("\n") == 1
    assert "2 workbooks have no date of their own, the first is c.xlsx" in done.stderr
    assert "--order name" in done.stderr
    assert editions(done) == ["a.xlsx", "c.xlsx", "b.xlsx"]
    by_name = run("replay", tmp_path, "--order", "name")
    assert editions(by_name) == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert by_name.stderr == ""


def test_an_order_that_is_none_is_refused(tmp_path: Path) -> None:
    """With what it may be."""
    done = run("replay", tmp_path, "--order", "size")
    assert done.exit_code == 2
    assert "'size' is none of modified, name." in done.stderr


@pytest.mark.parametrize("name", ["new.db", "link.db"])
def test_a_replay_that_fails_midway_leaves_no_database(lists: Path, tmp_path: Path, name: str) -> None:
    """Neither a file nor anything beside it but the lock; a link goes on leading nowhere."""
    (lists / "05.xlsx").unlink()
    target = tmp_path / "kept"
    target.mkdir()
    (target / "link.db").symlink_to("new.db")
    done = run("replay", lists, "--db", target / name)
    assert done.exit_code == 1
    assert "05.xlsx" in done.stderr
    assert sorted(path.name for path in target.iterdir()) == ["link.db", "new.db.lock"]


def test_a_replay_that_fails_midway_leaves_a_database_as_it_was(lists: Path, tmp_path: Path) -> None:
    """An empty one is none the fuller, and takes the history once it can be had."""
    path = tmp_path / "x.db"
    Store(path).close()
    (lists / "05.xlsx").unlink()
    assert run("replay", lists, "--db", path).exit_code == 1
    store = Store(path)
    assert not store.editions.any()
    generation = store.deliveries.generation()
    store.close()
    write_index(lists, 3)
    assert run("replay", lists, "--db", path).exit_code == 0
    store = Store(path)
    assert store.editions.any()
    assert store.deliveries.generation() == generation
    store.close()


def test_ctrl_c_leaves_no_database(lists: Path, tmp_path: Path) -> None:
    """Interrupted after its first edition, it says so in a word, without a traceback."""
    target = tmp_path / "kept"
    target.mkdir()
    process = subprocess.Popen(  # noqa: S603  our own
        [*COMMAND, "replay", str(lists), "--db", str(target / "x.db")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "00.xlsx: baseline\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Traceback" not in said
    assert [path.name for path in target.iterdir()] == ["x.db.lock"]
