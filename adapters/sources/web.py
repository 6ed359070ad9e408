"""One request to a source, carefully: bounded in size, time and memory, no cookies, each hop of a redirect checked."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx
from httpx_retries import Retry, RetryTransport

from adapters.proxies import proxy_for
from adapters.sources.inflate import ACCEPTED, EncodingError, Inflater

LONGEST_REQUEST = 120.0
"""Seconds for one whole request, redirects and retries included."""

MOST_HOPS = 5

UNREACHABLE = (httpx.HTTPError, httpx.InvalidURL, TimeoutError, EncodingError)
"""TimeoutError is our own limit on a whole request: a server that trickles keeps within httpx's."""

_REDIRECTS = (301, 302, 303, 307, 308)

_RETRY = Retry(
    total=2,
    backoff_factor=0.5,
    status_forcelist=[502, 504],  # a gateway's slip; any other answer is one, and the next poll asks again
    respect_retry_after_header=False,  # waiting is the circuit's business, and never done inside a request
    retry_on_exceptions=[httpx.ConnectError],
)


class NotFollowedError(Exception):
    """A redirect leads to where we do not follow; ``url`` is that address."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request came to; ``headers`` by lower-case name, ``content`` with its encodings undone.

    ``url`` is where it came from in the end.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    url: str

    @property
    def retry_after(self) -> float | None:
        """How many seconds the source asks us to wait (RFC 9110, 10.2.3: seconds, or a date)."""
        text = self.headers.get("retry-after", "").strip()
        if text.isdecimal():
            return float(text[:9])
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        return max(0.0, (at - dt.datetime.now(at.tzinfo or dt.UTC)).total_seconds()) if at.tzinfo else None


class Web:
    """A client for one source: one connection pool until it is closed."""

    def __init__(
        self, follows: Callable[[str], bool], agent: str, *, proxy: str | None = None, timeout: float = 30.0
    ) -> None:
        """Follow what ``follows`` allows, as ``agent``; ``timeout`` is in seconds for each step of a request."""
        self._follows = follows
        self._client = httpx.AsyncClient(
            transport=_ByProxy(proxy), headers={"User-Agent": agent}, timeout=timeout, trust_env=False
        )
        # A block page may set a cookie that blocks whoever brings it back.
        self._client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def get(
        self, url: str, headers: Mapping[str, str], *, most: int, wanted: Callable[[str], bool] = lambda _: True
    ) -> Answer:
        """Ask for ``url``; at most ``most`` bytes, packed or not, and none of a content type not ``wanted``.

        Raises:
            NotFollowedError: the address, or a hop from it, is none that we follow.
            TooLargeError: there are more bytes.
            httpx.HTTPError, httpx.InvalidURL, TimeoutError, EncodingError: as `UNREACHABLE` has them.
        """
        async with asyncio.timeout(LONGEST_REQUEST):
            for _ in range(MOST_HOPS + 1):
                if not self._follows(url):
                    raise NotFollowedError(url)
                sent = {"Accept-Encoding": ACCEPTED, "Accept-Language": "en-US,en;q=0.9", **headers}
                async with self._client.stream("GET", url, headers=sent) as response:
                    if response.status_code not in _REDIRECTS:
                        return await _answer(response, url, most, wanted)
                    url = urljoin(url, response.headers.get("Location", ""))
        raise httpx.TooManyRedirects("too many redirects")


class OverWeb:
    """A source that is asked over the web: opened and closed with its client."""

    def __init__(self, web: Web) -> None:
        """Use ``web`` from `__aenter__` to `__aexit__`."""
        self._web = web

    async def __aenter__(self) -> Self:
        """Nothing is sent yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        await self._web.close()


async def _answer(response: httpx.Response, url: str, most: int, wanted: Callable[[str], bool]) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    content = bytearray()
    if wanted(headers.get("content-type", "")):
        inflater = Inflater(headers.get("content-encoding", ""), most)
        async for chunk in response.aiter_raw(1 << 16):
            for piece in inflater.feed(chunk):
                content += piece
        inflater.close()
    return Answer(response.status_code, headers, bytes(content), url)


class _ByProxy(httpx.AsyncBaseTransport):
    """Sends each request through the proxy that is meant for its address, or through none."""

    def __init__(self, configured: str | None) -> None:
        self._configured = configured
        self._transports: dict[str | None, RetryTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        proxy = proxy_for(str(request.url), self._configured)
        if proxy not in self._transports:
            inner = httpx.AsyncHTTPTransport(proxy=proxy)
            self._transports[proxy] = RetryTransport(transport=inner, retry=_RETRY)
        return await self._transports[proxy].handle_async_request(request)

    async def aclose(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()
