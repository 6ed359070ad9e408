"""The states and territories, in Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.reading.states import STATES as IN_ENGLISH

STATES: Mapping[str, str] = MappingProxyType(
    {
        **IN_ENGLISH,
        "DC": "Distrito de Columbia",
        "HI": "Hawái",
        "LA": "Luisiana",
        "MS": "Misisipi",
        "MO": "Misuri",
        "NJ": "Nueva Jersey",
        "NM": "Nuevo México",
        "NY": "Nueva York",
        "NC": "Carolina del Norte",
        "ND": "Dakota del Norte",
        "OR": "Oregón",
        "PA": "Pensilvania",
        "SC": "Carolina del Sur",
        "SD": "Dakota del Sur",
        "WV": "Virginia Occidental",
        "AS": "Samoa Americana",
        "MP": "Islas Marianas del Norte",
        "VI": "Islas Vírgenes de EE. UU.",
    }
)
"""By their USPS codes.  The others have the same name in both languages, as the press writes them."""
