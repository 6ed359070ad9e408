"""Texts of agreements and addenda: posted, replaced, and put in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.agreements import Listing
from bot.reading.links import official_link
from tests.support.identity import JAIL, after, known, listing
from tests.support.identity import told as changes_in

AGENCY = "Velstead Police Department"
FOLDER = "https://www.ice.gov/doclib/287gMOA/"
STATES = ("VA", "OH", "TX")
NAMES = ("Velstead", "Ombrook", "Tessaly", "Quillfern", "Harrowmere", "Lowenfell", "Marrowby")


def row(moa: str | None = "a.pdf", addendum: str | None = None) -> Listing:
    made = listing(AGENCY, moa=moa and FOLDER + moa)
    return replace(made, addendum_url=addendum and FOLDER + addendum)


@pytest.mark.parametrize(
    ("before", "shown", "told"),
    [
        (row("a.pdf"), row("b.pdf"), ("moa_replaced", "other_link")),
        (row(addendum=None), row(addendum="c.pdf"), ("addendum_posted", "first_link")),
        (row(addendum="c.pdf"), row(addendum="d.pdf"), ("addendum_replaced", "other_link")),
    ],
)
def test_another_text_and_each_addendum_are_told_as_what_they_are(
    before: Listing, shown: Listing, told: tuple[str, str]
) -> None:
    """The address of what was replaced is kept with the change; the next edition says nothing more."""
    result = after(known(before), shown)
    assert [(kind, reason) for kind, _, reason in changes_in(result)] == [told]
    former = {"moa_replaced": {"moa_url": FOLDER + "a.pdf"}, "addendum_replaced": {"addendum_url": FOLDER + "c.pdf"}}
    assert dict(result.changes[0].was) == former.get(told[0], {})
    assert changes_in(after(result.listed, shown)) == []


def test_a_text_and_an_addendum_of_one_row_are_two_changes() -> None:
    """Both are told, in this order."""
    told = [kind for kind, _, _ in changes_in(after(known(row("a.pdf")), row("b.pdf", "c.pdf")))]
    assert told == ["moa_replaced", "addendum_posted"]


@pytest.mark.parametrize(
    "link",
    [
        "https:/www.ice.gov/doclib/287gMOA/a.pdf",
        "http://www.ice.gov/doclib/287gMOA/a.pdf",
        "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.ice.gov%2Fdoclib%2F287gMOA%2Fa.pdf&data=05",
        "https://www.ice.gov/doclib/287gMOA/A.PDF",
        "https://www.ice.gov/doclib/about/offices/ero/287g/moa/a.pdf",
        "https://www.ice.gov/doclib/287gMOA/a.pdf?v=2",
    ],
)
def test_another_way_to_the_same_file_is_nothing(link: str) -> None:
    """Wrapped, mended, moved to another folder or asked for otherwise: the file is what counts."""
    assert changes_in(after(known(row("a.pdf")), replace(row(), moa_url=official_link(link)))) == []


def test_downloads_by_number_are_told_apart_by_their_whole_address() -> None:
    """Their last part is no name of a file."""
    one, two, other = (
        replace(row(), moa_url=f"https://www.ice.gov/file-download/{number}") for number in ("1?a=1", "1?a=2", "2?a=1")
    )
    for shown in (two, other):
        assert [kind for kind, _, _ in changes_in(after(known(one), shown))] == ["moa_replaced"]


def test_a_link_that_goes_and_comes_back_is_nothing_and_another_is_another_text() -> None:
    """What is compared is the last one known."""
    lost = after(known(row("a.pdf", "c.pdf")), row(None)).listed
    assert changes_in(after(lost, row("a.pdf", "c.pdf"))) == []
    told = [kind for kind, _, _ in changes_in(after(lost, row("b.pdf", "d.pdf")))]
    assert told == ["moa_replaced", "addendum_replaced"]


def page(state: str, count: int, folder: str, changed: int = 0) -> list[Listing]:
    """``count`` agencies of a state, the first ``changed`` of them with another text and another addendum."""
    rows = [listing(f"{NAMES[n % 7]} {n} Police", state=state, model=JAIL) for n in range(count)]
    linked = [f"{FOLDER}{state}{n}{folder if n < changed else ''}" for n in range(count)]
    return [
        replace(made, moa_url=f"{link}.pdf", addendum_url=f"{link}a.pdf")
        for made, link in zip(rows, linked, strict=True)
    ]


@pytest.mark.parametrize(
    ("count", "changed", "told"),
    [(3, 3, 0), (6, 3, 0), (7, 3, 6), (6, 2, 4), (2, 2, 4)],
)
def test_half_of_a_states_texts_replaced_at_once_is_housekeeping(count: int, changed: int, told: int) -> None:
    """From three on; what other states' rows say is told all the same."""
    others = page("OH", 9, "")
    before = known(*page("VA", count, ""), *others)
    result = after(before, *page("VA", count, "new", changed), *others)
    assert len(result.changes) == told
    assert [agreement.moa_url for agreement in result.listed[:changed]] == [
        f"{FOLDER}VA{n}new.pdf" for n in range(changed)
    ]
    both = after(before, *page("VA", count, "new", changed), *page("OH", 9, "new", 1))
    assert len(both.changes) == told + 2


def test_twenty_texts_replaced_on_one_edition_are_housekeeping_wherever_they_are() -> None:
    """Nineteen of ninety in three states are told."""
    before = known(*(row for state in STATES for row in page(state, 30, "")))
    for changed, told in ((7, 0), (6, 36)):
        shown = [row for state in STATES for row in page(state, 30, "new", changed)]
        assert len(after(before, *shown).changes) == told


def test_all_that_a_state_puts_in_order_at_once_tells_nothing() -> None:
    """Names in capitals, links reissued, the type dropped, all on one edition."""
    rows = [replace(row, type="County", county="Marrowby County") for row in page("VA", 6, "")]
    tidied = [replace(row, agency=row.agency.upper(), type="") for row in page("VA", 6, "new", 6)]
    assert changes_in(after(known(*rows), *tidied)) == []
