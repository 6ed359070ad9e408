"""``config.toml`` and the environment -> a frozen `Config`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.domain.errors import ConfigError
from bot.reading import states
from bot.wording.layout import LIST_PAGE

SECRETS = {"DISCORD_TOKEN": ("discord", "token"), "TELEGRAM_TOKEN": ("telegram", "token")}
"""Environment variables that stand above the file, and the key each stands for."""

DEFAULT_FILE = Path("config.toml")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _known_state(text: str) -> str:
    if text.casefold() == "all":
        return "all"
    code = states.state(text)
    if code is None:
        raise PydanticCustomError("no_state", "no state", {"text": repr(text)})
    return code


def _http_url(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise PydanticCustomError("no_http", "no address")
    return text.rstrip("/")


def _websocket_url(text: str) -> str:
    if not text.startswith(("wss://", "ws://")):
        raise PydanticCustomError("no_websocket", "no address")
    return text


def _token(secret: SecretStr) -> SecretStr:
    words = secret.get_secret_value().split()  # copied with a space or line end around it, it is still the token
    if not words:
        raise PydanticCustomError("empty", "empty")
    if len(words) > 1:
        raise PydanticCustomError("no_token", "no token")
    return SecretStr(words[0])


def _file_path(path: Path) -> Path:
    if not path.name:
        raise PydanticCustomError("no_file", "no file")
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
        ConfigError: keys are unknown, missing or have bad values; every one is named.
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
        raise _together([_mistake(detail) for detail in error.errors(include_input=False)]) from None


def _read(path: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if must_exist:
            raise ConfigError("config_absent", path=str(path)) from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("file_unreadable", path=str(path), error=str(error)) from None


def _together(mistakes: list[ConfigError]) -> ConfigError:
    """One error that names every mistake."""
    *others, error = mistakes
    for mistake in reversed(others):
        error = ConfigError("several", first=mistake, rest=error)
    return error


def _mistake(detail: ErrorDetails) -> ConfigError:
    key = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing":
            variable = next((name for name, where in SECRETS.items() if ".".join(where) == key), None)
            if variable:
                return ConfigError("config_missing_secret", key=key, variable=variable)
            return ConfigError("config_missing", key=key)
        case "extra_forbidden":
            return ConfigError("config_unknown_key", key=key)
        case "greater_than":
            return ConfigError("config_too_small", key=key, least=f"{detail['ctx']['gt']:g}")
        case "less_than_equal":
            return ConfigError("config_too_great", key=key, most=f"{detail['ctx']['le']:g}")
        case _:
            return _wrong_type(key, detail["type"]) or _bad_value(key, detail)


def _wrong_type(key: str, kind: str) -> ConfigError | None:
    match kind:
        case "string_type":
            return ConfigError("config_no_text", key=key)
        case "path_type":
            return ConfigError("config_no_path", key=key)
        case "float_type" | "float_parsing":
            return ConfigError("config_no_number", key=key)
        case "tuple_type":
            return ConfigError("config_no_list", key=key)
        case "model_type":
            return ConfigError("config_no_section", key=key)
        case _:
            return None


def _bad_value(key: str, detail: ErrorDetails) -> ConfigError:  # noqa: PLR0911  one for each mistake
    match detail["type"]:
        case "no_state":
            return ConfigError("config_no_state", key=key, text=detail["ctx"]["text"])
        case "no_http":
            return ConfigError("config_no_http", key=key)
        case "no_websocket":
            return ConfigError("config_no_websocket", key=key)
        case "no_token":
            return ConfigError("config_no_token", key=key)
        case "empty":
            return ConfigError("config_empty", key=key)
        case "no_file":
            return ConfigError("config_no_file", key=key)
        case _:
            return ConfigError("config_bad_value", key=key, error=detail["msg"])
