"""A forum is told in posts, one for each state: found where they are there already, else made, and subscribed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.conversation.following import add, check_room, proof, state_of
from bot.conversation.request import Request
from bot.delivery import reach
from bot.domain.areas import EVERYWHERE, Area
from bot.domain.chats import Absence, CannotPost, Forum, Place, Right
from bot.domain.errors import RetryLater, SendError, Uncertain, UsageError
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.wording import posts as wording
from bot.wording.reach import CLOSED, NOT_ALLOWED, right_name, with_reach

POSTS_AT_MOST = 10
"""Posts that one command makes: each is a request, and who asks waits for all of them."""

POSTING = (Right.VIEW_CHANNEL, Right.CREATE_POSTS, Right.SEND_IN_THREADS)
"""What a post and every message in it takes."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What is to be followed in one post: ``areas`` of a ``state`` (`EVERYWHERE`: the whole list).

    ``there``: the post of this forum that follows something of that state already.
    """

    state: Area
    areas: tuple[Area, ...]
    there: Place | None


def check_posts(request: Request) -> None:
    """See that posts can be made in the forum of a request, and written in.

    Raises:
        UsageError: they cannot; what is missing is named.
    """
    hindrance = request.asked.hindrance or CannotPost()
    if not hindrance.member:
        raise UsageError("forum_without_bot")
    if hindrance.entirely:
        raise _lacking(request, hindrance.missing)


def _lacking(request: Request, rights: Sequence[Right]) -> UsageError:
    names = [right_name(request.words, right, request.place.platform) for right in rights]
    return UsageError("forum_rights", rights=request.words.all_of(names))


async def subscribe_posts(request: Request, forum: Forum, areas: Sequence[Area]) -> Reply:
    """Follow these in posts of a forum, and say in which and how it stands there.

    A post that was made and could not be subscribed stays empty, and the next try makes another.

    Raises:
        UsageError: none could be made, or these would be too many.
    """
    told, problem = list[wording.Told](), None
    async with forum.turn:
        groups = await request.store.read(lambda work: list(_groups(work, request, areas)))
        if len(groups) > POSTS_AT_MOST:
            raise UsageError("too_many_posts", count=len(groups), most=POSTS_AT_MOST)
        try:
            for group in groups:
                told.append(await _told(request, forum, group))
        except SendError as error:
            problem = _problem(request, error)
    if problem and not told:
        raise problem
    left = [group.state for group in groups[len(told) :]]
    return Reply(wording.subscribed_in_posts(request.words, told, left, problem))


def _groups(work: Work, request: Request, areas: Sequence[Area]) -> Iterator[_Group]:
    """Put areas together by their states, each with the post that there is for it.

    Raises:
        UsageError: a post would follow more than a chat can.
    """
    states = [_state(work, area) for area in areas]
    posts = [(place, _followed(work, place)) for place in work.chats.parts(request.place) if _lives(work, place)]
    for state in dict.fromkeys(states):
        within = tuple(area for area, found in zip(areas, states, strict=True) if found == state)
        alone = [place for place, followed in posts if followed == {state}]
        besides = [place for place, followed in posts if state in followed]
        there = next(iter((*alone, *besides)), None)
        check_room(work.chats.subscriptions(there) if there else (), within)
        yield _Group(state, within, there)


def _state(work: Work, area: Area) -> Area:
    return EVERYWHERE if area == EVERYWHERE else state_of(work, area) or area


def _followed(work: Work, place: Place) -> set[Area]:
    return {_state(work, area) for area in work.chats.subscriptions(place)}


def _lives(work: Work, place: Place) -> bool:
    """Whether a post is there as far as we know."""
    absence = work.chats.absence(place)
    return absence is None or not absence.removed


async def _told(request: Request, forum: Forum, group: _Group) -> wording.Told:
    """Follow a group in its post, which is made where there is none or where it is gone.

    Raises:
        SendError: it could not be looked for, or not be made.
    """
    found = await forum.find_post(group.there.address) if group.there else None
    post = found or await forum.open_post(*wording.new_post(request.words, group.state))
    about = replace(request, asked=replace(request.asked, place=post.place, forum=None))
    before, absence = await request.store.write(lambda work: _subscribe(work, about, group.areas))
    message = await request.store.read(lambda work: _proof(work, about, group.areas, before, absence))
    return wording.Told(group.state, post, message, made=found is None)


def _subscribe(work: Work, about: Request, areas: Sequence[Area]) -> tuple[list[Area], Absence | None]:
    """Follow areas in a post; one that was paused is there, and is reached again.  What was followed, and the pause."""
    before, absence = add(work, about, areas), work.chats.absence(about.place)
    if absence is not None:
        reach.back(work, about.place, about.now)
    return before, absence


def _proof(
    work: Work, about: Request, areas: Sequence[Area], before: Sequence[Area], absence: Absence | None
) -> Message:
    return with_reach(about.words, proof(work, about, areas, before), about.place, None, absence)


def _problem(request: Request, error: SendError) -> UsageError:
    """What who asked is told of a post that could not be made."""
    if isinstance(error, Uncertain):
        return UsageError("forum_unsure")
    if isinstance(error, RetryLater):
        return UsageError("forum_later")
    if error.reason == "tag_required":
        return UsageError("forum_wants_tag")
    if error.reason in CLOSED:
        return UsageError("forum_full")
    return _lacking(request, POSTING) if error.reason in NOT_ALLOWED else UsageError("forum_refused")
