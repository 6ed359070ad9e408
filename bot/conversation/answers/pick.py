"""``/pick``: the screens on which places are chosen; each press changes what is followed and shows a screen again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.following import follow, proof, read_followed
from bot.conversation.posts import check_posts, subscribe_posts
from bot.conversation.request import Request
from bot.domain.areas import EVERYWHERE, Area
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.reading.county_names import county_of
from bot.reading.regions import Region
from bot.reading.states import STATES
from bot.wording.picking import pick_county, pick_place, pick_state
from bot.wording.settings import Followed
from bot.wording.subscribing import subscriptions


@dataclass(frozen=True, slots=True)
class _Words:
    """What a button sent along: where to go, and what to follow or to follow no more."""

    region: Region | None = None
    state: str | None = None
    page: int | None = None
    follow: Area | None = None
    end: Area | None = None
    done: bool = False


async def pick(request: Request) -> Reply:
    """Show a screen; before that, change what is followed where that was sent along: in a forum, by a post."""
    words = _read(request.asked.words)
    if forum := request.asked.forum:
        check_posts(request)
        if words.follow:
            return await subscribe_posts(request, forum, [words.follow])
    if words.follow or words.end:
        followed = await request.store.write(lambda work: _change(work, request, words))
    else:
        followed = await request.store.read(lambda work: read_followed(work, request))
    if words.done:
        return Reply(await request.store.read(lambda work: _done(work, request, followed)))
    return Reply(_screen(request, words, followed), private=True)


def _done(work: Work, request: Request, followed: Followed) -> Message:
    """Say what is followed now, and how it stands there."""
    if not followed.areas:
        return subscriptions(request.words, followed, manages=True)
    return proof(work, request, followed.areas, followed.areas)


def _screen(request: Request, words: _Words, followed: Followed) -> Message:
    if words.state:
        return pick_county(request.words, words.state, words.page, followed.areas, followed.names)
    if words.region:
        return pick_state(request.words, words.region, followed.areas, followed.names)
    return pick_place(request.words, followed.areas, followed.names)


def _change(work: Work, request: Request, words: _Words) -> Followed:
    if words.follow:
        follow(work, request, [words.follow])
    if words.end:
        work.chats.unsubscribe(request.place, [words.end])
    return read_followed(work, request)


def _read(typed: str) -> _Words:
    """Read what a button sent along; whatever else somebody types leads to the first screen."""
    words = typed.split()
    return _Words(
        region=next((Region(word) for word in words if word in [*Region]), None),
        state=next((word.upper() for word in words if word.upper() in STATES), None),
        page=next((int(word) for word in words if word.isdecimal() and len(word) < 3), None),  # noqa: PLR2004  no state has a hundred pages
        follow=_area(words, "+"),
        end=_area(words, "-"),
        done="done" in words,
    )


def _area(words: Sequence[str], sign: str) -> Area | None:
    """The code behind a sign, of an area that there is."""
    codes = [word[1:] for word in words if word.startswith(sign)]
    return next((code for code in codes if code == EVERYWHERE or code in STATES or county_of(code)), None)
