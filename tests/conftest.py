"""Fixtures for all tests: a fresh database each."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from storage.store import Store
from tests.support import ROOT

os.environ["LC_ALL"] = "C.UTF-8"
"""What the command line says is compared, whatever language its tester speaks."""

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # how long something takes is shown by the bench; a busy machine fails no test

CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """Put the log back, which the command line makes its own."""
    root, clock = logging.getLogger(), logging.Formatter.converter
    rooms = logging.getLogger("bot"), logging.getLogger("adapters")
    before = root.handlers[:], root.level, [room.level for room in rooms]
    yield
    root.handlers[:], root.level = before[:2]
    for room, level in zip(rooms, before[2], strict=True):
        room.setLevel(level)
    logging.Formatter.converter = clock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database that does not wait for the disk at each commit: no test pulls the plug."""
    opened = Store(tmp_path / "test.db")
    opened.db.conn.execute("PRAGMA synchronous=OFF")
    yield opened
    opened.close()


@pytest.fixture
def corpus() -> Path:
    if not CORPUS.is_dir():
        pytest.skip(f"the corpus of real workbooks is not at {CORPUS}")
    return CORPUS
