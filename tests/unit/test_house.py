"""The house stays small enough to find one's way in."""

from __future__ import annotations

import pytest

from tests.programs.house import figures


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("longest module", 300),
        ("median module", 130),
        ("longest function", 40),
        ("nine of ten functions", 17),
        ("most branched function", 12),
    ],
)
def test_no_module_or_function_is_too_long_or_too_branched(name: str, most: int) -> None:
    """In lines, and McCabe's number for the last."""
    figure, where = figures()[name]
    assert figure <= most, where
