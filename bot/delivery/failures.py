"""What follows from each kind of failure, the same for every platform: ``docs/delivery.md`` has it as a table."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import TypeAlias

from bot.delivery import reach
from bot.domain.chats import Place
from bot.domain.deliveries import Delivery
from bot.domain.errors import (
    ChatLost,
    ChatMoved,
    MessageRejected,
    PartRefused,
    PlatformLost,
    Refused,
    RetryLater,
    SendError,
)
from bot.domain.ports import Work

log = logging.getLogger(__name__)

FIRST_RETRY = 5.0
LONGEST_RETRY = 900.0
"""Seconds; a retry waits twice as long as the one before, with up to a quarter more by chance."""


Write: TypeAlias = Callable[[Work], object]
"""What to write down, in one transaction."""


def backoff(attempts: int, chance: float, first: float = FIRST_RETRY) -> float:
    """Seconds to wait after ``attempts`` failed ones, ``first`` after one; ``chance`` is between 0 and 1."""
    return min(LONGEST_RETRY, first * 2.0 ** min(attempts - 1, 16)) * (1 + chance / 4)


def follow(delivery: Delivery, error: SendError, now: dt.datetime, later: float) -> tuple[Write, float]:
    """Say what to write down when ``delivery`` failed with ``error``, and for how many seconds to be silent.

    ``later`` is our own wait in seconds, for where the platform names none.  Whatever is neither
    certainly refused nor certainly unsent may have arrived.
    """
    place, reason = delivery.place, error.reason
    due = now + dt.timedelta(seconds=later)
    match error:
        case RetryLater():
            asked = due if error.after is None else now + dt.timedelta(seconds=error.after)
            silence = (error.after or FIRST_RETRY) if error.platform_wide else 0.0
            return _unsent(delivery, reason, asked), silence
        case PlatformLost():
            log.error("%s refuses us: %s; nothing is lost, deliveries stay due", place.platform, reason)
            return _unsent(delivery, reason, due), LONGEST_RETRY
        case ChatLost() | PartRefused() | Refused():
            log.warning("%s chat %s is paused: %s", place.platform, place.address, reason)
            return lambda work: _lose(work, delivery, reason, now, due), 0.0
        case ChatMoved(place=to):
            log.info("%s chat %s lives at %s now", place.platform, place.address, to.address)
            return lambda work: _move(work, delivery, to, now), 0.0
        case MessageRejected():
            log.error("%s refuses delivery %d for good: %s", place.platform, delivery.id, reason)
            return lambda work: work.deliveries.abandon(delivery.id, reason, now), 0.0
        case _:
            # Lost is worse than double: it is tried again, with the same nonce.
            return lambda work: work.deliveries.try_again(delivery.id, reason, due, uncertain=True), 0.0


def _unsent(delivery: Delivery, reason: str, due: dt.datetime) -> Write:
    """Not sent now; what an earlier attempt left in doubt stays so, and goes first while its nonce is known."""
    return lambda work: work.deliveries.try_again(delivery.id, reason, due, uncertain=delivery.uncertain)


def _lose(work: Work, delivery: Delivery, reason: str, at: dt.datetime, due: dt.datetime) -> None:
    """Pause the chat; where it has moved meanwhile, try there at ``due``."""
    reach.pause(work, delivery.place, reason, at)
    work.deliveries.try_again(delivery.id, reason, due)


def _move(work: Work, delivery: Delivery, to: Place, at: dt.datetime) -> None:
    """Remember where the chat lives now, and try it there at once."""
    reach.move(work, delivery.place, to, at)
    work.deliveries.defer(delivery.id, at)
