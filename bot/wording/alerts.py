"""What a chat is told when the list changes, and how that is taken back, as plain text blocks.  Pure.

What is said is neutral and sourced: an agreement "is on ICE's list" or "is no longer on
ICE's list"; the list does not say who ended it, so neither do we.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.domain.agreements import Change, ChangeKind, RecordedChange
from bot.domain.messages import Attachment, Block, Line, Message, Span
from bot.identity.agencies import by_agency
from bot.reading.text import fold
from bot.wording.agreements import edition_seen, model_explained, model_name, signed, source_line
from bot.wording.brief import brief
from bot.wording.doubt import doubt
from bot.wording.events import COUNTED_FIRST, about, change_linked, counted, event, happened, kind_of
from bot.wording.history import corrections
from bot.wording.languages import Words
from bot.wording.layout import paragraph
from bot.wording.marks import struck
from bot.wording.phrases import joined
from bot.wording.tables import csv_file, csv_row

ENTRIES_AT_MOST = 5
"""More changes than this have a short line each, and a CSV file beside them for who wants it."""

TOLD_TOGETHER = (ChangeKind.SIGNED, ChangeKind.ENDED, ChangeKind.PENDING_LISTED, ChangeKind.PENDING_DROPPED)
"""What is told of an agency in one entry, however many of its agreements it concerns."""

NAMED_AT_MOST = 2
"""More states than this are counted in a title."""

TITLE_AT_MOST = 160
"""Characters of a title that names an agency: a longer name stands in the message alone, where nothing cuts it."""


def alert(words: Words, changes: Sequence[RecordedChange]) -> Message:
    """What one edition brought for one chat; ``changes`` are of one edition and not empty."""
    footer = source_line(words, edition_seen(words, changes[0].sheet, changes[0].at, changes[0].source))
    first, *others = _entries(words, changes)
    title = words.alert_of_one(happened=_plain(happened(words, first[0], len(first))))
    if not others and len(title) <= TITLE_AT_MOST:
        return Message(title, (entry(words, first)[1:],), footer)
    return telling(words, Message(news(words, changes), footer=footer), changes)


def summary(words: Words, changes: Sequence[RecordedChange], since: dt.datetime) -> Message:
    """What several editions brought for a chat that could not be reached ``since`` then; ``changes`` are not empty."""
    title = words.summary_title(changes=news(words, changes))
    before = (paragraph(words.summary_of(since=since)),)
    return telling(words, Message(title, before, source_line(words)), changes)


def telling(words: Words, around: Message, changes: Sequence[RecordedChange]) -> Message:
    """A message with an entry for each agency, or in short lines where these are many.

    What is doubtful among many has an entry as well.
    """
    entries = [entry(words, together) for together in _entries(words, changes)]
    if len(entries) <= ENTRIES_AT_MOST:
        return replace(around, blocks=(*around.blocks, *entries))
    told = [recorded.change for recorded in _ordered(words, changes)]
    doubtful = [entry(words, [change]) for change in told if doubt(words, change)]
    blocks = (*around.blocks, *brief(words, told), *doubtful[:ENTRIES_AT_MOST])
    return replace(around, blocks=blocks, attachment=_file(words, changes))


def correction(words: Words, wrong: Sequence[RecordedChange], first_sent: dt.datetime) -> Message:
    """Take back what an earlier alert said; ``wrong`` are the changes in it that were not so."""
    blocks = (paragraph(words.correction_of(time=first_sent)), *(_wrong(words, recorded.change) for recorded in wrong))
    places = _places(words, [words.state_in_sentence(code) for code in _states(words, wrong)])
    return Message(words.correction_title(places=places), blocks, source_line(words))


def entry(words: Words, changes: Sequence[Change]) -> Block:
    """What happened to one agency, as the lines that stay together: what it was, under which models, and the links.

    ``changes`` are of one agency and of the same event, and not empty.
    """
    first = changes[0]
    lines = [happened(words, first, len(changes))]
    lines += [_agreement(words, change) for change in changes]
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


def _agreement(words: Words, change: Change) -> Line:
    agreement = change.agreement
    return change_linked(words, change, signed(words, agreement, model_explained(words, agreement.model)))


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


def _plain(line: Line) -> str:
    return "".join(span.text for span in line)


def _ordered(words: Words, changes: Iterable[RecordedChange]) -> list[RecordedChange]:
    """Sort what left first, then by state and agency."""

    def order(recorded: RecordedChange) -> tuple[object, ...]:
        agreement = recorded.change.agreement
        kind = COUNTED_FIRST.index(recorded.change.kind)
        return kind, words.state(agreement.state), fold(agreement.agency), recorded.id

    return sorted(changes, key=order)


def _states(words: Words, changes: Iterable[RecordedChange]) -> tuple[str, ...]:
    return tuple(sorted({recorded.change.agreement.state for recorded in changes}, key=words.state))


def _places(words: Words, names: Sequence[str]) -> str:
    if len(names) > NAMED_AT_MOST:
        return words.several_states(count=len(names))
    return names[0] if len(names) == 1 else words.pair(first=names[0], last=names[1])


def news(words: Words, changes: Sequence[RecordedChange]) -> str:
    """How many changes there are of each kind and where: ``Ohio: 2 agreements no longer on ICE's list, 1 new ...``."""
    kinds = [kind for kind in COUNTED_FIRST if any(recorded.change.kind is kind for recorded in changes)]
    of_kind = {kind: [recorded for recorded in changes if recorded.change.kind is kind] for kind in kinds}
    runs = groupby(kinds, key=lambda kind: _states(words, of_kind[kind]))
    sentences = [
        words.alert_of.line(
            places=_places(words, [words.state(code) for code in states]),
            changes=_counts(words, {kind: len(of_kind[kind]) for kind in run}),
        )
        for states, run in runs
    ]
    return _plain(joined(words.alert_then, sentences))


def _counts(words: Words, counts: Mapping[ChangeKind, int]) -> str:
    first, *further = counts
    return words.all_of(
        [
            counted(words, first).first(count=counts[first]),
            *(counted(words, kind).further(count=counts[kind]) for kind in further),
        ]
    )


def _file(words: Words, changes: Iterable[RecordedChange]) -> Attachment:
    rows = (_row(words, recorded.change) for recorded in _ordered(words, changes))
    return csv_file(words, "287g-changes.csv", words.column_change(), rows)


def _row(words: Words, change: Change) -> tuple[str, ...]:
    return csv_row(words, kind_of(words, change), change.agreement)
