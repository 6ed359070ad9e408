"""Departures that are told before they are confirmed, and what came of them.  Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from enum import Enum, auto

from bot.domain.agreements import Agreement
from bot.domain.editions import ListKind
from bot.domain.messages import Block, Line, Message, Span
from bot.wording.agreements import model_name, place, source_line
from bot.wording.languages import Words
from bot.wording.layout import paragraph
from bot.wording.marks import struck

NAMED_AT_MOST = 40
"""More agreements than this are counted by state."""


class _Standing(Enum):
    """What is known of a departure that was told early."""

    OPEN = auto()
    CONFIRMED = auto()
    WITHDRAWN = auto()


def unconfirmed(
    words: Words, said: str, since: dt.datetime, named: Sequence[Agreement], settled: Collection[int] = ()
) -> Message:
    """What a chat is told early; of the agreements that are ``settled`` since, with what came of them.

    Those that have ended are confirmed, and the others were none.  ``said`` is why they were doubted.
    """
    standings = {agreement.id: _standing(agreement, settled) for agreement in named}
    found, places = set(standings.values()), _places(words, named)
    lines = _lines(words, named, standings)
    if found <= {_Standing.OPEN}:
        title = words.unconfirmed_title(places=places)
        return _message(words, title, words.unconfirmed_text.line(said=said, since=since), lines)
    if found == {_Standing.CONFIRMED}:
        return _message(words, words.confirmed_title(places=places), words.confirmed_text.line(since=since), lines)
    if found == {_Standing.WITHDRAWN}:
        text = paragraph(words.withdrawn_since())
        title = words.unconfirmed_title(places=places)
        return Message(title, (text, lines), source_line(words), label=words.withdrawn_label(), struck=True)
    in_part = words.confirmed_in_part_title if _Standing.CONFIRMED in found else words.withdrawn_in_part_title
    title = in_part(places=places)
    return _message(words, title, words.settled_in_part_text.line(since=since), lines)


def withdrawn(words: Words, since: dt.datetime, named: Sequence[Agreement]) -> Message:
    """What a chat is told that heard ``since`` then of departures that were none."""
    lines = _lines(words, named, dict.fromkeys((agreement.id for agreement in named), _Standing.OPEN))
    return _message(words, words.withdrawn_title(), words.withdrawn_text.line(since=since), lines)


def _standing(agreement: Agreement, settled: Collection[int]) -> _Standing:
    if agreement.id not in settled:
        return _Standing.OPEN
    return _Standing.WITHDRAWN if agreement.ended_at is None else _Standing.CONFIRMED


def _message(words: Words, title: str, said: Line, lines: Block) -> Message:
    return Message(title, (paragraph(said), lines, paragraph(words.early_hint())), source_line(words))


def _lines(words: Words, named: Sequence[Agreement], standings: dict[int, _Standing]) -> Block:
    """The agreements by name, or by state where they are many; what is settled in another way than others says so."""
    mixed = len(set(standings.values())) > 1
    if len(named) > NAMED_AT_MOST:
        counts = Counter((words.state(agreement.state), standings[agreement.id]) for agreement in named)
        texts = [
            (words.early_counted(state=state, count=count), standing) for (state, standing), count in counts.items()
        ]
    else:
        texts = [(_named(words, agreement), standings[agreement.id]) for agreement in named]
    texts.sort(key=lambda each: each[0])
    return tuple(_line(words, text, standing, mixed=mixed) for text, standing in texts)


def _line(words: Words, text: str, standing: _Standing, *, mixed: bool) -> Line:
    if standing is _Standing.WITHDRAWN:
        return struck((Span(text),))
    if standing is _Standing.CONFIRMED and mixed:
        return (Span(words.agreement_confirmed(agreement=text)),)
    return (Span(text),)


def _named(words: Words, agreement: Agreement) -> str:
    model = model_name(words, agreement.model)
    if agreement.list is ListKind.PENDING:
        return words.early_pending(agency=agreement.agency, place=place(words, agreement), model=model)
    return words.early_named(agency=agreement.agency, place=place(words, agreement), model=model)


def _places(words: Words, named: Sequence[Agreement]) -> str:
    states = sorted({agreement.state for agreement in named})
    return words.state_in_sentence(states[0]) if len(states) == 1 else words.several_states(count=len(states))
