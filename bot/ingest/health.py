"""How the bot is: one screen for the operator, one word for cron and a container.  Reads only."""

from __future__ import annotations

import datetime as dt

from bot.domain.editions import ListKind
from bot.domain.health import Health, Listed, Report
from bot.domain.ports import Work
from bot.domain.watching import Sighting, Trouble, TroubleKind

BLIND_AFTER = dt.timedelta(hours=1)
"""For how long no source may have shown the participating list before we call ourselves blind."""

ORDINARY = (TroubleKind.HOLD, TroubleKind.CHATS_PAUSED, TroubleKind.NO_NEW_EDITION)
"""What an operator may want to know and nothing is broken by."""


def read_report(work: Work, at: dt.datetime, *, running: bool) -> Report:
    """How the bot is at ``at``; ``running``: its process is there."""
    troubles = tuple(work.troubles.open())
    sightings = tuple(work.looks.sightings())
    chats, paused = work.chats.numbers()
    return Report(
        _health(sightings, troubles, at, running=running),
        running,
        tuple(work.looks.all()),
        sightings,
        tuple(_listed(work, kind) for kind in ListKind),
        tuple(work.holds.open()),
        troubles,
        chats,
        paused,
        work.deliveries.waiting(),
    )


def _health(
    sightings: tuple[Sighting, ...], troubles: tuple[Trouble, ...], at: dt.datetime, *, running: bool
) -> Health:
    seen = [sighting.at for sighting in sightings if sighting.list is ListKind.PARTICIPATING]
    if not running or not seen or at - max(seen) > BLIND_AFTER:
        return Health.BLIND
    broken = any(trouble.told and trouble.what.kind not in ORDINARY for trouble in troubles)
    return Health.DEGRADED if broken else Health.HEALTHY


def _listed(work: Work, kind: ListKind) -> Listed:
    standing = work.editions.standing(kind)
    agreements = len(work.agreements.listed(kind))
    return Listed(kind, work.editions.believed(kind), agreements, standing.expired_at if standing else None)
