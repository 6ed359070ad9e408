"""What the bot keeps of its own watching: when it looked, what it saw, what is in the way, what it said of that.

Pure: no platform, no SQL, no HTTP, no clock.  Times are aware UTC datetimes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.editions import Edition, Figures, ListKind
from bot.domain.errors import AlertsError


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, by the name of its sentence in ``bot.wording``, with the values that it says."""

    name: str
    figures: Figures = field(default_factory=dict)


def problem_of(error: AlertsError) -> Problem:
    """What an error says, as it can be kept."""
    figures = {name: value if isinstance(value, int) else str(value) for name, value in error.values.items()}
    return Problem(f"problem_{error.problem}", figures)


@dataclass(frozen=True, slots=True)
class Look:
    """When a source was last asked, when it last answered with something of use, and what was wrong if it did not."""

    source: str
    asked_at: dt.datetime
    answered_at: dt.datetime | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """The edition of a list that a source showed last, and when."""

    source: str
    list: ListKind
    edition: Edition
    at: dt.datetime


class TroubleKind(StrEnum):
    """What can be in the way; each has its sentence for the operator, and its times in ``bot.delivery.troubles``."""

    SOURCE = "source"
    """A source cannot be read: its page, or a workbook that it links.  About its name, or the address."""
    REFUSED = "refused"
    """A workbook came and cannot be read.  About the address."""
    LIST_MISSING = "list_missing"
    """The page can be read and shows no workbook that is this list."""
    LIST_UNSEEN = "list_unseen"
    """No source at all shows this list, whatever the cause: told to the subscribed chats in the end."""
    NO_NEW_EDITION = "no_new_edition"
    """The list has not changed for longer than ever before."""
    HOLD = "hold"
    """Something is held and waits.  About its number."""
    ROWS = "rows"
    """Rows of the list are kept as printed, for their state or model is not understood."""
    PLATFORM = "platform"
    """What people say on a platform is not heard."""
    RIVAL = "rival"
    """Another process uses the token of a platform, so that commands may go unanswered; its adapter logs that."""
    SENDING = "sending"
    """Nothing goes out to a platform, though it is tried."""
    CHATS_PAUSED = "chats_paused"
    """Chats cannot be reached."""
    DISK = "disk"
    """The disk is nearly full."""


@dataclass(frozen=True, slots=True)
class Observed:
    """Something in the way, as a poll finds it: what it is, what it concerns, what is wrong, since when if known."""

    kind: TroubleKind
    about: str
    problem: Problem
    since: dt.datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that has been in the way since a time.

    ``age`` is for how long it has been found at look after look: a clock that jumps, or a bot that was
    off, adds little to it.  ``told``: how often the operator has been told; ``heard``: the chats have.
    ``before``: how often of a time shortly before, after which it was over; only what lasts longer is told again.
    ``quiet``: the log does not say that it began, for it said so of another like it shortly before.
    """

    what: Observed
    since: dt.datetime
    seen_at: dt.datetime
    age: dt.timedelta = dt.timedelta()
    told: int = 0
    heard: bool = False
    before: int = 0
    quiet: bool = False


class Topic(StrEnum):
    """What a notice says of a trouble, and to whom."""

    TROUBLE = "trouble"
    """It stands: to the operator."""
    TROUBLE_OVER = "trouble_over"
    """It is over: to the operator."""
    UNREADABLE = "unreadable"
    """The list cannot be read: to every subscribed chat."""
    READABLE = "readable"
    """The list can be read again: to every subscribed chat."""
    UNCONFIRMED = "unconfirmed"
    """Departures are held: to the chats that asked to hear of that early."""
    WITHDRAWN = "withdrawn"
    """They were none: to the chats that heard of them early."""
    TEST = "test"
    """Somebody in a chat wants to see whether messages arrive: to that chat, and about nothing."""


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a notice says: its topic, the trouble it is about, and since when that stood."""

    topic: Topic
    what: Observed
    since: dt.datetime
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class EarlyWord:
    """What was said early of one agreement, whose departure a hold doubts; ``over_at`` once that is settled."""

    agreement: int
    hold: int
    told_at: dt.datetime
    over_at: dt.datetime | None = None
