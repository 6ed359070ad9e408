"""Public archives and a local folder, against a loopback copy of GitHub's listing and files on a disk."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from adapters.sources.archives import Archive, GithubArchive
from adapters.sources.folder import Folder
from bot.domain.editions import ListKind, Publication, Validators
from bot.domain.errors import PageUnusable, SourceError, SourceResting
from bot.wording.languages import ENGLISH
from bot.wording.problems import problem_text
from tests.support.doubles.github import GithubDouble
from tests.unit.adapters.sources.test_ice import Clock

REPOSITORY = "someone/Tracking"
PATTERN = r"sheets_\d{8}_\d{6}/.*\.xlsx"
OLD, NEW = "sheets/sheets_20261008_202942", "sheets/sheets_20261009_200007"


@pytest.fixture
async def github() -> AsyncIterator[GithubDouble]:
    async with GithubDouble() as double:
        double.files = {
            f"{OLD}/participatingAgencies10082026.xlsx": b"PK\x03\x04 old",
            f"{NEW}/participatingAgencies10092026.xlsx": b"PK\x03\x04 new",
            "sheets/README.md": b"x",
            f"{NEW}/notes.txt": b"x",
            "data/agencies.xlsx": b"PK other",
        }
        yield double


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def archive(github: GithubDouble, clock: Clock) -> AsyncIterator[GithubArchive]:
    made = Archive(REPOSITORY, "sheets", PATTERN)
    async with GithubArchive(made, "a", api=github.url, hosts=(github.url + "/",), clock=clock) as opened:
        yield opened


Found = tuple[str, Publication | SourceError | None]


async def look(source: GithubArchive | Folder, known: Mapping[str, Validators] | None = None) -> list[Found]:
    return [found async for found in source.publications(known or {})]


async def test_the_newest_workbooks_of_an_archive_are_read(archive: GithubArchive) -> None:
    """By its own pattern, each under its name, as the archive's copy."""
    found = [publication for _, publication in await look(archive)]
    assert [(one.content, one.name, one.linked_as, one.source) for one in found if isinstance(one, Publication)] == [
        (
            b"PK\x03\x04 old",
            "participatingAgencies10082026.xlsx",
            ListKind.PARTICIPATING,
            "github.com/someone/Tracking",
        ),
        (
            b"PK\x03\x04 new",
            "participatingAgencies10092026.xlsx",
            ListKind.PARTICIPATING,
            "github.com/someone/Tracking",
        ),
    ]


async def test_what_is_known_is_not_downloaded_again(
    archive: GithubArchive, github: GithubDouble, clock: Clock
) -> None:
    """By the hash that the listing has; the listing itself is asked for conditionally, every quarter of an hour."""
    first = await look(archive)
    known = {url: found.validators for url, found in first if isinstance(found, Publication)}
    asked = len(github.requests)
    assert await look(archive, known) == [(url, None) for url, _ in first]
    assert len(github.requests) == asked
    clock.now += 901
    assert await look(archive, known) == [(url, None) for url, _ in first]
    assert [status for _, status in github.requests[asked:]] == [304, 304, 304]


async def test_a_file_with_other_bytes_is_downloaded(
    archive: GithubArchive, github: GithubDouble, clock: Clock
) -> None:
    """Under its old name."""
    known = {url: found.validators for url, found in await look(archive) if isinstance(found, Publication)}
    github.files[f"{NEW}/participatingAgencies10092026.xlsx"] = b"PK\x03\x04 newer"
    clock.now += 901
    changed = [found for _, found in await look(archive, known) if found is not None]
    assert [one.content for one in changed if isinstance(one, Publication)] == [b"PK\x03\x04 newer"]


async def test_the_limit_of_requests_is_heeded(archive: GithubArchive, github: GithubDouble, clock: Clock) -> None:
    """Until it is renewed nothing is asked."""
    github.limit = 0
    with pytest.raises(PageUnusable):
        await look(archive)
    with pytest.raises(SourceResting) as caught:
        await look(archive)
    assert 1700 < caught.value.until <= 1800
    clock.now += 1801
    github.limit = 60
    assert len(await look(archive)) == 2


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (404, b"{}", "answered 404"),
        (200, b"<html>", "no list of files"),
        (200, b'{"message": "x"}', "no list of files"),
        (200, b"[" * 100_000, "no list of files"),
        (502, b"", "cannot be reached|answered 502"),
    ],
)
async def test_an_archive_that_cannot_be_listed_is_named(
    archive: GithubArchive, github: GithubDouble, status: int, body: bytes, said: str
) -> None:
    """In one line, as every fault of a source."""
    github.answer = status, body
    with pytest.raises(PageUnusable) as caught:
        await look(archive)
    assert any(word in problem_text(ENGLISH, caught.value) for word in said.split("|"))


async def test_entries_of_another_form_are_passed_over(archive: GithubArchive, github: GithubDouble) -> None:
    """What a listing has beside files and folders, and an address elsewhere, is not followed."""
    entries = [
        {"type": "dir", "name": "sheets_20261009_200007"},
        1,
        {"type": "file"},
        {"type": "symlink", "name": "x.xlsx", "download_url": None},
    ]
    github.answer = 200, json.dumps(entries).encode()
    assert await look(archive) == []


async def test_a_folder_offers_its_newest_workbooks(tmp_path: Path) -> None:
    """Unchanged ones are not read again; others are no workbooks."""
    for number in range(6):
        path = tmp_path / f"participating{number}.xlsx"
        path.write_bytes(b"PK %d" % number)
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    (tmp_path / "notes.txt").write_text("x")
    found = await look(Folder(tmp_path))
    contents = [one.content for _, one in found if isinstance(one, Publication)]
    assert contents == [b"PK 2", b"PK 3", b"PK 4", b"PK 5"]
    known = {url: one.validators for url, one in found if isinstance(one, Publication)}
    assert [one for _, one in await look(Folder(tmp_path), known)] == [None] * 4
    (tmp_path / "participating5.xlsx").write_bytes(b"PK other")
    assert [one is None for _, one in await look(Folder(tmp_path), known)] == [True, True, True, False]


async def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Nor is a folder with a workbook's name read."""
    (tmp_path / "secret").write_bytes(b"PK")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "a.xlsx").symlink_to(tmp_path / "secret")
    (tmp_path / "lists" / "b.xlsx").mkdir()
    found = [
        problem_text(ENGLISH, one) for _, one in await look(Folder(tmp_path / "lists")) if isinstance(one, SourceError)
    ]
    assert len(found) == 2
    assert all("is not followed" in said for said in found)


@pytest.mark.parametrize("what", ["absent", "empty"])
async def test_a_folder_that_offers_nothing_is_named(tmp_path: Path, what: str) -> None:
    """As a page that links nothing is."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(PageUnusable):
        await look(Folder(tmp_path / what))
