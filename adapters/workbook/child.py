"""The child process that reads one workbook: its archive on standard input, its values on standard output.

It starts anew for each workbook, so it imports as little as it can (no zipfile, no json).
First it limits itself, then inflates and checks every part, then hands the spreadsheet parser
an archive of the checked parts alone.

Input: one line ``name FS method FS start FS packed FS size FS crc`` for each member, an empty
line, the bytes of the file.  Output: see `workbook_answer`.
"""

from __future__ import annotations

import gc
import io
import struct
import sys
import zlib

import python_calamine as calamine

from adapters.child import confine, leave
from adapters.child import limits as given_limits
from adapters.workbook import answer, xml
from adapters.workbook import sheet as workbook_sheet
from bot.domain.errors import WorkbookRefused

TYPE_CHECKING = False  # as typing's own, without the milliseconds that importing it takes
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from adapters.workbook.sheet import Area

    Limits = Mapping[str, float]
    Place = tuple[int, int]  # row and column, both from 1
    Packed = tuple[int, int, int, memoryview]  # method, inflated size, checksum and packed bytes of a member

_CHUNK = 1 << 18
_INFLATED = 8 << 20
"""Bytes of checked parts that are handed on inflated, for the parser need not inflate them again."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def main() -> None:
    """Read one workbook under the limits given as arguments, ``name=number`` each."""
    limits = given_limits()
    confine(limits)
    gc.disable()  # one short run that makes no cycles worth collecting
    try:
        records = parse(sys.stdin.buffer.read(), limits)
    except WorkbookRefused as refused:
        figures = (f"{name}={figure}" for name, figure in refused.figures.items())
        records = [answer.record("!", refused.reason, refused.case, *figures)]
    except MemoryError:
        records = [answer.record("!", "too_much_memory", "")]
    leave(answer.write(records))


def parse(message: bytes, limits: Limits) -> list[str]:
    """Return the records of the workbook in ``message``, which `workbook_bounds` has passed.

    Raises:
        WorkbookRefused: a part is damaged, or holds what it must not.
    """
    directory, _, content = message.partition(b"\n\n")
    package = _Package(directory.decode(), memoryview(content), limits)
    start = package.related("", "officeDocument")
    if start is None:
        raise WorkbookRefused("not_a_workbook", "no_workbook")
    modified = _modified(package)
    sheets, checked = _checked(package, start, limits)
    records, headers = [answer.record("=", modified)], False
    as_field = answer.Fields(limits)
    for part, ((top, left), values) in zip(sheets, _values(checked, len(sheets)), strict=True):
        links = part.links(package.related_to(part.path))
        _fill(values, links, part.merged(), (top, left))
        header, below = answer.header(values, as_field)
        headers = headers or bool(header)
        records.append(answer.record("#", answer.cleaned(part.name), *header))
        records += answer.rows(values[below:], top + below, len(header), answer.by_row(links, left), as_field)
    if not headers:
        raise WorkbookRefused("no_header")
    return records


def _fill(values: list[list[object]], links: dict[Place, str], merged: Iterable[Area], first: Place) -> None:
    """Give every cell of a merged area what its first one has, where it has nothing of its own."""
    for top, left, bottom, right in merged:
        row, column = top - first[0], left - first[1]
        value = values[row][column] if 0 <= row < len(values) and 0 <= column < len(values[row]) else ""
        url = links.get((top, left))
        for r in range(max(row, 0), min(bottom - first[0] + 1, len(values))):
            for c in range(max(column, 0), min(right - first[1] + 1, len(values[r]))):
                values[r][c] = value if values[r][c] in ("", None) else values[r][c]
                if url:
                    links.setdefault((r + first[0], c + first[1]), url)


class _Package:
    """The members of an archive by name in lower case (part names ignore case), and how parts relate."""

    def __init__(self, directory: str, content: memoryview, limits: Limits) -> None:
        self._tags_left, self._inflated_left = limits["tags"], _INFLATED
        self.members: dict[str, Packed] = {}
        for line in directory.split("\n"):
            name, *numbers = line.split(answer.FS)
            method, start, packed, size, crc = map(int, numbers)
            self.members[name.lower()] = method, size, crc, content[start : start + packed]
        self.relations: dict[str, dict[str, tuple[str, str]]] = {}
        for name in self.members:
            if name.endswith(".rels"):
                part = xml.Relations()
                self.inflate(name, part)
                self.relations[name] = part.by_id

    def related_to(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of ``part`` by id; "" is the package itself."""
        folder, _, name = part.rpartition("/")
        return self.relations.get(f"{folder}/_rels/{name}.rels".lstrip("/"), {})

    def related(self, part: str, kind: str, key: str = "") -> str | None:
        """Return the first existing part, or the one of id ``key``, that ``part`` relates to as ``kind``."""
        for found, (is_kind, target) in self.related_to(part).items():
            path = xml.resolve(part, target).lower()
            if is_kind == kind and path in self.members and key in ("", found):
                return path
        return None

    def inflate(self, name: str, part: xml.Part) -> Packed:
        """Read one member through ``part``; raises WorkbookRefused unless it is just what it declares.

        Returns what goes into the archive of checked parts: inflated where it is at hand so, within bounds.
        """
        method, size, crc, packed = self.members[name]
        read, sum_read = 0, 0
        try:
            for chunk in _inflated(method, packed, size):
                read, sum_read = read + len(chunk), zlib.crc32(chunk, sum_read)
                self._tags_left -= chunk.count(b"<")  # far quicker to count than to parse
                if self._tags_left < 0:
                    raise WorkbookRefused("too_many_tags")
                part.feed(chunk)
        except zlib.error as error:
            raise WorkbookRefused("damaged", "packed") from error
        if (read, sum_read) != (size, crc):
            raise WorkbookRefused("damaged", "declared")
        part.close()
        if part.whole is None or size > self._inflated_left:
            return self.members[name]
        self._inflated_left -= size
        return 0, size, crc, memoryview(part.whole)


def _inflated(method: int, packed: memoryview, size: int) -> Iterable[bytes]:
    """Yield a member's content in chunks, at most one byte more than ``size``."""
    if method == 0:
        yield bytes(packed)
        return
    inflater = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    left = size + 1
    while left and not inflater.eof:
        chunk = inflater.decompress(rest, min(left, _CHUNK))
        rest = inflater.unconsumed_tail
        left -= len(chunk)
        if not chunk:
            return
        yield chunk


class _Worksheet(workbook_sheet.Sheet):
    """A visible sheet: its part, and the name on its tab."""

    def __init__(self, limits: Limits, path: str, name: str) -> None:
        super().__init__(limits)
        self.path = path
        self.name = name


def _checked(package: _Package, start: str, limits: Limits) -> tuple[list[_Worksheet], io.BytesIO]:
    """Return the visible sheets, and an archive of their checked parts; bounds are for all sheets together."""
    workbook = xml.Workbook()
    package.inflate(start, workbook)
    sheets, checked = [], []
    left = dict(limits)
    for path, name in _worksheets(package, start, workbook.sheets, limits):
        sheet = _Worksheet(left, path, name)
        checked.append(package.inflate(path, sheet))
        sheets.append(sheet)
        left["cells"] -= sheet.size
        left["rows"] -= sheet.rows
    members = [_stored(name, text) for name, text in _frame(len(sheets), date1904=workbook.date1904).items()]
    members += [(f"xl/worksheets/sheet{number}.xml", *packed) for number, packed in enumerate(checked, 1)]
    for kind, part in (("styles", xml.Part()), ("sharedStrings", xml.Texts(limits))):
        found = package.related(start, kind)
        if found is not None:
            members.append((f"xl/{kind}.xml", *package.inflate(found, part)))
    return sheets, io.BytesIO(_archive(members))


def _worksheets(
    package: _Package, start: str, sheets: Sequence[tuple[str, str]], limits: Limits
) -> list[tuple[str, str]]:
    """Return the visible worksheets in the workbook's order; charts and dialogs are no worksheets."""
    found = []
    for key, name in sheets:
        path = package.related(start, "worksheet", key) if key else None
        if path is not None:
            found.append((path, name))
    if not found:
        raise WorkbookRefused("no_sheet")
    if len(found) > limits["sheets"]:
        raise WorkbookRefused("too_many_sheets", most=int(limits["sheets"]))
    return found


def _modified(package: _Package) -> str:
    """Return the text of the last-modified property, "" where there is none or its part is not XML."""
    name = package.related("", "core-properties")
    if name is None:
        return ""
    part = xml.Properties()
    try:
        package.inflate(name, part)
    except WorkbookRefused as refused:
        if refused.reason != "damaged_xml":
            raise
        return ""
    return answer.cleaned(part.modified)


def _frame(sheets: int, *, date1904: bool) -> dict[str, str]:
    """Return the parts that tie the checked ones together, in our own words."""
    numbers = range(1, sheets + 1)
    kinds = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    kinds += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds, 1)
    )
    tabs = "".join(f'<sheet name="list{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
    return {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{tabs}</sheets></workbook>",
    }


def _stored(name: str, text: str) -> tuple[str, int, int, int, memoryview]:
    data = text.encode()
    return name, 0, len(data), zlib.crc32(data), memoryview(data)


def _archive(members: Iterable[tuple[str, int, int, int, memoryview]]) -> bytes:
    """Return a zip archive of members as they are packed (APPNOTE 4.3.7, 4.3.12, 4.3.16)."""
    body: list[bytes | memoryview] = []
    directory, count, place = bytearray(), 0, 0
    for name, method, size, crc, packed in members:
        label = name.encode()
        shared = struct.pack("<5H3I2H", 20, 0, method, 0, 33, crc, len(packed), size, len(label), 0)
        central = b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<3H2I", 0, 0, 0, 0, place)
        directory += central + label
        body += [b"PK\x03\x04" + shared + label, packed]
        place += 4 + len(shared) + len(label) + len(packed)
        count += 1
    end = struct.pack("<4H2IH", 0, 0, count, count, len(directory), place, 0)
    return b"".join([*body, directory, b"PK\x05\x06" + end])


def _values(checked: io.BytesIO, sheets: int) -> Iterator[tuple[Place, list[list[Any]]]]:
    """Yield for each sheet where its values start, and the values row by row."""
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(checked)
        for number in range(sheets):
            sheet = workbook.get_sheet_by_index(number)
            row, column = sheet.start or (0, 0)
            yield (row + 1, column + 1), sheet.to_python(skip_empty_area=True)
    except (calamine.CalamineError, ValueError, OverflowError, IndexError) as error:
        raise WorkbookRefused("unreadable") from error
