"""Seeded damage of one kind at a time, as in `tests.support.perturb_kinds`: renewals, and other agencies' names.

Real rows, of which each has a link of its own or none, so that every change has one reading.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.agreements import ChangeKind, Listing
from bot.identity.words import KINDS
from bot.reading.agency import agency_key
from bot.reading.county_names import county_key
from tests.support.perturb import Tally, tell
from tests.support.perturb_kinds import print_form

RENEWED, RELABELLED = 8, 8
"""Agreements of one edition that truly change; three and two times as many are damaged."""

YEARS = (200, 400, 733, 1099, 1837)
"""Days from one signing to the next."""

OFFICES = {"Attorney": "attorney", "Sheriff's Office": "sheriff", "Jail": "jail", "Board of Commissioners": "board"}
"""Offices of a county, each with its kind."""


def renewals(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(c): some agreements are signed anew; of others the date slips, or moves far with its link or without any."""
    dated = dice.sample([row for row in rows if row.signed_on and row.signed_on.day < 28], 3 * RENEWED)
    anew, slipped, far = (dated[start::3] for start in range(3))
    bare = {row.row for row in far[::2]}
    before = [replace(row, moa_url=None if row.row in bare else _text(row)) for row in rows]
    moved = {row.row: _anew(row, dice) for row in anew} | {row.row: _slipped(row, dice) for row in slipped}
    moved |= {row.row: _far(replace(row, moa_url=None if row.row in bare else _text(row)), dice) for row in far}
    tell(before, [moved.get(row.row, row) for row in before], (), (), tally, other={ChangeKind.RENEWED: anew})
    tally.damaged += len(dated)


def _anew(row: Listing, dice: random.Random) -> Listing:
    form = print_form(row, dice) if dice.random() < 1 / 2 else row
    return _far(replace(form, moa_url=dice.choice((None, _text(row, "-anew")))), dice)


def _slipped(row: Listing, dice: random.Random) -> Listing:
    day = row.signed_on or dt.date.min
    days = dice.choice((-3, -1, 2, 30, 45))
    slip = dice.choice((day + dt.timedelta(days=days), day.replace(year=day.year + 1)))
    return _signed(replace(row, moa_url=dice.choice((None, _text(row, "-other")))), slip)


def _far(row: Listing, dice: random.Random) -> Listing:
    return _signed(row, (row.signed_on or dt.date.min) + dt.timedelta(days=dice.choice(YEARS)))


def _signed(row: Listing, day: dt.date) -> Listing:
    return replace(row, signed_on=day, signed_printed=str(day))


def _text(row: Listing, suffix: str = "") -> str:
    return f"https://www.ice.gov/doclib/287gMOA/{row.row}{suffix}.pdf"


def relabelled(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(f): some agreements without a link are printed under another office of their county, all else being equal.

    Others, that had a link or are printed with another date, have really ended while that office signed.
    """
    chosen = _alone(rows, dice)[: 2 * RELABELLED]
    same, linked, later = chosen[::2], chosen[1::4], chosen[3::4]
    texts = {row.row: _text(row) for row in linked}
    before = [replace(row, moa_url=texts.get(row.row)) for row in rows]
    moved = {row.row: _of_another_office(row) for row in chosen}
    ended = {row.row for row in (*linked, *later)}
    gone = [row for row in before if row.row in ended]
    new = [replace(moved[row.row], row=row.row + 100_000) for row in linked]
    new += [_far(replace(moved[row.row], row=row.row + 100_000), dice) for row in later]
    there = [moved.get(row.row, row) for row in before if row.row not in ended]
    tell(before, [*there, *new], gone, new, tally, other={ChangeKind.RELABELLED: same})
    tally.damaged += len(chosen)


def _alone(rows: Sequence[Listing], dice: random.Random) -> list[Listing]:
    """Agreements of agencies with no other, of a county each, that no other of their state, model and date has.

    The office that they are printed under is not on the list: a row has one reading only.
    """
    agencies = Counter(_name(row) for row in rows)
    signings = Counter(_signing(row) for row in rows)
    found = {
        (row.state, county_key(row.county)): row
        for row in dice.sample(rows, len(rows))
        if row.signed_on and row.county and agencies[_name(row)] == signings[_signing(row)] == 1
        if not agencies[_name(_of_another_office(row))] and _county_fits(row)
    }
    return list(found.values())


def _county_fits(row: Listing) -> bool:
    """Whether a name with a county in it has the one of its cell: ICE once prints Bedford County for Bradford's."""
    named = "".join(row.agency.casefold().split())
    return "county" not in named or county_key(row.county) in named


def _name(row: Listing) -> tuple[object, ...]:
    return row.state, agency_key(row.agency, row.state)


def _signing(row: Listing) -> tuple[object, ...]:
    return row.state, row.model, row.signed_on, county_key(row.county)


def _of_another_office(row: Listing) -> Listing:
    """The row under an office of its county that its own name does not have."""
    own = {KINDS.get(word) for word in agency_key(row.agency.replace("Correctional", "Corrections"), row.state)}
    others = [office for office, kind in OFFICES.items() if kind not in own]
    place = row.county if "county" in row.county.casefold() else f"{row.county} County"
    return replace(row, agency=f"{place} {others[row.row % len(others)]}")
