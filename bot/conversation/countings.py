"""Every way to count the list that others have used, and which of them gives a figure that somebody quotes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.statistics import Statistics
from bot.domain.countings import Counted, Counting, Explained

NEAREST = 3
"""So many other countings are named beside a figure."""


def explain(figure: int, totals: Statistics) -> Explained:
    """Say which countings of these totals give a figure; those of a kind of which there is nothing give none."""
    counted = [one for one in _countings(totals) if one.number]
    exactly = tuple(one for one in counted if one.number == figure)
    others = sorted((one for one in counted if one.number != figure), key=lambda one: abs(one.number - figure))
    return Explained(figure, exactly, tuple(others[:NEAREST]))


def _countings(totals: Statistics) -> Iterator[Counted]:
    yield Counted(totals.agreements, Counting.AGREEMENTS)
    yield Counted(totals.agencies, Counting.AGENCIES)
    yield from _of_edition(totals)
    yield Counted(totals.states, Counting.STATES)
    yield Counted(totals.territories, Counting.TERRITORIES)
    if totals.territories:
        yield Counted(totals.states + totals.territories, Counting.STATES_AND_TERRITORIES)
        yield Counted(totals.states + 1, Counting.STATES_AND_TERRITORIES_AS_ONE)
    for model, number in totals.models.items():
        yield Counted(number, Counting.MODEL, model)
    if totals.pending:
        yield Counted(totals.pending, Counting.PENDING)
        yield Counted(totals.agreements + totals.pending, Counting.BOTH_LISTS)
    if (since := totals.since_then) is not None:
        yield Counted(since.agreements, Counting.SIGNED_SINCE)
        yield Counted(since.new_agencies, Counting.NEW_AGENCIES)
        yield Counted(since.agencies, Counting.AGENCIES_SIGNED_SINCE)


def _of_edition(totals: Statistics) -> Iterator[Counted]:
    if (printed := totals.printed) is not None:
        yield Counted(printed.names, Counting.NAMES_AS_PRINTED)
        yield Counted(printed.rows, Counting.ROWS)
        yield Counted(printed.rows + 1, Counting.ROWS_AND_HEADER)
