"""A folder of workbooks: which are found, in which order, and what they come to."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from adapters.sources.links import linked_as
from adapters.workbook import reader as workbook
from bot.domain.agreements import ChangeKind
from bot.domain.editions import EditionOutcome, ListKind
from bot.domain.errors import UsageError
from bot.ingest.decide import Intake
from bot.ingest.replay import Dated, Order, find_workbooks, replay
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text
from storage.store import Store
from tests.support.builders import PENDING_COLUMNS, make_row, make_workbook
from tests.support.make import DirectAccess

DAY = dt.datetime(2026, 2, 6, 15, tzinfo=dt.UTC)
COUNTIES = ("Amherst", "Bedford", "Campbell", "Craig", "Giles", "Greene", "Page", "Scott", "Smyth", "Wise")


def book(*counties: str, modified: dt.datetime | None = None) -> bytes:
    rows = [make_row(agency=f"{county} County Sheriff's Office", county=f"{county} County") for county in counties]
    return make_workbook(rows, modified=modified)


def day(number: int) -> dt.datetime:
    return DAY + dt.timedelta(days=number)


def index(folder: Path, *rows: object) -> None:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "index.jsonl").write_text("\n".join(lines), "utf-8")


def row(name: str, number: int, kind: str | None = "participating", **more: object) -> dict[str, object]:
    return {"file": name, "modified": day(number).isoformat(), "kind": kind, **more}


async def find(folder: Path, until: dt.date | None = None, order: Order = Order.MODIFIED) -> list[Dated]:
    return await find_workbooks(folder, workbook.read, linked_as, until, order)


async def names_of(folder: Path, until: dt.date | None = None) -> list[str]:
    return [item.path.name for item in await find(folder, until)]


async def played(workbooks: Sequence[Dated], store: Store) -> list[tuple[str, Intake]]:
    return [
        (dated.path.name, intake)
        async for dated, intakes in replay(workbooks, DirectAccess(store), workbook.read)
        for intake in intakes
    ]


async def test_an_index_gives_the_order_the_times_and_the_lists(tmp_path: Path) -> None:
    """Its lines are intakes as they stand; blank ones are passed over, and a time without zone is UTC."""
    naive = {"file": "b/a.xlsx", "modified": "2026-02-08T15:00:00", "kind": None}
    index(tmp_path, row("z.xlsx", 1), "", naive, row("m.xlsx", 3, "pending"))
    found = await find(tmp_path)
    assert [(item.path, item.at, item.linked_as) for item in found] == [
        (tmp_path / "z.xlsx", day(1), ListKind.PARTICIPATING),
        (tmp_path / "b/a.xlsx", day(2), None),
        (tmp_path / "m.xlsx", day(3), ListKind.PENDING),
    ]


async def test_without_an_index_the_workbooks_own_times_decide(tmp_path: Path) -> None:
    """Not their names, nor the times of their files; folders below are searched too."""
    (tmp_path / "pending").mkdir()
    (tmp_path / "a.xlsx").write_bytes(book("Page", modified=day(2)))
    (tmp_path / "b.xlsx").write_bytes(book("Page", modified=day(0)))
    (tmp_path / "pending/c.xlsx").write_bytes(make_workbook([make_row()], header=PENDING_COLUMNS, modified=day(1)))
    found = await find(tmp_path)
    assert [(item.path.name, item.at) for item in found] == [("b.xlsx", day(0)), ("c.xlsx", day(1)), ("a.xlsx", day(2))]
    assert found[1].linked_as is ListKind.PENDING


async def test_a_workbook_without_a_time_goes_by_its_file(tmp_path: Path) -> None:
    """So does one that cannot be read."""
    for name, content, number in (("x.xlsx", book("Page"), 3), ("y.xlsx", b"no workbook", 1)):
        (tmp_path / name).write_bytes(content)
        os.utime(tmp_path / name, (day(number).timestamp(),) * 2)
    found = await find(tmp_path)
    assert [(item.path.name, item.at) for item in found] == [("y.xlsx", day(1)), ("x.xlsx", day(3))]
    assert all(item.by_file for item in found)


async def test_names_give_the_order_where_asked(tmp_path: Path) -> None:
    """What has no date follows the one before it, or begins with the earliest; time never runs backwards."""
    second = dt.timedelta(seconds=1)
    for name, modified in (("a", None), ("b", day(5)), ("c", None), ("d", day(3)), ("e", day(7))):
        (tmp_path / f"{name}.xlsx").write_bytes(book("Page", modified=modified))
    found = await find(tmp_path, order=Order.NAME)
    assert [(item.path.stem, item.at) for item in found] == [
        ("a", day(3)),
        ("b", day(5)),
        ("c", day(5) + second),
        ("d", day(5) + 2 * second),
        ("e", day(7)),
    ]
    assert not any(item.by_file for item in found)


async def test_names_alone_are_an_order_too(tmp_path: Path) -> None:
    """Where no workbook has a date, they begin at the time of the earliest file."""
    for name, number in (("a.xlsx", 3), ("b.xlsx", 1)):
        (tmp_path / name).write_bytes(book("Page"))
        os.utime(tmp_path / name, (day(number).timestamp(),) * 2)
    found = await find(tmp_path, order=Order.NAME)
    assert [(item.path.name, item.at) for item in found] == [
        ("a.xlsx", day(1)),
        ("b.xlsx", day(1) + dt.timedelta(seconds=1)),
    ]


async def test_a_workbook_alone_is_taken(tmp_path: Path) -> None:
    """A file that is named by itself is the only one, whatever lies beside it."""
    (tmp_path / "a.xlsx").write_bytes(book("Page", modified=day(2)))
    (tmp_path / "b.xlsx").write_bytes(book("Page", modified=day(1)))
    (item,) = await find(tmp_path / "a.xlsx")
    assert (item.path, item.at, item.by_file) == (tmp_path / "a.xlsx", day(2), False)


@pytest.mark.parametrize(("number", "names"), [(-1, []), (0, ["a.xlsx"]), (1, ["a.xlsx", "b.xlsx"])])
async def test_until_includes_its_day(tmp_path: Path, number: int, names: list[str]) -> None:
    """What was published on that day still counts."""
    index(tmp_path, row("a.xlsx", 0), row("b.xlsx", 1), row("c.xlsx", 2))
    assert await names_of(tmp_path, day(number).date()) == names


@pytest.mark.parametrize("name", ["nowhere", "file.txt", "empty"])
async def test_a_folder_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    """No such folder, a file, a folder without a workbook."""
    (tmp_path / "file.txt").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError) as refused:
        await find(tmp_path / name)
    assert name in problem_text(ENGLISH, refused.value)


BAD: list[Any] = [
    "{not json",
    "5",
    "null",
    "[]",
    {"modified": DAY.isoformat()},
    {"file": "a.xlsx"},
    {"file": "a.xlsx", "modified": "yesterday"},
    {"file": "a.xlsx", "modified": 5},
    {"file": 5, "modified": DAY.isoformat()},
    row("a.xlsx", 0, "other"),
    row("../a.xlsx", 0),
    row("/etc/passwd", 0),
]


@pytest.mark.parametrize("bad", BAD, ids=str)
async def test_a_bad_line_of_the_index_is_refused_with_its_number(tmp_path: Path, bad: object) -> None:
    """One line says which, and no file outside the folder is ever opened."""
    index(tmp_path, row("a.xlsx", 0), bad)
    with pytest.raises(UsageError) as refused:
        await find(tmp_path)
    said = problem_text(ENGLISH, refused.value)
    assert "index.jsonl, line 2, cannot be used" in said
    assert "\n" not in said


async def test_an_index_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """One line, as for any file that cannot be read."""
    (tmp_path / "index.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError) as refused:
        await find(tmp_path)
    assert "index.jsonl cannot be read" in problem_text(ENGLISH, refused.value)


@pytest.mark.parametrize("missing", [0, 1, 3])
async def test_a_file_that_the_index_names_and_is_not_there_is_refused(
    tmp_path: Path, store: Store, missing: int
) -> None:
    """By its name, wherever in the folder it is missing; nothing is left running behind it."""
    for number in range(4):
        if number != missing:
            (tmp_path / f"{number}.xlsx").write_bytes(book(*COUNTIES[number:]))
    index(tmp_path, *(row(f"{number}.xlsx", number) for number in range(4)))
    with pytest.raises(UsageError) as refused:
        await played(await find(tmp_path), store)
    assert f"{missing}.xlsx cannot be read" in problem_text(ENGLISH, refused.value)


async def test_a_folder_called_like_a_workbook_is_refused(tmp_path: Path) -> None:
    """It cannot be read, and that is said."""
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(UsageError) as refused:
        await find(tmp_path)
    assert "a.xlsx cannot be read" in problem_text(ENGLISH, refused.value)


async def test_each_workbook_is_taken_at_its_own_time(tmp_path: Path, store: Store) -> None:
    """The first is the baseline; each later one's changes carry its name and time; nobody is told."""
    editions = (COUNTIES, (*COUNTIES, "Warren"), COUNTIES)
    for number, counties in enumerate(editions):
        (tmp_path / f"{number}.xlsx").write_bytes(book(*counties, modified=day(number)))
    intakes = await played(await find(tmp_path), store)
    assert [(name, item.outcome) for name, item in intakes] == [
        ("0.xlsx", EditionOutcome.BASELINE),
        ("1.xlsx", EditionOutcome.ACCEPTED),
        ("2.xlsx", EditionOutcome.ACCEPTED),
    ]
    changes = [change for _, item in intakes for change in item.changes]
    assert [(item.sheet, item.at, item.change.kind) for item in changes] == [
        ("1.xlsx", day(1), ChangeKind.SIGNED),
        ("2.xlsx", day(2), ChangeKind.ENDED),
    ]
    assert store.deliveries.next_due("telegram") is None
    assert store.editions.last_found(day(99)) == day(2)


async def test_a_workbook_that_cannot_be_read_is_refused_and_the_next_is_taken(tmp_path: Path, store: Store) -> None:
    """A replay does not stop at what a poll would not stop at."""
    (tmp_path / "0.xlsx").write_bytes(book(*COUNTIES))
    (tmp_path / "1.xlsx").write_bytes(b"PK no workbook")
    (tmp_path / "2.xlsx").write_bytes(book(*COUNTIES, "Warren"))
    index(tmp_path, *(row(f"{number}.xlsx", number) for number in range(3)))
    intakes = await played(await find(tmp_path), store)
    assert [item.outcome for _, item in intakes] == [
        EditionOutcome.BASELINE,
        EditionOutcome.REFUSED,
        EditionOutcome.ACCEPTED,
    ]


async def test_what_is_held_goes_through_when_its_time_is_over(tmp_path: Path, store: Store) -> None:
    """A bot polls all the while between two editions: a wave that stays is believed before the next one comes."""
    for number, counties in ((0, COUNTIES), (1, COUNTIES[8:]), (5, (*COUNTIES[8:], "Warren"))):
        others = [make_row(state="OHIO", agency=f"Town {n} Police Department", county="") for n in range(20)]
        rows = [make_row(agency=f"{county} County Sheriff's Office", county=f"{county} County") for county in counties]
        (tmp_path / f"{number}.xlsx").write_bytes(make_workbook([*rows, *others], modified=day(number)))
    intakes = await played(await find(tmp_path), store)
    assert [item.outcome for _, item in intakes] == [
        EditionOutcome.BASELINE,
        EditionOutcome.PARTLY_HELD,
        EditionOutcome.ACCEPTED,
        EditionOutcome.ACCEPTED,
    ]
    released = intakes[2][1]
    assert len(released.changes) == 8
    assert day(1) < released.changes[0].at < day(2)
    assert released.changes[0].sheet == "1.xlsx"
