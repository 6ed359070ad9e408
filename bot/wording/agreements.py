"""An agreement and its source, as they stand in a message, in a language.  Pure."""

from __future__ import annotations

from typing import assert_never

from bot.domain.agreements import Agreement, SupportModel
from bot.domain.messages import Line, Span
from bot.wording.languages import Words
from bot.wording.layout import LIST_PAGE


def model_name(words: Words, model: SupportModel) -> str:
    """What a model is called."""
    match model:
        case SupportModel.TASK_FORCE:
            return words.model_task_force()
        case SupportModel.JAIL_ENFORCEMENT:
            return words.model_jail_enforcement()
        case SupportModel.WARRANT_SERVICE:
            return words.model_warrant_service()
        case _:
            assert_never(model)


def model_meaning(words: Words, model: SupportModel) -> str:
    """What an agency does under a model, in plain words (ICE's own page describes the three)."""
    match model:
        case SupportModel.TASK_FORCE:
            return words.meaning_task_force()
        case SupportModel.JAIL_ENFORCEMENT:
            return words.meaning_jail_enforcement()
        case SupportModel.WARRANT_SERVICE:
            return words.meaning_warrant_service()
        case _:
            assert_never(model)


def place(words: Words, agreement: Agreement) -> str:
    """The county and state of an agreement, in brackets."""
    state = words.state(agreement.state)
    if agreement.county:
        return words.in_county_and_state(county=agreement.county, state=state)
    return words.in_state(state=state)


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


def source_line(words: Words, edition: str = "") -> Line:
    """The footer that names and links the source, and says which edition of it this is."""
    link = Span(words.the_list(), url=LIST_PAGE)
    return words.source_of.line(list=link, edition=edition) if edition else words.source.line(list=link)
