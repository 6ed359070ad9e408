"""What can be chosen for each setting, as buttons.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from bot.domain.agreements import SupportModel
from bot.domain.buttons import Button, Keys
from bot.domain.chats import Interest
from bot.domain.settings import MORNING, Quiet, Setting, Times, Weekday
from bot.wording.agreements import model_briefly
from bot.wording.keys import rows
from bot.wording.languages import LANGUAGES, Words, phrase
from bot.wording.settings import Followed, clock, weekday_name

HOURS = (6, 7, 8, 9, 10, 12, 14, 16, 17, 18, 19, 20, 21, 22)
"""At what hours news can be told by a button; any other can be typed."""

NIGHTS = ((20, 7), (21, 7), (21, 8), (22, 6), (22, 7), (22, 8), (23, 6), (23, 7), (0, 6))
"""Quiet hours that can be set by a button; any other can be typed."""

ZONES = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "arizona": "America/Phoenix",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "atlantic": "America/Puerto_Rico",
    "chamorro": "Pacific/Guam",
    "utc": "UTC",
}
"""Zones that can be set by a button, by what they are called."""

MODEL_WORDS: Mapping[SupportModel, str] = {
    SupportModel.TASK_FORCE: "task",
    SupportModel.JAIL_ENFORCEMENT: "jail",
    SupportModel.WARRANT_SERVICE: "warrant",
    SupportModel.TRIBAL_TASK_FORCE: "tribal",
}
"""The word that a button sends along for each model."""


def choices(words: Words, topic: Setting, shown: Followed) -> tuple[Keys, ...]:
    """What can be chosen for a setting; what is set now is marked."""
    return _CHOICES[topic](words, shown)


def _set(label: str, topic: Setting, wish: str, *, chosen: bool) -> Button:
    return Button(label, "settings", f"{topic} {wish}", chosen)


def _language(words: Words, shown: Followed) -> tuple[Keys, ...]:  # noqa: ARG001  each names itself
    spoken = shown.settings.language
    return rows(
        *(
            _set(other.language_itself(), Setting.LANGUAGE, code, chosen=code == spoken)
            for code, other in LANGUAGES.items()
        )
    )


def _timezone(words: Words, shown: Followed) -> tuple[Keys, ...]:
    zones = [
        _set(phrase(words, f"zone_{name}")(), Setting.TIMEZONE, name, chosen=zone == shown.settings.zone)
        for name, zone in ZONES.items()
    ]
    return (Keys(tuple(zones), words.choice_zone_prompt()),)


def _alerts(words: Words, shown: Followed) -> tuple[Keys, ...]:
    digest = shown.settings.digest
    at = _typed(digest.at if digest else MORNING)
    day = (digest.weekday if digest else None) or Weekday.MONDAY
    daily, weekly = bool(digest and digest.weekday is None), bool(digest and digest.weekday is not None)
    pace = Keys(
        (
            _set(words.choice_now(), Setting.ALERTS, "now", chosen=digest is None),
            _set(words.choice_daily(), Setting.ALERTS, f"daily {at}", chosen=daily),
            _set(words.choice_weekly(), Setting.ALERTS, f"weekly {_day(day)} {at}", chosen=weekly),
        )
    )
    if digest is None:
        return (pace,)
    how = f"weekly {_day(day)}" if weekly else "daily"
    hours = Keys(tuple(_hours(Setting.ALERTS, how, digest)), words.choice_hour_prompt())
    days = Keys(tuple(_days(words, Setting.ALERTS, "weekly", digest)), words.choice_day_prompt())
    return (pace, days, hours) if weekly else (pace, hours)


def _quiet(words: Words, shown: Followed) -> tuple[Keys, ...]:
    quiet = shown.settings.quiet
    nights = []
    for start, end in NIGHTS:
        hours = Quiet(dt.time(start), dt.time(end))
        label = words.choice_hours(start=clock(hours.start), end=clock(hours.end))
        nights.append(_set(label, Setting.QUIET, f"{start}-{end}", chosen=hours == quiet))
    off = _set(words.choice_none(), Setting.QUIET, "off", chosen=quiet is None)
    return (*rows(off), Keys(tuple(nights), words.choice_hours_prompt()))


def _silent(words: Words, shown: Followed) -> tuple[Keys, ...]:
    silent = shown.settings.silent
    return rows(
        _set(words.choice_with_sound(), Setting.SILENT, "off", chosen=not silent),
        _set(words.choice_without_sound(), Setting.SILENT, "on", chosen=silent),
    )


def _all_clear(words: Words, shown: Followed) -> tuple[Keys, ...]:
    times = shown.settings.all_clear
    at = times or Times(MORNING, Weekday.MONDAY)
    off = _set(words.button_off(), Setting.ALL_CLEAR, "off", chosen=times is None)
    days = Keys(tuple(_days(words, Setting.ALL_CLEAR, "on", at, marked=times)), words.choice_day_prompt())
    if times is None or times.weekday is None:
        return (*rows(off), days)
    hours = _hours(Setting.ALL_CLEAR, f"on {_day(times.weekday)}", times)
    return (*rows(off), days, Keys(tuple(hours), words.choice_hour_prompt()))


def _hours(topic: Setting, how: str, set_now: Times) -> list[Button]:
    hours = [dt.time(hour) for hour in HOURS]
    return [_set(clock(at), topic, f"{how} {_typed(at)}", chosen=at == set_now.at) for at in hours]


def _days(words: Words, topic: Setting, how: str, at: Times, *, marked: Times | None = None) -> list[Button]:
    set_now = (marked or at).weekday if marked or topic is Setting.ALERTS else None
    return [
        _set(weekday_name(words, day), topic, f"{how} {_day(day)} {_typed(at.at)}", chosen=day is set_now)
        for day in Weekday
    ]


def _kinds(words: Words, shown: Followed) -> tuple[Keys, ...]:
    at_once = {Interest.DOCUMENTS, Interest.DOCUMENTS_AT_ONCE} <= shown.interests
    buttons = []
    for interest in Interest:
        on = interest in shown.interests
        wish = f"{interest} {'off' if on else 'on'}"
        if interest is Interest.DOCUMENTS_AT_ONCE:
            on, wish = at_once, f"documents {'off' if at_once else 'now'}"
        elif interest is Interest.DOCUMENTS:
            on = on and not at_once
            wish = "documents off" if on else "documents daily"
        buttons.append(_set(phrase(words, f"kind_{interest}")(), Setting.KINDS, wish, chosen=on))
    return (Keys(tuple(buttons), words.choice_kinds_prompt()),)


def _models(words: Words, shown: Followed) -> tuple[Keys, ...]:
    left = shown.settings.without_models
    only = len(SupportModel) - len(left) == 1
    buttons = [
        _set(
            model_briefly(words, model),
            Setting.MODELS,
            f"{MODEL_WORDS[model]} {'off' if model not in left and not only else 'on'}",
            chosen=model not in left,
        )
        for model in SupportModel
    ]
    return (Keys(tuple(buttons), words.choice_models_prompt()),)


def _statewide(words: Words, shown: Followed) -> tuple[Keys, ...]:
    return _on_off(words, Setting.STATEWIDE, on=shown.settings.statewide)


def _early(words: Words, shown: Followed) -> tuple[Keys, ...]:
    return _on_off(words, Setting.EARLY, on=shown.early)


def _files(words: Words, shown: Followed) -> tuple[Keys, ...]:
    return _on_off(words, Setting.FILES, on=Interest.FILES in shown.interests)


def _publish(words: Words, shown: Followed) -> tuple[Keys, ...]:
    return _on_off(words, Setting.PUBLISH, on=shown.settings.publish)


def _mention(words: Words, shown: Followed) -> tuple[Keys, ...]:
    return rows(_set(words.choice_nobody(), Setting.MENTION, "off", chosen=shown.settings.mention is None))


def _on_off(words: Words, topic: Setting, *, on: bool) -> tuple[Keys, ...]:
    return rows(_set(words.button_on(), topic, "on", chosen=on), _set(words.button_off(), topic, "off", chosen=not on))


def _typed(at: dt.time) -> str:
    """A time of the day as short as it can be typed."""
    return f"{at:%H:%M}" if at.minute else str(at.hour)


def _day(day: Weekday) -> str:
    """A day of the week as short as it can be typed."""
    return day.name[:3].lower()


_CHOICES: Mapping[Setting, Callable[[Words, Followed], tuple[Keys, ...]]] = {
    Setting.LANGUAGE: _language,
    Setting.TIMEZONE: _timezone,
    Setting.ALERTS: _alerts,
    Setting.QUIET: _quiet,
    Setting.SILENT: _silent,
    Setting.ALL_CLEAR: _all_clear,
    Setting.KINDS: _kinds,
    Setting.MODELS: _models,
    Setting.STATEWIDE: _statewide,
    Setting.EARLY: _early,
    Setting.FILES: _files,
    Setting.MENTION: _mention,
    Setting.PUBLISH: _publish,
}
