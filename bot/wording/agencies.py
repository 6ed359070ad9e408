"""One agency, its agreements and its history, as plain text blocks; or which agencies could be meant.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.agencies import AgencyName, AgencyRecord, Tenure
from bot.domain.agreements import RecordedChange
from bot.domain.editions import ListKind
from bot.domain.messages import Attachment, Block, Line, Message, Span
from bot.wording.agreements import linked, model_explained, place, place_of, signed, source_line
from bot.wording.events import kind_of
from bot.wording.history import corrections, history_entry
from bot.wording.languages import Words
from bot.wording.layout import paragraph, plain
from bot.wording.tables import csv_file, csv_row

NAMED_AT_MOST = 15
"""More agencies than this of one name are counted."""

CHARACTERS = 2800
"""What of an answer is shown before its history is cut, addresses included: one message of every platform holds it."""

TYPED_AT_MOST = 60
"""Characters of what a person typed that are shown back."""


def agency_answer(
    words: Words, record: AgencyRecord, *, source: Line | str, notes: Sequence[Line | str] = (), most: int | None = None
) -> Message:
    """What is known of an agency; of more changes than ``most``, or than one message holds, the rest is in a file."""
    title = words.agency_title(agency=record.named.agency, place=place(words, record.named))
    before = [_agreement(words, record, tenure) for tenure in record.agreements]
    before.append((_ids(words, record),))
    before += map(paragraph, notes)
    entries = [history_entry(words, recorded) for recorded in record.changes]
    every = Message(title, (*before, *_history(words, entries)), source_line(words, source))
    shown = len(entries) if most is None else min(most, _fitting(before, entries))
    if shown == len(entries):
        return every
    cut = paragraph(words.agency_history_cut(shown=shown, count=len(entries)))
    blocks = (*before, *_history(words, entries[:shown]), cut)
    return replace(every, blocks=blocks, attachment=_file(words, record), instead=every)


def several_agencies(words: Words, typed: str, names: Sequence[AgencyName], *, command: str) -> Message:
    """Which agencies could be meant, and how to ask for each; ``command`` is how this was asked."""
    example = words.command_with(command=command, words=names[0].agency_id)
    lines = tuple(_choice(words, name) for name in names[:NAMED_AT_MOST])
    more = len(names) - NAMED_AT_MOST
    return Message(
        words.which_agency(),
        (
            paragraph(words.several_agencies(count=len(names), typed=_shown(typed), example=example)),
            lines,
            *([paragraph(words.more_agencies(count=more))] if more > 0 else []),
        ),
    )


def no_agency(
    words: Words, typed: str, nearest: Sequence[AgencyName], *, command: str, unread: bool = False
) -> Message:
    """That no agency has that name, and the names that come nearest; ``unread``: no list has been read yet."""
    if unread:
        return plain(words.which_agency(), words.no_edition_yet())
    first = paragraph(words.no_such_agency(typed=_shown(typed)))
    if not nearest:
        hint = words.agency_hint(example=words.command_with(command=command, words=words.agency_example()))
        return Message(words.which_agency(), (first, paragraph(hint)))
    example = words.command_with(command=command, words=nearest[0].agency_id)
    lines = tuple(_choice(words, name) for name in nearest)
    return Message(words.which_agency(), (first, paragraph(words.nearest_agencies(example=example)), lines))


def _choice(words: Words, name: AgencyName) -> Line:
    where = place_of(words, name.county, name.state)
    return words.agency_choice.line(agency=Span(name.name, bold=True), place=where, id=Span(name.agency_id, code=True))


def _shown(typed: str) -> str:
    return typed if len(typed) <= TYPED_AT_MOST else f"{typed[:TYPED_AT_MOST]}…"


def _agreement(words: Words, record: AgencyRecord, tenure: Tenure) -> Block:
    agreement = tenure.agreement
    line = linked(words, agreement, signed(words, agreement, model_explained(words, agreement.model)))
    if agreement.addendum_url:
        addendum = Span(words.addendum_link(), url=agreement.addendum_url)
        line = words.agreement_linked.line(agreement=line, link=addendum)
    lines: list[Line] = [line]
    if agreement.agency != record.named.agency:
        lines.append((Span(words.agency_printed_here(agency=agreement.agency)),))
    lines.append((Span(_standing(words, tenure)),))
    if agreement.public_id:
        lines.append(words.agreement_id.line(id=Span(agreement.public_id, code=True)))
    return tuple(lines)


def _standing(words: Words, tenure: Tenure) -> str:
    pending, ended = tenure.agreement.list is ListKind.PENDING, tenure.agreement.ended_at
    since = tenure.since.date()
    if ended and pending:
        return words.agreement_left_pending(since=since, ended=ended.date())
    if ended:
        return words.agreement_left(since=since, ended=ended.date())
    if tenure.from_start:
        return words.agreement_pending_from_start(since=since) if pending else words.agreement_from_start(since=since)
    return words.agreement_pending_since(since=since) if pending else words.agreement_since(since=since)


def _ids(words: Words, record: AgencyRecord) -> Line:
    line: Line = ()
    for agency_id in record.ids:
        span = Span(agency_id, code=True)
        line = words.pair.line(first=line, last=span) if line else (span,)
    return words.agency_id.line(id=line)


def _history(words: Words, entries: Sequence[Block]) -> Iterator[Block]:
    yield paragraph(words.agency_history() if entries else words.history_empty())
    yield from entries


def _fitting(before: Sequence[Block], entries: Sequence[Block]) -> int:
    """Return how many entries fit into one message behind the blocks ``before``; one in any case."""
    used, count = sum(map(_size, before)), 0
    for entry in entries:
        used += _size(entry)
        if count and used > CHARACTERS:
            break
        count += 1
    return count


def _size(block: Block) -> int:
    return 2 + sum(len(span.text) + len(span.url or "") + 1 for line in block for span in line)


def _file(words: Words, record: AgencyRecord) -> Attachment:
    rows = [_row(words, recorded) for recorded in record.changes]
    more = (words.column_date(), words.column_was())
    return csv_file(words, f"287g-{record.ids[0]}.csv", words.column_change(), rows, more)


def _row(words: Words, recorded: RecordedChange) -> tuple[str, ...]:
    change = recorded.change
    row = csv_row(words, kind_of(words, change), change.agreement)
    return (*row, recorded.at.date().isoformat(), words.all_of(list(corrections(words, change))))
