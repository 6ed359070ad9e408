"""Areas by name: the whole list, states, counties and agencies.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from bot.domain.agencies import AgencyName
from bot.domain.areas import Area, AreaKind, kind_of
from bot.reading.county_names import County, county_of, state_of_county
from bot.wording.languages import Words
from bot.wording.phrases import Sentence

Names: TypeAlias = Mapping[Area, AgencyName]
"""Agencies by their public ids, each with the name that is printed now."""

AMONG = ", "
"""What stands between a county and its state, and between the things of a list."""

NAMELESS: Names = {}
"""Where agencies are called by their ids."""


def current_names(names: Iterable[AgencyName]) -> dict[Area, AgencyName]:
    """The name that each agency is printed under now, by its public id."""
    found: dict[Area, AgencyName] = {}
    for name in names:
        if not name.former or name.agency_id not in found:
            found[name.agency_id] = name
    return found


def area_name(words: Words, area: Area, names: Names) -> str:
    """Name an area as it stands in a sentence: ``Virginia``, ``el condado de Page, Virginia``, an agency and its state.

    ``names`` are those of agencies by their public ids; one that is not among them is called by its id.
    """
    match kind_of(area):
        case AreaKind.EVERYWHERE:
            return words.every_state()
        case AreaKind.STATE:
            return words.state_in_sentence(area)
        case AreaKind.COUNTY:
            return _county_in_state(words, area, words.county_in_sentence(county_name(words, area)))
        case AreaKind.AGENCY:
            if (name := names.get(area)) is None:
                return area
            return words.agency_in_state(agency=name.name, state=words.state(name.state))


def area_label(words: Words, area: Area, names: Names) -> str:
    """Name an area as a line begins with it, or a button: without an article, and with a capital."""
    match kind_of(area):
        case AreaKind.EVERYWHERE:
            return capitalized(words.every_state())
        case AreaKind.STATE:
            return words.state(area)
        case AreaKind.COUNTY:
            return _county_in_state(words, area, county_label(words, area))
        case AreaKind.AGENCY:
            return area_name(words, area, names)  # as it is printed


def county_label(words: Words, fips: Area) -> str:
    """Name a county as a line begins with it, or a button."""
    return capitalized(county_name(words, fips))


def capitalized(text: str) -> str:
    """Write a text with a capital at its beginning; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def by_name(words: Words, areas: Iterable[Area], names: Names) -> list[Area]:
    """Put areas in the order of their names, whatever article these have in a sentence."""
    return sorted(areas, key=lambda area: area_label(words, area, names))


def _county_in_state(words: Words, area: Area, county: str) -> str:
    return words.county_in_state(county=county, state=words.state(state_of_county(area)))


def area_names(words: Words, areas: Sequence[Area], names: Names) -> str:
    """Name several areas, the last with "and"; every state alone where it is among them."""
    if any(kind_of(area) is AreaKind.EVERYWHERE for area in areas):
        return words.every_state()
    return enumerated(words, [area_name(words, area, names) for area in areas])


def enumerated(words: Words, labels: Sequence[str]) -> str:
    """Write a list of areas in a sentence, the last with "and"; with semicolons where one has a comma in it."""
    return listed(words, labels) if any(AMONG in label for label in labels) else words.together(labels)


def listed(words: Words, labels: Sequence[str]) -> str:
    """Write a list of areas; with semicolons where a comma stands in one of them: ``Page County, Virginia; Ohio``."""
    return "; ".join(labels) if any(AMONG in label for label in labels) else words.all_of(labels)


def typed(words: Words, areas: Sequence[Area]) -> str:
    """Write areas as a person would type them: ``VA``, ``Page County VA``; agencies by their public ids."""
    return ", ".join(
        f"{county_name(words, area)} {state_of_county(area)}" if kind_of(area) is AreaKind.COUNTY else area
        for area in areas
    )


def county_name(words: Words, fips: Area) -> str:
    """Name a county, parish, borough or the like with its kind, as it is typed; one that is not known by its code."""
    county = county_of(fips)
    return fips if county is None else _phrase(words, county)(name=county.name)


def _phrase(words: Words, county: County) -> Sentence:
    """The phrase for a county's kind; some have none, as Guam, or it is a part of their name."""
    kinds = {
        "county": words.county_county,
        "parish": words.county_parish,
        "borough": words.county_borough,
        "city and borough": words.county_city_and_borough,
        "census area": words.county_census_area,
        "municipality": words.county_municipality,
        "municipio": words.county_municipio,
        "planning region": words.county_planning_region,
        "district": words.county_district,
        "city": words.county_city,
    }
    return kinds.get(county.kind, words.county_alone)
