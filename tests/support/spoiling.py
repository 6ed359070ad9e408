"""An object with one field missing or of the wrong type, for each of its fields at each depth."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

WRONG: tuple[Any, ...] = (None, 7, "x", [], {}, 10**30, -1, True, [None], {"id": "x"})
"""What stands in place of a field; each field gets some of them, by turns."""

DROPPED = object()


def spoiled(whole: dict[str, Any], each: int = 3) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give ``whole`` without each of its fields, and with ``each`` wrong values in it, and what was done."""
    for count, path in enumerate(_paths(whole)):
        wrong = [WRONG[(count * each + turn) % len(WRONG)] for turn in range(each)]
        for value in (DROPPED, *wrong):
            yield (
                f"{'.'.join(map(str, path))} = {'nothing' if value is DROPPED else value!r}",
                _with(whole, path, value),
            )


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield from _paths(below, (*path, key))


def _with(whole: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    spoilt = copy.deepcopy(whole)
    holder: Any = spoilt
    for key in path[:-1]:
        holder = holder[key]
    if value is DROPPED:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return spoilt
