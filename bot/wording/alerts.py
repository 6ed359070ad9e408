"""What a chat is told when the list changes, and how that is taken back, as plain text blocks.  Pure.

What is said is neutral and sourced: an agreement "is on ICE's list" or "is no longer on
ICE's list"; the list does not say who ended it, so neither do we.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.domain.agreements import Change, ChangeKind, RecordedChange
from bot.domain.messages import Attachment, Block, Line, Message, Span
from bot.reading.text import fold
from bot.wording.agreements import edition_seen, linked, model_explained, model_name, signed, source_line
from bot.wording.brief import brief
from bot.wording.events import COUNTED_FIRST, about, counted, event, happened
from bot.wording.languages import Words
from bot.wording.layout import paragraph
from bot.wording.phrases import joined
from bot.wording.tables import csv_file, csv_row

ENTRIES_AT_MOST = 5
"""More changes than this have a short line each, and a CSV file beside them for who wants it."""

NAMED_AT_MOST = 2
"""More states than this are counted in a title."""

TITLE_AT_MOST = 160
"""Characters of a title that names an agency: a longer name stands in the message alone, where nothing cuts it."""


def alert(words: Words, changes: Sequence[RecordedChange]) -> Message:
    """What one edition brought for one chat; ``changes`` are of one edition and not empty."""
    footer = source_line(words, edition_seen(words, changes[0].sheet, changes[0].at, changes[0].source))
    if len(changes) == 1:
        title = words.alert_of_one(happened=_plain(happened(words, changes[0].change)))
        if len(title) <= TITLE_AT_MOST:
            return Message(title, (entry(words, changes[0].change)[1:],), footer)
    return _telling(words, Message(_news(words, changes), footer=footer), changes)


def summary(words: Words, changes: Sequence[RecordedChange], since: dt.datetime) -> Message:
    """What several editions brought for a chat that could not be reached ``since`` then; ``changes`` are not empty."""
    title = words.summary_title(changes=_news(words, changes))
    before = (paragraph(words.summary_of(since=since)),)
    return _telling(words, Message(title, before, source_line(words)), changes)


def _telling(words: Words, around: Message, changes: Sequence[RecordedChange]) -> Message:
    """A message with each change as an entry, or in short lines where these are many."""
    told = [recorded.change for recorded in _ordered(words, changes)]
    if len(told) <= ENTRIES_AT_MOST:
        return replace(around, blocks=(*around.blocks, *(entry(words, change) for change in told)))
    return replace(around, blocks=(*around.blocks, *brief(words, told)), attachment=_file(words, changes))


def correction(words: Words, wrong: Sequence[RecordedChange], first_sent: dt.datetime) -> Message:
    """Take back what an earlier alert said; ``wrong`` are the changes in it that were not so."""
    blocks = (paragraph(words.correction_of(time=first_sent)), *(_wrong(words, recorded.change) for recorded in wrong))
    places = _places(words, [words.state_in_sentence(code) for code in _states(words, wrong)])
    return Message(words.correction_title(places=places), blocks, source_line(words))


def entry(words: Words, change: Change) -> Block:
    """One change as the lines that stay together: what happened, under which model, and the links."""
    agreement = change.agreement
    explained = model_explained(words, agreement.model)
    lines = [happened(words, change), linked(words, agreement, signed(words, agreement, explained))]
    if change.kind is ChangeKind.ENDED or change.remaining:
        lines.append((Span(_remaining(words, change)),))
    return tuple(lines)


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


def _news(words: Words, changes: Sequence[RecordedChange]) -> str:
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
    rows = (
        csv_row(words, counted(words, recorded.change.kind).kind(), recorded.change.agreement)
        for recorded in _ordered(words, changes)
    )
    return csv_file(words, "287g-changes.csv", words.column_change(), rows)
