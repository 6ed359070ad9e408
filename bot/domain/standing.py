"""How far what we say can be trusted now: which edition it rests on, when we looked, what is being checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.domain.editions import Edition
from bot.domain.holds import Hold


@dataclass(frozen=True, slots=True)
class Standing:
    """What an answer rests on.

    ``edition`` is the participating list's that shows what is printed (None: nothing has been read yet),
    ``checked_at`` the time of the last look that showed it, ``unreadable_since`` set while no source
    shows it.  ``holds`` are those that concern what is printed.  ``pending`` is the pending list's
    edition, ``pending_expired_at`` the day on which it was last published, where it no longer is.
    """

    edition: Edition | None
    checked_at: dt.datetime | None = None
    unreadable_since: dt.datetime | None = None
    holds: tuple[Hold, ...] = ()
    pending: Edition | None = None
    pending_last_published: dt.datetime | None = None
