from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.identity.assignment import assign


def _best(scores: dict[tuple[int, int], int], pairs: list[tuple[int, int]]) -> int:
    """Return the highest sum of any pairing of ``pairs``, by trying all of them."""
    if not pairs:
        return 0
    (left, right), rest = pairs[0], pairs[1:]
    apart = [(a, b) for a, b in rest if a != left and b != right]
    return max(scores[left, right] + _best(scores, apart), _best(scores, rest))


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20), max_size=12))
def test_the_assignment_is_the_best_there_is(scores: dict[tuple[int, int], int]) -> None:
    """No other pairing has a higher sum."""
    chosen = assign({pair: float(score) for pair, score in scores.items()})
    assert len(set(chosen.values())) == len(chosen)
    assert sum(scores[pair] for pair in chosen.items()) == _best(scores, list(scores))


def test_the_best_sum_wins_over_the_best_pair() -> None:
    """Two middling pairs are better than one good one that leaves two members alone."""
    assert assign({(0, 0): 10.0, (0, 1): 9.0, (1, 0): 9.0}) == {0: 1, 1: 0}


def test_a_group_of_more_than_60_takes_its_best_pairs_first() -> None:
    """Sixty-one members on a side, all connected, are paired along the diagonal that scores highest."""
    scores = {(a, b): 2.0 if a == b else 1.0 for a in range(61) for b in range(61)}
    assert assign(scores) == {member: member for member in range(61)}


def test_nothing_to_pair_is_no_pair() -> None:
    """An empty table of scores gives no partners."""
    assert assign({}) == {}
