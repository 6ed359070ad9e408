"""The XML parts of a workbook, each in one expat pass; the worksheet itself is in `workbook_sheet`.

What is plain in a large part is taken out before (`workbook_plain`).

Runs in the child process only, so it imports next to nothing.  Elements go by their local
names, as the spreadsheet parser takes them.  No part may have a document type, so there are
no entities.  Paragraphs cited are of ECMA-376 (Office Open XML), 5th edition.
"""

from __future__ import annotations

from xml.parsers import expat

from bot.domain.errors import WorkbookRefused

TYPE_CHECKING = False  # as typing's own, without the milliseconds that importing it takes
if TYPE_CHECKING:
    from collections.abc import Mapping

    Attributes = dict[str, str]
    Limits = Mapping[str, float]

_WHOLE = 16 << 20
"""Bytes up to which a part is looked at as a whole; a longer one goes to the parser piece by piece."""

_LONGEST_TIME = 64  # characters; W3CDTF needs about 30


class Part:
    """One XML part being read: feed it bytes, then close it; subclasses look at its elements.

    ``whole`` is what was read, where that was read as a whole.
    """

    whole: bytes | None = None

    def __init__(self) -> None:
        """Make a parser that refuses any document type declaration."""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.EntityDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start

    def feed(self, data: bytes) -> None:
        """Read more of the part; raises WorkbookRefused for what it must not hold."""
        self._parse(data, final=False)

    def close(self) -> None:
        """End the part; raises WorkbookRefused if it is not complete."""
        self._parse(b"", final=True)

    def _parse(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two: an unknown encoding
            raise WorkbookRefused("damaged_xml", "part") from error

    def _start(self, name: str, attributes: Attributes) -> None:
        """Look at the start of one element; the base class only checks that the XML is sound."""


class Whole(Part):
    """A part that is looked at as a whole, so that the parser can be spared what is plain in it.

    From ``worth`` bytes on: the parser is through with less before regular expressions are imported.
    """

    worth = 256 << 10

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self._held: bytearray | None = bytearray()

    def feed(self, data: bytes) -> None:
        """Keep more of the part until all of it is there, or too much."""
        if self._held is None:
            super().feed(data)
            return
        self._held += data
        if len(self._held) > _WHOLE:
            held, self._held = bytes(self._held), None
            super().feed(held)

    def close(self) -> None:
        """Read the part and end it; raises WorkbookRefused for what it must not hold, or if it is not complete."""
        if self._held is not None:
            self.whole, self._held = bytes(self._held), None
            (self._read if len(self.whole) >= self.worth else self.feed)(self.whole)
        super().close()

    def _read(self, data: bytes) -> None:
        """Read all of the part; here the parser is spared nothing."""
        self.feed(data)


def _refuse_doctype(*_: object) -> None:
    raise WorkbookRefused("xml_entities")


class Relations(Whole):
    """A ``.rels`` part: (last word of the type, target) by id.  Only a hyperlink may lead outside the workbook."""

    def __init__(self) -> None:
        """Start with no relations."""
        super().__init__()
        self.by_id: dict[str, tuple[str, str]] = {}

    def _read(self, data: bytes) -> None:
        """Read the part; the parser is spared plain hyperlinks where no other relation has the id of one."""
        from adapters.workbook import plain  # noqa: PLC0415  see `Whole`

        rest, taken = plain.relations(data)
        self.feed(rest)
        if self.by_id.keys().isdisjoint(taken):
            self.by_id |= taken
            return
        every = Relations()
        Part.feed(every, data)
        self.by_id = every.by_id

    def _start(self, name: str, attributes: Attributes) -> None:
        if name != "Relationship" and local(name) != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind != "hyperlink" and attributes.get("TargetMode", "").lower() == "external":
            raise WorkbookRefused("external_reference")
        self.by_id[attributes.get("Id", "")] = kind, attributes.get("Target", "")


class Workbook(Part):
    """``xl/workbook.xml``: the visible sheets in order, and which calendar the workbook's dates use."""

    def __init__(self) -> None:
        """Start with no sheets and the 1900 calendar."""
        super().__init__()
        self.sheets: list[tuple[str, str]] = []  # relation id and name
        self.date1904 = False

    def _start(self, name: str, attributes: Attributes) -> None:
        if local(name) == "sheet":
            if attributes.get("state", "visible") == "visible":  # 18.2.19: or hidden, or veryHidden
                self.sheets.append((relation_id(attributes), attributes.get("name", "")))
        elif local(name) == "workbookPr":
            self.date1904 = attributes.get("date1904") in ("1", "true")


class Properties(Part):
    """``docProps/core.xml``: the text of ``dcterms:modified``."""

    def __init__(self) -> None:
        """Start with no text."""
        super().__init__()
        self._parser.CharacterDataHandler = self._text
        self._inside = False
        self.modified = ""

    def _start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002  expat passes both
        self._inside = local(name) == "modified"

    def _text(self, data: str) -> None:
        if self._inside and len(self.modified) < _LONGEST_TIME:
            self.modified += data


class Texts(Whole):
    """The table of shared texts: none may be longer than a cell can hold."""

    def __init__(self, limits: Limits) -> None:
        """Start with ``cell_chars`` of the limits."""
        super().__init__()
        self._parser.CharacterDataHandler = self._text
        self._limit = limits["cell_chars"]
        self._length = 0

    def _read(self, data: bytes) -> None:
        """Measure single texts only where one may be too long: a character is a byte at least."""
        from adapters.workbook import plain  # noqa: PLC0415  see `Whole`

        if plain.longest_text(data) <= self._limit:
            self._parser.StartElementHandler = self._parser.CharacterDataHandler = None
        self.feed(data)

    def _start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002  expat passes both
        if local(name) == "si":
            self._length = 0

    def _text(self, data: str) -> None:
        self._length += len(data)
        if self._length > self._limit:
            raise huge_cell(self._limit)


def resolve(part: str, target: str) -> str:
    """Return the name of the part that ``target`` in the relations of ``part`` means (part 2, 9.3)."""
    steps = [] if target.startswith("/") else part.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def huge_cell(limit: float) -> WorkbookRefused:
    """Return the refusal of a cell with more than ``limit`` characters."""
    return WorkbookRefused("huge_cell", most=int(limit))


def local(name: str) -> str:
    """Return an element's name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def relation_id(attributes: Attributes) -> str:
    """Return ``r:id``, whatever its prefix is."""
    for key in attributes:
        if key.endswith(":id"):
            return attributes[key]
    return ""
