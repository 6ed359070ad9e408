"""Buttons in rows, within the limits of every platform.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.areas import Area
from bot.domain.buttons import Button, Keys, fits

ABOUT_AT_MOST = 26
"""Bytes that the address of a chat may have, which a button in another chat carries: those of a topic on Telegram."""

PICK = "pick"
"""The command of the screens on which places are chosen."""

ROW = 2
"""Buttons in a row that a phone shows whole."""


def fitting(buttons: Iterable[Button]) -> tuple[Button, ...]:
    """Those that can be sent along, wherever they stand."""
    return tuple(button for button in buttons if roomy(button))


def roomy(button: Button) -> bool:
    """Whether a button can be sent along even where it carries the address of another chat."""
    return fits(replace(button, about=button.about or "x" * ABOUT_AT_MOST))


def rows(*buttons: Button, wide: int = ROW) -> tuple[Keys, ...]:
    """Put buttons in rows of ``wide``; those that cannot be sent along are left out."""
    kept = fitting(buttons)
    return tuple(Keys(kept[at : at + wide]) for at in range(0, len(kept), wide))


def shortened(button: Button, area: Area) -> Button:
    """A button whose words end in an area, with as much of its code as can be sent along.

    Only the public id of an agency is ever shortened; the beginning of it is understood where one followed has it.
    """
    before = button.words.removesuffix(area)
    for length in range(len(area), 0, -1):
        shorter = replace(button, words=before + area[:length])
        if roomy(shorter):
            return shorter
    return button


def codes(areas: Iterable[Area]) -> str:
    """Write areas as they are typed and sent along."""
    return " ".join(areas)
