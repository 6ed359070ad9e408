"""Dates as people type them, and addresses that an archive's address wraps."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.reading.dates import signed_date
from bot.reading.links import official_link

PDF = "https://www.ice.gov/doclib/287g/a.pdf"


@pytest.mark.parametrize(
    "text",
    [
        "6/1/2026",
        "6/1/2026 12:00:00 AM",
        "6/1/26 0:00",
        "1-Jun-26",
        "01-JUN-2026",
        "2026/06/01",
        "2026.6.1",
        "June 1, 2026",
        "Jun. 1 2026",
        "1 June 2026",
        "1st June 2026",
        "Monday, June 1, 2026",
        "Mon 6/1/2026",
        "6-1-26",
        "06.01.2026",
        "2026-06-01T00:00:00Z",
        "2026-06-01 00:00:00+00:00",
        " 06/01/2026\u00a0",
        "46174",
        "46174.0",
    ],
)
def test_a_date_is_read_however_it_is_typed(text: str) -> None:
    """Every usual way to type the first of June 2026 is that day."""
    assert signed_date(text)[0] == dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    "text", ["7/72025", "June 2026", "13/1/2026", "2/30/2026", "1 Abc 2026", "pending", "12345", "4617", "6/1"]
)
def test_what_is_no_whole_date_stays_as_printed(text: str) -> None:
    """Nothing is guessed of a text that is not one whole day; it is kept instead."""
    assert signed_date(text) == (None, text)


@pytest.mark.parametrize(
    "before",
    [
        "https://web.archive.org/web/20250601000000/",
        "http://web.archive.org/web/20250601000000id_/",
        "https://web.archive.org/web/2025/https://web.archive.org/web/2024/",
    ],
)
@pytest.mark.parametrize("inner", [PDF, PDF.replace("https", "http")])
def test_an_archived_address_is_the_address_that_it_keeps(before: str, inner: str) -> None:
    """A page of the Wayback Machine is unwrapped to ICE's own address."""
    assert official_link(before + inner) == PDF


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/2025/https://example.org/a.pdf",
        "https://web.archive.org/save/" + PDF,
        "https://web.archive.org.example.org/web/2025/" + PDF,
        "https://example.org/web/2025/" + PDF,
    ],
)
def test_no_other_wrapping_leads_to_an_official_address(url: str) -> None:
    """Another host, or another page of the archive, is not linked."""
    assert official_link(url) is None
