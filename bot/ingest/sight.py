"""What is in the way, as one poll finds it.  The rules are told to operators in ``docs/operating.md``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.domain.editions import ListKind
from bot.domain.holds import MASS_CORRECTIONS, Hold, HoldReason, Stored
from bot.domain.ports import Work
from bot.domain.watching import Observed, Problem, TroubleKind, problem_of
from bot.ingest.look import UNLINKED, Sight
from bot.reading.states import STATES

WATCHED = (
    TroubleKind.SOURCE,
    TroubleKind.REFUSED,
    TroubleKind.LIST_MISSING,
    TroubleKind.LIST_UNSEEN,
    TroubleKind.NO_NEW_EDITION,
    TroubleKind.HOLD,
    TroubleKind.ROWS,
)
"""What a poll can tell; the rest is watched by the program itself."""

EXAMPLES = 3
"""Rows that are named among those that are not understood."""

ASKED = (TroubleKind.SOURCE, TroubleKind.REFUSED)
"""What only asking a source can tell."""

QUIET_AT_LEAST = dt.timedelta(days=14)
"""A list without a new edition for this long is worth a word, unless it has been quiet for longer before."""


def observed_in(work: Work, sights: Sequence[Sight], at: dt.datetime) -> list[Observed]:
    """Everything that is in the way after one poll, ICE's sight first among ``sights``."""
    seen = {kind for sight in sights for kind in sight.seen}
    found = [*_sources(work, sights), *_missing(work, sights[0])]
    if ListKind.PARTICIPATING not in seen:
        found.append(Observed(TroubleKind.LIST_UNSEEN, ListKind.PARTICIPATING, Problem("trouble_said_unseen")))
    else:
        found += _quiet(work, at)
    waiting = [stored for stored in work.holds.open() if not stored.value.is_passing_copy(at)]
    return [*found, *map(hold_observed, waiting), *_printed(work)]


def _sources(work: Work, sights: Sequence[Sight]) -> Iterator[Observed]:
    """What is wrong with each source; with one that rests, what was wrong when it was last asked."""
    for sight in sights:
        open_ones = [trouble.what for trouble in work.troubles.open(ASKED)] if sight.rested else []
        if sight.fault and not open_ones:
            yield Observed(TroubleKind.SOURCE, sight.source, problem_of(sight.fault))
        yield from (*open_ones, *sight.troubles)


def _missing(work: Work, official: Sight) -> Iterator[Observed]:
    """The lists that ICE's page ought to link and does not, every address that it links being known."""
    if official.fault or not official.complete:
        return
    for kind in ListKind:
        standing = work.editions.standing(kind)
        expected = kind is ListKind.PARTICIPATING or (standing is not None and standing.expired_at is None)
        if expected and kind not in official.seen:
            yield Observed(TroubleKind.LIST_MISSING, kind, UNLINKED)


def _quiet(work: Work, at: dt.datetime) -> Iterator[Observed]:
    """No new edition for longer than ever before."""
    times = work.editions.times_believed(ListKind.PARTICIPATING)
    if not times:
        return
    longest = max((later - earlier for earlier, later in pairwise(times)), default=dt.timedelta())
    quiet = at - times[-1]
    if quiet > max(longest, QUIET_AT_LEAST):
        problem = Problem("trouble_said_quiet", {"count": quiet.days})
        yield Observed(TroubleKind.NO_NEW_EDITION, ListKind.PARTICIPATING, problem)


def _printed(work: Work) -> Iterator[Observed]:
    """Agreements on a list whose state or model is not understood."""
    for kind in ListKind:
        printed = work.agreements.listed_as_printed(kind, STATES)
        if printed:
            examples = "; ".join(f"{one.agency} ({one.state or '-'}, {one.model or '-'})" for one in printed[:EXAMPLES])
            yield Observed(
                TroubleKind.ROWS, kind, Problem("trouble_said_rows", {"count": len(printed), "examples": examples})
            )


def hold_observed(stored: Stored[Hold]) -> Observed:
    """A hold as something that is in the way."""
    hold = stored.value
    figures, name = dict(hold.figures), f"hold_{hold.reason}"
    if hold.state and hold.reason in (HoldReason.MASS_DEPARTURE, *MASS_CORRECTIONS):
        figures["state"] = hold.state
    if hold.state and hold.reason in MASS_CORRECTIONS:
        name += "_of_state"
    return Observed(TroubleKind.HOLD, str(stored.id), Problem(name, figures))
