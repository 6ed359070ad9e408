"""The real workbooks of a month in the order of their publication, and damaged copies of them."""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.domain.editions import ListKind
from tests.support.scoring import when

APART = dt.timedelta(minutes=30)
"""Several workbooks were saved in the same second; each is published so long after the one before it at least."""

STAMP = "%Y-%m-%dT%H:%M:%SZ"
_ROW = re.compile(rb"<row\b[^>]*?(?:/>|>.*?</row>)", re.DOTALL)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Copy:
    """One workbook as it was linked: when it was published, and its own last-modified time."""

    content: bytes
    name: str
    linked_as: ListKind
    at: dt.datetime
    modified: dt.datetime


def find_copies(corpus: Path, month: dt.date, until: dt.datetime) -> dict[ListKind, list[Copy]]:
    """Return by link the editions of a month until a time, and before them all that are older."""
    begin = dt.datetime(month.year, month.month, 1, tzinfo=dt.UTC)
    lines: dict[ListKind, list[Copy]] = {kind: [] for kind in ListKind}
    for text in (corpus / "index.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(text)
        line, modified = lines[ListKind(entry["kind"])], when(entry["modified"])
        at = max(modified, line[-1].at + APART) if line and modified >= begin else modified
        if at < until:
            content = (corpus / entry["file"]).read_bytes()
            line.append(Copy(content, entry["served_as"], ListKind(entry["kind"]), at, modified))
    return lines


@functools.cache
def cut(content: bytes, share: float) -> bytes:
    """Keep only the first ``share`` of the rows; 0 keeps the headers alone."""

    def shortened(sheet: bytes) -> bytes:
        rows = list(_ROW.finditer(sheet))
        kept = max(1, round(len(rows) * share))
        return sheet[: rows[kept - 1].end()] + sheet[rows[-1].end() :]

    return _rewritten(content, {"xl/worksheets/sheet1.xml": shortened})


@functools.cache
def repack(content: bytes, modified: dt.datetime) -> bytes:
    """Keep all rows, and change the order of the archive, its dates, and when the workbook says that it was saved."""
    text = modified.strftime(STAMP).encode()
    return _rewritten(
        content, {"docProps/core.xml": lambda core: _MODIFIED.sub(rb"\g<1>" + text, core)}, backwards=True
    )


def _rewritten(content: bytes, changed: dict[str, Callable[[bytes], bytes]], *, backwards: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()[::-1] if backwards else before.namelist()
        for name in names:
            part = before.read(name)
            fresh = changed[name](part) if name in changed else part
            after.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), fresh, zipfile.ZIP_DEFLATED)
    return out.getvalue()
