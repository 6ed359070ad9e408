"""Which addresses from a workbook may be shown: those of www.ice.gov, mended where they are known to break.

Pure.  A cell's hyperlink is hostile until it has been through ``official_link``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from bot.domain.addresses import unwrap

HOST = "www.ice.gov"
LONGEST = 2048
"""Characters of an accepted address; a wrapped one may be four times as long before it is unwrapped."""

_MENDED = re.compile(r"^https?:/{0,3}(?=(?:www\.)?ice\.gov(?:/|$))", re.IGNORECASE)
_PLAIN = re.compile(r"https://www\.ice\.gov/[A-Za-z0-9/._~-]*")
"""An address in which nothing is to be mended: nearly all are."""

_UNFIT = re.compile(r"[\x00-\x1f\x7f\s\\<>\"'`{}|^]")


def _mended(url: str) -> str:
    """Take wrappings off and mend a lost slash, in whatever order they lie around each other."""
    before = ""
    while url != before:
        before, url = url, _MENDED.sub("https://", unwrap(url))
    return url


def _accepted(url: str) -> str | None:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if parts.scheme.lower() != "https" or host not in {HOST, "ice.gov"}:
        return None
    if parts.username is not None or parts.password is not None or parts.port not in {None, 443}:
        return None
    path = quote(unquote(parts.path), safe="/:@!$&()*+,;=-._~%")
    mended = f"https://{HOST}{path or '/'}" + (f"?{parts.query}" if parts.query else "")
    return None if len(mended) > LONGEST or _UNFIT.search(mended) else mended


@lru_cache(maxsize=65_536)
def official_link(url: str | None) -> str | None:
    """Return the ``https://www.ice.gov/`` address that a hyperlink means, or None: "not linked".

    Outlook's Safelinks and the Internet Archive's addresses are unwrapped, a browser extension's prefix is
    taken off, a lost slash
    (``https:/www.ice.gov/``) and plain ``http`` are mended, spaces in the path are escaped.
    Any other host, scheme, port, user or unprintable character means None.
    """
    if not url or len(url) > 4 * LONGEST:
        return None
    if len(url) <= LONGEST and _PLAIN.fullmatch(url):
        return url
    try:
        return _accepted(_mended(url))
    except ValueError:  # urlsplit refuses brackets and ports that make no sense
        return None


def other_file(known: str | None, shown: str | None) -> bool:
    """Whether a link goes to another file than the one known; one that was moved, or is asked for otherwise, is none.

    Both are addresses that `official_link` returned, or None: what is not linked is no other file.
    """
    return known is not None and shown is not None and known != shown and _file(known) != _file(shown)


def _file(url: str) -> tuple[str, str]:
    """Return what names a file: its own name or, where that has no suffix, all of its address."""
    parts = urlsplit(url)
    path = PurePosixPath(unquote(parts.path).casefold())
    return (path.name, "") if path.suffix else (str(path), parts.query)
