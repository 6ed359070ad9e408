"""A loopback copy of ICE's site: the 287(g) page and the workbooks that it links."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import html
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from enum import StrEnum

from aiohttp import web

from tests.support.doubles.faults import GARBAGE
from tests.support.doubles.loopback import Loopback

PAGE = "/identify-and-arrest/287g"
FOLDER = "/doclib/about/offices/ero/287g/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SiteFault(StrEnum):
    """What the page or a workbook answers instead of itself."""

    FORBIDDEN = "403"
    NOT_FOUND = "404"
    UNAVAILABLE = "503"
    HTML = "html"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    CUT = "cut"
    RESET = "reset"
    SLOW = "slow"


@dataclass(slots=True)
class Published:
    """One body that the site serves, with its validators; ``at`` is Unix time in seconds."""

    body: bytes
    content_type: str
    at: float = field(default_factory=time.time)

    @property
    def etag(self) -> str:
        """A strong validator of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


class IceDouble(Loopback):
    """Serve editions by their names; ``url`` of the page is ``page_url``.

    Every request is in ``requests`` as (path, status).  ``slow`` is the seconds a slow answer takes.
    With ``validators`` False neither ETag nor Last-Modified is sent, and nothing answers 304.
    """

    def __init__(self, *, port: int = 0, slow: float = 30.0, validators: bool = True) -> None:
        """Start with a page that links no workbook."""
        super().__init__(port=port)
        self.slow = slow
        self.validators = validators
        self.requests: list[tuple[str, int]] = []
        self.faults_by_path: dict[str, SiteFault] = {}
        self.answers: dict[str, Callable[[web.Request], web.StreamResponse]] = {}
        self.headers: list[Mapping[str, str]] = []
        self._files: dict[str, Published] = {}
        self._links: list[str] = []
        self._page = self._render()

    @property
    def page_url(self) -> str:
        """The address of the page that lists the agreements."""
        return self.url + PAGE

    def publish(
        self,
        participating: tuple[str, bytes] | None,
        pending: tuple[str, bytes] | None = None,
        *,
        keep_old: bool = True,
    ) -> None:
        """Put a new edition on the page, each list as (file name, bytes); old files stay unless told."""
        if not keep_old:
            self._files.clear()
        given = [each for each in (participating, pending) if each is not None]
        for name, body in given:
            self._files[FOLDER + name] = Published(body, XLSX)
        self.link(*(name for name, _ in given))

    def link(self, *names: str) -> None:
        """Link these file names on the page, whether or not the files are there."""
        self._links = list(names)
        self._page = self._render()
        self.changed()

    def write_page(self, body: str, label: str = "287(g)") -> None:
        """Put these very links on the page, in place of those to the editions; ``label`` names the page."""
        self._page = Published(f"<title>{label}</title>{body}".encode(), "text/html")
        self.changed()

    def serve(self, path: str, body: bytes, *, status: int = 200, **headers: str) -> None:
        """Answer requests for this path with just this; ``_`` in a header's name stands for ``-``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = lambda _: web.Response(body=body, status=status, headers=named)

    def fault(self, name: str, fault: SiteFault | None) -> None:
        """Let ``page``, or the workbook of this name, answer a fault; None mends it."""
        path = PAGE if name == "page" else FOLDER + name
        if fault is None:
            self.faults_by_path.pop(path, None)
        else:
            self.faults_by_path[path] = fault

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, the workbooks, and 404 for the rest."""
        return [web.get("/{tail:.*}", self._get)]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        response = await self._answer(request)
        self.counters.requests += 1
        self.counters.statuses[response.status] += 1
        self.requests.append((request.path, response.status))
        self.changed()
        return response

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        if request.path in self.answers:
            return self.answers[request.path](request)
        published = self._page if request.path == PAGE else self._files.get(request.path)
        fault = self.faults_by_path.get(request.path)
        if fault is not None:
            return await self._broken(request, fault, published)
        if published is None:
            return web.Response(status=404, text=GARBAGE, content_type="text/html")
        headers = {"Cache-Control": "max-age=300"}
        if self.validators:
            headers |= {"ETag": published.etag, "Last-Modified": formatdate(published.at, usegmt=True)}
            if _unchanged(request, published):
                return web.Response(status=304, headers=headers)
        return web.Response(body=published.body, content_type=published.content_type, headers=headers)

    async def _broken(  # noqa: PLR0911  # one return a fault
        self, request: web.Request, fault: SiteFault, published: Published | None
    ) -> web.StreamResponse:
        body = published.body if published is not None else b""
        match fault:
            case SiteFault.FORBIDDEN | SiteFault.NOT_FOUND | SiteFault.UNAVAILABLE:
                return web.Response(status=int(fault.value), text=GARBAGE, content_type="text/html")
            case SiteFault.HTML:
                return web.Response(text=GARBAGE, content_type="text/html")
            case SiteFault.EMPTY:
                return web.Response(body=b"", content_type=XLSX)
            case SiteFault.TRUNCATED:
                # Whole as far as HTTP can tell: the length given is the length sent.
                return web.Response(body=body[: len(body) // 2], content_type=XLSX)
            case SiteFault.CUT:
                return await self._cut(request, body)
            case SiteFault.RESET:
                return self.reset(request)
            case SiteFault.SLOW:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.closing.wait(), self.slow)
                return web.Response(body=body, content_type=XLSX)

    async def _cut(self, request: web.Request, body: bytes) -> web.StreamResponse:
        """Promise the whole length, send half, and close."""
        response = web.StreamResponse(headers={"Content-Length": str(len(body)), "Content-Type": XLSX})
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        if request.transport is not None:
            request.transport.close()
        return response

    def _render(self) -> Published:
        """The page as ICE builds it: menus, prose, the lists among other documents."""
        items = "".join(f'<li><a href="{FOLDER}{html.escape(name)}">{_label(name)}</a></li>' for name in self._links)
        return Published(PAGE_HTML.replace("@LISTS@", items).encode(), "text/html")


def _label(name: str) -> str:
    return "Pending Agencies" if "pending" in name.lower() else "Participating Agencies"


def _unchanged(request: web.Request, published: Published) -> bool:
    """Whether the client's own validators still hold (RFC 9110, section 13.2.2: ETag before date)."""
    matches = request.headers.get("If-None-Match")
    if matches is not None:
        tags = {tag.strip().removeprefix("W/") for tag in matches.split(",")}
        return "*" in tags or published.etag in tags
    since = request.headers.get("If-Modified-Since")
    if since is None:
        return False
    try:
        return int(published.at) <= parsedate_to_datetime(since).timestamp()
    except ValueError:
        return False


PAGE_HTML = """<!DOCTYPE html>
<html lang="en" dir="ltr" prefix="og: https://ogp.me/ns#">
<head><meta charset="utf-8"><title>Partner With ICE Through the 287(g) Program | ICE</title>
<link rel="canonical" href="https://www.ice.gov/identify-and-arrest/287g"></head>
<body class="path-node page-node-type-page">
<a href="#main-content" class="visually-hidden focusable skip-link">Skip to main content</a>
<header><nav><ul class="usa-nav__primary">
<li><a href="/about-ice">About Us</a></li><li><a href="/identify-and-arrest">Immigration Enforcement</a></li>
<li><a href="/newsroom">Newsroom</a></li><li><a href="https://www.dhs.gov">DHS</a></li>
</ul></nav></header>
<main id="main-content"><article>
<h1><span>Partner With ICE Through the 287(g) Program</span></h1>
<div class="field--name-body">
<p>Law enforcement agencies may ask to take part. <a href="mailto:ERO287g@ice.dhs.gov">Write to the program</a>.</p>
<h2>Memorandums of agreement</h2>
<ul>
<li><a href="/doclib/about/offices/ero/287g/Task_Force_Model_MOA.pdf">Task Force Model, memorandum</a></li>
<li><a href="/doclib/about/offices/ero/287g/Jail_Enforcement_Model_MOA.pdf">Jail Enforcement Model, memorandum</a></li>
<li><a href="/doclib/287gMOA/WSO_MOA_Template.docx">Warrant Service Officer, memorandum</a></li>
<li><a href="/doclib/foia/reports/287g-reimbursement.xlsx">Reimbursement table</a></li>
</ul>
<h2>Participating and pending agencies</h2>
<ul>@LISTS@</ul>
<p><a href="/287g/archive">Archive</a> <a href="https://www.ice.gov/doclib/287g/factsheet.pdf">Fact sheet</a></p>
</div></article></main>
<footer><a href="/privacy">Privacy</a> <a href="/foia">FOIA</a> <a href="https://www.usa.gov">USA.gov</a></footer>
</body></html>
"""
