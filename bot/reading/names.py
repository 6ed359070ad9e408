"""What a cell says and what it means: states, models, dates, agencies, counties, links.

Pure, and the one place to import these from; the longer parts live in modules of their own
(`bot.reading.text`, `bot.reading.states`, `bot.reading.agency`, `bot.reading.links`).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.domain.agreements import SupportModel
from bot.domain.editions import Value
from bot.reading.agency import agency_key
from bot.reading.links import official_link
from bot.reading.states import STATES, TERRITORIES, state, state_name
from bot.reading.text import clean, fold, text_of

__all__ = [
    "STATES",
    "TERRITORIES",
    "agency_key",
    "clean",
    "fold",
    "model",
    "official_link",
    "signed_date",
    "state",
    "state_name",
    "text_of",
]

FIRST_AGREEMENT = dt.date(2002, 1, 1)
"""No agreement is older: the first under section 287(g) was signed in 2002."""

AHEAD = dt.timedelta(days=31)
"""How far after its edition a signing date may lie before it is taken for a slip of the pen."""

_MODEL_CODES = {
    "tfm": SupportModel.TASK_FORCE,
    "tfo": SupportModel.TASK_FORCE,
    "jem": SupportModel.JAIL_ENFORCEMENT,
    "wso": SupportModel.WARRANT_SERVICE,
}
_MODEL_WORDS = {
    "taskforce": SupportModel.TASK_FORCE,
    "jailenforcement": SupportModel.JAIL_ENFORCEMENT,
    "warrantservice": SupportModel.WARRANT_SERVICE,
}
MODEL_SLIPS = 3
"""Mistyped letters that the words naming a model may have."""

_MODEL_TAIL = re.compile(r"(?:models?|officers?|offices?|offcier|program|agreement|tfm|jem|wso)+$")


@lru_cache(maxsize=4096)
def model(text: str) -> SupportModel | None:
    """Return the support model that ``text`` means, or None.

    The two words that name a model decide (``Task Force``, ``Jail Enforcement``, ``Warrant
    Service``), whatever follows them and with up to three slips of a letter.
    """
    plain = re.sub(r"[^a-z]", "", fold(text))
    if plain in _MODEL_CODES:
        return _MODEL_CODES[plain]
    words = _MODEL_TAIL.sub("", plain)
    near = sorted((OSA.distance(words, name), name) for name in _MODEL_WORDS)
    return _MODEL_WORDS[near[0][1]] if near[0][0] <= MODEL_SLIPS else None


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
