"""A large list of agencies that do not exist, and the next edition of it with about twenty changes."""

from __future__ import annotations

import datetime as dt
import random

from bot.reading.states import STATES
from tests.support.builders import CellInput, make_row, make_workbook

ROWS = 1843
"""As many as the newest real edition that we have seen."""

SIGNED, ENDED, RESPELT = 12, 4, 4
NAME = "participatingAgencies02132026am.xlsx"
NEXT_NAME = "participatingAgencies02172026am.xlsx"
_SYLLABLES = ("bri", "cha", "dor", "fen", "gal", "hux", "jor", "kel", "lum", "mip", "nor", "qui", "ras", "stel", "vor")
_KINDS = ("County Sheriff's Office", "Police Department", "Department of Corrections", "County Constable")
_MODELS = ("Task Force Model", "Jail Enforcement Model", "Warrant Service Officer")
_MODIFIED = dt.datetime(2026, 2, 13, 15, tzinfo=dt.UTC)

Row = dict[str, CellInput]


def make_rows(count: int, seed: int = 1) -> list[Row]:
    """So many agreements, a quarter of them in two large states; always the same for a seed."""
    chance = random.Random(seed)
    states = list(STATES.values())
    words: set[str] = set()
    rows: list[Row] = []
    while len(rows) < count:
        word = "".join(chance.choices(_SYLLABLES, k=5)).capitalize()
        if word in words:
            continue
        words.add(word)
        state = chance.choice(("Florida", "Texas")) if chance.random() < 0.25 else chance.choice(states)
        rows.append(_row(chance, word, state))
    return rows


def _row(chance: random.Random, word: str, state: str) -> Row:
    return make_row(
        state=state.upper(),
        agency=f"{word} {chance.choice(_KINDS)}",
        county=f"{word} County",
        model=chance.choice(_MODELS),
        signed=dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(400)),
        moa_url=f"https://www.ice.gov/doclib/287gMOA/{word.lower()}.pdf",
    )


def first_edition(rows: list[Row]) -> bytes:
    """The workbook of the baseline."""
    return make_workbook(rows, modified=_MODIFIED)


def next_edition(rows: list[Row], seed: int = 2) -> bytes:
    """The workbook after it: a dozen signed, four gone, four respelt."""
    chance = random.Random(seed)
    kept = [dict(row) for row in rows]
    for index in chance.sample(range(len(kept)), RESPELT):
        kept[index]["LAW ENFORCEMENT AGENCY"] = str(kept[index]["LAW ENFORCEMENT AGENCY"]).replace("e", "", 1)
    for _ in range(ENDED):
        del kept[chance.randrange(len(kept))]
    return make_workbook(kept + make_rows(SIGNED, seed=seed + 1000), modified=_MODIFIED + dt.timedelta(days=4))
