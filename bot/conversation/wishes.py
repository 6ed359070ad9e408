"""What a person wants to set, as it is typed after ``/settings``, in English or Spanish.  Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation.setting_words import (
    ALL_OF,
    AT_ONCE,
    DAILY,
    LANGUAGES_SAID,
    MODELS,
    ONLY,
    SOUNDLESS,
    WEEKDAYS,
    WEEKLY,
    begins,
)
from bot.conversation.vocabulary import SWITCHES
from bot.conversation.zones import parse_zone
from bot.domain.agreements import SupportModel
from bot.domain.errors import UsageError
from bot.domain.settings import MORNING, ChatSettings, Quiet, Setting, Times, Weekday
from bot.reading.text import fold
from bot.wording.languages import LANGUAGES

_ROLE = re.compile(r"<@&(?P<number>\d{1,20})>")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s*(?P<half>[ap])?\.?\s*(?:m\.?)?")
_HOURS = re.compile(r"(?:from |de )?(?P<start>.+?)\s*(?:-|\u2013| to | a | until | hasta | )\s*(?P<end>.+)")
_WIDE = re.compile(r"\s+(?=[ap]\.?\s*m\b)")


def wished(settings: ChatSettings, topic: Setting, typed: str) -> ChatSettings:
    """Give the settings with one wish, which is about ``topic``, one of `WISHES`.

    Raises:
        UsageError: what is wanted cannot be understood.
    """
    return _READERS[topic](settings, typed)


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
    daily, weekly = begins(words, DAILY), begins(words, WEEKLY)
    if daily is not None and (clock := _clock_or(daily, MORNING)) is not None:
        return replace(settings, digest=Times(clock))
    if weekly is not None and (times := _weekly(weekly)):
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
    switch = {**SWITCHES, **SOUNDLESS}.get(fold(typed))
    if switch is None:
        raise UsageError("which_sound")
    return replace(settings, silent=switch)


def _all_clear(settings: ChatSettings, typed: str) -> ChatSettings:
    switch, _, when = fold(typed).partition(" ")
    times = _weekly(when)
    if switch not in SWITCHES or times is None:
        raise UsageError("when_all_clear")
    return replace(settings, all_clear=times if SWITCHES[switch] else None)


def _models(settings: ChatSettings, typed: str) -> ChatSettings:
    """Read which models are told: ``task force off``, ``only jail warrant``, ``all``."""
    words = f" {fold(typed)} "
    named = _named_models(words)
    before, left = words.split(), settings.without_models
    if set(before) & ALL_OF and not named:
        return replace(settings, without_models=frozenset())
    switches = {SWITCHES[word] for word in before if word in SWITCHES}
    if set(before) & ONLY and named and not switches:
        left = frozenset(SupportModel) - named
    elif named and len(switches) == 1:
        left = left - named if True in switches else left | named
    else:
        raise UsageError("which_models")
    if left >= frozenset(SupportModel):
        raise UsageError("which_models")
    return replace(settings, without_models=frozenset(str(model) for model in left))


def _named_models(words: str) -> frozenset[str]:
    found = set[str]()
    for written, model in MODELS.items():
        if f" {written} " in words:
            found.add(model)
            words = words.replace(f" {written} ", " ")
    return frozenset(found)


def _statewide(settings: ChatSettings, typed: str) -> ChatSettings:
    return replace(settings, statewide=on_or_off(Setting.STATEWIDE, typed))


def _publish(settings: ChatSettings, typed: str) -> ChatSettings:
    return replace(settings, publish=on_or_off(Setting.PUBLISH, typed))


def _mention(settings: ChatSettings, typed: str) -> ChatSettings:
    """Read whom alerts notify, as Discord sends a role: https://discord.com/developers/docs/reference#message-formatting."""
    role = _ROLE.fullmatch(typed)
    if role is None and SWITCHES.get(fold(typed)) is not False:
        raise UsageError("which_role")
    return replace(settings, mention=role["number"] if role else None)


def on_or_off(topic: Setting, typed: str) -> bool:
    """Read a switch.

    Raises:
        UsageError: it is neither on nor off.
    """
    switch = SWITCHES.get(fold(typed))
    if switch is None:
        raise UsageError("which_switch", topic=topic)
    return switch


_READERS: Mapping[Setting, Callable[[ChatSettings, str], ChatSettings]] = {
    Setting.LANGUAGE: _language,
    Setting.TIMEZONE: _zone,
    Setting.ALERTS: _alerts,
    Setting.QUIET: _quiet,
    Setting.SILENT: _silent,
    Setting.ALL_CLEAR: _all_clear,
    Setting.MODELS: _models,
    Setting.STATEWIDE: _statewide,
    Setting.MENTION: _mention,
    Setting.PUBLISH: _publish,
}
"""What is kept among a chat's settings; kinds of news, files and early notices are kept beside them."""
