"""Which lists are published: one that the source no longer links expires visibly, and alerts nobody."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable

from bot.domain.editions import Edition, ListKind
from bot.domain.ports import Work

log = logging.getLogger(__name__)

EXPIRES_AFTER = dt.timedelta(days=7)
"""A list that the page has not linked for this long is no longer published (the pending list in 2026)."""


def note_published(work: Work, shown: Iterable[Edition], at: dt.datetime) -> None:
    """Note which lists the source links now, and which it has not linked for too long."""
    linked = {edition.list for edition in shown if edition.list}
    for kind in linked:
        work.editions.linked(kind, at)
    for kind in set(ListKind) - linked:
        standing = work.editions.standing(kind)
        if standing and standing.expired_at is None and at - standing.linked_at > EXPIRES_AFTER:
            work.editions.expire(kind, at)
            log.warning(
                "the %s list has not been linked since %s: it counts as no longer published", kind, standing.linked_at
            )
