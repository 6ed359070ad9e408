"""Bytes of a workbook -> `bot.domain.editions.Workbook`, or `WorkbookRefused` with a named reason.

Three steps, each only after the one before: the archive's directory is checked here
(`workbook_bounds`); a child process with little memory and time inflates the parts and checks
their XML (`workbook_child`, `workbook_xml`, `workbook_sheet`); the spreadsheet parser reads an
archive of the checked parts alone.  Whatever the child does, dying included, the caller gets its sheets or a refusal.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import importlib.util
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from adapters.confined import Died, ask
from adapters.workbook import plain as _plain  # noqa: F401  compiled here once: the child may write no file
from adapters.workbook.answer import FS, GS, RS
from adapters.workbook.bounds import LIMITS, Limits, check
from bot.domain.editions import Cell, Row, Sheet, Value, Workbook
from bot.domain.errors import WorkbookRefused

__all__ = ["LIMITS", "Limits", "read", "read_sync"]

_CHILD = "adapters.workbook.child"

_TYPES: dict[str, Callable[[str], Value]] = {
    "b": lambda text: text == "1",
    "i": int,
    "f": float,
    "d": dt.date.fromisoformat,
    "t": dt.datetime.fromisoformat,
    "h": dt.time.fromisoformat,
    "p": lambda text: dt.timedelta(seconds=float(text)),
}
"""What the letter before a cell's text means: see `workbook_answer`."""


async def read(content: bytes, *, limits: Limits = LIMITS) -> Workbook:
    """Return the visible sheets of the workbook ``content`` without holding up the event loop.

    Raises:
        WorkbookRefused: the bytes are not a workbook that we read.
    """
    return await asyncio.to_thread(read_sync, content, limits=limits)


def read_sync(content: bytes, *, limits: Limits = LIMITS) -> Workbook:
    """Return the visible sheets of the workbook ``content``; may be called from any thread.

    Raises:
        WorkbookRefused: the bytes are not a workbook that we read.
    """
    return _workbook(_ask_child(_question(content, limits), limits))


def _question(content: bytes, limits: Limits) -> bytes:
    """Return what the child reads: see `workbook_child`; raises WorkbookRefused beyond the bounds."""
    lines = [FS.join(map(str, member)) for member in check(content, limits)]
    return b"%b\n\n%b" % ("\n".join(lines).encode(), content)


def _ask_child(message: bytes, limits: Limits) -> bytes:
    """Return the child's answer; raises WorkbookRefused if it gives none."""
    try:
        return ask(_CHILD, _parser_folder(), message, asdict(limits), wall_seconds=limits.wall_seconds)
    except Died as death:
        raise _refused(death, limits) from death


def _parser_folder() -> str:
    """Return the folder in which the child finds the spreadsheet parser, without importing it here."""
    spec = importlib.util.find_spec("python_calamine")
    if spec is None or spec.origin is None:
        raise WorkbookRefused("no_parser", "absent")
    return str(Path(spec.origin).parent.parent)


def _refused(death: Died, limits: Limits) -> WorkbookRefused:
    match death.how:
        case "time":
            return WorkbookRefused("too_slow", "time", seconds=f"{limits.wall_seconds:g}")
        case "work":
            return WorkbookRefused("too_slow", "work", seconds=limits.cpu_seconds)
        case "memory":
            return WorkbookRefused("too_much_memory")
        case "start":
            return WorkbookRefused("no_parser", "start")
        case "signal":
            return WorkbookRefused("parser_died", "signal", signal=death.number)
        case _:
            return WorkbookRefused("parser_died", "status", status=death.number)


@lru_cache(maxsize=131_072)
def _row(fields: str) -> Row:
    """Return the row of these fields: most are in the next edition as well, and are the same object then."""
    return Row(map(_cell, fields.split(FS)))


@lru_cache(maxsize=262_144)
def _cell(field: str) -> Cell:
    """Return the cell that a field means: a list repeats its words."""
    text, _, url = field.partition(GS)
    value = None if not text else text[1:] if text[0] == "s" else _TYPES[text[0]](text[1:])
    return Cell(value, url or None)


def _workbook(answer: bytes) -> Workbook:
    """Return the workbook that the child wrote down; raises WorkbookRefused if it refused."""
    try:
        first, *records = answer.decode().split(RS)
        kind, *values = first.split(FS)
        if kind == "!":
            raise _refusal(*values)
        starts = [place for place, record in enumerate(records) if record[0] == "#"]
        ends = [*starts[1:], len(records)]
        sheets = (_sheet(*records[start:end]) for start, end in zip(starts, ends, strict=True))
        return Workbook(tuple(sheets), _time(values[0]))
    except (ValueError, IndexError, KeyError, OverflowError) as error:
        raise WorkbookRefused("parser_died", "answer") from error


def _sheet(first: str, *records: str) -> Sheet:
    _, name, *header = first.split(FS)
    rows = [record.partition(FS) for record in records]
    return Sheet(
        header=tuple(header),
        rows=tuple([_row(fields) for _, _, fields in rows]),
        numbers=tuple([int(number) for number, _, _ in rows]),
        name=name,
    )


def _refusal(reason: str, case: str, *figures: str) -> WorkbookRefused:
    """Return the refusal that the child wrote down, figures as ``name=number``."""
    return WorkbookRefused(
        reason, case, **{name: int(number) for name, _, number in (f.partition("=") for f in figures)}
    )


def _time(text: str) -> dt.datetime | None:
    """Return a W3CDTF time in UTC, None for anything that is no time; without a zone it is taken as UTC."""
    try:
        time = dt.datetime.fromisoformat(text)
        return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
