"""What a chat is answered when it asks about a state, as plain text blocks.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.agreements import Agreement, Change, ChangeKind, RecordedChange, SupportModel
from bot.domain.chats import MenuEntry
from bot.domain.messages import Attachment, Block, Message, Reply, Span
from bot.reading.names import STATES
from bot.wording.languages import Words
from bot.wording.messages import (
    MODEL_WORDS,
    counted,
    csv_row,
    csv_table,
    day,
    paragraph,
    pdf_link,
    place_name,
    plain,
    signed_words,
    source_line,
    what_happened,
    where,
)

_FIELDS = {
    "agency": "name",
    "county": "county",
    "state": "state",
    "model": "model",
    "signed_on": "signing date",
    "signed_printed": "signing date",
}
"""What a field of an agreement is called when it was corrected."""

_WITHOUT_FORMER = {
    "listed_twice": "was listed twice; one of the two rows is gone",
    "retracted": "had not left the list: we took that back",
}


def state_answer(
    state: str,
    participating: Sequence[Agreement],
    pending: Sequence[Agreement],
    *,
    source: str,
    notes: Sequence[str] = (),
    most: int | None = None,
) -> Message:
    """Who in a state has an agreement now; more than ``most`` agencies are counted here and listed in a CSV file."""
    agencies, waiting = _by_agency(participating), _by_agency(pending)
    short = most is not None and len(agencies) + len(pending) > most
    blocks = [_head(state, participating, agencies), *(() if short else map(_agency_block, agencies))]
    if pending:
        blocks.append(paragraph(f"Pending: {counted(len(pending), 'agreement')} on ICE's list of pending agreements."))
        blocks += () if short else map(_agency_block, waiting)
    if short:
        blocks.append(paragraph("The full list is in the attached file."))
    blocks += map(paragraph, notes)
    rows = [csv_row(agreement.list, agreement) for agreement in (*participating, *pending)]
    return Message(
        f"287(g) agreements in {place_name(state)}",
        tuple(blocks),
        source_line(source),
        Attachment(f"287g-{state}.csv", csv_table("list", rows)) if short else None,
    )


def _head(state: str, participating: Sequence[Agreement], agencies: Sequence[Sequence[Agreement]]) -> Block:
    """How many agreements of how many agencies there are, by model."""
    if not participating:
        return paragraph(f"No agency in {place_name(state)} is on ICE's list of 287(g) agreements.")
    counts = Counter(agreement.model for agreement in participating)
    models = ", ".join(f"{counts[model]} {words[0]}" for model, words in MODEL_WORDS.items() if counts[model])
    return paragraph(
        f"{counted(len(participating), 'agreement')} of {counted(len(agencies), 'agency', 'agencies')}: {models}."
    )


def _by_agency(agreements: Iterable[Agreement]) -> list[list[Agreement]]:
    groups: dict[tuple[str, str], list[Agreement]] = {}
    for one in agreements:
        groups.setdefault((one.agency.casefold(), one.county.casefold()), []).append(one)
    return [groups[key] for key in sorted(groups)]


def _agency_block(group: Sequence[Agreement]) -> Block:
    county = f" ({group[0].county})" if group[0].county else ""
    spans = [Span(group[0].agency, bold=True), Span(county)]
    for number, one in enumerate(group):
        signed = signed_words(one)
        spans.append(Span((": " if number == 0 else "; ") + MODEL_WORDS[one.model][0] + signed))
        if one.moa_url:
            spans += [Span(" "), Span("(PDF)", url=one.moa_url)]
    return (tuple(spans),)


def history(state: str, changes: Sequence[RecordedChange]) -> Message:
    """The latest changes of a state, newest first, corrections included."""
    title = f"Latest changes on ICE's list in {place_name(state)}"
    if not changes:
        return Message(title, (paragraph("No change has been seen since this bot began to watch."),), source_line(""))
    return Message(title, tuple(_dated(one) for one in changes), source_line(""))


def _dated(recorded: RecordedChange) -> Block:
    change, agreement = recorded.change, recorded.change.agreement
    return (
        (
            Span(f"{day(recorded.at)}: "),
            Span(agreement.agency, bold=True),
            Span(f"{where(agreement)} {_happened(change)}"),
        ),
        (Span(f"{MODEL_WORDS[agreement.model][0]}{signed_words(agreement)}"), *pdf_link(agreement)),
    )


def _happened(change: Change) -> str:
    if change.kind is not ChangeKind.CORRECTED:
        return what_happened(change)
    return _WITHOUT_FORMER.get(change.reason) or "was corrected: " + ", ".join(_corrections(change))


def _corrections(change: Change) -> Iterator[str]:
    for field, former in change.was.items():
        yield f"{_FIELDS.get(field, field)} was {_former(field, former)}"


def _former(field: str, former: str | None) -> str:
    if not former:
        return "missing"
    if field == "model" and former in set(SupportModel):
        return MODEL_WORDS[SupportModel(former)][0]
    return STATES.get(former, former) if field == "state" else f"“{former}”"


def sorry(words: Words) -> Reply:  # noqa: ARG001
    """Something went wrong here, through no fault of who asked."""
    said = "Something went wrong here, and it has been noted. Please try again in a minute."
    return Reply(plain("That did not work", said), private=True)


def help_message(menu: Sequence[MenuEntry]) -> Message:
    """What the bot is and how to use it."""
    said = [f"/{entry.name}{f' {entry.option.name}' if entry.option else ''} — {entry.description}." for entry in menu]
    return plain(
        "287(g) alerts",
        "This bot watches ICE's public list of 287(g) agreements, under which local police and sheriffs enforce "
        "immigration law, and tells this chat when an agency in its states appears on or leaves the list.",
        *said,
        "The list is the source: that an agreement is no longer on it does not say who ended it, or why.",
    )
