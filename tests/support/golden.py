"""Golden files: what a message looked like when somebody last read it and found it right."""

from __future__ import annotations

import difflib
import os

import pytest

from tests.support import ROOT

GOLDEN = ROOT / "tests" / "golden"


def golden(path: str, text: str) -> None:
    """Compare ``text`` with the file ``path`` under ``tests/support/golden``, and fail with a diff where they differ.

    ``UPDATE_GOLDEN=1`` in the environment writes the file instead; read it before you keep it.
    """
    file = GOLDEN / path
    if os.environ.get("UPDATE_GOLDEN") == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return
    if not file.exists():
        pytest.fail(f"{path} is missing: run once with UPDATE_GOLDEN=1 and read what it wrote", pytrace=False)
    expected = file.read_text(encoding="utf-8")
    if text != expected:
        lines = difflib.unified_diff(expected.splitlines(), text.splitlines(), path, "now", lineterm="")
        pytest.fail("\n".join(lines) or f"{path}: only line ends differ", pytrace=False)
