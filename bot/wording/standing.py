"""What an answer says of its own footing, in a language.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.domain.editions import ListKind
from bot.domain.holds import Hold, HoldReason
from bot.domain.messages import Line
from bot.domain.standing import Standing
from bot.wording.agreements import checked, edition_seen
from bot.wording.editions import hold_detail
from bot.wording.languages import Words

KEEPS_NOTHING_BACK = (HoldReason.MASS_UNLINKING, HoldReason.MASS_REDATING, HoldReason.MASS_COUNTIES)
"""What an operator sees and no reader has to: everything that they read is as the list has it."""


def source_text(words: Words, standing: Standing, at: dt.datetime) -> Line:
    """Which edition an answer rests on, and when the list was last looked at; nothing where none was read."""
    edition = standing.edition
    if edition is None:
        return ()
    seen = edition_seen(words, edition.name, edition.found_at, edition.source)
    if standing.checked_at is None:
        return seen
    return words.edition_checked.line(edition=seen, checked=checked(words, at - standing.checked_at))


def standing_notes(words: Words, standing: Standing, *, pending: bool = False) -> list[Line]:
    """What a reader must know beside an answer; ``pending``: it names pending agreements."""
    return list(_notes(words, standing, pending=pending))


def _notes(words: Words, standing: Standing, *, pending: bool) -> Iterator[Line]:
    if standing.unreadable_since:
        yield words.list_unreadable.line(since=standing.unreadable_since)
    for hold in standing.holds:
        if hold.reason not in KEEPS_NOTHING_BACK:
            yield _held(words, hold)
    edition = standing.pending
    if standing.pending_last_published:
        yield words.pending_last_published.line(date=standing.pending_last_published.date())
    if edition is not None and (pending or standing.pending_last_published):
        yield words.pending_source.line(edition=edition.name, time=edition.found_at)


def _held(words: Words, hold: Hold) -> Line:
    said = hold_detail(words, hold)
    if hold.list is ListKind.PENDING:
        return words.pending_being_checked.line(since=hold.since, said=said)
    if hold.state is None:
        return words.being_checked_whole.line(since=hold.since, said=said)
    return words.being_checked.line(since=hold.since, said=said)
