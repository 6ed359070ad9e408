"""Which signing date a cell means.  Pure."""

from __future__ import annotations

import datetime as dt
import re

from bot.domain.editions import Value
from bot.reading.text import clean, text_of

FIRST_AGREEMENT = dt.date(2002, 1, 1)
"""No agreement is older: the first under section 287(g) was signed in 2002."""

AHEAD = dt.timedelta(days=31)
"""How far after its edition a signing date may lie before it is taken for a slip of the pen."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_US = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_WORDS = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
"""Day numbers of spreadsheets from 2000-01-01 to 2099-12-31."""


def _parts(text: str) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _US.fullmatch(text):
        year = int(found[3]) if len(found[3]) > len("25") else int("20" + found[3])
        return year, int(found[1]), int(found[2])
    if (found := _WORDS.fullmatch(text.casefold())) and found[1][:3] in _MONTHS:
        return int(found[3]), _MONTHS.index(found[1][:3]) + 1, int(found[2])
    return None


def _date(value: Value) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or value is None or isinstance(value, (dt.time, dt.timedelta)):
        return None
    if isinstance(value, (int, float)):
        # A date whose cell lost its format is the spreadsheet's own day number.
        known = _SERIALS.start <= value < _SERIALS.stop
        return _SERIAL_ZERO + dt.timedelta(days=int(value)) if known else None
    parts = _parts(clean(value))
    try:
        return dt.date(*parts) if parts else None
    except ValueError:
        return None


def signed_date(value: Value, *, around: dt.date | None = None) -> tuple[dt.date | None, str]:
    """Return the signing date that a cell means, or None, and the cell as printed.

    ``around`` is the day of the edition.  A date before 2002 or more than 31 days after
    ``around`` cannot be true and is None; so is any text that is not a whole date
    (``7/72025``): nothing is guessed, what was printed is kept instead.
    """
    day = _date(value)
    printed = day.isoformat() if day and not isinstance(value, str) else text_of(value)
    latest = around + AHEAD if around and around <= dt.date(9000, 1, 1) else dt.date(2100, 1, 1)
    return (day if day and FIRST_AGREEMENT <= day <= latest else None), printed
