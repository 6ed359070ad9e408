"""What the commands print: to a terminal of any width and encoding, to a file, a pipe, or a full disk."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import click
from rich.console import Console as RichConsole
from rich.table import Table

from adapters.console import wrapped
from bot.wording.encodings import NEAREST
from bot.wording.visible import visible

WIDEST = 100
NARROWEST = 20
"""Columns."""


def width() -> int:
    """The columns that text is laid out for: those of the terminal, or of the variable COLUMNS."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


class Outlet(io.FileIO):
    """An output of the process that remembers why it could not be written to."""

    failed: OSError | None = None

    def write(self, data: Any) -> int:
        """Write, or remember the error and raise it."""
        try:
            return super().write(data)
        except OSError as error:
            self.failed = error
            raise


class Outputs(NamedTuple):
    """Both outputs of the process, where it has them."""

    out: Outlet | None
    err: Outlet | None


def prepare() -> Outputs:
    """Let both outputs show the nearest of what their encoding lacks, rather than fail."""
    return Outputs(_watched("stdout"), _watched("stderr"))


def _watched(name: str) -> Outlet | None:
    stream = getattr(sys, name)
    if not isinstance(stream, io.TextIOWrapper):
        return None  # closed from the start
    stream.reconfigure(errors=NEAREST)
    try:
        outlet = Outlet(stream.fileno(), "wb", closefd=False)
    except io.UnsupportedOperation:
        return None  # none of the process
    watched = io.TextIOWrapper(io.BufferedWriter(outlet), stream.encoding, NEAREST, line_buffering=name == "stderr")
    setattr(sys, name, watched)
    return outlet


def say(text: str, *, err: bool = False) -> None:
    """Print ``text``: broken between words for a terminal, each line of it one line elsewhere."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # closed from the start: nobody wants to know
        return
    plain = "\n".join(map(visible, text.split("\n")))
    stream.write(f"{wrapped(plain, width()) if stream.isatty() else plain}\n")
    stream.flush()


def print_objects(objects: Iterable[Mapping[str, Any]]) -> None:
    """Print objects as JSON, one a line, with escapes where the output is not of Unicode: nothing is lost."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    for item in objects:
        click.echo(json.dumps(item, ensure_ascii=not encoding.lower().startswith("utf")), file=sys.stdout)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, or where it does not fit in width, one entry after another with its heads beside it."""
    rows = list(rows)
    console = RichConsole()
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    if console.measure(table, options=console.options.update(max_width=10 * WIDEST)).minimum <= console.width:
        console.print(table)
        return
    for row in rows:
        console.print(_entry(heads, row), "", sep="\n", end="")


def _entry(heads: Sequence[str], row: Sequence[str]) -> Table:
    entry = Table.grid(padding=(0, 2, 0, 0))
    entry.add_column(overflow="fold", no_wrap=False)
    entry.add_column(overflow="fold")
    for head, cell in zip(heads, row, strict=True):
        entry.add_row(head, cell)
    return entry


def finish(outputs: Outputs) -> OSError | None:
    """Write what is left, and give what kept standard output from being written to, if anything did."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError):  # the outlet remembers it
                stream.flush()
    for outlet in outputs:
        if outlet and outlet.failed:  # what is left is still there, and Python would try it again on its way out
            with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device
                os.dup2(nowhere.fileno(), outlet.fileno())
    return outputs.out.failed if outputs.out else None
