"""Departures that are held, told at once to chats that asked for that; and what came of them.

That a departure is confirmed, the ordinary alert says.  What was none is withdrawn here.  Either way the message
that told it early is marked.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from bot.delivery.routing import plan_early, plan_marks, plan_withdrawals
from bot.domain.holds import Decision, Hold, Stored
from bot.domain.ports import Work
from bot.domain.watching import EarlyWord, NoticeText, Topic
from bot.ingest.sight import hold_observed

AGAIN_AFTER = dt.timedelta(hours=24)
"""A departure that comes and goes is told early once in this time, and withdrawn once."""


def tell_early(work: Work, at: dt.datetime) -> int:
    """Tell what is held now and was not, and withdraw what is neither held any more nor believed.

    Called once a poll, inside its last transaction; returns how many notices are owed.
    """
    words = {word.agreement: word for word in work.early.all()}
    waiting = [stored for stored in work.holds.open() if stored.value.decision is not Decision.REJECTED]
    told = {agreement for agreement, word in words.items() if word.over_at is None or at - word.told_at < AGAIN_AFTER}
    owed = sum(_tell(work, stored, stored.value.departed - told, at) for stored in waiting)
    held = {agreement for stored in waiting for agreement in stored.value.departed}
    over: dict[int, list[EarlyWord]] = defaultdict(list)
    for word in words.values():
        if word.over_at is None and word.agreement not in held:
            over[word.hold].append(word)
    owed += sum(_settle(work, hold, settled, at) for hold, settled in over.items())
    work.early.forget(at - AGAIN_AFTER)
    return owed


def _tell(work: Work, stored: Stored[Hold], agreements: Collection[int], at: dt.datetime) -> int:
    departed = work.agreements.get(agreements) if agreements else []
    if not departed:
        return 0
    work.early.tell((agreement.id for agreement in departed), stored.id, at)
    notice = work.notices.post(NoticeText(Topic.UNCONFIRMED, hold_observed(stored), stored.value.since, at))
    return work.deliveries.enqueue(plan_early(notice, departed, work.chats.audience()), at)


def _settle(work: Work, hold_id: int, words: Sequence[EarlyWord], at: dt.datetime) -> int:
    """Take back what has not left; of what has, the alert tells.  Return how many notices are owed."""
    agreements = [word.agreement for word in words]
    work.early.settle(agreements, at)
    there = [agreement.id for agreement in work.agreements.get(agreements) if agreement.ended_at is None]
    since = min(word.told_at for word in words)
    owed = _withdraw(work, hold_id, there, since, at) if there else 0
    work.deliveries.enqueue(plan_marks(work.deliveries.early_sent(agreements, since)), at)
    return owed


def _withdraw(work: Work, hold_id: int, there: Collection[int], since: dt.datetime, at: dt.datetime) -> int:
    heard, hold = work.deliveries.early_sent(there, since), work.holds.get(hold_id)
    if not heard or hold is None:
        return 0
    notice = work.notices.post(NoticeText(Topic.WITHDRAWN, hold_observed(hold), since, at))
    return work.deliveries.enqueue(plan_withdrawals(notice, heard), at)
