"""What a chat is told about: subscribing, unsubscribing, and saying so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.conversation.areas import read_areas
from bot.conversation.following import add, codes_in, is_agency_code, meant_among, proof, read_followed
from bot.conversation.posts import check_posts, subscribe_posts
from bot.conversation.request import Request
from bot.conversation.setting_words import AT_ONCE, DAILY
from bot.conversation.vocabulary import INTERESTS, SWITCHES
from bot.domain.areas import EVERYWHERE, Area
from bot.domain.chats import Interest
from bot.domain.errors import UsageError
from bot.domain.messages import Reply
from bot.domain.ports import Work
from bot.reading.text import fold
from bot.wording import replies, subscribing
from bot.wording.picking import pick_place
from bot.wording.settings import Followed


async def subscribe(request: Request) -> Reply:
    """Add places to what this chat is told about, and say how it stands there; without a word, ask which."""
    if forum := request.asked.forum:
        check_posts(request)
    areas = await read_wanted(request)
    if not areas:
        followed = await request.store.read(lambda work: read_followed(work, request))
        return Reply(pick_place(request.words, followed.areas, followed.names), private=True)
    if forum:
        return await subscribe_posts(request, forum, areas)
    before = await request.store.write(lambda work: add(work, request, areas))
    return Reply(await request.store.read(lambda work: proof(work, request, areas, before)))


async def read_wanted(request: Request) -> list[Area]:
    """Read the places that a command names; a button sends their codes along, which are taken as they are.

    Raises:
        UsageError: some of it means no place, or could mean several.
    """
    if request.asked.pressed and (sent := await request.store.read(lambda work: codes_in(work, request.asked.words))):
        return sent
    names = await request.agency_names()
    return read_areas(request.asked.words, names)


async def unsubscribe(request: Request) -> Reply:
    """Take places, or all of them, out of what this chat is told about; without a word, ask which."""
    before = await request.store.read(lambda work: read_followed(work, request))
    if not before.areas:
        raise UsageError("subscribed_to_nothing")
    areas = await _to_end(request, before)
    if areas is None:
        return Reply(subscribing.unsubscribed(request.words, before, (), before.names))
    if not areas:
        return Reply(subscribing.which_to_stop(request.words, before), private=True)
    if EVERYWHERE in before.areas and EVERYWHERE not in areas:
        raise UsageError("subscribed_to_all")
    after = await request.store.write(lambda work: _remove(work, request, None if EVERYWHERE in areas else areas))
    removed = [area for area in before.areas if area not in after.areas]
    return Reply(subscribing.unsubscribed(request.words, after, removed, before.names))


async def _to_end(request: Request, before: Followed) -> list[Area] | None:
    """What is to be followed no more; None: what a button sent along is not followed by now."""
    if not request.asked.pressed:
        return await read_wanted(request)
    if sent := meant_among(before.areas, request.asked.words):
        return [sent]
    if is_agency_code(request.asked.words):
        several = any(area.startswith(request.asked.words) for area in before.areas)
        return [] if several else None
    areas = await read_wanted(request)
    gone = areas and EVERYWHERE in before.areas and EVERYWHERE not in areas
    return None if gone else areas


async def show(request: Request) -> Reply:
    """Say what this chat is told about."""
    followed = await request.store.read(lambda work: read_followed(work, request))
    manages = await request.manages()
    return Reply(subscribing.subscriptions(request.words, followed, manages=manages), private=True)


async def switch_alerts(request: Request) -> Reply:
    """Set which kinds of news this chat is told of; without a word, say how they are set."""
    wish = kinds_wished(request.asked.words)
    if wish is None:
        interests = await request.store.read(lambda work: work.chats.interests(request.place))
        return Reply(replies.alerts(request.words, interests), private=True)
    if not await request.store.read(lambda work: work.chats.subscriptions(request.place)):
        raise UsageError("subscribed_to_nothing")
    await request.store.write(lambda work: switch_kinds(work, request, wish))
    interests = await request.store.read(lambda work: work.chats.interests(request.place))
    return Reply(replies.alerts(request.words, interests))


async def switch_early(request: Request) -> Reply:
    """Set whether this chat hears of departures that are still held; without a word, say how it is set."""
    switch = fold(request.asked.words)
    if switch not in {"", *SWITCHES}:
        raise UsageError("on_or_off", name=request.asked.name)
    if not switch:
        followed = await request.store.read(lambda work: read_followed(work, request))
        return Reply(replies.early(request.words, followed.interests, on=followed.early), private=True)
    on = SWITCHES[switch]
    if on and not await request.store.read(lambda work: work.chats.subscriptions(request.place)):
        raise UsageError("subscribed_to_nothing")
    await request.store.write(lambda work: work.chats.set_early(request.place, early=on))
    interests = await request.store.read(lambda work: work.chats.interests(request.place))
    return Reply(replies.early(request.words, interests, on=on))


class KindsWish(NamedTuple):
    """Which kinds of news are wished for, or no more."""

    interests: list[Interest]
    on: bool
    at_once: bool | None = None
    """Of texts that are posted: each at once, or together once a day; None: not said."""


def kinds_wished(typed: str) -> KindsWish | None:
    """Read what people type after ``/alerts``, in whatever order; None where that is nothing.

    Raises:
        UsageError: a word is neither a kind of news nor on or off, or one of the two is not said.
    """
    words = fold(typed.replace(",", " ")).split()
    if not words:
        return None
    pace = " ".join(words[1:])
    if INTERESTS.get(words[0]) is Interest.DOCUMENTS and pace in (*AT_ONCE, *DAILY):
        return KindsWish([Interest.DOCUMENTS], on=True, at_once=pace in AT_ONCE)
    switches = [SWITCHES[word] for word in words if word in SWITCHES]
    names = [word for word in words if word not in SWITCHES]
    if len(switches) != 1 or not names or not set(names) <= INTERESTS.keys():
        raise UsageError("which_alerts")
    return KindsWish([INTERESTS[name] for name in names], switches[0])


def switch_kinds(work: Work, request: Request, wish: KindsWish) -> None:
    """Store which kinds of news the chat of a request is told of."""
    work.chats.switch(request.place, wish.interests, on=wish.on)
    if wish.at_once is not None:
        work.chats.switch(request.place, [Interest.DOCUMENTS_AT_ONCE], on=wish.at_once)


def _remove(work: Work, request: Request, areas: Iterable[Area] | None) -> Followed:
    work.chats.unsubscribe(request.place, areas)
    return read_followed(work, request)
