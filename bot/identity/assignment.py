"""The best pairing of two sets: each member in at most one pair, the sum of the pairs' scores highest.

Pure.  Pairs that are not given are forbidden; leaving a member alone costs nothing, so that
only pairs with a positive score are ever chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

EXACT = 60
"""Members of one side up to which a connected group is solved exactly (cubic cost); above, best pair first."""

_FAR = float("inf")


def assign(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Return partners by left member.  ``scores`` are positive, by (left, right).

    Groups that no pair connects are solved apart, each exactly by the Hungarian method unless
    it is larger than `EXACT`; there the best pair is paired first, which is at least half as good.
    """
    chosen: dict[int, int] = {}
    for group in _groups(scores):
        lefts, rights = sorted({a for a, _ in group}), sorted({b for _, b in group})
        if len(group) == 1:
            chosen[lefts[0]] = rights[0]
        elif max(len(lefts), len(rights)) <= EXACT:
            chosen |= _hungarian(group, lefts, rights)
        else:
            chosen |= _best_first(group)
    return chosen


def _groups(scores: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """Split the pairs into connected groups (a union-find over the right members of each left one)."""
    root: dict[tuple[str, int], tuple[str, int]] = {}

    def find(x: tuple[str, int]) -> tuple[str, int]:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for a, b in scores:
        root[find(("left", a))] = find(("right", b))
    groups: dict[tuple[str, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        groups[find(("left", a))][a, b] = score
    return list(groups.values())


def _best_first(group: Mapping[tuple[int, int], float]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    paired: set[int] = set()
    for a, b in sorted(group, key=lambda pair: (-group[pair], pair)):
        if a not in chosen and b not in paired:
            chosen[a] = b
            paired.add(b)
    return chosen


def _hungarian(group: Mapping[tuple[int, int], float], lefts: list[int], rights: list[int]) -> dict[int, int]:
    """Solve exactly with potentials, one shortest augmenting path a row (Kuhn 1955, Munkres 1957).

    Every left member gets a column of its own that means "alone" at cost 0, so that a
    solution always exists; a forbidden pair costs 1, which is worse than alone.
    """
    costs = [[-group.get((a, b), -1.0) for b in rights] + [0.0] * len(lefts) for a in lefts]
    width = len(rights) + len(lefts)
    row_potential, column_potential = [0.0] * (len(lefts) + 1), [0.0] * (width + 1)
    owner, came_from = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, len(lefts) + 1):
        owner[0] = row
        _augment(costs, row_potential, column_potential, owner, came_from)
    return {
        lefts[owner[column] - 1]: rights[column - 1]
        for column in range(1, len(rights) + 1)
        if owner[column] and (lefts[owner[column] - 1], rights[column - 1]) in group
    }


def _augment(
    costs: list[list[float]], rows: list[float], columns: list[float], owner: list[int], came_from: list[int]
) -> None:
    """Give the row that waits in column 0 a column, moving others along the cheapest path."""
    width = len(columns) - 1
    slack, used = [_FAR] * (width + 1), [False] * (width + 1)
    here = 0
    while owner[here]:
        used[here] = True
        row, step, there = owner[here], _FAR, 0
        for column in range(1, width + 1):
            if used[column]:
                continue
            reduced = costs[row - 1][column - 1] - rows[row] - columns[column]
            if reduced < slack[column]:
                slack[column], came_from[column] = reduced, here
            if slack[column] < step:
                step, there = slack[column], column
        for column in range(width + 1):
            if used[column]:
                rows[owner[column]] += step
                columns[column] -= step
            else:
                slack[column] -= step
        here = there
    while here:
        owner[here] = owner[came_from[here]]
        here = came_from[here]
