"""A page's bytes to the addresses on it, off the event loop and within bounds."""

from __future__ import annotations

import asyncio
import importlib.util
from pathlib import Path

from adapters.confined import Died, ask

MOST_PAGE = 8 * 1024 * 1024
"""Bytes of a page; the real one has about 100,000."""

CONFINES = {"memory_bytes": 512 << 20, "cpu_seconds": 5}
"""Of the child process: a page of 8 MB that is all elements needs about 400 MB there."""

WALL_SECONDS = 20.0


async def read_page(page: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The base address that a page gives ("" for none), and every address on it with what is written there.

    Raises:
        Died: the page cannot be read within the bounds.
    """
    return await asyncio.to_thread(_read, page)


def _read(page: bytes) -> tuple[str, list[tuple[str, str]]]:
    spec = importlib.util.find_spec("selectolax")
    if spec is None or spec.origin is None:
        raise Died("start")
    library = str(Path(spec.origin).parent.parent)
    answer = ask("adapters.sources.page_child", library, page, CONFINES, wall_seconds=WALL_SECONDS)
    base, *lines = answer.decode("utf-8", "replace").split("\n")
    pairs = (line.partition("\t") for line in lines)
    return base, [(address, written) for address, _, written in pairs if address]
