"""The official source: ICE's page of 287(g) agreements and the workbooks it links."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from adapters.confined import Died
from adapters.sources.circuit import Circuit
from adapters.sources.inflate import TooLargeError
from adapters.sources.links import Link, file_name, find_links, follows
from adapters.sources.page import MOST_PAGE, read_page
from adapters.sources.web import UNREACHABLE, Answer, NotFollowedError, OverWeb, Web
from bot.domain.addresses import shown
from bot.domain.editions import OFFICIAL, Publication, Validators
from bot.domain.errors import DownloadFailed, PageUnusable, SourceError

MOST_BYTES = 16 * 1024 * 1024
"""A workbook larger than this is not read to its end; real ones are under 0.5 MB."""

MOST_WORKBOOKS = 8
"""Addresses that are looked into; the page links one or two workbooks."""

NO_LIST_FOR = 24 * 3600.0
"""Seconds for which an address that answered with a page, though its words spoke of the list, is not asked again."""

OK, NOT_MODIFIED = 200, 304
REFUSALS = (401, 403, 429, 503)
"""Answers by which a content network keeps clients out."""

_PAGE_TYPES = "text/html,application/xhtml+xml,*/*;q=0.8"
_BLOCK = re.compile(
    rb"just a moment|cf-chl|challenge-platform|attention required|access denied|edgesuite\.net|_incapsula_|incapsula"
    rb"|datadome|px-captcha|captcha|are you a human|unusual traffic|request unsuccessful|enable javascript and cookies"
    rb"|pardon our interruption|bot detection",
    re.IGNORECASE,
)
"""What block pages of the usual content networks say of themselves."""

_ABOUT_287G = re.compile(rb"287 ?\(?g\)?(?=[\s<&.,:;])", re.IGNORECASE)
_ZIP = b"PK\x03\x04"  # APPNOTE 4.3.7
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n"
_TEXT = re.compile(r"text/|html|json|javascript|xml$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """The page as it was last read: what makes the next request conditional, and what it links."""

    validators: Validators
    content: bytes
    links: Sequence[Link]


class _Refusal(Exception):
    """A workbook is kept from us, which concerns the circuit if all of them are."""

    def __init__(self, error: DownloadFailed, after: float | None) -> None:
        super().__init__(error.problem)
        self.error = error
        self.after = after


class Ice(OverWeb):
    """The source; use it with ``async with``, one connection pool for its life."""

    name = OFFICIAL

    def __init__(
        self,
        page: str,
        agent: str = "287g-alerts",
        *,
        proxy: str | None = None,
        timeout: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read ``page`` as ``agent``; ``timeout`` is in seconds for each step of a request."""
        self._page = page
        self._follows = follows(page)
        super().__init__(Web(self._follows, agent, proxy=proxy, timeout=timeout))
        self._clock = clock
        self._circuit = Circuit(clock)
        self._seen: Seen | None = None
        self._no_list: dict[str, float] = {}

    async def publications(
        self, validators: Mapping[str, Validators]
    ) -> AsyncIterator[tuple[str, Publication | SourceError | None]]:
        """Every address that may be the list: what came, what went wrong, or None where nothing is new.

        Raises:
            SourceResting: it was not asked, having refused us before.
            PageUnusable: as `links` does.
        """
        self._circuit.check()
        links = [link for link in await self.links() if self._may_be_list(link)]
        refusal: _Refusal | None = None
        claimed = any(link.linked_as for link in links)
        for link in links[:MOST_WORKBOOKS]:
            try:
                found = await self.download(link, validators.get(link.url, Validators()))
            except _Refusal as refused:
                refusal = refused
                yield shown(link.url), refused.error
            except DownloadFailed as error:
                if link.linked_as or not claimed:  # otherwise it is another table that ICE links
                    yield shown(link.url), error
            else:
                if found is not _NOTHING:
                    refusal = None
                    yield link.url, found
        if refusal:
            self._circuit.refused(refusal.error, refusal.after)
        else:
            self._circuit.good()
        if len(links) > MOST_WORKBOOKS:
            yield self._page, PageUnusable("page_of_many_workbooks", page=self._page, workbooks=len(links))

    async def links(self) -> Sequence[Link]:
        """What the page links now that may be the list, the most likely first, each once.

        Raises:
            PageUnusable: the page could not be had, is a block page, or links nothing of the kind.
        """
        known = self._seen
        try:
            answer = await self._web.get(
                self._page, {"Accept": _PAGE_TYPES, **_conditions(known.validators if known else None)}, most=MOST_PAGE
            )
        except TooLargeError as error:
            raise PageUnusable("page_too_large", page=self._page, most=MOST_PAGE) from error
        except NotFollowedError as error:
            raise PageUnusable("page_leads_away", page=self._page, url=shown(error.url)) from error
        except UNREACHABLE as error:
            raise PageUnusable("page_unreachable", page=self._page, error=_name(error)) from error
        if answer.status == NOT_MODIFIED and known:
            return known.links
        if answer.status in REFUSALS:
            raise self._kept_out(answer, PageUnusable("page_status", page=self._page, status=answer.status))
        if answer.status != OK:
            raise PageUnusable("page_status", page=self._page, status=answer.status)
        return await self._links_of(answer)

    async def _links_of(self, answer: Answer) -> Sequence[Link]:
        known = self._seen
        if known and known.content == answer.content:
            return known.links
        try:
            base, addresses = await read_page(answer.content)
        except Died as error:
            raise PageUnusable("page_unreadable", page=self._page, how=error.how) from error
        links = find_links(addresses, urljoin(answer.url, base) if base else answer.url, self._follows)
        if not links:
            if _BLOCK.search(answer.content) or not _ABOUT_287G.search(answer.content):
                raise self._kept_out(answer, PageUnusable("page_is_block", page=self._page))
            self._circuit.good()
            raise PageUnusable("page_without_workbook", page=self._page)
        self._seen = Seen(_validators(answer), answer.content, links)
        return links

    async def download(self, link: Link, known: Validators) -> Publication | None:
        """The workbook behind ``link``, or None when it has not changed since ``known`` was given.

        An address for which only words spoke, and that answers with a page, gives `_NOTHING`.

        Raises:
            DownloadFailed: it could not be had.
            _Refusal: it is kept from us, or a page came in its place.
        """
        where = shown(link.url)
        try:
            answer = await self._web.get(
                link.url, _conditions(known), most=MOST_BYTES, wanted=_any if link.sure else _no_page
            )
        except TooLargeError as error:
            raise DownloadFailed("workbook_too_large", url=where, most=MOST_BYTES) from error
        except NotFollowedError as error:
            raise DownloadFailed("workbook_leads_away", url=where, to=shown(error.url)) from error
        except UNREACHABLE as error:
            raise DownloadFailed("workbook_unreachable", url=where, error=_name(error)) from error
        if answer.status == NOT_MODIFIED:
            return None
        if answer.status in REFUSALS:
            raise _Refusal(DownloadFailed("workbook_status", url=where, status=answer.status), answer.retry_after)
        if answer.status != OK:
            raise DownloadFailed("workbook_status", url=where, status=answer.status)
        return self._publication(link, answer)

    def _publication(self, link: Link, answer: Answer) -> Publication:
        where, kind = shown(link.url), answer.headers.get("content-type", "")
        if not link.sure and (not answer.content or not answer.content.startswith(_ZIP)):
            self._no_list[link.url] = self._clock() + NO_LIST_FOR
            return _NOTHING
        if not answer.content:
            raise DownloadFailed("workbook_empty", url=where)
        if _is_text(answer.content, kind):
            raise _Refusal(DownloadFailed("workbook_is_html", url=where), answer.retry_after)
        name = file_name(answer.url, answer.headers.get("content-disposition", ""))
        return Publication(answer.content, name, link.url, link.linked_as, _validators(answer), self.name)

    def _may_be_list(self, link: Link) -> bool:
        return self._clock() >= self._no_list.get(link.url, 0.0)

    def _kept_out(self, answer: Answer, error: SourceError) -> SourceError:
        """Keep in mind that the page keeps us out, for as long as it says or as our own circuit does."""
        self._circuit.refused(error, answer.retry_after)
        return error


_NOTHING = Publication(b"", "", "")
"""Stands for an address that is not the list after all."""


def _any(_: str) -> bool:
    return True


def _no_page(kind: str) -> bool:
    return "html" not in kind.lower()


def _is_text(content: bytes, kind: str) -> bool:
    """Whether an answer is a page or another text where a workbook was expected."""
    if content.startswith(_ZIP):
        return False
    head = content[:2048].lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    printable = not head.translate(None, _PRINTABLE)
    return printable or head.startswith(b"<") or b"<html" in head.lower() or bool(_TEXT.search(kind))


def _conditions(known: Validators | None) -> dict[str, str]:
    if known is None:
        return {}
    if known.etag:
        return {"If-None-Match": known.etag}
    return {"If-Modified-Since": known.last_modified} if known.last_modified else {}


def _validators(answer: Answer) -> Validators:
    return Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))


def _name(error: Exception) -> str:
    return shown(str(error)) or type(error).__name__
