"""Many changes in few lines: a short entry an agency, by kind, state and model.  No name is ever left out.  Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.domain.agreements import Agreement, Change, ChangeKind, Model, SupportModel
from bot.domain.messages import Block, Folded, Line, Span
from bot.identity.agencies import agencies_of, by_agency, in_order
from bot.reading.county_names import county_key
from bot.reading.text import fold
from bot.wording.agreements import model_briefly, model_meaning
from bot.wording.events import COUNTED_FIRST, counted, named
from bot.wording.languages import Words
from bot.wording.marks import is_struck, struck
from bot.wording.phrases import joined

LINE_AT_MOST = 1200
"""Characters of names in one line: a longer list goes on in the next.  A Discord message without embeds holds 1,700."""

BLOCK_AT_MOST = 3000
"""Characters of lines that stay together, and are folded as one."""

FOLDED_FROM = 12
"""Changes of one kind: so many and more are folded where the platform can."""

What: TypeAlias = tuple[tuple[Model, ...], bool, tuple[Model, ...]]
"""What the entries of one line have in common: models, whether they are back, and the agency's other models."""


def brief(words: Words, changes: Sequence[Change]) -> Iterator[Block]:
    """Say every change in a few words, those that left first; then what the models mean, once."""
    kinds = [kind for kind in COUNTED_FIRST if any(change.kind is kind for change in changes)]
    alone = len({change.agreement.state for change in changes}) == 1
    for kind in kinds:
        here = [change for change in changes if change.kind is kind]
        blocks = list(_short_enough(_states(words, here, alone=alone), BLOCK_AT_MOST))
        if len(kinds) > 1 or len(blocks) > 1:  # else the title has said it; each block may begin a message
            heading = (Span(counted(words, kind).heading(count=len(here)), bold=True),)
            blocks = [[heading, *lines] for lines in blocks]
        yield from map(Folded if len(here) >= FOLDED_FROM else tuple, blocks)
    yield from meanings(words, [change.agreement for change in changes])


def brief_listing(words: Words, agreements: Sequence[Agreement]) -> Iterator[Block]:
    """Name every agency of one state in short lines, those with the same models together."""
    lines: dict[tuple[Model, ...], list[Agreement]] = defaultdict(list)
    for agency in agencies_of(agreements):
        lines[tuple(sorted({agreement.model for agreement in agency}, key=in_order))].append(agency[0])
    yield from map(tuple, _short_enough(_of_models(words, lines), BLOCK_AT_MOST))


def _of_models(words: Words, lines: Mapping[tuple[Model, ...], Sequence[Agreement]]) -> Iterator[Line]:
    for models in sorted(lines, key=lambda models: [*map(in_order, models)]):
        entries = sorted(lines[models], key=lambda agreement: fold(agreement.agency))
        yield from _entries(words, _models(words, models), [_with_county(words, agreement) for agreement in entries])


def _entries(words: Words, told: str, agencies: Iterable[Line]) -> Iterator[Line]:
    """Put what is told once before the agencies of whom it is, in as many lines as that takes."""
    for some in _short_enough(agencies, LINE_AT_MOST):
        line = words.brief_line.line(what=told, agencies=joined(words.brief_series, some))
        yield struck(line) if is_struck(some) else line


def meanings(words: Words, agreements: Sequence[Agreement]) -> Iterator[Block]:
    """Say what the models of these agreements mean, as short lines call them."""
    models = [model for model in SupportModel if any(agreement.model is model for agreement in agreements)]
    if models:
        yield tuple((Span(model_meaning(words, model)),) for model in models)


def _states(words: Words, changes: Sequence[Change], *, alone: bool) -> Iterator[Line]:
    """Give each state's lines, the first with its name and how many changes it has; without where it is ``alone``."""
    for state in sorted({change.agreement.state for change in changes}, key=words.state):
        here = [change for change in changes if change.agreement.state == state]
        first, *others = _lines(words, here)
        yield first if alone else _of_state(words, state, len(here), first)
        yield from others


def _of_state(words: Words, state: str, count: int, agencies: Line) -> Line:
    name = Span(words.state(state), bold=True)
    if count == 1:
        return words.brief_state_with_one.line(state=name, agencies=agencies)
    return words.brief_state.line(state=name, count=count, agencies=agencies)


def _lines(words: Words, changes: Sequence[Change]) -> Iterator[Line]:
    """Give the lines of one state and kind: agencies with the same to tell are together."""
    lines: dict[What, list[Change]] = defaultdict(list)
    for agency in by_agency(changes, lambda change: change.agreement):
        models = tuple(sorted({change.agreement.model for change in agency}, key=in_order))
        told = replace(agency[0], taken_back=any(change.taken_back for change in agency))
        lines[models, told.relisted, told.remaining].append(told)
    kind = changes[0].kind
    for what in sorted(lines, key=lambda what: [*map(in_order, what[0])]):
        entries = sorted(lines[what], key=lambda change: fold(change.agreement.agency))
        yield from _entries(words, _what(words, kind, what), [_agency(words, change) for change in entries])


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
    *others, last = [model_briefly(words, model) for model in models]
    return words.pair(first=words.all_of(others), last=last) if others else last


def _agency(words: Words, change: Change) -> Line:
    """An agency by its name, with its county where the name does not say that, and with what was before."""
    agreement = change.agreement
    if change.kind is ChangeKind.RENEWED:
        line = words.brief_renewed.line(agency=agreement.agency, **named(words.brief_renewed, change))
    elif change.kind is ChangeKind.RELABELLED:
        line = words.brief_relabelled.line(agency=agreement.agency, **named(words.brief_relabelled, change))
    else:
        line = _with_county(words, agreement)
    return struck(line) if change.taken_back else line


def _with_county(words: Words, agreement: Agreement) -> Line:
    county = county_key(agreement.county)
    if not county or county in fold(agreement.agency).replace(" ", ""):
        return (Span(agreement.agency),)
    return words.brief_agency.line(agency=agreement.agency, county=agreement.county)


def _short_enough(lines: Iterable[Line], most: int) -> Iterator[list[Line]]:
    """Divide lines into groups of at most so many characters; one that is longer stands alone."""
    group: list[Line] = []
    used = 0
    for line in lines:
        size = sum(len(span.text) for span in line)
        if group and used + size > most:
            yield group
            group, used = [], 0
        group.append(line)
        used += size
    if group:
        yield group
