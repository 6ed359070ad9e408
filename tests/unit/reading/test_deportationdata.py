"""The ids that another project makes of the same names, by its rule."""

from __future__ import annotations

import pytest

from bot.reading.deportationdata import deportationdata_id


@pytest.mark.parametrize(
    ("agency", "state", "made"),
    [
        ("Thornbury County Sheriff\u2019s Office", "NC", "NC-thornbury-county-sheriff-office"),
        ("Thornbury Co. Sheriffs Department", "NC", "NC-thornbury-county-sheriff-office"),
        ("Quillmore S.O.", "NC", "NC-quillmore-s-o"),
        ("Quillmore SO", "NC", "NC-quillmore-sheriff-office"),
        ("St. Orwen PD", "FL", "FL-saint-orwen-police-department"),
        ("City of Ft. Aldous Police Dept.", "TX", "TX-fort-aldous-police-department"),
        ("NC Bureau of Harbours & Fisheries", "NC", "NC-bureau-of-harbours-and-fisheries"),
        ("North Carolina Department of Tolls", "NC", "NC-department-of-tolls"),
        ("North Carolina Harbour Board", "NC", "NC-north-carolina-harbour-board"),
        ("Harbour Patrol Virginia", "VA", "VA-harbour-patrol"),
        ("CO Harbour Police", "CO", "CO-colorado-harbour-police"),
        ("Delaware Corrections Department", "DE", "DE-department-of-correction"),
        ("Quillmore Marshal's Office Addendum", "LA", "LA-quillmore-marshal-office"),
        ("Peñalta Twp. Constables", "PA", "PA-penalta-township-constable"),
    ],
)
def test_the_rule_is_followed(agency: str, state: str, made: str) -> None:
    """Abbreviations written out, the state's own name and the plural of offices off, one office for two words of it."""
    assert deportationdata_id(agency, state) == made


def test_where_no_state_is_understood_there_is_none() -> None:
    """That project's own are made after such slips have been mended by hand."""
    assert deportationdata_id("Thornbury County Sheriff's Office", "NORHT CARLOINA") is None
