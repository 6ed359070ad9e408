"""What the commands share: their options, and the database that they mean."""

from __future__ import annotations

from pathlib import Path

import click

from bot.domain.agreements import Change
from bot.domain.errors import UsageError
from bot.program.config import load
from bot.wording.messages import MODEL_WORDS
from storage.store import Store

DAY = click.DateTime(["%Y-%m-%d"])
CONFIG = click.option(
    "--config", "config_file", type=click.Path(path_type=Path), help="Configuration file; default: config.toml here."
)
DATABASE = click.option(
    "--db", type=click.Path(path_type=Path), help="Database file; default: the one of the configuration."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line (docs/json.md).")


def open_store(db: Path | None, config_file: Path | None) -> Store:
    """Open ``db``, or the database of the configuration.

    Raises:
        UsageError: there is no such file.
        ConfigError, StoreError: it cannot be used.
    """
    path = db or load(config_file).storage.path
    if not path.exists():
        raise UsageError(f"there is no database {path}; run the bot once, or make one with replay --db {path}")
    return Store(path)


def change_line(change: Change) -> str:
    """One change in one line, with the rule that decided it."""
    agreement = change.agreement
    what = change.kind.value.replace("_", " ") + (" again" if change.relisted else "")
    model = MODEL_WORDS[agreement.model][0]
    return f"{what}: {agreement.agency}, {agreement.state}, {model} ({change.reason})"
