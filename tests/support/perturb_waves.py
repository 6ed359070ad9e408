"""Seeded waves: true ones beside arrivals elsewhere, columns that slip, and pending rows beside signings.

Each function takes real rows and counts what is told, as those of `tests.support.perturb_kinds` do; the letters are
those of the figures that ``make accuracy`` prints.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.domain.agreements import Listing, Roster, SupportModel
from bot.domain.editions import ListKind
from bot.identity.compare import compare
from bot.reading.states import STATES
from tests.support.perturb import AT, DAMAGES, Tally, city_of, identity, lose_county, respell, tell, twin, typo
from tests.support.perturb_kinds import apart

LARGE = 12
"""Agreements of a state that a wave takes, or of which a column slips."""

MASS = 6
"""Rows of which a column must differ for it to have slipped."""

PENDING, SIGNED = 60, 12
"""Rows of the pending list, and how many of them are signed at once."""

LEAVE, COME, SLIPPED = 8, 4, 20
"""Agreements that leave, that come like another one, and rows that slip, all on one edition."""

OF_ONE_STATE = 2
"""Rows of one state among them."""

Column = Callable[[Sequence[Listing], random.Random], list[Listing]]


def true_waves(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(d): many agreements of one state leave, while namesakes and others sign elsewhere."""
    home = _large_state(rows, dice)
    here = [row for row in rows if row.state == home]
    gone = dice.sample(here, dice.randrange(LARGE, len(here) + 1))
    away = [state for state in STATES if state != home]
    taken = {identity(row) for row in rows}
    made = [_signed(replace(row, state=dice.choice(away)), dice) for row in dice.sample(gone, len(gone) // 2)]
    new = list({identity(row): row for row in made if identity(row) not in taken}.values())
    lost = {row.row for row in gone}
    tell(rows, [*(row for row in rows if row.row not in lost), *new], gone, new, tally)
    tally.damaged += len(gone) + len(new)


def slipped_columns(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(d): one column is moved, sorted by itself or filled down, in a state or the list, or from some row on."""
    state = dice.choice((None, _large_state(rows, dice)))
    there = [row for row in rows if state in (None, row.state)]
    there = there[dice.choice((0, 0, dice.randrange(len(there) - LARGE + 1))) :]  # or from some row on
    slipped = {row.row: row for row in dice.choice(SLIPS)(there, dice)}
    now = [slipped.get(row.row, row) for row in rows]
    changed = sum(before != after for before, after in zip(rows, now, strict=True))
    if changed < MASS:
        return
    elsewhere = dice.choice([code for code in STATES if code != state])
    new = _signed(replace(dice.choice(rows), agency="Quarndon Hollow Police Department", state=elsewhere), dice)
    tell(rows, [*now, new], (), [new], tally)
    tally.damaged += changed


def _moved(*names: str) -> Column:
    def moved(rows: Sequence[Listing], _: random.Random) -> list[Listing]:
        above = [rows[-1], *rows[:-1]]
        return [_with(row, other, names) for row, other in zip(rows, above, strict=True)]

    return moved


def _sorted_apart(*names: str) -> Column:
    def sorted_apart(rows: Sequence[Listing], dice: random.Random) -> list[Listing]:
        order = sorted(rows, key=lambda row: str(getattr(row, names[0])), reverse=dice.random() < 1 / 2)
        return [_with(row, other, names) for row, other in zip(rows, order, strict=True)]

    return sorted_apart


def _filled_down(*names: str) -> Column:
    def filled(rows: Sequence[Listing], dice: random.Random) -> list[Listing]:
        first = dice.choice(rows)
        return [_with(row, first, names) for row in rows]

    return filled


def _with(row: Listing, other: Listing, names: Sequence[str]) -> Listing:
    return replace(row, **{name: getattr(other, name) for name in names})


_MODEL, _DATE, _STATE = ("model", "model_printed"), ("signed_on", "signed_printed"), ("state", "state_printed")
SLIPS: Sequence[Column] = (
    _moved("agency"),
    _sorted_apart("agency"),
    _moved(*_MODEL),
    _sorted_apart(*_MODEL),
    _filled_down(*_MODEL),
    _moved("county"),
    _sorted_apart("county"),
    _filled_down("county"),
    _moved(*_DATE),
    _sorted_apart(*_DATE),
    _filled_down(*_DATE),
    _sorted_apart(*_STATE),
    _filled_down(*_STATE),
)


def pending(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(h): pending rows leave, half of them signed, while namesakes elsewhere or for another model are listed."""
    before = [_undated(row) for row in dice.sample(list(rows), min(PENDING, len(rows)))]
    gone = dice.sample(before, SIGNED)
    now_signed = tuple(gone[: SIGNED // 2])
    signed = compare((), Roster(ListKind.PARTICIPATING, now_signed), at=AT, next_id=10**7).listed
    taken = {identity(row) for row in before}
    made = [_namesake(row, dice) for row in gone]
    new = list({identity(row): row for row in made if identity(row) not in taken}.values())
    left = {row.row for row in gone}
    shown = [*(row for row in before if row.row not in left), *new]
    tell(before, shown, gone, new, tally, kind=ListKind.PENDING, signed=signed)
    tally.damaged += len(gone) + len(new)


def mixed(rows: Sequence[Listing], dice: random.Random, tally: Tally, kind: ListKind) -> None:
    """(m): all at once, on either list: departures, half beside namesakes, new agencies like others, and slips."""
    pending = kind is ListKind.PENDING
    rows = apart([_undated(row) for row in rows]) if pending else rows
    deck = _spread(rows, dice)
    gone, like, slipped = deck[:LEAVE], deck[LEAVE : LEAVE + COME], deck[LEAVE + COME : LEAVE + COME + SLIPPED]
    made = [*(_namesake(row, dice) for row in gone[::2]), *(twin(row, dice) for row in like)]
    taken = {identity(row) for row in rows}
    new = [row if pending else _signed(row, dice) for row in made if identity(row) not in taken]
    new = [replace(row, row=10**5 + n) for n, row in enumerate({identity(row): row for row in new}.values())]
    damages = (typo, respell, city_of, lose_county) if pending else DAMAGES
    damaged = {row.row: dice.choice(damages)(row, dice) for row in slipped}
    left = {row.row for row in gone}
    shown = [damaged.get(row.row, row) for row in rows if row.row not in left] + new
    tell(rows, shown, gone, new, tally, kind=kind)
    tally.damaged += len(damaged)


def _spread(rows: Sequence[Listing], dice: random.Random) -> list[Listing]:
    """Return rows in any order, no more of one state than may leave it at once."""
    times = Counter[str | None]()
    deck = []
    for row in dice.sample(list(rows), len(rows)):
        times[row.state] += 1
        if times[row.state] <= OF_ONE_STATE:
            deck.append(row)
    return deck


def _undated(row: Listing) -> Listing:
    return replace(row, signed_on=None, signed_printed="", moa_url=None, addendum_url=None)


def _namesake(row: Listing, dice: random.Random) -> Listing:
    if dice.random() < 1 / 2:
        return replace(row, state=dice.choice([state for state in STATES if state != row.state]), row=row.row + 10**5)
    other = dice.choice([model for model in SupportModel if model is not row.model])
    return replace(row, model=other, model_printed="", row=row.row + 10**5)


def _signed(row: Listing, dice: random.Random) -> Listing:
    day = AT.date() - dt.timedelta(days=dice.randrange(1, 20))
    return replace(row, signed_on=day, signed_printed=str(day), moa_url=None, row=row.row + 10**5)


def _large_state(rows: Sequence[Listing], dice: random.Random) -> str:
    states = Counter(row.state for row in rows if row.state)
    return dice.choice([state for state, times in states.items() if times >= LARGE])
