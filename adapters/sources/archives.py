"""Public archives that republish ICE's workbooks byte for byte: a folder of a public GitHub repository.

Asked only while ICE's own page cannot be read (`bot.ingest.poll`), and at most every quarter of an hour: GitHub
allows 60 requests an hour without a token, and one that brings "not modified" counts for nothing
(https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from adapters.sources.circuit import Circuit
from adapters.sources.inflate import TooLargeError
from adapters.sources.links import file_name, linked_as
from adapters.sources.web import UNREACHABLE, Answer, NotFollowedError, OverWeb, Web
from bot.domain.addresses import shown
from bot.domain.editions import Publication, Validators
from bot.domain.errors import DownloadFailed, PageUnusable, SourceError

API = "https://api.github.com"
HOSTS = ("https://api.github.com/", "https://raw.githubusercontent.com/")

ASK_EVERY = 15 * 60.0
"""Seconds between two looks at one archive."""

NEWEST = 3
"""Folders, and files of each list in one, that are looked into: the newest by their names."""

MOST_LISTING = 4 * 1024 * 1024
MOST_WORKBOOK = 16 * 1024 * 1024
OK, NOT_MODIFIED = 200, 304

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Archive:
    r"""Where an archive keeps its workbooks: ``repository`` as ``owner/name``, ``folder`` in it, and ``pattern``.

    ``pattern`` is a regular expression for what follows the folder, with or without a folder of
    its own for each edition: ``sheets_\\d+_\\d+/.*\\.xlsx``.
    """

    repository: str
    folder: str = ""
    pattern: str = r".*\.xlsx"

    @property
    def name(self) -> str:
        """What readers are told: where it is."""
        return f"github.com/{self.repository}"


class GithubArchive(OverWeb):
    """One archive as a source; use it with ``async with``."""

    def __init__(
        self,
        archive: Archive,
        agent: str,
        *,
        proxy: str | None = None,
        api: str = API,
        hosts: tuple[str, ...] = HOSTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask ``api``, and follow to ``hosts`` alone."""
        self.name = archive.name
        self._archive = archive
        self._api = api
        super().__init__(Web(lambda url: url.startswith(hosts) and "@" not in url, agent, proxy=proxy))
        self._clock = clock
        self._circuit = Circuit(clock)
        self._asked_at: float | None = None
        self._listings: dict[str, tuple[str | None, list[dict[str, Any]]]] = {}
        self._shown: list[str] = []

    async def publications(
        self, validators: Mapping[str, Validators]
    ) -> AsyncIterator[tuple[str, Publication | SourceError | None]]:
        """The newest workbooks of the archive: what came, what went wrong, or None where it is known already.

        Raises:
            SourceResting: it asked us to wait.
            PageUnusable: its folder could not be listed.
        """
        self._circuit.check()
        if self._asked_at is not None and self._clock() - self._asked_at < ASK_EVERY:
            for url in self._shown:
                yield url, None
            return
        self._shown = []
        async for entry in self._newest():
            try:
                url, found = await self._download(entry, validators)
            except DownloadFailed as error:
                yield shown(str(entry.get("download_url"))), error
            else:
                self._shown.append(url)
                yield url, found
        self._asked_at = self._clock()

    async def _newest(self) -> AsyncIterator[dict[str, Any]]:
        """The entries of the newest workbooks, by what their names say: their own property decides later."""
        pattern = re.compile(self._archive.pattern)
        top = await self._list(self._archive.folder)
        paths = [("", top)]
        folders = sorted((entry["name"] for entry in top if entry.get("type") == "dir"), key=_by_number)
        newest = [folder for folder in folders if _may_hold(pattern, folder)][-NEWEST:]
        paths += [(f"{name}/", await self._list(f"{self._archive.folder}/{name}".strip("/"))) for name in newest]
        for start, entries in paths:
            for entry in _newest_of([e for e in entries if pattern.fullmatch(start + e["name"])]):
                yield entry

    async def _list(self, path: str) -> list[dict[str, Any]]:
        url = f"{self._api}/repos/{self._archive.repository}/contents/{quote(path)}".rstrip("/")
        etag, known = self._listings.get(path, (None, []))
        headers = {"Accept": "application/vnd.github+json"} | ({"If-None-Match": etag} if etag else {})
        try:
            answer = await self._web.get(url, headers, most=MOST_LISTING)
        except (TooLargeError, NotFollowedError, *UNREACHABLE) as error:
            raise PageUnusable("page_unreachable", page=shown(url), error=type(error).__name__) from error
        if answer.status == NOT_MODIFIED:
            return known
        if answer.status != OK:
            raise self._refused(answer, PageUnusable("page_status", page=shown(url), status=answer.status))
        self._circuit.good()
        entries = _entries(answer.content)
        if entries is None:
            raise PageUnusable("page_is_no_listing", page=shown(url))
        self._listings[path] = answer.headers.get("etag"), entries
        return entries

    async def _download(
        self, entry: Mapping[str, Any], validators: Mapping[str, Validators]
    ) -> tuple[str, Publication | None]:
        """A file of the listing; its hash stands for an ETag, so that what we know is not asked for."""
        url, known = entry["download_url"], Validators(etag=entry["sha"])
        if validators.get(url) == known:
            return url, None
        try:
            answer = await self._web.get(url, {}, most=MOST_WORKBOOK)
        except TooLargeError as error:
            raise DownloadFailed("workbook_too_large", url=shown(url), most=MOST_WORKBOOK) from error
        except NotFollowedError as error:
            raise DownloadFailed("workbook_leads_away", url=shown(url), to=shown(error.url)) from error
        except UNREACHABLE as error:
            raise DownloadFailed("workbook_unreachable", url=shown(url), error=type(error).__name__) from error
        if answer.status != OK:
            raise DownloadFailed("workbook_status", url=shown(url), status=answer.status)
        name = file_name(url)
        return url, Publication(answer.content, name, url, linked_as(name), known, self.name)

    def _refused(self, answer: Answer, error: SourceError) -> SourceError:
        """Wait as long as GitHub asks: until its limit is renewed, or as ``Retry-After`` says."""
        after = answer.retry_after
        reset = answer.headers.get("x-ratelimit-reset", "")
        if after is None and answer.headers.get("x-ratelimit-remaining") == "0" and reset.isdecimal():
            after = max(60.0, int(reset[:12]) - time.time())
        self._circuit.refused(error, max(after or 0.0, 60.0))
        return error


def _entries(content: bytes) -> list[dict[str, Any]] | None:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list):
        return None
    named = ("name", "type")
    return [
        entry for entry in found if isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in named)
    ]


def _newest_of(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The newest files of each list, by the numbers in their names."""
    files = [e for e in entries if e["type"] == "file" and isinstance(e.get("download_url"), str) and e.get("sha")]
    for kind in {linked_as(e["name"]) for e in files}:
        yield from sorted((e for e in files if linked_as(e["name"]) is kind), key=lambda e: _by_number(e["name"]))[
            -NEWEST:
        ]


def _may_hold(pattern: re.Pattern[str], folder: str) -> bool:
    """Whether a folder of that name can hold what the pattern wants."""
    probes = ("participatingAgencies01012026.xlsx", "pendingAgencies01012026.xlsx")
    return any(pattern.fullmatch(f"{folder}/{probe}") for probe in probes)


def _by_number(name: str) -> tuple[str, str]:
    """Sort names by the date in them, year first where it is written so; names without one come first."""
    digits = "".join(_DIGITS.findall(name))
    eight = re.search(r"(\d{2})(\d{2})(20\d{2})", name)
    return (f"{eight[3]}{eight[1]}{eight[2]}" if eight and not digits.startswith("20") else digits), name
