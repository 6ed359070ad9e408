"""What a chat is told when the list changes, and how that is taken back, as plain text blocks.  Pure.

What is said is neutral and sourced: an agreement "is on ICE's list" or "is no longer on
ICE's list"; the list does not say who ended it, so neither do we.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.agreements import Change, ChangeKind, Model, RecordedChange
from bot.domain.messages import Attachment, Block, Line, Message, Span, Tone
from bot.identity.agencies import by_agency
from bot.wording.agreements import by_county, edition_seen, model_explained, model_name, signed, source_line
from bot.wording.areas import NAMELESS, Names
from bot.wording.brief import brief
from bot.wording.doubt import doubt
from bot.wording.events import COUNTED_FIRST, about, change_linked, event, happened, kind_of
from bot.wording.history import corrections
from bot.wording.languages import Words
from bot.wording.layout import paragraph, text_of
from bot.wording.marks import struck
from bot.wording.news import TITLE_AT_MOST, news, places, states_of, tone, why
from bot.wording.tables import csv_file, csv_row

ENTRIES_AT_MOST = 5
"""More changes than this have a short line each, and a CSV file beside them for who wants it."""

TOLD_TOGETHER = (ChangeKind.SIGNED, ChangeKind.ENDED, ChangeKind.PENDING_LISTED, ChangeKind.PENDING_DROPPED)
"""What is told of an agency in one entry, however many of its agreements it concerns."""


def alert(
    words: Words,
    changes: Sequence[RecordedChange],
    follows: Collection[str] = (),
    *,
    files: bool = True,
    names: Names = NAMELESS,
) -> Message:
    """What one edition brought for one chat; ``changes`` are of one edition and not empty.

    ``follows`` are the areas for which the chat is told, ``names`` those of agencies among them; and it wants ``files``
    or learns how to get them.
    """
    footer = source_line(words, edition_seen(words, changes[0].sheet, changes[0].at, changes[0].source))
    entries = list(_entries(words, changes))
    title = _title_of_one(words, entries[0]) if len(entries) == 1 else None
    around = Message(title or news(words, _told(changes)), footer=footer, tone=tone(_told(changes)))
    if title:
        lines = entry(words, entries[0])
        rest = lines[1:] if words.alert_of_one(happened=text_of(lines[0])) == title else lines
        return ended(words, replace(around, blocks=(rest,)), follows, files=files, names=names)
    return ended(words, telling(words, around, changes), follows, files=files, names=names)


def _title_of_one(words: Words, together: Sequence[Change]) -> str | None:
    """Name the one agency of an alert, its county where there is room; None where the name alone is too long."""
    for shortly in (False, True):
        said = happened(words, together[0], len(together), shortly=shortly)
        title = words.alert_of_one(happened=text_of(said))
        if len(title) <= TITLE_AT_MOST:
            return title
    return None


def summary(
    words: Words,
    changes: Sequence[RecordedChange],
    since: dt.datetime,
    follows: Collection[str] = (),
    *,
    files: bool = True,
    names: Names = NAMELESS,
) -> Message:
    """What several editions brought for a chat that could not be reached ``since`` then; ``changes`` are not empty."""
    title = words.summary_title(changes=news(words, _told(changes)))
    before = (paragraph(words.summary_of.line(since=since)),)
    around = Message(title, before, source_line(words), tone=tone(_told(changes)))
    return ended(words, telling(words, around, changes), follows, files=files, names=names)


def ended(words: Words, message: Message, follows: Collection[str], *, files: bool, names: Names) -> Message:
    """A message with why its chat is told, and with its file, or how to get one."""
    notes = [why(words, follows, names)] if follows else []
    if message.attachment and not files:
        return replace(message, notes=(*notes, words.files_hint.line()), attachment=None)
    return replace(message, notes=tuple(notes))


def telling(words: Words, around: Message, changes: Sequence[RecordedChange]) -> Message:
    """A message with an entry for each agency, or in short lines where these are many.

    What is doubtful among many has an entry as well.
    """
    entries = list(_entries(words, changes))
    if len(entries) <= ENTRIES_AT_MOST:
        return replace(around, blocks=(*around.blocks, *_explained_once(words, entries)))
    told = _told(_ordered(words, changes))
    doubtful = [entry(words, [change]) for change in told if doubt(words, change)]
    blocks = (*around.blocks, *brief(words, told), *doubtful[:ENTRIES_AT_MOST])
    return replace(around, blocks=blocks, attachment=_file(words, changes))


def _explained_once(words: Words, entries: Iterable[Sequence[Change]]) -> Iterator[Block]:
    """Give an entry for each agency; what a model means is said where it is first named."""
    known: set[Model] = set()
    for together in entries:
        yield entry(words, together, known)
        known |= {change.agreement.model for change in together}


def _told(changes: Iterable[RecordedChange]) -> list[Change]:
    return [recorded.change for recorded in changes]


def correction(words: Words, wrong: Sequence[RecordedChange], first_sent: dt.datetime) -> Message:
    """Take back what an earlier alert said; ``wrong`` are the changes in it that were not so."""
    blocks = (
        paragraph(words.correction_of.line(time=first_sent)),
        *(_wrong(words, recorded.change) for recorded in wrong),
    )
    return Message(_correction_title(words, _told(wrong)), blocks, source_line(words), tone=Tone.OTHER)


def _correction_title(words: Words, wrong: Sequence[Change]) -> str:
    """Name the one agency of which something was not so, where there is room; else count, and say where."""
    agencies = list(by_agency(wrong, lambda change: change.agreement))
    title = text_of(about(words, words.correction_of_one, agencies[0][0]))
    if len(agencies) == 1 and len(title) <= TITLE_AT_MOST:
        return title
    where = places(words, [words.state_in_sentence(code) for code in states_of(words, wrong)])
    return words.correction_title(places=where, count=len(wrong))


def entry(words: Words, changes: Sequence[Change], known: Collection[Model] = ()) -> Block:
    """What happened to one agency, as the lines that stay together: what it was, under which models, and the links.

    ``changes`` are of one agency and of the same event, and not empty; what ``known`` models mean is not said.
    """
    first = changes[0]
    lines = [happened(words, first, len(changes))]
    lines += [_agreement(words, change, known) for change in changes]
    if first.kind is ChangeKind.RELABELLED:
        lines.append((Span(words.same_agreement()),))
    if first.kind is ChangeKind.CORRECTED and first.was:
        lines.append((Span(words.corrected_before(corrections=words.all_of(list(corrections(words, first))))),))
    if first.kind is ChangeKind.ENDED or first.remaining:
        lines.append((Span(_remaining(words, first)),))
    lines += [(Span(doubtful),) for doubtful in dict.fromkeys(doubt(words, change) for change in changes) if doubtful]
    return _as_it_stands(lines, changes)


def _as_it_stands(lines: Sequence[Line], changes: Sequence[Change]) -> Block:
    """Strike through what is not so of an entry whose changes are told from its second line on, one a line.

    What else it says is of all of them together: it does not hold where one of them was taken back.
    """
    if not any(change.taken_back for change in changes):
        return tuple(lines)
    right = {number for number, change in enumerate(changes, start=1) if not change.taken_back}
    return tuple(line if number in right else struck(line) for number, line in enumerate(lines))


def _agreement(words: Words, change: Change, known: Collection[Model]) -> Line:
    agreement = change.agreement
    named = (model_name if agreement.model in known else model_explained)(words, agreement.model)
    return change_linked(words, change, signed(words, agreement, named))


def _entries(words: Words, changes: Iterable[RecordedChange]) -> Iterator[list[Change]]:
    """The changes of each entry: what an agency has several times of one event is told once, naming each."""
    ordered = _ordered(words, changes)
    places = {recorded.id: place for place, recorded in enumerate(ordered)}
    events: dict[object, list[RecordedChange]] = {}
    for recorded in ordered:
        events.setdefault(_event_of(recorded), []).append(recorded)
    entries = (group for same in events.values() for group in by_agency(same, lambda one: one.change.agreement))
    for group in sorted(entries, key=lambda group: places[group[0].id]):
        yield [recorded.change for recorded in group]


def _event_of(recorded: RecordedChange) -> object:
    change = recorded.change
    same = (change.agreement.state, change.kind, change.relisted, change.remaining)
    return same if change.kind in TOLD_TOGETHER else recorded.id


def _wrong(words: Words, change: Change) -> Block:
    said = event(words, change).taken_back(model=model_name(words, change.agreement.model))
    return (about(words, words.wrong_agency, change), (Span(said),))


def _remaining(words: Words, change: Change) -> str:
    if not change.remaining:
        return words.no_other_agreement()
    models = words.all_of([model_name(words, model) for model in change.remaining])
    return words.stays_with(models=models) if change.kind is ChangeKind.ENDED else words.has_also(models=models)


def _ordered(words: Words, changes: Iterable[RecordedChange]) -> list[RecordedChange]:
    """Sort what left first, then by state, county and agency."""

    def order(recorded: RecordedChange) -> tuple[object, ...]:
        agreement = recorded.change.agreement
        kind = COUNTED_FIRST.index(recorded.change.kind)
        return kind, words.state(agreement.state), by_county(agreement), recorded.id

    return sorted(changes, key=order)


def _file(words: Words, changes: Iterable[RecordedChange]) -> Attachment:
    rows = [_row(words, change) for change in _told(_ordered(words, changes))]
    return csv_file(words, "287g-changes.csv", words.column_change(), rows)


def _row(words: Words, change: Change) -> tuple[str, ...]:
    return csv_row(words, kind_of(words, change), change.agreement)
