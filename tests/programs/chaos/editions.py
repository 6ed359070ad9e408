"""A stream of editions, each one change apart from the last, about agencies that nobody ever heard of."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass

from bot.reading.states import STATES
from tests.support.builders import CellInput, make_row, make_workbook

AGENCIES_A_STATE = 60
ENDED_ONE_IN = 4
_SYLLABLES = (
    "bri",
    "cha",
    "dor",
    "fen",
    "gal",
    "hux",
    "jor",
    "kel",
    "lum",
    "mip",
    "nor",
    "qui",
    "ras",
    "stel",
    "vor",
    "zan",
)
_TOLD = re.compile(r"([A-Z][a-z]+) Police Department\**\s+\([^)]*\) (is no longer on|is on) ICE's list")
_NAMED = re.compile(r"([A-Z][a-z]+) Police Department")
_DOUBTFUL = "We are not certain"
_EXPLAINED = "Task Force: enforces immigration law"

Told = tuple[str, str]
"""An agency's own word, and ``is on`` or ``is no longer on``: one change as a chat reads it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One change that was published: who is subscribed to ``state`` is owed ``told``."""

    state: str
    told: Told


class Editions:
    """A list that changes by one agency at a time; the same ``seed`` makes the same agencies."""

    def __init__(self, states: tuple[str, ...], seed: int) -> None:
        self.states = states
        self._random = random.Random(seed)
        self._names: set[str] = set()
        self._modified = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(days=30)
        self.number = 0
        self._baseline = {state: [self._row(state) for _ in range(AGENCIES_A_STATE)] for state in self.states}
        self._signed: list[dict[str, CellInput]] = []

    def baseline(self) -> tuple[str, bytes]:
        """The first edition, which alerts nobody: file name and bytes."""
        return self._workbook()

    def change(self, state: str) -> tuple[Wanted, tuple[str, bytes]]:
        """One agency of ``state`` more, or one less that was there from the beginning; and the edition."""
        if self.number % ENDED_ONE_IN == 0 and len(self._baseline[state]) > AGENCIES_A_STATE // 2:
            row = self._baseline[state].pop()
            wanted = Wanted(state, (_word(row), "is no longer on"))
        else:
            row = self._row(state)
            self._signed.append(row)
            wanted = Wanted(state, (_word(row), "is on"))
        return wanted, self._workbook()

    def _workbook(self) -> tuple[str, bytes]:
        self.number += 1
        self._modified += dt.timedelta(minutes=1)
        rows = [row for state in self.states for row in self._baseline[state]] + self._signed
        return f"participatingAgencies{self.number:05}.xlsx", make_workbook(rows, modified=self._modified)

    def _row(self, state: str) -> dict[str, CellInput]:
        word, county = self._word(), self._word()
        signed = dt.date(2025, 1, 1) + dt.timedelta(days=self._random.randrange(600))
        agency, where = f"{word} Police Department", f"{county} County"
        return make_row(
            state=STATES[state].upper(),
            agency=agency,
            county=where,
            type="Municipality",
            signed=signed,
            moa_url=f"https://www.ice.gov/doclib/287gMOA/{word.lower()}.pdf",
        )

    def _word(self) -> str:
        """Return a word not used before, so far from all others that it cannot be one of them respelt."""
        while True:
            word = "".join(self._random.choices(_SYLLABLES, k=4)).capitalize()
            if word not in self._names:
                self._names.add(word)
                return word


def _word(row: dict[str, CellInput]) -> str:
    return str(row["LAW ENFORCEMENT AGENCY"]).partition(" ")[0]


def told_in(content: str) -> list[Told]:
    """Every change that a message tells, by its visible text: in sentences, or in lists with headings.

    A list stands under a heading, or under the title where that tells of one kind, and ends before the models are
    explained; what is doubtful in it has a sentence as well.
    """
    told: dict[Told, None] = {}
    what = ""
    for line in content.splitlines():
        said = line.lower()
        if sentences := _TOLD.findall(line):
            told |= dict.fromkeys(sentences)
        elif "no longer on ice's list" in said or "new on ice's list" in said:
            what = "is no longer on" if "no longer on ice's list" in said else "is on"
        elif _EXPLAINED in line:
            what = ""
        elif what and _DOUBTFUL not in line:
            told |= dict.fromkeys((word, what) for word in _NAMED.findall(line))
    return list(told)
