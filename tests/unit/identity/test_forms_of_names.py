"""The forms in which one agency's name is printed, and the names that look like forms of one another and are not."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.agreements import Listing
from tests.support.identity import DAY, after, known, listing
from tests.support.identity import told as changes_in

MOA = "https://www.ice.gov/doclib/287gMOA/tessaly.pdf"
OTHER_MOA = "https://www.ice.gov/doclib/287gMOA/other.pdf"
SOON = DAY + dt.timedelta(days=3)
COUNTY = "Tessaly County"

FORMS = [
    ("Ombrook P.D.", "Ombrook Police Department"),
    ("Ombrook P. D.", "Ombrook Police Department"),
    ("Dunmarsh S.O.", "Dunmarsh County Sheriff's Office"),
    ("Tessaly Co. S.O.", "Tessaly County Sheriff's Office"),
    ("Velstead D.P.S.", "Velstead Department of Public Safety"),
    ("Velstead ISD PD", "Velstead Independent School District Police Department"),
    ("Velstead CISD Police", "Velstead Consolidated Independent School District Police Department"),
    ("Ombrook Metro Police Department", "Ombrook Metropolitan Police Department"),
    ("Tessaly County Det. Ctr.", "Tessaly County Detention Center"),
    ("27th Judicial Circuit State Attorney", "Twenty-Seventh Judicial Circuit State Attorney"),
    ("State Attorney, 40th Circuit", "State Attorney, Fortieth Circuit"),
    ("Quillfern Tribe Police Department", "Quillfern Tribal Police Department"),
    ("Ombrook City Marshal's Office", "Ombrook Marshal's Office"),
    ("Ombrook Int'l Airport Police", "Ombrook International Airport Police Department"),
    ("Ombrook International Airport Police Department", "Ombrook Airport Police Department"),
    ("Tessaly County DA's Office", "Tessaly County District Attorney's Office"),
    ("Tessaly County D.A.", "Tessaly County District Attorney"),
    ("Tessaly County Const. Pct. 3", "Tessaly County Constable Precinct 3"),
    ("Velstead Twp. Police Dept.", "Velstead Township Police Department"),
    ("Police Department of Ombrook", "Ombrook Police Department"),
    ("Police Department of the City of Ombrook", "Ombrook Police Department"),
    ("Tessaly County Sheriff's Office - Sheriff Jane Q. Roe", "Tessaly County Sheriff's Office"),
    ("Tessaly County Sheriff's Office, Jane Roe", "Tessaly County Sheriff's Office"),
    ("Tessaly County Sheriff Jane Roe", "Tessaly County Sheriff's Office"),
    ("Tessaly County Sheriff Jane Roe", "Tessaly County Sheriff John Poe"),
    ("Ombrook Police Department, Chief Jane Roe", "Ombrook Police Department"),
    ("Ombrook Dept. of Police", "Ombrook Police Department"),
    ("Office of the Sheriff, Tessaly County", "Tessaly County Sheriff's Office"),
    ("Tessaly Cty. Sheriff's Office", "Tessaly County Sheriff's Office"),
    ("Village of Ombrook Police Department", "Ombrook Police Department"),
    ("N. Ombrook Police Department", "North Ombrook Police Department"),
    ("Tessaly County Adult Detention Center", "Tessaly County Detention Center"),
    ("Velstead Indep. School Dist. Police", "Velstead Independent School District Police Department"),
    ("Tessaly County Prosecuting Attorney", "Tessaly County Prosecutor's Office"),
    ("Ombrook/Velstead Police Department", "Ombrook-Velstead Police Department"),
    ("University of Tessaly at Ombrook Police Department", "University of Tessaly-Ombrook Police Department"),
    ("University of Tessaly Police Department", "Tessaly University Police Department"),
    ("Velstead College Police Department", "Velstead University Police Department"),
    ("Velstead Community College Police", "Velstead State College Police"),
    ("Velstead Community College Police", "Velstead College Police"),
    ("Velstead Technical College District Board", "Velstead College District Board"),
    ("VGCU P.D.", "Velstead Gulf Coast University Police Department"),
    ("U.T. Police Department", "University of Tessaly Police Department"),
    ("Velstead A&M University Police", "Velstead A & M Univ. Police"),
]


def form(agency: str, *, signed: dt.date = DAY, county: str = COUNTY, moa: str | None = None) -> Listing:
    return listing(agency, signed=signed, county=county, moa=moa)


def kinds(old: Listing, new: Listing) -> list[tuple[str, str]]:
    """Return the kind and the agency of what is told between two editions, in both directions alike."""
    there = [(kind, agency) for kind, agency, _ in changes_in(after(known(old), new))]
    back = [(kind, agency) for kind, agency, _ in changes_in(after(known(new), old))]
    assert [kind for kind, _ in there] == [kind for kind, _ in back]
    return there


@pytest.mark.parametrize(("short", "long"), FORMS)
def test_another_form_of_a_name_is_the_same_agreement(short: str, long: str) -> None:
    """With the same date, model and county a form of the name is a correction, either way round."""
    assert kinds(form(short), form(long)) == [("corrected", long)]


@pytest.mark.parametrize(("short", "long"), FORMS)
def test_another_form_and_a_slip_of_the_date_are_the_same_agreement_by_their_link(short: str, long: str) -> None:
    """A link that no other row has leaves no other reading of two slips at once."""
    assert kinds(form(short, moa=MOA), form(long, signed=SOON, moa=MOA)) == [("corrected", long)]


@pytest.mark.parametrize(("short", "long"), FORMS)
def test_another_form_without_its_county_is_the_same_agreement(short: str, long: str) -> None:
    """The date still agrees; a blank county denies nothing."""
    assert kinds(form(short), form(long, county="")) == [("corrected", long)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Quillfern County Sheriff's Office", "Quilfern County Sheriff's Office"),
        ("Velstead Police Department", "Velsted Police Department"),
    ],
)
def test_a_typing_error_with_a_first_link_or_by_the_same_link_is_the_same_agreement(old: str, new: str) -> None:
    """Two slips at once: the date, or the link that no other row has, carries the name."""
    told = [kind for kind, _, _ in changes_in(after(known(form(old)), form(new, moa=MOA)))]
    assert told == ["corrected", "moa_posted"]
    assert kinds(form(old, moa=MOA), form(new, signed=SOON, moa=MOA)) == [("corrected", new)]


@pytest.mark.parametrize(
    ("gone", "came"),
    [
        ("Ombrook Police Department", "West Ombrook Police Department"),
        ("Ombrook P.D.", "Ombrook Beach P.D."),
        ("Tessaly County Const. Pct. 1", "Tessaly County Constable Precinct 2"),
        ("27th Judicial Circuit State Attorney", "Twenty-Eighth Judicial Circuit State Attorney"),
        ("27th Judicial Circuit State Attorney", "Twentieth Judicial Circuit State Attorney"),
        ("Velstead ISD Police", "Velstead CISD Police"),
        ("Velstead ISD Police", "Velstead Police Department"),
        ("Quillfern Tribal Police Department", "Quillfern Police Department"),
        ("Ombrook Metro Police Department", "Ombrook Police Department"),
        ("Ombrook City Marshal", "Ombrook County Marshal"),
        ("Ombrook City Police Department", "Ombrook Police Department"),
        ("Ombrook International University Police", "Ombrook University Police"),
        ("University of Tessaly Police Department", "University of West Tessaly Police Department"),
        ("University of Tessaly at Ombrook Police", "University of Tessaly at Velstead Police"),
        ("University of Tessaly, Ombrook Campus Police", "University of Tessaly Police"),
        ("University of Tessaly System Police", "University of Tessaly Police"),
        ("Northwest Velstead Police", "Northeast Velstead Police"),
        ("Southeastern Velstead Police", "Southwestern Velstead Police"),
        ("Upper Ombrook Township Police", "Lower Ombrook Township Police"),
        ("Ombrook Springs Police", "Ombrook Falls Police"),
        ("Tessaly County Adult Detention Center", "Tessaly County Juvenile Detention Center"),
        ("Velstead Park Police Department", "Velstead Police Department"),
        ("Ombrook Ward 1 Marshal", "Ombrook Ward 2 Marshal"),
        ("VSU Police", "VCU Police"),
        ("Velstead State University Police", "Velstead University Police"),
        ("Velstead State College Police", "University of Velstead Police"),
        ("Velstead Gulf University Police", "Velstead Coast University Police"),
        ("Velstead College Police", "Ombrook University Police"),
        ("VGCU Police Department", "Velstead Valley Technical University Police Department"),
        ("VU Police Department", "Velstead Police Department"),
        ("Ombrook International Airport Police", "Ombrook Regional Airport Police"),
        ("Ombrook International Airport Police", "Ombrook Municipal Airport Police"),
        ("Police Department of Ombrook", "Police Department of Velstead"),
        ("Constable Jane Roe", "Constable Victor Smith"),
        ("Constable Precinct 1, Constable Jane Roe", "Constable Precinct 2, Constable Jane Roe"),
        ("Sheriff Jane Roe", "Sheriff Victor Smith"),
        ("Ombrook Police Department, Chief Jane Roe", "Velstead Police Department, Chief Jane Roe"),
        ("Tessaly County Sheriff Jane Roe", "Marrowby County Sheriff Jane Roe"),
    ],
)
@pytest.mark.parametrize("signed", [DAY, SOON])
def test_a_name_that_only_looks_like_a_form_is_another_agency(gone: str, came: str, signed: dt.date) -> None:
    """The departure and the arrival are told, even where date, model and county agree but a text was linked."""
    assert {kind for kind, _ in kinds(form(gone, moa=MOA), form(came, signed=signed, moa=OTHER_MOA))} == {
        "signed",
        "ended",
    }
    assert "corrected" not in {kind for kind, _ in kinds(form(gone), form(came, signed=signed))}


def test_a_row_printed_twice_in_two_forms_is_one_agreement() -> None:
    """Nothing is told when the second form appears, nor when either goes."""
    plain, turned = form("Ombrook Police Department"), form("Police Department of Ombrook")
    assert changes_in(after(known(plain), plain, turned)) == []
    both = known(plain, turned)
    assert len(both) == 1
    for left in (plain, turned):
        assert {kind for kind, _, _ in changes_in(after(both, left))} <= {"corrected"}
