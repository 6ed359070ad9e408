"""``config.toml`` and the environment -> a frozen `Config`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.domain.errors import ConfigError
from bot.reading import names
from bot.wording.messages import LIST_PAGE

SECRETS = {"DISCORD_TOKEN": ("discord", "token"), "TELEGRAM_TOKEN": ("telegram", "token")}
"""Environment variables that stand above the file, and the key each stands for."""

DEFAULT_FILE = Path("config.toml")

_WRONG_TYPE = {
    "string_type": 'must be text in quotes, such as "this"',
    "path_type": 'must be a path in quotes, such as "287g-alerts.db"',
    "float_type": "must be a number, without quotes",
    "float_parsing": "must be a number, without quotes",
    "tuple_type": 'must be a list, such as ["VA", "MD"]',
    "model_type": "must be a section: its name in square brackets, its keys on the lines below",
}
"""What is said of a value of the wrong type, by pydantic's name for the mistake."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _known_state(text: str) -> str:
    if text.casefold() == "all":
        return "all"
    code = names.state(text)
    if code is None:
        raise ValueError(f"{text!r} is no state or territory")
    return code


def _http_url(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError("must begin with https:// (or http://)")
    return text.rstrip("/")


def _websocket_url(text: str) -> str:
    if not text.startswith(("wss://", "ws://")):
        raise ValueError("must begin with wss:// (or ws://)")
    return text


def _token(secret: SecretStr) -> SecretStr:
    words = secret.get_secret_value().split()  # copied with a space or line end around it, it is still the token
    if len(words) != 1:
        raise ValueError("is no token: it must be one word, without spaces" if words else "is empty")
    return SecretStr(words[0])


def _file_path(path: Path) -> Path:
    if not path.name:
        raise ValueError("must be the path of a file")
    return path


HttpUrl = Annotated[str, AfterValidator(_http_url)]
Token = Annotated[SecretStr, AfterValidator(_token)]


class Source(_Section):
    """Where the official lists are, and how often to look."""

    page: HttpUrl = LIST_PAGE
    every_minutes: Annotated[float, Field(gt=0, le=24 * 60)] = 10.0


class Storage(_Section):
    """The one SQLite file."""

    path: Annotated[Path, AfterValidator(_file_path)] = Path("287g-alerts.db")


class DiscordConfig(_Section):
    """The Discord bot; ``api_url`` and ``gateway_url`` are for a proxy or a double of Discord."""

    token: Token
    api_url: HttpUrl | None = None
    gateway_url: Annotated[str, AfterValidator(_websocket_url)] | None = None


class TelegramConfig(_Section):
    """The Telegram bot; ``api_url`` is for a Bot API server of one's own."""

    token: Token
    api_url: HttpUrl | None = None


class ConsoleConfig(_Section):
    """The console, used where no platform has a token."""

    states: tuple[Annotated[str, AfterValidator(_known_state)], ...] = ("all",)


class Config(_Section):
    """Everything that an operator can decide."""

    source: Source = Source()
    storage: Storage = Storage()
    discord: DiscordConfig | None = None
    telegram: TelegramConfig | None = None
    console: ConsoleConfig = ConsoleConfig()


def load(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Config:
    """Read ``path``, or ``config.toml`` here if there is one, and the secrets in the environment.

    Raises:
        ConfigError: a key is unknown, missing or has a bad value; the text names every one.
    """
    values = _read(path or DEFAULT_FILE, must_exist=path is not None)
    for variable, (section, key) in SECRETS.items():
        if environment.get(variable):
            part = values.setdefault(section, {})
            if isinstance(part, dict):
                part[key] = environment[variable]
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        raise ConfigError("; ".join(_said(one) for one in error.errors(include_input=False))) from None


def _read(path: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if must_exist:
            raise ConfigError(f"there is no file {path}") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from None


def _said(error: Mapping[str, Any]) -> str:
    key = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            variable = next((name for name, where in SECRETS.items() if ".".join(where) == key), None)
            return f"{key} is missing" + (f": put it in the file or in {variable}" if variable else "")
        case "extra_forbidden":
            return f"{key} is no key that we know"
        case _:
            return f"{key}: {_WRONG_TYPE.get(error['type'], error['msg'].removeprefix('Value error, '))}"
