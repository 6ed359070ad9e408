"""What chats were told before that an edition shows to be so no more.  Inside the transaction that takes it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.domain.agreements import ChangeKind, RecordedChange
from bot.domain.deliveries import SentAlert
from bot.domain.ports import Work

EARLY_FOR = dt.timedelta(days=60)
"""How long before a departure is taken back it may have been told early: longer than any hold is open."""


def told_former_names(work: Work, recorded: Sequence[RecordedChange]) -> list[SentAlert]:
    """Return the alerts that told, or still will, of an agreement that is under another agency now.

    Of each, ``changes`` are those among ``recorded`` that say so: nobody keeps a wrong name.
    """
    now = {one.change.agreement.id: one.id for one in recorded if one.change.kind is ChangeKind.RELABELLED}
    if not now:
        return []
    earlier = {one.id: now[one.change.agreement.id] for one in work.agreements.changes_of(now)}
    alerts = work.deliveries.alerts_sent_or_open(earlier.keys() - now.values())
    return [replace(alert, changes=tuple({earlier[change] for change in alert.changes})) for alert in alerts]


def told_early(work: Work, recorded: Sequence[RecordedChange]) -> list[SentAlert]:
    """Return the notices that told chats early of departures among ``recorded``, which confirm them.

    Of each, ``changes`` are those departures.
    """
    left = {one.change.agreement.id: one.id for one in recorded if one.change.agreement.ended_at is not None}
    words = [word for word in work.early.all() if word.over_at is None and word.agreement in left] if left else []
    if not words:
        return []
    heard = work.deliveries.early_sent([word.agreement for word in words], min(word.told_at for word in words))
    return [replace(early, changes=tuple(left[agreement] for agreement in early.changes)) for early in heard]


def doubt_early(work: Work, returned: Collection[int], at: dt.datetime) -> None:
    """Mark once more what told early of the departures of these agreements, which were confirmed and were none.

    It is marked with what each agreement is now.
    """
    told = work.deliveries.early_sent(returned, at - EARLY_FOR) if returned else []
    if told:
        work.deliveries.mark_again([early.delivery for early in told], at)


def wrong_alerts(work: Work, returned: Iterable[int], undone: Sequence[int], at: dt.datetime) -> list[SentAlert]:
    """Return the alerts that told of departures that were none, or of renewals that were ``undone``; each once.

    Of a return everybody hears anyway.  Of a renewal that was none, who has not heard of it yet never will, and
    what is under way arrives before its correction.
    """
    wrong = {alert.delivery: alert for alert in work.deliveries.alerts_sent(returned)}
    if undone:
        work.deliveries.withdraw(undone, at)
    for alert in work.deliveries.alerts_sent_or_open(undone) if undone else ():
        before = wrong.get(alert.delivery)
        wrong[alert.delivery] = replace(alert, changes=(*before.changes, *alert.changes)) if before else alert
    return list(wrong.values())


def renewals_undone(work: Work, recorded: Sequence[RecordedChange]) -> list[int]:
    """Return the renewals, by their ids, of agreements that have their former signing date again: those were none."""
    redated = {
        one.change.agreement.id: one.change
        for one in recorded
        if one.change.kind is ChangeKind.CORRECTED and one.change.was.get("signed_on")
    }
    return [
        one.id
        for one in (work.agreements.changes_of(redated) if redated else ())
        if one.change.kind is ChangeKind.RENEWED
        and str(one.change.agreement.signed_on) == redated[one.change.agreement.id].was["signed_on"]
        and one.change.was["signed_on"] == str(redated[one.change.agreement.id].agreement.signed_on)
    ]
