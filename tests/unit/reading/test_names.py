from __future__ import annotations

import datetime as dt
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agreements import SupportModel
from bot.domain.editions import Value
from bot.reading import agency, dates, links, models, states
from bot.reading import text as texts

ON = dt.date(2025, 7, 8)
PDF = "https://www.ice.gov/doclib/287gMOA/Page_TFM_MOA_07082025.pdf"


@pytest.mark.parametrize("code", states.STATES)
def test_a_state_is_understood_by_code_and_by_name(code: str) -> None:
    """Codes and names in any case mean themselves."""
    assert states.state(code.lower()) == states.state(states.STATES[code].upper()) == code


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("UTAHJ", "UT"),
        ("WEST VIRIGINIA", "WV"),
        ("WEST VIRGINA", "WV"),
        ("VIRGINA", "VA"),
        ("MCHIGAN", "MI"),
        ("N. Carolina", "NC"),
        ("State of Texas", "TX"),
        ("Virgin Islands", "VI"),
        ("Commonwealth of the Northern Mariana Islands", "MP"),
        (" Florida\u00a0", "FL"),
    ],
)
def test_a_mistyped_state_is_the_one_clearly_nearest(printed: str, code: str) -> None:
    """Slips of the pen in a state's name are mended."""
    assert states.state(printed) == code


@pytest.mark.parametrize("printed", ["", "AKANSAS", "ORTH CAROLINA", "Nowhere", "XX", "Total", "link", "V" * 500])
def test_a_state_that_could_be_two_or_none_is_none(printed: str) -> None:
    """Nothing is guessed where two names are near, or none is."""
    assert states.state(printed) is None


@given(st.text())
def test_any_text_is_a_state_or_none(text: str) -> None:
    """Hostile text never raises."""
    assert states.state(text) in {None, *states.STATES}


@pytest.mark.parametrize(
    ("printed", "model"),
    [
        ("Task Force Model", SupportModel.TASK_FORCE),
        ("Task Force Officer", SupportModel.TASK_FORCE),
        ("TFM", SupportModel.TASK_FORCE),
        ("Jail Enforcment Model", SupportModel.JAIL_ENFORCEMENT),
        ("JAIL\u00a0ENFORCEMENT  MODEL ", SupportModel.JAIL_ENFORCEMENT),
        ("Warrant Services Officer", SupportModel.WARRANT_SERVICE),
        ("Warrant Service Office", SupportModel.WARRANT_SERVICE),
        ("Warrant Service Officer (WSO)", SupportModel.WARRANT_SERVICE),
        ("Detention Model", None),
        ("", None),
    ],
)
def test_a_support_model_is_understood_by_its_telling_words(printed: str, model: SupportModel | None) -> None:
    """Spellings of the three models are one; anything else is none of them."""
    assert models.model(printed) is model


@pytest.mark.parametrize(
    ("value", "day", "printed"),
    [
        (dt.datetime(2025, 7, 7, tzinfo=dt.UTC), dt.date(2025, 7, 7), "2025-07-07"),
        (dt.date(2025, 7, 7), dt.date(2025, 7, 7), "2025-07-07"),
        ("7/7/2025", dt.date(2025, 7, 7), "7/7/2025"),
        (" 07/07/25 ", dt.date(2025, 7, 7), "07/07/25"),
        ("July 7, 2025", dt.date(2025, 7, 7), "July 7, 2025"),
        (45845, dt.date(2025, 7, 7), "2025-07-07"),
        ("7/72025", None, "7/72025"),
        ("05/082025", None, "05/082025"),
        ("2/30/2025", None, "2/30/2025"),
        (dt.date(5025, 7, 7), None, "5025-07-07"),
        (20026, None, "20026"),
        (dt.date(2026, 7, 7), None, "2026-07-07"),
        (dt.date(1925, 7, 7), None, "1925-07-07"),
        (float("inf"), None, "inf"),
        (True, None, "True"),
        (None, None, ""),
        ("", None, ""),
    ],
)
def test_a_date_is_read_or_kept_as_printed_but_never_guessed(value: Value, day: dt.date | None, printed: str) -> None:
    """What cannot be a signing date is None, with what was printed beside it."""
    assert dates.signed_date(value, around=ON) == (day, printed)


@pytest.mark.parametrize(
    ("a", "b", "state"),
    [
        ("Tampa PD", "Tampa Police Department", "FL"),
        ("TAMPA POLICE DEPT.", "Tampa Police Department", "FL"),
        ("Page County Sheriff\u2019s Office", "Page County  Sheriffs Department", "VA"),
        ("Page Co. SO", "Page County Sheriff's Office", "VA"),
        ("Ft. Myers Police Department", "Fort Myers Police Department", "FL"),
        ("St Johns County Sheriff's Office", "St. Johns County Sheriff's Office", "FL"),
        ("Indian Shores DPS", "Indian Shores Department of Public Safety", "FL"),
        ("Gulf County BOCC", "Gulf County Board of County Commissioners", "FL"),
        ("South TWP State Constable", "South Township State Constables", "PA"),
        ("State Attorney, Sixth Judicial Circuit", "State Attorney 6th Judicial Circuit", "FL"),
        ("City of Melbourne Police Department", "Melbourne Police Department", "FL"),
        ("Constable Pct. 2", "Constable Precinct No. 2", "TX"),
        ("Fish & Wildlife Commission", "Fish and Wildlife Commission", "FL"),
        ("Miami-Dade Sheriff's Office", "Miami Dade Sheriff's Office", "FL"),
        ("MT Dept of Justice", "Montana Department of Justice", "MT"),
        ("Ombrook N.W. P.D.", "Ombrook N W Police Department", "VA"),
        ("Tessaly Co. S. O.", "Tessaly County Sheriff's Office", "VA"),
        ("Velstead CISD", "Velstead Consolidated Independent School District", "TX"),
        ("Tessaly County D.A.'s Office", "Tessaly County District Attorney", "PA"),
        ("Tessaly County Const.'s Office", "Tessaly County Constable's Office", "TX"),
        ("Twenty-Seventh Circuit", "27th Circuit", "FL"),
        ("Ninetieth District", "90th District", "TX"),
        ("Sheriff's Office of Tessaly County", "Tessaly County Sheriff", "VA"),
        ("Ca\u00f1on City PD", "Canon City Police Department", "CO"),
    ],
)
def test_spellings_of_one_agency_have_one_key(a: str, b: str, state: str) -> None:
    """Abbreviations, punctuation and accents say nothing about who an agency is."""
    assert agency.agency_key(a, state) == agency.agency_key(b, state)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Melbourne Police Department", "West Melbourne Police Department"),
        ("Melbourne Police Department", "Melbourne Beach Police Department"),
        ("Panama City Police Department", "Panama City Beach Police Department"),
        ("Constable Precinct 1", "Constable Precinct 2"),
        ("State Attorney, Sixth Circuit", "State Attorney, Seventh Circuit"),
        ("Pima County Sheriff's Office", "Pinal County Sheriff's Office"),
        ("Grayson County Sheriff's Office", "Grayson County Detention Center"),
        ("Lake Forest Police Department", "Forest Lake Police Department"),
        ("Velstead ISD Police", "Velstead CISD Police"),
        ("Twenty-Seventh Circuit", "Twentieth Circuit"),
        ("Twenty Circuit 7", "Twenty-Seventh Circuit"),
        ("Town of Madison Police Department", "City of Madison Police Department"),
    ],
)
def test_near_twins_have_keys_of_their_own(a: str, b: str) -> None:
    """Different agencies stay different."""
    assert agency.agency_key(a) != agency.agency_key(b)


@given(st.text(min_size=1))
def test_a_key_is_empty_only_where_the_name_is(text: str) -> None:
    """Any text has a key, so that two nameless agencies can never be one."""
    assert bool(agency.agency_key(text, "VA")) == bool(texts.fold(text))


@pytest.mark.parametrize(
    "url",
    [
        PDF,
        PDF.replace("https", "http"),
        PDF.replace("https://", "https:/"),
        f"chrome-extension://efaidnbmnnnibpcajpcglclefindmkaj/{PDF.replace('//', '/')}",
        f"https://gcc02.safelinks.protection.outlook.com/?url={quote(PDF, safe='')}&data=05&reserved=0",
        f" {PDF} ",
    ],
)
def test_known_malformations_of_an_official_link_are_mended(url: str) -> None:
    """However it was pasted, the official address comes out."""
    assert links.official_link(url) == PDF


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "link",
        "javascript:alert(1)",
        "https://www.ice.gov.evil.example/x.pdf",
        "https://evil.example/https://www.ice.gov/x.pdf",
        "https://www.ice.gov@evil.example/",
        "https://user:secret@www.ice.gov/",
        "https://www.ice.gov:8443/x",
        "https://www.ice.gov\\@evil.example/",
        "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example",
        "https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fwww.ice.gov%2Fx",
        "https://[::1/x",
        "https://www.ice.gov/" + "x" * 5000,
        "file:///etc/passwd",
        "//www.ice.gov/x",
    ],
)
def test_any_other_address_is_no_link(url: str | None) -> None:
    """Only https on www.ice.gov is ever linked."""
    assert links.official_link(url) is None


@given(st.text())
def test_whatever_a_link_is_made_of_it_is_official_or_none(text: str) -> None:
    """No text brings another host, white space or markup through."""
    for url in (text, f"https://www.ice.gov/{text}", f"https://www.ice.gov{text}"):
        found = links.official_link(url)
        assert found is None or (found.startswith("https://www.ice.gov/") and not set(found) & set(" \t\r\n<>\"'`\\"))


@given(st.text())
def test_clean_text_is_stable_and_shows_nothing_hidden(text: str) -> None:
    """Cleaning twice is cleaning once; control characters and line breaks are gone."""
    shown = texts.clean(text)
    assert texts.clean(shown) == shown
    assert not set(shown) & set("\u200b\u00a0\u202e\r\n\t\x00")
