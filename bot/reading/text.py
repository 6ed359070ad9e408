"""Text of a cell made fit to show and to compare.  Pure; knows nothing of agencies or states."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from bot.domain.editions import Value

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07", "'"))
_EMPTY = {"#na", "#n/a", "#ref!", "#value!", "#name?", "n/a", "na", "none", "null", "-", "--"}


@lru_cache(maxsize=262_144)
def clean(text: str) -> str:
    """Return ``text`` fit to show: single spaces, straight apostrophes, nothing invisible; case is kept."""
    if text.isascii() and text.isprintable():
        return (_SPACES.sub(" ", text) if "  " in text else text).strip().replace("`", "'")
    composed = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).translate(_APOSTROPHES)
    shown = (" " if c.isspace() else c for c in composed)
    return _SPACES.sub(" ", "".join(c for c in shown if unicodedata.category(c) not in _INVISIBLE)).strip()


@lru_cache(maxsize=262_144)
def fold(text: str) -> str:
    """Return what is left of ``text`` when case, accents, apostrophes and white space do not count."""
    plain = clean(text)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    folded = plain.casefold().replace("'", "").strip()
    return folded if folded.isascii() and "  " not in folded else _SPACES.sub(" ", folded)


@lru_cache(maxsize=65_536, typed=True)
def text_of(value: Value) -> str:
    """Return a cell's value as clean text; an empty cell or a spreadsheet's error value is ''."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = clean(str(value))
    return "" if text.casefold() in _EMPTY else text
