"""What a chat is answered about itself and about this bot, as plain text blocks.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from bot.domain.areas import Area
from bot.domain.chats import ALL_STATES, TOLD_UNASKED, Interest, MenuEntry
from bot.domain.errors import AlertsError
from bot.domain.messages import Message, Reply, Span
from bot.wording.areas import NAMELESS, Names, area_label, area_names
from bot.wording.languages import Words
from bot.wording.layout import plain
from bot.wording.phrases import Sentence
from bot.wording.problems import problem_text


def sorry(words: Words) -> Reply:
    """Something went wrong here, through no fault of who asked."""
    return Reply(plain(words.did_not_work(), words.went_wrong()), private=True)


def mistake(words: Words, error: AlertsError) -> Reply:
    """Who asked made a mistake, which one clear line says."""
    return Reply(plain(words.did_not_work(), problem_text(words, error)), private=True)


def answered_already(words: Words) -> Reply:
    """The same was asked here a moment ago."""
    return Reply(plain(words.answered_already(), words.see_above()), private=True)


def asked_too_much(words: Words, most: int) -> Reply:
    """More was asked in a minute than the ``most`` that is answered."""
    return Reply(plain(words.did_not_work(), words.too_much_asked(count=most)), private=True)


def help_message(words: Words, menu: Sequence[MenuEntry]) -> Message:
    """What the bot is and how to use it."""
    commands = [_command(words, entry) for entry in menu]
    return plain(words.help_title(), words.help_purpose(), *commands, words.help_source())


def _command(words: Words, entry: MenuEntry) -> str:
    if entry.option is None:
        return words.help_command(command=entry.name, description=entry.description)
    return words.help_command_with(command=entry.name, option=entry.option.name, description=entry.description)


def subscribed(words: Words, areas: Sequence[Area], names: Names = NAMELESS) -> Message:
    """What a chat is alerted about now."""
    return plain(words.subscribed(), alerted_about(words, areas, names))


def unsubscribed(words: Words, areas: Sequence[Area], removed: Sequence[Area], names: Names = NAMELESS) -> Message:
    """What a chat is still alerted about, what no more, and how to have that back."""
    back = [words.have_it_back(states=area_names(words, removed, names), codes=", ".join(removed))] if removed else []
    return plain(words.unsubscribed(), *back, alerted_about(words, areas, names))


def which_to_stop(words: Words, areas: Sequence[Area], names: Names = NAMELESS) -> Message:
    """Whether all alerts are to stop, or which; nothing has been stopped."""
    return plain(words.stop_what(), alerted_about(words, areas, names), words.stop_how(codes=areas[0]))


def hello(words: Words) -> Message:
    """What the bot says where it was added: what it does, and the first step."""
    return plain(words.hello_title(), words.hello(), words.hello_first())


def how_to_manage(words: Words) -> Message:
    """How a group or channel is managed from a private chat."""
    return plain(words.manage_title(), words.manage_forward(), words.manage_named(), words.manage_rights())


def offered(words: Words, areas: Sequence[Area], names: Names = NAMELESS) -> Message:
    """How to be told of places that somebody named, from whom nobody knows yet whether he wants that."""
    return plain(words.offer_title(), offer(words, areas, names), words.offer_help())


def offer(words: Words, areas: Sequence[Area], names: Names = NAMELESS) -> str:
    """How to be told of these places."""
    return words.offer(states=area_names(words, areas, names), codes=", ".join(areas))


def looked_up(words: Words, message: Message, url: str) -> Message:
    """What was looked up, with a link to the bot in whatever chat it goes to."""
    return replace(message, blocks=(*message.blocks, ((Span(words.look_up_more(), url=url),),)))


def how_to_look_up(words: Words, *, typed: bool) -> str:
    """What stands above no places: how to type one, or that what was ``typed`` is none."""
    return words.look_up_none() if typed else words.look_up_how()


def privacy(words: Words) -> Message:
    """What is stored of a chat and of people."""
    return plain(
        words.privacy_title(), words.privacy_chat(), words.privacy_people(), words.privacy_kept(), words.privacy_erase()
    )


def erased(words: Words) -> Message:
    """That a chat is forgotten."""
    return plain(words.erased_title(), words.erased())


def subscriptions(
    words: Words,
    states: Sequence[Area],
    names: Names = NAMELESS,
    *,
    early: bool = False,
    interests: Collection[Interest] = TOLD_UNASKED,
) -> Message:
    """What a chat is alerted about, which kinds of news it has switched, and that it hears early where it does."""
    more = [words.early_is_on()] if early else []
    return plain(words.subscriptions(), alerted_about(words, states, names), *_switched(words, interests), *more)


def _switched(words: Words, interests: Collection[Interest]) -> Iterator[str]:
    """Say what is told beside, or not told of, what a chat is told that has switched nothing."""
    if off := kinds_named(words, TOLD_UNASKED.difference(interests)):
        yield words.alerts_switched_off(kinds=off)
    if on := kinds_named(words, set(interests) - TOLD_UNASKED):
        yield words.alerts_switched_on(kinds=on)


def alerts(words: Words, interests: Collection[Interest]) -> Message:
    """Which kinds of news a chat is told of, and how to switch them."""
    at_once = {Interest.DOCUMENTS, Interest.DOCUMENTS_AT_ONCE} <= set(interests)
    said = {Interest.DOCUMENTS: Interest.DOCUMENTS_AT_ONCE} if at_once else {}
    kinds = [
        (words.alerts_on if interest in interests else words.alerts_off)(
            name=interest_name(words, interest), what=_interest(words, said.get(interest, interest))
        )
        for interest in Interest
        if interest is not Interest.DOCUMENTS_AT_ONCE
    ]
    return plain(words.alerts(), *kinds, words.alerts_how(), words.alerts_always())


def interest_name(words: Words, interest: Interest) -> str:
    """The one word by which a kind of news is switched."""
    sentence: Sentence = getattr(words, f"interest_name_{interest}")
    return sentence()


def kinds_named(words: Words, interests: Collection[Interest]) -> str:
    """Name kinds of news; texts that are told at once as such, where they are told at all."""
    less = Interest.DOCUMENTS if Interest.DOCUMENTS_AT_ONCE in interests else Interest.DOCUMENTS_AT_ONCE
    told = set(interests) - ({less} if Interest.DOCUMENTS in interests else {Interest.DOCUMENTS_AT_ONCE})
    return words.all_of([_interest(words, interest) for interest in Interest if interest in told])


def _interest(words: Words, interest: Interest) -> str:  # noqa: PLR0911  one for each
    match interest:
        case Interest.SIGNINGS:
            return words.interest_signings()
        case Interest.DEPARTURES:
            return words.interest_departures()
        case Interest.RENEWALS:
            return words.interest_renewals()
        case Interest.RELABELLINGS:
            return words.interest_relabellings()
        case Interest.PENDING:
            return words.interest_pending()
        case Interest.DOCUMENTS:
            return words.interest_documents()
        case Interest.DOCUMENTS_AT_ONCE:
            return words.interest_documents_at_once()
        case Interest.CORRECTIONS:
            return words.interest_corrections()
        case Interest.FILES:
            return words.interest_files()
        case _:
            assert_never(interest)


def early(words: Words, *, on: bool) -> Message:
    """Whether a chat hears of departures that are still held."""
    return plain(words.early(), words.early_is_on() if on else words.early_is_off())


def alerted_about(words: Words, states: Sequence[Area], names: Names = NAMELESS) -> str:
    """Of which areas a chat is told."""
    if not states:
        return words.alerted_about_nothing()
    if ALL_STATES in states:
        return words.alerted_about_all()
    return words.alerted_about(states=words.all_of(sorted(area_label(words, area, names) for area in states)))
