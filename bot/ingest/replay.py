"""Feed a folder of workbooks through the very same code as a poll, each at its own time."""

from __future__ import annotations

import asyncio
import datetime as dt
import enum
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.editions import ListKind, Publication, Workbook
from bot.domain.errors import UsageError, WorkbookRefused
from bot.domain.ports import ReadWorkbook, Store, Work
from bot.ingest.decide import Intake
from bot.ingest.intake import settle, take_lapsed, understood

READ_AHEAD = 4
"""Workbooks read while the one before is taken in; each is read in a process of its own."""


class Order(enum.StrEnum):
    """What gives workbooks without an index their order."""

    MODIFIED = "modified"
    """Their own last-modified property, or the time of the file of one that has none."""

    NAME = "name"
    """Their paths; one that has no date of its own follows the one before it by a second."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One workbook: where it is, when it was current, and which list it was linked as."""

    path: Path
    at: dt.datetime
    linked_as: ListKind | None
    by_file: bool = False
    """Nothing says when it was current: ``at`` is the time of its file."""


async def find_workbooks(
    folder: Path,
    read: ReadWorkbook,
    linked_as: Callable[[str], ListKind | None],
    until: dt.date | None,
    order: Order = Order.MODIFIED,
) -> list[Dated]:
    """List the workbooks of ``folder``, or the one that it is, up to and including the day ``until``.

    They are in the order of ``index.jsonl`` where there is one, else in that of ``order``.

    Raises:
        UsageError: the folder or its index cannot be used; the text says what is wrong.
    """
    single = folder.suffix.lower() == ".xlsx" and folder.is_file()
    if not (single or folder.is_dir()):
        raise UsageError("no_folder", path=str(folder))
    index = folder / "index.jsonl"
    if not single and index.exists():
        found = [_from_index(folder, index, number, line) for number, line in _lines(index)]
    else:
        paths = [folder] if single else sorted(folder.rglob("*.xlsx"))
        found = _ordered([await _by_itself(path, read, linked_as) for path in paths], order)
    if not found:
        raise UsageError("no_workbook_in_folder", path=str(folder))
    return [workbook for workbook in found if until is None or workbook.at.date() <= until]


def _ordered(found: list[Dated], order: Order) -> list[Dated]:
    """Put workbooks that are sorted by path in an order in which time never runs backwards."""
    if order is Order.MODIFIED or not found:
        return sorted(found, key=lambda workbook: workbook.at)
    at = min([workbook.at for workbook in found if not workbook.by_file] or [workbook.at for workbook in found])
    ordered = []
    for workbook in found:
        at = at if workbook.by_file else max(at, workbook.at)
        ordered.append(replace(workbook, at=at, by_file=False))
        at += dt.timedelta(seconds=1)
    return ordered


def _lines(index: Path) -> list[tuple[int, str]]:
    try:
        text = index.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("file_unreadable", path=str(index), error=str(error)) from None
    return [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]


def _from_index(folder: Path, index: Path, number: int, line: str) -> Dated:
    try:
        row = json.loads(line)
        at = dt.datetime.fromisoformat(row["modified"])
        kind = row.get("kind")
        path = folder / row["file"]
        if not path.resolve().is_relative_to(folder.resolve()):
            raise UsageError("index_line_outside", path=str(index), number=number, name=row["file"])
        return Dated(path, at if at.tzinfo else at.replace(tzinfo=dt.UTC), ListKind(kind) if kind else None)
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("index_line", path=str(index), number=number, error=str(error)) from None


async def _by_itself(path: Path, read: ReadWorkbook, linked_as: Callable[[str], ListKind | None]) -> Dated:
    try:
        modified = (await _read(path, read)).modified
    except WorkbookRefused:
        modified = None
    filed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    kind = linked_as(path.name) or linked_as(path.parent.name)
    return Dated(path, modified or filed, kind, by_file=modified is None)


async def replay(
    workbooks: Sequence[Dated], store: Store, read: ReadWorkbook
) -> AsyncIterator[tuple[Dated, list[Intake]]]:
    """Take every workbook in, in order; yield what it came to, and what time settled before it.

    A bot polls all the while between two editions, so what is held when its time is over
    goes through at that time, as it would have.

    Raises:
        UsageError: a file of the index cannot be read.
    """
    reading: dict[int, asyncio.Task[Workbook]] = {}
    try:
        for number, workbook in enumerate(workbooks):
            for ahead in range(number, min(number + READ_AHEAD + 1, len(workbooks))):
                if ahead not in reading:
                    reading[ahead] = asyncio.create_task(_read(workbooks[ahead].path, read))
            lapsed = [intake for intake in await take_lapsed(store, read, workbook.at) if intake.news]
            yield workbook, [*lapsed, await _take_in(workbook, store, reading.pop(number))]
    finally:
        for task in reading.values():
            task.cancel()
        await asyncio.gather(*reading.values(), return_exceptions=True)


async def _read(path: Path, read: ReadWorkbook) -> Workbook:
    return await read(_content(path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("file_unreadable", path=str(path), error=str(error.strerror)) from None


async def _take_in(workbook: Dated, store: Store, reading: asyncio.Task[Workbook]) -> Intake:
    """Keep an edition and take it in, in one transaction."""
    said = await understood(reading)
    content = _content(workbook.path)
    publication = Publication(content, workbook.path.name, workbook.path.name, workbook.linked_as)

    def take_in(work: Work) -> Intake:
        edition = work.editions.keep(publication, workbook.at)
        intake = settle(work, edition, said, workbook.at)
        if intake.edition.list is not None:  # a bot that starts with this history knows when each was last linked
            work.editions.linked(intake.edition.list, workbook.at)
        return intake

    return await store.write(take_in)
