"""Bytes of a workbook -> `bot.domain.model.Sheet`, or `WorkbookRefused` with a named reason.

Three steps, each only after the one before: the archive's directory is checked here
(`workbook_bounds`); a child process with little memory and time inflates the parts and checks
their XML (`workbook_child`, `workbook_xml`, `workbook_sheet`); the spreadsheet parser reads an
archive of the checked parts alone.  Whatever the child does, dying included, the caller gets a sheet or a refusal.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, astuple
from pathlib import Path

from adapters.workbook.answer import FS, GS, RS
from adapters.workbook.bounds import LIMITS, Limits, check
from bot.domain.editions import Cell, Sheet, Value
from bot.domain.errors import WorkbookRefused

__all__ = ["LIMITS", "Limits", "read", "read_sync"]

_ROOT = str(Path(__file__).resolve().parents[2])
# Isolated and without the start-up files of site-packages; the two folders it needs are its arguments.
_CHILD = "import sys; sys.path += sys.argv[1:3]; from adapters.workbook.child import main; main()"
# Only what the interpreter needs to find its own libraries: a token in our environment stays here.
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")

_TYPES: dict[str, Callable[[str], Value]] = {
    "s": str,
    "b": lambda text: text == "1",
    "i": int,
    "f": float,
    "d": dt.date.fromisoformat,
    "t": dt.datetime.fromisoformat,
    "h": dt.time.fromisoformat,
    "p": lambda text: dt.timedelta(seconds=float(text)),
}
"""What the letter before a cell's text means: see `workbook_answer`."""


async def read(content: bytes, *, limits: Limits = LIMITS) -> Sheet:
    """Return the first sheet of the workbook ``content`` without holding up the event loop.

    Raises:
        WorkbookRefused: the bytes are not a workbook that we read.
    """
    return await asyncio.to_thread(read_sync, content, limits=limits)


def read_sync(content: bytes, *, limits: Limits = LIMITS) -> Sheet:
    """Return the first sheet of the workbook ``content``; may be called from any thread.

    Raises:
        WorkbookRefused: the bytes are not a workbook that we read.
    """
    return _sheet(_ask_child(_question(content, limits), limits))


def _question(content: bytes, limits: Limits) -> bytes:
    """Return what the child reads: see `workbook_child`; raises WorkbookRefused beyond the bounds."""
    lines = [FS.join(map(str, astuple(member))) for member in check(content, limits)]
    return b"%b\n\n%b" % ("\n".join(lines).encode(), content)


def _ask_child(message: bytes, limits: Limits) -> bytes:
    """Return the child's answer; raises WorkbookRefused if it gives none."""
    folder = _parser_folder()
    numbers = [f"{name}={number}" for name, number in asdict(limits).items()]
    # LC_ALL=C keeps the C library from mapping its archive of locales, which counts as memory.
    env = {"LC_ALL": "C"} | {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and code; the content goes to its input
            [sys.executable, "-I", "-S", "-c", _CHILD, _ROOT, folder, *numbers],
            input=message,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.wall_seconds,
            check=False,
            env=env,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookRefused("too_slow", "time", seconds=f"{limits.wall_seconds:g}") from error
    except OSError as error:
        raise WorkbookRefused("no_parser", "start") from error
    if done.returncode:
        raise _death(done.returncode, limits)
    return done.stdout


def _parser_folder() -> str:
    """Return the folder in which the child finds the spreadsheet parser, without importing it here."""
    spec = importlib.util.find_spec("python_calamine")
    if spec is None or spec.origin is None:
        raise WorkbookRefused("no_parser", "absent")
    return str(Path(spec.origin).parent.parent)


def _death(code: int, limits: Limits) -> WorkbookRefused:
    """Name the way in which the child died; ``code`` is negative for a signal."""
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return WorkbookRefused("too_slow", "work", seconds=limits.cpu_seconds)
    if code == -signal.SIGABRT:
        # The parser ends its process when memory is refused to it; nothing can catch that.
        return WorkbookRefused("too_much_memory")
    if code < 0:
        return WorkbookRefused("parser_died", "signal", signal=-code)
    return WorkbookRefused("parser_died", "status", status=code)


class _Cells(dict[str, Cell]):
    """Cells by their field: a list repeats its words, and equal cells may be one object."""

    def __missing__(self, field: str) -> Cell:
        text, _, url = field.partition(GS)
        value = _TYPES[text[0]](text[1:]) if text else None
        cell = self[field] = Cell(value, url or None)
        return cell


def _sheet(answer: bytes) -> Sheet:
    """Return the sheet that the child wrote down; raises WorkbookRefused if it refused."""
    try:
        first, *records = (record.split(FS) for record in answer.decode().split(RS))
        if first[0] == "!":
            raise _refusal(*first[1:])
        header, *rows = records
        cells = _Cells()
        return Sheet(
            header=tuple(header),
            rows=tuple(tuple(map(cells.__getitem__, row[1:])) for row in rows),
            numbers=tuple(int(row[0]) for row in rows),
            modified=_time(first[1]),
        )
    except (ValueError, IndexError, KeyError, OverflowError) as error:
        raise WorkbookRefused("parser_died", "answer") from error


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
