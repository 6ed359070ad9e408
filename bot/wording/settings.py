"""How and when a chat is told, and how that is changed, as plain text blocks.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.agreements import SupportModel
from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.buttons import Button, Keys
from bot.domain.chats import TOLD_UNASKED, Interest
from bot.domain.messages import Message, Span
from bot.domain.settings import ChatSettings, Quiet, Setting, Times, Weekday, zone_of
from bot.wording.agreements import model_briefly
from bot.wording.areas import Names
from bot.wording.keys import rows, to_places, to_subscriptions
from bot.wording.languages import Words, phrase
from bot.wording.layout import paragraph, plain
from bot.wording.phrases import Sentence
from bot.wording.replies import alerted_about, kinds_named

DISCORD = "discord"
"""The platform that has roles and announcement channels."""

DISCORD_ALONE = frozenset({Setting.MENTION, Setting.PUBLISH})
"""What only it can have set."""

WITHOUT_SUBSCRIPTION = (Setting.LANGUAGE, Setting.TIMEZONE)
"""What can be set where nothing is followed."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What a chat follows, and all that it has set: how it is told, of which kinds of news, and whether early.

    ``names`` are those of the agencies among the areas, ``platform`` is where the chat is.  ``unheard``: the role that
    its alerts name is not notified by that.
    """

    areas: tuple[Area, ...]
    names: Names = field(default_factory=dict)
    settings: ChatSettings = field(default_factory=ChatSettings)
    interests: frozenset[Interest] = TOLD_UNASKED
    early: bool = False
    platform: str = ""
    unheard: bool = False

    @property
    def topics(self) -> tuple[Setting, ...]:
        """What can be set here, in the order of one screen."""
        if not self.areas:
            return WITHOUT_SUBSCRIPTION
        left = set() if self.platform == DISCORD else set(DISCORD_ALONE)
        if all(kind_of(area) is not AreaKind.COUNTY for area in self.areas):
            left.add(Setting.STATEWIDE)
        return tuple(topic for topic in Setting if topic not in left)


def settings_message(words: Words, shown: Followed, now: dt.datetime) -> Message:
    """Every setting of a chat in a line of its own, each with a button."""
    lines = _briefly(words, shown, now)
    block = tuple(((Span(lines[topic]),)) for topic in shown.topics)
    topics = tuple(Button(topic_name(words, topic), "settings", topic) for topic in shown.topics)
    first = to_subscriptions(words) if shown.areas else to_places(words)
    message = plain(words.settings(), alerted_about(words, shown.areas, shown.names))
    blocks = (*message.blocks, block, paragraph(words.settings_how()))
    keys = (Keys(topics, words.settings_prompt()), *rows(first))
    return replace(message, blocks=blocks, keys=keys)


def topic_message(
    words: Words, shown: Followed, topic: Setting, choices: tuple[Keys, ...], now: dt.datetime
) -> Message:
    """One setting as it is now, what can be chosen, and in which zone its times are."""
    settings = shown.settings
    timed = {Setting.ALERTS: settings.digest, Setting.QUIET: settings.quiet, Setting.ALL_CLEAR: settings.all_clear}
    zone = [words.settings_in_zone(zone=settings.zone)] if timed.get(topic) else []
    message = plain(words.settings(), _lines(words, shown, now)[topic], *zone)
    return replace(message, keys=(*choices, *rows(Button(words.button_all_settings(), "settings"))))


def topic_name(words: Words, topic: Setting) -> str:
    """What a setting is called on a button."""
    return phrase(words, f"topic_{topic}")()


def local(words: Words, at: dt.datetime, zone: str) -> str:
    """Write a time as clocks in a zone show it: ``28 February 2025, 09:05 (Chicago time)``."""
    there, city = at.astimezone(zone_of(zone)), zone.rpartition("/")[2].replace("_", " ")
    return words.minute(at) if zone == "UTC" else words.local_time(day=there.date(), clock=clock(there), city=city)


def clock(at: dt.time | dt.datetime) -> str:
    """Write a time of the day."""
    return f"{at:%H:%M}"


def _lines(words: Words, shown: Followed, now: dt.datetime) -> Mapping[Setting, str]:
    """Each setting in a sentence, with what to type to change it."""
    settings, kinds = shown.settings, kinds_named(words, shown.interests)
    there = now.astimezone(zone_of(settings.zone))
    left = left_out(words, settings)
    return {
        Setting.LANGUAGE: words.setting_language() if settings.language else words.setting_language_unset(),
        Setting.TIMEZONE: words.setting_timezone(zone=settings.zone, clock=clock(there)),
        Setting.ALERTS: pace(
            words, settings.digest, words.setting_alerts_now, words.setting_alerts_daily, words.setting_alerts_weekly
        ),
        Setting.QUIET: _hours(settings.quiet, words.setting_quiet, words.setting_quiet_off),
        Setting.SILENT: words.setting_silent() if settings.silent else words.setting_sound(),
        Setting.ALL_CLEAR: _week(words, settings.all_clear, words.setting_all_clear, words.setting_all_clear_off),
        Setting.KINDS: words.setting_kinds(kinds=kinds) if kinds else words.setting_kinds_none(),
        Setting.MODELS: words.setting_models_without(models=left) if left else words.setting_models_all(),
        Setting.STATEWIDE: words.setting_statewide_on() if settings.statewide else words.setting_statewide_off(),
        Setting.EARLY: _early(shown, words.setting_early_on, words.early_in_vain, words.setting_early_off),
        Setting.FILES: words.setting_files_on() if Interest.FILES in shown.interests else words.setting_files_off(),
        Setting.MENTION: _mention(shown, words.setting_mention, words.mention_unheard, words.setting_mention_nobody),
        Setting.PUBLISH: words.setting_publish_on() if settings.publish else words.setting_publish_off(),
    }


def _briefly(words: Words, shown: Followed, now: dt.datetime) -> Mapping[Setting, str]:
    """Each setting in few words."""
    settings, kinds = shown.settings, kinds_named(words, shown.interests)
    there = now.astimezone(zone_of(settings.zone))
    left = left_out(words, settings)
    return {
        Setting.LANGUAGE: words.brief_language() if settings.language else words.brief_language_unset(),
        Setting.TIMEZONE: words.brief_timezone(zone=settings.zone, clock=clock(there)),
        Setting.ALERTS: pace(
            words, settings.digest, words.brief_alerts_now, words.brief_alerts_daily, words.brief_alerts_weekly
        ),
        Setting.QUIET: _hours(settings.quiet, words.brief_quiet, words.brief_quiet_off),
        Setting.SILENT: words.brief_silent() if settings.silent else words.brief_sound(),
        Setting.ALL_CLEAR: _week(words, settings.all_clear, words.brief_all_clear, words.brief_all_clear_off),
        Setting.KINDS: words.brief_kinds(kinds=kinds) if kinds else words.brief_kinds_none(),
        Setting.MODELS: words.brief_models_without(models=left) if left else words.brief_models_all(),
        Setting.STATEWIDE: words.brief_statewide_on() if settings.statewide else words.brief_statewide_off(),
        Setting.EARLY: _early(shown, words.brief_early_on, words.brief_early_in_vain, words.brief_early_off),
        Setting.FILES: words.brief_files_on() if Interest.FILES in shown.interests else words.brief_files_off(),
        Setting.MENTION: _mention(shown, words.brief_mention, words.brief_mention_unheard, words.brief_mention_nobody),
        Setting.PUBLISH: words.brief_publish_on() if settings.publish else words.brief_publish_off(),
    }


def left_out(words: Words, settings: ChatSettings) -> str:
    """Name the models of which a chat is told nothing; empty where it is told of all."""
    return words.all_of([model_briefly(words, model) for model in SupportModel if model in settings.without_models])


def pace(words: Words, digest: Times | None, now: Sentence, daily: Sentence, weekly: Sentence) -> str:
    """Say how often news comes, with the one of three phrases that says it."""
    if digest is None:
        return now()
    if digest.weekday is None:
        return daily(clock=clock(digest.at))
    return weekly(weekday=weekday_name(words, digest.weekday), clock=clock(digest.at))


def _early(shown: Followed, on: Sentence, in_vain: Sentence, off: Sentence) -> str:
    """Say whether departures are told early: in vain where no departure is told."""
    if not shown.early:
        return off()
    return on() if Interest.DEPARTURES in shown.interests else in_vain()


def _mention(shown: Followed, named: Sentence, unheard: Sentence, nobody: Sentence) -> str:
    """Say whom alerts notify: a role may be shown, and not be notified."""
    role = shown.settings.mention
    if not role:
        return nobody()
    return (unheard if shown.unheard else named).of({"role": role})


def _hours(quiet: Quiet | None, said: Sentence, none: Sentence) -> str:
    return said(start=clock(quiet.start), end=clock(quiet.end)) if quiet else none()


def _week(words: Words, times: Times | None, said: Sentence, none: Sentence) -> str:
    if times is None or times.weekday is None:
        return none()
    return said(weekday=weekday_name(words, times.weekday), clock=clock(times.at))


def weekday_name(words: Words, weekday: Weekday) -> str:
    """Name a day of the week."""
    return phrase(words, f"weekday_{weekday.name.lower()}")()
