"""``287g-alerts status``: how the bot is, for an operator, for cron and for a container's health check."""

from __future__ import annotations

import importlib.metadata
from functools import partial
from pathlib import Path
from typing import Any

import click

from bot.domain.errors import StoreError, UsageError
from bot.domain.health import Health, Report
from bot.domain.watching import Trouble
from bot.ingest.health import read_report
from bot.program.app import utc_now
from bot.program.cli.events import edition_object, hold_object, iso
from bot.program.cli.output import print_objects, say
from bot.program.cli.shared import config_option, database_option, json_option, open_store
from bot.program.cli.worded import WordedCommand
from bot.program.config import load
from bot.program.lock import is_running
from bot.wording.languages import ENGLISH, Words
from bot.wording.notices import problem_said, trouble_line
from bot.wording.problems import problem_text
from bot.wording.status import status_lines


class NoBot(click.ClickException):
    """Without a database that can be read there is no bot."""

    exit_code = int(Health.BLIND)


def commands(words: Words) -> list[click.Command]:
    """The commands of this module."""
    where = (config_option(words), database_option(words))
    return [WordedCommand(words, "status", partial(_status, words), *where, json_option(words))]


def _status(words: Words, config_file: Path | None, db: Path | None, *, as_json: bool) -> None:
    path, now = db or load(config_file).storage.path, utc_now()
    try:
        report = read_report(open_store(path, config_file), now, running=is_running(path))
    except (UsageError, StoreError) as error:
        raise NoBot(problem_text(words, error)) from error
    version = importlib.metadata.version("287g-alerts")
    if as_json:
        print_objects([{"version": version, "database": str(path)} | _object(report)])
    else:
        say("\n".join((*status_lines(words, report, now), words.status_version(version=version, path=str(path)))))
    click.get_current_context().exit(int(report.health))


def _object(report: Report) -> dict[str, Any]:
    return {
        "health": report.health.name.lower(),
        "running": report.running,
        "sources": [
            {
                "source": look.source,
                "asked_at": iso(look.asked_at),
                "answered_at": look.answered_at and iso(look.answered_at),
                "problem": look.problem and problem_said(ENGLISH, look.problem),
            }
            for look in report.looks
        ],
        "seen": [
            {"source": one.source, "list": one.list, "at": iso(one.at), "edition": edition_object(one.edition)}
            for one in report.sightings
        ],
        "lists": [
            {
                "list": listed.list,
                "agreements": listed.agreements,
                "believed": listed.believed and edition_object(listed.believed),
                "no_longer_published_since": listed.expired_at and iso(listed.expired_at),
            }
            for listed in report.lists
        ],
        "held": [{"hold": stored.id} | hold_object(stored.value) for stored in report.holds],
        "in_the_way": list(map(_trouble, report.troubles)),
        "chats": report.chats,
        "paused": report.paused,
        "waiting": report.waiting,
    }


def _trouble(trouble: Trouble) -> dict[str, Any]:
    return {
        "kind": trouble.what.kind,
        "about": trouble.what.about,
        "since": iso(trouble.since),
        "told": trouble.told,
        "said": trouble_line(ENGLISH, trouble.what, trouble.since),
    }
