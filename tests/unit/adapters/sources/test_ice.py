"""Reading ICE's page, with a real HTTP client against a loopback copy of it."""

from __future__ import annotations

import asyncio
import gzip
import resource
import sys
import zlib
from collections.abc import AsyncIterator, Mapping
from email.utils import formatdate

import pytest
from aiohttp import web

from adapters.sources.ice import Ice
from bot.domain.editions import ListKind, Publication, Validators
from bot.domain.errors import DownloadFailed, PageUnusable, SourceError, SourceResting
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text
from tests.support.builders import make_row, make_workbook
from tests.support.doubles.ice import PAGE, IceDouble, SiteFault

NAME = "participatingAgencies02132026am.xlsx"
BODY = make_workbook([make_row()])
DOWNLOAD = "/file-download/download/public/209067"
NAMED = 'attachment; filename="287gParticipatingAgencies091526pm.xlsx"'


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def site() -> AsyncIterator[IceDouble]:
    async with IceDouble(slow=1.0) as double:
        double.publish((NAME, BODY))
        yield double


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def source(site: IceDouble, clock: Clock) -> AsyncIterator[Ice]:
    async with Ice(site.page_url, "287g-alerts/test (+https://example.org)", timeout=5.0, clock=clock) as opened:
        yield opened


async def look(
    source: Ice, validators: Mapping[str, Validators] | None = None
) -> list[tuple[str, Publication | SourceError | None]]:
    return [found async for found in source.publications(validators or {})]


async def publications(source: Ice) -> list[Publication]:
    return [found for _, found in await look(source) if isinstance(found, Publication)]


async def problem(source: Ice) -> str:
    """What is wrong with the page, or with the only workbook."""
    try:
        ((_, found),) = await look(source)
    except SourceError as error:
        return problem_text(ENGLISH, error)
    assert isinstance(found, SourceError)
    return problem_text(ENGLISH, found)


async def test_it_downloads_what_the_page_links(source: Ice) -> None:
    """The bytes come with the file's name, the list that it is linked as, and whose they are."""
    (found,) = await publications(source)
    assert (found.content, found.name, found.linked_as) == (BODY, NAME, ListKind.PARTICIPATING)
    assert found.source == "ice.gov"


async def test_a_download_without_a_name_is_read_under_the_name_of_its_answer(site: IceDouble, source: Ice) -> None:
    """The form of August and September 2026: no extension, no ETag, the name in Content-Disposition alone."""
    site.write_page(f'<a href="{DOWNLOAD}">View 287(g) Participating Agencies</a>')
    site.serve(DOWNLOAD, BODY, Content_Disposition=NAMED)
    (found,) = await publications(source)
    assert (found.name, found.linked_as) == ("287gParticipatingAgencies091526pm.xlsx", ListKind.PARTICIPATING)
    assert found.validators == Validators()


async def test_one_address_with_other_bytes_is_other_bytes(site: IceDouble, source: Ice) -> None:
    """The address stayed the same over three editions in May 2026."""
    site.write_page(f'<a href="{DOWNLOAD}">Participating</a>')
    bodies = [make_workbook([make_row()] * count) for count in (1, 2, 3)]
    for body in bodies:
        site.serve(DOWNLOAD, body, Content_Disposition=NAMED)
        assert [found.content for found in await publications(source)] == [body]


async def test_both_forms_at_once_are_both_read(site: IceDouble, source: Ice) -> None:
    """Which of them is newer, their own properties say."""
    site.write_page(f'<a href="/old/participating1.xlsx">x</a><a href="{DOWNLOAD}">Participating</a>')
    site.serve("/old/participating1.xlsx", BODY)
    site.serve(DOWNLOAD, BODY + b" ", Content_Disposition=NAMED)
    assert {found.name for found in await publications(source)} == {
        "participating1.xlsx",
        "287gParticipatingAgencies091526pm.xlsx",
    }


async def test_nothing_new_is_said_by_the_server(site: IceDouble, source: Ice) -> None:
    """With the validators of the last answer neither the page nor an unchanged workbook is sent again."""
    ((url, found),) = await look(source)
    assert isinstance(found, Publication)
    for known in (found.validators, Validators(None, found.validators.last_modified)):
        assert await look(source, {url: known}) == [(url, None)]
    assert [status for path, status in site.requests if path == PAGE] == [200, 304, 304]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (SiteFault.FORBIDDEN, "answered 403"),
        (SiteFault.NOT_FOUND, "answered 404"),
        (SiteFault.UNAVAILABLE, "answered 503"),
        (SiteFault.HTML, "is an HTML page, perhaps a block page"),
        (SiteFault.EMPTY, "is empty"),
        (SiteFault.CUT, "cannot be reached"),
        (SiteFault.RESET, "cannot be reached"),
    ],
)
async def test_a_workbook_that_cannot_be_had_is_named(
    site: IceDouble, source: Ice, fault: SiteFault, said: str
) -> None:
    """What went wrong is said in one line with the address."""
    site.fault(NAME, fault)
    text = await problem(source)
    assert said in text
    assert NAME in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (SiteFault.FORBIDDEN, "answered 403"),
        (SiteFault.NOT_FOUND, "answered 404"),
        (SiteFault.HTML, "block page"),
        (SiteFault.EMPTY, "block page"),
    ],
)
async def test_a_page_that_cannot_be_used_is_named(site: IceDouble, source: Ice, fault: SiteFault, said: str) -> None:
    """An error, or another page in its place."""
    site.fault("page", fault)
    assert said in await problem(source)


async def test_a_page_that_links_nothing_of_the_kind_is_named(site: IceDouble, source: Ice) -> None:
    """It is ICE's page, and the list is not on it."""
    site.write_page("<h1>Partner With ICE Through the 287(g) Program</h1><a href='/about'>About</a>")
    assert "links no workbook" in await problem(source)


BLOCKS = {
    "Cloudflare": b"<!DOCTYPE html><title>Just a moment...</title><script src='/cf-chl/x'></script>",
    "Akamai": b"<H1>Access Denied</H1> You don't have permission to access http://www.ice.gov/x/287g",
    "Imperva": b'<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1</iframe>',
    "a script alone": b"<script>var a=1;location.reload()</script>",
    "a few words": b"Please verify you are a human.",
    "JSON": b'{"error": "forbidden"}',
}


@pytest.mark.parametrize("whose", BLOCKS)
async def test_a_block_page_is_named_as_one(site: IceDouble, source: Ice, whose: str) -> None:
    """In place of the page, or of the workbook, with 200, without ``<html>``: nothing of it is believed."""
    site.serve(f"/doclib/about/offices/ero/287g/{NAME}", BLOCKS[whose], Content_Type="application/octet-stream")
    assert "perhaps a block page" in await problem(source)
    site.serve(PAGE, BLOCKS[whose], Content_Type="text/html")
    assert "answered with a block page" in await problem(source)


async def test_a_cookie_of_a_block_page_is_not_brought_back(site: IceDouble, source: Ice) -> None:
    """Who has it stays blocked; the next look is without it."""

    def guarded(request: web.Request) -> web.Response:
        if "Cookie" in request.headers or len(site.headers) == 1:
            return web.Response(status=403, headers={"Set-Cookie": "blocked=1; Path=/"})
        return web.Response(body=b'287(g)<a href="/x/participating.xlsx">x</a>')

    site.answers[PAGE] = guarded
    site.serve("/x/participating.xlsx", BODY)
    assert "403" in await problem(source)
    assert len(await publications(source)) == 1
    assert not any("Cookie" in headers for headers in site.headers)


async def test_it_says_who_asks(site: IceDouble, source: Ice) -> None:
    """A descriptive User-Agent with a contact, and no encoding that we cannot undo within bounds."""
    await publications(source)
    assert {headers["User-Agent"] for headers in site.headers} == {"287g-alerts/test (+https://example.org)"}
    assert {headers["Accept-Encoding"] for headers in site.headers} == {"gzip, deflate"}


@pytest.mark.parametrize("path", ["page", "workbook"])
@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("identity", bytes),
    ],
)
async def test_encodings_are_undone(site: IceDouble, source: Ice, path: str, encoding: str, pack: object) -> None:
    """One layer or two, of either kind."""
    assert callable(pack)
    if path == "page":
        page = f'287(g)<a href="/doclib/about/offices/ero/287g/{NAME}">x</a>'.encode()
        site.serve(PAGE, pack(page), Content_Encoding=encoding)
    else:
        site.serve(f"/doclib/about/offices/ero/287g/{NAME}", pack(BODY), Content_Encoding=encoding)
    assert [found.content for found in await publications(source)] == [BODY]


def bomb(layers: int, size: int) -> bytes:
    data = b"\0" * size
    for _ in range(layers):
        data = gzip.compress(data)
    return data


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", bomb(1, 200_000_000)),
        ("gzip, gzip", bomb(2, 300_000_000)),
        ("gzip, gzip, gzip", bomb(3, 1_000_000)),
        ("br", b"x"),
        ("zstd, gzip", b"x"),
        ("gzip", b"not gzip at all"),
        ("gzip", gzip.compress(b"x" * 100_000)[:-20]),
    ],
    ids=["200 MB", "two layers", "three layers", "brotli", "zstandard", "not gzip", "cut off"],
)
@pytest.mark.parametrize("path", ["page", "workbook"])
async def test_an_answer_that_inflates_without_end_is_refused(
    site: IceDouble, source: Ice, path: str, encoding: str, body: bytes
) -> None:
    """Within bounds of memory, and named; the page or the workbook alike."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    where = PAGE if path == "page" else f"/doclib/about/offices/ero/287g/{NAME}"
    site.serve(where, body, Content_Encoding=encoding)
    assert "cannot be reached" in await problem(source)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if sys.platform == "darwin" else 1024) < 150_000_000


REDIRECTS = {
    "another host": "http://evil.example/participating.xlsx",
    "another port": "http://127.0.0.1:9/participating.xlsx",
    "a user": "http://me:secret@127.0.0.1/participating.xlsx",
    "a file": "file:///etc/passwd",
}


@pytest.mark.parametrize("where", REDIRECTS)
@pytest.mark.parametrize("path", ["page", "workbook"])
async def test_a_redirect_is_followed_where_a_link_is(site: IceDouble, source: Ice, path: str, where: str) -> None:
    """Each hop is checked; what is not followed is named, without a password."""
    at = PAGE if path == "page" else f"/doclib/about/offices/ero/287g/{NAME}"
    site.serve(at, b"", status=302, Location=REDIRECTS[where])
    text = await problem(source)
    assert "which is not followed" in text
    assert "secret" not in text


async def test_a_redirect_to_the_same_place_is_followed(site: IceDouble, source: Ice) -> None:
    """The page or the workbook may have moved; the name is that of where it is now."""
    site.serve("/moved", b"", status=301, Location="/x/participating7.xlsx")
    site.serve("/x/participating7.xlsx", BODY)
    site.write_page('<a href="/file-download/moved">Participating</a>')
    site.serve("/file-download/moved", b"", status=302, Location="/moved")
    assert [found.name for found in await publications(source)] == ["participating7.xlsx"]


async def test_a_redirect_that_goes_round_is_named(site: IceDouble, source: Ice) -> None:
    """Five hops, and no more."""
    site.serve(PAGE, b"", status=302, Location=PAGE)
    assert "too many redirects" in await problem(source)
    assert len(site.requests) == 6


async def test_an_address_that_only_words_speak_for_is_asked_once_a_day(
    site: IceDouble, source: Ice, clock: Clock
) -> None:
    """It is a page about the list; the answer's own type says so, and its body is not read."""
    link = f'<a href="/doclib/about/offices/ero/287g/{NAME}">list</a>'
    site.write_page(f'{link}<a href="/node/5">Participating agencies</a>')
    site.serve("/node/5", b"<p>x", Content_Type="text/html; charset=utf-8")
    for _ in range(3):
        assert len(await look(source)) == 1
    assert [path for path, _ in site.requests].count("/node/5") == 1
    clock.now += 86_401
    await look(source)
    assert [path for path, _ in site.requests].count("/node/5") == 2


async def test_an_address_that_only_words_speak_for_may_be_the_list(site: IceDouble, source: Ice) -> None:
    """Its bytes decide."""
    site.write_page('<a href="/node/5">Participating agencies</a>')
    site.serve("/node/5", BODY, Content_Disposition=NAMED)
    assert [found.content for found in await publications(source)] == [BODY]


async def test_of_a_page_with_many_workbooks_eight_are_read_and_the_rest_is_named(site: IceDouble, source: Ice) -> None:
    """The list is among those that are read."""
    others = "".join(f'<a href="/x/pending{number}.xlsx">x</a>' for number in range(20))
    site.write_page(f'{others}<a href="/doclib/about/offices/ero/287g/{NAME}">list</a>')
    found = await look(source)
    assert len(found) == 9
    assert isinstance(found[0][1], Publication)
    assert isinstance(found[-1][1], PageUnusable)
    assert "links 21 workbooks" in problem_text(ENGLISH, found[-1][1])


async def test_a_page_that_refuses_us_is_let_rest(site: IceDouble, source: Ice, clock: Clock) -> None:
    """Three times, then 15 minutes, 30 … up to six hours; one good answer, and all is as before."""
    site.fault("page", SiteFault.FORBIDDEN)
    for _ in range(3):
        assert "403" in await problem(source)
    rests = []
    for _ in range(7):
        asked = len(site.requests)
        with pytest.raises(SourceResting) as caught:
            await look(source)
        assert len(site.requests) == asked
        assert caught.value.because.problem == "page_status"
        rests.append(caught.value.until / 60)
        clock.now += caught.value.until + 1
        assert "403" in await problem(source)
    assert rests == [15, 30, 60, 120, 240, 360, 360]
    clock.now += 6 * 3600 + 1
    site.fault("page", None)
    assert len(await publications(source)) == 1
    site.fault("page", SiteFault.FORBIDDEN)
    for _ in range(3):
        assert "403" in await problem(source)


@pytest.mark.parametrize(
    ("after", "seconds"),
    [("120", 120), ("999999", 21_600), (lambda: formatdate(usegmt=True), 0), ("nonsense", 0), ("-5", 0)],
)
async def test_a_source_that_says_when_to_come_back_is_let_rest_that_long(
    site: IceDouble, source: Ice, clock: Clock, after: object, seconds: int
) -> None:
    """In seconds or as a date, six hours at most; nothing waits meanwhile."""
    text = after() if callable(after) else str(after)
    site.serve(PAGE, b"busy", status=503, Retry_After=text)
    await asyncio.wait_for(problem(source), 5)
    if seconds:
        with pytest.raises(SourceResting):
            await look(source)
        clock.now += seconds + 1
    assert "503" in await problem(source)


async def test_workbooks_that_are_all_kept_from_us_open_the_circuit_too(site: IceDouble, source: Ice) -> None:
    """One that comes among others that do not keeps it closed."""
    site.fault(NAME, SiteFault.FORBIDDEN)
    site.publish((NAME, BODY), ("pending1.xlsx", BODY))
    for _ in range(5):
        assert [isinstance(found, Publication) for _, found in await look(source)] == [False, True]
    site.fault("pending1.xlsx", SiteFault.HTML)
    for _ in range(3):
        await look(source)
    with pytest.raises(SourceResting):
        await look(source)


async def test_a_server_that_is_down_is_an_unusable_page() -> None:
    """No connection is one clear line, not a traceback of the client."""
    async with Ice("http://127.0.0.1:9/identify-and-arrest/287g", timeout=1.0) as source:
        with pytest.raises(PageUnusable) as caught:
            await look(source)
    assert caught.value.problem == "page_unreachable"


async def test_a_failed_workbook_does_not_hide_the_others(site: IceDouble, source: Ice) -> None:
    """Each address is what it is."""
    site.publish((NAME, BODY), ("pending1.xlsx", BODY))
    site.fault(NAME, SiteFault.NOT_FOUND)
    found = await look(source)
    assert [type(one) for _, one in found] == [DownloadFailed, Publication]


async def test_a_name_from_the_network_is_one_line(site: IceDouble, source: Ice) -> None:
    """No line end and no terminal's escape sequence reaches a log or a table."""
    name = "participating%0dERROR%20all%20lost%1b[2J.xlsx"
    site.write_page(f'<a href="/x/{name}">x</a>')
    assert "answered 404" in await problem(source)
    site.serve(site.requests[-1][0], BODY)
    (found,) = await publications(source)
    assert found.name == "participating ERROR all lost [2J.xlsx"


async def test_a_server_that_trickles_is_a_fault_of_the_source(
    site: IceDouble, source: Ice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own limit on a whole request is said in one line, and the next address is still looked at."""
    site.publish((NAME, BODY), ("pending1.xlsx", BODY))
    site.fault(NAME, SiteFault.SLOW)
    monkeypatch.setattr("adapters.sources.web.LONGEST_REQUEST", 0.2)
    (_, first), (_, second) = await look(source)
    assert isinstance(first, DownloadFailed)
    assert "TimeoutError" in problem_text(ENGLISH, first)
    assert isinstance(second, Publication)
