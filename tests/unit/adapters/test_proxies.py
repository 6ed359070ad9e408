"""Which proxy a request goes through."""

from __future__ import annotations

import importlib.util

import pytest

from adapters.proxies import is_socks, lacks_socks, proxy_for

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize("url", ["https://www.ice.gov/x", "https://api.telegram.org", "wss://gateway.discord.gg"])
def test_the_environment_names_the_proxy(monkeypatch: pytest.MonkeyPatch, name: str, url: str) -> None:
    """As for every other program: in upper or lower case, for one scheme or for all."""
    monkeypatch.setenv(name, "http://proxy.example:3128")
    assert proxy_for(url) == "http://proxy.example:3128"


def test_a_proxy_without_a_scheme_is_an_http_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """As curl has it."""
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    assert proxy_for("https://www.ice.gov/x") == "http://proxy.example:3128"


def test_what_needs_no_proxy_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts of NO_PROXY, and this machine whatever is set."""
    monkeypatch.setenv("ALL_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "ice.gov")
    assert proxy_for("https://www.ice.gov/x") is None
    assert proxy_for("https://discord.com") == "http://proxy.example:3128"
    for url in ("http://127.0.0.1:8080", "http://localhost/x", "http://[::1]:80/", "ws://127.1.2.3:9"):
        assert proxy_for(url) is None
        assert proxy_for(url, "http://configured.example") is None


def test_the_configuration_stands_above_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who names a proxy there means it."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "*")
    assert proxy_for("https://www.ice.gov/x", "http://configured.example") == "http://configured.example"


def test_without_any_there_is_none() -> None:
    """The usual case."""
    assert proxy_for("https://www.ice.gov/x") is None


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9050", "socks5h://x:1", "socks4://x:1"])
def test_socks_needs_packages_of_its_own(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """Which are there or not."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert is_socks(proxy)
    assert lacks_socks(proxy)
    assert not lacks_socks("http://x:1")
    assert not lacks_socks(None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    assert not lacks_socks(proxy)
