"""The id that the project deportationdata/ice-287g has for an agency, made of its name by that project's rule.  Pure.

Source of the rule: https://github.com/deportationdata/ice-287g, as read in November 2026.  Its ids follow the name
that it takes for the agency's own, which it chooses with hindsight and by hand: they agree where that is the name
that the list prints now.
"""

from __future__ import annotations

import re

from bot.reading.states import STATES
from bot.reading.text import fold

_WORDS = {
    "ste": "sainte",
    "st": "saint",
    "ft": "fort",
    "mt": "mount",
    "co": "county",
    "cnty": "county",
    "dept": "department",
    "departement": "department",
    "departmen": "department",
    "so": "sheriff office",
    "pd": "police department",
    "twp": "township",
    "boro": "borough",
    "hwy": "highway",
    "univ": "university",
    "pct": "precinct",
    "bocc": "board of county commissioners",
    "dps": "department of public safety",
    "sheriffs": "sheriff",
    "marshals": "marshal",
    "constables": "constable",
    "services": "service",
    "corrections": "correction",
}
_KINDS = (
    *("department", "state", "highway", "office", "bureau", "division", "attorney", "correction", "police"),
    *("patrol", "fish", "game", "wildlife"),
)
"""Kinds of office before which the state's own name does not count."""

_OF = re.compile(r"^(?:city|town|village|borough|township|county) of ")
_APPENDIX = re.compile(r" (?:addendum|amendment)$")


def deportationdata_id(agency: str, state: str) -> str | None:
    """Return the id for ``agency`` in ``state``, such as ``NC-alamance-county-sheriff-office``; None without a code."""
    if state not in STATES:
        return None
    words = re.sub(r"[^a-z0-9]", " ", fold(agency).replace("&", " and ")).split()
    if words and words[0] == state.lower():
        words[:1] = STATES[state].lower().split()
    name = " ".join(_WORDS.get(word, word) for word in words)
    name = _OF.sub("", _without_state(name, state))
    name = name.replace("sheriff department", "sheriff office")
    name = name.replace("correction department", "department of correction")
    return f"{state}-{_APPENDIX.sub('', name).replace(' ', '-')}"


def _without_state(name: str, state: str) -> str:
    own = STATES[state].lower()
    name = re.sub(rf" (?:{state.lower()}|{own})$", "", name)
    return re.sub(rf"^{own} (?=(?:{'|'.join(_KINDS)})\b)", "", name)
