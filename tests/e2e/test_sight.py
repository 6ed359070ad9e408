"""The program that shows the list in every form in which ICE has linked it, on real workbooks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.programs.sight import show
from tests.support import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.mark.slow
async def test_every_form_is_read_and_an_outage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Each edition is told once, one of them from the archive; the operator hears of the outage and of its end."""
    if not (CORPUS / "index.jsonl").exists():
        pytest.skip(f"there is no corpus of real editions at {CORPUS}")
    await show(Path(CORPUS))
    said = capsys.readouterr().out
    assert len(re.findall("to chat: ", said)) == 5
    assert said.count("in the public archive github.com/someone/Tracking while ICE's own page") == 1
    assert said.count("to operator: ice.gov has not been readable since") == 4
    assert said.count("to operator: ice.gov is readable again") == 1
    assert re.findall(r"exit status (\d)", said) == ["0", "1", "0"]
