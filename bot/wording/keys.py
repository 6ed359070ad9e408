"""Buttons in rows, within the limits of every platform.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.areas import Area, AreaKind, kind_of
from bot.domain.buttons import Button, Keys, fits

SHORTEST = 12
"""Characters of an agency's public id that are left at least: fewer would name many agencies."""

PICK = "pick"
"""The command of the screens on which places are chosen."""

ROW = 2
"""Buttons in a row that a phone shows whole."""


def fitting(buttons: Iterable[Button]) -> tuple[Button, ...]:
    """Those that can be sent along; the public id of an agency that is too long for that, as much of it as can be."""
    return tuple(short for button in buttons if fits(short := shortened(button)))


def shortened(button: Button) -> Button:
    """A button with as much of the public id in which its words end as can be sent along.

    The beginning of an id is understood where it is that of one agency alone.
    """
    before, _, last = button.words.rpartition(" ")
    if kind_of(last) is not AreaKind.AGENCY or "-" not in last:
        return button
    while len(last) > SHORTEST and not fits(button):
        last = last[:-1]
        button = replace(button, words=f"{before} {last}".lstrip())
    return button


def rows(*buttons: Button, wide: int = ROW) -> tuple[Keys, ...]:
    """Put buttons in rows of ``wide``; those that cannot be sent along are left out."""
    kept = fitting(buttons)
    return tuple(Keys(kept[at : at + wide]) for at in range(0, len(kept), wide))


def codes(areas: Iterable[Area]) -> str:
    """Write areas as they are typed and sent along."""
    return " ".join(areas)
