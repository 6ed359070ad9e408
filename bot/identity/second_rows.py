"""Rows that are another row of their edition, printed again with a slip of the pen: no agreements.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from rapidfuzz.distance import OSA

from bot.domain.agreements import Listing, Model
from bot.identity.evidence import Witness
from bot.identity.likeness import Alike, alike
from bot.identity.namesakes import content_order
from bot.identity.persons import without_person
from bot.identity.words import differing_words, mistyped_soft, soft_words
from bot.reading.agency import agency_key
from bot.reading.county_names import county_key
from bot.reading.text import fold

Signing: TypeAlias = tuple[str | None, Model | None, dt.date | None]
"""State, model and signing date: what a row and its repetition have in common beside the name."""

MOST_ROWS = 200
"""More rows than this of one state, model and date are not looked at: no real edition comes near it."""

_PRINTED_AGAIN = (Alike.TYPO, Alike.PART)

MOST_SLIPS = 4
"""Letters in which two names may differ: two slips of two letters each."""


def alike_rows(arrived: Iterable[int], rows: Sequence[Listing]) -> dict[int, list[int]]:
    """Return by position which rows each of ``arrived`` may repeat: all that they print agrees but for the name.

    State, model, signing date and county agree, and the row links no text of its own.  Where a county is not printed
    the slip must be in a word without identity (``Polcie``).  Other spellings than slips are none: a borough and a
    township of one name may both sign.
    """
    candidates = [position for position in arrived if _says_enough(rows[position])]
    together: dict[Signing, list[int]] = {_signing(rows[position]): [] for position in candidates}
    for position, row in enumerate(rows if together else ()):
        if (here := together.get(_signing(row))) is not None and _says_enough(row):
            here.append(position)
    found = {}
    for position in candidates:
        here = together[_signing(rows[position])]
        if len(here) > MOST_ROWS:
            continue
        if others := [other for other in here if other != position and _repeats(rows[position], rows[other])]:
            found[position] = others
    return found


def second_rows(found: Mapping[int, Sequence[int]], rows: Sequence[Listing], witness: Witness) -> dict[int, int]:
    """Return by position the row that each second row repeats; ``found`` is what `alike_rows` returned.

    Names that other rows bear are two real names.  Of two rows that are both new, the one with the stranger name is
    the second.
    """
    second: dict[int, int] = {}
    stranger = sorted(found, key=lambda position: (_unborne(rows[position], witness), content_order(rows[position])))
    for position in reversed(stranger):
        others = [
            other
            for other in found[position]
            if other not in second and not _both_borne(rows[position], rows[other], witness)
        ]
        if others:
            second[position] = others[0]
    return second


def _signing(row: Listing) -> Signing:
    return row.state, row.model, row.signed_on


def _says_enough(row: Listing) -> bool:
    """Whether a row is understood; a date that cannot be read may be any."""
    return bool(row.agency and row.state and row.model) and (row.signed_on is not None or not row.signed_printed)


def _repeats(row: Listing, other: Listing) -> bool:
    """Whether a row of the same signing prints what another does, but for a slip in the name."""
    if row.moa_url is not None and row.moa_url != other.moa_url:
        return False
    slip = OSA.distance(fold(row.agency), fold(other.agency), score_cutoff=MOST_SLIPS) <= MOST_SLIPS
    if not slip and _first_word(row) != _first_word(other):
        return False
    return _in_one_place(row, other) and alike(other.agency, row.agency, row.state) in _PRINTED_AGAIN


def _first_word(row: Listing) -> tuple[str, ...]:
    return agency_key(row.agency, row.state)[:1]


def _in_one_place(row: Listing, other: Listing) -> bool:
    """Whether two rows print one county, or else names of which no telling word differs."""
    counties = {county_key(row.county), county_key(other.county)}
    return _nothing_telling(row, other) if "" in counties else len(counties) == 1


def _nothing_telling(row: Listing, other: Listing) -> bool:
    """Whether the words that differ carry no identity, mistyped or not, or are of a person's name."""
    keys = [agency_key(one.agency, row.state) for one in (row, other)]
    soft = soft_words(keys[0] + keys[1], row.state)
    a, b = (set(without_person(key, soft)) for key in keys)
    return all(word in soft or mistyped_soft(word) for word in a ^ b)


def _unborne(row: Listing, witness: Witness) -> int:
    return sum(witness.words.get(word, 0) <= 1 for word in agency_key(row.agency, row.state))


def _both_borne(row: Listing, other: Listing, witness: Witness) -> bool:
    """Whether the words that differ stand in names of other agencies as well."""
    differing = differing_words(row.agency, other.agency, row.state)
    return all(words and all(witness.words.get(word, 0) > 1 for word in words) for words in differing)
