"""Real editions, where they are at hand: every one of them must be read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from adapters.workbook import reader as workbook
from tests.support import ROOT

CORPUS = Path(os.environ.get("CORPUS") or ROOT.parent / "shared" / "corpus")
SAMPLE = 8
"""Every so many of the editions are read in the ordinary tests."""


def editions() -> list[str]:
    """Return the files of the corpus in the order of their publication."""
    if not (CORPUS / "index.jsonl").exists():
        pytest.skip(f"there is no corpus of real editions at {CORPUS}")
    lines = (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["file"] for line in lines]


def check(file: str) -> None:
    """Read one edition and compare it with what is known of all of them."""
    book = workbook.read_sync((CORPUS / file).read_bytes())
    sheet = book.sheets[0]
    assert sheet.header[:2] == ("STATE", "LAW ENFORCEMENT AGENCY"), file
    assert sheet.rows, file
    assert book.modified is not None, file
    assert len(sheet.rows) == len(sheet.numbers), file


def test_a_sample_of_real_editions_is_read() -> None:
    """Every eighth real edition, from the first to the last, is read."""
    for file in editions()[::SAMPLE]:
        check(file)


@pytest.mark.slow
def test_every_real_edition_is_read() -> None:
    """All real editions are read."""
    for file in editions():
        check(file)
