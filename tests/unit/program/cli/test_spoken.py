"""The command line and the console speak the language of the environment."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.console import Console
from bot.domain.chats import language_of
from bot.program.app import CONSOLE_CHAT, Bot
from bot.program.cli.main import command_line
from bot.program.cli.spoken import spoken
from bot.program.config import Config, Storage
from bot.wording.languages import ENGLISH, LANGUAGES
from storage.store import Store
from tests.support.make import NOW


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "es_US.UTF-8"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "es_ES@euro"}, "es"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "es_MX.UTF-8"}, "es"),
        ({"LANG": "es_US.UTF-8", "LC_MESSAGES": "es_US.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "es_US.UTF-8", "LC_ALL": ""}, "es"),
        ({"LANG": "es_US.UTF-8", "LC_CTYPE": "en_US.UTF-8"}, "es"),
    ],
)
def test_the_environment_says_the_language(environment: dict[str, str], code: str) -> None:
    """LC_ALL goes before LC_MESSAGES, and that before LANG; what is empty says nothing."""
    assert spoken(environment).code == code


@pytest.mark.parametrize("tag", ["es", "ES", "es-419", "es_US", "es-MX", "es_MX.UTF-8", " es "])
def test_a_language_is_read_out_of_any_tag(tag: str) -> None:
    """Platforms and systems write it with a country behind it."""
    assert language_of(tag) == "es"
    assert language_of("") == "en"


@pytest.mark.parametrize("state", ["Nuevo México", "nuevo mexico", "NM"])
def test_states_are_typed_in_spanish_on_the_command_line(tmp_path: Path, state: str) -> None:
    """The line is understood in either language, and answers in its own."""
    Store(tmp_path / "x.db").close()
    for words, said in (
        (ENGLISH, "287(g) agreements in New Mexico"),
        (LANGUAGES["es"], "Acuerdos 287(g) en Nuevo México"),
    ):
        done = CliRunner().invoke(command_line(words), ["state", state, "--db", str(tmp_path / "x.db")])
        assert done.output.startswith(said)


@pytest.mark.parametrize("code", LANGUAGES)
async def test_the_console_speaks_the_language_of_the_command_line(tmp_path: Path, code: str) -> None:
    """Also where it spoke another one before."""
    path = tmp_path / "x.db"
    before = Store(path)
    before.write(lambda work: work.chats.subscribe(CONSOLE_CHAT, ["VA"], "en", NOW))
    before.close()
    config = Config(storage=Storage(path=path))
    bot = Bot(config, [Console(io.StringIO())], language=code)
    bot.stop()
    await bot.run()
    after = Store(path)
    assert [chat.language for chat in after.chats.audience()] == [code]
    after.close()
