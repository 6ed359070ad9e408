"""What an edition came to, in one line of the log; later lines for rows that are not understood."""

from __future__ import annotations

import logging

from bot.domain.agreements import Unclear, UnclearRow
from bot.domain.editions import EditionOutcome
from bot.ingest.decide import Intake
from bot.wording.editions import hold_detail
from bot.wording.languages import ENGLISH

log = logging.getLogger(__name__)

UNCLEAR_AT_MOST = 20
"""Lines about rows of one edition; more of them is what `bot.ingest.doubts` calls unreadable."""

LONGEST = 80
"""Characters of a cell that the log shows."""

_TROUBLE = (EditionOutcome.HELD, EditionOutcome.PARTLY_HELD)


def report(intake: Intake) -> None:
    """Tell the operator in one line what an edition came to, unless an earlier poll has.

    What is refused, or an old copy, is in the way for as long as it is shown: `bot.delivery.troubles` tells of that.
    """
    if not intake.news or intake.outcome is EditionOutcome.REFUSED or intake.old_copy:
        return
    level = logging.WARNING if intake.outcome in _TROUBLE else logging.INFO
    held = "".join(
        f"; held: {hold.state or 'everything'}, {hold.reason}: {hold_detail(ENGLISH, hold)}" for hold in intake.holds
    )
    log.log(level, "edition %s %s%s", intake.edition.name, _came_to(intake), held)
    for row in intake.unclear[:UNCLEAR_AT_MOST]:
        log.warning("edition %s: %s", intake.edition.name, _not_told(row))


def _came_to(intake: Intake) -> str:
    match intake.outcome:
        case EditionOutcome.BASELINE:
            first = f"is the first of the {intake.edition.list} list"
            return f"{first}: {_count(intake.known, 'agreement', 'agreements')} known now, nobody is alerted"
        case outcome:
            changes = _count(len(intake.changes), "change", "changes")
            return f"{outcome.replace('_', ' ')}: {changes}, {_count(intake.owed, 'delivery', 'deliveries')}"


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number:,} {singular if number == 1 else plural}"


def _not_told(row: UnclearRow) -> str:
    match row.what:
        case Unclear.AGENCY:
            what = "it names no agency, and is not told"
        case Unclear.STATE:
            what = f"the state {row.printed[:LONGEST]!r} is not understood, and told as printed"
        case Unclear.MODEL:
            what = f"the support type {row.printed[:LONGEST]!r} is not understood, and told as printed"
        case Unclear.SECOND:
            what = f"but for a slip it repeats the row of {row.printed[:LONGEST]!r}, and is not told"
    where = f"row {row.row} of {row.sheet[:LONGEST]!r}" if row.sheet else f"row {row.row}"
    return f"{where} ({row.agency[:LONGEST]}): {what}"
