"""Changes x subscriptions -> deliveries.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, RecordedChange
from bot.domain.chats import ALL_STATES, Interest, Subscriber
from bot.domain.deliveries import Alert, Correction, Notice, Owed, SentAlert
from bot.domain.editions import ListKind
from bot.reading.states import could_be

INTERESTS = {
    ChangeKind.SIGNED: Interest.SIGNINGS,
    ChangeKind.ENDED: Interest.DEPARTURES,
    ChangeKind.RENEWED: Interest.RENEWALS,
    ChangeKind.RELABELLED: Interest.RELABELLINGS,
    ChangeKind.PENDING_LISTED: Interest.PENDING,
    ChangeKind.PENDING_DROPPED: Interest.PENDING,
    ChangeKind.MOA_POSTED: Interest.DOCUMENTS,
    ChangeKind.MOA_REPLACED: Interest.DOCUMENTS,
    ChangeKind.ADDENDUM_POSTED: Interest.DOCUMENTS,
    ChangeKind.ADDENDUM_REPLACED: Interest.DOCUMENTS,
}
"""What a chat must want to be told of a change; corrections are recorded, can be asked for, and alert nobody."""

QUIET_REASONS = frozenset({Reason.NOW_SIGNED})
"""A pending agreement that is signed leaves the pending list quietly: its signing is the news."""


def interest_of(change: Change) -> Interest | None:
    """Return whom a change is told to: those who want this kind of news; None: nobody, unless he asks."""
    if change.reason in QUIET_REASONS:
        return None
    if change.kind is ChangeKind.RELABELLED and change.agreement.list is ListKind.PENDING:
        return Interest.PENDING
    return INTERESTS.get(change.kind)


def plan(
    changes: Sequence[RecordedChange],
    audience: Iterable[Subscriber],
    spared: Collection[tuple[int, int]] = frozenset(),
    owed: Iterable[SentAlert] = (),
) -> Iterator[Owed]:
    """Yield one alert per chat that subscribed to the state, and wants the kind, of at least one change.

    The alerts' change set is named by the first of ``changes``, alerted or not: an edition held in
    part brings more than one set.  ``spared`` are (chat, change) pairs that need no alert: a
    correction tells them.  ``owed`` are changes that chats are told whatever they want, for an earlier
    alert told them what is not so any more.
    """
    alerted = [(recorded, interest) for recorded in changes if (interest := interest_of(recorded.change))]
    if not alerted:
        return
    wanted: dict[tuple[frozenset[str], frozenset[Interest]], tuple[Alert | None, tuple[str, ...]]] = {}
    anyhow = _by_chat(owed)
    apart = {chat for chat, _ in spared} | anyhow.keys()
    for subscriber in audience:
        wish = subscriber.states, subscriber.interests
        try:
            alert, follows = wanted[wish]
        except KeyError:  # as most chats share a few wishes: one look-up for each of the others
            told = (change.id for change, interest in alerted if _wants(wish, change, interest))
            alert = _alert(changes, told)
            follows = _follows(subscriber.states, changes, alert)
            wanted[wish] = alert, follows
        if subscriber.chat in apart:
            ids = {change for change in alert.changes if (subscriber.chat, change) not in spared} if alert else set()
            _, more = anyhow.pop(subscriber.chat, (subscriber, ()))
            alert = _alert(changes, sorted(ids.union(more)))
            follows = _follows(subscriber.states, changes, alert)
        if alert:
            yield Owed(subscriber, alert, follows)
    for subscriber, ids in anyhow.values():
        yield Owed(subscriber, Alert(changes[0].id, tuple(sorted(ids))))


def _by_chat(owed: Iterable[SentAlert]) -> dict[int, tuple[Subscriber, set[int]]]:
    found: dict[int, tuple[Subscriber, set[int]]] = {}
    for alert in owed:
        found.setdefault(alert.subscriber.chat, (alert.subscriber, set()))[1].update(alert.changes)
    return found


def _follows(states: frozenset[str], changes: Sequence[RecordedChange], alert: Alert | None) -> tuple[str, ...]:
    """Return for which of its states a chat is told, by their codes; ``all`` alone where it follows them all."""
    if ALL_STATES in states:
        return (ALL_STATES,)
    told = {recorded.change.agreement.state for recorded in changes if alert and recorded.id in alert.changes}
    return tuple(sorted(states & told.union(*map(could_be, told))))


def _alert(changes: Sequence[RecordedChange], ids: Iterable[int]) -> Alert | None:
    told = tuple(ids)
    return Alert(changes[0].id, told) if told else None


def _wants(wish: tuple[frozenset[str], frozenset[Interest]], recorded: RecordedChange, interest: Interest) -> bool:
    states, interests = wish
    return interest in interests and _covers(states, recorded.change.agreement)


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
