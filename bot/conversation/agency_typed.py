"""Whether words mean an agency, and which.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.state_names import NAME_AT_MOST, named_state
from bot.conversation.vocabulary import agency_typed
from bot.domain.agencies import AgencyName
from bot.identity.finding import Found, find_agency
from bot.identity.words import KINDS
from bot.reading.agency import agency_key
from bot.reading.county_names import county_key
from bot.reading.text import fold

_ALSO = (
    "agency authority bureau college commission correctional department dept division dps doc enforcement guard isd "
    "office officers pd police policing prosecutors prosecuting safety school so university "
    "agencia alguacil alguaciles carcel departamento fiscalia oficina policia sheriffs universidad"
)
OFFICES = frozenset({*KINDS, *(f"{kind}s" for kind in KINDS), *_ALSO.split()})
"""Words that say that an office is meant, and not the place where it is, in English and Spanish, folded."""


def names_office(text: str) -> bool:
    """Whether words name an office; ``SO`` does in capitals alone."""
    return any(
        plain in OFFICES and (plain != "so" or word.isupper())
        for word in text.split()
        if (plain := fold(word).replace(".", "").strip(",;:()"))
    )


def find_typed(typed: str, names: Sequence[AgencyName], state: str | None = None) -> Found:
    """Find what was typed as it stands, or as it is in English where it is Spanish, in a state where one is given."""
    name, own = agency_typed(typed)
    as_typed, in_english = (typed, state), (name, state or own)
    first, second = (in_english, as_typed) if own else (as_typed, in_english)
    found = find_agency(first[0], names, first[1])
    if found.agencies or first == second:
        return found
    other = find_agency(second[0], names, second[1])
    return other if other.agencies else found


def without_namesakes(found: Sequence[AgencyName]) -> list[AgencyName]:
    """The agencies that were found, those of one name in one place as one: ICE spells some in two ways."""
    known: dict[tuple[str, tuple[str, ...], str], AgencyName] = {}
    for name in found:
        key = agency_key(name.name, name.state)
        place = "" if "county" in key or "parish" in key else county_key(name.county)
        known.setdefault((name.state, key, place), name)
    return list(known.values())


def is_name(text: str, names: Sequence[AgencyName]) -> bool:
    """Whether words are the name of an agency just as it stands, but for what does not tell agencies apart.

    Its state may stand behind it.
    """
    words = text.replace(",", " ").split()
    behind = [
        (" ".join(words[:-count]), code)
        for count in range(1, min(len(words), NAME_AT_MOST + 1))
        if (code := named_state(" ".join(words[-count:])))
    ]
    return any(
        agency_key(name.name, name.state) == agency_key(typed, name.state)
        for typed, state in ((text, None), *behind)
        for name in names
        if state in (None, name.state)
    )
