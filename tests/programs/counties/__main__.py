"""How many real rows have a county code, and which have none: ``make counties CORPUS=folder``."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from click import echo

from bot.reading.counties import Counties, NoCounty, find_counties
from bot.reading.county_names import County, counties_in, county_key, exactly, mended, words_of
from bot.reading.states import STATES
from tests.programs.counties.rows import Row, checked, distinct

LEAST = 0.97
"""The share of rows that name a county which must have a code."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and what has no code by reason; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description="Count which rows of a corpus have a county code.")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    chosen = parser.parse_args(arguments)
    wrong = _sample() | _slips()
    if not (chosen.corpus / "index.jsonl").is_file():
        echo(f"skipped: no corpus at {chosen.corpus} (it needs index.jsonl and the workbooks)")
        return int(wrong)
    return int(_corpus(distinct(chosen.corpus)) < LEAST or wrong)


def _sample() -> bool:
    """Print how the rows that a person checked come out; whether one of them is wrong."""
    outcomes = [(find_counties(*row).codes, expected) for row, expected in checked()]
    right = sum(found == expected for found, expected in outcomes)
    wrong = sum(bool(found) and found != expected for found, expected in outcomes)
    missed = sum(not found and bool(expected) for found, expected in outcomes)
    named = sum(bool(expected) for _, expected in outcomes)
    echo(f"sample: {len(outcomes)} rows, {named} of them with a code: {right} right, {wrong} wrong, {missed} missed")
    return bool(wrong)


def _slips() -> bool:
    """Print what every single slip in a name of the table is taken for; whether one is another county."""
    taken = [(county, found) for state in STATES for county in counties_in(state) for found in _mistyped(state, county)]
    mended_ones = [(county, found) for county, found in taken if len(found) == 1]
    wrong = sum(county not in found for county, found in mended_ones)
    echo(f"slips: {len(taken)} lost, doubled and exchanged letters: {len(mended_ones)} mended, {wrong} wrong")
    return bool(wrong)


def _mistyped(state: str, county: County) -> Iterator[frozenset[County]]:
    """Yield what each slip in a county's name may be, but for those that are a name of the state themselves."""
    name = county.name
    for at in range(len(name)):
        swapped = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        for typed in {name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], swapped}:
            words = words_of(f"{typed} {county.kind}")
            if not exactly(state, words):
                yield mended(state, words)


def _corpus(rows: Mapping[Row, str]) -> float:
    """Print what all rows come to; return the share of those naming a county that have a code."""
    found = {row: find_counties(*row) for row in rows}
    named = [row for row in rows if county_key(row.county)]
    coded = sum(bool(found[row].codes) for row in named)
    share = coded / max(1, len(named))
    blank = [row for row in rows if not county_key(row.county)]
    by_name = sum(bool(found[row].codes) for row in blank)
    echo(f"corpus: {len(rows)} distinct rows; {len(named)} name a county, {coded} of them have a code: {share:.1%}")
    echo(f"        {len(blank)} name none, {by_name} of them have a code by the agency's name")
    _reasons(found, rows)
    return share


def _reasons(found: Mapping[Row, Counties], types: Mapping[Row, str]) -> None:
    without: defaultdict[str, list[Row]] = defaultdict(list)
    for row, counties in found.items():
        if counties.why:
            state = counties.why is NoCounty.NOT_NAMED and types[row].startswith("State")
            without["not_named, a state's agency" if state else counties.why].append(row)
    for reason, rows in sorted(without.items()):
        echo(f"{reason}: {len(rows)}")
        for row in sorted(rows) if not reason.startswith(NoCounty.NOT_NAMED) else ():
            echo(f"  {row.state} | {row.agency} | {row.county}")


if __name__ == "__main__":
    sys.exit(main())
