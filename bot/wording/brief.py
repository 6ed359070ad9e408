"""Many changes in few lines: a short entry an agency, by kind, state and county.  No name is ever left out.  Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.domain.agreements import Agreement, Change, ChangeKind, Model, SupportModel
from bot.domain.messages import Block, Folded, Headed, Line, Span
from bot.identity.agencies import by_agency, in_order
from bot.reading.county_names import county_key
from bot.reading.text import fold
from bot.wording.agreements import by_county, model_briefly, model_meaning, place_of
from bot.wording.events import COUNTED_FIRST, counted, named
from bot.wording.languages import Words
from bot.wording.marks import is_struck, struck
from bot.wording.phrases import joined

LINE_AT_MOST = 700
"""Characters of names in one line: a longer list goes on in the next, for nobody reads on in a screen of text."""

MANY = 12
"""Changes of one kind: so many share lines, and are folded where the platform can, but for those that left."""

What: TypeAlias = tuple[tuple[Model, ...], bool, tuple[Model, ...]]
"""What some entries have in common: models, whether they are back, and the agency's other models."""


def brief(words: Words, changes: Sequence[Change]) -> Iterator[Block]:
    """Say every change in a few words, those that left first; then what the models mean, once."""
    alone = len({change.agreement.state for change in changes}) == 1
    for kind in COUNTED_FIRST:
        here = [change for change in changes if change.kind is kind]
        if not here:
            continue
        heading = (Span(counted(words, kind).heading(count=len(here)), bold=True),)
        if len(here) < MANY:
            yield Headed((heading, *_each(words, here, alone=alone)))
        elif alone:
            yield from (_folded(kind, len(block), block) for block in _columns(words, kind, here))
        else:
            yield _folded(kind, len(here), (heading, *_states(words, here)))
    yield from meanings(words, [change.agreement for change in changes])


def meanings(words: Words, agreements: Sequence[Agreement]) -> Iterator[Block]:
    """Say what the models of these agreements mean, as short lines call them."""
    models = [model for model in SupportModel if any(agreement.model is model for agreement in agreements)]
    if models:
        yield tuple((Span(model_meaning(words, model)),) for model in models)


def _folded(kind: ChangeKind, count: int, block: Block) -> Block:
    return Folded(block) if count >= MANY and kind is not ChangeKind.ENDED else Headed(block)


def _each(words: Words, changes: Sequence[Change], *, alone: bool) -> Iterator[Line]:
    """Give a line an agency, by state and county: its name first, then what is told of it."""
    by_state: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_state[change.agreement.state].append(change)
    for state in sorted(by_state, key=words.state):
        told = [(change, what) for what, entries in _alike(by_state[state]) for change in entries]
        for change, what in sorted(told, key=lambda one: by_county(one[0].agreement)):
            agency = _agency(words, change, _placed(words, change.agreement, alone=alone))
            line = words.brief_each.line(agency=agency, what=_what(words, change.kind, what))
            yield struck(line) if change.taken_back else line


def _placed(words: Words, agreement: Agreement, *, alone: bool) -> Line:
    """Give an agency by its name in bold, with its place but for what the name, or the title ``alone``, says."""
    name = Span(agreement.agency, bold=True)
    if alone:
        return with_county(words, agreement, name)
    county = "" if _says_county(agreement) else agreement.county
    return words.brief_placed.line(agency=name, place=place_of(words, county, agreement.state))


def _columns(words: Words, kind: ChangeKind, changes: Sequence[Change]) -> Iterator[Block]:
    """Give a line an agency, those with the same to tell under one heading: many of one state."""
    for what, entries in _alike(changes):
        heading = words.heading_of(
            heading=counted(words, kind).heading(count=len(entries)), what=_what(words, kind, what)
        )
        yield (
            (Span(heading, bold=True),),
            *(_agency(words, change, with_county(words, change.agreement)) for change in entries),
        )


def _groups(words: Words, changes: Sequence[Change]) -> Iterator[Line]:
    """Give a line to those with the same to tell, or more where one would be too long."""
    for what, entries in _alike(changes):
        for some in _short_enough([_agency(words, change, with_county(words, change.agreement)) for change in entries]):
            agencies = joined(words.brief_series, some)
            line = words.brief_line.line(what=_what(words, changes[0].kind, what), agencies=agencies)
            yield struck(line) if is_struck(some) else line


def _states(words: Words, changes: Sequence[Change]) -> Iterator[Line]:
    """Give each state a line, or more where one would be too long: each begins with the name of the state."""
    for state in sorted({change.agreement.state for change in changes}, key=words.state):
        here = [change for change in changes if change.agreement.state == state]
        name = Span(words.state(state), bold=True)
        for number, some in enumerate(_short_enough(list(_groups(words, here)))):
            agencies = joined(words.brief_groups, some)
            if number:
                yield words.brief_state_goes_on.line(state=name, agencies=agencies)
            elif len(here) == 1:
                yield words.brief_state_with_one.line(state=name, agencies=agencies)
            else:
                yield words.brief_state.line(state=name, count=len(here), agencies=agencies)


def _alike(changes: Sequence[Change]) -> list[tuple[What, list[Change]]]:
    """Put together the agencies of one state and kind of which the same is to be told, each by its first change."""
    found: dict[What, list[Change]] = defaultdict(list)
    for agency in by_agency(changes, lambda change: change.agreement):
        models = tuple(sorted({change.agreement.model for change in agency}, key=in_order))
        told = replace(agency[0], taken_back=any(change.taken_back for change in agency))
        found[models, told.relisted, told.remaining].append(told)
    ordered = sorted(found, key=lambda what: [*map(in_order, what[0])])
    return [(what, sorted(found[what], key=lambda change: by_county(change.agreement))) for what in ordered]


def _what(words: Words, kind: ChangeKind, what: What) -> str:
    models, back, others = what
    told = [_models(words, models)]
    told += [words.brief_again()] if back else []
    if kind is ChangeKind.ENDED:
        told.append(words.brief_stays(models=_models(words, others)) if others else words.brief_no_other())
    elif others:
        told.append(words.brief_has_also(models=_models(words, others)))
    return words.all_of(told)


def _models(words: Words, models: Iterable[Model]) -> str:
    """Name some models shortly, the last after an "and"."""
    return words.together([model_briefly(words, model) for model in models])


def _agency(words: Words, change: Change, agency: Line) -> Line:
    """Give an agency with what was before, where that is part of what is told."""
    if change.kind is ChangeKind.RENEWED:
        agency = words.brief_renewed.line(agency=agency, **named(words.brief_renewed, change))
    elif change.kind is ChangeKind.RELABELLED:
        agency = words.brief_relabelled.line(agency=agency, **named(words.brief_relabelled, change))
    return struck(agency) if change.taken_back else agency


def with_county(words: Words, agreement: Agreement, name: Span | None = None) -> Line:
    """Give an agency by its ``name``, with its county where that does not say it."""
    name = name or Span(agreement.agency)
    return (name,) if _says_county(agreement) else words.brief_agency.line(agency=name, county=agreement.county)


def _says_county(agreement: Agreement) -> bool:
    county = county_key(agreement.county)
    return not county or county in fold(agreement.agency).replace(" ", "")


def _short_enough(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Divide lines into groups of at most `LINE_AT_MOST` characters; one that is longer stands alone."""
    group: list[Line] = []
    used = 0
    for line in lines:
        size = sum(len(span.text) for span in line)
        if group and used + size > LINE_AT_MOST:
            yield group
            group, used = [], 0
        group.append(line)
        used += size
    if group:
        yield group
