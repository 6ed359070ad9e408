"""Addresses from outside: unwrapped, and made fit for a log.  Pure; knows nothing of who may be followed."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_SAFELINK = re.compile(r"[a-z0-9-]+\.safelinks\.protection\.outlook\.com")
_EXTENSION = re.compile(r"^chrome-extension://[a-z]{1,64}/", re.IGNORECASE)
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:/)", re.IGNORECASE)
_DEPTH = 3
"""Wrappings within wrappings that are taken off."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SECRET = re.compile(r"(?<=://)[^/?#\s]*@")


def unwrap(url: str) -> str:
    """Take off what others put around an address.

    Outlook's Safelinks, a browser extension's prefix, the Internet Archive's.  What is not
    wrapped is returned as it is, but for white space around it.

    Raises:
        ValueError: it is no address at all (brackets and ports that make no sense).
    """
    for _ in range(_DEPTH):
        before, url = url, _ARCHIVED.sub("", _EXTENSION.sub("", url.strip()))
        parts = urlsplit(url)
        if _SAFELINK.fullmatch((parts.hostname or "").lower()):
            url = parse_qs(parts.query, max_num_fields=32).get("url", [""])[0]
        if url == before:
            break
    return url


def shown(url: str) -> str:
    """Make an address fit for a log: no password, no control characters, at most 300 characters."""
    return _CONTROL.sub("?", _SECRET.sub("", url))[:300]
