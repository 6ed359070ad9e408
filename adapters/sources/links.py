"""Which addresses of a page may be the list, by all that is said of them; their bytes decide later.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote, urljoin, urlsplit

from bot.domain.addresses import unwrap
from bot.domain.editions import ListKind

ICE_HOSTS = frozenset({"ice.gov", "www.ice.gov"})

NAME_AT_MOST = 120
"""Characters of a file's name that are kept."""

_WORKBOOK = re.compile(r"\.xls[xm]$", re.IGNORECASE)
_DOWNLOAD = re.compile(r"/file-download/", re.IGNORECASE)
_CLAIM = re.compile(r"participating|pending|287 ?\(? ?g\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\.(?:pdf|docx?|pptx?|xls|csv|txt|rtf|zip|gz|7z|jpe?g|png|gif|svg|webp|ico|css|m?js|json|xml|rss|mp[34]|mov|webm"
    r"|avi|woff2?|ttf|eot|ics|epub)$",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be the list, and the list that its name or text says it is.

    ``sure``: its address has the form of a workbook; otherwise only words speak for it.
    """

    url: str
    linked_as: ListKind | None
    sure: bool = True


def follows(page: str) -> Callable[[str], bool]:
    """Say which addresses are followed from ``page``, redirects included.

    From ICE's page: https on port 443 of its two hosts.  From any other: its own scheme, host and
    port, be that a public copy or a page on this machine.  Never one with a user or password.
    """
    own = _origin(page)

    def allowed(url: str) -> bool:
        found = _origin(url)
        if found is None or own is None:
            return False
        if own[1] in ICE_HOSTS:
            return found[0] == "https" and found[1] in ICE_HOSTS and found[2] == 443  # noqa: PLR2004  https's own
        return found == own

    return allowed


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return None
    if "@" in parts.netloc or not parts.hostname or not port or _CONTROL.search(url):
        return None
    return parts.scheme, parts.hostname.rstrip(".").lower(), port


def find_links(addresses: Iterable[tuple[str, str]], base: str, allowed: Callable[[str], bool]) -> list[Link]:
    """Which of ``addresses``, each with what is written at it, may be the list; the most likely first.

    Where a link claims to be a list, a workbook that claims nothing by its address or its words and has
    the address of a workbook is left alone: ICE links other tables, too.
    """
    found: dict[str, Link] = {}
    for address, written in addresses:
        link = _link(address, written, base)
        if link is not None and allowed(link.url) and not _same_page(link.url, base):
            known = found.setdefault(link.url, link)
            found[link.url] = known if known.linked_as else link
    links = sorted(found.values(), key=_likelihood)
    if any(link.sure and link.linked_as is ListKind.PARTICIPATING for link in links):
        return [link for link in links if link.linked_as or not link.sure or _DOWNLOAD.search(link.url)]
    return links


def _likelihood(link: Link) -> tuple[bool, bool, bool]:
    """Sort the most likely first: by its form, by its claim, the participating list before the pending one."""
    return not link.sure, link.linked_as is None, link.linked_as is not ListKind.PARTICIPATING


def _link(address: str, written: str, base: str) -> Link | None:
    try:
        url = unwrap(urljoin(base, unwrap(address)))
        parts = urlsplit(url)
    except ValueError:  # one mistyped address (``https://[www.ice.gov``) must not hide all others
        return None
    if parts.scheme not in ("http", "https"):
        return None
    url = parts._replace(fragment="").geturl()
    path = unquote(parts.path)
    name = path.rpartition("/")[2]
    if _WORKBOOK.search(path) or _DOWNLOAD.search(path):
        return Link(url, linked_as(f"{name} {written}"))
    if _OTHER.search(path) or not _CLAIM.search(f"{name} {written}"):
        return None
    return Link(url, linked_as(f"{name} {written}"), sure=False)


def _same_page(url: str, base: str) -> bool:
    here, there = urlsplit(base), urlsplit(url)
    return (here.hostname, here.path.rstrip("/")) == (there.hostname, there.path.rstrip("/"))


def linked_as(text: str) -> ListKind | None:
    """Say which list a file name or a link's text claims to be, None where it claims neither or both."""
    claims = [kind for kind in ListKind if kind.value in text.lower()]
    return claims[0] if len(claims) == 1 else None


def file_name(url: str, disposition: str = "") -> str:
    """What a download is called: by its Content-Disposition (RFC 6266), else by its address; fit for a log."""
    header = Message()
    name = ""
    if disposition and "\n" not in disposition and "\r" not in disposition:
        header["Content-Disposition"] = disposition
        name = header.get_filename() or ""
    name = name or unquote(urlsplit(url).path)
    return " ".join(_CONTROL.sub(" ", re.split(r"[/\\]", name.rstrip("/"))[-1]).split())[:NAME_AT_MOST] or "unnamed"
