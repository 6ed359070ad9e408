"""Which area something that was named is: a county, in its state or in any, or an agency.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversation.agency_typed import find_typed, without_namesakes
from bot.conversation.cities import LIES_IN
from bot.conversation.county_typed import CountyTyped, codes
from bot.conversation.grammar import SHOWN, written_state
from bot.conversation.named import Named, Sort, not_understood
from bot.domain.agencies import AgencyName
from bot.domain.areas import Area
from bot.domain.buttons import CHOICES_AT_MOST
from bot.domain.errors import UsageError
from bot.reading.county_names import state_of_county


def area_of(named: Named, text: str, names: Sequence[AgencyName]) -> Area:
    """The area that a part of ``text`` names.

    Raises:
        UsageError: there is none, or there are several.
    """
    typed = text[named.start : named.end]
    if named.sort is Sort.AGENCY:
        return _agency(named, typed, names)
    if named.county is None:
        return named.code
    found = _in_state(named, named.county, typed) if named.state else _anywhere(named, named.county, typed)
    if not named.county.kinded and found in LIES_IN:
        raise UsageError("which_of_areas", typed=typed, codes=(found, LIES_IN[found]))
    return found


def _in_state(named: Named, county: CountyTyped, typed: str) -> Area:
    """The county of a state that is named.

    Raises:
        UsageError: it has none of that name, or several.
    """
    here = county.within(named.state) or (county.mistyped(named.state) if county.kinded else ())
    if len(here) == 1:
        return here[0].fips
    if here:
        raise UsageError("which_of_areas", typed=typed, codes=codes(here))
    near = [*county.mistyped(named.state), *county.nearest(named.state), *county.anywhere()]
    choices = tuple(dict.fromkeys(codes(near)))[:CHOICES_AT_MOST]
    raise UsageError("no_such_county", typed=typed[:SHOWN], codes=choices or (named.state,))


def _anywhere(named: Named, county: CountyTyped, typed: str) -> Area:
    """The county that is named without its state.

    Raises:
        UsageError: there is none of that name, or there are several.
    """
    found = county.anywhere()
    here = [fips for fips in codes(found) if state_of_county(fips) == named.after]
    if here:
        raise UsageError("which_of_areas", typed=typed, codes=(*here, named.after))
    if named.after:
        typed = named.typed
    if not found:
        raise not_understood(named.typed, typed)
    if len(found) > CHOICES_AT_MOST:
        states = {state_of_county(county.fips) for county in found}
        raise UsageError("too_many_places", typed=typed, count=len(states), example=max(states), codes=codes(found))
    if len(found) > 1:
        raise UsageError("which_of_areas", typed=typed, codes=codes(found))
    return found[0].fips


def _agency(named: Named, typed: str, names: Sequence[AgencyName]) -> Area:
    """The agency that is named.

    Raises:
        UsageError: there is none of that name, or there are several.
    """
    found = find_typed(named.typed, names, None if _has_state(named) else named.state or None)
    agencies = without_namesakes(found.agencies)
    if len(agencies) == 1:
        return agencies[0].agency_id
    if agencies:
        raise _which("which_of_areas", typed, agencies)
    near = found.nearest or find_typed(named.typed, names).nearest
    if near:
        raise _which("no_such_agency", typed, near)
    raise UsageError("agency_unknown", typed=typed[:SHOWN])


def _has_state(named: Named) -> bool:
    """Whether the state of an agency stands in its own words."""
    words = named.typed.split()
    return any(written_state(" ".join(words[-count:])) == named.state for count in range(1, len(words)))


def _which(problem: str, typed: str, agencies: Sequence[AgencyName]) -> UsageError:
    shown = sorted(agencies, key=lambda name: (name.state, name.name))[:CHOICES_AT_MOST]
    by_id: Mapping[Area, AgencyName] = {name.agency_id: name for name in shown}
    return UsageError(problem, typed=typed[:SHOWN], codes=tuple(by_id), names=by_id)
