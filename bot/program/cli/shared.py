"""What the commands share: their options, the database that they mean, how they print."""

from __future__ import annotations

from pathlib import Path

import click

from bot.domain.agreements import Change
from bot.domain.editions import EditionOutcome
from bot.domain.errors import UsageError
from bot.ingest.decide import Intake
from bot.program.cli.events import intake_objects
from bot.program.cli.output import print_objects, say
from bot.program.cli.worded import Day, phrase
from bot.program.config import load
from bot.wording.agreements import model_name
from bot.wording.editions import edition_detail
from bot.wording.languages import Words
from storage.store import Store


def path_option(words: Words, name: str, text: str, into: str | None = None) -> click.Option:
    """An option that takes a path."""
    names = [name, *([into] if into else [])]
    return click.Option(names, type=click.Path(path_type=Path), metavar=words.cli_metavar_path(), help=text)


def config_option(words: Words) -> click.Option:
    """``--config``."""
    return path_option(words, "--config", words.cli_option_config(), "config_file")


def database_option(words: Words) -> click.Option:
    """``--db``, of a database that exists."""
    return path_option(words, "--db", words.cli_option_db())


def json_option(words: Words) -> click.Option:
    """``--json``."""
    return click.Option(["--json", "as_json"], is_flag=True, help=words.cli_option_json())


def day_option(words: Words, name: str, text: str) -> click.Option:
    """An option that takes a day."""
    return click.Option([name], type=Day(words), metavar=words.cli_metavar_date(), help=text)


def open_store(db: Path | None, config_file: Path | None, *, writing: bool = False) -> Store:
    """Open ``db``, or the database of the configuration, to read alone unless ``writing``.

    Raises:
        UsageError: there is no such file.
        ConfigError, StoreError: it cannot be used.
    """
    path = db or load(config_file).storage.path
    if not path.exists():
        raise UsageError("no_database", path=str(path))
    return Store(path, read_only=not writing)


def change_line(words: Words, change: Change) -> str:
    """One change in one line, with the rule that decided it."""
    agreement = change.agreement
    return words.cli_change(
        what=phrase(words, f"cli_kind_{change.kind}{'_again' if change.relisted else ''}")(),
        agency=agreement.agency,
        state=agreement.state,
        model=model_name(words, agreement.model),
        reason=change.reason,
    )


def print_intake(words: Words, intake: Intake, *, as_json: bool) -> None:
    """Print what one edition came to, and its changes."""
    if as_json:
        print_objects(intake_objects(intake) if intake.news else ())
        return
    say(_came_to(words, intake))
    for recorded in intake.changes if intake.news else ():
        say(f"  {change_line(words, recorded.change)}")


_NOT_BELIEVED = (EditionOutcome.REFUSED, EditionOutcome.HELD, EditionOutcome.PARTLY_HELD)


def _came_to(words: Words, intake: Intake) -> str:
    edition = intake.edition
    still = intake.outcome in _NOT_BELIEVED and not intake.news
    if not intake.news and not still:
        return words.cli_nothing_new(edition=edition.name)
    outcome = phrase(words, f"cli_{'still' if still else 'outcome'}_{intake.outcome}")()
    detail = words.came_right() if intake.came_right else edition_detail(words, edition, *intake.holds[:1])
    if detail:
        return words.cli_edition_detail(edition=edition.name, outcome=outcome, detail=detail)
    return words.cli_edition(edition=edition.name, outcome=outcome)
