"""What a chat is told about: subscribing, unsubscribing, and saying so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.conversation.areas import read_areas
from bot.conversation.request import Request
from bot.conversation.vocabulary import INTERESTS, SWITCHES
from bot.domain.chats import ALL_STATES, Interest
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.domain.ports import Work
from bot.reading.text import fold
from bot.wording import replies
from bot.wording.areas import current_names

PACES = {"now": True, "ahora": True, "daily": False, "diario": False}
"""What people write for at once and once a day, folded."""


async def subscribe(request: Request) -> Reply:
    """Add states, counties and agencies to what this chat is told about."""
    names = await request.agency_names()
    areas = read_areas(request.asked.words, names)
    if not areas:
        raise UsageError("which_states")
    after = await request.store.write(lambda work: _add(work, request, areas))
    return Reply(replies.subscribed(request.words, after, current_names(names)))


async def unsubscribe(request: Request) -> Reply:
    """Take areas, or all of them, out of what this chat is told about; without a word, ask which."""
    names = await request.agency_names()
    areas, current = read_areas(request.asked.words, names), current_names(names)
    before = await request.store.read(lambda work: work.chats.subscriptions(request.place))
    if not before:
        raise UsageError("subscribed_to_nothing")
    if not areas:
        return Reply(replies.which_to_stop(request.words, before, current), private=True)
    if ALL_STATES in before and ALL_STATES not in areas:
        raise UsageError("subscribed_to_all")
    everything = ALL_STATES in areas
    after = await request.store.write(lambda work: _remove(work, request, None if everything else areas))
    removed = [area for area in before if area not in after]
    return Reply(replies.unsubscribed(request.words, after, removed, current))


async def show(request: Request) -> Reply:
    """Say what this chat is told about."""
    states = await request.store.read(lambda work: work.chats.subscriptions(request.place))
    early = await request.store.read(lambda work: work.chats.is_early(request.place))
    interests = await request.store.read(lambda work: work.chats.interests(request.place))
    names = current_names(await request.agency_names())
    return Reply(replies.subscriptions(request.words, states, names, early=early, interests=interests), private=True)


async def switch_alerts(request: Request) -> Reply:
    """Set which kinds of news this chat is told of; without a word, say how they are set."""
    wish = _wish(request.asked.words)
    if wish is None:
        interests = await request.store.read(lambda work: work.chats.interests(request.place))
        return Reply(replies.alerts(request.words, interests), private=True)
    if not await request.store.read(lambda work: work.chats.subscriptions(request.place)):
        raise UsageError("subscribed_to_nothing")
    await request.store.write(lambda work: _switch(work, request, wish))
    interests = await request.store.read(lambda work: work.chats.interests(request.place))
    return Reply(replies.alerts(request.words, interests))


async def switch_early(request: Request) -> Reply:
    """Set whether this chat hears of departures that are still held; without a word, say how it is set."""
    switch = fold(request.asked.words)
    if switch not in {"", *SWITCHES}:
        raise UsageError("on_or_off", name=request.asked.name)
    if not switch:
        on = await request.store.read(lambda work: work.chats.is_early(request.place))
        return Reply(replies.early(request.words, on=on), private=True)
    on = SWITCHES[switch]
    if on and not await request.store.read(lambda work: work.chats.subscriptions(request.place)):
        raise UsageError("subscribed_to_nothing")
    await request.store.write(lambda work: work.chats.set_early(request.place, early=on))
    return Reply(replies.early(request.words, on=on))


class _Wish(NamedTuple):
    interests: list[Interest]
    on: bool
    at_once: bool | None = None
    """Of texts that are posted: each at once, or together once a day; None: not said."""


def _wish(typed: str) -> _Wish | None:
    """Read what people type after ``/alerts``, in whatever order; None where that is nothing.

    Raises:
        UsageError: a word is neither a kind of news nor on or off, or one of the two is not said.
    """
    words = fold(typed.replace(",", " ")).split()
    if not words:
        return None
    if len(words) == 2 and words[1] in PACES and INTERESTS.get(words[0]) is Interest.DOCUMENTS:  # noqa: PLR2004  both
        return _Wish([Interest.DOCUMENTS], on=True, at_once=PACES[words[1]])
    switches = [SWITCHES[word] for word in words if word in SWITCHES]
    names = [word for word in words if word not in SWITCHES]
    if len(switches) != 1 or not names or not set(names) <= INTERESTS.keys():
        raise UsageError("which_alerts")
    return _Wish([INTERESTS[name] for name in names], switches[0])


def _switch(work: Work, request: Request, wish: _Wish) -> None:
    work.chats.switch(request.place, wish.interests, on=wish.on)
    if wish.at_once is not None:
        work.chats.switch(request.place, [Interest.DOCUMENTS_AT_ONCE], on=wish.at_once)


def _add(work: Work, request: Request, states: Iterable[str]) -> list[str]:
    work.chats.subscribe(request.place, states, request.asked.language, request.now)
    return work.chats.subscriptions(request.place)


def _remove(work: Work, request: Request, states: Iterable[str] | None) -> list[str]:
    work.chats.unsubscribe(request.place, states)
    return work.chats.subscriptions(request.place)
