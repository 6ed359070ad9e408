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

from adapters.workbook import answer, xml
from adapters.workbook import sheet as workbook_sheet
from bot.domain.errors import WorkbookRefused

TYPE_CHECKING = False  # as typing's own, without the milliseconds that importing it takes
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Limits = Mapping[str, float]
    Place = tuple[int, int]  # row and column, both from 1
    Values = Sequence[Sequence[object]]

_CHUNK = 1 << 18
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def main() -> None:
    """Read one workbook under the limits given as arguments, ``name=number`` each."""
    limits = {name: float(number) for name, _, number in (word.partition("=") for word in sys.argv[3:])}
    confine(limits)
    gc.disable()  # one short run that makes no cycles worth collecting
    try:
        records = parse(sys.stdin.buffer.read(), limits)
    except WorkbookRefused as refused:
        records = [
            ["!", refused.reason, refused.case, *(f"{name}={figure}" for name, figure in refused.figures.items())]
        ]
    except MemoryError:
        records = [["!", "too_much_memory", ""]]
    sys.stdout.buffer.write(answer.write(records))


def confine(limits: Limits) -> None:
    """Limit this process for good: memory, processor time, no file written, no core dumped."""
    if sys.platform == "win32":
        return  # it has no such limits: there the bounds alone protect us
    import resource  # noqa: PLC0415  absent on Windows

    memory, cpu = int(limits["memory_bytes"]), int(limits["cpu_seconds"])
    wanted = {resource.RLIMIT_CPU: cpu, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    if sys.platform == "linux":
        # DATA is what the process fills; the address space also holds the libraries it maps.
        wanted |= {resource.RLIMIT_DATA: memory, resource.RLIMIT_AS: memory + (128 << 20)}
    for what, amount in wanted.items():
        hard = resource.getrlimit(what)[1]
        # A second more for the hard limit: reaching the soft one ends us by a signal of its own.
        most = amount + 1 if what == resource.RLIMIT_CPU else amount
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (min(amount, most), most))


def parse(message: bytes, limits: Limits) -> list[list[str]]:
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
    links, checked = _checked(package, start, limits)
    (top, left), values = _values(checked)
    header, below = answer.header(values, limits)
    rows = answer.rows(values[below:], top + below, len(header), answer.by_row(links, left), limits)
    return [["=", modified], header, *rows]


class _Package:
    """The members of an archive by name in lower case (part names ignore case), and how parts relate."""

    def __init__(self, directory: str, content: memoryview, limits: Limits) -> None:
        self._tags_left = limits["tags"]
        self.members: dict[str, tuple[int, int, int, memoryview]] = {}
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

    def inflate(self, name: str, part: xml.Part) -> None:
        """Read one member through ``part``; raises WorkbookRefused unless it is just what it declares."""
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


def _checked(package: _Package, start: str, limits: Limits) -> tuple[dict[Place, str], io.BytesIO]:
    """Return the addresses of linked cells, and an archive of the checked parts of the first sheet."""
    workbook, sheet = xml.Workbook(), workbook_sheet.Sheet(limits)
    package.inflate(start, workbook)
    path = _first_sheet(package, start, workbook.sheets)
    package.inflate(path, sheet)
    members = [_stored(name, text) for name, text in _frame(date1904=workbook.date1904).items()]
    members.append(("xl/worksheets/sheet1.xml", *package.members[path]))
    for kind, part in (("styles", xml.Part()), ("sharedStrings", xml.Texts(limits))):
        found = package.related(start, kind)
        if found is not None:
            package.inflate(found, part)
            members.append((f"xl/{kind}.xml", *package.members[found]))
    return sheet.links(package.related_to(path)), io.BytesIO(_archive(members))


def _first_sheet(package: _Package, start: str, sheets: list[str]) -> str:
    """Return the first worksheet in the workbook's order; charts and dialogs are no worksheets."""
    for key in sheets:
        path = package.related(start, "worksheet", key) if key else None
        if path is not None:
            return path
    raise WorkbookRefused("no_sheet")


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


def _frame(*, date1904: bool) -> dict[str, str]:
    """Return the parts that tie the checked ones together, in our own words."""
    kinds = (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"))
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds, 1)
    )
    return {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(date1904)}"/>'
        '<sheets><sheet name="list" sheetId="1" r:id="r1"/></sheets></workbook>',
    }


def _stored(name: str, text: str) -> tuple[str, int, int, int, memoryview]:
    data = text.encode()
    return name, 0, len(data), zlib.crc32(data), memoryview(data)


def _archive(members: Iterable[tuple[str, int, int, int, memoryview]]) -> bytes:
    """Return a zip archive of members as they are packed (APPNOTE 4.3.7, 4.3.12, 4.3.16)."""
    body, directory, count = bytearray(), bytearray(), 0
    for name, method, size, crc, packed in members:
        label = name.encode()
        shared = struct.pack("<5H3I2H", 20, 0, method, 0, 33, crc, len(packed), size, len(label), 0)
        central = b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<3H2I", 0, 0, 0, 0, len(body))
        directory += central + label
        body += b"PK\x03\x04" + shared + label + packed
        count += 1
    end = struct.pack("<4H2IH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + b"PK\x05\x06" + end)


def _values(checked: io.BytesIO) -> tuple[Place, Values]:
    """Return where the values start, and the values row by row."""
    try:
        sheet = calamine.CalamineWorkbook.from_filelike(checked).get_sheet_by_index(0)
        row, column = sheet.start or (0, 0)
        values: Values = sheet.to_python(skip_empty_area=True)
    except (calamine.CalamineError, ValueError, OverflowError, IndexError) as error:
        raise WorkbookRefused("unreadable") from error
    return (row + 1, column + 1), values
