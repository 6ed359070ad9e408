"""Changes x subscriptions -> deliveries.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, RecordedChange
from bot.domain.chats import ALL_STATES, Interest, Subscriber
from bot.domain.deliveries import Alert, Correction, Mark, Notice, Owed, SentAlert, named_by
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
    ChangeKind.CORRECTED: Interest.CORRECTIONS,
}
"""What a chat must want to be told of a change."""

QUIET_REASONS = frozenset({Reason.NOW_SIGNED})
"""A pending agreement that is signed leaves the pending list quietly: its signing is the news."""


OURS = frozenset({"agency_id", "ended"})
"""What is ours of an agreement, and no list prints: that it is otherwise corrects nothing of the list."""


def interest_of(change: Change) -> Interest | None:
    """Return whom a change is told to: those who want this kind of news; None: nobody, unless he asks."""
    if change.reason in QUIET_REASONS or (change.kind is ChangeKind.CORRECTED and not change.was.keys() - OURS):
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

    Texts that were posted are an alert of their own, told daily, where a chat does not want them at once.
    The alerts' change set is named by the first of ``changes``, alerted or not: an edition held in
    part brings more than one set.  ``spared`` are (chat, change) pairs that need no alert: a
    correction tells them.  ``owed`` are changes that chats are told whatever they want, for an earlier
    alert told them what is not so any more.
    """
    alerted = [(recorded, interest) for recorded in changes if (interest := interest_of(recorded.change))]
    if not alerted:
        return
    wanted: dict[tuple[frozenset[str], frozenset[Interest]], tuple[tuple[Alert, tuple[str, ...]], ...]] = {}
    anyhow = _by_chat(owed)
    apart = {chat for chat, _ in spared} | anyhow.keys()
    for subscriber in audience:
        wish = subscriber.areas, subscriber.interests
        try:
            alerts = wanted[wish]
        except KeyError:  # as most chats share a few wishes: one look-up for each of the others
            told = [(change.id, interest) for change, interest in alerted if _wants(wish, change, interest)]
            alerts = wanted[wish] = _with_why(subscriber, changes, _alerts(changes, told, subscriber.interests))
        if subscriber.chat in apart:
            _, more = anyhow.pop(subscriber.chat, (subscriber, ()))
            own = _apart(changes, subscriber.chat, [alert for alert, _ in alerts], spared, more)
            alerts = _with_why(subscriber, changes, own)
        for alert, follows in alerts:
            yield Owed(subscriber, alert, follows=follows)
    for subscriber, ids in anyhow.values():
        yield Owed(subscriber, Alert(changes[0].id, tuple(sorted(ids))))


def _by_chat(owed: Iterable[SentAlert]) -> dict[int, tuple[Subscriber, set[int]]]:
    found: dict[int, tuple[Subscriber, set[int]]] = {}
    for alert in owed:
        found.setdefault(alert.subscriber.chat, (alert.subscriber, set()))[1].update(alert.changes)
    return found


def _alerts(
    changes: Sequence[RecordedChange], told: Iterable[tuple[int, Interest]], interests: Collection[Interest]
) -> tuple[Alert, ...]:
    """What is told at once, and what is told daily; neither is there where it would tell nothing."""
    daily = set() if Interest.DOCUMENTS_AT_ONCE in interests else {Interest.DOCUMENTS}
    ids: dict[bool, list[int]] = {False: [], True: []}
    for change, interest in told:
        ids[interest in daily].append(change)
    return tuple(Alert(changes[0].id, tuple(some), daily=later) for later, some in ids.items() if some)


def _apart(
    changes: Sequence[RecordedChange],
    chat: int,
    alerts: Iterable[Alert],
    spared: Collection[tuple[int, int]],
    more: Iterable[int],
) -> tuple[Alert, ...]:
    """A chat's alerts without what it is spared, and with what it is told anyhow."""
    daily = tuple(alert for alert in alerts if alert.daily)
    at_once = {
        change for alert in alerts if not alert.daily for change in alert.changes if (chat, change) not in spared
    }
    ids = tuple(sorted(at_once.union(more)))
    return (Alert(changes[0].id, ids), *daily) if ids else daily


def _with_why(
    subscriber: Subscriber, changes: Sequence[RecordedChange], alerts: Iterable[Alert]
) -> tuple[tuple[Alert, tuple[str, ...]], ...]:
    """Give each alert with the states for which its chat is told."""
    return tuple((alert, _follows(subscriber.areas, changes, alert)) for alert in alerts)


def _follows(states: frozenset[str], changes: Sequence[RecordedChange], alert: Alert) -> tuple[str, ...]:
    """Return for which of its states a chat is told, by their codes; ``all`` alone where it follows them all."""
    if ALL_STATES in states:
        return (ALL_STATES,)
    told = {recorded.change.agreement.state for recorded in changes if recorded.id in alert.changes}
    return tuple(sorted(states & told.union(*map(could_be, told))))


def _wants(wish: tuple[frozenset[str], frozenset[Interest]], recorded: RecordedChange, interest: Interest) -> bool:
    states, interests = wish
    return interest in interests and _covers(states, recorded.change.agreement)


def answering(
    alerts: Iterable[Owed], confirmed: Sequence[SentAlert], renamed: Sequence[SentAlert] = ()
) -> Iterator[Owed]:
    """Let alerts reply to what told their chats of the same before.

    ``confirmed`` told some of an alert's changes early.  ``renamed`` told of an agreement under its former name: an
    alert replies to that where it tells of nothing else.
    """
    early, former = _latest(confirmed), _latest(renamed)
    for alert in alerts:
        chat, told = alert.subscriber.chat, set(named_by(alert.subject))
        earlier = early.get(chat)
        if earlier is None or told.isdisjoint(earlier.changes):
            earlier = former.get(chat)
            earlier = earlier if earlier and told.issubset(earlier.changes) else None
        yield replace(alert, answers=earlier.delivery) if earlier else alert


def _latest(sent: Iterable[SentAlert]) -> dict[int, SentAlert]:
    return {one.subscriber.chat: one for one in sorted(sent, key=lambda one: one.delivery)}


def plan_corrections(wrong: Collection[SentAlert]) -> Iterator[Owed]:
    """Yield one correction for every alert that told what was not so, and then what marks that alert itself."""
    for alert in wrong:
        yield Owed(alert.subscriber, Correction(alert.delivery, alert.changes), alert.delivery)
    yield from plan_marks(wrong)


def plan_marks(settled: Iterable[SentAlert]) -> Iterator[Owed]:
    """Yield what marks each of these messages with what is known since of the changes or agreements that it names."""
    for earlier in settled:
        yield Owed(earlier.subscriber, Mark(earlier.delivery, earlier.changes))


def plan_early(notice: int, agreements: Sequence[Agreement], audience: Iterable[Subscriber]) -> Iterator[Owed]:
    """Yield one notice per chat that asked to hear early and subscribed to the state of at least one agreement."""
    for subscriber in audience:
        if not subscriber.early:
            continue
        ids = tuple(agreement.id for agreement in agreements if _covers(subscriber.areas, agreement))
        if ids:
            yield Owed(subscriber, Notice(notice, ids))


def plan_withdrawals(notice: int, told: Iterable[SentAlert]) -> Iterator[Owed]:
    """Yield one notice per chat that heard early of what is not so; ``told`` says of which agreements.

    It replies to the last message that told it.
    """
    heard: dict[Subscriber, set[int]] = {}
    latest: dict[Subscriber, int] = {}
    for early in told:
        heard.setdefault(early.subscriber, set()).update(early.changes)
        latest[early.subscriber] = max(early.delivery, latest.get(early.subscriber, 0))
    for subscriber, agreements in heard.items():
        yield Owed(subscriber, Notice(notice, tuple(sorted(agreements))), latest[subscriber])


def _covers(states: frozenset[str], agreement: Agreement) -> bool:
    """Whether a subscription is told: what a state's text may mean concerns all that it may mean."""
    state = agreement.state
    return ALL_STATES in states or state in states or not states.isdisjoint(could_be(state))
