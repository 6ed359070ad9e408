"""Changes x subscriptions -> deliveries.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.model import ChangeKind, Owed, RecordedChange, Subscriber

ALL_STATES = "all"

ALERTED = frozenset({ChangeKind.SIGNED, ChangeKind.ENDED, ChangeKind.PENDING_LISTED, ChangeKind.PENDING_DROPPED})
"""Corrections and posted agreements are recorded and can be asked for; they alert nobody by default."""

NOW_SIGNED = "now_signed"
QUIET_REASONS = frozenset({NOW_SIGNED})
"""A pending agreement that is signed leaves the pending list quietly: its signing is the news."""


def is_alerted(recorded: RecordedChange) -> bool:
    """Whether a change is told to chats without being asked for."""
    return recorded.change.kind in ALERTED and recorded.change.reason not in QUIET_REASONS


def plan(changes: Sequence[RecordedChange], audience: Iterable[Subscriber]) -> Iterator[Owed]:
    """Yield one delivery per chat that subscribed to the state of at least one alerted change."""
    told = [recorded for recorded in changes if is_alerted(recorded)]
    if not told:
        return
    wanted: dict[frozenset[str], tuple[int, ...]] = {}
    for subscriber in audience:
        if subscriber.states not in wanted:
            wanted[subscriber.states] = tuple(one.id for one in told if _covers(subscriber.states, one))
        if ids := wanted[subscriber.states]:
            yield Owed(subscriber, ids)


def _covers(states: frozenset[str], recorded: RecordedChange) -> bool:
    return ALL_STATES in states or recorded.change.agreement.state in states
