"""Several messages that wait for a chat become one.  Inside the transaction that lets them go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.chats import Interest, Subscriber
from bot.domain.deliveries import Alert, Correction, Delivery, Owed, Summary, named_by
from bot.domain.ports import Work

MESSAGES_AT_MOST = 3
"""More alerts and corrections than these become one message, where a chat has not asked for a digest."""


def gather(work: Work, waiting: Sequence[Delivery], like: Summary, at: dt.datetime, most: int = 0) -> None:
    """Put one summary in the place of what tells changes among ``waiting``, where that is more than ``most`` messages.

    It is ``like`` that one, but for what it names and for an earlier summary in it, which may go further back.  What a
    correction among them takes back is not told at all.  A correction of a message that had arrived before stays one
    of its own, and so does what is not about the list.
    """
    telling = [one for one in waiting if isinstance(one.subject, Alert | Summary)]
    numbers = {one.id for one in telling}
    back = [one for one in waiting if isinstance(one.subject, Correction) and one.subject.of in numbers]
    if not telling or len(telling) + len(back) <= most:
        return
    for one in (*telling, *back):
        work.deliveries.abandon(one.id, "summarized", at)
    changes = _holding(telling, back)
    if changes:
        work.deliveries.enqueue([_in_place_of(telling, replace(like, changes=changes))], at)


def _in_place_of(telling: Sequence[Delivery], like: Summary) -> Owed:
    """What is owed in the place of messages: from the first of them on, and for all that they were owed for."""
    first, last = telling[0], telling[-1]
    interests = frozenset({Interest.FILES}) if last.files else frozenset()
    language = last.settings.language or last.language
    subscriber = Subscriber(first.chat, first.place.platform, frozenset(), language, interests=interests)
    earliest = min([like.since, *(one.subject.since for one in telling if isinstance(one.subject, Summary))])
    follows = tuple(sorted({state for one in telling for state in one.follows}))
    return Owed(subscriber, replace(like, of=first.id, since=earliest), follows=follows)


def _holding(telling: Sequence[Delivery], back: Sequence[Delivery]) -> tuple[int, ...]:
    """The changes that the messages tell and no correction takes back, in the order of their recording."""
    taken_back = {
        (one.subject.of, change)
        for one in back
        if isinstance(one.subject, Correction)
        for change in one.subject.changes
    }
    return tuple(
        sorted({change for one in telling for change in named_by(one.subject) if (one.id, change) not in taken_back})
    )
