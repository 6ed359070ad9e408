"""Chats that cannot be reached, come back or move, with what is owed to them.  Inside one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from bot.delivery.gathering import MESSAGES_AT_MOST, gather
from bot.domain.chats import DEFAULT_LANGUAGE, Place
from bot.domain.deliveries import Arrival, Owed, Summary
from bot.domain.ports import Work

REMOVALS = frozenset({"blocked", "kicked", "channel_deleted", "thread_deleted"})
"""What platforms report as an event when a chat has put us out, or is gone: only its own act brings it back."""

DAY = dt.timedelta(days=1)
TRIED_AT = (dt.timedelta(hours=1), dt.timedelta(hours=6), DAY)
"""How long after it was paused a chat is tried again; from then on daily."""


def pause(work: Work, place: Place, reason: str, at: dt.datetime, *, removed: bool | None = None) -> bool:
    """Keep a chat and its settings, and send it nothing until it is resumed; False when it is not known.

    One that ``removed`` us comes back by its own act (None: as the reason says); any other is tried again.
    A group stands for its parts too: who is thrown out of it can write in none.
    """
    gone = reason in REMOVALS if removed is None else removed
    absence = work.chats.absence(place)
    chats = work.chats.pause(place, reason, at, None if gone else next_try(absence.since if absence else at, at))
    work.deliveries.park(chats, reason)
    return bool(chats)


def next_try(since: dt.datetime, at: dt.datetime) -> dt.datetime:
    """When a chat paused ``since`` then is tried next, after ``at``: 1, 6 and 24 hours later, and then daily."""
    age = at - since
    if age < dt.timedelta():  # the clock was set back
        return at + TRIED_AT[0]
    return since + next((step for step in TRIED_AT if age < step), DAY * (age // DAY + 1))


def probe(work: Work, at: dt.datetime) -> int:
    """Let the first message that waits for each chat whose next try is due go out; return how many those are.

    If it arrives, the chat is resumed with all the others; else its next step follows.
    """
    return work.deliveries.probe(work.chats.to_try(at), at)


def tidy(work: Work, at: dt.datetime, operators: Collection[Place]) -> None:
    """Give up what has waited for too long, and forget what is no longer wanted, but not the ``operators`` chats."""
    at = work.deliveries.tidying_at(at)
    work.deliveries.tidy(at)
    work.chats.forget(at, operators)


def resume(work: Work, place: Place, at: dt.datetime, but: Collection[int] = ()) -> bool:
    """Send to a chat and its parts again, beginning with what was kept for them; many messages become one.

    Those of ``but``, by their numbers, stay paused.  Returns whether any was resumed.
    """
    resumed = work.chats.resume(place, but)
    for chat, since in resumed.items():
        work.deliveries.unpark([chat], at)
        _summarize(work, chat, since, at)
    return bool(resumed)


def _summarize(work: Work, chat: int, since: dt.datetime, at: dt.datetime) -> None:
    """Make one summary of what waits for a chat that could not be reached, where that is more than three messages."""
    gather(work, work.deliveries.untouched(chat), Summary(0, since, ()), at, MESSAGES_AT_MOST)


def back(work: Work, place: Place, at: dt.datetime) -> bool:
    """Follow a sign that a chat and its parts can be reached; return whether one of them is resumed.

    Where nobody knows why everything was refused, no sign but a message that arrives says that it is taken
    again: what waits longest is tried at once, and meanwhile the chat stays paused, since when it was.
    """
    doubted = work.chats.unexplained(place)
    work.deliveries.probe(doubted, at)
    return resume(work, place, at, doubted)


def arrived(work: Work, chat: int, place: Place, at: dt.datetime) -> None:
    """Note that a message to a chat arrived: it is reached, whatever was known of it."""
    work.chats.accepted(chat)
    if work.chats.absence(place):
        resume(work, place, at)


def move(work: Work, place: Place, to: Place, at: dt.datetime) -> None:
    """Let a chat live somewhere else; if one lives there already, they become one.

    A chat that moved is not paused: its platform has just said where it is.  A topic that is gone
    leaves its subscriptions to its group, which is told so once.
    """
    old, new = work.chats.known(place), work.chats.known(to)
    if old is None or old == new:
        return
    absences = [absence for where in (place, to) if (absence := work.chats.absence(where))]
    if new is not None:
        work.deliveries.take_over(kept=old, gone=new)
        work.chats.merge(kept=old, gone=new)
    work.chats.move(old, to)
    work.deliveries.unpark([old], at)
    if absences:
        _summarize(work, old, min(absence.since for absence in absences), at)
    if place.group == to.address:
        work.deliveries.enqueue([Owed(work.chats.reached(to, DEFAULT_LANGUAGE, at), Arrival())], at)
