"""Reading ICE's page, with a real HTTP client against a loopback copy of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.sources.ice import Ice, Link, find_links, linked_as
from bot.domain.editions import ListKind, Validators
from bot.domain.errors import DownloadFailed, PageUnusable
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text
from tests.support.builders import make_row, make_workbook
from tests.support.doubles.ice import IceDouble, SiteFault

NAME = "participatingAgencies02132026am.xlsx"
BODY = make_workbook([make_row()])
BASE = "https://www.ice.gov/identify-and-arrest/287g"


@pytest.fixture
async def site() -> AsyncIterator[IceDouble]:
    async with IceDouble(slow=1.0) as double:
        double.publish((NAME, BODY))
        yield double


@pytest.fixture
async def source(site: IceDouble) -> AsyncIterator[Ice]:
    async with Ice(site.page_url, timeout=5.0) as opened:
        yield opened


async def test_it_downloads_what_the_page_links(source: Ice) -> None:
    """The bytes come with the file's name and the list that it is linked as."""
    (link,) = await source.links()
    found = await source.download(link, {})
    assert found is not None
    assert (found.content, found.name, found.linked_as) == (BODY, NAME, ListKind.PARTICIPATING)


async def test_nothing_new_is_said_by_the_server(source: Ice) -> None:
    """With the validators of the last answer an unchanged workbook is not sent again."""
    (link,) = await source.links()
    found = await source.download(link, {})
    assert found is not None
    assert await source.download(link, {link.url: found.validators}) is None
    assert await source.download(link, {link.url: Validators(None, found.validators.last_modified)}) is None


@pytest.mark.parametrize(
    "fault", [SiteFault.FORBIDDEN, SiteFault.NOT_FOUND, SiteFault.HTML, SiteFault.EMPTY, SiteFault.CUT]
)
async def test_a_workbook_that_cannot_be_had_is_named(site: IceDouble, source: Ice, fault: SiteFault) -> None:
    """What went wrong is said in one line with the address."""
    (link,) = await source.links()
    site.fault(NAME, fault)
    with pytest.raises(DownloadFailed) as caught:
        await source.download(link, {})
    said = problem_text(ENGLISH, caught.value)
    assert NAME in said
    assert "\n" not in said


@pytest.mark.parametrize("fault", [SiteFault.FORBIDDEN, SiteFault.NOT_FOUND, SiteFault.HTML, SiteFault.EMPTY])
async def test_a_page_that_cannot_be_used_is_named(site: IceDouble, source: Ice, fault: SiteFault) -> None:
    """A block page, an error or a page without workbooks is an unusable page."""
    site.fault("page", fault)
    with pytest.raises(PageUnusable) as caught:
        await source.links()
    assert "287g" in problem_text(ENGLISH, caught.value)


async def test_a_server_that_is_down_is_an_unusable_page() -> None:
    """No connection is one clear line, not a traceback of the client."""
    async with Ice("http://127.0.0.1:9/identify-and-arrest/287g", timeout=1.0) as source:
        with pytest.raises(PageUnusable) as caught:
            await source.links()
    assert caught.value.problem == "page_unreachable"


def anchors(*hrefs: str) -> bytes:
    """A page of these links."""
    return "".join(f'<p><a href="{href}">a list</a></p>' for href in hrefs).encode()


def test_workbooks_are_found_wherever_they_stand() -> None:
    """Relative, absolute and repeated links are one each, the participating list first."""
    page = anchors(
        "/doclib/pendingAgencies02132026am.xlsx",
        "/doclib/participatingAgencies02132026am.xlsx",
        "https://www.ice.gov/doclib/participatingAgencies02132026am.xlsx#top",
        "/about.pdf",
    )
    assert find_links(page, BASE) == [
        Link("https://www.ice.gov/doclib/participatingAgencies02132026am.xlsx", ListKind.PARTICIPATING),
        Link("https://www.ice.gov/doclib/pendingAgencies02132026am.xlsx", ListKind.PENDING),
    ]


def test_other_spreadsheets_on_the_page_are_left_alone() -> None:
    """A table of another kind is not downloaded while the lists are there."""
    page = anchors("/participatingAgencies1.xlsx", "/reimbursement.xlsx")
    assert [link.linked_as for link in find_links(page, BASE)] == [ListKind.PARTICIPATING]


def test_a_list_under_a_new_name_is_still_found() -> None:
    """Where no link claims to be the participating list, every spreadsheet is looked into."""
    page = anchors("/doclib/287gAgreements.xlsx", "/pendingAgencies.xlsx")
    assert [link.linked_as for link in find_links(page, BASE)] == [None, ListKind.PENDING]


@pytest.mark.parametrize(
    "href", ["https://evil.example/participatingAgencies.xlsx", "javascript:alert(1)//x.xlsx", "file:///x.xlsx"]
)
def test_links_elsewhere_are_not_followed(href: str) -> None:
    """Only the page's own host publishes the official list."""
    assert find_links(anchors(href), BASE) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("participatingAgencies1.xlsx", ListKind.PARTICIPATING),
        ("PENDINGagencies", ListKind.PENDING),
        ("x", None),
        ("participating pending", None),
    ],
)
def test_a_name_claims_a_list(text: str, kind: ListKind | None) -> None:
    """A name that claims both lists, or none, claims nothing."""
    assert linked_as(text) is kind
