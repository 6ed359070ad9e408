"""The distinct rows of a corpus, as far as they say where an agency is, and the sample that people checked."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from adapters.workbook.reader import read_sync
from bot.domain.errors import WorkbookRefused
from bot.reading.roster import read_roster
from tests.support import ROOT

SAMPLE = ROOT / "tests" / "support" / "samples" / "counties.csv"
"""Rows of real editions with the codes that a person found; ``expected`` is empty where none is beyond doubt."""


class Row(NamedTuple):
    """What a row prints of its place; the state as its code where it is understood."""

    state: str
    agency: str
    county: str


def distinct(corpus: Path) -> dict[Row, str]:
    """Return the distinct rows of all workbooks in the order of the index, each with what stands in ``TYPE``."""
    rows: dict[Row, str] = {}
    for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines():
        try:
            roster = read_roster(read_sync((corpus / json.loads(line)["file"]).read_bytes()))
        except WorkbookRefused:
            continue
        for listing in roster.listings:
            rows[Row(listing.state or listing.state_printed, listing.agency, listing.county)] = listing.type
    return rows


def checked() -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Yield each row of the sample with the codes that are expected of it."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            yield Row(line["state"], line["agency"], line["county"]), tuple(line["expected"].split())
