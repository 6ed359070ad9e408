"""What can be pressed, as Discord takes it, and what comes back of it."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.components import Press, press_of, view
from bot.domain.buttons import Button, Keys
from tests.support.doubles.discord_components import problems

OWNER = "287000000000000777"


def rows(*keys: Keys) -> list[dict[str, Any]]:
    made = view(keys, OWNER)
    shown: list[dict[str, Any]] = made.to_components() if made else []
    assert list(problems(shown)) == []
    return shown


def many(count: int, label: str = "B") -> tuple[Button, ...]:
    return tuple(Button(f"{label}{number}", "state", f"{number:05}") for number in range(count))


def test_a_row_of_buttons_marks_the_chosen_one_by_colour_and_by_sign() -> None:
    """Who sees no colours sees the sign."""
    (row,) = rows(Keys((Button("Daily", "settings", "daily", chosen=True), Button("At once", "settings", "now"))))
    shown = [(each["label"], each["style"], each["custom_id"]) for each in row["components"]]
    assert shown == [
        ("✓ Daily", 3, f"1 settings daily|{OWNER}|0"),
        ("At once", 2, f"1 settings now|{OWNER}|1"),
    ]


def test_a_prompt_makes_a_menu_whose_chosen_entries_are_marked_and_can_be_chosen_again() -> None:
    """Entries carry what they give; each chosen one has the sign, and Discord's own mark would keep it from us."""
    (row,) = rows(Keys((Button("A", "state", "VA", chosen=True), Button("B", "state", "MD", chosen=True)), "Which?"))
    (menu,) = row["components"]
    assert (menu["type"], menu["placeholder"], menu["custom_id"]) == (3, "Which?", f"|{OWNER}|0")
    assert [(each["label"], each["value"], each.get("default", False)) for each in menu["options"]] == [
        ("✓ A", "1 state VA", False),
        ("✓ B", "1 state MD", False),
    ]


@pytest.mark.parametrize(
    ("keys", "lengths"),
    [
        ([Keys(many(7))], [5, 2]),
        ([Keys(many(1)) for _ in range(5)], [1, 1, 1, 1, 1]),
        ([Keys(many(2)) for _ in range(9)], [5, 5, 5, 3]),
        ([Keys(many(40))], [5, 5, 5, 5, 5]),
        ([Keys(many(2)), Keys(many(3), "?"), *(Keys(many(2)) for _ in range(5))], [2, 1, 5, 5]),
        ([Keys(())], []),
        ([], []),
    ],
)
def test_rows_are_at_most_five_of_five(keys: list[Keys], lengths: list[int]) -> None:
    """Where there are more, buttons move together; what has no room even then is left out."""
    assert [len(row["components"]) for row in rows(*keys)] == lengths


def test_long_and_empty_labels_fit() -> None:
    """Of every length, hostile text included, Discord takes it."""
    shown = rows(Keys((Button("x" * 200, "state", "VA", chosen=True), Button(" ", "state", "MD"))))
    assert [len(each["label"]) for each in shown[0]["components"]] == [80, 1]
    (row,) = rows(Keys(tuple(Button("y" * 200, "state", f"{n}") for n in range(30)), "z" * 200))
    (menu,) = row["components"]
    assert (len(menu["options"]), len(menu["options"][0]["label"]), len(menu["placeholder"])) == (25, 100, 150)


def test_the_same_twice_in_a_menu_is_one_entry_and_in_a_row_two_buttons() -> None:
    """Discord refuses a value, and a name, that a message has twice."""
    twice = (Button("A", "state", "VA"), Button("A", "state", "VA"))
    assert len(rows(Keys(twice, "?"))[0]["components"][0]["options"]) == 1
    assert len(rows(Keys(twice))[0]["components"]) == 2


@pytest.mark.parametrize(
    ("data", "press"),
    [
        ({"custom_id": "1 state VA|5|0"}, Press("1 state VA", "5")),
        ({"custom_id": "1 agency a|b|5|0"}, Press("1 agency a|b", "5")),
        ({"custom_id": "|5|0", "values": ["1 state VA"]}, Press("1 state VA", "5")),
        ({"custom_id": "|5|0", "values": []}, Press("", "5")),
        ({"custom_id": "|5|0", "values": [5]}, Press("", "5")),
        ({"custom_id": "|5|0"}, Press("", "5")),
        ({"custom_id": "old"}, None),
        ({"custom_id": 5}, None),
        ({}, None),
    ],
)
def test_what_was_pressed_is_read_whatever_comes(data: dict[str, Any], press: Press | None) -> None:
    """What a button or an entry gives, and whose it is; nothing of what is none of ours."""
    assert press_of(data) == press


async def test_nothing_of_a_view_is_kept() -> None:
    """discord.py keeps views that are not finished, for as long as the program runs."""
    made = view([Keys(many(1))], OWNER)
    assert made is not None
    assert made.is_finished()
