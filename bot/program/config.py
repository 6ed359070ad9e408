"""``config.toml`` and the environment -> a frozen `Config`."""

from __future__ import annotations

import importlib.metadata
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from adapters.proxies import is_loopback
from bot.domain.chats import Place
from bot.domain.errors import ConfigError
from bot.ingest.schedule import Pace
from bot.program.meant import unknown_variables
from bot.program.mistakes import mistake, together
from bot.reading import states
from bot.wording.layout import LIST_PAGE

SECRETS = {"DISCORD_TOKEN": ("discord", "token"), "TELEGRAM_TOKEN": ("telegram", "token")}
"""Environment variables that stand above the file, and the key each stands for."""

PLATFORM_NAMES = ("discord", "telegram")
"""Platforms on which an operator can be told something."""

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


def _proxy_url(text: str) -> str:
    if not text.startswith(("http://", "https://", "socks5://", "socks5h://")):
        raise PydanticCustomError("no_proxy", "no proxy")
    return text


def _repository(text: str) -> str:
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", text, re.ASCII):
        raise PydanticCustomError("no_repository", "no repository", {"text": repr(text)})
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise PydanticCustomError("no_pattern", "no pattern", {"text": repr(text), "error": str(error)}) from None
    return text


def _place(text: Any) -> Place:
    platform, _, address = text.partition(":") if isinstance(text, str) else ("", "", "")
    if platform not in PLATFORM_NAMES or not address.strip():
        raise PydanticCustomError("no_chat", "no chat", {"text": repr(text)})
    return Place(platform, address.strip())


def _is_here(url: str) -> bool:
    """Whether an address is on this machine."""
    return is_loopback((urlsplit(url).hostname or "").rstrip("."))


HttpUrl = Annotated[str, AfterValidator(_http_url)]
Token = Annotated[SecretStr, AfterValidator(_token)]


class ArchiveConfig(_Section):
    """A public archive of ICE's workbooks: a folder of a repository on GitHub."""

    github: Annotated[str, AfterValidator(_repository)] = "appelson/Tracking_287g"
    path: str = "sheets"
    pattern: Annotated[str, AfterValidator(_pattern)] = r"sheets_\d{8}_\d{6}/.*\.xlsx"


class Source(_Section):
    """Where the official lists are, and how often to look."""

    page: HttpUrl = LIST_PAGE
    archives: tuple[ArchiveConfig, ...] = (ArchiveConfig(),)
    archives_after_minutes: Annotated[float, Field(ge=0)] = 60.0
    folder: Path | None = None
    every_minutes: Annotated[float, Field(gt=0, le=24 * 60)] | None = None

    @model_validator(mode="after")
    def _polite(self) -> Self:
        """Ask a public page at most once a minute; one on this machine may be asked as often as one likes."""
        if self.every_minutes is not None and self.every_minutes < 1 and not _is_here(self.page):
            raise PydanticCustomError("too_often", "too often")
        return self

    @property
    def pace(self) -> Pace:
        """How often to look."""
        least = 0.0 if _is_here(self.page) else 1.0
        if self.every_minutes is None:
            return Pace(least=least)
        return Pace(self.every_minutes, self.every_minutes, least)


class Network(_Section):
    """How we reach the outside, and how it reaches us."""

    proxy: Annotated[str, AfterValidator(_proxy_url)] | None = None
    contact: str = ""

    @property
    def agent(self) -> str:
        """How we call ourselves in requests: what this is, and whom to ask about it."""
        about = "watches the public list of 287(g) agreements"
        contact = f"+{self.contact}; " if self.contact.isprintable() and self.contact else ""
        return f"287g-alerts/{importlib.metadata.version('287g-alerts')} ({contact}{about})"


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


class Operator(_Section):
    """Whom to tell what is in the way."""

    chats: tuple[Annotated[Place, BeforeValidator(_place)], ...] = ()


class Config(_Section):
    """Everything that an operator can decide."""

    source: Source = Source()
    storage: Storage = Storage()
    discord: DiscordConfig | None = None
    telegram: TelegramConfig | None = None
    console: ConsoleConfig = ConsoleConfig()
    operator: Operator = Operator()
    network: Network = Network()


_SECTIONS = {
    name: list(section.model_fields)
    for name, field in Config.model_fields.items()
    for section in (field.annotation, *get_args(field.annotation))
    if isinstance(section, type) and issubclass(section, _Section)
}
"""Every section there is, with its keys."""


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
    mistakes = unknown_variables(environment, _lacking(values))
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        mistakes += [mistake(detail, SECRETS, _SECTIONS) for detail in error.errors(include_input=False)]
    if mistakes:
        raise together(mistakes)
    return config


def _lacking(values: Mapping[str, Any]) -> list[str]:
    """The variables of the tokens that nothing gives."""
    return [
        variable
        for variable, (section, key) in SECRETS.items()
        if not (isinstance(part := values.get(section), dict) and part.get(key))
    ]


def _read(path: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if must_exist:
            raise ConfigError("config_absent", path=str(path)) from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("file_unreadable", path=str(path), error=str(error)) from None
