"""How far long work is, on standard error where that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from rich.console import Console as RichConsole
from rich.progress import Progress, TextColumn, TimeRemainingColumn


@contextlib.contextmanager
def progress(said: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show a bar of ``total`` workbooks while the block lasts; what is yielded takes the name of each that is done."""
    errors = RichConsole(stderr=True)
    columns = (*Progress.get_default_columns()[:-1], TimeRemainingColumn(), TextColumn("{task.fields[sheet]}"))
    shared = sys.stdout is not None and sys.stdout.isatty()  # else results would go where the progress goes
    with Progress(
        *columns, console=errors, transient=True, disable=not errors.is_terminal, redirect_stdout=shared
    ) as bar:
        task = bar.add_task(said, total=total, sheet="")
        yield lambda sheet: bar.update(task, advance=1, sheet=sheet)
