"""What somebody meant who wrote a key or a variable that there is not."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.domain.errors import ConfigError

_CLOSE = 0.8
_ABBREVIATIONS = {"TG_TOKEN": "TELEGRAM_TOKEN", "TG_BOT_TOKEN": "TELEGRAM_TOKEN"}


def unknown_key(loc: Sequence[str], sections: Mapping[str, Collection[str]]) -> ConfigError:
    """Name a key that is none, with the one like it in its section or the section that it belongs in.

    ``loc`` is the way to the key from the top of the file; ``sections`` are all there are, with their keys.
    """
    *above, name = loc
    key = ".".join(loc)
    siblings = sections.get(above[0], ()) if above else sections
    if like := _like(name, siblings):
        return ConfigError("config_unknown_key_like", key=key, meant=".".join([*above, like]))
    if homes := [section for section, keys in sections.items() if name in keys]:
        return ConfigError(
            "config_misplaced_key", key=key, name=name, sections=", ".join(f"[{home}]" for home in homes)
        )
    everywhere = {key: section for section, keys in sections.items() for key in keys}
    if like := _like(name, everywhere):
        return ConfigError("config_unknown_key_like", key=key, meant=f"{everywhere[like]}.{like}")
    return ConfigError("config_unknown_key", key=key)


def unknown_variables(environment: Mapping[str, str], lacking: Collection[str]) -> list[ConfigError]:
    """Name every variable that has a value and is much like one of ``lacking``, those that have none."""
    return [
        ConfigError("config_other_variable", variable=name, meant=meant)
        for name in sorted(environment)
        if environment[name] and name not in lacking and (meant := _variable(name.upper(), lacking))
    ]


def _variable(name: str, lacking: Collection[str]) -> str | None:
    meant = _ABBREVIATIONS.get(name) or _like(name, lacking)
    return meant if meant in lacking else None


def _like(name: str, names: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name, list(names), 1, _CLOSE)), None)
