"""What a person wants to set, as it is typed after ``/settings``, in English or Spanish.  Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from bot.conversation.zones import parse_zone
from bot.domain.errors import UsageError
from bot.domain.settings import MORNING, ChatSettings, Quiet, Times, Weekday
from bot.reading.text import fold
from bot.wording.languages import LANGUAGES


class Topic(StrEnum):
    """What can be set."""

    LANGUAGE = "language"
    TIMEZONE = "timezone"
    ALERTS = "alerts"
    QUIET = "quiet"
    SILENT = "silent"
    ALL_CLEAR = "allclear"


TOPICS = {
    **dict.fromkeys(("language", "lang", "idioma", "lengua"), Topic.LANGUAGE),
    **dict.fromkeys(("timezone", "time zone", "zone", "tz", "zona horaria", "zona", "huso"), Topic.TIMEZONE),
    **dict.fromkeys(("alerts", "alert", "digest", "alertas", "avisos", "resumen"), Topic.ALERTS),
    **dict.fromkeys(("quiet hours", "quiet", "horas de silencio", "descanso"), Topic.QUIET),
    **dict.fromkeys(("silent", "silencio", "sin sonido"), Topic.SILENT),
    **dict.fromkeys(("allclear", "all-clear", "all clear", "calma", "sin novedad"), Topic.ALL_CLEAR),
}
"""What people call it, as `fold` gives it."""

SWITCHES = {"on": True, "yes": True, "si": True, "off": False, "no": False, "none": False}
AT_ONCE, DAILY, WEEKLY = {"now", "at once", "ahora", "al momento"}, {"daily", "diario"}, {"weekly", "semanal"}

LANGUAGES_SAID = {
    **dict.fromkeys(("en", "english", "ingles"), "en"),
    **dict.fromkeys(("es", "spanish", "espanol", "castellano"), "es"),
}

WEEKDAYS = {
    name: day
    for day, names in zip(
        Weekday,
        (
            *("monday mon lunes lun", "tuesday tue tues martes mar", "wednesday wed miercoles mie"),
            *("thursday thu thur thurs jueves jue", "friday fri viernes vie", "saturday sat sabado sab"),
            "sunday sun domingo dom",
        ),
        strict=True,
    )
    for name in names.split()
}

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s*(?P<half>[ap])?\.?\s*(?:m\.?)?")
_HOURS = re.compile(r"(?:from |de )?(?P<start>.+?)\s*(?:-|\u2013| to | a | until | hasta | )\s*(?P<end>.+)")
_WIDE = re.compile(r"\s+(?=[ap]\.?\s*m\b)")


def wished(settings: ChatSettings, typed: str) -> tuple[Topic, ChatSettings]:
    """Read one wish, and give what it is about and the settings with it.

    Raises:
        UsageError: it is about nothing that can be set, or what is wanted cannot be understood.
    """
    words = typed.replace(",", " ").split()
    called = sorted((name for name in TOPICS if f"{fold(' '.join(words))} ".startswith(f"{name} ")), key=len)
    if not called:
        raise UsageError("which_setting")
    topic = TOPICS[called[-1]]
    return topic, _READERS[topic](settings, " ".join(words[len(called[-1].split()) :]))


def parse_clock(typed: str) -> dt.time | None:
    """Read a time of the day as people write it: ``8``, ``8am``, ``8 pm``, ``20:00``; None where it is none."""
    found = _CLOCK.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004  a clock's face
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    hour = 0 if hour == 24 and not minute else hour  # noqa: PLR2004  as people write midnight
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004  a clock's face


def _language(settings: ChatSettings, typed: str) -> ChatSettings:
    language = LANGUAGES_SAID.get(fold(typed))
    if language not in LANGUAGES:
        raise UsageError("which_language")
    return replace(settings, language=language)


def _zone(settings: ChatSettings, typed: str) -> ChatSettings:
    return replace(settings, zone=parse_zone(typed))


def _alerts(settings: ChatSettings, typed: str) -> ChatSettings:
    words = fold(typed)
    if words in AT_ONCE:
        return replace(settings, digest=None)
    how, _, when = words.partition(" ")
    if how in DAILY and (clock := _clock_or(when, MORNING)) is not None:
        return replace(settings, digest=Times(clock))
    if how in WEEKLY and (times := _weekly(when)):
        return replace(settings, digest=times)
    raise UsageError("when_alerts")


def _weekly(words: str) -> Times | None:
    """Read a day of the week and a time, in that order, of which either can be left out."""
    day, _, clock = words.partition(" ")
    weekday = WEEKDAYS.get(day)
    at = _clock_or(clock if weekday is not None else words, MORNING)
    return None if at is None else Times(at, Weekday.MONDAY if weekday is None else weekday)


def _clock_or(words: str, otherwise: dt.time) -> dt.time | None:
    for before in ("at ", "a las ", "a la "):
        words = words.removeprefix(before)
    return parse_clock(words) if words else otherwise


def _quiet(settings: ChatSettings, typed: str) -> ChatSettings:
    words = fold(typed)
    if SWITCHES.get(words) is False:
        return replace(settings, quiet=None)
    hours = _HOURS.fullmatch(_WIDE.sub("", words))
    start, end = (parse_clock(hours["start"]), parse_clock(hours["end"])) if hours else (None, None)
    if start is None or end is None or start == end:
        raise UsageError("which_hours")
    return replace(settings, quiet=Quiet(start, end))


def _silent(settings: ChatSettings, typed: str) -> ChatSettings:
    switch = SWITCHES.get(fold(typed))
    if switch is None:
        raise UsageError("which_sound")
    return replace(settings, silent=switch)


def _all_clear(settings: ChatSettings, typed: str) -> ChatSettings:
    switch, _, when = fold(typed).partition(" ")
    times = _weekly(when)
    if switch not in SWITCHES or times is None:
        raise UsageError("when_all_clear")
    return replace(settings, all_clear=times if SWITCHES[switch] else None)


_READERS: Mapping[Topic, Callable[[ChatSettings, str], ChatSettings]] = {
    Topic.LANGUAGE: _language,
    Topic.TIMEZONE: _zone,
    Topic.ALERTS: _alerts,
    Topic.QUIET: _quiet,
    Topic.SILENT: _silent,
    Topic.ALL_CLEAR: _all_clear,
}
