"""How and when a chat is told, and how that is changed, as plain text blocks.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.chats import Interest
from bot.domain.messages import Message
from bot.domain.settings import ChatSettings, Quiet, Times, Weekday, zone_of
from bot.wording.areas import Names
from bot.wording.languages import Words
from bot.wording.layout import plain
from bot.wording.phrases import Sentence
from bot.wording.replies import alerted_about, kinds_named


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a chat has set: how it is told, of which states, of which kinds of news, and whether early."""

    settings: ChatSettings
    states: tuple[str, ...]
    interests: frozenset[Interest]
    early: bool = False
    names: Names = field(default_factory=dict)


def settings_message(words: Words, shown: Shown, now: dt.datetime) -> Message:
    """Every setting of a chat in a line of its own."""
    of_kinds = kinds_named(words, shown.interests)
    return plain(
        words.settings(),
        alerted_about(words, shown.states, shown.names),
        *_lines(words, shown.settings, now).values(),
        words.setting_kinds(kinds=of_kinds) if of_kinds else words.setting_kinds_none(),
        words.setting_early_on() if shown.early else words.setting_early_off(),
    )


def changed(words: Words, settings: ChatSettings, topic: str, now: dt.datetime) -> Message:
    """One setting as it is now, and in which zone its times are."""
    timed = {"alerts": settings.digest, "quiet": settings.quiet, "allclear": settings.all_clear}
    zone = [words.settings_in_zone(zone=settings.zone)] if timed.get(topic) else []
    return plain(words.settings(), _lines(words, settings, now)[topic], *zone)


def local(words: Words, at: dt.datetime, zone: str) -> str:
    """Write a time as clocks in a zone show it: ``28 February 2025, 09:05 (Chicago time)``."""
    there, city = at.astimezone(zone_of(zone)), zone.rpartition("/")[2].replace("_", " ")
    return words.minute(at) if zone == "UTC" else words.local_time(day=there.date(), clock=clock(there), city=city)


def clock(at: dt.time | dt.datetime) -> str:
    """Write a time of the day."""
    return f"{at:%H:%M}"


def _lines(words: Words, settings: ChatSettings, now: dt.datetime) -> Mapping[str, str]:
    """Each setting by its name."""
    there = now.astimezone(zone_of(settings.zone))
    return {
        "language": words.setting_language() if settings.language else words.setting_language_unset(),
        "timezone": words.setting_timezone(zone=settings.zone, clock=clock(there)),
        "alerts": _alerts(words, settings.digest),
        "quiet": _quiet(words, settings.quiet),
        "silent": words.setting_silent() if settings.silent else words.setting_sound(),
        "allclear": _all_clear(words, settings.all_clear),
    }


def _alerts(words: Words, digest: Times | None) -> str:
    if digest is None:
        return words.setting_alerts_now()
    if digest.weekday is None:
        return words.setting_alerts_daily(clock=clock(digest.at))
    return words.setting_alerts_weekly(weekday=_weekday(words, digest.weekday), clock=clock(digest.at))


def _quiet(words: Words, quiet: Quiet | None) -> str:
    if quiet is None:
        return words.setting_quiet_off()
    return words.setting_quiet(start=clock(quiet.start), end=clock(quiet.end))


def _all_clear(words: Words, times: Times | None) -> str:
    if times is None or times.weekday is None:
        return words.setting_all_clear_off()
    return words.setting_all_clear(weekday=_weekday(words, times.weekday), clock=clock(times.at))


def _weekday(words: Words, weekday: Weekday) -> str:
    name: Sentence = getattr(words, f"weekday_{weekday.name.lower()}")
    return name()
