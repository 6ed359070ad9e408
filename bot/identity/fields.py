"""What a row says of the agreement that it lists: the fields to keep as they are, and those to correct.  Pure.

Case, apostrophes and white space are no news; neither is a cell that became empty, an
unreadable date in the place of a good one, or a link that went: what was known stays.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.agreements import Agreement, Listing, SupportModel
from bot.reading.states import STATES
from bot.reading.text import fold


def as_known(agreement: Agreement, row: Listing) -> bool:
    """Whether the row says exactly what is known: the quick way for nearly all rows of an edition."""
    return (
        agreement.agency == row.agency
        and agreement.signed_on == row.signed_on
        and agreement.moa_url == row.moa_url
        and agreement.county == row.county
        and agreement.addendum_url == row.addendum_url
        and agreement.state == row.state
        and agreement.model == row.model
        and agreement.type == row.type
        and (agreement.signed_on is not None or agreement.signed_printed == row.signed_printed)
    )


def as_printed(agreement: Agreement) -> bool:
    """Whether the state or the model of an agreement is not understood, and stands as printed."""
    return not isinstance(agreement.model, SupportModel) or agreement.state not in STATES


def better(old: str, new: str) -> str:
    """Return the text to keep of what was known and what a cell says now."""
    return old if not new or (old and fold(old) == fold(new)) else new


def better_date(agreement: Agreement, row: Listing) -> bool:
    """Whether the row has another signing date, or other text where no date was ever read."""
    if row.signed_on:
        return row.signed_on != agreement.signed_on
    printed = bool(row.signed_printed) and row.signed_printed != agreement.signed_printed
    return agreement.signed_on is None and printed


def updated(agreement: Agreement, row: Listing) -> Agreement:
    """Return the agreement with what the row says better; the same object where that is nothing."""
    now = replace(
        agreement,
        state=row.state or agreement.state,
        model=row.model or agreement.model,
        agency=better(agreement.agency, row.agency),
        county=better(agreement.county, row.county),
        type=better(agreement.type, row.type),
        moa_url=row.moa_url or agreement.moa_url,
        addendum_url=row.addendum_url or agreement.addendum_url,
    )
    if better_date(agreement, row):
        now = replace(now, signed_on=row.signed_on, signed_printed=row.signed_printed)
    return agreement if now == agreement else now


def renewed_by(agreement: Agreement, row: Listing) -> Agreement:
    """Return a renewed agreement: its texts are those that the row links, for the former's are no longer its own."""
    return replace(updated(agreement, row), moa_url=row.moa_url, addendum_url=row.addendum_url)


def former_values(before: Agreement, now: Agreement) -> dict[str, str | None]:
    """Return the values of ``before`` that were corrected, by field name and JSON-ready.

    A county that was only filled in is no correction, nor is another link or type.
    """
    was: dict[str, str | None] = {}
    if now.state != before.state:
        was["state"] = before.state
    if now.agency != before.agency:
        was["agency"] = before.agency
    if now.model != before.model:
        was["model"] = str(before.model)
    if now.signed_on != before.signed_on:
        was["signed_on"] = before.signed_on.isoformat() if before.signed_on else None
    if before.signed_on is None and now.signed_printed != before.signed_printed:
        was["signed_printed"] = before.signed_printed
    if before.county and now.county != before.county:
        was["county"] = before.county
    return was
