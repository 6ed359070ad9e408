"""Buttons below a message on Telegram, as a phone shows them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from adapters.telegram.keyboard import keyboard
from bot.domain.buttons import Button, Keys, pressed


def labels(*keys: Keys) -> list[list[str]]:
    return [[button["text"] for button in row] for row in keyboard(keys)]


def buttons(*names: str) -> tuple[Button, ...]:
    return tuple(Button(name, "pick", name[:4]) for name in names)


def test_a_button_sends_its_command_along_and_shows_whether_it_is_chosen() -> None:
    """What it sends is all that is known of it when it is pressed."""
    ((one, other),) = keyboard([Keys((Button("Virginia", "pick", "VA", chosen=True), Button("Done", "help")))])
    assert (one["text"], other["text"]) == ("✓ Virginia", "Done")
    found = pressed(one["callback_data"])
    assert found is not None
    assert (found.command, found.words) == ("pick", "VA")


def test_buttons_share_a_row_while_a_phone_shows_them_whole() -> None:
    """At most four, of about 30 characters together; a long one stands alone."""
    assert labels(Keys(buttons("Yes", "No", "Maybe", "Later", "Never"))) == [["Yes", "No", "Maybe", "Later"], ["Never"]]
    assert labels(Keys(buttons("Send a test message", "Settings", "Undo"))) == [
        ["Send a test message", "Settings"],
        ["Undo"],
    ]
    long = "Washington County Sheriff's Office, Tennessee"
    assert labels(Keys(buttons("Yes", long, "No"))) == [["Yes"], [long], ["No"]]


@pytest.mark.parametrize(
    ("names", "columns"), [(("A", "B", "C", "D", "E"), 4), (("Alabama", "Alaska", "Arizona"), 2), (("x" * 20, "y"), 1)]
)
def test_choices_stand_in_columns(names: Sequence[str], columns: int) -> None:
    """As many as the longest leaves room for."""
    shown = labels(Keys(buttons(*names), prompt="Which?"))
    assert [len(row) for row in shown] == [min(columns, len(names) - start) for start in range(0, len(names), columns)]


def test_what_telegram_would_refuse_is_not_sent() -> None:
    """A hundred buttons at most, none without a label, none that sends more than 64 bytes."""
    many = Keys(tuple(Button(f"{number:03}", "pick", str(number)) for number in range(99)), prompt="Which?")
    rows = keyboard([many, Keys(buttons("one", "two", "three"))])
    assert sum(map(len, rows)) == 100
    assert all(rows)
    (row,) = keyboard(
        [Keys((Button("\u200b", "pick", "a"), Button("long", "pick", "ñ" * 40), Button("x" * 200, "pick")))]
    )[:1]
    assert row[0]["text"] == "…"
    shown = [
        button["text"]
        for row in keyboard([Keys((Button("long", "pick", "ñ" * 40), Button("x\n" * 200, "pick")))])
        for button in row
    ]
    assert len(shown) == 1
    assert len(shown[0]) <= 80
    assert "\n" not in shown[0]


def test_nothing_to_press_makes_no_keyboard() -> None:
    """Nor an empty row."""
    assert keyboard([]) == []
    assert keyboard([Keys(())]) == []
    assert keyboard([Keys((), prompt="Which?")]) == []
