"""The commands of ``287g-alerts``, put together.

Standard output carries results alone (one JSON object a line with ``--json``); progress and
the log go to standard error.  A user's mistake is one clear line there, and a non-zero status.
"""

from __future__ import annotations

import gc
import logging
import os
import sys

import click

from bot.program.cli import agencies, history, questions, review, running, status, verifying
from bot.program.cli.spoken import spoken
from bot.program.cli.worded import WordedGroup
from bot.program.logs import OneLine
from bot.wording.languages import Words

COLLECT_EVERY = 50_000
"""Objects made and kept between two searches for garbage: see docs/decisions/0020-garbage.md."""


def command_line(words: Words) -> click.Group:
    """Every command, in a language."""
    group = WordedGroup(
        words,
        "287g-alerts",
        callback=_begin,
        help=words.cli_help(),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    version = words.cli_version(program="%(prog)s", version="%(version)s")
    click.version_option(package_name="287g-alerts", message=version, help=words.cli_option_version())(group)
    group.params.append(click.Option(["-v", "--verbose"], is_flag=True, help=words.cli_option_verbose()))
    for command in (
        *running.commands(words),
        *history.commands(words),
        *questions.commands(words),
        *agencies.commands(words),
        *status.commands(words),
        *verifying.commands(words),
    ):
        group.add_command(command)
    group.add_command(review.group(words))
    return group


def _begin(*, verbose: bool) -> None:
    """Let the log go to standard error, and look for garbage less often."""
    gc.set_threshold(COLLECT_EVERY)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.DEBUG if verbose else logging.INFO)
    logging.getLogger("adapters").setLevel(logging.INFO)  # as whom we are logged in: who starts a bot looks for it


main = command_line(spoken(os.environ))
"""The program: call it."""
