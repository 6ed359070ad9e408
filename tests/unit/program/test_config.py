"""The configuration: what is taken, and how every mistake is named."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.domain.chats import Place
from bot.domain.errors import ConfigError
from bot.program.config import Config, load
from bot.wording.languages import ENGLISH
from bot.wording.layout import LIST_PAGE
from bot.wording.problems import problem_text
from tests.support import ROOT

EXAMPLE = ROOT / "config.example.toml"
SECRET = "123456:VERY-secret"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def refusal(file: Path, text: str, environment: dict[str, str] | None = None) -> str:
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as refused:
        load(file, environment or {})
    said = problem_text(ENGLISH, refused.value)
    assert "\n" not in said
    assert refused.value.__cause__ is None
    return said


def test_nothing_given_is_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file and without environment: the official page, the console, no platform."""
    monkeypatch.chdir(tmp_path)
    config = load(None, {})
    assert (config.source.page, config.source.every_minutes) == (LIST_PAGE, None)
    assert config.storage.path == Path("287g-alerts.db")
    assert (config.discord, config.telegram, config.console.states) == (None, None, ("all",))


def test_the_file_here_is_read_without_being_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``config.toml`` in the working directory is taken."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("[source]\nevery_minutes = 5\n")
    assert load(None, {}).source.every_minutes == 5


def test_a_named_file_must_exist(file: Path) -> None:
    """A mistyped path is not taken for no configuration."""
    with pytest.raises(ConfigError, match="config_absent"):
        load(file, {})


def test_the_example_is_the_defaults() -> None:
    """Copied as it is, the example changes nothing, and it names every key there is."""
    assert load(EXAMPLE, {}) == Config()
    section = re.compile(r"^(?:# )?\[(\w+)\]\n(.*?)(?=^(?:# )?\[|\Z)", re.MULTILINE | re.DOTALL)
    sections = dict(section.findall(EXAMPLE.read_text("utf-8")))
    config = Config()
    for name in ("source", "storage", "console", "operator", "network"):
        named = set(re.findall(r"^(?:# )?(\w+) = ", sections[name], re.MULTILINE))
        assert named == set(type(getattr(config, name)).model_fields), name


@pytest.mark.parametrize(
    ("text", "pace"),
    [
        ("", (3, 15, 1)),
        ("[source]\nevery_minutes = 5\n", (5, 5, 1)),
        ('[source]\npage = "http://127.0.0.1:8080/x"\n', (3, 15, 0)),
        ('[source]\npage = "http://localhost/x"\nevery_minutes = 0.01\n', (0.01, 0.01, 0)),
        ('[source]\npage = "http://[::1]/x"\nevery_minutes = 0.5\n', (0.5, 0.5, 0)),
    ],
)
def test_a_public_page_is_asked_once_a_minute_at_most(file: Path, text: str, pace: tuple[float, ...]) -> None:
    """A page on this machine as often as one likes; without a key, often while editions are published."""
    file.write_text(text, "utf-8")
    found = load(file, {}).source.pace
    assert (found.busy, found.quiet, found.least) == pace


@pytest.mark.parametrize("page", ["", 'page = "https://127.0.0.1.example.org/x"\n', 'page = "https://10.0.0.1/"\n'])
def test_a_public_page_that_would_be_asked_more_often_is_refused(file: Path, page: str) -> None:
    """By name, with the least there is."""
    assert "source.every_minutes: must be at least 1" in refusal(file, f"[source]\n{page}every_minutes = 0.0001\n")


def test_chats_of_an_operator_are_a_platform_and_a_number(file: Path) -> None:
    """A topic of a forum keeps its own colon."""
    file.write_text('[operator]\nchats = ["telegram:-100:7", "discord:12"]\n', "utf-8")
    assert load(file, {}).operator.chats == (Place("telegram", "-100:7"), Place("discord", "12"))


@pytest.mark.parametrize("chat", ['"12"', '"signal:12"', '"telegram:"', "12", '""'])
def test_what_is_no_chat_of_an_operator_is_named(file: Path, chat: str) -> None:
    """With how to write one."""
    assert "telegram:-1001234567890" in refusal(file, f"[operator]\nchats = [{chat}]\n")


def test_the_commented_parts_of_the_example_are_keys_that_we_know(file: Path) -> None:
    """Taken out of their comments, they are read too."""
    text = EXAMPLE.read_text("utf-8")
    commented = [
        line.removeprefix("# ") for line in text.splitlines() if line.startswith(("# [", "# token", "# api", "# gate"))
    ]
    file.write_text("\n".join(commented), "utf-8")
    config = load(file, {})
    assert config.discord is not None
    assert config.discord.gateway_url == "wss://..."
    assert config.telegram is not None
    assert {"token", "api_url"} == set(config.telegram.model_fields_set)


def test_the_environment_stands_above_the_file(file: Path) -> None:
    """A token from the environment is taken, with or without the section; an empty one is none."""
    file.write_text('[discord]\ntoken = "from-the-file"\napi_url = "http://127.0.0.1:1/api/v10/"\n')
    config = load(file, {"DISCORD_TOKEN": SECRET, "TELEGRAM_TOKEN": "other"})
    assert config.discord is not None
    assert config.telegram is not None
    assert config.discord.token.get_secret_value() == SECRET
    assert config.discord.api_url == "http://127.0.0.1:1/api/v10"
    assert config.telegram.token.get_secret_value() == "other"
    unset = load(file, {"DISCORD_TOKEN": "", "TELEGRAM_TOKEN": ""})
    assert unset.discord is not None
    assert unset.discord.token.get_secret_value() == "from-the-file"
    assert unset.telegram is None


def test_a_token_copied_with_space_around_it_is_the_token(file: Path) -> None:
    """White space before and after is left out; nothing but white space is no token."""
    file.write_text("")
    config = load(file, {"DISCORD_TOKEN": f" {SECRET}\n"})
    assert config.discord is not None
    assert config.discord.token.get_secret_value() == SECRET
    assert "telegram.token: is empty" in refusal(file, "", {"TELEGRAM_TOKEN": "  "})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sauce]\n", "sauce is no key that we know"),
        ("[sourc]\n", "sourc is no key that we know; did you mean source?"),
        ("every_minutes = 3\n", "every_minutes is no key that we know here; every_minutes belongs below [source]"),
        ("[storage]\npage = 3\n", "storage.page is no key that we know here; page belongs below [source]"),
        ('token = "x"\n', "token is no key that we know here; token belongs below [discord], [telegram]"),
        (
            "[source]\nevery_minute = 3\n",
            "source.every_minute is no key that we know; did you mean source.every_minutes?",
        ),
        ("[source]\npge = 3\n", "source.pge is no key that we know; did you mean source.page?"),
        ("pge = 3\n", "pge is no key that we know; did you mean source.page?"),
        ("[discord]\n", "discord.token is missing: put it in the file or in DISCORD_TOKEN"),
        ("[telegram]\n", "telegram.token is missing: put it in the file or in TELEGRAM_TOKEN"),
        ('[telegram]\ntoken = ""\n', "telegram.token: is empty"),
        ('[discord]\ntoken = "   "\n', "discord.token: is empty"),
        ('[discord]\ntoken = "two words"\n', "discord.token: is no token"),
        ('[discord]\ntoken = "x"\ngateway_url = "https://x"\n', "discord.gateway_url: must begin with wss://"),
        ('[storage]\npath = ""\n', "storage.path: must be the path of a file"),
        ('[console]\nstates = "VA"\n', "console.states: must be a list"),
        ("[source]\nevery_minutes = 0\n", "source.every_minutes: "),
        ("[source]\nevery_minutes = 2000\n", "source.every_minutes: "),
        ("[source]\nevery_minutes = nan\n", "source.every_minutes: "),
        ('[source]\nevery_minutes = "often"\n', "source.every_minutes: must be a number"),
        ('[source]\npage = "ftp://ice"\n', "source.page: must begin with https://"),
        ('[console]\nstates = ["Narnia"]\n', "console.states.0: 'Narnia' is no state or territory"),
        ('discord = "x"\n', "discord: must be a section"),
        ("[storage]\npath = 3\n", "storage.path: must be a path in quotes"),
    ],
)
def test_a_mistake_is_refused_by_the_name_of_its_key(file: Path, text: str, said: str) -> None:
    """An unknown key, a missing token, a bad value: one line that names the key."""
    assert said in refusal(file, text)


def test_every_mistake_is_named_at_once(file: Path) -> None:
    """The operator need not start three times to find three."""
    said = refusal(file, "[sauce]\n[source]\nevery_minutes = -1\n[discord]\n")
    assert all(name in said for name in ("sauce", "source.every_minutes", "discord.token"))


@pytest.mark.parametrize("content", [b"[source\n", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml_is_refused_with_its_name(file: Path, content: bytes) -> None:
    """The line says which file, and where in it."""
    file.write_bytes(content)
    with pytest.raises(ConfigError) as refused:
        load(file, {})
    assert "config.toml cannot be read: " in problem_text(ENGLISH, refused.value)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    """One line, as for any file that cannot be read."""
    with pytest.raises(ConfigError, match="file_unreadable"):
        load(tmp_path, {})


def test_states_of_the_console_are_codes_or_names(file: Path) -> None:
    """They are kept as codes; ``all`` in any case."""
    file.write_text('[console]\nstates = ["va", "Maryland", "ALL"]\n')
    assert load(file, {}).console.states == ("VA", "MD", "all")


def test_a_token_is_never_shown(file: Path) -> None:
    """Neither by the configuration, nor by an error about anything beside it."""
    file.write_text(f'[discord]\ntoken = "{SECRET}"\n')
    config = load(file, {"TELEGRAM_TOKEN": SECRET})
    assert SECRET not in f"{config!r} {config} {config.model_dump()} {config.model_dump_json()}"
    for text in (
        f'[discord]\ntoken = "{SECRET}"\nx = 1\n',
        f'[discord]\ntoken = ["{SECRET}"]\n',
        f'discord = "{SECRET}"\n',
    ):
        assert SECRET not in refusal(file, text, {"TELEGRAM_TOKEN": SECRET})


def test_the_configuration_is_frozen() -> None:
    """Nobody changes it while the bot runs."""
    with pytest.raises(ValidationError):
        Config().source = Config().source


def test_the_environment_of_the_process_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``load()`` alone reads what the operator exported."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(os.environ, "TELEGRAM_TOKEN", SECRET)
    config = load()
    assert (config.discord, config.telegram is None) == (None, False)


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("TELEGRAM_BOT_TOKEN", "TELEGRAM_TOKEN"),
        ("DISCORD_BOT_TOKEN", "DISCORD_TOKEN"),
        ("TG_TOKEN", "TELEGRAM_TOKEN"),
        ("tg_bot_token", "TELEGRAM_TOKEN"),
        ("telegram_token", "TELEGRAM_TOKEN"),
        ("DISCORD_TOKN", "DISCORD_TOKEN"),
    ],
)
def test_a_variable_of_another_name_is_named_with_what_was_meant(file: Path, variable: str, meant: str) -> None:
    """Without a token the bot would print to the console, and nobody be told; the value is never said."""
    said = refusal(file, "[sauce]\n", {variable: SECRET})
    assert f"the environment has {variable}, which this program does not read; did you mean {meant}?" in said
    assert "sauce is no key" in said
    assert SECRET not in said


def test_a_variable_of_another_program_is_left_alone_where_the_token_is_given(file: Path) -> None:
    """What is like our variable disturbs nobody who has set ours, or names nothing of ours."""
    file.write_text('[telegram]\ntoken = "x"\n')
    load(file, {"TELEGRAM_BOT_TOKEN": "y", "DISCORD_TOKEN": "z", "DISCORD_BOT_TOKEN": "y", "GITHUB_TOKEN": "y"})
    file.write_text("")
    load(file, {"GITHUB_TOKEN": "y", "TELEGRAM_BOT_TOKEN": ""})
