"""Changes and answers as plain text blocks, before any platform's markup.  Pure.

What is said is neutral and sourced: an agreement "is on ICE's list" or "is no longer on
ICE's list"; the list does not say who ended it, so neither do we.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.domain.agreements import Agreement, Change, ChangeKind, RecordedChange, SupportModel
from bot.domain.messages import Attachment, Block, Line, Message, Span
from bot.reading.names import state_name

LIST_PAGE = "https://www.ice.gov/identify-and-arrest/287g"

ENTRIES_AT_MOST = 20
"""More entries than this become a summary, with the full list as a CSV file."""

MODEL_WORDS = {
    SupportModel.TASK_FORCE: ("Task Force Model", "enforces immigration law during routine police work"),
    SupportModel.JAIL_ENFORCEMENT: ("Jail Enforcement Model", "questions people held in its jail about their status"),
    SupportModel.WARRANT_SERVICE: ("Warrant Service Officer", "serves ICE's warrants in its jail"),
}
"""Each model's name, and in plain words what an agency does under it (ICE's own page describes the three)."""

KIND_WORDS = {
    ChangeKind.SIGNED: ("is on ICE's list", "new on ICE's list"),
    ChangeKind.ENDED: ("is no longer on ICE's list", "no longer on ICE's list"),
    ChangeKind.PENDING_LISTED: ("is on ICE's list of pending agreements", "new on the pending list"),
    ChangeKind.PENDING_DROPPED: ("is no longer on ICE's list of pending agreements", "no longer on the pending list"),
    ChangeKind.MOA_POSTED: ("has its agreement posted on ICE's list", "agreement posted"),
    ChangeKind.CORRECTED: ("is printed differently on ICE's list", "corrected"),
}
"""What a change is called: in a sentence about one agency, and in a count."""

_WITH_ARTICLE = {"DC", "MP", "VI"}
"""The District, the Northern Mariana Islands and the Virgin Islands have an article in a sentence."""

CSV_COLUMNS = ("state", "agency", "county", "model", "signed_on", "agreement_pdf")


def day(date: dt.date) -> str:
    """Write a date as people say it: ``28 February 2025``."""
    return f"{date.day} {date:%B %Y}"


def minute(at: dt.datetime) -> str:
    """Write a time for people: ``28 February 2025, 14:05 UTC``."""
    return f"{day(at.astimezone(dt.UTC))}, {at.astimezone(dt.UTC):%H:%M} UTC"


def alert(changes: Sequence[RecordedChange]) -> Message:
    """What one edition brought for one chat; ``changes`` are of one edition and not empty."""
    footer = source_line(f"edition {changes[0].sheet}, seen {minute(changes[0].at)}")
    title = f"287(g) in {_places(changes)}: {_kinds(changes)}"
    if len(changes) <= ENTRIES_AT_MOST:
        return Message(title, tuple(entry(one.change) for one in _ordered(changes)), footer)
    table = csv_table(
        "change", (csv_row(KIND_WORDS[one.change.kind][1], one.change.agreement) for one in _ordered(changes))
    )
    summary = (*_summary(changes), paragraph("The full list is in the attached file."))
    return Message(title, summary, footer, Attachment("287g-changes.csv", table))


def correction(wrong: Sequence[RecordedChange], first_sent: dt.datetime) -> Message:
    """Take back what an earlier alert said; ``wrong`` are the changes in it that were not so."""
    blocks = [paragraph(f"Our message of {minute(first_sent)} was wrong about this:")]
    for one in wrong:
        said = what_happened(one.change)
        agency = one.change.agreement
        blocks.append(
            (
                (Span(agency.agency, bold=True), Span(where(agency))),
                (
                    Span(
                        f"We said that it {said} ({MODEL_WORDS[agency.model][0]}). "
                        "We take that back: the agreement counts as listed."
                    ),
                ),
            )
        )
    return Message(f"287(g): a correction for {_places(wrong)}", tuple(blocks), source_line(""))


def entry(change: Change) -> Block:
    """One change as the lines that stay together: what happened, under which model, and the links."""
    agreement = change.agreement
    said = f"{where(agreement)} {what_happened(change)}"
    lines: list[Line] = [(Span(agreement.agency, bold=True), Span(said))]
    lines.append(_model_line(agreement))
    if change.kind is ChangeKind.ENDED or change.remaining:
        lines.append((Span(_remaining(change)),))
    return tuple(lines)


def what_happened(change: Change) -> str:
    """Say what happened; an agency with another agreement has neither left the list nor come to it itself."""
    if change.kind is ChangeKind.ENDED and change.remaining:
        return "has an agreement that is no longer on ICE's list"
    if change.kind is ChangeKind.SIGNED and change.remaining:
        return (
            "has an agreement that is on ICE's list again"
            if change.relisted
            else "has one more agreement on ICE's list"
        )
    return KIND_WORDS[change.kind][0] + (" again" if change.relisted else "")


def _model_line(agreement: Agreement) -> Line:
    name, does = MODEL_WORDS[agreement.model]
    signed = signed_words(agreement)
    return (Span(f"{name} ({does}){signed}"), *pdf_link(agreement))


def pdf_link(agreement: Agreement) -> Line:
    """The end of a line that links the agreement's text, nothing where the list does not."""
    return (Span(" · "), Span("agreement (PDF)", url=agreement.moa_url)) if agreement.moa_url else ()


def signed_words(agreement: Agreement) -> str:
    """When an agreement was signed, as the end of a phrase; a date that is none as it was printed."""
    if agreement.signed_on:
        return f", signed {day(agreement.signed_on)}"
    return f", signing date printed as “{agreement.signed_printed}”" if agreement.signed_printed else ""


def _remaining(change: Change) -> str:
    if not change.remaining:
        return "The agency has no other agreement on the list."
    models = ", ".join(MODEL_WORDS[model][0] for model in change.remaining)
    return f"It stays on the list with: {models}." if change.kind is ChangeKind.ENDED else f"It has also: {models}."


def where(agreement: Agreement) -> str:
    """The county and state of an agreement, in brackets after a name."""
    places = [place for place in (agreement.county, state_name(agreement.state)) if place]
    return f" ({', '.join(places)})"


def _ordered(changes: Iterable[RecordedChange]) -> list[RecordedChange]:
    return sorted(changes, key=lambda one: (state_name(one.change.agreement.state), one.change.kind, one.id))


def _places(changes: Iterable[RecordedChange]) -> str:
    states = sorted({place_name(one.change.agreement.state) for one in changes}, key=_without_article)
    return states[0] if len(states) == 1 else " and ".join(states) if len(states) == 2 else f"{len(states)} states"  # noqa: PLR2004


def place_name(state: str) -> str:
    """A state's name as it stands in a sentence: ``the District of Columbia``."""
    return f"the {state_name(state)}" if state in _WITH_ARTICLE else state_name(state)


def _without_article(place: str) -> str:
    return place.removeprefix("the ")


def _summary(changes: Iterable[RecordedChange]) -> Iterator[Block]:
    counts = Counter((state_name(one.change.agreement.state), one.change.kind) for one in changes)
    for state in sorted({state for state, _ in counts}):
        here = [one for one in changes if state_name(one.change.agreement.state) == state]
        yield ((Span(state, bold=True), Span(f": {_kinds(here)}")),)


def _kinds(changes: Iterable[RecordedChange]) -> str:
    """How many changes there are of each kind: ``2 agreements new on ICE's list, 1 no longer on ICE's list``."""
    counts = Counter(one.change.kind for one in changes)
    said = [(counts[kind], words) for kind, (_, words) in KIND_WORDS.items() if counts[kind]]
    return ", ".join(
        f"{number if place else counted(number, 'agreement')} {words}" for place, (number, words) in enumerate(said)
    )


def plain(title: str, *paragraphs: str) -> Message:
    """A message of plain paragraphs."""
    return Message(title, tuple(paragraph(text) for text in paragraphs))


def paragraph(text: str) -> Block:
    """A block of one line of plain text."""
    return ((Span(text),),)


def source_line(detail: str) -> Line:
    """The footer that names and links the source, with ``detail`` on what of it this is."""
    return (
        Span("Source: "),
        Span("ICE's list of 287(g) agreements", url=LIST_PAGE),
        Span(f", {detail}" if detail else ""),
    )


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 agency``, ``1,096 agreements``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def csv_row(what: str, agreement: Agreement) -> tuple[str, ...]:
    """An agreement as a row of `csv_table`, ``what`` in the first column."""
    return (
        what,
        agreement.state,
        agreement.agency,
        agreement.county,
        MODEL_WORDS[agreement.model][0],
        agreement.signed_on.isoformat() if agreement.signed_on else "",
        agreement.moa_url or "",
    )


def csv_table(what: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows as CSV for a spreadsheet (with a byte order mark); ``what`` names the first column."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((what, *CSV_COLUMNS))
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula (OWASP: CSV injection)."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def pack(message: Message, limit: int, size: Callable[[Block], int]) -> tuple[tuple[Block, ...], ...]:
    """Divide the blocks of ``message`` into groups of at most ``limit``, in order, footer included.

    ``size`` measures a block as the platform counts it, without the blank line between
    blocks, for which two characters are added here.  A block is never divided; one that is
    larger than ``limit`` by itself stands alone, and it is for the writer of messages to
    see that none is.  There is at least one group, even of nothing.
    """
    groups: list[tuple[Block, ...]] = []
    group: list[Block] = []
    used = 0
    for block in _with_footer(message):
        cost = size(block) + 2
        if group and used + cost > limit:
            groups.append(tuple(group))
            group, used = [], 0
        group.append(block)
        used += cost
    groups.append(tuple(group))
    return tuple(groups)


def _with_footer(message: Message) -> Iterator[Block]:
    yield from message.blocks
    if message.footer:
        yield (message.footer,)
