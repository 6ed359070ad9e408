"""What a change rests on, put together from what the store keeps of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace

from bot.domain.agreements import Agreement, Change, ChangeKind, Listing, Reason, support_model
from bot.domain.editions import Cell, Edition, Workbook
from bot.domain.errors import UsageError, WorkbookRefused
from bot.domain.explanations import Explanation, PrintedRow, Shown
from bot.domain.ports import Work
from bot.identity.pairing import pair
from bot.reading.roster import heading, read_roster

NEW = (ChangeKind.SIGNED, ChangeKind.PENDING_LISTED)
GONE = (ChangeKind.ENDED, ChangeKind.PENDING_DROPPED)


def explain_change(work: Work, change_id: int) -> Explanation:
    """Put together what a change rests on, without the rows as printed.

    Raises:
        UsageError: there is no such change.
    """
    recorded = next(iter(work.agreements.changes([change_id])), None)
    if recorded is None:
        raise UsageError("no_change", change=change_id)
    edition, basis = work.editions.of_change(change_id), recorded.change.basis
    before = None if recorded.change.reason is Reason.RETRACTED else work.editions.believed_before(edition)
    hold = work.holds.get(basis.hold) if basis and basis.hold else None
    return Explanation(recorded, Shown(edition), Shown(before) if before else None, hold)


def with_rows(work: Work, found: Explanation, read: Callable[[bytes], Workbook]) -> Explanation:
    """Add the rows before and after, as the stored bytes of both editions print them."""
    change = found.recorded.change
    retracted = change.reason is Reason.RETRACTED
    after = None if change.kind in GONE or retracted else change.agreement
    before = None if change.kind in NEW else _former(change)
    return replace(
        found,
        after=_shown(work, found.after.edition, after, read),
        before=_shown(work, found.before.edition, before, read) if found.before else None,
    )


def _shown(work: Work, edition: Edition, agreement: Agreement | None, read: Callable[[bytes], Workbook]) -> Shown:
    content = work.editions.kept(edition.sha256)
    if content is None or hashlib.sha256(content).hexdigest() != edition.sha256:
        return Shown(edition, readable=False)
    try:
        workbook = read(content)
        listing = _listing(agreement, read_roster(workbook).listings) if agreement else None
    except WorkbookRefused:
        return Shown(edition, readable=False)
    return Shown(edition, _printed(workbook, listing) if listing else None)


def _listing(agreement: Agreement, listings: tuple[Listing, ...]) -> Listing | None:
    """The row that lists an agreement, which is known to be there."""
    found = pair((replace(agreement, ended_at=None),), listings)
    positions = [*found.unchanged, *(one.position for one in found.pairs)]
    return listings[positions[0]] if positions else None


def _former(change: Change) -> Agreement:
    """The agreement as it was known before a correction."""
    was, now = change.was, change.agreement
    model, day = was.get("model"), was.get("signed_on")
    return replace(
        now,
        state=was.get("state") or now.state,
        agency=was.get("agency") or now.agency,
        county=was.get("county") or now.county,
        model=support_model(model) if model else now.model,
        signed_on=dt.date.fromisoformat(day) if day else None if "signed_on" in was else now.signed_on,
        signed_printed=was.get("signed_printed") or now.signed_printed,
    )


def _printed(workbook: Workbook, listing: Listing) -> PrintedRow | None:
    for sheet in workbook.sheets:
        if listing.sheet in ("", sheet.name) and listing.row in sheet.numbers:
            cells = sheet.rows[sheet.numbers.index(listing.row)]
            heads = [*heading(sheet), *[""] * len(cells)]
            texts = zip(heads, map(_text, cells), strict=False)
            return PrintedRow(sheet.name, listing.row, tuple((head, text) for head, text in texts if text))
    return None


def _text(cell: Cell) -> str:
    """What a cell shows, and the address that it links to behind it."""
    value = cell.value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return " ".join(filter(None, ("" if value is None else str(value), cell.url)))
