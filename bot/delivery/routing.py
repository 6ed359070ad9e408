"""Changes x subscriptions -> deliveries.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.domain.agreements import Agreement, ChangeKind, Reason, RecordedChange
from bot.domain.chats import ALL_STATES, Subscriber
from bot.domain.deliveries import Alert, Correction, Notice, Owed, SentAlert
from bot.reading.states import could_be

ALERTED = frozenset({ChangeKind.SIGNED, ChangeKind.ENDED, ChangeKind.PENDING_LISTED, ChangeKind.PENDING_DROPPED})
"""Corrections and posted agreements are recorded and can be asked for; they alert nobody by default."""

QUIET_REASONS = frozenset({Reason.NOW_SIGNED})
"""A pending agreement that is signed leaves the pending list quietly: its signing is the news."""


def is_alerted(recorded: RecordedChange) -> bool:
    """Whether a change is told to chats without being asked for."""
    return recorded.change.kind in ALERTED and recorded.change.reason not in QUIET_REASONS


def plan(
    changes: Sequence[RecordedChange],
    audience: Iterable[Subscriber],
    spared: Collection[tuple[int, int]] = frozenset(),
) -> Iterator[Owed]:
    """Yield one alert per chat that subscribed to the state of at least one alerted change.

    The alerts' change set is named by the first of ``changes``, alerted or not: an edition held in
    part brings more than one set.  ``spared`` are (chat, change) pairs that need no alert: a
    correction tells them.
    """
    alerted = [recorded for recorded in changes if is_alerted(recorded)]
    if not alerted:
        return
    wanted: dict[frozenset[str], Alert | None] = {}
    corrected = {chat for chat, _ in spared}
    for subscriber in audience:
        states = subscriber.states
        if states not in wanted:
            covered = (change.id for change in alerted if _covers(states, change.change.agreement))
            wanted[states] = _alert(changes, covered)
        alert = wanted[states]
        if alert and subscriber.chat in corrected:
            untold = (change for change in alert.changes if (subscriber.chat, change) not in spared)
            alert = _alert(changes, untold)
        if alert:
            yield Owed(subscriber, alert)


def _alert(changes: Sequence[RecordedChange], ids: Iterable[int]) -> Alert | None:
    told = tuple(ids)
    return Alert(changes[0].id, told) if told else None


def plan_corrections(wrong: Iterable[SentAlert]) -> Iterator[Owed]:
    """Yield one correction for every alert that told what was not so."""
    for alert in wrong:
        yield Owed(alert.subscriber, Correction(alert.delivery, alert.changes))


def plan_early(notice: int, agreements: Sequence[Agreement], audience: Iterable[Subscriber]) -> Iterator[Owed]:
    """Yield one notice per chat that asked to hear early and subscribed to the state of at least one agreement."""
    for subscriber in audience:
        if not subscriber.early:
            continue
        ids = tuple(agreement.id for agreement in agreements if _covers(subscriber.states, agreement))
        if ids:
            yield Owed(subscriber, Notice(notice, ids))


def plan_withdrawals(notice: int, told: Iterable[SentAlert]) -> Iterator[Owed]:
    """Yield one notice per chat that heard early of what is not so; ``told`` says of which agreements."""
    heard: dict[Subscriber, set[int]] = {}
    for early in told:
        heard.setdefault(early.subscriber, set()).update(early.changes)
    for subscriber, agreements in heard.items():
        yield Owed(subscriber, Notice(notice, tuple(sorted(agreements))))


def _covers(states: frozenset[str], agreement: Agreement) -> bool:
    """Whether a subscription is told: what a state's text may mean concerns all that it may mean."""
    state = agreement.state
    return ALL_STATES in states or state in states or not states.isdisjoint(could_be(state))
