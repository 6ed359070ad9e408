"""What a subscription is about: the whole list, a state, a county or one agency, by its code.  Pure.

The form of a code says which of these it is: ``all``; a state's two letters (``VA``); the five digits that the Census
gives a county (``51139``, FIPS); the public id of an agency (``VA-page-county-sheriffs-office``, docs/ids.md).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

Area: TypeAlias = str
"""The code of an area; `kind_of` says of what kind."""

EVERYWHERE: Area = "all"
"""The whole list."""

STATE_CODE, COUNTY_CODE = 2, 5
"""How long these codes are."""


class AreaKind(StrEnum):
    """What an area is."""

    EVERYWHERE = "everywhere"
    STATE = "state"
    COUNTY = "county"
    AGENCY = "agency"


def kind_of(area: Area) -> AreaKind:
    """Return what a code stands for."""
    if area == EVERYWHERE:
        return AreaKind.EVERYWHERE
    if len(area) == STATE_CODE:
        return AreaKind.STATE
    return AreaKind.COUNTY if len(area) == COUNTY_CODE and area.isdecimal() else AreaKind.AGENCY
