"""What a chat missed while it could not be reached, in one message.  Inside the transaction that resumes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.domain.chats import Interest, Subscriber
from bot.domain.deliveries import Alert, Correction, Delivery, Owed, Summary, named_by
from bot.domain.ports import Work

MESSAGES_AT_MOST = 3
"""More alerts and corrections than these become one summary."""


def summarize(work: Work, chat: int, since: dt.datetime, at: dt.datetime) -> None:
    """Put one summary in the place of what waits for a chat, where that is more than three messages.

    What a correction among them takes back is not told at all.  A correction of a message that had
    arrived before stays one of its own, and so does what is not about the list.
    """
    waiting = work.deliveries.untouched(chat)
    telling = [one for one in waiting if isinstance(one.subject, Alert | Summary)]
    numbers = {one.id for one in telling}
    back = [one for one in waiting if isinstance(one.subject, Correction) and one.subject.of in numbers]
    if len(telling) + len(back) <= MESSAGES_AT_MOST:
        return
    for one in (*telling, *back):
        work.deliveries.abandon(one.id, "summarized", at)
    changes = _holding(telling, back)
    if changes:
        first, language = telling[0], telling[-1].language
        interests = frozenset({Interest.FILES}) if telling[-1].files else frozenset()
        subscriber = Subscriber(chat, first.place.platform, frozenset(), language, interests=interests)
        earliest = min([since, *(one.subject.since for one in telling if isinstance(one.subject, Summary))])
        subject = Summary(first.id, earliest, changes)
        follows = tuple(sorted({state for one in telling for state in one.follows}))
        work.deliveries.enqueue([Owed(subscriber, subject, follows)], at)


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
