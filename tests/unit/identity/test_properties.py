from __future__ import annotations

import string
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.agreements import ChangeKind, Listing, SupportModel
from bot.domain.editions import Cell, Workbook
from bot.identity.compare import compare
from bot.reading.agency import agency_key
from bot.reading.roster import read_roster
from tests.support.identity import AT, DAY, HEADER, LATER, after, known, listing, roster, workbook

STATES = {"VA": "Virginia", "MD": "Maryland", "TX": "Texas"}
MODELS = {"Task Force Model", "Jail Enforcement Model", "Warrant Service Officer"}
PLACES = st.text(string.ascii_lowercase, min_size=3, max_size=12).map(str.title)
OFFICES = st.sampled_from(["{} County Sheriff's Office", "{} Police Department", "Town of {} Police Department"])
AGENCIES = st.builds(lambda office, place: office.format(place), OFFICES, PLACES)
CELLS = st.tuples(st.sampled_from(sorted(STATES)), AGENCIES, st.sampled_from(sorted(MODELS)))
SEEDS = st.randoms(use_true_random=False)


def make_book(cells: list[tuple[str, str, str]]) -> Workbook:
    return workbook(*((STATES[state], name, "County", "", model, DAY, "link") for state, name, model in cells))


LISTS = st.lists(CELLS, min_size=1, max_size=12, unique_by=lambda cells: (cells[0], agency_key(cells[1]), cells[2]))


def disguise(value: object, dice: object) -> object:
    """Return a cell's text with other white space, case and apostrophes."""
    if not isinstance(value, str):
        return value
    text = value.replace("'", dice.choice(["'", "\u2019", "\u2018", "`", ""]))  # type: ignore[attr-defined]
    text = text.replace(" ", dice.choice([" ", "  ", "\u00a0", " \u200b", "\t"]))  # type: ignore[attr-defined]
    return dice.choice(["", " ", "\u00a0"]) + dice.choice([text, text.upper(), text.lower()]) + " "  # type: ignore[attr-defined]


@given(LISTS, SEEDS)
def test_looks_order_duplicates_columns_and_blanks_change_nothing(
    cells: list[tuple[str, str, str]], dice: object
) -> None:
    """White space, case, apostrophes, row order, duplicated rows, extra columns and blank rows never make a change."""
    first = make_book(cells)
    before = compare((), read_roster(first), at=AT, next_id=1).listed
    (shown_first,) = first.sheets
    rows = [*shown_first.rows, *dice.sample(shown_first.rows, 1)]  # type: ignore[attr-defined]
    dice.shuffle(rows)  # type: ignore[attr-defined]
    disguised = [[Cell(disguise(cell.value, dice)), Cell("x")] for row in rows for cell in row]  # type: ignore[arg-type]
    width = 2 * len(HEADER)
    flat = [cell for pair in disguised for cell in pair]
    shown = [tuple(flat[n : n + width]) for n in range(0, len(flat), width)] + [(Cell(" "),) * width]
    header = [name for column in HEADER for name in (f" {column.lower()}\u00a0", "")]
    result = compare(before, read_roster(workbook(*shown, header=header)), at=LATER, next_id=1000)
    assert result.changes == ()
    assert sorted(agreement.id for agreement in result.listed) == [agreement.id for agreement in before]


@given(st.text(string.ascii_lowercase, min_size=8, max_size=14), OFFICES, st.data())
def test_one_mistyped_letter_in_a_long_name_is_no_departure(place: str, office: str, data: st.DataObject) -> None:
    """A letter lost, doubled, replaced or exchanged with its neighbour leaves the agreement what it was."""
    name = office.format(place.title())
    at = data.draw(st.integers(1, len(name) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    choices = [name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :], swapped]
    other = listing("Quartz Springs Constable Precinct 4")
    result = after(known(other, listing(name)), other, listing(data.draw(st.sampled_from(choices))))
    assert {change.kind for change in result.changes} <= {ChangeKind.CORRECTED}
    assert len(result.listed) == 2


@given(LISTS)
def test_agencies_on_one_edition_never_merge(cells: list[tuple[str, str, str]]) -> None:
    """However alike their names, each agreement of an edition keeps its own id on the next."""
    before = compare((), read_roster(make_book(cells)), at=AT, next_id=1).listed
    assert len(before) == len(cells)
    again = compare(before, read_roster(make_book(cells[::-1])), at=LATER, next_id=1000)
    assert again.changes == ()
    assert {agreement.id for agreement in again.listed} == {agreement.id for agreement in before}


@given(LISTS, st.data())
def test_a_row_taken_from_an_unchanged_list_is_the_one_that_ended(
    cells: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    """Nothing else on the list can stand in for it."""
    gone = data.draw(st.sampled_from(cells))
    rest = [row for row in cells if row is not gone]
    assume(rest)
    before = compare((), read_roster(make_book(cells)), at=AT, next_id=1).listed
    result = compare(before, read_roster(make_book(rest)), at=LATER, next_id=1000)
    assert [(change.kind, change.agreement.agency) for change in result.changes] == [(ChangeKind.ENDED, gone[1])]


@given(LISTS, LISTS)
def test_every_row_and_every_agreement_is_accounted_for(
    cells: list[tuple[str, str, str]], later: list[tuple[str, str, str]]
) -> None:
    """What was listed is listed or has a change; ids are never shared; both directions agree."""
    before = compare((), read_roster(make_book(cells)), at=AT, next_id=1).listed
    result = compare(before, read_roster(make_book(later)), at=LATER, next_id=1000)
    ids = [agreement.id for agreement in result.listed]
    left = {change.agreement.id for change in result.changes if change.agreement.ended_at}
    assert len(ids) == len(set(ids))
    assert {agreement.id for agreement in before} == ({*ids} & {agreement.id for agreement in before}) | left
    assert not left & {*ids}
    assert len(ids) <= len(later)


@given(
    st.lists(
        st.builds(lambda text, model: listing(text, model=model), st.text(), st.sampled_from(SupportModel)), max_size=6
    )
)
def test_hostile_names_never_raise(rows: list[Listing]) -> None:
    """Any text can stand in a name's cell."""
    before = known(*rows)
    changed = [replace(row, agency=row.agency[::-1], state=None) for row in rows]
    compare(before, roster(*changed), at=LATER, next_id=1000)
