"""A worksheet's XML in one expat pass: where its values lie, within bounds, and what is linked; no values.

Runs in the child process only.  Paragraphs cited are of ECMA-376, 5th edition, part 1.
"""

from __future__ import annotations

from adapters.workbook.xml import Whole, huge_cell, local, relation_id
from bot.domain.errors import WorkbookRefused

TYPE_CHECKING = False  # as typing's own, without the milliseconds that importing it takes
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from adapters.workbook.plain import Rows
    from adapters.workbook.xml import Attributes, Limits

    Place: TypeAlias = tuple[int, int]  # row and column, both from 1
    Area: TypeAlias = tuple[int, int, int, int]  # top, left, bottom, right, all of them in it

_BYTES_A_CHARACTER = 10
"""The most that one character takes in XML, ``&#1114111;``."""

_LETTERS, _DIGITS = 3, 7
"""The longest reference is ``XFD1048576``."""


class Sheet(Whole):
    """A worksheet: where its values lie, within bounds, and what is linked.

    Counts positions just as the spreadsheet parser does: a cell's own reference first, else
    the next column of the current row.  A cell without a value is mere formatting and may lie
    anywhere: the parser does not count it either.
    """

    def __init__(self, limits: Limits) -> None:
        """Start before the first row, with ``rows``, ``columns``, ``cells`` and ``cell_chars`` of the limits."""
        super().__init__()
        self._limits = limits
        self._rows = 0
        self._row, self._column, self._row_text = 0, 0, ""
        self._columns: dict[str, int] = {}
        self._moved = False
        self._area: Area = (1, 1, 0, 0)
        self._usual: set[int] = set()  # columns inside the area
        self._filled = False  # whether the current row has a value inside the area
        self._refs: list[tuple[str, str, str]] = []
        self._linked: dict[Place, str] = {}  # plain links: the ids of their relations
        self._merges: list[str] = []
        self._formulas: dict[Place, str] = {}
        self._formula: list[str] | None = None
        self._byte = 0
        self._most_bytes = limits["cell_chars"] * _BYTES_A_CHARACTER

    def _read(self, data: bytes) -> None:
        """Read the sheet; the parser is spared its rows where all are plain and keep to the limits, and plain links."""
        from adapters.workbook import plain  # noqa: PLC0415  see `Whole`

        found = plain.split(data)
        if found is None or not self._fit(found.rows):
            self.feed(data)
            return
        self.feed(found.head)
        self._take(found.rows)
        numbers = {letters: _column(letters.decode()) for letters in {letters for letters, _, _ in found.links}}
        self._linked = {(int(row), numbers[letters]): key.decode() for letters, row, key in found.links}
        self.feed(found.tail)

    def _fit(self, rows: Rows) -> bool:
        """Whether nothing would be refused of these rows; the whole pass names what is."""
        limits = self._limits
        right = max(map(_column, rows.columns), default=0)
        area = (rows.top, 1, rows.bottom, right)
        return (
            max(rows.count, rows.bottom) <= limits["rows"]
            and right <= limits["columns"]
            and _size(area) <= limits["cells"]
        )

    def _take(self, rows: Rows) -> None:
        """Count rows that fit as if each of their cells had been met."""
        self._rows, self._row = rows.count, rows.last
        for column in map(_column, rows.columns):
            self._extend(rows.top, column)
            self._extend(rows.bottom, column)

    def _start(self, name: str, attributes: Attributes) -> None:
        """Sort out one element: this runs hundreds of thousands of times, so the commonest come first."""
        if self._formula is not None:
            self._end_formula()
        if name == "c":
            at = self._parser.CurrentByteIndex
            if at - self._byte > self._most_bytes:
                self._check_length()
            self._byte = at
            ref = attributes.get("r")
            if ref is None:
                self._column += 1
            elif (column := self._columns.get(ref.removesuffix(self._row_text))) is None:
                self._move(ref)
            else:
                self._column = column
        elif name in ("v", "is"):
            if not self._filled or self._column not in self._usual:
                self._extend(self._row, self._column)
        elif ":" in name:
            self._start(local(name), attributes)
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: Attributes) -> None:
        """Sort out one element that is no cell and no value."""
        if name == "row":
            self._new_row(attributes.get("r", ""))
        elif name == "f":
            self._formula = []
            self._parser.CharacterDataHandler = self._formula.append
        elif name not in ("t", "r"):
            self._check_length()
            self._area_of(name, attributes)

    def _area_of(self, name: str, attributes: Attributes) -> None:
        """Keep what is said of areas of the sheet, after its cells."""
        if name == "hyperlink":
            self._refs.append((attributes.get("ref", ""), relation_id(attributes), attributes.get("location", "")))
        elif name == "mergeCell":
            self._merges.append(attributes.get("ref", ""))

    def close(self) -> None:
        """End the sheet; raises WorkbookRefused if it is not complete or its last cell is too long."""
        super().close()
        self._check_length()

    def _move(self, ref: str) -> None:
        """Go to a cell in a column not met before, or in another row than its element says: once a row, no more."""
        row, self._column = position(ref)
        if row != self._row:
            if self._moved:
                raise WorkbookRefused("damaged_xml", "rows")
            self._moved = True
            self._row, self._row_text = row, str(row)
            self._filled = False
        self._columns[ref.removesuffix(self._row_text)] = self._column

    def _check_length(self) -> None:
        """Refuse a cell too long by its bytes in the file: one that long is refused before it is ever a text."""
        at = self._parser.CurrentByteIndex
        if at - self._byte > self._most_bytes:
            raise huge_cell(self._limits["cell_chars"])
        self._byte = at

    def _new_row(self, number: str) -> None:
        self._rows += 1
        if self._rows > self._limits["rows"]:
            raise WorkbookRefused("too_many_rows", most=int(self._limits["rows"]))
        self._row = int(number) if number.isdecimal() and len(number) <= _DIGITS else self._row + 1
        self._row_text = str(self._row)
        self._column = 0
        self._moved = self._filled = False

    def _extend(self, row: int, column: int) -> None:
        """Take a value outside the area into it; raises WorkbookRefused if it becomes too large."""
        limits = self._limits
        top, left, bottom, right = self._area
        if column > limits["columns"] and right == limits["columns"]:
            raise WorkbookRefused("too_many_columns", most=int(limits["columns"]))
        if row > limits["rows"] or column > limits["columns"]:
            raise WorkbookRefused("far_cell", "away")
        if column in self._usual and row > bottom:  # the next row, nearly always
            bottom = row
        elif bottom == 0:
            top, left, bottom, right = row, column, row, column
        else:
            top, left, bottom, right = min(top, row), min(left, column), max(bottom, row), max(right, column)
        if (bottom - top + 1) * (right - left + 1) > limits["cells"]:
            raise WorkbookRefused("far_cell", "span", most=int(limits["cells"]))
        self._area = top, left, bottom, right
        self._filled = True
        self._usual.add(column)

    def _end_formula(self) -> None:
        self._parser.CharacterDataHandler = None
        url = _formula_address("".join(self._formula or ()))
        self._formula = None
        if url:
            self._formulas[self._row, self._column] = url

    def links(self, relations: Mapping[str, tuple[str, str]]) -> dict[Place, str]:
        """Return the address of each linked cell that lies among the values.

        A link on one cell wins over one on a range, and both over a HYPERLINK formula.
        """
        alone = {place: url for place, key in self._linked.items() if (url := _address(relations, key, ""))}
        ranges: list[tuple[Area, str]] = []
        for ref, key, anchor in self._refs:
            url = _address(relations, key, anchor)
            first, _, last = ref.partition(":")
            if url and last:
                ranges.append((self._clipped(position(first), position(last)), url))
            elif url:
                alone[position(first)] = url
        if sum(_size(area) for area, _ in ranges) > self._limits["cells"]:
            raise WorkbookRefused("too_many_links", most=int(self._limits["cells"]))
        found = dict(self._formulas)
        for (top, left, bottom, right), url in ranges:
            found.update({(r, c): url for r in range(top, bottom + 1) for c in range(left, right + 1)})
        return found | alone

    @property
    def rows(self) -> int:
        """How many rows there are, with or without a value."""
        return self._rows

    @property
    def size(self) -> int:
        """How many cells the values span."""
        return _size(self._area)

    def merged(self) -> list[Area]:
        """Return the merged areas as far as there are values, each larger than one cell (18.3.1.55)."""
        areas = []
        for ref in self._merges:
            first, _, last = ref.partition(":")
            if last:
                areas.append(self._clipped(position(first), position(last)))
        areas = [area for area in areas if _size(area) > 1]
        if sum(map(_size, areas)) > self._limits["cells"]:
            raise WorkbookRefused("too_many_links", most=int(self._limits["cells"]))
        return areas

    def _clipped(self, first: Place, last: Place) -> Area:
        """Return the area between two places as far as there are values."""
        top, left, bottom, right = self._area
        return max(top, first[0]), max(left, first[1]), min(bottom, last[0]), min(right, last[1])


def _column(letters: str) -> int:
    """Return the number of a column."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def position(ref: str) -> Place:
    """Return the place of a reference such as ``G12``; raises WorkbookRefused for anything else."""
    plain = ref.replace("$", "").upper()
    letters = plain.rstrip("0123456789")
    digits = plain[len(letters) :]
    if not (
        1 <= len(letters) <= _LETTERS
        and 1 <= len(digits) <= _DIGITS
        and all("A" <= letter <= "Z" for letter in letters)
    ):
        raise WorkbookRefused("damaged_xml", "reference")
    return int(digits), _column(letters)


def _address(relations: Mapping[str, tuple[str, str]], key: str, anchor: str) -> str:
    """Return where a hyperlink leads outside the workbook, "" if nowhere."""
    target = relations[key][1].strip() if key in relations else ""
    # Excel keeps what follows "#" apart (18.3.1.47).
    return f"{target}#{anchor}" if target and anchor and "#" not in target else target


def _formula_address(formula: str) -> str:
    """Return the address of ``HYPERLINK("address", …)``, "" for any other formula."""
    call = formula.strip().removeprefix("=")
    if call[:10].upper() != "HYPERLINK(" or not call[10:].lstrip().startswith('"'):
        return ""
    # A quotation mark inside a text is doubled; NUL cannot occur in XML.
    address, mark, rest = call[10:].lstrip()[1:].replace('""', "\0").partition('"')
    return address.replace("\0", '"').strip() if mark and rest.lstrip()[:1] in (",", ")") else ""


def _size(area: Area) -> int:
    top, left, bottom, right = area
    return max(bottom - top + 1, 0) * max(right - left + 1, 0)
