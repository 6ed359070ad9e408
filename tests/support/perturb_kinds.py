"""Seeded damage of one kind at a time: forms of names, two slips on one row, namesakes, switches of model.

Each function takes real rows and returns what `compare` told; the letters are those of the figures that
``make accuracy`` prints.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.domain.agreements import Listing, Roster, SupportModel
from bot.identity.pairing import pair
from bot.reading.states import STATES, state_name
from tests.support.perturb import AT, DAMAGED, Tally, identity, lose_county, tell, typo

FORMS = (
    (r"Police Department$", "P.D."),
    (r"Police Department$", "P. D."),
    (r"Police Department$", "PD"),
    (r"Police Department$", "Police Dept."),
    (r"^(?!City of|Town of|Borough of)(.+) Police Department$", r"Police Department of \1"),
    (r"Police Department$", "Police Department, Chief Jane Roe"),
    (r"Sheriff's Office$", "S.O."),
    (r"Sheriff's Office$", "SO"),
    (r"Sheriff's Office$", "Sheriff's Dept."),
    (r"Sheriff's Office$", "Sheriff Jane Roe"),
    (r"Sheriff's Office$", "Sheriff's Office - Sheriff Jane Q. Roe"),
    (r"\bCounty\b", "Co."),
    (r"\bTownship\b", "Twp."),
    (r"\bConstable\b", "Const."),
    (r"\bPrecinct\b", "Pct."),
    (r"\bDistrict Attorney's", "DA's"),
    (r"\bDetention Center\b", "Det. Ctr."),
    (r"\bDepartment of Public Safety\b", "D.P.S."),
    (r"\bInternational Airport\b", "Int'l Airport"),
    (r"\bInternational Airport\b", "Airport"),
    (r"\bMetropolitan\b", "Metro"),
    (r"\bCity Marshal\b", "Marshal"),
    (r"\bUniversity\b", "Univ."),
    (r"\bFifth\b", "5th"),
    (r"\bSixth\b", "6th"),
)
"""How usual names are printed otherwise; each is read in both directions."""

AT_ONCE = 40
"""Rows of one edition that are printed in another form."""

WAVE = 3
"""Agreements that leave together while their namesakes appear."""

AMONG = 6
"""Agreements of the state that they leave, so that three are no mass."""

LATER = (2, 3, 30, 61, 365)
"""Days after which a namesake signs: near ones and a year, which look like slips."""


def forms(rows: Sequence[Listing], tally: Tally) -> None:
    """(e): print every name that fits in each of its other forms, and each of those in full again."""
    for pattern, form in FORMS:
        other = {row.row: replace(row, agency=re.sub(pattern, form, row.agency)) for row in rows}
        fitting = [row.row for row in rows if other[row.row] != row]
        for start in range(0, len(fitting), AT_ONCE):
            chosen = set(fitting[start : start + AT_ONCE])
            printed = [other[row.row] if row.row in chosen else row for row in rows]
            tell(rows, printed, (), (), tally)
            tell(printed, rows, (), (), tally)
            tally.damaged += 2 * len(chosen)


def two_slips(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(g): two slips on each of some rows: a form or a typing error with a date, a county or a first link."""
    links = Counter(row.moa_url for row in rows)
    before = [row if links[row.moa_url] == 1 else replace(row, moa_url=None) for row in rows]
    chosen = set(dice.sample(range(len(before)), DAMAGED))
    tell(before, [_two(row, dice) if n in chosen else row for n, row in enumerate(before)], (), (), tally)
    tally.damaged += DAMAGED


def _two(row: Listing, dice: random.Random) -> Listing:
    name = dice.choice((typo, print_form))(row, dice)
    if not row.moa_url:
        return dice.choice((lose_county, _first_link))(name, dice)
    return dice.choice((lose_county, _near_date))(name, dice)


def print_form(row: Listing, dice: random.Random) -> Listing:
    """Print a name in another of its forms, where it has one."""
    fitting = [pair for pair in FORMS if re.search(pair[0], row.agency)]
    return replace(row, agency=re.sub(*dice.choice(fitting), row.agency)) if fitting else row


def _near_date(row: Listing, dice: random.Random) -> Listing:
    if row.signed_on is None:
        return row
    day = row.signed_on + dt.timedelta(days=dice.choice((-3, -2, -1, 1, 2, 3)))
    return replace(row, signed_on=day, signed_printed=str(day))


def _first_link(row: Listing, _: random.Random) -> Listing:
    return replace(row, moa_url=f"https://www.ice.gov/doclib/287gMOA/{row.row}.pdf")


def namesakes(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(a): some agreements of one state leave, and agencies of their names in another state sign."""
    _instead(rows, dice, tally, lambda row, state: replace(row, state=state, state_printed=state))


def models(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(b): some agreements of one state end, and their agencies sign for another model."""
    others = {one: dice.choice([other for other in SupportModel if other is not one]) for one in SupportModel}
    _instead(rows, dice, tally, lambda row, _: replace(row, model=others[row.model], model_printed=""))  # type: ignore[index]


def _instead(
    rows: Sequence[Listing], dice: random.Random, tally: Tally, other: Callable[[Listing, str], Listing]
) -> None:
    """Let agreements of one state leave, and the row that ``other`` makes of each with another state's code appear."""
    states = Counter(row.state for row in rows if row.state and row.signed_on)
    home = dice.choice([state for state, times in states.items() if times >= AMONG])
    gone = dice.sample([row for row in rows if row.state == home and row.signed_on], WAVE)
    away, days = dice.choice([state for state in STATES if state != home]), dt.timedelta(days=dice.choice(LATER))
    taken = {identity(row) for row in rows}
    made = [_signed_later(other(row, away), days) for row in gone]
    new = [row for row in made if identity(row) not in taken]
    shown = sorted((*(row for row in rows if row not in gone), *new), key=_place)
    tell(rows, shown, gone, new, tally)
    tally.damaged += len(gone) + len(new)


def _place(row: Listing) -> tuple[str, str]:
    """Where a row stands in a list by states, then by agencies."""
    return state_name(row.state) if row.state else row.state_printed, row.agency.casefold()


def _signed_later(row: Listing, days: dt.timedelta) -> Listing:
    day = (row.signed_on or AT.date()) + days
    return replace(row, signed_on=day, signed_printed=str(day), moa_url=None, row=row.row + 100_000)


def distinct(rosters: Iterable[Roster]) -> list[Listing]:
    """Return one row of each agreement that any of these editions lists, the last one, renumbered.

    A name that was a slip on an earlier edition would be a second row beside the one that mended it.
    """
    found = {identity(row): row for one in rosters for row in one.listings if row.state and row.model and row.agency}
    return [replace(row, row=n) for n, row in enumerate(apart(list(found.values())))]


def apart(rows: list[Listing]) -> list[Listing]:
    """Return the rows without those that repeat another one but for a slip."""
    while slips := {id(second) for second, _ in pair((), rows).seconds}:
        rows = [row for row in rows if id(row) not in slips]
    return rows
