"""An agreement and its source, as they stand in a message, in a language.  Pure."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

from bot.domain.agreements import Agreement, Model, SupportModel
from bot.domain.editions import OFFICIAL
from bot.domain.messages import Line, Span
from bot.reading.text import fold
from bot.wording.languages import Words
from bot.wording.layout import LIST_PAGE

HOUR, DAY = 60, 24 * 60
"""In minutes."""


def model_name(words: Words, model: Model) -> str:
    """What a model is called; one that we do not know as it is printed."""
    if not isinstance(model, SupportModel):
        return words.model_as_printed(printed=model) if model else words.model_not_printed()
    match model:
        case SupportModel.TASK_FORCE:
            return words.model_task_force()
        case SupportModel.JAIL_ENFORCEMENT:
            return words.model_jail_enforcement()
        case SupportModel.WARRANT_SERVICE:
            return words.model_warrant_service()
        case SupportModel.TRIBAL_TASK_FORCE:
            return words.model_tribal_task_force()
        case _:
            assert_never(model)


def model_briefly(words: Words, model: Model) -> str:
    """What a model is called in a list of many."""
    match model:
        case SupportModel.TASK_FORCE:
            return words.briefly_task_force()
        case SupportModel.JAIL_ENFORCEMENT:
            return words.briefly_jail_enforcement()
        case SupportModel.WARRANT_SERVICE:
            return words.briefly_warrant_service()
        case SupportModel.TRIBAL_TASK_FORCE:
            return words.briefly_tribal_task_force()
        case _:
            return model_name(words, model)


def model_mark(words: Words, model: Model) -> str:
    """The letter that stands for a model in a list of many; one that we do not know is named."""
    match model:
        case SupportModel.TASK_FORCE:
            return words.mark_task_force()
        case SupportModel.JAIL_ENFORCEMENT:
            return words.mark_jail_enforcement()
        case SupportModel.WARRANT_SERVICE:
            return words.mark_warrant_service()
        case SupportModel.TRIBAL_TASK_FORCE:
            return words.mark_tribal_task_force()
        case _:
            return model_name(words, model)


def mark_meaning(words: Words, model: SupportModel) -> str:
    """What the letter of a model stands for, and what an agency does under it."""
    return words.mark_meaning(
        mark=model_mark(words, model), model=model_briefly(words, model), meaning=_meaning(words, model)
    )


def model_meaning(words: Words, model: SupportModel) -> str:
    """What an agency does under a model, behind the name that a list gives it."""
    return words.model_meaning(model=model_briefly(words, model), meaning=_meaning(words, model))


def model_explained(words: Words, model: Model) -> str:
    """A model with what an agency does under it, in plain words; of one that we do not know its name alone."""
    name = model_name(words, model)
    return (
        words.model_explained(model=name, meaning=_meaning(words, model)) if isinstance(model, SupportModel) else name
    )


def _meaning(words: Words, model: SupportModel) -> str:
    match model:
        case SupportModel.TASK_FORCE:
            return words.meaning_task_force()
        case SupportModel.JAIL_ENFORCEMENT:
            return words.meaning_jail_enforcement()
        case SupportModel.WARRANT_SERVICE:
            return words.meaning_warrant_service()
        case SupportModel.TRIBAL_TASK_FORCE:
            return words.meaning_tribal_task_force()
        case _:
            assert_never(model)


def place(words: Words, agreement: Agreement) -> str:
    """The county and state of an agreement, in brackets."""
    return place_of(words, agreement.county, agreement.state)


def place_of(words: Words, county: str, code: str) -> str:
    """A county, where there is one, and a state by its code, in brackets."""
    state = words.state(code)
    return words.in_county_and_state(county=county, state=state) if county else words.in_state(state=state)


def by_county(agreement: Agreement) -> tuple[str, str]:
    """Where an agreement stands in a list of a state: by its county, else by its agency's name."""
    agency = fold(agreement.agency)
    return fold(agreement.county) or agency, agency


def signed(words: Words, agreement: Agreement, model: str) -> str:
    """A model and when the agreement was signed; a date that is none as it was printed."""
    if agreement.signed_on:
        return words.agreement_signed(model=model, date=agreement.signed_on)
    if agreement.signed_printed:
        return words.agreement_signed_as_printed(model=model, printed=agreement.signed_printed)
    return model


def linked(words: Words, agreement: Agreement, text: str) -> Line:
    """A line about an agreement that ends with the link to its text, where the list has one."""
    if not agreement.moa_url:
        return (Span(text),)
    return words.agreement_linked.line(agreement=text, link=Span(words.agreement_link(), url=agreement.moa_url))


def edition_seen(words: Words, name: str, time: dt.datetime, source: str) -> Line:
    """Which edition something rests on, when it was found, and where if not on ICE's own page."""
    if source == OFFICIAL:
        return words.edition_seen.line(name=name, time=time)
    return words.edition_seen_in_archive.line(name=name, time=time, archive=source)


def checked(words: Words, ago: dt.timedelta) -> str:
    """How long ago the list was last looked at with success."""
    minutes = int(max(ago, dt.timedelta()).total_seconds() // 60)
    if minutes == 0:
        return words.checked_just_now()
    if minutes < HOUR:
        return words.checked_minutes_ago(count=minutes)
    if minutes < 2 * DAY:
        return words.checked_hours_ago(count=minutes // HOUR)
    return words.checked_days_ago(count=minutes // DAY)


def source_line(words: Words, edition: Line | str = "") -> Line:
    """The footer that names and links the source, and says which edition of it this is."""
    link = Span(words.the_list(), url=LIST_PAGE)
    return words.source_of.line(list=link, edition=edition) if edition else words.source.line(list=link)
