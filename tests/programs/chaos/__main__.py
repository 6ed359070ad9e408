"""``python -m tests.programs.chaos --kills 200 --seed 1``: one JSON object, and status 1 if the promise was broken."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path

from tests.programs.chaos.killing import run
from tests.programs.chaos.verdict import broken


def main() -> int:
    """Run it in a folder that is gone afterwards, unless ``--keep`` names one."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a new folder for the database and the log")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="287g-chaos-") as passing:
        folder = options.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        report = asyncio.run(run(folder, kills=options.kills, seed=options.seed))
    report["broken"] = broken(report)
    print(json.dumps(report, indent=2))
    return 1 if report["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
