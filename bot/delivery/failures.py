"""What follows from each kind of failure, the same for every platform: ``docs/delivery.md`` has it as a table."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from typing import Protocol, TypeAlias

from bot.domain.errors import ChatLost, ChatMoved, MessageRejected, PlatformLost, RetryLater, SendError
from bot.domain.model import Delivery, Place, RecordedChange

log = logging.getLogger(__name__)

FIRST_RETRY = 5.0
LONGEST_RETRY = 900.0
"""Seconds; a retry waits twice as long as the one before, with up to a quarter more by chance."""


class Outbox(Protocol):
    """What delivering asks of the store; `storage.store.Store` is one."""

    def generation(self) -> str: ...
    def claim(self, platform: str, at: dt.datetime, limit: int) -> list[Delivery]: ...
    def next_due(self, platform: str) -> dt.datetime | None: ...
    def part_sent(self, delivery: int, message_id: str) -> None: ...
    def sent(self, delivery: int, message_id: str | None, at: dt.datetime) -> None: ...
    def abandon(self, delivery: int, reason: str, at: dt.datetime) -> None: ...
    def try_again(self, delivery: int, reason: str, due_at: dt.datetime, *, uncertain: bool = False) -> None: ...
    def defer(self, delivery: int, due_at: dt.datetime, *, uncertain: bool = False) -> None: ...
    def chat_lost(self, delivery: int, place: Place, reason: str, at: dt.datetime, due_at: dt.datetime) -> None: ...
    def moved_on(self, delivery: int, place: Place, address: str, at: dt.datetime) -> None: ...
    def changes(self, ids: Iterable[int]) -> list[RecordedChange]: ...
    def first_sent(self, delivery: Delivery) -> dt.datetime | None: ...


Write: TypeAlias = Callable[[Outbox], object]
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
        case ChatLost():
            log.warning("%s chat %s is paused: %s", place.platform, place.address, reason)
            return lambda outbox: outbox.chat_lost(delivery.id, place, reason, now, due), 0.0
        case ChatMoved(address=address):
            log.info("%s chat %s lives at %s now", place.platform, place.address, address)
            return lambda outbox: outbox.moved_on(delivery.id, place, address, now), 0.0
        case MessageRejected():
            log.error("%s refuses delivery %d for good: %s", place.platform, delivery.id, reason)
            return lambda outbox: outbox.abandon(delivery.id, reason, now), 0.0
        case _:
            # Lost is worse than double: it is tried again, with the same nonce.
            return lambda outbox: outbox.try_again(delivery.id, reason, due, uncertain=True), 0.0


def _unsent(delivery: Delivery, reason: str, due: dt.datetime) -> Write:
    """Not sent now; what an earlier attempt left in doubt stays so, and goes first while its nonce is known."""
    return lambda outbox: outbox.try_again(delivery.id, reason, due, uncertain=delivery.uncertain)
