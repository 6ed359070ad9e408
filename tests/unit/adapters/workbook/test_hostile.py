"""Files that are no honest workbook: each refused by name, and none of them reaches the spreadsheet parser."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters import confined
from adapters.workbook import reader as workbook
from adapters.workbook.bounds import LIMITS, check
from bot.domain.errors import WorkbookRefused
from bot.wording.editions import refusal_text
from bot.wording.languages import ENGLISH
from tests.support import ROOT
from tests.support.builders import Link, column_name, make_archive, make_row, make_sheet_xml, make_workbook

SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/worksheets/_rels/sheet1.xml.rels"
GOOD = make_workbook([make_row()])
MIB = 1 << 20


def noise(size: int) -> str:
    """Return text that compresses about 2:1, so that no bound on the ratio is met first."""
    return random.Random(287).randbytes(size // 2).hex()


def with_sheet(data: str, tail: str = "") -> bytes:
    return make_workbook(replace={SHEET: make_sheet_xml(data, tail)})


def text_cell(ref: str, inner: str) -> str:
    return f'<row r="1"><c r="{ref}" t="inlineStr"><is>{inner}</is></c></row>'


def with_doctype(part: str, root: str) -> bytes:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{laughs}]><{root}>&l9;</{root}>'
    return make_workbook([make_row()], replace={part: xml})


def with_relation(kind: str, part: str = RELS) -> bytes:
    target = "https://example.org/evil.dotx"
    relation = f'<Relationship Id="rId1" Type="x/{kind}" Target="{target}" TargetMode="External"/>'
    return make_workbook([make_row()], replace={part: f"<Relationships>{relation}</Relationships>"})


def patched(content: bytes, offset_in_entry: int, value: bytes) -> bytes:
    """Return ``content`` with ``value`` written into every entry of the archive's directory."""
    data, at = bytearray(content), content.find(b"PK\x01\x02")
    while at >= 0:
        data[at + offset_in_entry : at + offset_in_entry + len(value)] = value
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def twice_named() -> bytes:
    out = BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(SHEET.upper(), "<worksheet/>")
    return out.getvalue()


@functools.cache
def million_rows() -> bytes:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 1_000_001))
    return with_sheet(rows)


def wide(columns: int) -> bytes:
    return with_sheet(
        f'<row r="1">{"".join(f"""<c r="{column_name(i)}1"><v>{i}</v></c>""" for i in range(columns))}</row>'
    )


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "blanks": (lambda: b" \r\n" * 9, "empty"),
    "too many bytes": (lambda: GOOD + bytes(LIMITS.content_bytes), "too_large"),
    "an HTML page": (lambda: b"\xef\xbb\xbf\n<!DOCTYPE html><html>Access denied</html>", "html_page"),
    "an HTML page of few words": (lambda: b"<HEAD><TITLE>403</TITLE></HEAD>", "html_page"),
    "a CSV file": (lambda: b"STATE,LAW ENFORCEMENT AGENCY\nVIRGINIA,Page\n", "csv_text"),
    "an old .xls file": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old_xls"),
    "a file with a password": (
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    "a PDF file": (lambda: b"%PDF-1.7\n%\xe2\xe3", "not_a_workbook"),
    "another zip archive": (lambda: make_archive({"word/document.xml": "<document/>"}), "not_a_workbook"),
    "a text document": (
        lambda: make_workbook(replace={"xl/workbook.xml": None, "word/document.xml": "<document/>"}),
        "not_a_workbook",
    ),
    "half an archive": (lambda: GOOD[: len(GOOD) // 2], "truncated"),
    "an archive without its last bytes": (lambda: GOOD[:-30], "truncated"),
    "an archive without its beginning": (lambda: b"PK\x03\x04" + GOOD[700:], "damaged"),
    "a zip bomb by size": (lambda: make_workbook(replace={"xl/media/a.bin": bytes(80 * MIB)}), "zip_bomb"),
    "a zip bomb by ratio": (lambda: with_sheet(" " * (8 * MIB)), "zip_bomb"),
    "sizes declared too small": (lambda: patched(GOOD, 24, struct.pack("<I", 40)), "damaged"),
    "a wrong checksum": (lambda: patched(GOOD, 16, b"\1\2\3\4"), "damaged"),
    "members that overlap": (lambda: patched(GOOD, 42, struct.pack("<I", 0)), "damaged"),
    "an encrypted member": (lambda: patched(GOOD, 8, b"\1\0"), "encrypted"),
    "an unusual compression": (lambda: patched(GOOD, 10, struct.pack("<H", 14)), "compression"),
    "thousands of members": (lambda: make_archive({f"xl/{i}.xml": "" for i in range(5_000)}), "too_many_members"),
    "one name twice": (twice_named, "duplicate_member"),
    "a path out of the archive": (lambda: make_workbook(replace={"../../etc/cron.d/x": "x"}), "member_path"),
    "a line break in a name": (lambda: make_workbook(replace={"xl/a\nb.xml": "x"}), "member_path"),
    "entities in the sheet": (lambda: with_doctype(SHEET, "worksheet"), "xml_entities"),
    "entities in the texts": (lambda: with_doctype("xl/sharedStrings.xml", "sst"), "xml_entities"),
    "entities in the properties": (lambda: with_doctype("docProps/core.xml", "coreProperties"), "xml_entities"),
    "entities in the relations": (lambda: with_doctype(RELS, "Relationships"), "xml_entities"),
    "a linked workbook": (
        lambda: make_workbook([make_row()], replace={"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
        "external_reference",
    ),
    "a data connection": (
        lambda: make_workbook([make_row()], replace={"xl/connections.xml": "<connections/>"}),
        "external_reference",
    ),
    "an external template": (lambda: with_relation("attachedTemplate"), "external_reference"),
    "an external image": (
        lambda: with_relation("image", "xl/drawings/_rels/drawing1.xml.rels"),
        "external_reference",
    ),
    "a stray far cell": (
        lambda: with_sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "far_cell",
    ),
    "a far cell in a near row": (
        lambda: with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'),
        "far_cell",
    ),
    "two corners of a large area": (
        lambda: with_sheet('<row r="1"><c r="IV1"><v>1</v></c></row><row r="99999"><c r="A99999"><v>1</v></c></row>'),
        "far_cell",
    ),
    "a million rows": (million_rows, "too_many_rows"),
    "thousands of columns": (lambda: wide(5_000), "too_many_columns"),
    "thousands of columns without references": (
        lambda: with_sheet(f"<row>{'<c><v>1</v></c>' * 5_000}</row>"),
        "too_many_columns",
    ),
    "megabytes in one cell": (lambda: with_sheet(text_cell("A1", f"<t>{noise(4 * MIB)}</t>")), "huge_cell"),
    "megabytes in one shared text": (
        lambda: make_workbook([make_row(agency=noise(4 * MIB))]),
        "huge_cell",
    ),
    "megabytes in one cell, in runs": (
        lambda: with_sheet(text_cell("A1", f"<r><rPr><b/></rPr><t>{noise(30_000)}</t></r>" * 60)),
        "huge_cell",
    ),
    "a text just too long": (lambda: with_sheet(text_cell("A1", f"<t>{noise(32_768)}</t>")), "huge_cell"),
    "one long text a thousand times": (
        lambda: make_workbook([[noise(32_000)] * 40] * 40, header=["n"] * 40),
        "too_much_text",
    ),
    "millions of empty elements": (lambda: with_sheet("<c/><d/><e/>" * 60_000 + noise(200_000)), "no_header"),
    "links over everything": (
        lambda: make_workbook(
            [["1"] * 20] * 1_500, header=["n"] * 20, links={f"A1:XFD{1_048_576 - i}": "https://a" for i in range(70)}
        ),
        "too_many_links",
    ),
    "XML that breaks off": (lambda: make_workbook(replace={SHEET: "<worksheet><sheetData>"}), "damaged_xml"),
    "XML in an unknown encoding": (
        lambda: make_workbook(replace={SHEET: '<?xml version="1.0" encoding="utf-287"?><worksheet/>'}),
        "damaged_xml",
    ),
    "a reference that is none": (lambda: with_sheet('<row r="1"><c r="3C"><v>1</v></c></row>'), "damaged_xml"),
    "cells outside their row": (
        lambda: with_sheet("".join(f'<c r="A{i}"/>' for i in range(1, 5))),
        "damaged_xml",
    ),
    "a text that is not there": (lambda: with_sheet('<row r="1"><c r="A1" t="s"><v>999</v></c></row>'), "unreadable"),
    "no sheet": (lambda: make_workbook(replace={SHEET: None}), "no_sheet"),
    "an empty sheet": (lambda: with_sheet(""), "no_header"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_refuses(name: str) -> None:
    """Each file is refused with the reason that says what is wrong with it."""
    build, reason = HOSTILE[name]
    with pytest.raises(WorkbookRefused) as refused:
        workbook.read_sync(build())
    assert refused.value.reason == reason
    figures = {**refused.value.figures, "case": refused.value.case}
    assert refusal_text(ENGLISH, reason, figures) != reason


def test_a_refusal_never_quotes_the_file() -> None:
    """What an attacker writes does not reach the operator's log by way of the refusal."""
    with pytest.raises(WorkbookRefused) as refused:
        workbook.read_sync(make_workbook(replace={"../@everyone": "x"}))
    assert "everyone" not in f"{refused.value} {refused.value.figures}"


def test_more_elements_than_any_list_needs_are_refused() -> None:
    """A sheet made of tags alone is refused after counting them, long before they are all parsed."""
    limits = dataclasses.replace(LIMITS, tags=1_000)
    with pytest.raises(WorkbookRefused) as refused:
        workbook.read_sync(with_sheet("<c/>" * 2_000), limits=limits)
    assert refused.value.reason == "too_many_tags"


def test_a_parser_that_aborts_takes_only_its_own_process_along() -> None:
    """With the bounds lifted, a far cell ends the child as the parser runs out of memory: a refusal as any other."""
    lifted = dataclasses.replace(LIMITS, rows=2_000_000, columns=20_000, cells=10**12)
    build, _ = HOSTILE["a stray far cell"]
    with pytest.raises(WorkbookRefused) as refused:
        workbook.read_sync(build(), limits=lifted)
    assert refused.value.reason == "too_much_memory"


def test_a_child_without_enough_memory_is_a_refusal() -> None:
    """A workbook that needs more memory than the child may use is refused by name."""
    content = make_workbook([make_row(agency=f"Agency {i}") for i in range(5_000)])
    with pytest.raises(WorkbookRefused) as refused:
        workbook.read_sync(content, limits=dataclasses.replace(LIMITS, memory_bytes=10 * MIB))
    assert refused.value.reason == "too_much_memory"


def test_a_child_that_takes_too_long_is_ended() -> None:
    """Patience over, the child is killed and the workbook refused."""
    with pytest.raises(WorkbookRefused) as refused:
        workbook.read_sync(GOOD, limits=dataclasses.replace(LIMITS, wall_seconds=0.001))
    assert refused.value.reason == "too_slow"


def test_the_processor_time_of_the_child_is_limited() -> None:
    """The limit is set in the child itself and the kernel holds it: endless work ends by a signal."""
    code = "from adapters.child import confine\nconfine({'memory_bytes': 1 << 28, 'cpu_seconds': 1})\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60)  # noqa: S603  our own code
    assert done.returncode < 0
    assert workbook._refused(confined._death(done.returncode), LIMITS).reason == "too_slow"


def test_a_good_workbook_is_read_after_a_hostile_one() -> None:
    """A refusal leaves nothing behind: the next edition is read."""
    with pytest.raises(WorkbookRefused):
        workbook.read_sync(HOSTILE["a stray far cell"][0]())
    assert len(workbook.read_sync(GOOD).sheets[0].rows) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured and limited on Linux")
def test_memory_stays_bounded_in_both_processes(tmp_path: Path) -> None:
    """Refusing the worst of the files costs neither us nor the child more than 300 MB."""
    worst = ("a zip bomb by size", "a million rows", "megabytes in one cell", "links over everything", "too many bytes")
    for number, name in enumerate((*worst, "one long text a thousand times", "entities in the sheet")):
        (tmp_path / f"{number}.xlsx").write_bytes(HOSTILE[name][0]())
    code = (
        "import pathlib, resource, sys\n"
        "from adapters.workbook.reader import read_sync\n"
        "from bot.domain.errors import WorkbookRefused\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    try: read_sync(path.read_bytes())\n"
        "    except WorkbookRefused: pass\n"
        "    else: sys.exit('was read: ' + path.name)\n"
        # Our own ru_maxrss would count the test runner that started us; VmHWM begins anew with the program.
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "ours = next(line.split()[1] for line in status.splitlines() if line.startswith('VmHWM'))\n"
        "print(ours, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True, capture_output=True, timeout=60
    )
    assert max(map(int, done.stdout.split())) < 300 * 1024  # KiB on Linux


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<"]))
def test_any_bytes_are_refused_by_name(tail: bytes, head: bytes) -> None:
    """Bytes that are no archive never raise anything but a refusal, and start no process."""
    with pytest.raises(WorkbookRefused):
        check(head + tail)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever bytes of a good workbook are changed, the outcome is a sheet or a refusal."""
    content = bytearray(GOOD)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=5)):
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(WorkbookRefused):
        for sheet in workbook.read_sync(bytes(content)).sheets:
            assert len(sheet.rows) == len(sheet.numbers)


def test_a_link_to_a_script_is_only_text() -> None:
    """An address is handed on as it stands, opened by nobody: judging it is not the reader's business."""
    (sheet,) = workbook.read_sync(
        make_workbook([["VIRGINIA", Link("link", "javascript:alert(1)")]], header=["STATE", "MOA"])
    ).sheets
    assert sheet.rows[0][1].url == "javascript:alert(1)"
