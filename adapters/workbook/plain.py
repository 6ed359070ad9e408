"""What of a part is plain, found by regular expressions: nine tenths of a worksheet need no XML parser then.

What is plain has one meaning only: ASCII in UTF-8, no comments, CDATA or references, each attribute at most once.
Taking it out leaves the parser just as much to find fault with as before.  A part in which anything is unusual is
left to the parser as a whole, so that this only ever spares work.
"""

from __future__ import annotations

import re

_DECLARATION = re.compile(
    rb"""<\?xml version=(["'])1\.0\1(?: encoding=(["'])(?i:utf-8)\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>"""
)
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_ROW = re.compile(
    rb'<row r="([0-9]{1,7})"(?: spans="[0-9: ]{1,64}")?(?: s="[0-9]{1,9}")?(?: customFormat="[01]")?'
    rb'(?: ht="[0-9.]{1,24}")?(?: hidden="[01]")?(?: customHeight="[01]")?(?: thickTop="[01]")?'
    rb'(?: thickBot="[01]")?(?: x14ac:dyDescent="[0-9.]{1,24}")?(?>/>|>'
    rb'(?:<c r="[A-Z]{1,3}+\1"(?: s="[0-9]{1,9}")?(?: t="[a-z]{1,4}")?(?>/>|><v>[-+.#/!?0-9A-Z]{1,32}+</v></c>))*+'
    rb"</row>)"
)
"""A row of cells that say where they are: each a number, the place of a shared text, an error as #N/A, or empty."""

_NUMBER = re.compile(rb'<row r="([0-9]+)')
_VALUE = re.compile(rb'<c r="[A-Z]+([0-9]+)[^<>]*><v>')
_COLUMN = re.compile(rb'<c r="([A-Z]+)"[^<>]*><v>')
_STRAY = re.compile(rb"[<:](?:c|row)[^A-Za-z]")
_TEXT = rb"(?:[ !#-%'-;=?-~]++|&amp;)*+"
_LINK = re.compile(
    rb'(?<=>)<hyperlink ref="([A-Z]{1,3})([1-9][0-9]{0,6})" r:id="([A-Za-z0-9]{1,32})"'
    rb'(?: tooltip="' + _TEXT + rb'")?(?: display="' + _TEXT + rb'")?(?: xr:uid="\{[-0-9A-F]{36}\}")?/>(?=<)'
)
_LINKED = re.compile(rb'<hyperlink ref="([A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?)"')
_RELATION = re.compile(
    rb'(?<=>)<Relationship Id="([A-Za-z0-9]{1,32})"'
    rb' Type="http://schemas\.openxmlformats\.org/officeDocument/2006/relationships/hyperlink"'
    rb' Target="(' + _TEXT + rb')" TargetMode="External"/>(?=<)'
)


def is_plain(data: bytes) -> bool:
    """Whether a part is UTF-8, and has no comment, CDATA section, document type or processing instruction."""
    declared = _DECLARATION.match(data)
    rest = data[declared.end() if declared else 0 :]
    # A single character is found many times quicker than two, and is mostly nowhere.
    return data[:1] == b"<" and not any(mark[1:] in rest and mark in rest for mark in (b"<!", b"<?"))


class Rows:
    """The rows of a worksheet, all of them plain: how many, the last, and where their values lie.

    ``columns`` are those with a value, ``top`` and ``bottom`` the first row with one and the last; 0 without any.
    """

    def __init__(self, rows: bytes) -> None:
        """Look at the bytes between the marks of a sheet's rows."""
        numbers = [int(number) for number in _NUMBER.findall(rows)]
        self.in_order = numbers == sorted(numbers) and 0 not in numbers
        self.count, self.last = len(numbers), numbers[-1] if numbers else 0
        shapes = set(rows.translate(None, b"0123456789").split(b"</row>"))  # rows are alike but for their figures
        self.columns = {column.decode() for shape in shapes for column in _COLUMN.findall(shape)}
        self.top, self.bottom = _ends(rows) if self.columns else (0, 0)


def _ends(rows: bytes) -> tuple[int, int]:
    """Return the rows of the first value and of the last."""
    last = rows.rindex(b"<c ", 0, rows.rindex(b"><v>"))
    first, final = _VALUE.search(rows), _VALUE.match(rows, last)
    return int(first[1]) if first else 0, int(final[1]) if final else 0


class Split:
    """A worksheet with plain rows: what stands before them, the rows, the plain links, and what else stands after.

    Of each link the column, the row and the id of its relation.
    """

    def __init__(self, head: bytes, rows: Rows, tail: bytes) -> None:
        """Take the links out of ``tail``, unless a cell may be linked twice: the last counts then."""
        self.head, self.rows, self.tail = head, rows, tail
        self.links: list[tuple[bytes, bytes, bytes]] = []
        if len(set(_LINKED.findall(tail))) == tail.count(b"hyperlink "):
            pieces = _LINK.split(tail)
            self.tail, self.links = (
                b"".join(pieces[::4]),
                list(zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True)),
            )


def split(data: bytes) -> Split | None:
    """Return the parts of a worksheet; None where its rows are not all plain, or not all in one place."""
    begin, end = data.find(_BEGIN) + len(_BEGIN), data.rfind(_END)
    if not len(_BEGIN) <= begin <= end:
        return None
    head, between, tail = data[:begin], data[begin:end], data[end:]
    if not (is_plain(head) and is_plain(tail)) or _ROW.sub(b"", between):
        return None
    found = Split(head, Rows(between), tail)
    stray = _STRAY.search(found.head) or _STRAY.search(found.tail)
    return found if found.rows.in_order and not stray else None


def relations(data: bytes) -> tuple[bytes, dict[str, tuple[str, str]]]:
    """Return a part of relations without the plain hyperlinks, and those by id; none where an id is there twice."""
    pieces = _RELATION.split(data) if is_plain(data) else [data]
    targets = (target.decode().replace("&amp;", "&") for target in pieces[2::3])
    taken = {key.decode(): ("hyperlink", target) for key, target in zip(pieces[1::3], targets, strict=True)}
    return (b"".join(pieces[::3]), taken) if 3 * len(taken) == len(pieces) - 1 else (data, {})


def longest_text(data: bytes) -> float:
    """Return the most bytes that a text of the table of shared texts may have; infinite where that is not plain."""
    return max(map(len, data.split(b"<si>"))) if is_plain(data) else float("inf")
