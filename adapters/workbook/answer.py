"""How the child process writes the values of a sheet down, as text: header, rows and addresses.

Records are between RS, their fields between FS: ``=`` and the last-modified time; then for each
sheet ``#``, its name and its header, and for each of its rows the number and the cells.  A cell is
a letter for its type, then its value as text, and after GS its address if it has one; a cell without
a value has no letter.  A refusal is ``!``, reason, case, and ``name=number`` for each figure.  Plain
text, so nothing in a workbook can make the reader build an object.
"""

from __future__ import annotations

import datetime as dt

from adapters.workbook.xml import huge_cell
from bot.domain.errors import WorkbookRefused

TYPE_CHECKING = False  # as typing's own, without the milliseconds that importing it takes
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Limits = Mapping[str, float]
    Place = tuple[int, int]  # row and column, both from 1
    Values = Sequence[Sequence[object]]

GS, RS, FS = "\x1d", "\x1e", "\x1f"
_SPACES = dict.fromkeys(map(ord, (GS, RS, FS)), " ")
"""No separator survives in a text: it becomes a space."""

_HEADER_AMONG = 10
"""The header is looked for among so many rows, from the first one with a value."""

_WIDEST = 64
"""Columns of a row that are passed on: the list has eight."""

_LETTERS: dict[type, Callable[..., str]] = {
    bool: "b{:d}".format,
    int: "i{}".format,
    float: "f{!r}".format,
    dt.datetime: lambda value: f"t{value.isoformat()}",
    dt.date: lambda value: f"d{value.isoformat()}",
    dt.time: lambda value: f"h{value.isoformat()}",
    dt.timedelta: lambda value: f"p{value.total_seconds()!r}",
}


def record(*fields: str) -> str:
    """Return one record of these fields."""
    return FS.join(fields)


def write(records: Iterable[str]) -> bytes:
    """Return the records as they go over the pipe."""
    return RS.join(records).encode()


def cleaned(text: str) -> str:
    """Return ``text`` with spaces for separators."""
    return text.strip().translate(_SPACES)


def header(values: Values, as_field: Fields) -> tuple[list[str], int]:
    """Return the names of the columns up to the last that has one, and where the rows below start.

    The header is the first row with two values, since a title above the list is one cell.  A sheet
    without any value has neither.
    """
    filled = [sum(map(_filled, row)) for row in values[:_HEADER_AMONG]]
    if not any(filled):
        return [], len(values)
    place = next((i for i, count in enumerate(filled) if count > 1), None)
    if place is None:
        place = next(i for i, count in enumerate(filled) if count)
    names = [" ".join(as_field.of(cell)[1:].split()) for cell in values[place]]
    while not names[-1]:
        names.pop()
    return names, place + 1


def rows(values: Values, first: int, width: int, urls: dict[int, dict[int, str]], as_field: Fields) -> list[str]:
    """Return a record for each row with a value, numbered from ``first``: ``width`` cells, or up to its last value."""
    records = []
    field = as_field.by_cell.__getitem__
    for number, row in enumerate(values, first):
        fields = list(map(field, row[:_WIDEST]))
        while fields and not fields[-1]:
            fields.pop()
        if not fields:
            continue
        if len(fields) < width:
            fields += [""] * (width - len(fields))
        if number in urls:
            for column, url in urls[number].items():
                if 0 <= column < len(fields):
                    fields[column] += GS + _fit(url)
        text = FS.join(fields)
        as_field.spend(len(text) - len(fields) + 1)
        records.append(f"{number}{FS}{text}")
    return records


class Fields:
    """Fields by their cells, of all sheets of a workbook: a list repeats its words."""

    def __init__(self, limits: Limits) -> None:
        self.by_cell = _ByCell(limits["cell_chars"])
        self._limits = limits
        self._spent = 0

    def of(self, cell: object) -> str:
        """Return the field of one cell."""
        return str(self.by_cell[cell])

    def spend(self, characters: int) -> None:
        """Count the characters of a row; raises WorkbookRefused when all sheets together have too many."""
        self._spent += characters
        if self._spent > self._limits["text_chars"]:
            raise WorkbookRefused("too_much_text", most=int(self._limits["text_chars"]))


class _ByCell(dict):  # type: ignore[type-arg]  # of what, differs; typing costs milliseconds to import
    """Fields by the cell; a blank text is nothing, and so is an error such as #N/A, which arrives as one.

    Numbers are made a field each time: ``1``, ``1.0`` and ``True`` would find each other's.
    """

    def __init__(self, most: float) -> None:
        super().__init__()
        self._most = most

    def __missing__(self, cell: object) -> str:
        field = self._of_text(cell) if isinstance(cell, str) else _LETTERS[type(cell)](cell)
        if not isinstance(cell, int | float):
            self[cell] = field
        return field

    def _of_text(self, text: str) -> str:
        if len(text) > self._most:  # one of many runs was not counted as one before
            raise huge_cell(self._most)
        blank = not text or text.isspace()
        return "" if blank else f"s{text}" if text.isprintable() else f"s{_fit(text)}"


def by_row(links: Mapping[Place, str], left: int) -> dict[int, dict[int, str]]:
    """Return addresses by row number, then by column from 0 where the values start."""
    found: dict[int, dict[int, str]] = {}
    for (row, column), url in links.items():
        found.setdefault(row, {})[column - left] = url
    return found


def _filled(cell: object) -> bool:
    return cell != "" and not (isinstance(cell, str) and cell.isspace())


def _fit(text: str) -> str:
    """Return ``text`` with spaces for separators; one that is printable has none."""
    return text if text.isprintable() else text.translate(_SPACES)
