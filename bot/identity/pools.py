"""Agreements and rows among which a counterpart is looked for: where, and by which names.  Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.domain.agreements import Agreement, Listing
from bot.reading.agency import agency_key

NEAREST = 8
"""So many of the nearest names are weighed where a state has more of them."""


@dataclass(slots=True)
class Pool:
    """Agreements or rows in which a counterpart is looked for: by state, by model there, and by link or name."""

    by_place: dict[object, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    by_trait: dict[object, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, place: object, listed: Agreement | Listing) -> None:
        """Put in what has this number."""
        self.by_place[place][number] = " ".join(agency_key(listed.agency, listed.state))
        for trait in _traits(listed):
            self.by_trait[trait].append(number)

    def near(self, place: object, listed: Agreement | Listing) -> set[int]:
        """The numbers of what may be ``listed``: of its place those with the nearest names."""
        there = self.by_place.get(place, {})
        if len(there) <= NEAREST:
            return set(there)
        name = " ".join(agency_key(listed.agency, listed.state))
        scorers = (fuzz.ratio, fuzz.token_sort_ratio)  # a slip at a word's beginning upsets their order
        nearest = (process.extract(name, there, scorer=scorer, limit=NEAREST) for scorer in scorers)
        return {number for found in nearest for _, _, number in found}

    def sharing(self, listed: Agreement | Listing) -> set[int]:
        """The numbers of what has the name or the link of ``listed``, wherever it is."""
        return {number for trait in _traits(listed) for number in self.by_trait.get(trait, ())[:NEAREST]}


def _traits(listed: Agreement | Listing) -> list[object]:
    return [trait for trait in (listed.moa_url, agency_key(listed.agency, listed.state)) if trait]
