"""A mistake that is a question is answered with what could be meant, as buttons that give the command again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.conversation.answers.settings import topic_screen
from bot.conversation.following import read_followed
from bot.conversation.request import Request
from bot.delivery.followed import names_of
from bot.domain.areas import EVERYWHERE, Area, AreaKind, kind_of
from bot.domain.buttons import BUTTONS_AT_MOST, CHOICES_AT_MOST, LABEL_AT_MOST, Button, Keys, fits
from bot.domain.chats import PLAIN
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.domain.settings import Setting
from bot.reading.county_names import state_of_county
from bot.reading.states import STATES
from bot.reading.text import fold
from bot.wording.areas import Names, area_label
from bot.wording.keys import codes, fitting, rows, shortened, to_help, to_places, to_settings, to_subscriptions
from bot.wording.languages import Words
from bot.wording.layout import paragraph, parted
from bot.wording.replies import mistake

SAY = "say"
"""The command of a button that says plain words in a person's place: a command has to have a name."""

TOPICS: Mapping[str, Setting] = {
    "which_language": Setting.LANGUAGE,
    "which_timezone": Setting.TIMEZONE,
    "when_alerts": Setting.ALERTS,
    "which_hours": Setting.QUIET,
    "which_sound": Setting.SILENT,
    "when_all_clear": Setting.ALL_CLEAR,
    "which_models": Setting.MODELS,
    "which_role": Setting.MENTION,
    "which_alerts": Setting.KINDS,
    "on_or_off": Setting.EARLY,
    "models_elsewhere": Setting.MODELS,
    "kinds_elsewhere": Setting.KINDS,
}
"""What can be chosen where that was not understood."""

NEEDS_PLACE = frozenset({"subscribed_to_nothing", "settings_without_subscription"})
"""What is mended by choosing a place."""

FOLLOWED_AT_MOST = 8
"""Places that a chat follows which are proposed to who asks without naming one."""


async def question(request: Request, error: UsageError) -> Reply:
    """Say what was not understood, with buttons for what could be meant; alone where nothing can be pressed."""
    reply = mistake(request.words, error)
    if error.problem in TOPICS or error.problem == "which_switch":
        topic = TOPICS.get(error.problem) or Setting(str(error.values["topic"]))
        shown = await request.store.read(lambda work: read_followed(work, request))
        return _with(reply, topic_screen(request, shown, topic).message.keys if shown.areas else ())
    if isinstance(error.values.get("codes"), tuple):
        return await _choices(request, error, reply)
    if error.problem == "which_area":
        return await _of_followed(request, reply)
    return _with(reply, rows(*_steps(request, error)))


def _with(reply: Reply, keys: tuple[Keys, ...]) -> Reply:
    return replace(reply, message=replace(reply.message, keys=keys))


def _steps(request: Request, error: UsageError) -> Iterator[Button]:
    """What to do instead of what cannot be."""
    words = request.words
    if error.problem in NEEDS_PLACE:
        yield to_places(words)
    elif error.problem in ("which_setting", "button_expired"):
        yield to_settings(words)
    if error.problem in ("no_such_command", "button_expired", "no_such_state", "no_such_place"):
        yield to_help(words)
    elif error.problem in ("subscribed_to_all", "too_many_areas"):
        yield to_subscriptions(words)


async def _choices(request: Request, error: UsageError, reply: Reply) -> Reply:
    """Offer each area that could be meant: the same words with its code in place of what was typed of it."""
    areas = [str(code) for code in _tuple(error.values["codes"])][:BUTTONS_AT_MOST]
    names = await request.store.read(lambda work: names_of(work, areas))
    command = SAY if request.asked.name == PLAIN else request.asked.name
    typed = str(error.values.get("typed", ""))
    areas, labels = _labelled(request.words, areas, names)
    if error.problem == "all_or_some":
        every = Button(request.words.button_every_state(), command, EVERYWHERE)
        some = Button(request.words.all_of(labels)[:LABEL_AT_MOST], command, codes(areas))
        return _with(reply, rows(every, some, wide=1))
    buttons, cut = list[Button](), False
    for area, label in zip(areas, labels, strict=True):
        written = STATES.get(area, area) if error.problem == "small_word" else area
        button = Button(label[:LABEL_AT_MOST], command, _put_in(request.asked.words, typed, written) or written)
        whole = fits(shortened(button))
        cut |= not whole
        buttons.append(button if whole else replace(button, words=written))
    if error.problem == "small_word" and (rest := _put_in(request.asked.words, typed, "")):
        buttons.append(Button(request.words.button_leave_out(), command, rest))
    said = (*reply.message.blocks, paragraph(request.words.choose_the_rest())) if cut else reply.message.blocks
    reply = replace(reply, message=replace(reply.message, blocks=said))
    return _with(reply, _pages(request.words, fitting(buttons)))


def _labelled(words: Words, areas: list[Area], names: Names) -> tuple[list[Area], list[str]]:
    """Areas with their labels; more than a list holds are by state, and called so where each has but one of them."""
    labels = [area_label(words, area, names) for area in areas]
    if len(areas) <= CHOICES_AT_MOST:
        return areas, labels
    codes = [state_of_county(area) for area in areas]
    short = [words.state(code) if codes.count(code) == 1 else label for code, label in zip(codes, labels, strict=True)]
    order = sorted(range(len(areas)), key=lambda at: (fold(words.state(codes[at])), short[at]))
    return [areas[at] for at in order], [short[at] for at in order]


def _pages(words: Words, buttons: Sequence[Button]) -> tuple[Keys, ...]:
    """One list to choose from; of more than it can hold several, named by their first and last."""
    if len(buttons) <= CHOICES_AT_MOST:
        return (Keys(tuple(buttons), words.choose_prompt()),)
    pages = parted(buttons, CHOICES_AT_MOST)
    return tuple(Keys(page, words.pick_range(first=page[0].label, last=page[-1].label)) for page in pages)


def _put_in(text: str, typed: str, code: str) -> str:
    """``text`` with a code in place of the words that could mean several things; empty where it does not have them."""
    found = re.compile(rf"(?<!\w){re.escape(typed)}(?!\w)", re.IGNORECASE) if typed else None
    if found is None or not found.search(text):
        return ""
    return " ".join(found.sub(lambda _: code, text).split())


async def _of_followed(request: Request, reply: Reply) -> Reply:
    """Offer the places that this chat follows, to who asks about one without naming it."""
    followed = await request.store.read(lambda work: read_followed(work, request))
    areas = [area for area in followed.areas if kind_of(area) is not AreaKind.EVERYWHERE][:FOLLOWED_AT_MOST]
    labels = [area_label(request.words, area, followed.names)[:LABEL_AT_MOST] for area in areas]
    buttons = (Button(label, request.asked.name, area) for label, area in zip(labels, areas, strict=True))
    return _with(reply, rows(*buttons))


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
