"""Who in a state has an agreement now, as plain text blocks.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.agreements import Agreement, SupportModel
from bot.domain.messages import Attachment, Block, Line, Message, Span
from bot.identity.agencies import agencies_of
from bot.wording.agreements import model_name, signed, source_line
from bot.wording.brief import brief_listing, meanings
from bot.wording.editions import list_name
from bot.wording.languages import Words
from bot.wording.layout import paragraph, plain
from bot.wording.phrases import joined
from bot.wording.tables import csv_file, csv_row


def nothing_read_yet(words: Words, state: str) -> Message:
    """There is no edition to answer from."""
    return plain(words.state_title(state=words.state_in_sentence(state)), words.no_edition_yet())


def state_answer(
    words: Words,
    state: str,
    participating: Sequence[Agreement],
    pending: Sequence[Agreement],
    *,
    source: str,
    notes: Sequence[str] = (),
    most: int | None = None,
) -> Message:
    """Who in a state has an agreement now; more than ``most`` agencies have short lines, and a CSV file beside them."""
    agencies = len(agencies_of(participating))
    short = most is not None and agencies + len(pending) > most
    listed = brief_listing if short else _each
    blocks = [paragraph(_totals(words, state, participating, agencies)), *listed(words, participating)]
    if pending:
        blocks += [paragraph(words.pending_total(count=len(pending))), *listed(words, pending)]
    blocks += meanings(words, (*participating, *pending)) if short else ()
    blocks += [paragraph(note) for note in notes]
    title = words.state_title(state=words.state_in_sentence(state))
    file = _file(words, state, (participating, pending)) if short else None
    return Message(title, tuple(blocks), source_line(words, source), attachment=file)


def _totals(words: Words, state: str, participating: Sequence[Agreement], agencies: int) -> str:
    if not participating:
        return words.state_without(state=words.state_in_sentence(state))
    counts = Counter(agreement.model for agreement in participating)
    models = [
        words.model_counted(number=counts[model], model=model_name(words, model))
        for model in [*SupportModel, *sorted(model for model in counts if not isinstance(model, SupportModel))]
        if counts[model]
    ]
    return words.state_totals(
        agreements=words.agreements_counted(count=len(participating)),
        agencies=words.agencies_counted(count=agencies),
        models=words.all_of(models),
    )


def _each(words: Words, agreements: Sequence[Agreement]) -> Iterator[Block]:
    return (_agency(words, group) for group in _by_agency(agreements))


def _by_agency(agreements: Iterable[Agreement]) -> list[list[Agreement]]:
    return sorted(agencies_of(agreements), key=lambda group: (group[0].agency.casefold(), group[0].county.casefold()))


def _agency(words: Words, group: Sequence[Agreement]) -> Block:
    agency, county = Span(group[0].agency, bold=True), group[0].county
    agreements = joined(words.more_agreements, [_agreement(words, agreement) for agreement in group])
    if county:
        return (words.agency_of_county_with.line(agency=agency, county=county, agreements=agreements),)
    return (words.agency_with.line(agency=agency, agreements=agreements),)


def _agreement(words: Words, agreement: Agreement) -> Line:
    text = signed(words, agreement, model_name(words, agreement.model))
    if not agreement.moa_url:
        return (Span(text),)
    return words.shortly_linked.line(agreement=text, link=Span(words.short_link(), url=agreement.moa_url))


def _file(words: Words, state: str, both: Iterable[Sequence[Agreement]]) -> Attachment:
    """Both lists, the agreements of an agency one after the other."""
    agreements = (agreement for listed in both for group in _by_agency(listed) for agreement in group)
    rows = (csv_row(words, list_name(words, agreement.list), agreement) for agreement in agreements)
    return csv_file(words, f"287g-{state}.csv", words.column_list(), rows)
