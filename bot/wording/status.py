"""How the bot is, line by line, in a language.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import assert_never

from bot.domain.health import Health, Listed, Report
from bot.domain.watching import Look, Sighting
from bot.wording.agreements import checked
from bot.wording.editions import hold_detail, list_name
from bot.wording.languages import Words
from bot.wording.notices import problem_said, trouble_line


def status_lines(words: Words, report: Report, at: dt.datetime) -> Iterator[str]:
    """What an operator reads: health first, then the list, what is held, what is in the way, and the chats."""
    yield health_word(words, report)
    yield from _looks(words, report.looks, at)
    for listed in report.lists:
        yield from _list(words, listed, report.sightings)
    if not report.holds:
        yield words.status_nothing_held()
    for stored in report.holds:
        hold = stored.value
        yield words.status_held(hold=stored.id, since=hold.since, said=hold_detail(words, hold))
    if not report.troubles:
        yield words.status_nothing_in_the_way()
    for trouble in report.troubles:
        yield words.status_in_the_way(said=trouble_line(words, trouble.what, trouble.since))
    yield words.status_chats(count=report.chats, paused=report.paused)
    for platform, count in sorted(report.waiting.items()):
        yield words.status_waiting(platform=platform, count=count)


def health_word(words: Words, report: Report) -> str:
    """How it is, in a word or a line."""
    match report.health:
        case Health.HEALTHY:
            return words.status_healthy()
        case Health.DEGRADED:
            return words.status_degraded()
        case Health.BLIND:
            return words.status_blind() if report.running else words.status_stopped()
        case _:
            assert_never(report.health)


def _looks(words: Words, looks: Sequence[Look], at: dt.datetime) -> Iterator[str]:
    if not looks:
        yield words.status_look_never()
    for look in looks:
        if look.problem:
            yield words.status_look_bad(source=look.source, time=look.asked_at, said=problem_said(words, look.problem))
        else:
            yield words.status_look_good(source=look.source, checked=checked(words, at - look.asked_at))


def _list(words: Words, listed: Listed, sightings: Sequence[Sighting]) -> Iterator[str]:
    name = list_name(words, listed.list)
    believed = listed.believed
    if believed is None:
        yield words.status_list_unread(list=name)
        return
    yield words.status_list(list=name, count=listed.agreements, edition=believed.name, time=believed.found_at)
    if listed.expired_at:
        yield words.status_list_expired(list=name, time=listed.expired_at)
    shown = next((sighting for sighting in sightings if sighting.list is listed.list), None)
    if shown and shown.edition.sha256 != believed.sha256:
        yield words.status_seen_other(list=name, source=shown.source, edition=shown.edition.name)
