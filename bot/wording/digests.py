"""What a chat is told in one message instead of many, and that nothing happened, as plain text blocks.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.domain.agreements import ChangeKind, Model, RecordedChange
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.chats import ALL_STATES
from bot.domain.deliveries import AllClear, Occasion, Standstill, Summary, Totals
from bot.domain.editions import ListKind
from bot.domain.messages import Block, Folded, Headed, Line, Message, Span
from bot.identity.agencies import by_agency, in_order
from bot.wording import alerts
from bot.wording.agreements import model_name, place, source_line
from bot.wording.areas import NAMELESS, Names, area_name, by_name, listed
from bot.wording.brief import MANY
from bot.wording.languages import Words
from bot.wording.layout import paragraph
from bot.wording.news import TITLE_AT_MOST, tone
from bot.wording.news import news as news_of
from bot.wording.settings import local

COMING = frozenset({ChangeKind.SIGNED, ChangeKind.PENDING_LISTED})
GOING = frozenset({ChangeKind.ENDED, ChangeKind.PENDING_DROPPED})

NAMED_AT_MOST = 5
"""More states than this are counted."""

LINES_AT_MOST = 20
"""Lines of those that came and went which stay together."""

Passing: TypeAlias = tuple[RecordedChange, RecordedChange]
"""The first and the last change of an agreement that is as it was before the first."""


def summary(
    words: Words,
    told: Summary,
    changes: Sequence[RecordedChange],
    follows: Collection[str] = (),
    *,
    files: bool = True,
    names: Names = NAMELESS,
) -> Message:
    """What changed, in one message; ``changes`` are those that it names, in their order, and not empty.

    ``follows`` and ``names`` as `bot.wording.alerts.alert` has them.
    """
    changes = _as_agencies_stand(changes)
    if told.occasion is Occasion.ABSENCE:
        return alerts.summary(words, changes, told.since, follows, files=files, names=names)
    since = local(words, told.since, told.zone)
    before = words.digest_of(since=since) if told.occasion is Occasion.DIGEST else words.quiet_of(since=since)
    staying, passing = _sorted_out(changes)
    news = [recorded.change for recorded in staying]
    title = news_of(words, news) if staying else _only_passing(words, passing)
    message = Message(title, (paragraph(before),), source_line(words), tone=tone(news))
    if staying:
        message = alerts.telling(words, message, staying)
    after = [*_passing(words, passing), *_totals(words, told.totals)]
    return alerts.ended(words, replace(message, blocks=(*message.blocks, *after)), follows, files=files, names=names)


def all_clear(words: Words, clear: AllClear, names: Names = NAMELESS) -> Message:
    """That nothing happened, or why that cannot be said; ``names`` are those of the agencies that the chat follows."""
    since, places = local(words, clear.since, clear.zone), _areas(words, clear.areas, names)
    checked = local(words, clear.checked_at, clear.zone) if clear.checked_at else ""
    if clear.stands is Standstill.CLEAR:
        title, text = words.all_clear_title(places=places), words.all_clear_text(since=since, checked=checked)
    elif clear.stands is Standstill.CHECKING:
        title, text = words.checking_title(places=places), words.checking_text(since=since, checked=checked)
    else:
        title = words.unseen_title(places=places)
        text = words.unseen_text(since=since, checked=checked) if checked else words.never_seen_text(since=since)
    return Message(title, (paragraph(text),), source_line(words))


def _sorted_out(changes: Sequence[RecordedChange]) -> tuple[list[RecordedChange], list[Passing]]:
    """Part what came and went, or went and came back, from what is not as it was before."""
    moves: dict[int, list[RecordedChange]] = {}
    for recorded in changes:
        if recorded.change.kind in COMING | GOING:
            moves.setdefault(recorded.change.agreement.id, []).append(recorded)
    passing = [(of_one[0], of_one[len(of_one) // 2 * 2 - 1]) for of_one in moves.values() if len(of_one) > 1]
    undone = {recorded.id for of_one in moves.values() for recorded in of_one[: len(of_one) // 2 * 2]}
    return [recorded for recorded in changes if recorded.id not in undone], passing


def _as_agencies_stand(changes: Sequence[RecordedChange]) -> list[RecordedChange]:
    """Let each change say what its agency has after the last of them: what it had between is no news any more."""
    others: dict[int, tuple[Model, ...]] = {}
    moved = [one for one in changes if one.change.kind in (ChangeKind.SIGNED, ChangeKind.ENDED)]
    for agency in by_agency(moved, lambda one: one.change.agreement):
        last = max(agency, key=lambda one: one.id).change
        came = last.kind is ChangeKind.SIGNED
        after = {*last.remaining, *([last.agreement.model] if came else [])}
        new = {one.change.agreement.model for one in agency if one.change.kind is ChangeKind.SIGNED}
        for one in agency:
            told = after - new if one.change.kind is ChangeKind.SIGNED else after
            others[one.id] = tuple(sorted(told, key=in_order))
    return [
        replace(one, change=replace(one.change, remaining=others[one.id])) if one.id in others else one
        for one in changes
    ]


def _only_passing(words: Words, passing: Sequence[Passing]) -> str:
    states = tuple(dict.fromkeys(last.change.agreement.state for _, last in passing))
    return words.digest_passing_title(places=_places(words, states), count=len(passing))


def _passing(words: Words, passing: Sequence[Passing]) -> Iterator[Block]:
    """Name each agreement that came and went, those that left for a while first."""
    if not passing:
        return
    heading: Line = (Span(words.heading_passing(count=len(passing)), bold=True),)
    ordered = sorted(passing, key=lambda both: both[0].change.kind in COMING)
    for start in range(0, len(ordered), LINES_AT_MOST):
        lines = [_came_and_went(words, *both) for both in ordered[start : start + LINES_AT_MOST]]
        yield (Folded if len(lines) >= MANY else Headed)((heading, *lines))


def _came_and_went(words: Words, first: RecordedChange, last: RecordedChange) -> Line:
    agreement = last.change.agreement
    came, pending = first.change.kind in COMING, agreement.list is ListKind.PENDING
    if pending:
        sentence = words.pending_came_and_left if came else words.pending_left_and_back
    else:
        sentence = words.came_and_left if came else words.left_and_back
    return sentence.line(
        agency=Span(agreement.agency, bold=True),
        place=place(words, agreement),
        model=model_name(words, agreement.model),
        first=first.at.date(),
        last=last.at.date(),
    )


def _totals(words: Words, totals: Totals | None) -> Iterator[Block]:
    if totals:
        agreements = words.agreements_counted(count=totals.agreements)
        agencies = words.agencies_counted(count=totals.agencies)
        yield paragraph(words.digest_totals(agreements=agreements, agencies=agencies))


def _areas(words: Words, areas: Sequence[Area], names: Names) -> str:
    """Name what a chat follows; of more than a few, or where that is too long for a title, only how many."""
    if {kind_of(area) for area in areas} <= {AreaKind.EVERYWHERE, AreaKind.STATE}:
        return _places(words, areas)
    said = listed(words, [area_name(words, area, names) for area in by_name(words, areas, names)])
    too_long = len(areas) > NAMED_AT_MOST or len(said) > TITLE_AT_MOST
    return words.several_areas(count=len(areas)) if too_long else said


def _places(words: Words, states: Sequence[str]) -> str:
    if ALL_STATES in states:
        return words.all_states()
    if len(states) > NAMED_AT_MOST:
        return words.several_states(count=len(states))
    return words.all_of(sorted(words.state(code) for code in states))
