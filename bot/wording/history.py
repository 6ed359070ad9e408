"""The latest changes of a state or a county, as plain text blocks.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.agreements import Change, ChangeKind, Reason, RecordedChange, support_model
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.messages import Block, Line, Message, Span
from bot.wording.agreements import model_name, place, signed, source_line
from bot.wording.areas import area_name
from bot.wording.doubt import doubt
from bot.wording.events import about, change_linked, happened
from bot.wording.languages import Words
from bot.wording.layout import paragraph


def history(
    words: Words,
    area: Area,
    changes: Sequence[RecordedChange],
    *,
    source: Line | str = "",
    notes: Sequence[Line | str] = (),
) -> Message:
    """The latest changes of an area, newest first, corrections included; ``notes`` say what is being checked."""
    if kind_of(area) is AreaKind.COUNTY:
        title = words.history_title_county(place=area_name(words, area, {}))
    else:
        title = words.history_title(state=words.state_in_sentence(area))
    entries = tuple(history_entry(words, recorded) for recorded in changes) or (paragraph(words.history_empty()),)
    return Message(title, (*map(paragraph, notes), *entries), source_line(words, source))


def history_entry(words: Words, recorded: RecordedChange) -> Block:
    """One change as the lines that stay together: when and what happened, and to which agreement."""
    agreement = recorded.change.agreement
    happened = what_happened(words, recorded.change)
    doubtful = doubt(words, recorded.change)
    return (
        words.history_entry.line(date=recorded.at.date(), happened=happened, change=str(recorded.id)),
        change_linked(words, recorded.change, signed(words, agreement, model_name(words, agreement.model))),
        *([(Span(doubtful),)] if doubtful else []),
    )


def what_happened(words: Words, change: Change) -> Line:
    """Say what a change was, a correction with what is corrected."""
    if change.kind is not ChangeKind.CORRECTED:
        return happened(words, change)
    if change.reason is Reason.LISTED_TWICE:
        return about(words, words.listed_twice, change)
    if change.reason is Reason.RETRACTED:
        return about(words, words.retracted, change)
    return words.corrected_in.line(
        agency=Span(change.agreement.agency, bold=True),
        place=place(words, change.agreement),
        corrections=words.all_of(list(corrections(words, change))),
    )


def corrections(words: Words, change: Change) -> Iterator[str]:
    """What was corrected: a phrase for each field, with its former value."""
    for field, former in change.was.items():
        yield _former(words, field, former) if former else _missing(words, field)


def _former(words: Words, field: str, former: str) -> str:
    as_it_was = {"agency": words.former_agency, "county": words.former_county, "agency_id": words.former_agency_id}
    if field in as_it_was:
        return as_it_was[field](former=former)
    match field:
        case "state":
            return words.former_state(former=words.state(former))
        case "model":
            return words.former_model(former=model_name(words, support_model(former)))
        case "signed_on" | "signed_printed":
            return words.former_signed_on(former=former)
        case _:
            return words.former_value(field=field, former=former)


def _missing(words: Words, field: str) -> str:
    match field:
        case "agency":
            return words.missing_agency()
        case "county":
            return words.missing_county()
        case "state":
            return words.missing_state()
        case "model":
            return words.missing_model()
        case "signed_on" | "signed_printed":
            return words.missing_signed_on()
        case _:
            return words.missing_value(field=field)
