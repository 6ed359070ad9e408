"""``python -m tests.programs.bench [--json FILE] [--quick]``: one table, and the same as JSON."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import logging
import platform
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.program.cli.main import COLLECT_EVERY
from tests.programs.bench.crowd import crowd
from tests.programs.bench.editions import editions, replaying
from tests.programs.bench.fanout import SIZES, fan_out
from tests.programs.bench.figures import Figure
from tests.programs.bench.filters import filters
from tests.programs.bench.latency import latency
from tests.programs.bench.libraries import libraries
from tests.programs.bench.living import living
from tests.programs.bench.odd import odd
from tests.programs.bench.planning import planning, transitions

PARTS = ("edition", "planning", "filters", "latency", "crowd", "odd", "fan-out", "libraries", "living")


async def measure(folder: Path, parts: list[str], corpus: Path, *, quick: bool) -> list[Figure]:
    """Every figure of the parts named, one part after another; garbage is looked for as often as in the program."""
    gc.set_threshold(COLLECT_EVERY)
    figures: list[Figure] = []
    planned = 10_000 if quick else 100_000
    if "edition" in parts:
        figures += await editions(folder, 5 if quick else 20)
        figures += await replaying(folder, corpus, 40 if quick else None)
    if "planning" in parts:
        figures += planning(folder, planned)
        figures += await transitions(folder, planned, 2_000 if quick else 10_000)
    if "filters" in parts:
        figures += filters(folder, planned)
    if "latency" in parts:
        figures += latency(corpus, 2, 7 if quick else None)
    if "crowd" in parts:
        figures += await asyncio.to_thread(crowd, (20,) if quick else (1, 20, 3600))
    if "odd" in parts:
        figures += await odd(20 if quick else 1)
    if "fan-out" in parts:
        figures += await fan_out(folder, SIZES["quick" if quick else "full"])
    if "libraries" in parts:
        figures += await libraries(200 if quick else 1_000)
    if "living" in parts:
        figures += await living(folder, 1_000 if quick else 5_000, 8.0 if quick else 40.0)
    return figures


def table(figures: list[Figure]) -> Table:
    """One row a figure."""
    made = Table(title="287g-alerts against loopback platforms")
    for heading, justify in (("", "left"), ("what", "left"), ("measured", "right"), ("target", "right"), ("", "left")):
        made.add_column(heading, justify="right" if justify == "right" else "left", overflow="fold")
    group = ""
    for one in figures:
        if group and one.group != group:
            made.add_section()
        target = f"≤ {one.at_most:g}" if one.at_most is not None else ""
        target = f"≥ {one.at_least:g}" if one.at_least is not None else target
        verdict = {True: "[green]met[/green]", False: "[red]missed[/red]", None: ""}[one.met]
        value = "not measured" if one.value is None else f"{one.value:,.{_digits(one.value)}f} {one.unit}".rstrip()
        made.add_row("" if one.group == group else one.group, one.name, value, target, f"{verdict} {one.note}".strip())
        group = one.group
    return made


def _digits(value: float) -> int:
    return 0 if value == int(value) or value >= 1000 else 1 if value >= 10 else 3


def main() -> int:
    """Measure, print, write; status 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, in less than 90 s")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"), help="real workbooks, for the latency")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; may be given more than once")
    options = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="287g-bench-") as folder:
        figures = asyncio.run(measure(Path(folder), options.only or list(PARTS), options.corpus, quick=options.quick))
    Console(width=None if sys.stdout.isatty() else 160).print(table(figures))
    seconds = time.monotonic() - begun
    if options.json:
        about = {"python": platform.python_version(), "machine": platform.machine(), "seconds": round(seconds, 1)}
        found = {**about, "quick": options.quick, "figures": [one.to_json() for one in figures]}
        options.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
    missed = [one.name for one in figures if one.met is False]
    print(f"{len(figures)} figures in {seconds:.0f} s; missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
