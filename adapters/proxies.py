"""Which proxy a request goes through: the configured one, else the environment's, as every command-line tool has it.

One place for all three clients (sources, Discord, Telegram): httpx forgets the environment when it is given a
transport (encode/httpx #1122), and discord.py never looks there.
"""

from __future__ import annotations

import importlib.util
import ipaddress
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

_ALIKE = {"ws": "http", "wss": "https"}


def proxy_for(url: str, configured: str | None = None) -> str | None:
    """The proxy for a request to ``url``, None for none: nothing on this machine goes through one.

    ``configured`` stands above HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, but NO_PROXY does not
    concern it: who names a proxy in the configuration means it.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if is_loopback(host):
        return None
    if configured:
        return configured
    proxies: Mapping[str, str] = getproxies_environment()
    if proxy_bypass(host):
        return None
    found = proxies.get(_ALIKE.get(parts.scheme, parts.scheme)) or proxies.get("all")
    return found if not found or "://" in found else f"http://{found}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or number."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def is_socks(proxy: str | None) -> bool:
    """Whether a proxy speaks SOCKS, for which the clients need packages of their own."""
    return bool(proxy) and str(proxy).split("://", maxsplit=1)[0].startswith("socks")


def lacks_socks(proxy: str | None) -> bool:
    """Whether a proxy needs the packages of the extra ``socks``, and they are not here."""
    packages = ("socksio", "aiohttp_socks")
    return is_socks(proxy) and any(importlib.util.find_spec(package) is None for package in packages)
