"""What can be pressed below a message, in rows that a phone shows whole.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from bot.domain.buttons import BUTTONS_AT_MOST, CHOSEN, LABEL_AT_MOST, Button, Keys, data_of, fits
from bot.wording.visible import visible

ROW_WIDTH = 30
"""Characters that a phone shows of all labels of a row."""

ROW_AT_MOST = 4
SHORT = 5
"""Characters of a label of which a list has four in a row; of longer ones it has two, or one."""

Row: TypeAlias = list[dict[str, str]]
"""Buttons beside each other: https://core.telegram.org/bots/api#inlinekeyboardbutton."""


def keyboard(keys: Sequence[Keys]) -> list[Row]:
    """Give the rows of an inline keyboard; none where nothing can be pressed.

    Buttons without a prompt share a row while there is room; choices below a prompt stand in columns.
    A button whose command is too long to be sent along is left out.
    """
    rows, left = list[Row](), BUTTONS_AT_MOST
    for each in keys:
        buttons = [button for button in each.buttons if fits(button)][:left]
        left -= len(buttons)
        labels = [_label(button) for button in buttons]
        for places in _columns(labels) if each.prompt else _filled(labels):
            rows.append([{"text": labels[at], "callback_data": data_of(buttons[at])} for at in places])
    return rows


def _label(button: Button) -> str:
    label = visible(button.label).strip() or "…"
    if len(label) > LABEL_AT_MOST:
        label = label[: LABEL_AT_MOST - 1].rstrip() + "…"
    return f"{CHOSEN}{label}" if button.chosen else label


def _columns(labels: Sequence[str]) -> Iterator[Sequence[int]]:
    """As many in each row as the longest leaves room for."""
    longest = max(map(len, labels), default=0)
    columns = 2 if 2 * longest <= ROW_WIDTH else 1
    columns = ROW_AT_MOST if longest <= SHORT else columns
    for start in range(0, len(labels), columns):
        yield range(start, min(start + columns, len(labels)))


def _filled(labels: Sequence[str]) -> Iterator[Sequence[int]]:
    """As many in each row as it has room for."""
    row, width = list[int](), 0
    for at, label in enumerate(labels):
        if row and (len(row) == ROW_AT_MOST or width + len(label) > ROW_WIDTH):
            yield row
            row, width = [], 0
        row.append(at)
        width += len(label)
    if row:
        yield row
