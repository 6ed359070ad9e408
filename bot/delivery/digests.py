"""What is due goes out when its chat wants it: at once, with the next digest, or once its quiet hours are over.

Decided when a delivery is claimed, in the very transaction: whatever a chat has set meanwhile counts, and nothing is
between waiting and being sent.  ``docs/delivery.md`` says what is promised of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.delivery.followed import totals_of
from bot.delivery.gathering import MESSAGES_AT_MOST, gather
from bot.delivery.hours import first_after, is_quiet, last_by, quiet_until
from bot.domain.deliveries import Alert, Correction, Delivery, Occasion, Summary, Wait
from bot.domain.ports import Work
from bot.domain.settings import DAILY, Times

ASKED_AGAIN_WITHIN = dt.timedelta(hours=23)
"""What waits is asked about once a day at least, so that a clock that went wrong puts nothing off for longer."""

LOOKS = 200
"""So often what is due is looked for in one transaction, while all that is found has to wait."""

LONGER_THAN_ANY = dt.timedelta(days=8)
"""Nothing waits for so long for its digest."""

INSTANT = dt.timedelta(microseconds=1)


def take(work: Work, platform: str, at: dt.datetime, limit: int) -> list[Delivery]:
    """Claim what is due on a platform and may go out now; what its chat wants later waits, and many become one."""
    taken: list[Delivery] = []
    for _ in range(LOOKS):
        claimed = work.deliveries.claim(platform, at, limit - len(taken))
        taken += [delivery for delivery in _one_a_chat(work, claimed, at) if not _put_off(work, delivery, at)]
        if not claimed or len(taken) == limit:
            break
    return taken


def _one_a_chat(work: Work, claimed: Sequence[Delivery], at: dt.datetime) -> list[Delivery]:
    """Leave each chat's further deliveries for the next look, but for those begun: its first may gather them."""
    firsts: dict[int, Delivery] = {}
    begun = [delivery for delivery in claimed if _is_begun(delivery)]
    for delivery in claimed:
        if not _is_begun(delivery) and firsts.setdefault(delivery.chat, delivery) is not delivery:
            work.deliveries.keep(delivery.id, delivery.waited, at)
    return [*begun, *firsts.values()]


def _is_begun(delivery: Delivery) -> bool:
    return bool(delivery.parts_sent) or delivery.uncertain


def _put_off(work: Work, delivery: Delivery, at: dt.datetime) -> bool:
    """Let a delivery wait, or another take its place, where its chat wishes that; what was begun is finished first."""
    settings, zone = delivery.settings, delivery.settings.zone
    if _is_begun(delivery):
        return False
    if settings.quiet and is_quiet(settings.quiet, zone, at):
        end = quiet_until(settings.quiet, zone, at)
        work.deliveries.keep(delivery.id, Wait.QUIET, min(end, at + ASKED_AGAIN_WITHIN))
    elif times := _digest_of(work, delivery):
        _to_digest(work, delivery, times, at)
    elif delivery.waited:
        work.deliveries.keep(delivery.id, None, at)
        waiting = [one for one in work.deliveries.untouched(delivery.chat) if not _digest_of(work, one)]
        like = Summary(0, min(_owed_at(one, at) for one in waiting), (), Occasion.QUIET, zone)
        gather(work, waiting, like, at, MESSAGES_AT_MOST)
    else:
        return False
    return True


def _to_digest(work: Work, delivery: Delivery, times: Times, at: dt.datetime) -> None:
    """Let a delivery wait for the next digest after it was owed; once that has come, with all others that wait."""
    zone, owed_at = delivery.settings.zone, _owed_at(delivery, at)
    due = first_after(times, zone, owed_at)
    if at < due:
        work.deliveries.keep(delivery.id, Wait.DIGEST, min(due, at + ASKED_AGAIN_WITHIN))
        return
    work.deliveries.keep(delivery.id, Wait.DIGEST, at)
    waiting = [one for one in work.deliveries.untouched(delivery.chat) if _digest_of(work, one)]
    since = min(last_by(times, zone, due - INSTANT), *(_owed_at(one, at) for one in waiting))
    totals = totals_of(work, work.chats.areas_of(delivery.chat))
    gather(work, waiting, Summary(0, since, (), Occasion.DIGEST, zone, totals), at)


def _owed_at(delivery: Delivery, at: dt.datetime) -> dt.datetime:
    """When a delivery was owed; one that a clock gone wrong puts into the future counts as owed long ago."""
    owed_at = delivery.created_at
    return owed_at if owed_at and owed_at <= at else at - LONGER_THAN_ANY


def _digest_of(work: Work, delivery: Delivery) -> Times | None:
    """With which digest a delivery is told; None: by itself.

    A correction of what has been told goes out at once, and one of what still waits, with that.
    """
    wanted = delivery.settings.digest
    match delivery.subject:
        case Alert(daily=daily):
            return wanted or (DAILY if daily else None)
        case Summary(occasion=Occasion.ABSENCE | Occasion.QUIET):
            return wanted
        case Correction(of=of) if wanted and work.deliveries.sent_at(of, delivery.chat) is None:
            return wanted
        case _:
            return None
