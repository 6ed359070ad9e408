"""The names of counties and the like, in English."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class AreaPhrases:
    """Each kind as it is called, and what stands in which state."""

    county_county = Phrase("{name} County")
    county_parish = Phrase("{name} Parish")
    county_borough = Phrase("{name} Borough")
    county_city_and_borough = Phrase("City and Borough of {name}")
    county_census_area = Phrase("{name} Census Area")
    county_municipality = Phrase("Municipality of {name}")
    county_municipio = Phrase("{name} Municipio")
    county_planning_region = Phrase("{name} Planning Region")
    county_district = Phrase("{name} District")
    county_city = Phrase("City of {name}")
    county_alone = Phrase("{name}")
    county_in_state = Phrase("{county}, {state}")
    agency_in_state = Phrase("{agency} ({state})")
    choice_agency = Phrase("{agency} — {state}")
