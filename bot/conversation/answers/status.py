"""``/status``: how it stands with this chat and with the list."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.following import read_followed
from bot.conversation.request import Request
from bot.conversation.standing import read_standing
from bot.delivery.followed import states_followed
from bot.delivery.hours import first_after
from bot.domain.areas import EVERYWHERE
from bot.domain.deliveries import Mark
from bot.domain.messages import Message, Reply
from bot.domain.ports import Work
from bot.domain.standing import Standing
from bot.wording.here import how_it_stands
from bot.wording.settings import Followed


async def status(request: Request) -> Reply:
    """Say what this chat follows, what waits for it, when the list was last looked at, and what is being checked."""
    return Reply(await request.store.read(lambda work: _message(work, request)), private=True)


def _message(work: Work, request: Request) -> Message:
    followed, settings = read_followed(work, request), work.chats.settings(request.place)
    digest = first_after(settings.digest, settings.zone, request.now) if settings.digest else None
    paused = work.chats.is_paused(request.place)
    return how_it_stands(
        request.words,
        followed,
        _standing(work, request, followed),
        at=request.now,
        waiting=_waiting(work, request),
        runs=not paused and not (request.asked.hindrance and request.asked.hindrance.entirely),
        digest=digest if followed.areas else None,
    )


def _waiting(work: Work, request: Request) -> int:
    """How many messages are owed to this chat and have not been begun; marks of earlier ones are none."""
    chat = work.chats.known(request.place)
    owed = work.deliveries.untouched(chat) if chat is not None else []
    return sum(1 for delivery in owed if not isinstance(delivery.subject, Mark))


def _standing(work: Work, request: Request, followed: Followed) -> Standing:
    """How it stands with the list, as far as it concerns what is followed."""
    standing = read_standing(work, None, request.now)
    if EVERYWHERE in followed.areas:
        return standing
    states = {None, *states_followed(work, followed.areas)}
    return replace(standing, holds=tuple(hold for hold in standing.holds if hold.state in states))
