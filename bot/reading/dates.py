"""Which signing date a cell means.  Pure."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from bot.domain.editions import Value
from bot.reading.text import clean, text_of

FIRST_AGREEMENT = dt.date(2002, 1, 1)
"""No agreement is older: the first under section 287(g) was signed in 2002."""

AHEAD = dt.timedelta(days=31)
"""How far after its edition a signing date may lie before it is taken for a slip of the pen."""

_FORMS = (
    (re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})"), (1, 3, 4)),
    (re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})"), (4, 1, 3)),
    (re.compile(r"([a-z]{3,9})\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4}|\d{2})"), (3, 1, 2)),
    (re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})"), (3, 2, 1)),
)
"""How a date is written, and where year, month and day stand in it."""

_WEEKDAY = re.compile(r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +")
_CLOCK = re.compile(r"[t ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|[+-]\d{2}:?\d{2}))?$")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SERIAL_TEXT = re.compile(r"(\d{5})(?:\.0+)?")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
"""Day numbers of spreadsheets from 2000-01-01 to 2099-12-31."""


def _year(text: str) -> int:
    return int(text) if len(text) > len("25") else int("20" + text)


def _month(word: str) -> int:
    """The number of a month by its first three letters: no two share them, and the rest may be mistyped; 0 for none."""
    return next((number for number, name in enumerate(_MONTHS, 1) if name[:3] == word[:3]), 0)


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date as people type it; with numbers alone the month is first, as the list has it."""
    plain = _CLOCK.sub("", _WEEKDAY.sub("", text.casefold(), count=1).strip())
    for form, order in _FORMS:
        if found := form.fullmatch(plain):
            year, month, day = (found[name] for name in order)
            return _year(year), int(month) if month.isdecimal() else _month(month), int(day)
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
    return _typed(clean(value))


def _typed(text: str) -> dt.date | None:
    if found := _SERIAL_TEXT.fullmatch(text):
        return _date(int(found[1]))
    parts = _parts(text)
    try:
        return dt.date(*parts) if parts else None
    except ValueError:
        return None


@lru_cache(maxsize=65_536, typed=True)
def _read(value: Value) -> tuple[dt.date | None, str]:
    """Return the date that a cell means, whether it can be true or not, and the cell as printed."""
    day = _date(value)
    return day, day.isoformat() if day and not isinstance(value, str) else text_of(value)


def signed_date(value: Value, around: dt.date | None = None) -> tuple[dt.date | None, str]:
    """Return the signing date that a cell means, or None, and the cell as printed.

    ``around`` is the day of the edition.  A date before 2002 or more than 31 days after
    ``around`` cannot be true and is None; so is any text that is not a whole date
    (``7/72025``): nothing is guessed, what was printed is kept instead.
    """
    day, printed = _read(value)
    latest = around + AHEAD if around and around <= dt.date(9000, 1, 1) else dt.date(2100, 1, 1)
    return (day if day and FIRST_AGREEMENT <= day <= latest else None), printed
