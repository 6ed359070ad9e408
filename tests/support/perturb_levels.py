"""Seeded damage that no rule can tell from what it looks like: whether it is at least told as doubtful.

The letters go on from those of `tests.support.perturb_kinds`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.agreements import Listing
from bot.identity.likeness import Alike, alike
from tests.support.perturb import Tally, tell, typo

SECOND_ROWS = 10


def second_rows(rows: Sequence[Listing], dice: random.Random, tally: Tally) -> None:
    """(s): print some agreements a second time, with a mistyped name and without their link; none of it is new."""
    chosen = dice.sample(list(rows), SECOND_ROWS)
    again = [replace(typo(row, dice), moa_url=None, row=80_000 + n) for n, row in enumerate(chosen)]
    tell(rows, [*rows, *again], (), (), tally)
    tally.damaged += SECOND_ROWS


def neighbours(rows: Sequence[Listing]) -> list[tuple[Listing, Listing]]:
    """Pairs of real agencies of one state and model whose names resemble each other."""
    return list(_neighbours(rows))


def replaced(rows: Sequence[Listing], pair: tuple[Listing, Listing], tally: Tally) -> None:
    """(r): one of two such agencies leaves on the edition on which the other signs, with the same date."""
    gone, new = pair
    rest = [row for row in rows if row not in pair]
    come = replace(new, signed_on=gone.signed_on, signed_printed=gone.signed_printed, moa_url=None)
    tell([*rest, gone], [*rest, come], [gone], [come], tally)


def _neighbours(rows: Sequence[Listing]) -> Iterator[tuple[Listing, Listing]]:
    here: dict[tuple[object, ...], list[Listing]] = defaultdict(list)
    for row in rows:
        here[row.state, row.model].append(row)
    for listed in here.values():
        for n, one in enumerate(listed):
            for other in listed[n + 1 :]:
                if alike(one.agency, other.agency, one.state) in (Alike.TYPO, Alike.RELATED):
                    yield one, other
