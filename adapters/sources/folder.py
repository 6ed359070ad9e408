"""A local folder as the last source: what another program, or a person, puts there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from adapters.sources.links import file_name, linked_as
from bot.domain.editions import Publication, Validators
from bot.domain.errors import DownloadFailed, PageUnusable, SourceError

NEWEST = 4
"""Files that are looked into: those changed last."""

MOST_BYTES = 16 * 1024 * 1024


class Folder:
    """The workbooks of a folder, the newest few."""

    name = "folder"

    def __init__(self, path: Path) -> None:
        """Look into ``path`` itself, not into folders in it."""
        self._path = path

    async def publications(
        self, validators: Mapping[str, Validators]
    ) -> AsyncIterator[tuple[str, Publication | SourceError | None]]:
        """Every one of the newest workbooks: its bytes, what went wrong, or None where it has not changed.

        Raises:
            PageUnusable: the folder cannot be read, or holds no workbook.
        """
        for path in await asyncio.to_thread(self._newest):
            try:
                yield str(path), await asyncio.to_thread(self._read, path, validators.get(str(path)))
            except DownloadFailed as error:
                yield str(path), error

    def _newest(self) -> list[Path]:
        try:
            found = [path for path in self._path.iterdir() if path.suffix.lower() in (".xlsx", ".xlsm")]
            found.sort(key=lambda path: (path.lstat().st_mtime_ns, path.name))
        except OSError as error:
            raise PageUnusable("folder_unreadable", path=str(self._path), error=str(error.strerror)) from error
        if not found:
            raise PageUnusable("no_workbook_in_folder", path=str(self._path))
        return found[-NEWEST:]

    def _read(self, path: Path, known: Validators | None) -> Publication | None:
        """One file; its size and time of change stand for an ETag."""
        try:
            if not path.resolve().is_relative_to(self._path.resolve()) or not path.is_file():
                raise DownloadFailed("workbook_leads_away", url=str(path), to=str(path.resolve()))
            state = path.stat()
            validators = Validators(etag=f"{state.st_size}-{state.st_mtime_ns}")
            if known == validators:
                return None
            if state.st_size > MOST_BYTES:
                raise DownloadFailed("workbook_too_large", url=str(path), most=MOST_BYTES)
            content = path.read_bytes()
        except OSError as error:
            raise DownloadFailed("workbook_unreachable", url=str(path), error=str(error.strerror)) from error
        name = file_name(path.as_uri())
        return Publication(content, name, str(path), linked_as(name), validators, self.name)
