from __future__ import annotations

import pytest

from bot.identity.words import same_county, slips, telling_words


@pytest.mark.parametrize(
    ("a", "b", "mistyped"),
    [
        ("clay", "clay", 0),
        ("fox", "fax", None),
        ("clay", "clya", 1),
        ("flagler", "flager", 1),
        ("lampasas", "lampas", None),
        ("williamson", "wiliamsn", 2),
        ("sheriff", "sheriffs", 0),
        ("northfield", "southfield", None),
    ],
)
def test_a_longer_word_may_hold_more_slips(a: str, b: str, mistyped: int | None) -> None:
    """None below four letters, one up to eight, two from nine; a last ``s`` is free and a direction never slips."""
    assert slips(a, b) == mistyped


def test_slips_are_symmetric() -> None:
    """Which of two words is the misprint does not matter."""
    for a, b in (("guilford", "gilford"), ("northfield", "southfield"), ("clay", "bay"), ("police", "polcie")):
        assert slips(a, b) == slips(b, a)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Page County", "page", True),
        ("Flager County", "Flagler County", True),
        ("St. Mary Parish", "St Mary", True),
        ("St. Clair County", "Saint Clair", True),
        ("De Kalb", "DeKalb County", True),
        ("Morris", "Bergen", False),
        ("", "Bergen", None),
        ("County", "Bergen", None),
    ],
)
def test_a_county_is_the_same_without_its_kind_and_with_a_slip(a: str, b: str, *, same: bool | None) -> None:
    """A cell that names no county says nothing."""
    assert same_county(a, b) is same


def test_the_telling_words_are_those_that_the_other_name_lacks() -> None:
    """Kinds of office and place, and the state's own name, tell nothing."""
    assert telling_words("Virginia Beach Police Department", "Luray County Sheriff's Office", "VA") == ["beach"]


def test_the_state_tells_two_universities_apart() -> None:
    """``State`` carries identity in a school's name and none in a police force's."""
    assert telling_words("Norfolk State University Police", "Norfolk University Police", "VA") == ["state"]
    assert telling_words("Norfolk State Police", "Norfolk Police", "VA") == []
