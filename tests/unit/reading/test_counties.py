from __future__ import annotations

import pytest

from bot.reading.counties import Counties, NoCounty, county_fips, find_counties
from tests.programs.counties.rows import checked
from tests.support.make import make_agreement


@pytest.mark.parametrize(
    ("state", "county", "code"),
    [
        ("OR", "Yamhill County", "41071"),
        ("OR", "  yamhill COUNTY ", "41071"),
        ("OR", "Yamhill", "41071"),
        ("OR", "Yamhill Co.", "41071"),
        ("OR", "County of Yamhill", "41071"),
        ("IL", "De Kalb County", "17037"),
        ("IL", "La Salle County", "17099"),
        ("IL", "Du Page County", "17043"),
        ("LA", "LaSalle Parish", "22059"),
        ("LA", "De Soto County", "22031"),
        ("LA", "Saint John the Baptist Parish", "22095"),
        ("MO", "Ste Genevieve County", "29186"),
        ("NY", "St.Lawrence County", "36089"),
        ("NM", "Dona Ana County", "35013"),
        ("NM", "Doña Ana", "35013"),
        ("MD", "Prince Georges County", "24033"),
        ("MD", "Queen Anne\u2019s County", "24035"),
        ("HI", "Hawai\u02bbi County", "15001"),
        ("CA", "City and County of San Francisco", "06075"),
        ("MT", "Lewis & Clark County", "30049"),
        ("VA", "King & Queen County", "51097"),
        ("AK", "City and Borough of Juneau", "02110"),
        ("AK", "Juneau Borough", "02110"),
        ("AK", "Municipality of Anchorage", "02020"),
        ("AK", "Matanuska Susitna Borough", "02170"),
        ("AK", "Bethel Census Area", "02050"),
        ("AK", "Lake and Peninsula Borough", "02164"),
        ("AK", "Chugach Census Area", "02063"),
        ("PR", "Mayaguez Municipio", "72097"),
        ("MP", "Saipan", "69110"),
        ("VI", "Saint Croix", "78010"),
        ("NV", "Carson City", "32510"),
        ("CT", "Fairfield County", "09001"),
        ("CT", "Western Connecticut Planning Region", "09190"),
        ("CT", "Capitol Region", None),
        ("VA", "Bedford City", None),
        ("AK", "Valdez-Cordova Census Area", None),
        ("TX", "Houston City", None),
        ("PA", "Lancaster Borough", None),
        ("AS", "Eastern District", "60010"),
        ("WA", "Chelan District", None),
        ("VA", "Arlington City", None),
    ],
)
def test_a_printed_county_is_the_one_of_that_name_in_its_state(state: str, county: str, code: str | None) -> None:
    """However it is written; a former one, or a city in a county, is none."""
    assert find_counties(state, "Regional Drug Task Force", county).codes == ((code,) if code else ())


@pytest.mark.parametrize(
    ("state", "county", "code"),
    [
        ("OR", "Clackmas County", "41005"),
        ("OR", "Multnomah Couny", "41051"),
        ("OR", "Mulntomah County", "41051"),
        ("IL", "Winebago County", "17201"),
        ("WA", "Snohomsih", "53061"),
        ("WA", "Wahkaikum County", "53069"),
        ("IL", "Sangammonn County", "17167"),
        ("IL", "Vermillion County", "17183"),
        ("CA", "San Bernadino County", "06071"),
        ("WA", "Pierc County", "53053"),
        ("OR", "Polc County", "41053"),
        ("OR", "Lin", None),
        ("OR", "Lime County", None),
        ("CO", "Larner County", None),
        ("WA", "Multnomah County", None),
        ("IL", "Ballard County", None),
        ("OR", "Payette County", None),
        ("CO", "Denton County", None),
        ("NJ", "Marser County", None),
    ],
)
def test_a_slip_is_mended_within_its_state_alone(state: str, county: str, code: str | None) -> None:
    """Where one name is nearest; not in short names, and not where the words are another state's county."""
    assert find_counties(state, "Regional Drug Task Force", county).codes == ((code,) if code else ())


@pytest.mark.parametrize(
    ("state", "agency", "code"),
    [
        ("WA", "King County Metro Transit Police", "53033"),
        ("IL", "Forest Preserve Police of Du Page County", "17043"),
        ("OR", "Office of the Sheriff, Hood River County", "41027"),
        ("OR", "Clackmas County Jail", "41005"),
        ("OR", "County of Wasco Corrections", None),
        ("OR", "County of Wasco Sheriff", "41065"),
        ("LA", "Plaquemines Parish Levee Police", "22075"),
        ("CA", "Yuba Sheriff's Office", "06115"),
        ("VA", "Charles City County Animal Control", "51036"),
        ("VA", "James City County Police Department", "51095"),
        ("VA", "City of Fairfax Police Department", "51600"),
        ("VA", "Fairfax City Police Department", "51600"),
        ("VA", "Norfolk City Sheriff's Office", "51710"),
        ("VA", "Richmond Sheriff's Office", None),
        ("AK", "North Slope Borough Police Department", "02185"),
        ("NJ", "Bergen Borough Police Department", None),
        ("OR", "Yamhill Police Department", None),
        ("OR", "Tri-County Gang Task Force", None),
        ("TX", "Deff Smith County Constable", "48117"),
        ("IL", "West Lake County Patrol", None),
        ("MI", "City of Houghton Police Department", None),
        ("TX", "Hill Country Village Police Department", None),
        ("CA", "University of California, Orange County Campus Police", None),
        ("WA", "Washington State Patrol", None),
    ],
)
def test_without_a_cell_the_agencys_name_says_it_or_nothing_does(state: str, agency: str, code: str | None) -> None:
    """A county's name before ``County``, or before ``Sheriff``; a town's police are not looked up."""
    assert find_counties(state, agency, "").codes == ((code,) if code else ())


@pytest.mark.parametrize(
    ("state", "agency", "county", "code"),
    [
        ("VA", "Herndon Police Department", "Fairfax County", "51059"),
        ("VA", "Fairfax County Police Department", "Fairfax", "51059"),
        ("VA", "City of Fairfax Police Department", "Fairfax", "51600"),
        ("VA", "Fairfax Police Department", "Fairfax City", "51600"),
        ("VA", "Fairfax Police Department", "Fairfax County", NoCounty.CONTRADICTION),
        ("VA", "Fairfax Police Department", "Fairfax", NoCounty.AMBIGUOUS),
        ("VA", "Richmond Sheriff's Office", "Richmond County", NoCounty.AMBIGUOUS),
        ("VA", "Richmond Sheriff's Office", "City of Richmond", "51760"),
        ("VA", "Warsaw Police Department", "Richmond County", "51159"),
        ("VA", "Franklin Police Department", "Franklin County", NoCounty.CONTRADICTION),
        ("VA", "Boones Mill Police Department", "Franklin County", "51067"),
        ("VA", "Vinton Police Department", "Roanoke County", "51161"),
        ("VA", "Roanoke City Police Department", "Roanoke County", NoCounty.CONTRADICTION),
        ("VA", "Salem Police Department", "Roanoke County", NoCounty.CONTRADICTION),
        ("VA", "Bedford Police Department", "Bedford County", NoCounty.AMBIGUOUS),
        ("VA", "Bedford County Parks Police", "Bedford", "51019"),
        ("VA", "Norfolk Police Department", "Norfolk County", "51710"),
        ("VA", "Norfolk Police Department", "Norfolk", "51710"),
        ("MD", "Baltimore Police Department", "Baltimore City", "24510"),
        ("MD", "Baltimore Police Department", "Baltimore County", NoCounty.CONTRADICTION),
        ("MD", "Baltimore County Police Department", "Baltimore", "24005"),
        ("MD", "Towson Constable", "Baltimore County", "24005"),
        ("MD", "Towson Constable", "Baltimore", NoCounty.AMBIGUOUS),
        ("MO", "Kirkwood Police Department", "Saint Louis County", "29189"),
        ("MO", "St. Louis Metropolitan Police Department", "St Louis City", "29510"),
        ("MO", "St. Louis Metropolitan Police Department", "St. Louis County", NoCounty.CONTRADICTION),
    ],
)
def test_a_city_of_no_county_is_never_taken_for_the_county_of_its_name(
    state: str, agency: str, county: str, code: str | NoCounty
) -> None:
    """The cell or the agency must say which."""
    wanted = Counties(why=code) if isinstance(code, NoCounty) else Counties((code,))
    assert find_counties(state, agency, county) == wanted


@pytest.mark.parametrize(
    ("state", "agency", "county", "why"),
    [
        ("OR", "Wallowa County Sheriff's Office", "Linn County", NoCounty.CONTRADICTION),
        ("OR", "Wallowa County Sheriff's Office", "Payette County", NoCounty.CONTRADICTION),
        ("OR", "Okanogan County Sheriff's Office", "Linn County", NoCounty.CONTRADICTION),
        ("OR", "Okanogan County Sheriff's Office", "Okanogan County", NoCounty.UNKNOWN),
        ("OR", "Jefferson Police Department", "Jefferson", NoCounty.AMBIGUOUS),
        ("OR", "Jefferson Police Department", "Jefferson County", NoCounty.AMBIGUOUS),
        ("OR", "City of Jefferson Police Department", "Jefferson County", NoCounty.AMBIGUOUS),
        ("NJ", "Union Township Police Department", "Union County", NoCounty.AMBIGUOUS),
        ("WA", "Harbor Patrol", "Mason-Kitsap County", NoCounty.UNKNOWN),
        ("WA", "Harbor Patrol", "Statewide", NoCounty.UNKNOWN),
        ("WA", "Harbor Patrol", "County", NoCounty.NOT_NAMED),
        ("WASHINGTOM", "Harbor Patrol", "Mason County", NoCounty.UNKNOWN),
    ],
)
def test_what_has_no_code_says_why(state: str, agency: str, county: str, why: NoCounty) -> None:
    """None rather than a wrong one."""
    assert find_counties(state, agency, county) == Counties(why=why)


def test_a_cell_that_is_no_county_anywhere_leaves_it_to_the_agencys_name() -> None:
    """It says as little as an empty one; another state's county does not, unless it is nearly the same."""
    assert find_counties("OR", "Tillamook County Sheriff's Office", "Tilmok County").codes == ("41057",)
    assert find_counties("OR", "Tillamook County Sheriff's Office", "North Coast").codes == ("41057",)
    assert find_counties("OR", "Harbor Patrol", "North Coast") == Counties(why=NoCounty.UNKNOWN)
    assert find_counties("IL", "Clark County Sheriff's Office", "Clarke County").codes == ("17023",)
    assert find_counties("IL", "Harbor Patrol", "Clarke County").codes == ()


def test_a_name_that_could_be_two_is_decided_by_the_cell() -> None:
    """``Macson`` is a letter from Macon and from Mason, both in Illinois."""
    assert find_counties("IL", "Macson County Marshal", "Mason County").codes == ("17125",)
    assert find_counties("IL", "Macson County Marshal", "") == Counties(why=NoCounty.AMBIGUOUS)


@pytest.mark.parametrize(
    ("county", "codes"),
    [
        ("Marion, Polk and Yamhill Counties", ("41047", "41053", "41071")),
        ("Yamhill / Marion", ("41071", "41047")),
        ("Marion County; Marion", ("41047",)),
        ("Marion and Payette Counties", ()),
    ],
)
def test_several_counties_in_one_cell_are_all_told(county: str, codes: tuple[str, ...]) -> None:
    """In the order of the cell; none where one of them is not understood."""
    assert find_counties("OR", "Willamette Valley Drug Task Force", county).codes == codes


def test_several_counties_must_have_the_agencys_own_among_them() -> None:
    """Else the cell and the name contradict each other."""
    assert find_counties("OR", "Polk County Jail", "Marion and Polk Counties").codes == ("41047", "41053")
    for county in ("Marion and Polk Counties", "Marion and Payette Counties"):
        assert find_counties("OR", "Linn County Jail", county).why is NoCounty.CONTRADICTION


def test_a_place_that_is_one_county_needs_no_cell() -> None:
    """The District of Columbia and Guam."""
    assert find_counties("DC", "Harbor Patrol", "").codes == ("11001",)
    assert find_counties("GU", "Port Authority Police", "Hagåtña").codes == ("66010",)


def test_a_codes_agreement_is_as_printed() -> None:
    """The code is derived, and the county stays what ICE prints."""
    agreement = make_agreement(state="OR", agency="Canby Police Department", county="Clackmas County")
    assert county_fips(agreement) == ("41005",)
    assert agreement.county == "Clackmas County"


def test_the_checked_sample_has_no_wrong_code() -> None:
    """300 rows of real editions, each read by a person: 296 right, 4 without a code that a person would give."""
    rows = list(checked())
    found = [(row, find_counties(*row).codes, expected) for row, expected in rows]
    assert len(rows) == len({row for row, _ in rows}) == 300
    assert [entry for entry in found if entry[1] and entry[1] != entry[2]] == []
    assert sum(codes == expected for _, codes, expected in found) == 296
    assert [row.agency for row, codes, expected in found if not codes and expected] == [
        "Alachua Police Department",
        "Bunnell Police Department",
        "Sparta Police Department",
        "Rappahannok,Shenandoah, Warren Regional Jail Authority",
    ]
