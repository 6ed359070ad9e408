from __future__ import annotations

import pytest

from bot.identity.persons import without_person
from bot.identity.words import soft_words
from bot.reading.agency import agency_key


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Tessaly County Sheriff Jane Roe", "Tessaly County Sheriff"),
        ("Tessaly County Sheriff's Office (Sheriff Jane Q. Roe)", "Tessaly County Sheriff"),
        ("Virginia State Police, Chief Jane Roe", "Virginia State Police"),
        ("Ombrook Police Department, Chief Jane Roe", "Ombrook Police"),
        ("Tessaly County Constable Precinct 1, Constable Jane Roe", "Tessaly County Constable Precinct 1"),
    ],
)
def test_the_person_behind_a_title_is_left_off(name: str, office: str) -> None:
    """What is left is the key of the office, with the sheriff's where the title was the only word for it."""
    key = agency_key(name, "VA")
    assert without_person(key, soft_words(key, "VA")) == agency_key(office, "VA")


@pytest.mark.parametrize(
    "name",
    [
        "Sheriff Jane Roe",
        "Tessaly Township Constable Jane Roe",
        "Tessaly County Sheriff Jail Annex",
        "Tessaly County Sheriff's Office, North Substation",
        "Tessaly County Sheriff, Lake Station",
        "Tessaly County Sheriff Roe",
        "Sheriff of Tessaly County",
        "Ombrook Police Department Jane Roe",
        "Tessaly County Sheriff District 1 Roe",
    ],
)
def test_what_may_be_no_person_or_all_of_the_name_is_kept(name: str) -> None:
    """A branch, a place, a number, a single word and a name without an agency before it stay in the key."""
    key = agency_key(name, "VA")
    assert without_person(key, soft_words(key, "VA")) == key
