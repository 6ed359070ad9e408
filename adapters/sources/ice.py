"""The official source: ICE's page of 287(g) agreements and the workbooks it links."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urljoin, urlsplit

import httpx
from httpx_retries import Retry, RetryTransport
from selectolax.lexbor import LexborHTMLParser

from bot.domain.editions import ListKind, Publication, Validators
from bot.domain.errors import DownloadFailed, PageUnusable, SourceError

MOST_BYTES = 16 * 1024 * 1024
"""A page or workbook larger than this is not read to its end; real ones are under 0.5 MB."""

LONGEST_REQUEST = 120.0
"""Seconds for one whole request, retries included."""

MOST_WORKBOOKS = 8
"""A page that links more workbooks than this is not the page we know: it links one or two."""

_HEADERS = {
    "User-Agent": "287g-alerts (watches the public list of 287(g) agreements)",
    "Accept": "text/html,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.9",
}

_UNREACHABLE = (httpx.HTTPError, httpx.InvalidURL, TimeoutError)
"""TimeoutError is our own limit on a whole request: a server that trickles keeps within httpx's."""


class _TooLargeError(Exception):
    """An answer has more than `MOST_BYTES`."""


@dataclass(frozen=True, slots=True)
class Link:
    """A workbook linked on the page, and the list that its name or text says it is."""

    url: str
    linked_as: ListKind | None


class Ice:
    """The source; use it with ``async with``, one connection pool for its life."""

    def __init__(self, page: str, *, timeout: float = 30.0) -> None:
        """Read ``page``; ``timeout`` is in seconds for each step of a request."""
        self._page = page
        retry = Retry(total=2, backoff_factor=0.5, max_backoff_wait=20.0, retry_on_exceptions=[httpx.ConnectError])
        self._client = httpx.AsyncClient(
            transport=RetryTransport(retry=retry), headers=_HEADERS, timeout=timeout, follow_redirects=True
        )

    async def __aenter__(self) -> Self:
        """Nothing is sent yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def links(self) -> list[Link]:
        """The workbooks that the page links now, participating before pending, each once.

        The page is always read whole: its links are needed even when only a workbook behind an
        old name has changed, and one small page every few minutes burdens nobody.

        Raises:
            PageUnusable: the page could not be had, is not HTML, or links no workbook.
        """
        try:
            response = await self._get(self._page, {})
        except _TooLargeError as error:
            raise PageUnusable("page_too_large", page=self._page, most=MOST_BYTES) from error
        except _UNREACHABLE as error:
            raise PageUnusable("page_unreachable", page=self._page, error=_name(error)) from error
        if response.status_code != httpx.codes.OK:
            raise PageUnusable("page_status", page=self._page, status=response.status_code)
        links = find_links(response.content, str(response.url))
        if not links:
            raise PageUnusable("page_without_workbook", page=self._page)
        if len(links) > MOST_WORKBOOKS:
            raise PageUnusable("page_of_many_workbooks", page=self._page, workbooks=len(links))
        return links

    async def download(self, link: Link, validators: Mapping[str, Validators]) -> Publication | None:
        """The workbook behind ``link``, or None when it has not changed since ``validators`` were given.

        Raises:
            DownloadFailed: it could not be had, or something that is no workbook came in its place.
        """
        try:
            response = await self._get(link.url, _conditions(validators.get(link.url, Validators())))
        except _TooLargeError as error:
            raise DownloadFailed("workbook_too_large", url=link.url, most=MOST_BYTES) from error
        except _UNREACHABLE as error:
            raise DownloadFailed("workbook_unreachable", url=link.url, error=_name(error)) from error
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return None
        if response.status_code != httpx.codes.OK:
            raise DownloadFailed("workbook_status", url=link.url, status=response.status_code)
        if not response.content:
            raise DownloadFailed("workbook_empty", url=link.url)
        if b"<html" in response.content[:2048].lower():
            raise DownloadFailed("workbook_is_html", url=link.url)
        name = unquote(urlsplit(link.url).path).rpartition("/")[2]
        etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
        return Publication(response.content, name, link.url, link.linked_as, Validators(etag, modified))

    async def publications(
        self, validators: Mapping[str, Validators]
    ) -> AsyncIterator[tuple[str, Publication | SourceError | None]]:
        """Every linked workbook in turn: what came, what went wrong, or None where nothing is new.

        Raises:
            PageUnusable: as `links` does.
        """
        for link in await self.links():
            try:
                yield link.url, await self.download(link, validators)
            except DownloadFailed as error:
                yield link.url, error

    async def _get(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        async with asyncio.timeout(LONGEST_REQUEST), self._client.stream("GET", url, headers=headers) as response:
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise _TooLargeError
        return httpx.Response(
            response.status_code, headers=_plain(response), content=bytes(content), request=response.request
        )


def find_links(page: bytes, base: str) -> list[Link]:
    """Find the lists on a page by what they are: spreadsheets on its own host whose name or text claims a list.

    Where none claims the participating list, every spreadsheet is looked into: its headers tell
    what it is, and one that is no list is refused.
    """
    host = urlsplit(base).hostname
    found: dict[str, Link] = {}
    for anchor in LexborHTMLParser(page).css("a[href]"):
        try:
            url = urljoin(base, (anchor.attributes.get("href") or "").strip())
            parts = urlsplit(url)
        except ValueError:  # one mistyped address (``https://[www.ice.gov``) must not hide all others
            continue
        if parts.scheme in ("http", "https") and parts.hostname == host and parts.path.lower().endswith(".xlsx"):
            url = parts._replace(fragment="").geturl()
            found.setdefault(url, Link(url, linked_as(f"{parts.path.rpartition('/')[2]} {anchor.text()}")))
    links = sorted(found.values(), key=lambda link: link.linked_as is ListKind.PENDING)
    if any(link.linked_as is ListKind.PARTICIPATING for link in links):
        return [link for link in links if link.linked_as]
    return links


def linked_as(text: str) -> ListKind | None:
    """Say which list a file name or a link's text claims to be, None where it claims neither or both."""
    claims = [kind for kind in ListKind if kind.value in text.lower()]
    return claims[0] if len(claims) == 1 else None


def _conditions(validators: Validators) -> dict[str, str]:
    if validators.etag:
        return {"If-None-Match": validators.etag}
    return {"If-Modified-Since": validators.last_modified} if validators.last_modified else {}


def _plain(response: httpx.Response) -> dict[str, str]:
    return {k: v for k, v in response.headers.items() if k.lower() not in ("content-encoding", "content-length")}


def _name(error: Exception) -> str:
    return str(error) or type(error).__name__
