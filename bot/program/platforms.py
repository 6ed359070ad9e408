"""The platforms there are: one entry each.

The library of each is imported where a platform is made, for they are half of what starting a command costs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from adapters.console import Console
from bot.domain.ports import Platform
from bot.program.config import Config
from bot.program.sources import check_proxy


def _discord(config: Config) -> Platform | None:
    if config.discord is None:
        return None
    from adapters.discord import Discord  # noqa: PLC0415  see above

    token, section = config.discord.token.get_secret_value(), config.discord
    proxy = check_proxy(config, section.api_url or "https://discord.com")
    return Discord(token, api_url=section.api_url, gateway_url=section.gateway_url, proxy=proxy)


def _telegram(config: Config) -> Platform | None:
    if config.telegram is None:
        return None
    from adapters.telegram import Telegram  # noqa: PLC0415  see above

    api_url = config.telegram.api_url
    proxy = check_proxy(config, api_url or "https://api.telegram.org")
    return Telegram(config.telegram.token.get_secret_value(), api_url=api_url, proxy=proxy)


PLATFORMS: Sequence[Callable[[Config], Platform | None]] = (_discord, _telegram)
"""Each makes its platform of the configuration, nothing where that has no token."""


def make_platforms(config: Config) -> list[Platform]:
    """Every platform that has a token; the console where none has."""
    found = [platform for make in PLATFORMS if (platform := make(config))]
    return found or [Console(sys.stdout)]
