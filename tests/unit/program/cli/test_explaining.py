"""``explain`` and ``verify`` on a database, as they are typed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from storage.store import Store
from tests.unit.program.cli import test_cli
from tests.unit.program.cli.test_cli import good, mistake, objects, run

folder = test_cli.folder


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder."""
    monkeypatch.chdir(tmp_path)


def test_a_change_is_explained_with_its_rows(folder: Path) -> None:
    """As text and as an object: both rows of a correction, both editions, the points."""
    good("replay", folder, "--db", "x.db")
    said = good("explain", 2, "--db", "x.db")
    assert "Change 2: how it was decided" in said
    assert "How sure: plain." in said
    assert "SIGNED: 2026-02-03" in said
    assert "SIGNED: 2026-02-01" in said
    (found,) = objects("explain", 2, "--db", "x.db")
    dates = [
        next(cell["text"] for cell in found[side]["row"]["cells"] if cell["heading"] == "SIGNED")
        for side in ("edition_before", "edition")
    ]
    assert dates == ["2026-02-03", "2026-02-01"]
    assert (found["change"], found["enough"], found["hold"], found["considered"]) == (2, 8.0, None, [])
    assert (found["evidence"]["by_name"], found["evidence"]["total"]) == (True, 12.0)
    assert len(found["edition"]["sha256"]) == 64
    assert found["edition"]["url"] == "a.xlsx"


def test_a_number_that_no_change_has_is_one_sentence(folder: Path) -> None:
    """With status 1; what is no number is a mistake of the command line."""
    good("replay", folder, "--db", "x.db")
    assert mistake("explain", 4711, "--db", "x.db") == "Error: There is no change with the number 4711.\n"
    assert run("explain", "VA", "--db", "x.db").exit_code == 2


def test_a_database_that_is_what_it_says_is_verified(folder: Path) -> None:
    """One sentence and status 0; as objects one alone."""
    good("replay", folder, "--db", "x.db")
    before = Path("x.db").read_bytes()
    assert good("verify", "--db", "x.db") == "Of 4 editions, all 3 changes come out the same.\n"
    assert objects("verify", "--db", "x.db") == [{"kind": "verified", "same": True, "editions": 4, "changes": 3}]
    assert Path("x.db").read_bytes() == before


def test_a_changed_byte_and_a_changed_reason_are_named(folder: Path) -> None:
    """Each with status 1, and the edition or the change by name."""
    good("replay", folder, "--db", "x.db")
    with closing(Store("x.db")) as store:
        store.db.execute("UPDATE changes SET reason = 'came_back' WHERE id = 1")
    done = run("verify", "--db", "x.db")
    assert done.exit_code == 1
    assert "Change 1, Warren County Sheriff's Office (Virginia), b.xlsx: reason would be otherwise now." in done.stdout
    assert "1 does not come out the same" in done.stdout
    with closing(Store("x.db")) as store:
        store.db.execute("UPDATE contents SET content = x'00' WHERE sha256 = ?", (sha256_of(store, "b.xlsx"),))
    done = run("verify", "--db", "x.db", "--json")
    assert done.exit_code == 1
    assert '"kind": "damaged", "name": "b.xlsx"' in done.stdout
    assert "Altered: b.xlsx." in run("verify", "--db", "x.db").stdout


def sha256_of(store: Store, name: str) -> str:
    return next(one.edition.sha256 for one in store.editions.all() if one.edition.name == name)
