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
    "isd": ("independent", "school", "district"),
    "cisd": ("consolidated", "independent", "school", "district"),
    "da": ("district", "attorney"),
    "das": ("district", "attorney"),
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
    "cty": ("county",),
    "ft": ("fort",),
    "st": ("saint",),
    "ste": ("sainte",),
    "mt": ("mount",),
    "univ": ("university",),
    "dist": ("district",),
    "indep": ("independent",),
    "sch": ("school",),
    "atty": ("attorney",),
    "attorneys": ("attorney",),
    "prosecutor": ("prosecuting", "attorney"),
    "prosecutors": ("prosecuting", "attorney"),
    "natl": ("national",),
    "intl": ("international",),
    "pct": ("precinct",),
    "prec": ("precinct",),
    "hwy": ("highway",),
    "ctr": ("center",),
    "det": ("detention",),
    "metro": ("metropolitan",),
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
    "const": ("constable",),
    "constables": ("constable",),
    "marshals": ("marshal",),
    "corrections": ("correction",),
    "correctional": ("correction",),
    "commissioners": ("commissioner",),
    "services": ("service",),
    "tribe": ("tribal",),
    "tribes": ("tribal",),
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
_TENS = {
    **{ten: n * 10 for n, ten in enumerate(("twenty", "thirty", "forty", "fifty"), 2)},
    **{ten: n * 10 for n, ten in enumerate(("sixty", "seventy", "eighty", "ninety"), 6)},
}
_UNITS = {word: n for n, words in enumerate(_ORDINALS[:9], 1) for word in words[:2]}
_NUMBERS = {
    **{word: str(n) for n, words in enumerate(_ORDINALS, 1) for word in words},
    **{word: str(n) for ten, n in _TENS.items() for word in (ten, f"{ten[:-1]}ieth")},
}
_INITIALS = ("cisd", "das", "dps", "doc", "doj", "isd", "da", "pd", "sd", "so")
"""Abbreviations that are also written with points or spaces, longest first."""

_ORDINAL = re.compile(r"0*(\d+)(?:st|nd|rd|th)?")
_NUMBER_SIGN = re.compile(r"\bno\.? ?(?=\d)")
_OWNED = re.compile(r"\b(const|atty)\.s\b")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_CITY_OF = re.compile(r"^(?:the )?city of (?=\S)")
_TURNED = re.compile(r"^(?:the )?((?:police|sheriffs?) (?:department|dept\.?|office)) of (?:the )?(?=\S)(.+)$")
_SILENT = {"the", "of", "office", "department"}
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}


@lru_cache(maxsize=131_072)
def _word(word: str) -> tuple[str, ...]:
    if word[0].isdigit() and (found := _ORDINAL.fullmatch(word)):
        return (found[1],)
    if word in _NUMBERS:
        return (_NUMBERS[word],)
    return _EXPAND.get(word, (word,))


def _joined(raw: list[str]) -> list[str]:
    """Write as one what is one word: ``p d`` as ``pd``, ``twenty seventh`` as ``27``."""
    words = raw if _TENS.keys().isdisjoint(raw) else _with_tens(raw)
    return _with_initials(words) if min(map(len, words), default=0) == 1 else words


def _with_tens(raw: list[str]) -> list[str]:
    words: list[str] = []
    for word in raw:
        if words and word in _UNITS and words[-1] in _TENS:
            words[-1] = str(_TENS[words[-1]] + _UNITS[word])
        else:
            words.append(word)
    return words


def _with_initials(words: list[str]) -> list[str]:
    found: list[str] = []
    while words:
        fitting = (one for one in _INITIALS if words[-len(one) :] == list(one))
        length = len(last) if (last := next(fitting, "")) else 1
        found.append(last or words[-1])
        words = words[:-length]
    return found[::-1]


def _opening(word: str, state: str | None) -> tuple[str, ...]:
    if state and word == state.lower():
        return tuple(state_name(state).lower().split())
    return (_DIRECTIONS[word],) if word in _DIRECTIONS else _word(word)


@lru_cache(maxsize=262_144)
def agency_key(agency: str, state: str | None = None) -> tuple[str, ...]:
    """Return the words that say which agency this is, in order; equal keys in one state are one agency.

    Case, accents, punctuation, abbreviations (``PD``, ``P.D.``, ``Twp.``, ``Ft.``), a leading ``City of``
    and the words ``office`` and ``department`` do not count; numbers do, ``Sixth`` as ``6``,
    ``Twenty-Seventh`` as ``27``.  ``Police Department of Luray`` is ``Luray Police Department``.
    ``state`` (a code) lets a leading ``MT`` be Montana in Montana and a mount elsewhere.
    Empty only where ``agency`` is.
    """
    folded = plain = fold(agency)
    if "." in plain:
        folded = plain = _OWNED.sub(r"\1", plain)
    if " of " in plain:
        plain = _CITY_OF.sub("", _TURNED.sub(r"\2 \1", plain))
    plain = plain.replace("&", " and ")
    if "no" in plain:
        plain = _NUMBER_SIGN.sub("", plain)
    raw = _joined(_NOT_WORD.sub(" ", plain).split())
    if not raw:
        return (folded,) if folded else ()
    words = _opening(raw[0], state) + tuple(part for word in raw[1:] for part in _word(word))
    return tuple(w for w in words if w not in _SILENT) or words
