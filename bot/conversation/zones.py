"""Which time zone a person means: by its IANA name, as people in the United States say it, or by a city."""

from __future__ import annotations

import difflib
import zoneinfo
from collections.abc import Mapping
from functools import cache

from bot.domain.errors import UsageError
from bot.reading.text import fold

NEAREST = 3
"""So many names are proposed where none is understood."""

LONGEST = 40
"""Characters of what was typed that an answer repeats."""

SAID = {
    "America/New_York": (
        "eastern, et, est, edt, este, oriental, nueva york, boston, miami, atlanta, washington, washington dc, "
        "philadelphia, filadelfia, charlotte, orlando, tampa, jacksonville, baltimore, richmond, cleveland, columbus, "
        "pittsburgh, raleigh"
    ),
    "America/Chicago": (
        "central, ct, cst, cdt, centro, dallas, houston, austin, san antonio, fort worth, nashville, memphis, "
        "new orleans, nueva orleans, minneapolis, milwaukee, kansas city, st louis, saint louis, oklahoma city, tulsa"
    ),
    "America/Denver": "mountain, mt, mst, mdt, montana, albuquerque, salt lake city, el paso, colorado springs",
    "America/Phoenix": "arizona, tucson",
    "America/Los_Angeles": (
        "pacific, pt, pst, pdt, pacifico, san francisco, san diego, seattle, portland, sacramento, las vegas, "
        "san jose, fresno, oakland"
    ),
    "America/Anchorage": "alaska, akst, akdt",
    "Pacific/Honolulu": "hawaii, hawai, hst",
    "America/Puerto_Rico": "atlantic, ast, atlantico, san juan",
    "Pacific/Guam": "chamorro, chst",
    "UTC": "gmt, z, zulu, universal",
}
"""What people say for the zones of the United States, as `fold` gives it, their large cities included."""

_BESIDE = str.maketrans({"_": " ", ".": None, ",": None})

AROUND = frozenset({"time", "zone", "standard", "daylight", "us", "hora", "horario", "del", "de", "la", "el", "zona"})
"""Words that stand beside the name of a zone and tell nothing."""


def parse_zone(typed: str) -> str:
    """Read the IANA name of the zone that a person means.

    Raises:
        UsageError: none has such a name; what is nearest is in it.
    """
    known = _zones()
    folded = _plain(typed)
    bare = " ".join(word for word in folded.split() if word not in AROUND)
    for name in (folded, bare):
        if name in known:
            return known[name]
    near = list(dict.fromkeys(known[name] for name in _nearest(bare or folded, known)))[:NEAREST]
    raise UsageError("which_timezone", typed=typed.strip()[:LONGEST], near=", ".join(near or ["America/New_York"]))


def _nearest(typed: str, known: Mapping[str, str]) -> list[str]:
    begun = sorted(name for name in known if typed and name.startswith(typed))
    return begun or difflib.get_close_matches(typed, known, n=2 * NEAREST, cutoff=0.6)


@cache
def _zones() -> Mapping[str, str]:
    """Zones by everything that people call them, folded: what Americans say goes before a city elsewhere."""
    found: dict[str, str] = {}
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC")
    for name in names:
        found.setdefault(_plain(name.rpartition("/")[2]), name)
    found |= {_plain(name): name for name in names}
    for zone, said in SAID.items():
        found |= dict.fromkeys(said.split(", "), zone)
    return found


def _plain(name: str) -> str:
    """Give a name in lower case without accents, underscores and points."""
    return " ".join(fold(name.translate(_BESIDE)).split())
