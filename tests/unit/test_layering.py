"""Imports point inward; read from the source itself, so that no import can hide in a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

OUTSIDE = {
    "adapters",
    "storage",
    "discord",
    "telegram",
    "httpx",
    "httpx_retries",
    "sqlite3",
    "pysqlite3",
    "sqlite_utils",
}
PUTS_TOGETHER = {
    "bot/program/app.py",
    "bot/program/cli/main.py",
    "bot/program/cli/review.py",
    "bot/program/cli/shared.py",
}
"""The only modules of ``bot`` that may know what is outside: the program and its command line."""

INTERFACE = {
    "bot.domain.model",
    "bot.domain.errors",
    "bot.wording.messages",
    "bot.domain.ports",
    "bot.conversation.commands",
}
VOCABULARY = {"bot.reading.names", "bot.reading.text", "bot.reading.states", "bot.reading.agency", "bot.reading.links"}
"""What adapters and storage may know of ``bot``; the vocabulary is pure and imports nothing but the model."""

AT_HOME = {
    "discord": "adapters/discord/",
    "telegram": "adapters/telegram/",
    "httpx": "adapters/",
    "httpx_retries": "adapters/sources/ice.py",
    "python_calamine": "adapters/workbook/",
    "selectolax": "adapters/sources/",
    "sqlite_utils": "storage/",
    "apscheduler": "bot/program/app.py",
    "pydantic": "bot/program/config.py",
}
"""Which library is known where."""


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at any depth; ``from bot.reading import names`` is ``bot.reading.names``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            if node.module.startswith("bot.") and (ROOT / node.module.replace(".", "/")).is_dir():
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def top(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("path", modules("bot"), ids=name_of)
def test_the_inside_knows_nothing_of_the_outside(path: Path) -> None:
    """No module of ``bot`` but those that put it together imports an adapter, SQL, HTTP or a platform."""
    if name_of(path) not in PUTS_TOGETHER:
        assert {top(module) for module in imported(path)} & OUTSIDE == set()


@pytest.mark.parametrize("path", modules("bot"), ids=name_of)
def test_nothing_inside_imports_what_puts_it_together(path: Path) -> None:
    """The program and its command line are imported by nobody but themselves."""
    if name_of(path) not in PUTS_TOGETHER:
        together = {one.removesuffix(".py").replace("/", ".") for one in PUTS_TOGETHER}
        assert together & set(imported(path)) == set()


@pytest.mark.parametrize("path", modules("adapters", "storage"), ids=name_of)
def test_adapters_and_storage_know_only_the_interface(path: Path) -> None:
    """The words, the errors, the messages and the protocols: no decision is made out there."""
    of_bot = {module for module in imported(path) if top(module) == "bot"}
    assert of_bot <= INTERFACE | VOCABULARY


@pytest.mark.parametrize("path", modules("adapters"), ids=name_of)
def test_adapters_know_no_sql(path: Path) -> None:
    """What a platform has to remember, it asks of the program."""
    assert {top(module) for module in imported(path)} & {"storage", "sqlite3", "sqlite_utils", "pysqlite3"} == set()


@pytest.mark.parametrize("path", modules("storage"), ids=name_of)
def test_storage_knows_no_adapter(path: Path) -> None:
    """Tables know no platform."""
    assert {top(module) for module in imported(path)} & {"adapters", "discord", "telegram", "httpx"} == set()


@pytest.mark.parametrize("path", modules("bot", "adapters", "storage"), ids=name_of)
def test_every_library_is_known_in_one_place(path: Path) -> None:
    """discord.py only to the Discord adapter, and so on."""
    for module in imported(path):
        assert top(module) != "click" or name_of(path) in PUTS_TOGETHER
        home = AT_HOME.get(top(module))
        assert home is None or name_of(path).startswith(home), f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", modules("bot", "adapters", "storage"), ids=name_of)
def test_the_program_does_not_know_its_tests(path: Path) -> None:
    """What is installed works without them."""
    assert "tests" not in {top(module) for module in imported(path)}


@pytest.mark.parametrize("module", sorted(VOCABULARY))
def test_the_vocabulary_is_pure(module: str) -> None:
    """It imports nothing of ours but the model and itself."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    assert {one for one in imported(path) if top(one) == "bot"} <= VOCABULARY | {"bot.domain.model"}
