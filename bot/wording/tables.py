"""The files that go with a message: agreements as CSV for a spreadsheet.  Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from bot.domain.agreements import Agreement
from bot.domain.messages import Attachment
from bot.reading.counties import county_fips
from bot.reading.deportationdata import deportationdata_id
from bot.wording.agreements import model_name
from bot.wording.languages import Words


def csv_file(words: Words, name: str, what: str, rows: Sequence[Sequence[str]], more: Sequence[str] = ()) -> Attachment:
    """Write rows as a file with a byte order mark; ``what`` and ``more`` name the columns beside an agreement's."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((what, *_columns(words), *more))
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    content = out.getvalue().encode("utf-8-sig")
    caption = words.file_caption(name=name, size=len(content))
    return Attachment(name, content, caption, words.file_description(count=len(rows)))


def csv_row(words: Words, what: str, agreement: Agreement) -> tuple[str, ...]:
    """An agreement as a row of `csv_file`, ``what`` in the first column."""
    return (
        what,
        agreement.state,
        agreement.agency,
        agreement.county,
        " ".join(county_fips(agreement)),
        model_name(words, agreement.model),
        agreement.signed_on.isoformat() if agreement.signed_on else "",
        agreement.moa_url or "",
        agreement.public_id,
        agreement.agency_id,
        deportationdata_id(agreement.agency, agreement.state) or "",
    )


def _columns(words: Words) -> tuple[str, ...]:
    return (
        words.column_state(),
        words.column_agency(),
        words.column_county(),
        words.column_county_fips(),
        words.column_model(),
        words.column_signed_on(),
        words.column_agreement_pdf(),
        words.column_agreement_id(),
        words.column_agency_id(),
        words.column_deportationdata_id(),
    )


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula (OWASP: CSV injection)."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
