"""Compare a run with bad answers with one without: the same must be told, in its time, and little logged."""

from __future__ import annotations

import asyncio
import calendar
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bot.domain.agreements import ChangeKind
from bot.ingest.judge import PART_SHOWN_FOR, WHOLE_SHOWN_FOR
from tests.programs.month.copies import find_copies
from tests.programs.month.run import Key, Month, Told, run
from tests.support.reading import Reader

SCORED = (ChangeKind.SIGNED, ChangeKind.ENDED)
LINES_A_DAY = 20
AFTERWARDS = dt.timedelta(days=4)
"""How long both runs go on after the last edition: longer than any hold of a state."""

CALM = dt.timedelta(days=3)
"""So long before the end every answer is true."""

SLACK = dt.timedelta(minutes=35)
"""What was never held is told at the first true answer; what was, at the first after its time: two quiet looks."""


def simulate(corpus: Path, month: dt.date, seed: int, *, days: int | None = None) -> dict[str, Any]:
    """Run a month, or its first days, with and without bad answers; return what came of both and every breach."""
    with ProcessPoolExecutor(2) as processes:
        plain = processes.submit(_run, corpus, month, seed, days, calm=None)
        flapping = processes.submit(_run, corpus, month, seed, days, calm=CALM)
        return compared(plain.result(), flapping.result())


def _run(corpus: Path, month: dt.date, seed: int, days: int | None, *, calm: dt.timedelta | None) -> Month:
    begin = dt.datetime(month.year, month.month, 1, tzinfo=dt.UTC)
    until = begin + dt.timedelta(days=days or calendar.monthrange(month.year, month.month)[1])
    end = until + AFTERWARDS
    made = run(
        find_copies(corpus, month, until), begin, end, read=Reader().read, seed=seed, calm=end - calm if calm else None
    )
    return asyncio.run(made)


def compared(plain: Month, flapping: Month) -> dict[str, Any]:
    """Return the figures of both runs and every breach of what is promised."""
    lines = Counter(at.date() for at, _ in flapping.lines)
    most = max(lines.values(), default=0)
    false, lost = (_apart(flapping, plain), _apart(plain, flapping))
    late = list(_late(plain, flapping))
    breaches = [f"false: {one}" for one in false if _scored(one)] + [f"lost: {one}" for one in lost if _scored(one)]
    breaches += [
        f"late: {one.key} by {after} (held: {one.held or 'not'})" for one, after in late if after > _allowed(one)
    ]
    breaches += [f"{most} log lines on a day"] if most >= LINES_A_DAY else []
    return {
        "plain": _figures(plain),
        "flapping": _figures(flapping) | {"bad": dict(flapping.bad), "log_lines_a_day_at_most": most},
        "late_at_most_hours": {
            held: max(
                (round(after.total_seconds() / 3600, 2) for one, after in late if bool(one.held) is held_), default=0
            )
            for held, held_ in (("held", True), ("not_held", False))
        },
        "other_kinds_false": dict(Counter(str(kind) for kind, *_ in false if kind not in SCORED)),
        "other_kinds_lost": dict(Counter(str(kind) for kind, *_ in lost if kind not in SCORED)),
        "plain_holds": plain.holds,
        "flapping_holds": len(flapping.holds),
        "worst_day": [line for at, line in flapping.lines if lines[at.date()] == most][:most],
        "breaches": breaches,
    }


def _scored(key: Key) -> bool:
    return key[0] in SCORED


def _figures(month: Month) -> dict[str, Any]:
    kinds = Counter(str(one.key[0]) for one in month.told)
    return {
        "told": dict(sorted(kinds.items())),
        "polls": month.polls,
        "requests": month.requests,
        "polls_a_day": round(month.polls / month.days),
        "log_lines": len(month.lines),
        "messages": dict(month.notices),
    }


def _apart(one: Month, other: Month) -> list[Key]:
    """What one run told oftener than the other."""
    return sorted((Counter(told.key for told in one.told) - Counter(told.key for told in other.told)).elements())


def _late(plain: Month, flapping: Month) -> Iterator[tuple[Told, dt.timedelta]]:
    """For each change of the plain run how much later after its edition's first true answer the other told it."""
    found: dict[Key, list[Told]] = defaultdict(list)
    for told in flapping.told:
        found[told.key].append(told)
    for told in plain.told:
        if found[told.key] and _scored(told.key):
            after = found[told.key].pop(0).at - told.at
            yield told, after - (flapping.first[told.sheet] - plain.first[told.sheet])


def _allowed(told: Told) -> dt.timedelta:
    """How much later than without bad answers a change may be told: the time of its hold, once more."""
    held = {"": dt.timedelta(0), "all": WHOLE_SHOWN_FOR}.get(told.held, PART_SHOWN_FOR)
    return held + SLACK


__all__: Sequence[str] = ("compared", "simulate")
