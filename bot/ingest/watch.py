"""What is in the way, as the program finds it between two polls: platforms, chats, the disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from bot.delivery.troubles import observe
from bot.domain.chats import Place
from bot.domain.ports import Work
from bot.domain.watching import Observed, Problem, TroubleKind

WATCHED = (
    TroubleKind.PLATFORM,
    TroubleKind.RIVAL,
    TroubleKind.SENDING,
    TroubleKind.CHATS_PAUSED,
    TroubleKind.DISK,
)

ROOM = 100_000_000
"""Bytes that must be free on the disk: a year of editions takes about 100 MB."""


def watch(work: Work, of_platforms: Sequence[Observed], free: int, operators: Sequence[Place], at: dt.datetime) -> int:
    """Bring up to date what is in the way; return how many notices are owed.

    ``of_platforms`` is what keeps them from receiving or sending, ``free`` how many bytes the disk has left.
    """
    return observe(work, WATCHED, [*of_platforms, *_observed(work, free)], operators, at)


def _observed(work: Work, free: int) -> Iterator[Observed]:
    for platform, paused in work.chats.paused_by_platform().items():
        yield Observed(TroubleKind.CHATS_PAUSED, platform, Problem("trouble_said_paused", {"count": paused}))
    if free < ROOM:
        yield Observed(TroubleKind.DISK, "disk", Problem("trouble_said_disk", {"free": free // 1_000_000}))
