"""The parts of the country, as people look for a state in them.  Pure.

Source: https://www2.census.gov/geo/pdfs/maps-data/maps/reference/us_regdiv.pdf; it leaves the territories out.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Region(StrEnum):
    """A region of the Census, or all territories."""

    NORTHEAST = "northeast"
    MIDWEST = "midwest"
    SOUTH = "south"
    WEST = "west"
    TERRITORIES = "territories"


REGIONS: Mapping[Region, tuple[str, ...]] = {
    Region.NORTHEAST: ("CT", "ME", "MA", "NH", "NJ", "NY", "PA", "RI", "VT"),
    Region.MIDWEST: ("IL", "IN", "IA", "KS", "MI", "MN", "MO", "NE", "ND", "OH", "SD", "WI"),
    Region.SOUTH: (
        "AL",
        "AR",
        "DE",
        "DC",
        "FL",
        "GA",
        "KY",
        "LA",
        "MD",
        "MS",
        "NC",
        "OK",
        "SC",
        "TN",
        "TX",
        "VA",
        "WV",
    ),
    Region.WEST: ("AK", "AZ", "CA", "CO", "HI", "ID", "MT", "NV", "NM", "OR", "UT", "WA", "WY"),
    Region.TERRITORIES: ("AS", "GU", "MP", "PR", "VI"),
}
"""The states of each, by their codes."""


def region_of(state: str) -> Region:
    """Return the region of a state, by its code."""
    return next((region for region, states in REGIONS.items() if state in states), Region.TERRITORIES)
