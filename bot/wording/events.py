"""Which phrases tell a change: one for each kind of event, whole in every language.  Pure."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple, TypeAlias, assert_never

from bot.domain.agreements import Change, ChangeKind
from bot.domain.editions import ListKind
from bot.domain.messages import Line, Span
from bot.wording.agreements import linked, place_of
from bot.wording.languages import Words, phrase
from bot.wording.phrases import Sentence, Value

Text: TypeAlias = Literal[
    ChangeKind.MOA_POSTED, ChangeKind.MOA_REPLACED, ChangeKind.ADDENDUM_POSTED, ChangeKind.ADDENDUM_REPLACED
]
"""What becomes of a text."""


class Event(NamedTuple):
    """How an event is told, and how it is taken back."""

    happened: Sentence
    taken_back: Sentence


class Counted(NamedTuple):
    """How a kind of change is counted: first in a list, after others there, without a number, and in a heading.

    ``kind`` may name what was before, as `named` gives it.
    """

    first: Sentence
    further: Sentence
    kind: Sentence
    heading: Sentence


COUNTED_FIRST = (
    ChangeKind.ENDED,
    ChangeKind.SIGNED,
    ChangeKind.RENEWED,
    ChangeKind.RELABELLED,
    ChangeKind.PENDING_LISTED,
    ChangeKind.PENDING_DROPPED,
    ChangeKind.MOA_POSTED,
    ChangeKind.MOA_REPLACED,
    ChangeKind.ADDENDUM_POSTED,
    ChangeKind.ADDENDUM_REPLACED,
    ChangeKind.CORRECTED,
)
"""Every kind, in the order in which messages tell them: those that left first."""


def happened(words: Words, change: Change, count: int = 1, *, shortly: bool = False) -> Line:
    """Say what happened to an agency's agreement, or to ``count`` of them at once; ``shortly``: without its county."""
    several = _several(words, change) if count > 1 and change.remaining else None
    if several is None:
        return about(words, event(words, change).happened, change, shortly=shortly)
    agreement = change.agreement
    where = _place(words, change, shortly=shortly)
    return several.line(count=count, agency=Span(agreement.agency, bold=True), place=where)


def _several(words: Words, change: Change) -> Sentence | None:
    """What is said of several agreements of an agency that has others besides."""
    if change.kind is ChangeKind.ENDED:
        return words.ended_several
    if change.kind is ChangeKind.SIGNED:
        return words.signed_several_again if change.relisted else words.signed_several_more
    return None


def about(words: Words, sentence: Sentence, change: Change, *, shortly: bool = False) -> Line:
    """Say a sentence about the agency of a change, which it names in bold, and about what was before if it does."""
    agency = Span(change.agreement.agency, bold=True)
    return sentence.line(agency=agency, place=_place(words, change, shortly=shortly), **named(sentence, change))


def _place(words: Words, change: Change, *, shortly: bool) -> str:
    return place_of(words, "" if shortly else change.agreement.county, change.agreement.state)


def named(sentence: Sentence, change: Change) -> dict[str, Value]:
    """What a sentence names of what was before: the former agency, or when the former agreement was signed."""
    if "former" not in sentence.values():
        return {}
    if change.kind is ChangeKind.RELABELLED:
        return {"former": change.was["agency"] or ""}
    return {"former": dt.date.fromisoformat(change.was["signed_on"] or "")}


def change_linked(words: Words, change: Change, text: str) -> Line:
    """A line about the agreement of a change that ends with the link to what was posted, where the list has one."""
    agreement = change.agreement
    if agreement.addendum_url and change.kind in (ChangeKind.ADDENDUM_POSTED, ChangeKind.ADDENDUM_REPLACED):
        link = Span(words.addendum_link(), url=agreement.addendum_url)
        return words.agreement_linked.line(agreement=text, link=link)
    return linked(words, agreement, text)


def event(words: Words, change: Change) -> Event:
    """Choose the phrases; an agency with another agreement has neither left the list nor come to it itself."""
    match change.kind:
        case ChangeKind.SIGNED:
            found = _signed(words, change)
        case ChangeKind.ENDED:
            found = _ended(words, change)
        case ChangeKind.RENEWED:
            found = Event(words.renewed, words.not_renewed)
        case ChangeKind.RELABELLED:
            found = _relabelled(words, change)
        case ChangeKind.PENDING_LISTED | ChangeKind.PENDING_DROPPED:
            found = _pending(words, change)
        case ChangeKind.CORRECTED:
            found = Event(words.corrected, words.not_corrected)
        case _:
            found = _text(words, change.kind)
    return found


def _text(words: Words, kind: Text) -> Event:
    match kind:
        case ChangeKind.MOA_POSTED:
            return Event(words.moa_posted, words.not_moa_posted)
        case ChangeKind.MOA_REPLACED:
            return Event(words.moa_replaced, words.not_moa_replaced)
        case ChangeKind.ADDENDUM_POSTED:
            return Event(words.addendum_posted, words.not_addendum_posted)
        case ChangeKind.ADDENDUM_REPLACED:
            return Event(words.addendum_replaced, words.not_addendum_replaced)
        case _:
            assert_never(kind)


def _signed(words: Words, change: Change) -> Event:
    if change.remaining and change.relisted:
        return Event(words.signed_one_more_again, words.not_signed_one_more_again)
    if change.remaining:
        return Event(words.signed_one_more, words.not_signed_one_more)
    if change.relisted:
        return Event(words.signed_again, words.not_signed_again)
    return Event(words.signed, words.not_signed)


def _ended(words: Words, change: Change) -> Event:
    if change.remaining:
        return Event(words.ended_one_of_several, words.not_ended_one_of_several)
    return Event(words.ended, words.not_ended)


def _relabelled(words: Words, change: Change) -> Event:
    if change.agreement.list is ListKind.PENDING:
        return Event(words.pending_relabelled, words.not_pending_relabelled)
    return Event(words.relabelled, words.not_relabelled)


def _pending(words: Words, change: Change) -> Event:
    if change.kind is ChangeKind.PENDING_DROPPED:
        return Event(words.pending_dropped, words.not_pending_dropped)
    if change.relisted:
        return Event(words.pending_listed_again, words.not_pending_listed_again)
    return Event(words.pending_listed, words.not_pending_listed)


def counted(words: Words, kind: ChangeKind) -> Counted:
    """Choose the phrases that count changes of a kind."""
    first = phrase(words, f"number_{kind}")
    further = phrase(words, f"further_{kind}")
    alone = phrase(words, f"kind_{kind}")
    heading = phrase(words, f"heading_{kind}")
    return Counted(first, further, alone, heading)


def kind_of(words: Words, change: Change) -> str:
    """Say the kind of a change without a number, and what was before where that is part of it."""
    kind = counted(words, change.kind).kind
    return kind(**named(kind, change))
