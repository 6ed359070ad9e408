"""Changes x subscriptions -> deliveries.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.delivery.concerned import Concerned, as_was_and_is, those_at
from bot.domain.agreements import Agreement, Change, ChangeKind, Reason, RecordedChange
from bot.domain.areas import Area
from bot.domain.chats import Interest, Subscriber
from bot.domain.deliveries import Alert, Correction, Mark, Notice, Owed, SentAlert, named_by
from bot.domain.editions import ListKind

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

LEAVING = {
    ListKind.PARTICIPATING: INTERESTS[ChangeKind.ENDED],
    ListKind.PENDING: INTERESTS[ChangeKind.PENDING_DROPPED],
}
"""What a chat must want to be told of what leaves a list."""

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
    """Yield one alert per chat that follows an area, and wants the kind and model, of at least one change.

    Texts that were posted are an alert of their own, told daily, where a chat does not want them at once.
    The alerts' change set is named by the first of ``changes``, alerted or not: an edition held in
    part brings more than one set.  ``spared`` are (chat, change) pairs that need no alert: a
    correction tells them.  ``owed`` are changes that chats are told whatever they want, for an earlier
    alert told them what is not so any more.
    """
    plans = _Plans(changes)
    if not plans.alerted:
        return
    anyhow = _by_chat(owed)
    apart = {chat for chat, _ in spared} | anyhow.keys()
    for subscriber in audience:
        alerts = plans.of(subscriber)
        if subscriber.chat in apart:
            _, more = anyhow.pop(subscriber.chat, (subscriber, ()))
            own = _apart(changes, subscriber.chat, [alert for alert, _ in alerts], spared, more)
            alerts = plans.with_why(subscriber, own)
        for alert, follows in alerts:
            yield Owed(subscriber, alert, follows=follows)
    for subscriber, ids in anyhow.values():
        yield Owed(subscriber, Alert(changes[0].id, tuple(sorted(ids))))


_Told: TypeAlias = tuple[tuple[Alert, tuple[Area, ...]], ...]
"""Alerts, each with the areas for which it is told."""


class _Plans:
    """What each wish comes to of some changes; what many chats share is made out once."""

    def __init__(self, changes: Sequence[RecordedChange]) -> None:
        self.alerted = [(one, interest) for one in changes if (interest := interest_of(one.change))]
        self._first = changes[0].id if changes else 0
        self._concerned = Concerned([as_was_and_is(one.change) for one, _ in self.alerted])
        self._ids = [one.id for one, _ in self.alerted]
        self._bits = {one.id: 1 << place for place, (one, _) in enumerate(self.alerted)}
        self._of_wish: dict[object, _Told] = {}
        self._wanted: dict[frozenset[Interest], int] = {}
        self._documents = self._of_interests(frozenset({Interest.DOCUMENTS}))
        self._at_once: dict[int, Alert] = {}
        self._daily: dict[int, Alert] = {}

    def of(self, subscriber: Subscriber) -> _Told:
        """The alerts of a chat by its wish alone."""
        wish = subscriber.areas, subscriber.interests, subscriber.statewide, subscriber.without_models
        found = self._of_wish.get(wish)
        if found is None:  # as many chats share a few wishes: one look-up for each of the others
            told = self._concerned.of(subscriber) & self._of_interests(subscriber.interests)
            daily = 0 if Interest.DOCUMENTS_AT_ONCE in subscriber.interests else told & self._documents
            found = self._told(subscriber, told & ~daily, daily=False) + self._told(subscriber, daily, daily=True)
            self._of_wish[wish] = found
        return found

    def with_why(self, subscriber: Subscriber, alerts: Iterable[Alert]) -> _Told:
        """Give each alert with the areas for which its chat is told."""
        bits = ((alert, sum(self._bits.get(change, 0) for change in alert.changes)) for alert in alerts)
        return tuple((alert, self._concerned.follows(subscriber, told)) for alert, told in bits)

    def _of_interests(self, interests: frozenset[Interest]) -> int:
        if interests not in self._wanted:
            self._wanted[interests] = sum(self._bits[one.id] for one, interest in self.alerted if interest in interests)
        return self._wanted[interests]

    def _told(self, subscriber: Subscriber, bits: int, *, daily: bool) -> _Told:
        """What is told at once, or what is told daily; many chats with other wishes share the alert."""
        if not bits:
            return ()
        alerts = self._daily if daily else self._at_once
        if (alert := alerts.get(bits)) is None:
            alert = alerts[bits] = Alert(self._first, those_at(bits, self._ids), daily=daily)
        return ((alert, self._concerned.follows(subscriber, bits)),)


def _by_chat(owed: Iterable[SentAlert]) -> dict[int, tuple[Subscriber, set[int]]]:
    found: dict[int, tuple[Subscriber, set[int]]] = {}
    for alert in owed:
        found.setdefault(alert.subscriber.chat, (alert.subscriber, set()))[1].update(alert.changes)
    return found


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
    """Yield one notice per chat that asked to hear early and is concerned by at least one of the agreements.

    It names those alone of which the chat would be told as well once they are confirmed.
    """
    concerned = Concerned([(agreement,) for agreement in agreements])
    for subscriber in audience:
        if subscriber.early and (bits := concerned.of(subscriber)):
            meant = those_at(bits, agreements)
            if ids := tuple(each.id for each in meant if LEAVING[each.list] in subscriber.interests):
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
