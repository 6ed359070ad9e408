"""What follows from each kind of failure, the same for every platform: ``docs/delivery.md`` has it as a table."""

from __future__ import annotations

import datetime as dt

from bot.delivery import reach
from bot.domain.chats import Place
from bot.domain.deliveries import Delivery, Mark
from bot.domain.errors import (
    ChatLost,
    ChatMoved,
    MessageRejected,
    PartRefused,
    PlatformLost,
    Refused,
    RetryLater,
    SendError,
    Uncertain,
)
from bot.domain.messages import Extra
from bot.domain.ports import Work

FIRST_RETRY = 5.0
LONGEST_RETRY = 900.0
"""Seconds; a retry waits twice as long as the one before, with up to a quarter more by chance."""

EDITED_AT_MOST = 20
"""Attempts at changing a message in place: after them, some hours, its being unanswered is taken for a refusal."""

REFUSED_FOR = dt.timedelta(days=1)
"""For how long a chat that refuses everything, nobody knows why, is tried again before it is paused."""


def backoff(attempts: int, chance: float, first: float = FIRST_RETRY) -> float:
    """Seconds to wait after ``attempts`` failed ones, ``first`` after one; ``chance`` is between 0 and 1."""
    return min(LONGEST_RETRY, first * 2.0 ** min(attempts - 1, 16)) * (1 + chance / 4)


def follow(work: Work, delivery: Delivery, error: SendError, now: dt.datetime, later: float) -> str | None:
    """Write down what follows when ``delivery`` failed with ``error``; return what the log says of it, if anything.

    ``later`` is our own wait in seconds, for where the platform names none.  Whatever is neither
    certainly refused nor certainly unsent may have arrived.  Where text is refused, that a file or a frame was
    refused before says nothing of these.
    """
    due = now + dt.timedelta(seconds=later)
    if isinstance(delivery.subject, Mark):
        return _follow_edit(work, delivery, error, now, due)
    if _may_be_the_reply(delivery, error):
        _omit(work, delivery, Extra.REPLY, now)
        return None
    return _follow(work, delivery, error, now, due)


def _follow(work: Work, delivery: Delivery, error: SendError, now: dt.datetime, due: dt.datetime) -> str | None:
    reason, said = error.reason, None
    match error:
        case RetryLater(after=float() | int() as after):
            _try_again(work, delivery, reason, now + dt.timedelta(seconds=after))
        case RetryLater() | PlatformLost():
            _try_again(work, delivery, reason, due)
        case PartRefused(extra=extra) if extra not in delivery.without:
            _omit(work, delivery, extra, now)
        case ChatLost(removed=removed):
            work.deliveries.omit_nothing(delivery.id)
            said = _lose(work, delivery, reason, now, due, removed=removed)
        case PartRefused():
            said = _refuse(work, delivery, reason, now, due)
        case Refused():
            work.deliveries.omit_nothing(delivery.id)
            said = _refuse(work, delivery, reason, now, due)
        case ChatMoved(place=to):
            said = _move(work, delivery, to, now)
        case MessageRejected():
            work.deliveries.abandon(delivery.id, reason, now)
            said = f"{delivery.place.platform} refuses delivery {delivery.id} for good: {reason}"
        case _:
            # Lost is worse than double: it is tried again, with the same nonce.
            work.deliveries.try_again(delivery.id, reason, due, uncertain=True)
    return said


def concerns_platform(error: SendError) -> bool:
    """Whether ``error`` says something of the platform, and not of the chat or the message alone."""
    match error:
        case Uncertain() | PlatformLost():
            return True
        case RetryLater(after=after, platform_wide=platform_wide, chat_only=chat_only):
            return platform_wide or (after is None and not chat_only)
        case _:
            return False


def _follow_edit(work: Work, delivery: Delivery, error: SendError, now: dt.datetime, due: dt.datetime) -> str | None:
    """A message that cannot be changed stays as it is, and no chat is paused for it: what was wrong is told besides."""
    match error:
        case RetryLater(after=float() | int() as after):
            _try_again(work, delivery, error.reason, now + dt.timedelta(seconds=after))
        case RetryLater() | PlatformLost():
            _try_again(work, delivery, error.reason, due)
        case Uncertain() if delivery.attempts < EDITED_AT_MOST:
            work.deliveries.try_again(delivery.id, error.reason, due, uncertain=True)
        case ChatMoved(place=to):
            work.deliveries.abandon(delivery.id, error.reason, now)
            reach.move(work, delivery.place, to, now)
            return _moved(delivery, to)
        case _:
            work.deliveries.abandon(delivery.id, error.reason, now)
    return None


def _may_be_the_reply(delivery: Delivery, error: SendError) -> bool:
    """Whether a message that was refused may have been so for what it replies to: then it goes without that."""
    refused = isinstance(error, Refused) or (isinstance(error, ChatLost) and not error.removed)
    return refused and delivery.answers is not None and Extra.REPLY not in delivery.without


def _try_again(work: Work, delivery: Delivery, reason: str, due: dt.datetime) -> None:
    """Not sent now; what an earlier attempt left in doubt stays so, and goes first while its nonce is known."""
    work.deliveries.try_again(delivery.id, reason, due, uncertain=delivery.uncertain)


def _omit(work: Work, delivery: Delivery, extra: Extra, at: dt.datetime) -> None:
    """Go on at once, without what the chat does not take."""
    work.deliveries.omit(delivery.id, extra)
    work.deliveries.defer(delivery.id, at, uncertain=delivery.uncertain)


def _lose(
    work: Work, delivery: Delivery, reason: str, at: dt.datetime, due: dt.datetime, *, removed: bool
) -> str | None:
    """Pause the chat; where it has moved meanwhile, try there at ``due``."""
    place = delivery.place
    known = work.chats.absence(place) is not None
    found = reach.pause(work, place, reason, at, removed=removed)
    _try_again(work, delivery, reason, due)
    return f"{place.platform} chat {place.address} is paused: {reason}" if found and not known else None


def _refuse(work: Work, delivery: Delivery, reason: str, at: dt.datetime, due: dt.datetime) -> str | None:
    """Try again for a day; a chat that has refused everything for so long is paused."""
    since = work.chats.refused(delivery.chat, at)
    if at - since >= REFUSED_FOR or work.chats.absence(delivery.place):
        return _lose(work, delivery, reason, at, due, removed=False)
    _try_again(work, delivery, reason, due)
    return None


def _move(work: Work, delivery: Delivery, to: Place, at: dt.datetime) -> str:
    """Remember where the chat lives now, and try it there at once."""
    reach.move(work, delivery.place, to, at)
    work.deliveries.defer(delivery.id, at, uncertain=delivery.uncertain)
    return _moved(delivery, to)


def _moved(delivery: Delivery, to: Place) -> str:
    return f"{to.platform} chat {delivery.place.address} lives at {to.address} now"
