"""Rooms stand on floors: each imports only from floors below.  Read from the source, so that no import can hide."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.wording.languages import LANGUAGES
from tests.support import ROOT

FLOORS: Mapping[str, frozenset[str]] = {
    "bot.domain": frozenset(),
    "bot.reading": frozenset({"bot.domain"}),
    "bot.identity": frozenset({"bot.domain", "bot.reading"}),
    "bot.wording": frozenset({"bot.domain", "bot.reading", "bot.identity"}),
    "bot.delivery": frozenset({"bot.domain", "bot.reading", "bot.wording"}),
    "bot.conversation": frozenset({"bot.domain", "bot.reading", "bot.identity", "bot.wording", "bot.delivery"}),
    "bot.ingest": frozenset({"bot.domain", "bot.reading", "bot.identity", "bot.wording", "bot.delivery"}),
    "adapters": frozenset({"bot.domain", "bot.wording"}),
    "storage": frozenset({"bot.domain"}),
}
"""Room -> rooms that it may import.  ``bot.program`` puts all of them together, and nobody imports it."""

AT_HOME = {
    "discord": "adapters/discord/",
    "telegram": "adapters/telegram/",
    "httpx": "adapters/",
    "httpx_retries": "adapters/sources/",
    "python_calamine": "adapters/workbook/",
    "selectolax": "adapters/sources/",
    "sqlite_utils": "storage/",
    "apscheduler": "bot/program/clockwork.py",
    "pydantic": "bot/program/",
    "pydantic_core": "bot/program/",
    "click": "bot/program/cli/",
    "filelock": "bot/program/",
}
"""Which library is known where."""

DATABASES = {"sqlite3", "pysqlite3", "sqlite_utils"}
MODULES = sorted(path for folder in ("bot", "adapters", "storage") for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at any depth; a package's member is a module of its own."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            if node.module.startswith("bot") and (ROOT / node.module.replace(".", "/")).is_dir():
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def room(module: str) -> str:
    """The room of a module: ``bot.domain``, ``adapters``, ``storage``; of others their first name."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "bot" else parts[0]


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_from_floors_below(path: Path) -> None:
    """No exception but the program, which puts the rooms together."""
    here = room(module_of(path))
    if here in ("bot", "bot.program"):
        return
    ours = {
        room(module) for module in imported(path) if module.split(".")[0] in ("bot", "adapters", "storage", "tests")
    }
    assert ours - {here} <= FLOORS[here], f"{name_of(path)} imports from above"


def test_every_room_has_its_floor() -> None:
    """A new room cannot be forgotten."""
    rooms = {room(module_of(path)) for path in MODULES} - {"bot", "bot.program"}
    assert rooms == set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_library_is_known_in_its_place(path: Path) -> None:
    """discord.py only to the Discord adapter, SQL only to storage, and so on."""
    for module in imported(path):
        library = module.split(".")[0]
        home = AT_HOME.get(library)
        assert home is None or name_of(path).startswith(home), f"{name_of(path)} imports {module}"
        assert library not in DATABASES or name_of(path).startswith("storage/"), f"{name_of(path)} imports {module}"


def test_both_platforms_have_one_plan() -> None:
    """Who knows one adapter finds his way in the other."""
    plan = {"platform.py", "client.py", "incoming.py", "render.py", "sending.py", "errors.py"}
    for folder in ("discord", "telegram"):
        assert plan <= {path.name for path in (ROOT / "adapters" / folder).glob("*.py")}, folder


@pytest.mark.parametrize(
    ("folder", "wiring"), [("adapters", "bot/program/platforms.py"), ("adapters/sources", "bot/program/sources.py")]
)
def test_every_platform_and_source_is_put_to_use(folder: str, wiring: str) -> None:
    """One that was written and forgotten would be silent."""
    found = {path.stem for path in (ROOT / folder).iterdir() if not path.name.startswith("_")}
    others = {"sources", "workbook", "proxies", "confined", "child"}
    others |= {"circuit", "inflate", "links", "page", "page_child", "web"}  # what the sources are made of
    used = {module for module in imported(ROOT / wiring) if module.startswith("adapters.")}
    for name in found - others:
        module = f"{folder.replace('/', '.')}.{name}"
        assert any(f"{library}.".startswith(f"{module}.") for library in used), f"{wiring} does not use {module}"


def test_every_language_is_spoken() -> None:
    """A package of phrases that no chat can choose would be silent."""
    packages = {path.parent.name for path in (ROOT / "bot" / "wording").glob("*/__init__.py")}
    assert packages == set(LANGUAGES)
