"""What an operator reads is all of phrases: in a language of accents nothing plain is left."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.domain.holds import HoldEnd, HoldOutcome
from bot.program.cli import main
from bot.program.cli.main import command_line
from bot.wording.en import English
from bot.wording.phrases import Phrase
from storage.store import Store
from tests.support import ROOT
from tests.support.builders import make_row, make_workbook
from tests.support.pseudo import make_pseudo, phrases_of
from tests.unit.program.cli.test_cli import COUNTIES, FIRST, SECOND, commands, day, sheriffs

WORDS = make_pseudo()
LINE = command_line(WORDS)
PLAIN = re.compile(r"(?<![\w-])[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}(?!\w)")
VALUES = (
    *(f"{county} County Sheriff's Office" for county in (*COUNTIES, "Warren")),
    *(f"{county} County" for county in COUNTIES),
    "Guam Police Department",
    "review list",
    "review show",
    "review approve",
    "review reject",
)
ERRORS = {
    *("ConfigError", "UsageError", "StoreError", "AlreadyRunning", "DatabaseGone"),
    *("SourceError", "PageUnusable", "DownloadFailed", "WorkbookRefused"),
}
FOLDERS = ("bot/program", "bot/ingest", "bot/reading", "storage", "adapters/sources", "adapters/workbook")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder without tokens."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with a wave of departures that is held, one change, and a workbook that was refused."""
    ohio = [make_row(state="OHIO", agency=f"Town{n}", county="") for n in range(20)]
    editions = [[*FIRST, *ohio], [*SECOND, *ohio], [*sheriffs("Wise"), *ohio]]
    lists = tmp_path / "lists"
    lists.mkdir()
    for number, rows in enumerate(editions):
        (lists / f"{number}.xlsx").write_bytes(make_workbook(rows, modified=day(number)))
    (lists / "3.xlsx").write_bytes(b"<html>")
    rows = [{"file": f"{n}.xlsx", "modified": day(min(n, 2)).isoformat(), "kind": "participating"} for n in range(4)]
    (lists / "index.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert_worded(said("replay", "lists", "--db", "x.db"))
    return tmp_path / "x.db"


def said(*words: object) -> str:
    """Everything that a command prints."""
    done = CliRunner().invoke(LINE, [str(word) for word in words], prog_name="287g-alerts")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def assert_worded(text: str) -> None:
    """No two plain words in a row but for values and names of commands."""
    assert text
    flat = " ".join(text.split())
    for value in VALUES:
        flat = flat.replace(value, "@")
    assert not PLAIN.findall(flat), text


@pytest.mark.parametrize("path", [(), *commands(main)], ids=" ".join)
def test_help_is_of_phrases(path: tuple[str, ...]) -> None:
    """Usage line, sections, sentences and options."""
    assert_worded(said(*path, "--help"))


def test_the_commands_are_the_same_in_every_language() -> None:
    """Names, options and their order are an interface."""

    def shape(group: click.Group) -> list[object]:
        return [(name, [option.opts for option in group.commands[name].params]) for name in group.commands]

    assert shape(LINE) == shape(main)


@pytest.mark.parametrize(
    "words",
    [
        *(
            ("agency", "amherst"),
            ("agency", "xyzzy"),
            ("agency", "a", "--state", "nowhere"),
        ),
        *(("stats",), ("stats", "--since", "2026-01-01"), ("stats", "--as-of", "2020-01-01")),
        *(("review", "list"), ("review", "show", 1), ("review", "show", 9)),
        *(("review", "approve", 1), ("review", "reject", 1), ("review", "approve", 9), ("review", "reject", 9)),
    ],
    ids=str,
)
def test_what_commands_print_is_of_phrases(database: Path, words: tuple[object, ...]) -> None:
    """Tables, lines and mistakes."""
    assert_worded(said(*words, "--db", database.name))


def test_a_second_look_at_a_hold_is_of_phrases(database: Path) -> None:
    """What an operator decided is said too."""
    said("review", "approve", 1, "--db", database.name)
    assert_worded(said("review", "list", "--db", database.name) + said("review", "show", 1, "--db", database.name))


def test_taking_departures_back_is_of_phrases(database: Path) -> None:
    """How many, and how many chats are told so."""
    said("replay", "lists", "--db", "y.db")
    with closing(Store("y.db")) as store:
        hold = store.holds.open()[0]
        store.write(lambda work: work.holds.end(hold.id, HoldEnd(day(2), HoldOutcome.APPROVED)))
    assert_worded(said("review", "reject", hold.id, "--db", "y.db"))
    for count in (1, 2):
        assert_worded(WORDS.cli_departures(count=count) + WORDS.cli_corrections(count=count))


def test_an_empty_list_of_holds_is_of_phrases(tmp_path: Path) -> None:
    """That there is none is a sentence."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/0.xlsx").write_bytes(make_workbook(FIRST, modified=day(0)))
    said("replay", "lists", "--db", "x.db")
    assert_worded(said("review", "list", "--db", "x.db"))


@pytest.mark.parametrize(
    "words",
    [
        *(("fly",), ("stat",), ("replay",), ("replay", "a", "b"), ("replay", "a", "b", "c")),
        *(("state", "VA", "--fast"), ("state", "VA", "--jso"), ("stats", "--as-of", "yesterday"), ("stats", "--as-of")),
        *(("state", "VA", "--json=1"), ("changes", "VA", "--limit", "x"), ("changes", "VA", "--limit", 0)),
        *(("review", "show", "x"), ("review", "show", 0), ("review", "fly"), ("replay", "nowhere"), ("stats",)),
        *(("state", "all"), ("run", "--config", "nowhere.toml"), ("state", "VA", "--db", "nowhere.db")),
    ],
    ids=str,
)
def test_mistakes_are_of_phrases(words: tuple[object, ...]) -> None:
    """Ours and click's."""
    assert_worded(said(*words))


@pytest.mark.parametrize("text", ["[sauce]\n[source]\nevery_minutes = 0\n[discord]\n", '[console]\nstates = "VA"\n'])
def test_a_bad_configuration_is_of_phrases(tmp_path: Path, text: str) -> None:
    """Every mistake in it."""
    (tmp_path / "config.toml").write_text(text)
    assert_worded(said("poll"))


@pytest.mark.parametrize(
    "name", [name for name in phrases_of(English) if name.startswith(("problem_", "refused_", "hold_"))]
)
def test_every_sentence_of_trouble_has_its_accents(name: str) -> None:
    """With values in it."""
    found: Phrase = getattr(type(WORDS), name)
    for form in found.forms.values():
        assert not PLAIN.findall(re.sub(r"\{[^}]*\}", "@", form.replace("287g-alerts", "@")))


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Every problem and refusal that the code makes, as the name of its phrase and the values given."""
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS):
                continue
            names = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if names:
                prefix = "refused" if node.func.id == "WorkbookRefused" else "problem"
                values = frozenset(keyword.arg or "**" for keyword in node.keywords)
                yield "_".join([prefix, *map(str, names)]), values


def test_every_problem_has_its_phrase_with_just_its_values() -> None:
    """A value too many or too few would be found only when it is said."""
    known = phrases_of(English)
    wrong = [(name, values) for name, values in raised() if name not in known or known[name].values() != values]
    assert len(set(raised())) > 90
    assert not wrong


def test_every_phrase_of_trouble_is_raised_somewhere() -> None:
    """No sentence is kept that nobody can come to read; the conversation's problems are its own matter."""
    made = {name for name, _ in raised()} | {"refused_too_much_memory"}
    trouble = next(base for base in type(WORDS).__mro__ if base.__name__ == "TroublePhrases")
    ours = {name for name in phrases_of(English) if name.startswith("refused_") or name in vars(trouble)}
    assert ours <= made
