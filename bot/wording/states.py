"""Who in a state or a county has an agreement now, as plain text blocks.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.agreements import Agreement, SupportModel
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.editions import ListKind
from bot.domain.messages import Attachment, Block, Headed, Line, Message, Span
from bot.identity.agencies import agencies_of, in_order
from bot.reading.county_names import state_of_county
from bot.wording.agreements import by_county, mark_meaning, model_mark, model_name, signed, source_line
from bot.wording.areas import area_name
from bot.wording.brief import with_county
from bot.wording.editions import list_name
from bot.wording.languages import Words
from bot.wording.layout import paragraph, plain
from bot.wording.phrases import joined
from bot.wording.tables import csv_file, csv_row


def nothing_read_yet(words: Words, area: Area) -> Message:
    """There is no edition to answer from."""
    return plain(_title(words, area), words.no_edition_yet())


def state_answer(
    words: Words,
    area: Area,
    participating: Sequence[Agreement],
    pending: Sequence[Agreement],
    *,
    source: Line | str,
    notes: Sequence[Line | str] = (),
    most: int | None = None,
) -> Message:
    """Who in a state or a county has an agreement now.

    More than ``most`` agencies have short lines, and a CSV file beside them.
    """
    agencies = len(agencies_of(participating))
    short = most is not None and agencies + len(pending) > most
    blocks: list[Block] = [paragraph(_totals(words, area, participating, agencies))]
    blocks += _briefly(words, area, participating, pending) if short else _at_length(words, participating, pending)
    blocks += [paragraph(note) for note in notes]
    file = _file(words, area, (participating, pending)) if short else None
    return Message(_title(words, area), tuple(blocks), source_line(words, source), attachment=file)


def county_notes(words: Words, county: Area, agencies: int, unplaced: int) -> Iterator[str]:
    """What stands beside a county's agencies: those of its state whose county no list says, and all of its state."""
    state = words.state_in_sentence(state_of_county(county))
    if unplaced:
        yield words.county_unplaced(count=unplaced, state=state)
    yield words.county_of_state(count=agencies, state=state, code=state_of_county(county))


def _title(words: Words, area: Area) -> str:
    if kind_of(area) is AreaKind.COUNTY:
        return words.county_title(place=area_name(words, area, {}))
    return words.state_title(state=words.state_in_sentence(area))


def _totals(words: Words, area: Area, participating: Sequence[Agreement], agencies: int) -> str:
    if not participating:
        if kind_of(area) is AreaKind.COUNTY:
            return words.county_without(place=area_name(words, area, {}))
        return words.state_without(state=words.state_in_sentence(area))
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


def _at_length(words: Words, participating: Sequence[Agreement], pending: Sequence[Agreement]) -> Iterator[Block]:
    """Give an entry an agency, with dates and links."""
    yield from (_agency(words, group) for group in _by_agency(participating))
    if pending:
        yield paragraph(words.pending_total(count=len(pending)))
        yield from (_agency(words, group) for group in _by_agency(pending))


def _briefly(
    words: Words, area: Area, participating: Sequence[Agreement], pending: Sequence[Agreement]
) -> Iterator[Block]:
    """Give a line an agency, by county, with letters for its models; what they stand for is said first."""
    models = {agreement.model for agreement in (*participating, *pending)}
    if known := [model for model in SupportModel if model in models]:
        yield tuple((Span(mark_meaning(words, model)),) for model in known)
    for kind, listed in ((ListKind.PARTICIPATING, participating), (ListKind.PENDING, pending)):
        if groups := _by_agency(listed):
            title = _heading(words, area, kind, len(groups))
            yield Headed(((Span(title, bold=True),), *(_line(words, group) for group in groups)))


def _heading(words: Words, area: Area, kind: ListKind, count: int) -> str:
    pending = kind is ListKind.PENDING
    if kind_of(area) is AreaKind.COUNTY:
        return (words.county_pending_heading if pending else words.county_listed_heading)(count=count)
    heading = words.pending_heading if pending else words.listed_heading
    return heading(state=words.state_in_sentence(area), count=count)


def _line(words: Words, group: Sequence[Agreement]) -> Line:
    models = sorted({agreement.model for agreement in group}, key=in_order)
    marks = words.all_of([model_mark(words, model) for model in models])
    return words.listed_short.line(agency=with_county(words, group[0]), marks=marks)


def _by_agency(agreements: Iterable[Agreement]) -> list[list[Agreement]]:
    return sorted(agencies_of(agreements), key=lambda group: by_county(group[0]))


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


def _file(words: Words, area: Area, both: Iterable[Sequence[Agreement]]) -> Attachment:
    """Both lists, the agreements of an agency one after the other."""
    agreements = (agreement for listed in both for group in _by_agency(listed) for agreement in group)
    rows = [csv_row(words, list_name(words, agreement.list), agreement) for agreement in agreements]
    return csv_file(words, f"287g-{area}.csv", words.column_list(), rows)
