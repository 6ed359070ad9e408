"""What text from outside can do to the log: nothing."""

from __future__ import annotations

import logging
import sys

import pytest

from bot.program.logs import OneLine, shown


def written(message: str, *values: object, failure: bool = False) -> str:
    info = sys.exc_info() if failure else None
    return OneLine().format(logging.LogRecord("other", logging.INFO, "x", 1, message, values, info))


@pytest.mark.parametrize("name", ["a\nb.xlsx", "a\x1b[2Jb.xlsx", "a\r\x9bb", "a\u2028b", "a\u202eb", "a\x00b"])
def test_a_record_is_one_line_of_plain_characters(name: str) -> None:
    """A line end, an escape sequence, an override of direction are shown, not carried out."""
    line = written("edition %s accepted", name)
    assert line.isprintable()
    assert len(line.splitlines()) == 1


def test_letters_beyond_ascii_stay_as_they_are() -> None:
    """A name is no attack."""
    assert shown("Doña Ana “County”") == "Doña Ana “County”"


def test_a_traceback_keeps_its_lines_but_steers_no_terminal() -> None:
    """What the exception says is escaped too."""
    try:
        dict[str, int]()["bad \x1b[2J"]
    except KeyError:
        text = written("it failed", failure=True)
    assert "KeyError" in text
    assert "\x1b" not in text
    assert len(text.splitlines()) > 2


def test_a_password_in_an_address_is_never_written() -> None:
    """A proxy's address may hold one."""
    assert shown("via http://me:secret@proxy:3128/ now") == "via http://***@proxy:3128/ now"
