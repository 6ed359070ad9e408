"""What the bytes of a workbook must be before anything inflates or parses them.  Pure.

Only the archive's directory is read here; nothing is inflated.  Real editions have at most
23 members, 1.5 MB inflated and a ratio of 14:1 for one member, so every bound has ample room.
"APPNOTE" below is the .ZIP File Format Specification 6.3.
"""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.errors import WorkbookRefused

_MIB = 1 << 20
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # Compound File Binary: [MS-CFB] 2.2
_DIRECTORY_ENTRY = b"PK\x01\x02"  # APPNOTE 4.3.12
_DIRECTORY_END = b"PK\x05\x06"  # APPNOTE 4.3.16
_LOCAL_HEADER = b"PK\x03\x04"  # APPNOTE 4.3.7; the lengths of its name and extra field end it
_LOCAL = struct.Struct("<26xHH")
# Parts by which a workbook reaches outside itself (ECMA-376 part 1, 18.14 and 18.13).
_EXTERNAL_PARTS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may be and what its parser may use; sizes in bytes and characters.

    ``ratio`` is inflated to compressed size, of one member larger than a MiB and of the whole.
    ``sheets``: visible ones, and all the following bounds are for all of them together.
    ``tags`` bounds the XML of all parts read, opening and closing tags.  ``rows``, ``columns``:
    largest number of each that may hold a value; ``cells``: of the rectangle that they span, and
    of cells linked by ranges.  ``cell_chars`` is Excel's own limit, ``text_chars`` is for all
    cells with their addresses.  ``memory_bytes`` and ``cpu_seconds`` bound the child process,
    ``wall_seconds`` our patience; they are backstops, far above what any list needs.
    """

    content_bytes: int = 16 * _MIB
    members: int = 200
    sheets: int = 80
    inflated_bytes: int = 64 * _MIB
    ratio: int = 100
    tags: int = 2_500_000
    rows: int = 100_000
    columns: int = 256
    cells: int = 2_000_000
    cell_chars: int = 32_767
    text_chars: int = 32 * _MIB
    memory_bytes: int = 256 * _MIB
    cpu_seconds: int = 6
    wall_seconds: float = 8.0


LIMITS = Limits()


class Member(NamedTuple):
    """One member of the archive: its packed bytes are ``content[start:start + packed]``, ``size`` long inflated."""

    name: str
    method: int
    start: int
    packed: int
    size: int
    crc: int


def check(content: bytes, limits: Limits = LIMITS) -> tuple[Member, ...]:
    """Return the members of a zip archive that may be a workbook and keeps to every bound.

    Raises:
        WorkbookRefused: with a named reason; its figures never quote the file.
    """
    if len(content) > limits.content_bytes:
        raise WorkbookRefused("too_large", size=len(content), most=limits.content_bytes)
    _check_kind(content)
    entries = content.count(_DIRECTORY_ENTRY)
    if entries > limits.members:
        # Counted before zipfile makes an object of each.
        raise WorkbookRefused("too_many_members", members=entries, most=limits.members)
    infos = _directory(content)
    _check_names(infos)
    for info in infos:
        _check_member(info)
    _check_sizes(infos, len(content), limits)
    return _located(content, infos)


def _check_kind(content: bytes) -> None:
    """Say what the bytes are if they are no zip archive: the usual mistakes have their own names."""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        raise WorkbookRefused("empty")
    if content.startswith(_LOCAL_HEADER):
        if _DIRECTORY_END not in content[-65_557:]:  # the end record and its longest comment
            raise WorkbookRefused("truncated", "archive")
        return
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise WorkbookRefused("encrypted", "workbook")
        raise WorkbookRefused("old_xls")
    if b"<html" in start or start.startswith((b"<!doctype html", b"<head", b"<body")):
        raise WorkbookRefused("html_page")
    if b"\0" not in start and any(mark in start.partition(b"\n")[0] for mark in (b",", b";", b"\t")):
        raise WorkbookRefused("csv_text")
    raise WorkbookRefused("not_a_workbook", "no_archive")


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, struct.error) as error:
        raise WorkbookRefused("damaged", "directory") from error


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename.lower() for member in members]
    if len(set(names)) < len(names):
        # Two readers could each take another one.
        raise WorkbookRefused("duplicate_member")
    for name in names:
        if not name.isprintable() or "\\" in name or ":" in name or name.startswith("/") or ".." in name.split("/"):
            raise WorkbookRefused("member_path")
        if name.startswith(_EXTERNAL_PARTS):
            raise WorkbookRefused("external_reference")
    if "[content_types].xml" not in names or "_rels/.rels" not in names:
        raise WorkbookRefused("not_a_workbook", "parts")


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x1:  # APPNOTE 4.4.4, bit 0
        raise WorkbookRefused("encrypted", "member")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The only two that the format allows: ECMA-376 part 2, annex B.
        raise WorkbookRefused("compression")


def _check_sizes(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """Check what the directory declares: reading later never yields more than is declared here."""
    inflated = sum(member.file_size for member in members)
    if inflated > limits.inflated_bytes:
        raise WorkbookRefused("zip_bomb", "size", inflated=inflated, most=limits.inflated_bytes)
    packed = any(m.file_size > max(_MIB, limits.ratio * m.compress_size) for m in members)
    if packed or inflated > max(_MIB, limits.ratio * size):
        raise WorkbookRefused("zip_bomb", "ratio", ratio=limits.ratio)


def _located(content: bytes, infos: list[zipfile.ZipInfo]) -> tuple[Member, ...]:
    """Find the packed bytes of each member; no two may share any."""
    members = []
    free = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        header = content[info.header_offset : info.header_offset + _LOCAL.size]
        if info.header_offset < free or len(header) < _LOCAL.size or not header.startswith(_LOCAL_HEADER):
            raise WorkbookRefused("damaged", "misfit")
        start = info.header_offset + _LOCAL.size + sum(_LOCAL.unpack(header))
        free = start + info.compress_size
        if free > len(content):
            raise WorkbookRefused("truncated", "member")
        members.append(Member(info.filename, info.compress_type, start, info.compress_size, info.file_size, info.CRC))
    return tuple(members)
