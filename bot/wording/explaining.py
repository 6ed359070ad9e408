"""What a change rests on, point by point, as plain text blocks.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from bot.domain.agreements import Change, support_model
from bot.domain.basis import ENOUGH, Basis, Level, Weighed
from bot.domain.explanations import Explanation, PrintedRow, Shown
from bot.domain.messages import Block, Line, Message, Span
from bot.wording.agreements import edition_seen, linked, model_name, signed, source_line
from bot.wording.editions import hold_detail
from bot.wording.history import what_happened
from bot.wording.languages import Words
from bot.wording.phrases import Sentence

SHORT = 12
"""Digits of a SHA-256 that name an edition where room is short."""


def explanation(words: Words, found: Explanation, *, short: bool = False) -> Message:
    """What a change rests on, point by point; ``short``: for a chat, without the rows as printed."""
    recorded = found.recorded
    agreement, basis = recorded.change.agreement, recorded.change.basis
    what: Block = (
        words.explain_happened.line(date=recorded.at.date(), happened=what_happened(words, recorded.change)),
        linked(words, agreement, signed(words, agreement, model_name(words, agreement.model))),
    )
    blocks = [what, _lines(*_levels(words, recorded.change)), *_editions(words, found, short=short)]
    if basis:
        blocks += [_lines(*_evidence(words, basis)), *_considered(words, basis, short=short)]
    if found.hold:
        detail = hold_detail(words, found.hold.value)
        blocks.append(_lines(words.explain_hold(hold=found.hold.id, since=found.hold.value.since, detail=detail)))
    title = words.explain_title(change=recorded.id)
    return Message(title, tuple(block for block in blocks if block), source_line(words))


def _lines(*texts: str) -> Block:
    return tuple((Span(text),) for text in texts)


def _levels(words: Words, change: Change) -> Iterator[str]:
    basis = change.basis
    if basis is None:
        yield words.level_unknown()
    else:
        level, meaning = _level(words, basis)
        yield words.explain_level(level=level, meaning=meaning)
    meaning = _named(words, f"reason_{change.reason}", change.reason)
    yield words.explain_reason(reason=change.reason, meaning=meaning)


def _level(words: Words, basis: Basis) -> tuple[str, str]:
    match basis.level:
        case Level.PLAIN:
            return words.level_plain(), words.meaning_plain()
        case Level.DECIDED:
            return words.level_decided(), words.meaning_decided_held() if basis.hold else words.meaning_decided()
        case Level.DOUBTFUL:
            return words.level_doubtful(), words.meaning_doubtful()
        case _:
            assert_never(basis.level)


def _named(words: Words, phrase: str, name: str) -> str:
    """Say a phrase by its name; where there is none, the name of what it is about."""
    sentence: Sentence | None = getattr(words, phrase, None)
    return sentence() if sentence else name


def _editions(words: Words, found: Explanation, *, short: bool) -> Iterator[Block]:
    for shown, sentence in ((found.after, words.explain_edition), (found.before, words.explain_edition_before)):
        if shown is None:
            continue
        edition = shown.edition
        seen = edition_seen(words, edition.name, edition.found_at, edition.source)
        lines: list[Line] = [sentence.line(edition=seen)]
        if short:
            lines.append((Span(words.explain_digest(sha256=edition.sha256[:SHORT])),))
        else:
            lines.append((Span(words.explain_found(url=edition.url)),))
            lines.append((Span(words.explain_digest(sha256=edition.sha256)),))
            lines += [(Span(line),) for line in _row(words, shown)]
        yield tuple(lines)
    basis = found.recorded.change.basis
    if short and basis and basis.row:
        yield _lines(_where(basis, words.explain_in_row, words.explain_in_row_of_sheet))


def _where(at: Basis | PrintedRow, plain: Sentence, of_sheet: Sentence) -> str:
    return of_sheet(row=at.row, sheet=at.sheet) if at.sheet else plain(row=at.row)


def _row(words: Words, shown: Shown) -> Iterator[str]:
    if not shown.readable:
        yield words.explain_no_bytes()
    elif shown.row is None:
        yield words.explain_no_row()
    else:
        yield _where(shown.row, words.explain_row, words.explain_row_of_sheet)
        for heading, text in shown.row.cells:
            yield words.explain_cell(heading=heading, text=text) if heading else words.explain_cell_unnamed(text=text)


def _evidence(words: Words, basis: Basis) -> Iterator[str]:
    evidence = basis.evidence
    if evidence is None:
        if not basis.considered and basis.hold is None:
            yield words.explain_no_evidence()
        return
    if evidence.by_name:
        yield words.explain_evidence_by_name()
    else:
        yield words.explain_evidence(points=_points(evidence.total), enough=_points(ENOUGH))
    yield from _kinds(words, evidence)


def _kinds(words: Words, weighed: Weighed) -> Iterator[str]:
    for kind, points in weighed.points.items():
        if kind != "name":
            yield words.explain_points(kind=_named(words, f"points_{kind}", kind), points=_signed(points))
        elif not weighed.by_name:
            likeness = _named(words, f"alike_{weighed.likeness}", weighed.likeness)
            yield words.explain_points_of_name(kind=words.points_name(), likeness=likeness, points=_signed(points))


def _considered(words: Words, basis: Basis, *, short: bool) -> Iterator[Block]:
    for number, other in enumerate(basis.considered[: 1 if short else None]):
        head = [words.explain_considered(enough=_points(ENOUGH))] if number == 0 else []
        said = words.explain_other(agency=other.agency, what=_what(words, other), outcome=_outcome(words, basis, other))
        yield _lines(*head, said, *_kinds(words, other))


def _what(words: Words, other: Weighed) -> str:
    facts = [words.state(other.state), model_name(words, support_model(other.model))]
    what = words.all_of([*facts, *([other.signed] if other.signed else [])])
    return words.other_row(row=other.row, what=what) if other.row else what


def _outcome(words: Words, basis: Basis, other: Weighed) -> str:
    values: Mapping[str, str] = {"points": _points(other.total)}
    if not other.possible:
        return words.other_excluded()
    if other.total < ENOUGH:
        return words.other_too_few(**values)
    return words.other_less(**values) if basis.evidence else words.other_taken(**values)


def _points(points: float) -> str:
    return f"{points:g}"


def _signed(points: float) -> str:
    return f"{points:+g}"
