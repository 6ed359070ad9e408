"""Once a week, for chats that ask for it: that nothing happened, so that silence can be told from a fault."""

from __future__ import annotations

import datetime as dt

from bot.delivery.followed import states_followed
from bot.delivery.hours import first_after, last_by
from bot.domain.areas import EVERYWHERE
from bot.domain.chats import Subscriber
from bot.domain.deliveries import AllClear, Owed, Standstill
from bot.domain.holds import Decision
from bot.domain.ports import Work
from bot.domain.settings import ChatSettings, Times
from bot.domain.watching import TroubleKind
from bot.reading.states import could_be

READ_LATELY = dt.timedelta(hours=2)
"""A list that was read within this time can be spoken of; else it is waited for, or found to be out of sight."""

UNSEEN_FOR = dt.timedelta(minutes=30)
"""For how long no source must show the list before it counts as out of sight."""

DAY = dt.timedelta(days=1)


def next_all_clear(settings: ChatSettings, after: dt.datetime) -> dt.datetime | None:
    """When a chat with these settings is told next whether anything is new; None where it does not want that."""
    return first_after(settings.all_clear, settings.zone, after) if settings.all_clear else None


def tell_all_clear(work: Work, at: dt.datetime) -> int:
    """Owe an all-clear to each chat whose time has come and that was told nothing; return how many are owed.

    In one transaction with when the next one comes: each time has one at most, whatever ends the process.
    """
    owed = 0
    for subscriber, settings, due in work.chats.all_clear_due(at):
        times = settings.all_clear
        stands, checked_at = _standstill(work, subscriber, at)
        if times and due <= at and stands is None:
            continue  # the list is being looked at just now, after a time in which this program did not run
        if times and due <= at and stands and _is_wanted(work, subscriber, times, settings.zone, due):
            since = _since(work, subscriber, times, settings.zone, due)
            areas = tuple(sorted(subscriber.areas))
            clear = AllClear(due.toordinal(), since, areas, stands, checked_at, settings.zone)
            owed += work.deliveries.enqueue([Owed(subscriber, clear)], at)
        work.chats.set_all_clear(subscriber.chat, next_all_clear(settings, at))
    return owed


def _is_wanted(work: Work, subscriber: Subscriber, times: Times, zone: str, due: dt.datetime) -> bool:
    """Whether a chat can be reached, follows something, and was told of nothing in the week that ends."""
    if subscriber.paused or not subscriber.areas:
        return False
    return not work.deliveries.told_anything(subscriber.chat, last_by(times, zone, due - DAY))


def _since(work: Work, subscriber: Subscriber, times: Times, zone: str, due: dt.datetime) -> dt.datetime:
    """Since when nothing was told: for a week, or since the chat subscribed to the last of its areas."""
    before = last_by(times, zone, due - DAY)
    return max(before, work.chats.subscribed_since(subscriber.chat) or before)


def _standstill(work: Work, subscriber: Subscriber, at: dt.datetime) -> tuple[Standstill | None, dt.datetime | None]:
    """How it stands with the list for a chat, and when it was last read; None where nobody has looked of late."""
    checked_at = work.looks.last_answer()
    unseen = any(at - trouble.since >= UNSEEN_FOR for trouble in work.troubles.open([TroubleKind.LIST_UNSEEN]))
    if unseen:
        return Standstill.UNREADABLE, checked_at
    if checked_at is None or at - checked_at > READ_LATELY:
        return None, checked_at
    return (Standstill.CHECKING if _is_held(work, subscriber, at) else Standstill.CLEAR), checked_at


def _is_held(work: Work, subscriber: Subscriber, at: dt.datetime) -> bool:
    """Whether something is held that may concern a chat: the whole list, or a state in which it follows anything."""
    holds = [stored.value for stored in work.holds.open()]
    pending = [hold for hold in holds if hold.decision is not Decision.APPROVED and not hold.is_passing_copy(at)]
    if not pending or EVERYWHERE in subscriber.areas:
        return bool(pending)
    states = states_followed(work, subscriber.areas)
    return any(hold.state is None or hold.state in states or could_be(hold.state) & states for hold in pending)
