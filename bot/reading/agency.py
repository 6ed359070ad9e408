"""Which agency a name means: spelling, abbreviations and word forms taken off, identity left.

Pure.  The vocabularies hold kinds of office and place and common abbreviations, never a proper name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.reading.states import state_name
from bot.reading.text import fold

_EXPAND: Mapping[str, tuple[str, ...]] = {
    "pd": ("police", "department"),
    "so": ("sheriff", "office"),
    "sd": ("sheriff", "department"),
    "dps": ("department", "public", "safety"),
    "doc": ("department", "correction"),
    "doj": ("department", "justice"),
    "bocc": ("board", "county", "commissioner"),
    "dept": ("department",),
    "depts": ("department",),
    "departments": ("department",),
    "ofc": ("office",),
    "off": ("office",),
    "offices": ("office",),
    "twp": ("township",),
    "twsp": ("township",),
    "boro": ("borough",),
    "vlg": ("village",),
    "co": ("county",),
    "cnty": ("county",),
    "ft": ("fort",),
    "st": ("saint",),
    "ste": ("sainte",),
    "mt": ("mount",),
    "univ": ("university",),
    "dist": ("district",),
    "atty": ("attorney",),
    "attorneys": ("attorney",),
    "natl": ("national",),
    "intl": ("international",),
    "pct": ("precinct",),
    "prec": ("precinct",),
    "hwy": ("highway",),
    "ctr": ("center",),
    "cntr": ("center",),
    "centre": ("center",),
    "assn": ("association",),
    "auth": ("authority",),
    "corr": ("correction",),
    "div": ("division",),
    "bd": ("board",),
    "comm": ("commission",),
    "enf": ("enforcement",),
    "sheriffs": ("sheriff",),
    "constables": ("constable",),
    "marshals": ("marshal",),
    "corrections": ("correction",),
    "correctional": ("correction",),
    "commissioners": ("commissioner",),
    "services": ("service",),
}
_ORDINALS = (
    ("first", "one", "i"),
    ("second", "two", "ii"),
    ("third", "three", "iii"),
    ("fourth", "four", "iv"),
    ("fifth", "five", "v"),
    ("sixth", "six", "vi"),
    ("seventh", "seven", "vii"),
    ("eighth", "eight", "viii"),
    ("ninth", "nine", "ix"),
    ("tenth", "ten", "x"),
    ("eleventh", "eleven", "xi"),
    ("twelfth", "twelve", "xii"),
    ("thirteenth", "thirteen", "xiii"),
    ("fourteenth", "fourteen", "xiv"),
    ("fifteenth", "fifteen", "xv"),
    ("sixteenth", "sixteen", "xvi"),
    ("seventeenth", "seventeen", "xvii"),
    ("eighteenth", "eighteen", "xviii"),
    ("nineteenth", "nineteen", "xix"),
    ("twentieth", "twenty", "xx"),
)
_NUMBERS = {word: str(n) for n, words in enumerate(_ORDINALS, 1) for word in words}
_ORDINAL = re.compile(r"0*(\d+)(?:st|nd|rd|th)?")
_NUMBER_SIGN = re.compile(r"\bno\.? ?(?=\d)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_CITY_OF = re.compile(r"^(?:the )?city of (?=\S)")
_SILENT = {"the", "of", "office", "department"}
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}


def _word(word: str) -> tuple[str, ...]:
    if word[0].isdigit() and (found := _ORDINAL.fullmatch(word)):
        return (found[1],)
    if word in _NUMBERS:
        return (_NUMBERS[word],)
    return _EXPAND.get(word, (word,))


def _opening(word: str, state: str | None) -> tuple[str, ...]:
    if state and word == state.lower():
        return tuple(state_name(state).lower().split())
    return (_DIRECTIONS[word],) if word in _DIRECTIONS else _word(word)


@lru_cache(maxsize=262_144)
def agency_key(agency: str, state: str | None = None) -> tuple[str, ...]:
    """Return the words that say which agency this is, in order; equal keys in one state are one agency.

    Case, accents, punctuation, abbreviations (``PD``, ``Twp.``, ``Ft.``), a leading ``City of``
    and the words ``office`` and ``department`` do not count; numbers do, ``Sixth`` as ``6``.
    ``state`` (a code) lets a leading ``MT`` be Montana in Montana and a mount elsewhere.
    Empty only where ``agency`` is.
    """
    folded = fold(agency)
    plain = _NUMBER_SIGN.sub("", _CITY_OF.sub("", folded).replace("&", " and "))
    raw = _NOT_WORD.sub(" ", plain).split()
    if not raw:
        return (folded,) if folded else ()
    words = _opening(raw[0], state) + tuple(part for word in raw[1:] for part in _word(word))
    return tuple(w for w in words if w not in _SILENT) or words
