"""Small disks of their own, where this machine lets us mount some."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


def _mount(*words: str) -> None:
    try:
        subprocess.run(["mount", *words], check=True, capture_output=True)  # noqa: S603, S607  the system's own
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets us mount nothing")


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of that size in ``folder``; skips the test where none can be mounted."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607  the system's own


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """``folder``, to which nothing can be written, not even by root; skips the test where that cannot be had."""
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,bind,ro", str(folder))
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607  the system's own


def fill(folder: Path) -> Path:
    """Leave no byte of the disk free, and give the file that takes them."""
    path = folder / "fill"
    with contextlib.suppress(OSError), path.open("ab", buffering=0) as file:
        while file.write(b"\0" * 512):
            pass
    return path
