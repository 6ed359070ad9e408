"""Draw 300 rows of a corpus for a person to check, hard ones first: ``python -m tests.programs.counties.sample``.

Prints them without an answer; what was found by reading them is in ``tests/support/samples/counties.csv``.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.reading.county_names import counties_in
from tests.programs.counties.rows import Row, distinct

SEED, SIZE = 287, 300
SPECIAL = {"AK", "CT", "DC", "GU", "LA", "MD", "MO", "MP", "NV", "PR", "VA"}
"""States whose counties have other kinds, or lie beside cities of their own."""


def _spelt_otherwise(row: Row) -> bool:
    names = {f"{county.name} {county.kind}".casefold() for county in counties_in(row.state)}
    return bool(row.county) and row.county.casefold() not in names


KINDS: Sequence[tuple[Callable[[Row], bool], int]] = (
    (_spelt_otherwise, 100),
    (lambda row: row.state in SPECIAL, 60),
    (lambda row: not row.county and bool(re.search(r"\b(County|Parish)\b", row.agency)), 40),
    (lambda row: not row.county, 30),
    (lambda row: bool(re.search(r"\.|'|-|\w [^C]", row.county)), 30),
    (lambda row: True, SIZE),
)
"""Which rows are drawn, and at most how many of each kind; the last fills up."""


def draw(rows: Sequence[Row]) -> list[Row]:
    """Return `SIZE` rows, the same for the same rows."""
    dice, drawn = random.Random(SEED), dict.fromkeys(list[Row]())
    for kind, most in KINDS:
        fitting = [row for row in sorted(rows) if kind(row) and row not in drawn]
        drawn |= dict.fromkeys(dice.sample(fitting, min(most, len(fitting), SIZE - len(drawn))))
    return sorted(drawn)


def main() -> None:
    """Print the drawn rows as CSV."""
    parser = argparse.ArgumentParser(description="Draw rows of a corpus to be checked by hand.")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(draw(list(distinct(parser.parse_args().corpus))))


if __name__ == "__main__":
    main()
