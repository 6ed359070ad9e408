"""Which phrases tell a change: one for each kind of event, whole in every language.  Pure."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from bot.domain.agreements import Change, ChangeKind
from bot.domain.messages import Line, Span
from bot.wording.agreements import place
from bot.wording.languages import Words
from bot.wording.phrases import Sentence


class Event(NamedTuple):
    """How an event is told, and how it is taken back."""

    happened: Sentence
    taken_back: Sentence


class Counted(NamedTuple):
    """How a kind of change is counted: first in a list, after others there, without a number, and in a heading."""

    first: Sentence
    further: Sentence
    kind: Sentence
    heading: Sentence


COUNTED_FIRST = (
    ChangeKind.ENDED,
    ChangeKind.SIGNED,
    ChangeKind.PENDING_LISTED,
    ChangeKind.PENDING_DROPPED,
    ChangeKind.MOA_POSTED,
    ChangeKind.CORRECTED,
)
"""Every kind, in the order in which messages tell them: those that left first."""


def happened(words: Words, change: Change) -> Line:
    """Say what happened to an agency's agreement."""
    return about(words, event(words, change).happened, change)


def about(words: Words, sentence: Sentence, change: Change) -> Line:
    """Say a sentence about the agency of a change, which it names in bold."""
    agreement = change.agreement
    return sentence.line(agency=Span(agreement.agency, bold=True), place=place(words, agreement))


def event(words: Words, change: Change) -> Event:
    """Choose the phrases; an agency with another agreement has neither left the list nor come to it itself."""
    match change.kind:
        case ChangeKind.SIGNED:
            return _signed(words, change)
        case ChangeKind.ENDED:
            return _ended(words, change)
        case ChangeKind.PENDING_LISTED:
            return _pending_listed(words, change)
        case ChangeKind.PENDING_DROPPED:
            return Event(words.pending_dropped, words.not_pending_dropped)
        case ChangeKind.MOA_POSTED:
            return Event(words.moa_posted, words.not_moa_posted)
        case ChangeKind.CORRECTED:
            return Event(words.corrected, words.not_corrected)
        case _:
            assert_never(change.kind)


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


def _pending_listed(words: Words, change: Change) -> Event:
    if change.relisted:
        return Event(words.pending_listed_again, words.not_pending_listed_again)
    return Event(words.pending_listed, words.not_pending_listed)


def counted(words: Words, kind: ChangeKind) -> Counted:
    """Choose the phrases that count changes of a kind."""
    match kind:
        case ChangeKind.SIGNED:
            return Counted(words.number_signed, words.further_signed, words.kind_signed, words.heading_signed)
        case ChangeKind.ENDED:
            return Counted(words.number_ended, words.further_ended, words.kind_ended, words.heading_ended)
        case ChangeKind.PENDING_LISTED:
            return Counted(
                words.number_pending_listed,
                words.further_pending_listed,
                words.kind_pending_listed,
                words.heading_pending_listed,
            )
        case ChangeKind.PENDING_DROPPED:
            return Counted(
                words.number_pending_dropped,
                words.further_pending_dropped,
                words.kind_pending_dropped,
                words.heading_pending_dropped,
            )
        case ChangeKind.MOA_POSTED:
            return Counted(
                words.number_moa_posted, words.further_moa_posted, words.kind_moa_posted, words.heading_moa_posted
            )
        case ChangeKind.CORRECTED:
            return Counted(
                words.number_corrected, words.further_corrected, words.kind_corrected, words.heading_corrected
            )
        case _:
            assert_never(kind)
