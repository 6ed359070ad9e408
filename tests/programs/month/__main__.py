"""``python -m tests.programs.month [--month 2025-09] [--seed 7] [--quick]``: JSON, and status 1 on a breach.

Not simulated: what the HTTP client itself does after a refusal (it asks less often for a while).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.programs.month.verdict import simulate

QUICK_DAYS = 7


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what both runs came to; return 0, or 1 on a breach."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.month", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--month", type=lambda text: dt.datetime.strptime(text, "%Y-%m").date(), default="2025-09")  # noqa: DTZ007  a month has no zone
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help=f"only the first {QUICK_DAYS} days of the month")
    chosen = parser.parse_args(arguments)
    if not (chosen.corpus / "index.jsonl").is_file():
        print(f"skipped: no corpus at {chosen.corpus} (it needs index.jsonl and the workbooks)")
        return 0
    begun = time.monotonic()
    found = simulate(chosen.corpus, chosen.month, chosen.seed, days=QUICK_DAYS if chosen.quick else None)
    print(json.dumps({**found, "seconds": round(time.monotonic() - begun, 1)}, indent=2))
    return 1 if found["breaches"] else 0


if __name__ == "__main__":
    sys.exit(main())
