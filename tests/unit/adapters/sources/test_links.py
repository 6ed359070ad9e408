"""Which addresses of a page may be the list, read through the real child process."""

from __future__ import annotations

import asyncio
import html
import resource
import sys
from urllib.parse import quote, urljoin

import pytest

from adapters.confined import Died
from adapters.sources.links import Link, file_name, find_links, follows, linked_as
from adapters.sources.page import read_page
from bot.domain.editions import ListKind

BASE = "https://www.ice.gov/identify-and-arrest/287g"
LIST = "https://www.ice.gov/doclib/about/offices/ero/287g/participatingAgencies02132026am.xlsx"
DOWNLOAD = "https://www.ice.gov/file-download/download/public/209067"
SAFE = f"https://gcc02.safelinks.protection.outlook.com/?url={quote(LIST, safe='')}&amp;data=05&amp;reserved=0"


async def found_in(page: str, base: str = BASE) -> list[Link]:
    own_base, addresses = await read_page(page.encode())
    return find_links(addresses, urljoin(base, own_base) if own_base else base, follows(base))


FORMS = {
    "a workbook's address": (f'<a href="{LIST}">list</a>', LIST),
    "a download without a name": (f'<a href="{DOWNLOAD}">View 287(g) Participating Agencies</a>', DOWNLOAD),
    "a download that says nothing": ('<a href="/file-download/download/public/1">here</a>', DOWNLOAD[:-6] + "1"),
    "relative": ('<a href="/doclib/participating.xlsx">x</a>', "https://www.ice.gov/doclib/participating.xlsx"),
    "relative to a base": (
        '<base href="/doclib/287g/"><a href="participating.xlsx">x</a>',
        "https://www.ice.gov/doclib/287g/participating.xlsx",
    ),
    "relative to a whole base": (
        '<base href="https://ice.gov/a/"><a href="b.xlsx">x</a>',
        "https://ice.gov/a/b.xlsx",
    ),
    "without a scheme": (
        '<a href="//www.ice.gov/x/participating.xlsx">x</a>',
        "https://www.ice.gov/x/participating.xlsx",
    ),
    "without www": ('<a href="https://ice.gov/x/participating.xlsx">x</a>', "https://ice.gov/x/participating.xlsx"),
    "wrapped by Outlook": (f'<a href="{SAFE}">x</a>', LIST),
    "archived": (f'<a href="https://web.archive.org/web/20260101000000/{LIST}">x</a>', LIST),
    "with macros": ('<a href="/x/participating.xlsm">x</a>', "https://www.ice.gov/x/participating.xlsm"),
    "in capitals": ('<A HREF="/x/PARTICIPATING.XLSX">x</A>', "https://www.ice.gov/x/PARTICIPATING.XLSX"),
    "with a query": ('<a href="/x/list.xlsx?v=2&amp;w=3">x</a>', "https://www.ice.gov/x/list.xlsx?v=2&w=3"),
    "with a fragment": ('<a href="/x/list.xlsx#top">x</a>', "https://www.ice.gov/x/list.xlsx"),
    "with spaces": ('<a href=" /x/a list.xlsx ">x</a>', "https://www.ice.gov/x/a list.xlsx"),
    "in JSON": (
        '<script type="application/json">{"file":"\\/doclib\\/participating.xlsx"}</script>',
        "https://www.ice.gov/doclib/participating.xlsx",
    ),
    "in JSON with escapes": (
        '<script>x={"u":"https:\\u002F\\u002Fwww.ice.gov\\u002Ffile-download\\u002Fdownload\\u002Fpublic\\u002F7"}</script>',
        "https://www.ice.gov/file-download/download/public/7",
    ),
    "in an attribute": ('<div data-href="/x/participating.xlsx"></div>', "https://www.ice.gov/x/participating.xlsx"),
    "in a choice": (
        '<select><option value="/file-download/download/public/8">Participating</option></select>',
        "https://www.ice.gov/file-download/download/public/8",
    ),
    "by its text alone": ('<a href="/node/5">Participating Agencies</a>', "https://www.ice.gov/node/5"),
    "by its title alone": ('<a href="/node/6" title="287(g) pending agencies">x</a>', "https://www.ice.gov/node/6"),
    "by its label alone": ('<a href="/node/7" aria-label="287(g) list"><svg/></a>', "https://www.ice.gov/node/7"),
    "in a frame": (
        '<iframe src="/file-download/download/public/9"></iframe>',
        "https://www.ice.gov/file-download/download/public/9",
    ),
}


@pytest.mark.parametrize("form", FORMS)
async def test_the_list_is_found_in_whatever_form_it_is_linked(form: str) -> None:
    """By its address, its text, its title or where else a page names it."""
    page, url = FORMS[form]
    assert [link.url for link in await found_in(f"<h1>287(g)</h1>{page}<p>end")] == [url]


NOT_THE_LIST = {
    "another host": '<a href="https://evil.example/participatingAgencies.xlsx">Participating</a>',
    "a host that looks like it": '<a href="https://www.ice.gov.evil.example/participating.xlsx">x</a>',
    "plain http": '<a href="http://www.ice.gov/participating.xlsx">x</a>',
    "a user": '<a href="https://me@www.ice.gov/participating.xlsx">x</a>',
    "a password": '<a href="https://me:secret@www.ice.gov/participating.xlsx">x</a>',
    "another port": '<a href="https://www.ice.gov:8443/participating.xlsx">x</a>',
    "this machine": '<a href="http://127.0.0.1/participating.xlsx">x</a>',
    "this machine by name": '<a href="https://localhost/participating.xlsx">x</a>',
    "a script": '<a href="javascript:alert(1)//x.xlsx">Participating</a>',
    "a file": '<a href="file:///participating.xlsx">x</a>',
    "mail": '<a href="mailto:ERO287g@ice.dhs.gov">Write to the 287(g) program</a>',
    "a PDF": '<a href="/doclib/287g/participating.pdf">Participating</a>',
    "the page itself": '<a href="/identify-and-arrest/287g">287(g)</a><a href="#participating">Participating</a>',
    "no address": '<a href="https://[www.ice.gov/participating.xlsx">x</a>',
    "other words": '<a href="/about">About us</a>',
    "wrapped, of another host": (
        '<a href="https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2Fparticipating.xlsx">x</a>'
    ),
    "a control character": '<a href="https://www.ice.gov\x00.evil.example/participating.xlsx">x</a>',
}


@pytest.mark.parametrize("form", NOT_THE_LIST)
async def test_what_cannot_be_the_list_is_not_followed(form: str) -> None:
    """Only https on port 443 of ICE's own hosts, and nothing that is plainly something else."""
    assert await found_in(f"<h1>287(g)</h1>{NOT_THE_LIST[form]}") == []


async def test_a_mistyped_link_does_not_hide_the_others() -> None:
    """One broken address must not cost the list."""
    page = f'<a href="https://[www.ice.gov">x</a><a href="{LIST}">x</a>'
    assert [link.url for link in await found_in(page)] == [LIST]


async def test_a_link_is_there_once_with_the_claim_that_any_of_its_forms_makes() -> None:
    """An icon without words beside the words: one address, one list."""
    page = f'<a href="{DOWNLOAD}"><img src="x.png"></a><a href="{DOWNLOAD}">Participating Agencies</a>'
    assert await found_in(page) == [Link(DOWNLOAD, ListKind.PARTICIPATING)]


async def test_other_tables_are_left_alone_where_the_list_is_named() -> None:
    """A table of another kind is not downloaded; a download without a name may be the newer list."""
    page = (
        f'<a href="{LIST}">x</a><a href="/reimbursement.xlsx">Table</a><a href="/file-download/download/public/3">y</a>'
    )
    assert [link.url for link in await found_in(page)] == [LIST, "https://www.ice.gov/file-download/download/public/3"]


async def test_where_no_workbook_claims_the_list_every_one_is_looked_into() -> None:
    """Its headers tell."""
    page = '<a href="/287gAgreements.xlsx">x</a><a href="/pendingAgencies.xlsx">y</a>'
    assert {(link.url.rpartition("/")[2], link.linked_as) for link in await found_in(page)} == {
        ("287gAgreements.xlsx", None),
        ("pendingAgencies.xlsx", ListKind.PENDING),
    }


async def test_workbooks_come_before_words() -> None:
    """What is asked first is what is most likely the list."""
    page = f'<a href="/node/5">287(g) pending agencies</a><a href="/x/pending.xlsx">p</a><a href="{LIST}">l</a>'
    assert [link.sure for link in await found_in(page)] == [True, True, False]
    assert (await found_in(page))[0].url == LIST


def test_a_page_on_this_machine_is_followed_to_itself_alone() -> None:
    """A copy for a test leads nowhere else, and ICE's page never leads to it."""
    allowed = follows("http://127.0.0.1:8080/page")
    assert allowed("http://127.0.0.1:8080/x.xlsx")
    for url in ("http://127.0.0.1:8081/x.xlsx", "https://www.ice.gov/x.xlsx", "http://me@127.0.0.1:8080/x.xlsx"):
        assert not allowed(url)
    assert not follows(BASE)("http://127.0.0.1:8080/x.xlsx")
    assert follows(BASE)("https://WWW.ICE.GOV:443/x")
    assert not follows("nonsense")("nonsense")


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


@pytest.mark.parametrize(
    ("url", "disposition", "name"),
    [
        (
            DOWNLOAD,
            'attachment; filename="287gParticipatingAgencies091526pm.xlsx"',
            "287gParticipatingAgencies091526pm.xlsx",
        ),
        (DOWNLOAD, "attachment; filename*=UTF-8''participating%20%C3%A1.xlsx", "participating á.xlsx"),
        (DOWNLOAD, "inline", "209067"),
        (DOWNLOAD, "", "209067"),
        (LIST, "", "participatingAgencies02132026am.xlsx"),
        ("https://www.ice.gov/a%20b.xlsx?x=1", "", "a b.xlsx"),
        ("https://www.ice.gov/x%0a2026 ERROR fake%1b[2J.xlsx", "", "x 2026 ERROR fake [2J.xlsx"),
        (DOWNLOAD, 'attachment; filename="../../etc/passwd"', "passwd"),
        (DOWNLOAD, 'attachment; filename="C:\\\\x\\\\list.xlsx"', "list.xlsx"),
        (DOWNLOAD, "attachment; filename*=UTF-8''a%0d%0ab%E2%80%AEc.xlsx", "a b c.xlsx"),
        (DOWNLOAD, f'attachment; filename="{"x" * 500}.xlsx"', "x" * 120),
        ("https://www.ice.gov/", "", "unnamed"),
        (DOWNLOAD, 'attachment; filename=""', "209067"),
    ],
)
def test_a_download_is_called_what_its_answer_says_fit_for_a_log(url: str, disposition: str, name: str) -> None:
    """A base name without control characters, whatever is in header or address."""
    assert file_name(url, disposition) == name


HOSTILE = {
    "nested for ever": "<div>" * 1_000_000 + f'<a href="{LIST}">x</a>',
    "links without end": "".join(f'<a href="/x{n}.xlsx">x</a>' for n in range(200_000)),
    "one attribute of megabytes": f'<a href="/{"x" * 6_000_000}.xlsx">x</a>',
    "one script of megabytes": f"<script>{'.xlsx' * 1_000_000}</script>",
    "text without end in a link": f'<a href="{LIST}">{"<b>x" * 500_000}</a>',
    "attributes without end": f"<p {' '.join(f'data-a{n}=/x.xlsx' for n in range(200_000))}>",
    "no text at all": "\x00" * 1_000_000,
    "entities": "&lt;" * 1_000_000 + html.escape("<a>") * 100_000,
}


@pytest.mark.parametrize("form", HOSTILE)
async def test_a_hostile_page_costs_the_child_alone(form: str) -> None:
    """It is read, or named; meanwhile the loop goes on, and our own memory stays small."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = asyncio.ensure_future(read_page(HOSTILE[form].encode()))
    turns = 0
    while not reading.done():
        turns += 1
        await asyncio.sleep(0.001)
    assert turns > 1
    try:
        _, addresses = reading.result()
    except Died as death:
        assert death.how in {"time", "work", "memory", "signal", "status"}  # noqa: PT017  either will do
    else:
        assert len(addresses) <= 2000
        assert all(len(address) <= 2000 and len(written) <= 2000 for address, written in addresses)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if sys.platform == "darwin" else 1024) < 150_000_000
    assert [link.url for link in await found_in(f'287(g)<a href="{LIST}">x</a>')] == [LIST]
