"""How and when a chat is told: language, time zone, digests, quiet hours, sound, and the weekly all-clear."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.chats import Language


class Setting(StrEnum):
    """What can be set, by the word that buttons send along."""

    LANGUAGE = "language"
    TIMEZONE = "timezone"
    ALERTS = "alerts"
    QUIET = "quiet"
    SILENT = "silent"
    KINDS = "kinds"
    MODELS = "models"
    STATEWIDE = "statewide"
    EARLY = "early"
    ALL_CLEAR = "allclear"
    FILES = "files"
    MENTION = "mention"
    PUBLISH = "publish"


MORNING = dt.time(8)
"""When a digest comes where a chat has not said when."""


class Weekday(IntEnum):
    """A day of the week, numbered as `datetime.date.weekday` numbers it."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Times:
    """A time of the day, of every day or (``weekday``) of one day a week, as clocks in the chat's zone show it."""

    at: dt.time = MORNING
    weekday: Weekday | None = None


DAILY = Times()


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing is delivered: from one time of the day to another, over midnight where that is earlier."""

    start: dt.time
    end: dt.time


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What a chat has set; what it has not is as for everyone.

    ``language``: None until somebody sets it, for good.  ``zone``: an IANA name.  ``digest``: None is at once.
    ``all_clear``: when it is told that nothing is new, if at all.
    ``statewide``: whoever follows a county hears also of agencies of that state whose county no list says.
    ``without_models``: support models (`bot.domain.agreements.SupportModel`) of which it is told nothing; what ICE
    prints besides is always told.  ``mention``: whom an alert notifies, by the platform's number of a role.
    ``publish``: what is posted in an announcement channel goes to the channels that follow it.
    """

    language: Language | None = None
    zone: str = "UTC"
    digest: Times | None = None
    quiet: Quiet | None = None
    silent: bool = False
    all_clear: Times | None = None
    statewide: bool = True
    without_models: frozenset[str] = frozenset()
    mention: str | None = None
    publish: bool = False


UNSET = ChatSettings()
"""The settings of a chat that has set nothing."""


@lru_cache(maxsize=1024)
def zone_of(name: str) -> dt.tzinfo:
    """The zone of an IANA name; UTC for one that is not known here any more: late is better than never."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return dt.UTC
