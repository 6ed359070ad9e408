"""Buttons and menus to choose from below a message, and what comes back of them.

discord.py's views answer by themselves and live as long as the program: these are stopped before they are sent,
so that nothing of them is kept and a press is read like any other question.
Limits: https://discord.com/developers/docs/components/reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import discord

from bot.domain.buttons import CHOICES_AT_MOST, CHOSEN, LABEL_AT_MOST, Button, Keys, data_of
from bot.wording.visible import visible

ROWS, IN_A_ROW = 5, 5
"""How many rows a message may have, and how many buttons a row."""

OPTION_AT_MOST, PROMPT_AT_MOST = 100, 150
"""Characters of an entry of a menu, and of what a menu says before anything is chosen."""

_PARTED = "|"


@dataclass(frozen=True, slots=True)
class Press:
    """What a button or an entry of a menu says of itself: its ``data``, and whose it is, by Discord's number."""

    data: str
    owner: str


def view(keys: Sequence[Keys], owner: str) -> discord.ui.View | None:
    """Make what is shown of ``keys``, for the person with the number ``owner``; None where there is nothing to press.

    What does not fit into five rows of five is left out: the words above say it all the same.
    """
    rows = list(_rows(keys))[:ROWS]
    if not rows:
        return None
    made = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for item in _items(row, owner, number):
            made.add_item(item)
    made.stop()
    return made


def _rows(keys: Sequence[Keys]) -> Iterator[Keys]:
    """Give rows that Discord takes; buttons are put closer together where there would be too many rows."""
    filled = [row for row in keys if row.buttons]
    if sum(1 if row.prompt else -(-len(row.buttons) // IN_A_ROW) for row in filled) > ROWS:
        filled = list(_closer(filled))
    for row in filled:
        if row.prompt:
            yield row
            continue
        for start in range(0, len(row.buttons), IN_A_ROW):
            yield Keys(row.buttons[start : start + IN_A_ROW])


def _closer(keys: Sequence[Keys]) -> Iterator[Keys]:
    for menus, rows in groupby(keys, key=lambda row: bool(row.prompt)):
        if menus:
            yield from rows
        else:
            yield Keys(tuple(button for row in rows for button in row.buttons))


def _items(row: Keys, owner: str, number: int) -> Iterator[discord.ui.Item[Any]]:
    if row.prompt:
        yield _menu(row, owner, number)
        return
    for place, button in enumerate(row.buttons):
        style = discord.ButtonStyle.success if button.chosen else discord.ButtonStyle.secondary
        name = _name(data_of(button), owner, number * IN_A_ROW + place)
        yield discord.ui.Button(style=style, label=_label(button, LABEL_AT_MOST), custom_id=name, row=number)


def _menu(row: Keys, owner: str, number: int) -> discord.ui.Select[Any]:
    options = {
        data_of(button): discord.SelectOption(label=_label(button, OPTION_AT_MOST), value=data_of(button))
        for button in row.buttons
    }
    entries = list(options.values())[:CHOICES_AT_MOST]
    name, prompt = _name("", owner, number * IN_A_ROW), _short(visible(row.prompt), PROMPT_AT_MOST)
    return discord.ui.Select(custom_id=name, placeholder=prompt, options=entries, row=number)


def _label(button: Button, most: int) -> str:
    """What a button or entry says; a mark in words stands for Discord's ``default``.

    Several entries can have the mark, and such an entry can be chosen again, of which Discord would tell us nothing:
    https://github.com/discord/discord-api-docs/issues/4801.
    """
    return _short((CHOSEN if button.chosen else "") + visible(button.label), most)


def _name(data: str, owner: str, place: int) -> str:
    """What Discord gives back with a press; the place makes each of a message another, as Discord demands."""
    return f"{data}{_PARTED}{owner}{_PARTED}{place}"


def _short(text: str, most: int) -> str:
    shown = text.strip() or "…"
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def press_of(data: Mapping[str, Any]) -> Press | None:
    """Read the ``data`` of a press; None where it was no button or menu of this version of ours."""
    name, values = data.get("custom_id"), data.get("values")
    parted = name.rsplit(_PARTED, 2) if isinstance(name, str) else []
    if len(parted) != len(("data", "owner", "place")):
        return None
    chosen = values[0] if isinstance(values, list) and values else ""
    return Press(parted[0] or (chosen if isinstance(chosen, str) else ""), parted[1])
