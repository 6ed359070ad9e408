"""What a chat is answered about itself and about this bot, as plain text blocks.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from bot.domain.areas import EVERYWHERE, Area
from bot.domain.buttons import Button, Keys
from bot.domain.chats import TOLD_UNASKED, Interest, MenuEntry
from bot.domain.errors import AlertsError
from bot.domain.messages import Message, Reply, Span
from bot.domain.settings import Setting
from bot.wording.areas import NAMELESS, Names, area_name, area_names, by_name, listed, typed
from bot.wording.keys import codes, rows, to_help, to_places, to_settings
from bot.wording.languages import Words, phrase
from bot.wording.layout import plain
from bot.wording.problems import problem_text

EXAMPLE = "TX"
"""The state that is shown to whom nothing comes to mind."""

_ASKED_BACK = {"which_area": "pick_title", "which_agency": "which_agency", "which_change": "which_change"}
"""The question that stands above the answer to a command whose words were left out."""


def sorry(words: Words) -> Reply:
    """Something went wrong here, through no fault of who asked."""
    return Reply(plain(words.did_not_work(), words.went_wrong()), private=True)


def mistake(words: Words, error: AlertsError) -> Reply:
    """Who asked left something open, or made a mistake; one clear line says so.

    What is asked back stands below a question: nothing has failed.
    """
    asked = "pick_title" if error.values.get("codes") else _ASKED_BACK.get(error.problem)
    title = phrase(words, asked)() if asked else words.did_not_work()
    return Reply(plain(title, problem_text(words, error)), private=True)


def answered_already(words: Words) -> Reply:
    """The same was asked here a moment ago."""
    return Reply(plain(words.answered_already(), words.see_above()), private=True)


def asked_too_much(words: Words, most: int) -> Reply:
    """More was asked in a minute than the ``most`` that is answered."""
    return Reply(plain(words.did_not_work(), words.too_much_asked(count=most)), private=True)


def help_message(words: Words, menu: Sequence[MenuEntry]) -> Message:
    """What the bot is, and every command of a menu."""
    commands = [_command(words, entry) for entry in menu]
    message = plain(words.help_title(), words.help_purpose(), *commands, words.help_source())
    return replace(message, keys=rows(Button(words.button_back(), "help")))


def short_help(words: Words, *, manages: bool) -> Message:
    """What the bot is in three lines, with what to type or press here, by who ``manages`` the chat or does not."""
    follow = words.help_short_follow() if manages else words.help_short_followed()
    place, own = to_places(words), to_settings(words)
    more = Button(words.button_all_commands(), "help", "all")
    said = plain(words.help_title(), words.help_short_purpose(), follow, words.help_short_ask())
    return replace(said, keys=rows(*((place, own) if manages else ()), more))


def hello(words: Words) -> Message:
    """What the bot says where it was added: what it does, and the first step."""
    message = plain(words.hello_title(), words.hello(), words.hello_first())
    return replace(message, keys=rows(to_places(words), to_help(words)))


def greeting(words: Words) -> Message:
    """What somebody reads who opens the bot: what it does, and the first step."""
    keys = rows(
        to_places(words),
        Button(words.button_example(state=words.state(EXAMPLE)), "state", EXAMPLE),
        Button(words.button_language(), "settings", Setting.LANGUAGE),
        to_help(words),
    )
    return replace(plain(words.start_title(), words.start_what(), words.start_how()), keys=keys)


def _command(words: Words, entry: MenuEntry) -> str:
    if entry.option is None:
        return words.help_command(command=entry.name, description=entry.description)
    return words.help_command_with(command=entry.name, option=entry.option.name, description=entry.description)


def how_to_manage(words: Words) -> Message:
    """How a group or channel is managed from a private chat."""
    return plain(words.manage_title(), words.manage_forward(), words.manage_named(), words.manage_rights())


def offered(words: Words, areas: Sequence[Area], names: Names = NAMELESS) -> Message:
    """How to be told of places that somebody named, from whom nobody knows yet whether he wants that."""
    message = plain(words.offer_title(), offer(words, areas, names), words.offer_help())
    return replace(message, keys=offer_keys(words, areas))


def offer(words: Words, areas: Sequence[Area], names: Names = NAMELESS) -> str:
    """How to be told of these places."""
    return words.offer(states=area_names(words, areas, names), codes=typed(words, areas))


def offer_keys(words: Words, areas: Sequence[Area]) -> tuple[Keys, ...]:
    """The button that subscribes to places."""
    return rows(Button(words.button_subscribe(), "subscribe", codes(areas)))


def confirm(words: Words, areas: Sequence[Area], names: Names) -> Message:
    """Whether a chat is to be subscribed to places that a link named."""
    question = words.start_confirm(areas=area_names(words, areas, names))
    yes, no = Button(words.button_yes(), "subscribe", codes(areas)), Button(words.button_no(), "help")
    message = plain(words.offer_title(), question, offer(words, areas, names))
    return replace(message, keys=rows(yes, no))


def looked_up(words: Words, message: Message, url: str) -> Message:
    """What was looked up, with a link to the bot in whatever chat it goes to."""
    return replace(message, blocks=(*message.blocks, ((Span(words.look_up_more(), url=url),),)))


def how_to_look_up(words: Words, *, typed: bool) -> str:
    """What stands above no places: how to type one, or that what was ``typed`` is none."""
    return words.look_up_none() if typed else words.look_up_how()


def privacy(words: Words, *, manages: bool = True) -> Message:
    """What is stored of a chat and of people."""
    message = plain(
        words.privacy_title(), words.privacy_chat(), words.privacy_people(), words.privacy_kept(), words.privacy_erase()
    )
    return replace(message, keys=rows(Button(words.button_erase(), "privacy", "ask"))) if manages else message


def erase_sure(words: Words) -> Message:
    """Whether everything is really to be erased."""
    yes, no = Button(words.button_erase_sure(), "privacy", "erase"), Button(words.button_no(), "privacy")
    return replace(plain(words.erase_title(), words.erase_text()), keys=rows(yes, no))


def erased(words: Words) -> Message:
    """That a chat is forgotten."""
    message = plain(words.erased_title(), words.erased())
    return replace(message, keys=rows(to_places(words)))


def switched(words: Words, interests: Collection[Interest]) -> Iterator[str]:
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
    message = plain(words.alerts(), *kinds, words.alerts_how(), words.alerts_always())
    return replace(message, keys=rows(Button(words.settings_prompt(), "settings", Setting.KINDS)))


def interest_name(words: Words, interest: Interest) -> str:
    """The one word by which a kind of news is switched."""
    return phrase(words, f"interest_name_{interest}")()


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


def early(words: Words, interests: Collection[Interest], *, on: bool) -> Message:
    """Whether a chat hears of departures that are still held, and of departures at all."""
    message = plain(words.early(), told_early(words, interests) if on else words.early_is_off())
    return replace(message, keys=rows(Button(words.settings_prompt(), "settings", Setting.EARLY)))


def told_early(words: Words, interests: Collection[Interest]) -> str:
    """What it means that a chat hears of held departures: nothing, where it leaves departures out."""
    return words.early_is_on() if Interest.DEPARTURES in interests else words.early_in_vain()


def alerted_about(words: Words, areas: Sequence[Area], names: Names = NAMELESS) -> str:
    """Of which places a chat is told."""
    if not areas:
        return words.alerted_about_nothing()
    if EVERYWHERE in areas:
        return words.alerted_about_all()
    return words.alerted_about(
        states=listed(words, [area_name(words, area, names) for area in by_name(words, areas, names)])
    )
