"""Changes x subscriptions -> deliveries.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.domain.model import ChangeKind, Owed, RecordedChange, Subscriber, Told

ALL_STATES = "all"

ALERTED = frozenset({ChangeKind.SIGNED, ChangeKind.ENDED, ChangeKind.PENDING_LISTED, ChangeKind.PENDING_DROPPED})
"""Corrections and posted agreements are recorded and can be asked for; they alert nobody by default."""

NOW_SIGNED = "now_signed"
QUIET_REASONS = frozenset({NOW_SIGNED})
"""A pending agreement that is signed leaves the pending list quietly: its signing is the news."""


def is_alerted(recorded: RecordedChange) -> bool:
    """Whether a change is told to chats without being asked for."""
    return recorded.change.kind in ALERTED and recorded.change.reason not in QUIET_REASONS


def plan(
    changes: Sequence[RecordedChange],
    audience: Iterable[Subscriber],
    spared: Collection[tuple[int, int]] = frozenset(),
) -> Iterator[Owed]:
    """Yield one delivery per chat that subscribed to the state of at least one alerted change.

    ``spared`` are (chat, change) pairs that need no alert: a correction tells them.
    """
    told = [recorded for recorded in changes if is_alerted(recorded)]
    if not told:
        return
    wanted: dict[frozenset[str], tuple[int, ...]] = {}
    corrected = {chat for chat, _ in spared}
    for subscriber in audience:
        if subscriber.states not in wanted:
            wanted[subscriber.states] = tuple(one.id for one in told if _covers(subscriber.states, one))
        ids = wanted[subscriber.states]
        if subscriber.chat in corrected:
            ids = tuple(one for one in ids if (subscriber.chat, one) not in spared)
        if ids:
            yield Owed(subscriber, ids)


def plan_corrections(told: Iterable[Told]) -> Iterator[tuple[str, Owed]]:
    """Yield, with the name of its change set, one correction for every alert that told what was not so."""
    for alert in told:
        yield f"correction:{alert.delivery}", Owed(alert.subscriber, alert.changes)


def _covers(states: frozenset[str], recorded: RecordedChange) -> bool:
    return ALL_STATES in states or recorded.change.agreement.state in states
