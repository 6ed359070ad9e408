"""The names of counties and the like, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class AreaPhrases:
    """Each kind as it is called, and what stands in which state."""

    county_county = Phrase("condado de {name}")
    county_parish = Phrase("parroquia de {name}")
    county_borough = Phrase("municipio de {name} (borough)")
    county_city_and_borough = Phrase("ciudad y municipio de {name}")
    county_census_area = Phrase("área censal de {name}")
    county_municipality = Phrase("municipalidad de {name}")
    county_municipio = Phrase("municipio de {name}")
    county_planning_region = Phrase("región de planificación de {name}")
    county_district = Phrase("distrito de {name}")
    county_city = Phrase("ciudad de {name}")
    county_alone = Phrase("{name}")
    county_in_state = Phrase("{county}, {state}")
    agency_in_state = Phrase("{agency} ({state})")
    choice_agency = Phrase("{agency} — {state}")
