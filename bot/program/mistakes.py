"""What is wrong with a configuration, one named mistake after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic_core import ErrorDetails

from bot.domain.errors import ConfigError
from bot.program.meant import unknown_key


def together(mistakes: list[ConfigError]) -> ConfigError:
    """One error that names every mistake."""
    *others, error = mistakes
    for mistake in reversed(others):
        error = ConfigError("several", first=mistake, rest=error)
    return error


def mistake(
    detail: ErrorDetails, secrets: Mapping[str, tuple[str, str]], sections: Mapping[str, list[str]]
) -> ConfigError:
    """One mistake as pydantic found it.

    ``secrets`` are environment variables with the key each stands for, ``sections`` all sections with their keys.
    """
    key = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing":
            variable = next((name for name, where in secrets.items() if ".".join(where) == key), None)
            if variable:
                return ConfigError("config_missing_secret", key=key, variable=variable)
            return ConfigError("config_missing", key=key)
        case "extra_forbidden":
            return unknown_key([str(part) for part in detail["loc"]], sections)
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


_BAD_VALUES: Mapping[str, Callable[[str, Mapping[str, str]], ConfigError]] = {
    "no_state": lambda key, said: ConfigError("config_no_state", key=key, text=said["text"]),
    "no_chat": lambda key, said: ConfigError("config_no_chat", key=key, text=said["text"]),
    "no_repository": lambda key, said: ConfigError("config_no_repository", key=key, text=said["text"]),
    "no_pattern": lambda key, said: ConfigError("config_no_pattern", key=key, text=said["text"], error=said["error"]),
    "no_proxy": lambda key, _: ConfigError("config_no_proxy", key=key),
    "no_http": lambda key, _: ConfigError("config_no_http", key=key),
    "no_websocket": lambda key, _: ConfigError("config_no_websocket", key=key),
    "no_token": lambda key, _: ConfigError("config_no_token", key=key),
    "empty": lambda key, _: ConfigError("config_empty", key=key),
    "no_file": lambda key, _: ConfigError("config_no_file", key=key),
    "too_often": lambda key, _: ConfigError("config_too_often", key=f"{key}.every_minutes"),
}
"""What our own checks find, by the names that they give it."""


def _bad_value(key: str, detail: ErrorDetails) -> ConfigError:
    named = _BAD_VALUES.get(detail["type"])
    return named(key, detail.get("ctx", {})) if named else ConfigError("config_bad_value", key=key, error=detail["msg"])
